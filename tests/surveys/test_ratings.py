"""A settled dossier is rated once, by whoever holds its link or stands at the counter."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from rating_stories import MINUTE, SENDER, device, links, settled

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import Rating, RatingComment, RatingInvitation, RatingSlip
from motcua.domain.surveys.operations import basis
from motcua.domain.surveys.rules.answers import Circumstances, doubts_of
from motcua.foundation import ledger
from motcua.foundation.rule_packs import rule_pack_named

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT + 120 * MINUTE
LATER = AT + 10 * MINUTE
GOOD = surveys.Answer(5, ("attitude",))


@pytest.fixture
def staff():
    return testing.a_staffed_province()


def rate(token, *, at=LATER, answer=GOOD, sender=SENDER):
    return surveys.rate_by_link(token, answer, sender=sender, at=at)


def acts(code):
    return [row.act for row in ledger.rows_of(f"rating:{code}")]


def test_a_link_is_used_once__ratings_1_1__ratings_2_1(staff):
    """ratings 1.1, ratings 2.1"""
    code = settled(staff)
    token = links(staff, code, at=AT)

    rate(token)

    row = Rating.objects.get()
    assert (row.dossier_id, row.answer, row.reasons, row.doubts) == (code, 5, ["attitude"], [])
    with pytest.raises(surveys.NotOpen, match="đã được đánh giá"):
        rate(token, answer=surveys.Answer(1), at=LATER + MINUTE)
    assert Rating.objects.get().answer == 5
    assert acts(code) == ["rating_invited", "rated"]


def test_nothing_of_the_person_and_no_token_is_kept__ratings_1_2(staff):
    """ratings 1.2: whatever the tables and the ledger of ratings hold, the person, the token, the place are not in it."""
    code = settled(staff, person=testing.KNOWN_PERSON)
    token = links(staff, code, at=AT)
    rate(token, answer=surveys.Answer(5, ("attitude",), "Nhanh", {1: "shorter"}))

    kept = [str(row) for row in ledger.rows_of(f"rating:{code}")]
    kept += [
        str(row) for table in (RatingInvitation, Rating, RatingComment, RatingSlip) for row in table.objects.values()
    ]
    assert len(kept) == 6
    for text in kept:
        assert testing.told_of_known_person(text) == []
        for known in (token, SENDER.place, SENDER.browser):
            assert known not in text
    assert hashlib.sha256(token.encode()).hexdigest() in kept[2], "the link that was made is the one that is kept"


def test_what_a_link_shows_is_desk_and_day__ratings_1_3(staff):
    """ratings 1.3"""
    code = settled(staff)
    found = surveys.link_of(links(staff, code, at=AT), sender=SENDER, at=LATER)

    assert found.settled_on == testing.RECEIVED_AT.date()
    assert set(vars(found)) == {"id", "desk_name", "settled_on"}


def test_before_its_result_nobody_is_asked__ratings_1_4(staff):
    """ratings 1.4"""
    with pytest.raises(surveys.NotSettled):
        links(staff, testing.a_dossier(staff), at=AT)
    with pytest.raises(surveys.NotSettled):
        links(staff, "H12.99-261103-0001", at=AT)


def test_only_the_desk_of_the_dossier_asks__ratings_1_5(staff):
    """ratings 1.5"""
    code = settled(staff)
    other = organisation_testing.an_actor("H12.14", Role.RECEPTION)
    with pytest.raises(MissingRight):
        surveys.invite(code, by=other, at=AT)
    with pytest.raises(MissingRight):
        surveys.invite(code, by=staff.leader, at=AT)


def test_a_guessed_link_is_refused_and_guessing_ends__ratings_2_2(staff):
    """ratings 2.2"""
    code = settled(staff)
    token = links(staff, code, at=AT)
    most = rule_pack_named("today").ratings.wrong_links_most
    for number in range(most):
        with pytest.raises(surveys.UnknownLink):
            surveys.link_of(f"guess-{number}", sender=SENDER, at=LATER)

    with pytest.raises(surveys.TooManyFromHere):
        surveys.link_of("one-more", sender=SENDER, at=LATER)
    with pytest.raises(surveys.TooManyFromHere):
        rate(token)
    elsewhere = surveys.Sender(place="198.51.100.9")
    assert rate(token, sender=elsewhere).level == 5


def test_a_link_runs_out__ratings_2_3(staff):
    """ratings 2.3"""
    code = settled(staff)
    token = links(staff, code, at=AT)
    last = AT + timedelta(days=rule_pack_named("today").ratings.link_days)
    with pytest.raises(surveys.NotOpen, match="hết hạn"):
        rate(token, at=last)
    assert rate(token, at=last - timedelta(seconds=1)).level == 5


def test_a_newer_link_replaces_the_older__ratings_2_4(staff):
    """ratings 2.4"""
    code = settled(staff)
    older, newer = links(staff, code, at=AT), links(staff, code, at=AT + MINUTE)
    with pytest.raises(surveys.NotOpen, match="thay bằng liên kết mới"):
        rate(older)
    assert rate(newer).level == 5
    with pytest.raises(surveys.NotOpen):
        links(staff, code, at=LATER + MINUTE)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(surveys.Answer(0), id="ratings 2.5 no level"),
        pytest.param(surveys.Answer(6), id="ratings 2.5 a level that is none"),
        pytest.param(surveys.Answer(4, ("made_up",)), id="ratings 2.5 a reason that is none"),
    ],
)
def test_an_unusable_answer_leaves_the_link_open(staff, answer):
    token = links(staff, settled(staff), at=AT)
    with pytest.raises(surveys.UnusableAnswer):
        rate(token, answer=answer)
    assert rate(token).level == 5


def test_too_many_answers_from_one_browser_wait_and_lose_nothing__ratings_2_6(staff):
    """ratings 2.6"""
    most = rule_pack_named("today").ratings.ratings_of_sender_most
    tokens = [links(staff, settled(staff), at=AT) for _ in range(most + 1)]
    for token in tokens[:-1]:
        rate(token)
    with pytest.raises(surveys.TooManyFromHere):
        rate(tokens[-1])
    assert rate(tokens[-1], at=LATER + timedelta(minutes=16)).level == 5
    assert [len(row.doubts) for row in Rating.objects.order_by("pk")][:3] == [0, 0, 1]


def test_a_device_asks_about_the_dossier_just_returned__ratings_3_1(staff):
    """ratings 3.1"""
    code, stand = settled(staff), device(staff, at=AT)
    assert surveys.on_device(stand.token, at=AT) is None

    asked = surveys.open_on_device(code, device=stand.device, by=staff.reception, at=AT)

    assert surveys.on_device(stand.token, at=AT + MINUTE).id == asked
    surveys.rate_on_device(stand.token, asked, surveys.Answer(4), at=AT + MINUTE)
    assert surveys.on_device(stand.token, at=AT + 2 * MINUTE) is None
    assert Rating.objects.get().answer == 4
    with pytest.raises(surveys.NotOpen):
        surveys.rate_on_device(stand.token, asked, surveys.Answer(1), at=AT + 2 * MINUTE)


def test_a_call_on_a_device_ends__ratings_3_2(staff):
    """ratings 3.2"""
    first, second, stand = settled(staff), settled(staff), device(staff, at=AT)
    old = surveys.open_on_device(first, device=stand.device, by=staff.reception, at=AT)
    new = surveys.open_on_device(second, device=stand.device, by=staff.reception, at=AT + MINUTE)
    with pytest.raises(surveys.NotOpen, match="đã đóng"):
        surveys.rate_on_device(stand.token, old, GOOD, at=AT + MINUTE)
    late = AT + MINUTE + timedelta(minutes=rule_pack_named("today").ratings.device_minutes)
    assert surveys.on_device(stand.token, at=late) is None
    with pytest.raises(surveys.NotOpen, match="đã đóng"):
        surveys.rate_on_device(stand.token, new, GOOD, at=late)
    surveys.end_device(stand.device, by=staff.reception, at=late)
    with pytest.raises(surveys.UnknownLink):
        surveys.on_device(stand.token, at=late)


PACK = rule_pack_named("today").ratings


@pytest.mark.parametrize(
    ("channel", "seconds", "officers", "of_sender", "pause", "doubts"),
    [
        pytest.param("link", 60, False, 0, None, (), id="ratings 4.1 nothing"),
        pytest.param("link", 60, True, 0, None, ("officers_browser",), id="ratings 4.2"),
        pytest.param("link", 60, False, PACK.sender_most, None, ("same_sender",), id="ratings 4.3"),
        pytest.param("link", PACK.fast_seconds - 1, False, 0, None, ("too_fast",), id="ratings 4.4 link"),
        pytest.param("link", PACK.fast_seconds, False, 0, None, (), id="ratings 4.4 just in time"),
        pytest.param("device", 5, False, 0, PACK.device_pause_seconds - 1, ("too_fast",), id="ratings 4.4 device"),
        pytest.param("device", 5, False, 0, PACK.device_pause_seconds, (), id="ratings 4.4 device in time"),
    ],
)
def test_which_answers_are_doubtful(channel, seconds, officers, of_sender, pause, doubts):
    came = Circumstances(
        channel=surveys.Channel(channel),
        opened_at=AT,
        at=AT + timedelta(seconds=seconds),
        from_officers_browser=officers,
        of_sender=of_sender,
        before_on_device=None if pause is None else AT + timedelta(seconds=seconds - pause),
    )
    assert doubts_of(came, PACK) == doubts


def test_a_doubtful_rating_counts_until_a_supervisor_sets_it_aside__ratings_4_5(staff):
    """ratings 4.5"""
    token = links(staff, settled(staff), at=AT)
    rate(token, sender=surveys.Sender("203.0.113.7", is_officers=True))
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    (one,) = surveys.doubtful(supervisor, LATER)
    day = testing.RECEIVED_AT.date()

    def counted():
        return surveys.satisfaction(day, day, as_of=day, by=surveys.By.LEVEL).total

    assert (counted().answered, counted().doubtful) == (1, 1)
    assert not counted().levels, "what one person answered is not told"
    with pytest.raises(surveys.FaultyText):
        surveys.set_aside(one.id, reason=" ", by=supervisor, at=LATER)
    with pytest.raises(MissingRight):
        surveys.set_aside(one.id, reason="mẫu", by=staff.leader, at=LATER)
    surveys.set_aside(one.id, reason="Cán bộ tự bấm (mẫu)", by=supervisor, at=LATER)
    assert (counted().answered, counted().set_aside, counted().doubtful) == (0, 1, 0)
    with pytest.raises(surveys.FaultyText):
        surveys.set_aside(one.id, reason="lần nữa (mẫu)", by=supervisor, at=LATER)
    surveys.take_back_in(one.id, by=supervisor, at=LATER)
    assert counted().answered == 1
    with pytest.raises(surveys.FaultyText):
        surveys.take_back_in(one.id, by=supervisor, at=LATER)


def test_a_past_day_says_whether_a_rating_stood_aside_then__ratings_5_3(staff):
    """ratings 5.3, scoring 6.3: set aside, taken back in, set aside again, each on a day of its own; scores go with it."""
    code = settled(staff)
    surveys.rate_by_link(links(staff, code, at=AT), surveys.Answer(1, slip={1: "longer"}), sender=SENDER, at=LATER)
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    number = Rating.objects.get().pk
    days = [LATER + timedelta(days=after) for after in range(5)]
    surveys.set_aside(number, reason="Nghi ngờ (mẫu)", by=supervisor, at=days[1])
    surveys.take_back_in(number, by=supervisor, at=days[2])
    surveys.set_aside(number, reason="Lại nghi ngờ (mẫu)", by=supervisor, at=days[4])
    first = days[0].date()

    said = [surveys.satisfaction(first, first, as_of=day.date(), by=surveys.By.FIELD).total for day in days]
    scored = [
        surveys.officer_scores(staff.places.commune, first, first, as_of=day.date(), reader=staff.leader, at=days[4])
        for day in days
    ]

    assert [(one.answered, one.set_aside) for one in said] == [(1, 0), (0, 1), (1, 0), (1, 0), (0, 1)]
    assert [sum(row.answered for row in one.rows if row.key == staff.handler.login) for one in scored] == [
        1,
        0,
        1,
        1,
        0,
    ]
    (found,) = surveys.doubtful(supervisor, days[4])
    assert (found.set_aside_at, found.set_aside_why) == (days[4], "Lại nghi ngờ (mẫu)")


def test_a_reopened_dossier_is_asked_about_anew__ratings_5_1(staff):
    """ratings 5.1"""
    code = settled(staff)
    rate(links(staff, code, at=AT))
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=LATER)
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=LATER)
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=LATER)

    assert Rating.objects.get().ended_why == "reopened"
    assert acts(code).count("rating_ended") == 1
    testing.carry_to_ready(staff, code, at=LATER + MINUTE)
    rate(links(staff, code, at=LATER + 2 * MINUTE), at=LATER + 5 * MINUTE, answer=surveys.Answer(2))
    day = testing.RECEIVED_AT.date()
    found = surveys.satisfaction(day, day, as_of=day, by=surveys.By.AGENCY).total
    assert (found.settled, found.answered) == (1, 1)
    assert list(Rating.objects.filter(ended_at=None).values_list("answer", flat=True)) == [2]


def test_a_link_of_a_reopened_dossier_says_so__ratings_5_2(staff):
    """ratings 5.2"""
    code = settled(staff)
    token = links(staff, code, at=AT)
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=LATER)
    with pytest.raises(surveys.NotOpen, match="mở lại"):
        rate(token, at=LATER + MINUTE)
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=LATER)
    with pytest.raises(surveys.NotOpen, match="mở lại"):
        rate(token, at=LATER + MINUTE)


def test_a_past_day_keeps_what_it_said__ratings_5_3(staff):
    """ratings 5.3"""
    code = settled(staff)
    rate(links(staff, code, at=AT))
    next_day = LATER + timedelta(days=1)
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=next_day)
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=next_day)
    day = testing.RECEIVED_AT.date()

    then = surveys.satisfaction(day, day, as_of=day, by=surveys.By.FIELD).total
    now = surveys.satisfaction(day, day, as_of=next_day.date(), by=surveys.By.FIELD).total

    assert (then.settled, then.answered, now.settled, now.answered) == (1, 1, 0, 0)


def test_from_where_an_answer_came_is_forgotten__ratings_5_4(staff):
    """ratings 5.4"""
    rate(links(staff, settled(staff), at=AT))
    assert surveys.forget_senders(at=LATER) == 0
    assert surveys.forget_senders(at=LATER + timedelta(days=PACK.sender_kept_days)) == 1
    assert Rating.objects.get().sender == ""


def test_every_grouping_adds_up__ratings_6_1(staff):
    """ratings 6.1"""
    for level in (5, 4, 3, 2, 1):
        rate(
            links(staff, settled(staff), at=AT), answer=surveys.Answer(level), sender=surveys.Sender(f"192.0.2.{level}")
        )
    settled(staff)
    day = testing.RECEIVED_AT.date()
    for by in surveys.By:
        total = surveys.satisfaction(day, day, as_of=day, by=by).total
        assert (total.settled, total.answered) == (6, 5)
    figures = surveys.figures_of(total, PACK)
    assert dict(figures.form) == {"very_satisfied": 1, "satisfied": 1, "not_satisfied": 3}
    assert (figures.satisfied, f"{figures.satisfied_percent}", f"{figures.response_percent}") == (2, "40.00", "83.33")
    assert figures.low < figures.satisfied_percent < figures.high


def test_nothing_answered_is_a_dash__ratings_6_2():
    """ratings 6.2"""
    figures = surveys.figures_of(surveys.Counts(settled=3), PACK)
    assert (figures.satisfied_percent, figures.low, figures.high) == (None, None, None)
    assert f"{figures.response_percent}" == "0.00"


ANSWERS = (
    surveys.Answer(5, ("waiting", "attitude")),
    surveys.Answer(4, (), "Nhanh, dễ hiểu."),
    surveys.Answer(3),
    surveys.Answer(2, ("visits",), "  Phải đi lại hai lần.  "),
    surveys.Answer(1, ("waiting", "result")),
)


def kept_about(code):
    """Return what tables and ledger hold of a rating, but for numbers of rows."""

    def facts(row):
        return {
            name: value for name, value in row.items() if name not in {"id", "dossier_id", "invitation_id", "rating_id"}
        }

    (told,) = ledger.rows_of(f"rating:{code}")
    body = {name: value for name, value in told.body.items() if name != "invitation"}
    rating = Rating.objects.get(dossier_id=code)
    assert told.body["invitation"] == rating.invitation_id
    return (
        facts(Rating.objects.filter(dossier_id=code).values().get()),
        facts(RatingInvitation.objects.filter(dossier_id=code).values().get()),
        [facts(row) for row in RatingComment.objects.filter(rating=rating).values()],
        (told.act, told.by_login, told.by_right, told.unit_code, told.at, body),
    )


def test_the_bulk_path_leaves_the_same_rows(staff):
    """One by one and at once, every level, with and without words: both leave the same, row by row and in the order given."""
    stand = device(staff, at=AT)
    singly, at_once = [settled(staff) for _ in ANSWERS], [settled(staff) for _ in ANSWERS]
    opened = [AT + place * MINUTE for place in range(len(ANSWERS))]
    for code, answer, at in zip(singly, ANSWERS, opened, strict=True):
        asked = surveys.open_on_device(code, device=stand.device, by=staff.reception, at=at)
        surveys.rate_on_device(stand.token, asked, answer, at=at + MINUTE / 2)
    many = [
        surveys.OnDevice(
            surveys.GivenRating(dossiers.settlements.settlement_of(code), answer, at + MINUTE / 2),
            stand.device,
            staff.reception.login,
            at,
        )
        for code, answer, at in zip(at_once, ANSWERS, opened, strict=True)
    ]

    assert surveys.rate_many(many) == len(ANSWERS)

    assert [kept_about(code) for code in at_once] == [kept_about(code) for code in singly]
    assert [len(kept_about(code)[2]) for code in at_once] == [0, 1, 0, 1, 0]
    rows = [row.row for code in at_once for row in ledger.rows_of(f"rating:{code}")]
    assert rows == sorted(rows)


def test_the_bulk_path_refuses_a_second_rating_and_keeps_none_of_the_call(staff):
    """A settlement rated already stops the whole call: nothing of it is left."""
    stand = device(staff, at=AT)
    one, other = (
        surveys.OnDevice(
            surveys.GivenRating(dossiers.settlements.settlement_of(settled(staff)), GOOD, LATER),
            stand.device,
            staff.reception.login,
            AT,
        )
        for _ in range(2)
    )
    surveys.rate_many([one])

    with pytest.raises(IntegrityError), transaction.atomic():
        surveys.rate_many([other, one])

    assert [row.dossier_id for row in Rating.objects.all()] == [one.given.settlement.code]
    assert not ledger.rows_of(f"rating:{other.given.settlement.code}")


def test_no_link_begins_with_a_dash_which_a_command_would_take_for_an_option(monkeypatch):
    made = iter(["-7S3lnPtlCwYMjf5sLojeM79", "--", "a-b_c"])
    monkeypatch.setattr(basis.secrets, "token_urlsafe", lambda _: next(made))

    assert basis.new_token() == "a-b_c"
