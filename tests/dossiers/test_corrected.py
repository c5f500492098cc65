"""A correction: the old stays beside the new, the receipt is issued anew, a settlement is decided anew."""

import pytest
from stories import AT, acts, after, ask, on, state, to_the_desk
from test_calendar_changed import a_day, publish

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Apology, Dossier
from motcua.domain.parties.models import PartySnapshot
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)
LATER = on("20")


def correct(team, code, *, by=None, at=SOON, reason="Gõ sai tên", **changes):
    return dossiers.correct(code, changes=changes, reason=reason, by=by or team.reception, at=at)


def correct_ready(team, code, ready_at, *, by=None, at=LATER, reason="Ghi muộn một ngày"):
    return dossiers.correct_ready(code, ready_at=ready_at, reason=reason, by=by or team.leader, at=at)


def ready(team, code, *, at):
    to_the_desk(team, code, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=at)


def test_a_wrong_name_is_corrected_with_the_old_beside_it_and_a_new_receipt(team, code):
    """dossier-life 11.1."""
    old = testing.shown(code).person

    correct(team, code, name="Nguyễn Thị Mẫu Đúng", phone="0290000009")

    info = testing.shown(code)
    assert (info.person.name, info.person.phone) == ("Nguyễn Thị Mẫu Đúng", "0290000009")
    assert [(part.name, part.was, part.now) for part in info.corrections[0].fields] == [
        ("name", old.name, "Nguyễn Thị Mẫu Đúng"),
        ("phone", old.phone, "0290000009"),
    ]
    first, second = [paper for paper in info.papers if paper.form == "receipt"]
    assert (first.withdrawn_at, second.withdrawn_at) == (SOON, None)
    said = IssuedPaper.objects.get(pk=second.paper_id).data
    assert said["corrected"] == f"họ tên, số điện thoại; thay giấy số {first.number}"
    assert said["person"]["name"] == "Nguyễn Thị Mẫu Đúng"
    assert PartySnapshot.objects.filter(name=old.name).exists()


def test_the_ledger_of_a_correction_says_which_fields_and_nobodys_name(team, code):
    """dossier-life 11.1."""
    correct(team, code, name="Nguyễn Thị Mẫu Đúng")

    [row] = [row for row in ledger.rows_of(f"dossier:{code}") if row.act == "corrected"]
    assert row.body["fields"] == ["name"]
    assert len(row.body["old"]) == len(row.body["new"]) == 1
    assert "Mẫu" not in str(row.body)
    assert "Gõ sai" not in str(row.body)


def test_the_way_of_the_result_and_a_fact_are_corrected(team, code):
    """dossier-life 11.2."""
    Dossier.objects.filter(code=code).update(facts={"needs_tax": False})
    dossiers.correct(
        code, changes={"result_by": "post"}, facts={"needs_tax": True}, reason="Ghi sai", by=team.reception, at=SOON
    )

    row = Dossier.objects.get(code=code)
    assert (row.result_by, row.facts) == ("post", {"needs_tax": True})
    told = {part.name: (part.was, part.now) for part in testing.shown(code).corrections[0].fields}
    assert told == {"result_by": ("desk", "post"), "needs_tax": ("False", "True")}


def test_while_it_is_not_settled_the_desk_or_a_leader_corrects_nobody_else(team, code):
    """dossier-life 11.3."""
    for by in (team.handler, team.centre):
        with pytest.raises(Refusal):
            correct(team, code, by=by, name="Ai Đó")
    correct(team, code, by=team.leader, name="Trần Mẫu")

    assert testing.shown(code).person.name == "Trần Mẫu"


def test_after_settlement_only_the_leader_corrects(team, code):
    """dossier-life 11.4."""
    ready(team, code, at=on("06"))

    with pytest.raises(Refusal):
        correct(team, code, at=on("07"), name="Trần Mẫu")
    correct(team, code, by=team.leader, at=on("07"), name="Trần Mẫu")

    assert testing.shown(code).corrections[0].settled


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"name": "Trần Mẫu"}, "", id="no reason"),
        pytest.param({"name": "Nguyễn Thị Mẫu"}, "Gõ sai", id="the same value"),
        pytest.param({}, "Gõ sai", id="nothing at all"),
        pytest.param({"promised_at": "2026-12-01"}, "Gõ sai", id="no such field"),
        pytest.param({"result_by": "bồ câu"}, "Gõ sai", id="no such way"),
        pytest.param({"identifier": "123"}, "Gõ sai", id="a faulty number"),
    ],
)
def test_a_faulty_correction_changes_nothing(team, code, changes, reason):
    """dossier-life 11.5."""
    before = acts(code)

    with pytest.raises(Refusal):
        correct(team, code, reason=reason, **changes)

    assert acts(code) == before


@pytest.mark.parametrize("end", ["withdraw", "stop", "void"])
def test_what_ended_without_a_result_is_not_corrected(team, code, end):
    """dossier-life 11.6."""
    getattr(dossiers, end)(code, reason="Nhầm", by=team.reception, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove):
        correct(team, code, name="Trần Mẫu")


def test_a_result_noted_too_late_is_decided_anew_and_the_old_standing_stays_on_record(team, code):
    """dossier-life 11.7."""
    ready(team, code, at=on("12"))
    assert testing.shown(code).owes == ("apology",)

    done = correct_ready(team, code, on("06", "10:00"))

    info = testing.shown(code)
    assert (done.lateness, info.ready_at, info.lateness, info.is_late, info.owes) == (
        "early", on("06", "10:00"), "early", False, (),
    )  # fmt: skip
    told = {part.name: (part.was, part.now) for part in info.corrections[0].fields}
    assert told["lateness"] == ("late", "early")
    assert dossiers.breaches() == (1, ())


def test_a_result_noted_too_early_is_late_and_owes_an_apology(team, code):
    """dossier-life 11.8."""
    ready(team, code, at=on("06"))

    done = correct_ready(team, code, on("12"))

    assert (done.lateness, testing.shown(code).owes) == ("late", ("apology",))
    assert dossiers.breaches() == (1, ())


@pytest.mark.parametrize("broken", ["supplemented", "re-dated"])
def test_what_broke_an_earlier_promise_stays_late_whatever_moment_is_corrected(team, code, broken):
    """dossier-life 11.13: the person waited past the first promise; no correction of the result's moment mends that."""
    assert dossiers.sweep(at=on("10", "10:00")).late == 1
    dossiers.apologise(code, reason="Thiếu người", new_moment=on("18"), by=team.handler, at=on("10", "10:10"))
    if broken == "supplemented":
        ask(team, code, late_reason="Muộn", at=on("10", "11:00"))
        dossiers.complete_supplement(code, by=team.reception, at=on("11", "07:10"))
    else:
        publish(a_day("2026-11-10"), at=on("10", "11:00"))
    to_the_desk(team, code, at=on("11", "08:00"))
    dossiers.make_result_ready(code, by=team.reception, at=on("17"))

    standing = correct_ready(team, code, on("11", "08:30")).lateness

    assert standing in {"early", "on_time"}
    assert testing.shown(code, LATER).owes == ("apology",)
    assert Apology.objects.filter(dossier__code=code).exists()
    assert dossiers.breaches() == (1, ())


@pytest.mark.parametrize("wrong", [AT, on("21"), on("09", "10:00")], ids=["before the decision", "future", "the same"])
def test_a_result_cannot_have_been_there_then(team, code, wrong):
    """dossier-life 11.9."""
    ready(team, code, at=on("09", "10:00"))

    with pytest.raises(dossiers.FaultyCorrection):
        correct_ready(team, code, wrong)

    assert testing.shown(code).ready_at == on("09", "10:00")


def test_the_moment_of_the_result_is_the_leaders_to_correct_and_only_once_there_is_one(team, code):
    """dossier-life 11.4."""
    with pytest.raises(dossiers.FaultyCorrection, match="chưa có kết quả"):
        correct_ready(team, code, SOON)
    ready(team, code, at=on("06"))
    with pytest.raises(Refusal):
        correct_ready(team, code, SOON, by=team.reception)

    assert state(code) is dossiers.State.READY


def test_a_letter_that_was_signed_for_a_wrong_moment_is_no_breach(team, code):
    """dossier-life 11.10."""
    ready(team, code, at=on("12"))
    Apology.objects.create(
        dossier=Dossier.objects.get(code=code),
        reason="Thiếu người",
        promised_at=testing.shown(code).promised_at,
        drafted_at=on("12"),
        drafted_by=team.leader.login,
        signed_at=on("12"),
        signed_by=team.leader.login,
        signature="CHỦ TỊCH",
        foreseen=False,
        paper=IssuedPaper.objects.first(),
    )

    correct_ready(team, code, on("06", "10:00"))

    assert Apology.objects.count() == 1
    assert dossiers.apology_breaches(on("30")) == ()


def test_a_letter_stands_when_the_moment_of_the_result_is_mended_after_it(team, code):
    """Found late, apologised for, re-dated and in time; then the true moment turns out to be before the first promise."""
    to_the_desk(team, code, at=on("06"))
    assert dossiers.sweep(at=on("10", "10:00")).late == 1
    row = Dossier.objects.get(code=code)
    Apology.objects.create(
        dossier=row, reason="Thiếu người", promised_at=row.late.promised_at, drafted_at=on("10", "10:10"),
        drafted_by=team.leader.login, new_moment=on("18"), signed_at=on("10", "10:10"), signed_by=team.leader.login,
        signature="CHỦ TỊCH", foreseen=False, paper=IssuedPaper.objects.first(),
    )  # fmt: skip
    publish(a_day("2026-11-10"), at=on("10", "11:00"))
    dossiers.make_result_ready(code, by=team.reception, at=on("11", "08:00"))
    correct_ready(team, code, on("06", "10:00"))

    assert dossiers.apology_breaches(on("30")) == ()
