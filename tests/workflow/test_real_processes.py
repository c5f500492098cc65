"""The processes of the old software: read with every doubt, refused only where a step leads nowhere."""

import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_records import a_group, a_record, a_task

from motcua.domain.workflow import queries
from motcua.domain.workflow.rules import binding, bpmn, engine, real_process, shares, soundness
from motcua.domain.workflow.rules.real_process import DoubtKind, RefusedRecord
from motcua.domain.workflow.rules.real_process.building import shares_of
from motcua.domain.workflow.rules.real_process.source import Group, Task
from motcua.domain.workflow.rules.remaining import remaining

WORDS = queries.import_vocabulary()
# kind of doubt: (how often, in how many processes)
DOUBTS = {
    "decided_by_handler": (17, 17),
    "fee_unclear": (7, 7),
    "foreign_code": (2, 2),
    "name_mended": (2, 2),
    "no_decision": (24, 24),
    "no_role": (152, 54),
    "no_total": (27, 27),
    "order_backward": (17, 17),
    "order_gap": (62, 62),
    "order_repeated": (125, 22),
    "payer_time_counted": (2, 1),
    "step_not_fixed": (1, 1),
    "step_without_time": (13, 13),
    "sum_differs": (24, 24),
    "tasks_above_step": (59, 43),
    "tasks_below_step": (134, 71),
    "waits_for_tax": (14, 14),
    "zero_total": (1, 1),
}


@pytest.fixture(scope="module")
def records(real_data):
    lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def accepted(records):
    found = []
    for record in records:
        try:
            found.append(real_process.import_record(record, WORDS))
        except RefusedRecord:
            continue
    return found


def test_of_the_77_real_processes_76_are_accepted(records, accepted):
    """processes 6.1: the other one has two tasks that lead to tasks of another process."""
    tp10 = next(record for record in records if record["code"] == "TP10")

    assert (len(records), len(accepted)) == (77, 76)
    with pytest.raises(RefusedRecord) as refused:
        real_process.import_record(tp10, WORDS)
    assert refused.value.code == "TP10"
    assert "TP10::XET_DUYET dẫn tới TP10::KY_DUYET" in str(refused.value)
    assert "TP06::KY_DUYET dẫn tới TP06::THU_PHI" in str(refused.value)


def test_the_doubts_of_the_real_processes_are_these(accepted):
    """processes 6.2: counted by kind; TP10 would add one to tasks_above_step."""
    often = Counter(doubt.kind.value for imported in accepted for doubt in imported.doubts)
    within = Counter(kind.value for imported in accepted for kind in {doubt.kind for doubt in imported.doubts})

    assert {kind: (often[kind], within[kind]) for kind in often} == DOUBTS
    assert set(DOUBTS) == {kind.value for kind in DoubtKind} - {"assumed"}  # that one is of drawn files alone


def test_every_real_process_is_the_same_after_export_as_bpmn_and_import(accepted):
    """processes 7.1: the 76 real ones, whose places and roles are still in the source's words."""
    for imported in accepted:
        assert bpmn.read_bpmn(bpmn.write_bpmn(imported.table)).table == imported.table


def test_every_doubt_names_a_step_of_its_process_or_the_whole(accepted):
    for imported in accepted:
        steps = {step.id for step in imported.table.tasks}
        assert {doubt.step for doubt in imported.doubts} <= steps | {""}
        assert all(doubt.reason.endswith(".") for doubt in imported.doubts)


def test_a_dossier_of_each_real_process_comes_to_its_end(accepted):
    """processes 6.3: through every step, decided before the result, which lies at the desk."""
    for imported in accepted:
        graph = soundness.sound_graph(imported.table)
        move, done = engine.enter(graph), []
        while not move.ended:
            (step,) = move.opened
            done.append(step)
            move = engine.advance(graph, step, waiting=move.waiting)

        assert done == [step.id for step in graph.steps]
        assert graph.step(done[-1]).returns
        assert remaining(graph, [graph.start]).offsets(4_800)[done[-1]] == 4_800


def test_the_shares_of_every_real_process_add_up_to_its_step_days(records, accepted):
    by_code = {record["code"]: record for record in records}
    for imported in accepted:
        days = [step["days_text"] for step in by_code[imported.table.code]["steps"]]
        if "-1" not in days:
            stated = sum((Decimal(text) for text in days if text), Decimal(0))
            assert shares.total_of(soundness.sound_graph(imported.table)) == stated


def test_the_usual_words_of_every_real_process_have_a_meaning(accepted):
    """The commune and the tax office remain: they are other units in every place."""
    left = Counter()
    for imported in accepted:
        bound = binding.bind(imported.table, places=WORDS.places, roles=WORDS.roles, decider=WORDS.decider)
        assert binding.unbound(bound).roles == ()
        assert {step.role for step in bound.tasks} <= {"reception", "handler", "leader"}
        left.update(binding.unbound(bound).places)

    assert left == {"DIA_CHINH_CAP_XA": 19, "BP_THUE": 14}


PLAIN = a_group(a_task("XU_LY", "XX01::TRA", "3", biz_done="true"))
SIGNED = a_group(a_task("XU_LY", "XX01::TRA", "3", biz_done="true"), role=None, unit="LANH_DAO_DON_VI")


def read(record):
    return real_process.import_record(record, WORDS)


def shares_in(imported):
    return {step.id: step.share for step in imported.table.tasks}


def doubts_in(imported):
    return [(doubt.step, doubt.kind.value) for doubt in imported.doubts]


def test_times_that_fill_their_step_are_the_shares():
    """processes 6.4: half a day each, nothing to doubt about them."""
    imported = read(a_record(PLAIN))

    assert shares_in(imported) == {"NHAN": Decimal("0.5"), "GIAO": Decimal("0.5"), "XU_LY": 3, "TRA": 0}
    assert doubts_in(imported) == [("XU_LY", "decided_by_handler")]
    assert imported.table.total_days == 4


@pytest.mark.parametrize(("group", "shares", "doubt"), [
    pytest.param(a_group(a_task("XU_LY", "XX01::B"), a_task("B", "XX01::C", "6"), a_task("C", "XX01::TRA", "1"), days="27"),
                 {"XU_LY": "0", "B": "23.15", "C": "3.85"}, "tasks_below_step", id="processes 6.5 by ratio, exactly 27"),
    pytest.param(a_group(a_task("XU_LY", "XX01::B", "6"), a_task("B", "XX01::TRA", "1"), days="0.5"),
                 {"XU_LY": "0.43", "B": "0.07"}, "tasks_above_step", id="times above the step"),
    pytest.param(a_group(a_task("XU_LY", "XX01::B"), a_task("B", "XX01::TRA"), days="3"),
                 {"XU_LY": "1.5", "B": "1.5"}, "tasks_below_step", id="processes 6.6 evenly"),
    pytest.param(a_group(a_task("XU_LY", "XX01::TRA"), days=None), {"XU_LY": None}, "step_without_time",
                 id="processes 6.7 no time: the clock stops"),
    pytest.param(a_group(a_task("XU_LY", "XX01::B", "6"), a_task("B", "XX01::TRA", "1"), days="-1"),
                 {"XU_LY": "6", "B": "1"}, "step_not_fixed", id="processes 6.8 times as ratio"),
])  # fmt: skip
def test_the_days_of_a_step_are_spread_over_its_tasks(group, shares, doubt):
    imported = read(a_record(group))

    expected = {step: None if share is None else Decimal(share) for step, share in shares.items()}
    assert {step: share for step, share in shares_in(imported).items() if step in shares} == expected
    assert ("XU_LY", doubt) in doubts_in(imported)
    assert [step.id for step in imported.table.tasks if step.stops_clock] == (
        ["XU_LY"] if None in expected.values() else []
    )


@pytest.mark.parametrize(("record", "step", "doubt"), [
    pytest.param(a_record(SIGNED, total="-1"), "", "no_total", id="processes 6.9 no total"),
    pytest.param(a_record(SIGNED, total="0"), "", "zero_total", id="processes 6.10 zero is no limit"),
    pytest.param(a_record(SIGNED, total="9"), "", "sum_differs", id="processes 6.11 step days and total"),
    pytest.param(a_record(SIGNED | {"order": "1"}), "XU_LY", "order_repeated", id="processes 6.12 order used twice"),
    pytest.param(a_record(SIGNED | {"order": "0"}), "XU_LY", "order_backward", id="order going back"),
    pytest.param(a_record(SIGNED | {"order": "7"}), "XU_LY", "order_gap", id="order with a gap"),
    pytest.param(a_record(SIGNED), "XU_LY", "no_role", id="no role"),
    pytest.param(a_record(SIGNED | {"name": "Ký [br] duyệt"}), "XU_LY", "name_mended", id="a break inside a name"),
    pytest.param(a_record(SIGNED, fee_text="50.000"), "", "fee_unclear", id="a fee and no step for it"),
    pytest.param(a_record(SIGNED | {"role": "THU_PHI"}, fee_text="0"), "", "fee_unclear", id="a step for a fee that is not said"),
    pytest.param(a_record(SIGNED, code="XX02"), "NHAN", "foreign_code", id="tasks of another process"),
    pytest.param(a_record(a_group(a_task("XU_LY", "XX01::TRA", "3"))), "XU_LY", "no_decision", id="processes 6.15 nobody decides"),
])  # fmt: skip
def test_a_doubt_is_told_with_its_step(record, step, doubt):
    assert (step, doubt) in doubts_in(read(record))


def test_a_process_without_a_total_has_none_of_its_own():
    assert read(a_record(SIGNED, total="-1")).table.total_days is None
    assert read(a_record(SIGNED, total="0")).table.total_days is None


@pytest.mark.parametrize(("record", "field", "says"), [
    pytest.param(a_record(PLAIN, total="mười"), "total_days_text", "Không đọc được số ngày «mười»", id="processes 6.13 total"),
    pytest.param(a_record(PLAIN | {"days_text": "3 ngày"}), "steps[1].days_text", "«3 ngày»", id="days of a step"),
    pytest.param(a_record(a_group(a_task("XU_LY", "XX01::TRA", "-2"))), "steps[1].tasks[0].time", "«-2»", id="negative time"),
    pytest.param(a_record(a_group(a_task("XU_LY", "XX01::NHAN", "3", biz_done="true"))), "steps.TRA", "Không có đường nào",
                 id="processes 6.14 a circle"),
    pytest.param(a_record(a_group(a_task("XU_LY", "XX02::KY", "3"))), "steps[1]", "XX01::XU_LY dẫn tới XX02::KY", id="leads nowhere"),
    pytest.param(a_record(a_group(a_task("XU_LY", "", "3"))), "steps[1]", "không dẫn tới đâu", id="no next task"),
    pytest.param(a_record(PLAIN, PLAIN), "steps[2]", "có hai lần", id="a task twice"),
    pytest.param(a_record(a_group(days="3")), "steps[1].tasks", "không có công việc", id="a step without tasks"),
    pytest.param(a_record(PLAIN | {"unit": ""}), "steps[1].unit", "không ghi đơn vị", id="no unit"),
    pytest.param(a_record(PLAIN) | {"steps": []}, "steps", "không có bước nào", id="no steps"),
    pytest.param(a_record(PLAIN) | {"steps": [{"order": "1", "unit": "BP_MOT_CUA", "tasks": [a_task("NHAN", "NULL")]}]}, "steps.NHAN",
                 "ra quyết định", id="a single step decides nothing"),
    pytest.param(a_record(PLAIN) | {"code": None}, "code", "không có mã", id="no code"),
    pytest.param(a_record(PLAIN) | {"code": "X X"}, "code", "ký tự không dùng được", id="code with a blank"),
    pytest.param(a_record(a_group({"name": "Không mã", "next": "NULL"})), "steps[1].tasks[0].code", "không có mã", id="task without code"),
    pytest.param(a_record(a_group(a_task("XỬ LÝ", "XX01::TRA"))), "steps[1]", "không dùng được", id="task code with marks"),
])  # fmt: skip
def test_a_record_that_cannot_be_read_or_leads_nowhere_is_refused(record, field, says):
    with pytest.raises(RefusedRecord) as refused:
        read(record)

    assert refused.value.field == field
    assert says in str(refused.value)


def marked(imported, mark):
    return [step.id for step in imported.table.tasks if getattr(step, mark)]


def test_the_result_lies_at_the_desk_when_the_fee_may_be_paid():
    """processes 6.16: the person pays and takes the result; the wait for that is not the office's."""
    fee = {"order": "3", "unit": "BP_MOT_CUA", "name": "Phí", "days_text": "0", "role": "THU_PHI",
           "tasks": [a_task("PHI", "XX01::TRA")]}  # fmt: skip
    imported = read(a_record(a_group(a_task("XU_LY", "XX01::PHI", "3", biz_done="true")), fee, fee_text="10.000"))

    assert marked(imported, "decides") == ["XU_LY"]
    assert marked(imported, "ready") == ["PHI"]
    assert marked(imported, "returns") == ["TRA"]


def test_a_process_that_never_leaves_the_desk_is_decided_there():
    record = a_record(first_days="1")
    record["steps"][0]["tasks"][1]["next"] = "XX01::TRA"
    imported = read(record)

    assert marked(imported, "decides") == ["GIAO"]
    assert marked(imported, "ready") == marked(imported, "returns") == ["TRA"]


def test_the_wait_for_the_tax_office_stops_the_clock_unless_days_are_stated():
    waiting = a_group(a_task("XU_LY", "XX01::NHAN_BIEN_LAI_NOP_THUE", "3"),
                      a_task("NHAN_BIEN_LAI_NOP_THUE", "XX01::TRA", "0", biz_done="true"))  # fmt: skip
    counted = a_group(a_task("XU_LY", "XX01::NHAN_BIEN_LAI_NOP_THUE", "2"),
                      a_task("NHAN_BIEN_LAI_NOP_THUE", "XX01::TRA", "1", biz_done="true"))  # fmt: skip

    assert marked(read(a_record(waiting)), "stops_clock") == ["NHAN_BIEN_LAI_NOP_THUE"]
    assert ("NHAN_BIEN_LAI_NOP_THUE", "waits_for_tax") in doubts_in(read(a_record(waiting)))
    assert marked(read(a_record(counted)), "stops_clock") == []
    assert ("NHAN_BIEN_LAI_NOP_THUE", "payer_time_counted") in doubts_in(read(a_record(counted)))


def test_a_decision_is_signed_by_the_leader():
    """processes 6.24: outside the desk, where the role is in the source's words."""
    bound = binding.bind(read(a_record(PLAIN)).table, places=WORDS.places, roles=WORDS.roles, decider=WORDS.decider)

    assert {step.id: (step.place, step.role) for step in bound.tasks} == {
        "NHAN": ("desk", "reception"), "GIAO": ("desk", "reception"), "XU_LY": ("competent", "leader"), "TRA": ("desk", "reception"),
    }  # fmt: skip


DAYS = st.decimals(min_value=0, max_value=100, places=2)


@given(st.lists(DAYS, min_size=1, max_size=6), DAYS)
def test_whatever_the_times_are_the_parts_add_up_to_the_step(times, days):
    tasks = tuple(Task(f"T{place}", "", time, "", done=False, group=0) for place, time in enumerate(times))
    group = Group(order="1", unit="X", name="", role="", days=days, days_text=str(days), tasks=tasks, mended=False)

    parts = shares_of(group)

    assert sum(parts) == days
    assert all(part >= 0 for part in parts)
