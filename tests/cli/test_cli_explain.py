"""`motcua explain …`: how a limit and a fee are read, and a due moment day by day."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing


def test_a_limit_that_is_read_is_told_with_its_cases(motcua):
    answer = motcua("explain", "time-limit", "5 ngày làm việc", "--json")

    assert answer.status == 0
    assert answer.document == {
        "readable": True, "cases": [{"amount": 5, "unit": "working_day", "condition": None}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("0,5 ngày làm việc", 0.5, "working_day"),
        ("10 ngày", 10, "calendar_day"),
        ("8 giờ làm việc", 8, "working_hour"),
        ("2 tháng", 2, "month"),
        ("Trong ngày", None, "same_day"),
    ],
)
def test_amounts_are_json_numbers_or_null(motcua, text, amount, unit):
    case = motcua("explain", "time-limit", text, "--json").document["cases"][0]

    assert (case["amount"], case["unit"]) == (amount, unit)


@pytest.mark.parametrize("text", ["5", "Không quy định", "", "3 tuần", "0 ngày làm việc"])
def test_a_limit_that_is_not_read_is_an_answer_too(motcua, text):
    answer = motcua("explain", "time-limit", text, "--json")

    assert answer.status == 0
    assert set(answer.document) == {"readable", "reason"}
    assert answer.document["readable"] is False
    assert answer.document["reason"]


@pytest.mark.parametrize(
    ("text", "kind", "has_doubt"),
    [
        pytest.param("Miễn phí", "free", False, id="free"),
        pytest.param("Miễn phí(Không có)", "free", False, id="free, with nothing"),
        pytest.param("0 Đồng", "not_stated", False, id="nought dong"),
        pytest.param("", "not_stated", False, id="empty"),
        pytest.param("Miễn phí(35.000 đồng/giấy)", "amount", True, id="at odds with its note"),
        pytest.param("Phí : 50.000 Đồng", "amount", False, id="an amount"),
    ],
)
def test_a_fee_is_told_with_its_kind_and_doubt(motcua, text, kind, has_doubt):
    answer = motcua("explain", "fee", text, "--json")

    assert answer.status == 0
    assert set(answer.document) == {"kind", "amounts", "doubt"}
    assert (answer.document["kind"], answer.document["doubt"] is not None) == (kind, has_doubt)
    for amount in answer.document["amounts"]:
        assert set(amount) == {"value", "currency", "per", "condition"}


def due(motcua, start, limit, *more):
    return motcua("explain", "due", "--start", start, "--limit", limit, *more, "--json")


def test_a_due_moment_is_counted_day_by_day(motcua):
    """deadlines 2.1 and rule 17, by the seed calendar where no unit was ever set up."""
    answer = due(motcua, "2026-11-02T09:00+07:00", "5 ngày làm việc")

    assert answer.status == 0
    found = answer.document
    assert set(found) == {"due_at", "counted", "rules", "counting", "law"}
    assert (found["due_at"], found["rules"], found["counting"]) == ("2026-11-09T09:00:00+07:00", "today", "from_hour")
    assert [(day["date"], day["kind"], day["minutes"]) for day in found["counted"]] == [
        ("2026-11-02", "working", 360), ("2026-11-03", "working", 480), ("2026-11-04", "working", 480),
        ("2026-11-05", "working", 480), ("2026-11-06", "working", 480), ("2026-11-07", "weekend", 0),
        ("2026-11-08", "weekend", 0), ("2026-11-09", "working", 120),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "limit", "more", "moment"),
    [
        pytest.param("2026-11-02T09:00+07:00", "5 ngày làm việc", ["--counting", "end_of_nth_day"], "2026-11-09T17:00", id="deadlines 2.1 end of the day"),
        pytest.param("2026-11-02T02:00Z", "5 ngày làm việc", [], "2026-11-09T09:00", id="given in UTC"),
        pytest.param("2026-11-18T10:00+07:00", "10 ngày", [], "2026-11-30T17:00", id="deadlines 4.1 calendar days"),
        pytest.param("2026-11-02T09:00+07:00", "Trong ngày", [], "2026-11-02T17:00", id="deadlines 6.1 within the day"),
        pytest.param("2022-11-01T09:00+07:00", "5 ngày làm việc", ["--rules", "2022"], "2022-11-08T09:00", id="by the rules of 2022"),
        pytest.param("2026-08-21T15:00+07:00", "1 ngày làm việc", [], "2026-08-22T15:00", id="deadlines 2.5 a make-up day"),
    ],
)  # fmt: skip
def test_due_moments_follow_the_rules_named(motcua, start, limit, more, moment):
    found = due(motcua, start, limit, *more).document

    assert found["due_at"] == f"{moment}:00+07:00"
    assert found["counted"][-1]["date"] == moment[:10]


def test_days_that_are_not_in_working_time_have_no_minutes(motcua):
    counted = due(motcua, "2026-11-18T10:00+07:00", "10 ngày").document["counted"]

    assert {day["minutes"] for day in counted} == {None}
    assert len(counted) == 13
    assert [day["name"] for day in counted if day["kind"] == "holiday"] == ["Ngày Văn hóa Việt Nam"]


def test_clock_hours_are_told_from_the_moment_received(motcua, monkeypatch):
    """deadlines 3.5: over a weekend, though no officer works then."""
    from motcua.domain.procedures import api as procedures

    case = {"amount": 24, "unit": "clock_hour", "condition": None}
    monkeypatch.setattr(procedures, "answer_time_limit", lambda _: {"readable": True, "cases": [case]})

    found = due(motcua, "2026-11-07T10:00+07:00", "24 giờ").document

    assert found["due_at"] == "2026-11-08T10:00:00+07:00"
    assert [day["date"] for day in found["counted"]] == ["2026-11-07", "2026-11-08"]


@pytest.mark.parametrize(
    ("start", "limit", "more", "says"),
    [
        pytest.param("2026-11-02T09:00", "5 ngày làm việc", [], "múi giờ", id="a start without an offset"),
        pytest.param("hôm qua", "5 ngày làm việc", [], "hôm qua", id="a start that is none"),
        pytest.param("2026-11-02T09:00+07:00", "Không quy định", [], "", id="no readable limit"),
        pytest.param("2026-11-02T09:00+07:00", "5 ngày làm việc", ["--rules", "1999"], "1999", id="rules that are not there"),
        pytest.param("2026-11-02T09:00+07:00", "5 ngày làm việc", ["--counting", "x"], "x", id="no such counting"),
        pytest.param("2026-11-02T09:00+07:00", "5 ngày làm việc", ["--unit", "H99"], "H99", id="an unknown unit"),
        pytest.param("2026-11-02T09:00+07:00", "5 ngày làm việc", ["--case", "2"], "trường hợp 2", id="a case too many"),
        pytest.param("2027-12-30T09:00+07:00", "5 ngày làm việc", [], "2028", id="deadlines 8.3 beyond the calendar"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_status_1_with_one_sentence(motcua, start, limit, more, says):
    answer = due(motcua, start, limit, *more)

    assert (answer.status, answer.out) == (1, "")
    assert says in answer.err


def test_several_cases_must_be_chosen_among(motcua, monkeypatch):
    from motcua.domain.procedures import api as procedures

    cases = [
        {"amount": 5, "unit": "working_day", "condition": "bình thường"},
        {"amount": 10, "unit": "working_day", "condition": "phải xác minh"},
    ]
    monkeypatch.setattr(procedures, "answer_time_limit", lambda _: {"readable": True, "cases": cases})

    without = due(motcua, "2026-11-02T09:00+07:00", "5 hoặc 10 ngày")
    second = due(motcua, "2026-11-02T09:00+07:00", "5 hoặc 10 ngày", "--case", "2")

    assert without.status == 1
    assert "1: bình thường; 2: phải xác minh" in without.err
    assert second.document["due_at"] == "2026-11-16T09:00:00+07:00"


def test_the_unit_counts_by_its_own_calendar(motcua):
    organisation_testing.a_small_province()

    assert due(motcua, "2026-11-02T09:00+07:00", "1 ngày làm việc", "--unit", "H12.61").status == 0
    assert due(motcua, "2026-11-02T09:00+07:00", "1 ngày làm việc", "--unit", "000.00.61.H12").status == 0


@pytest.mark.parametrize(
    "words", [["explain"], ["explain", "due"], ["explain", "due", "--start"], ["explain", "age", "x"]], ids=" ".join
)
def test_wrong_usage_of_explain_is_status_2(motcua, words):
    assert motcua(*words).status == 2


def test_a_moment_at_the_edge_of_the_calendar_of_mankind_is_refused_by_a_sentence(motcua):
    answer = due(motcua, "0001-01-01T00:00+07:00", "2 ngày")

    assert (answer.status, answer.out) == (1, "")
    assert "năm 1 " in answer.err


def test_a_dossier_is_explained_promise_by_promise(motcua, db):
    """deadlines 17.2; and to whom it is not shown, it is unknown: deadlines 17.17."""
    staff = testing.a_staffed_province()
    code = testing.a_dossier(staff)

    found = motcua("explain", "dossier", code, "--json")
    hidden = motcua("explain", "dossier", code, "--as", organisation_testing.an_officer("H12.04"), "--json")
    unknown = motcua("explain", "dossier", "H12.61-000000-0000", "--json")

    [promise] = found.document["promises"]
    assert (found.status, found.document["code"], promise["because"]) == (0, code, "reception")
    assert sum(day["minutes"] for day in promise["counted"]) == 5 * 480
    assert {"date": "2026-11-07", "kind": "weekend", "name": "", "minutes": 0, "paused": "",
            "law": "Lịch làm việc trong tuần của đơn vị"} in promise["counted"]  # fmt: skip
    assert [fact["kind"] for fact in promise["facts"]] == ["start", "internal"]
    assert (hidden.status, unknown.status, hidden.out) == (1, 1, "")
    assert hidden.err.replace(code, "") == unknown.err.replace("H12.61-000000-0000", "")


def test_a_reopening_is_named_with_the_end_it_undid(motcua, db):
    """deadlines 17.19."""
    staff, at = testing.a_staffed_province(), testing.RECEIVED_AT
    code = testing.a_dossier(staff)
    dossiers.withdraw(code, reason="Xin rút.", by=staff.reception, at=at + timedelta(hours=1))
    dossiers.reopen(code, reason="Rút nhầm.", by=staff.leader, at=at + timedelta(hours=2))

    [promise] = motcua("explain", "dossier", code, "--json").document["promises"]

    [told] = [fact for fact in promise["facts"] if fact["kind"] == "taken_up"]
    assert (told["from"], told["to"]) == ("2026-11-03T10:00:00+07:00", "2026-11-03T11:00:00+07:00")
    assert (told["reason"], bool(told["law"])) == ("Rút nhầm.", True)
