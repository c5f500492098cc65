"""Free words of ratings: seen only once a supervisor let them be, parts left out, nothing added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rating_stories import MINUTE, SENDER, links, settled

from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import RatingComment
from motcua.domain.surveys.rules.comments import LONGEST, MARK, require_redaction
from motcua.foundation import ledger

AT = testing.RECEIVED_AT + 120 * MINUTE
LATER = AT + 10 * MINUTE
WRITTEN = "Anh Bốn ở quầy 2 rất tận tình, gọi 0900 cho tôi."


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(WRITTEN, id="ratings 7.2 whole"),
        pytest.param(f"{MARK} ở quầy 2 rất tận tình, gọi {MARK} cho tôi.", id="ratings 7.2 two parts left out"),
        pytest.param(f"Anh Bốn {MARK}", id="ratings 7.2 the end left out"),
        pytest.param(f"{MARK} cho tôi.", id="ratings 7.2 the beginning left out"),
    ],
)
def test_parts_may_be_left_out(shown):
    require_redaction(WRITTEN, shown)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("", id="ratings 7.2 nothing"),
        pytest.param(MARK, id="ratings 7.2 only a mark"),
        pytest.param("Anh Bốn ở quầy 2", id="ratings 7.2 an end missing without a mark"),
        pytest.param(f"Anh Năm {MARK}", id="ratings 7.2 another word"),
        pytest.param(f"{MARK} cho tôi. Rất tốt", id="ratings 7.2 words added"),
        pytest.param(f"{MARK} gọi {MARK} tận tình {MARK}", id="ratings 7.2 another order"),
    ],
)
def test_nothing_may_be_added_or_changed(shown):
    with pytest.raises(surveys.FaultyRedaction):
        require_redaction(WRITTEN, shown)


words = st.lists(st.text("abcđ", min_size=1, max_size=4), min_size=3, max_size=8)


@given(words, st.data())
def test_whatever_middle_is_left_out_passes_and_whatever_is_added_does_not(parts, data):
    first = data.draw(st.integers(1, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    written = " ".join(parts)

    require_redaction(written, " ".join([*parts[:first], MARK, *parts[last:]]))

    with pytest.raises(surveys.FaultyRedaction):
        require_redaction(written, f"{written} x")


def an_inspector():
    login = organisation_testing.an_officer("H12", (Role.INSPECTOR,), until_on=LATER.date().replace(day=28))
    return organisation.actor_for(login, LATER.date())


@pytest.fixture
def rated(db):
    staff = testing.a_staffed_province()
    code = settled(staff)
    answer = surveys.Answer(4, (), f"  {WRITTEN}  ")
    surveys.rate_by_link(links(staff, code, at=AT), answer, sender=SENDER, at=LATER)
    return staff, code, RatingComment.objects.get()


def test_free_words_wait_for_a_supervisor__ratings_7_1__ratings_7_3(rated):
    """ratings 7.1, ratings 7.3"""
    staff, code, row = rated
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    inspector = an_inspector()

    def seen(by, state):
        return [one.shown or one.written for one in surveys.comments_of(by, LATER, state=surveys.CommentState(state))]

    assert seen(supervisor, "waiting") == [WRITTEN]
    assert seen(inspector, "waiting") == seen(inspector, "shown") == seen(staff.leader, "shown") == []
    with pytest.raises(MissingRight):
        surveys.show_comment(row.rating_id, WRITTEN, by=staff.leader, at=LATER)
    shown = f"{MARK} ở quầy 2 rất tận tình, gọi {MARK} cho tôi."
    surveys.show_comment(row.rating_id, shown, by=supervisor, at=LATER)
    assert seen(inspector, "shown") == seen(staff.leader, "shown") == [shown]
    assert surveys.comments_of(staff.leader, LATER, state=surveys.CommentState.SHOWN)[0].written == ""
    with pytest.raises(surveys.FaultyText):
        surveys.hide_comment(row.rating_id, by=supervisor, at=LATER)
    surveys.undecide_comment(row.rating_id, by=supervisor, at=LATER)
    assert (seen(staff.leader, "shown"), seen(supervisor, "waiting")) == ([], [WRITTEN])
    surveys.hide_comment(row.rating_id, by=supervisor, at=LATER)
    assert (seen(staff.leader, "shown"), seen(supervisor, "hidden")) == ([], [WRITTEN])
    rows = ledger.rows_of(f"rating:{code}")
    assert [one.act for one in rows[1:]] == ["rated", "comment_shown", "comment_undecided", "comment_hidden"]
    assert "Bốn" not in str([one.body for one in rows])


def test_a_supervisor_elsewhere_sees_and_decides_nothing(rated):
    _, _, row = rated
    elsewhere = organisation_testing.an_actor("H12.04", Role.SUPERVISOR)
    assert surveys.comments_of(elsewhere, LATER, state=surveys.CommentState.WAITING) == ()
    with pytest.raises(surveys.UnknownLink):
        surveys.hide_comment(row.rating_id, by=elsewhere, at=LATER)


@pytest.mark.django_db
def test_words_that_are_too_long_leave_the_link_open__ratings_7_4():
    """ratings 7.4"""
    staff = testing.a_staffed_province()
    token = links(staff, settled(staff), at=AT)
    with pytest.raises(surveys.TooLong):
        surveys.rate_by_link(token, surveys.Answer(4, (), "a" * (LONGEST + 1)), sender=SENDER, at=LATER)
    assert surveys.rate_by_link(token, surveys.Answer(4, (), "a" * LONGEST), sender=SENDER, at=LATER).level == 4
