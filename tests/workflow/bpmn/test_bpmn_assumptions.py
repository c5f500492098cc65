"""What is assumed where a file of another tool is silent, and that it is said."""

from decimal import Decimal

from bpmn_files import (
    END,
    START,
    STRAIGHT,
    extension,
    file,
    lanes,
    straight_with,
    task,
    timer,
    way,
    ways,
    xor,
)

from motcua.domain.workflow.rules import bpmn


def steps_of(content):
    reading = bpmn.read_bpmn(content)
    assert bpmn.faults(reading) == ()
    return {step.id: step for step in reading.table.tasks}, {doubt.step for doubt in reading.doubts}


def who(step):
    return step.place, step.role


def test_without_lanes_the_first_and_last_steps_are_at_the_desk_and_the_one_before_the_last_decides():
    """processes 7.6: a plain file of another tool is usable, and everything assumed is a doubt."""
    steps, doubts = steps_of(file(STRAIGHT))

    assert [who(step) for step in steps.values()] == [
        ("desk", "reception"),
        ("competent", "leader"),
        ("desk", "reception"),
    ]
    assert [step.decides for step in steps.values()] == [False, True, False]
    assert (steps["give"].ready, steps["give"].returns) == (True, True)
    assert doubts == {"receive", "appraise", "give"}


def test_lanes_are_understood_by_their_names_and_others_stay_to_be_bound():
    """processes 7.7: lanes become places and roles."""
    steps, doubts = steps_of(straight_with(first=lanes(
        Bộ_phận_Một_cửa=["receive", "give"], PHÒNG_CHUYÊN_MÔN=["appraise"])))  # fmt: skip
    assert [who(step) for step in steps.values()] == [
        ("desk", "reception"),
        ("competent", "handler"),
        ("desk", "reception"),
    ]
    assert doubts == {"receive", "appraise", "give"}

    steps, _ = steps_of(straight_with(first=lanes(Phòng_X=["appraise"])))
    assert who(steps["appraise"]) == ("raw:Phòng X", "raw:Phòng X")

    steps, _ = steps_of(straight_with(first=lanes(Lãnh_đạo_bộ_phận_một_cửa=["appraise"])))
    assert who(steps["appraise"]) == ("desk", "leader")


def test_what_our_extension_says_is_taken_and_nothing_is_assumed_about_the_decision():
    """processes 7.8: one mark of ours, and all marks are the file's own."""
    reading = bpmn.read_bpmn(straight_with(appraise=task("appraise", inside=extension("step", decides="true"))))

    assert [(problem.element, problem.reason[:14]) for problem in bpmn.faults(reading)] == [
        ("receive", "Phải có đúng m"),
        ("receive", "Phải có đúng m"),
        ("give", "Chỉ bước trả k"),
    ]


def test_a_process_that_ends_elsewhere_is_given_a_step_that_hands_the_result_over():
    """processes 7.9: the last step by a leader, a single step, or several last steps."""
    leader_last, doubts = steps_of(straight_with(first=lanes(Lãnh_đạo=["give"])).replace("Trả kết quả".encode(), b"Ky"))
    assert list(leader_last) == ["receive", "appraise", "give", "hand_over"]
    assert leader_last["give"].decides
    assert "hand_over" in doubts

    single, _ = steps_of(file(START, task("only"), END, ways("begin", "only", "end")))
    assert list(single) == ["only", "hand_over"]

    several, _ = steps_of(file(START, task("r"), xor("x", "x_a"), task("a"), task("b"), END, ways("begin", "r", "x"),
                               way("x", "a"), way("x", "b", "no"), ways("a", "end"), ways("b", "end")))  # fmt: skip
    assert list(several) == ["r", "a", "b", "hand_over"]
    assert [step.decides for step in several.values()] == [False, True, True, False]


def test_a_timer_is_the_share_of_its_step():
    """processes 7.10: the duration on the border is how much of the limit the step may use."""
    steps, _ = steps_of(straight_with(timer("appraise", "P2DT4H")))

    assert [step.share for step in steps.values()] == [None, Decimal("2.5"), None]


def test_a_reminder_after_a_timer_is_no_step():
    """processes 7.11: the system reminds by itself."""
    mail = task("mail", tag="sendTask")
    steps, doubts = steps_of(straight_with(timer("appraise") + mail, after=ways("t_appraise", "mail", "end")))

    assert list(steps) == ["receive", "appraise", "give"]
    assert "appraise" in doubts


def test_a_called_process_is_kept_with_its_step():
    """processes 7.12: a call activity is a step that waits for a dossier of another process."""
    steps, _ = steps_of(straight_with(appraise=task("appraise", tag="callActivity", calledElement="QT-KHAC")))

    assert steps["appraise"].calls == "QT-KHAC"


def test_an_id_that_the_command_line_keeps_is_changed_and_said():
    """processes 7.13: a step could not be addressed by it."""
    steps, doubts = steps_of(file(STRAIGHT.replace("appraise", "decide")))

    assert list(steps) == ["receive", "step-decide", "give"]
    assert "step-decide" in doubts
