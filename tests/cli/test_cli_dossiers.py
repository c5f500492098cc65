"""`motcua dossier …` and `submissions put`: what the desk does, under the same rules and rights, as promised."""

import json
from dataclasses import replace

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.intake.models import NonReception
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import testing as organisation_testing
from motcua.foundation.actor import SYSTEM

PERSON = {
    "kind": "citizen",
    "identifier": "096000000777",
    "name": "Nguyễn Văn Mẫu",
    "phone": "0290000002",
    "address": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
}
OUTSIDE = "G05.21-261103-000123"


@pytest.fixture
def staff(db):
    found = testing.a_staffed_province()
    testing.publish_once()
    return found


@pytest.fixture
def person(tmp_path):
    path = tmp_path / "nguoi-nop.json"
    path.write_text(json.dumps(PERSON), encoding="utf-8")
    return path


@pytest.fixture
def receive(motcua, staff, person):
    def run(*more, login=None):
        who = staff.reception.login if login is None else login
        by = ["--as", who] if who else []
        words = ["--procedure", "1.001193", "--case", 1, "--person", person, *by, *more, "--json"]
        return motcua("dossier", "receive", *words)

    return run


@pytest.fixture
def act(motcua):
    def run(code, step, by, *more):
        return motcua("dossier", "act", code, "--step", step, "--as", by.login, *more, "--json")

    return run


def slips():
    return NonReception.objects.count()


def test_received_it_answers_code_and_due_moment_and_nothing_else(receive):
    answer = receive()

    assert answer.status == 0
    assert answer.document == {"code": "H12.61-261103-0001", "due_at": "2026-11-10T09:00:00+07:00"}


def test_the_same_key_is_one_dossier_and_without_a_key_it_is_another(receive):
    first, again, without = receive("--key", "k1"), receive("--key", "k1"), receive()

    assert first.document == again.document
    assert without.document["code"] == "H12.61-261103-0002"


def test_without_an_officer_the_desk_of_the_unit_receives_in_demo_mode_only(receive, staff, demo_mode):
    assert receive("--unit", staff.places.commune, login="").status == 0

    demo_mode.ENVIRONMENT = replace(demo_mode.ENVIRONMENT, demo=False)
    assert receive("--unit", staff.places.commune, login="").status == 1


def test_a_missing_paper_is_not_received_with_the_reason_and_a_slip(receive):
    answer = receive("--missing", "Tờ khai theo mẫu")

    assert (answer.status, answer.out) == (1, "")
    assert "Tờ khai theo mẫu" in answer.err
    assert "KTN-H12.61.01-2026-1" in answer.err
    assert (slips(), Dossier.objects.count()) == (1, 0)


def test_the_slip_of_the_same_key_is_one(receive):
    first = receive("--missing", 1, "--key", "k1")
    again = receive("--missing", 1, "--key", "k1")

    assert first.err == again.err
    assert slips() == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        pytest.param(["--procedure", "9.999999"], "9.999999", id="an unpublished procedure"),
        pytest.param(["--case", "3"], "trường hợp 3", id="a case that is not there"),
        pytest.param(["--channel", "pigeon"], "bưu chính", id="a way that is none"),
        pytest.param(["--channel", "online"], "bưu chính", id="online is not at the counter"),
        pytest.param(["--missing", "Giấy lạ"], "Giấy lạ", id="a paper nobody asks for"),
        pytest.param(["--as", "khong.co"], "khong.co", id="an unknown officer"),
        pytest.param(["--unit", "H99"], "H99", id="an unknown unit"),
    ],
)
def test_a_refusal_is_one_sentence_on_standard_error_and_status_1(receive, more, says):
    answer = receive(*more)

    assert (answer.status, answer.out) == (1, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert Dossier.objects.count() == 0


def test_a_handler_does_not_receive(receive, staff):
    assert receive(login=staff.handler.login).status == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(json.dumps(PERSON, ensure_ascii=False).encode("utf-16"), "UTF-8", id="another encoding"),
        pytest.param("{hỏng".encode(), "JSON", id="no JSON"),
        pytest.param(b"[]", "đối tượng", id="a list"),
        pytest.param(json.dumps(PERSON | {"name": 5}).encode(), "chữ", id="a name that is a number"),
        pytest.param(json.dumps(PERSON | {"name": "A" * 10_000}).encode(), "tên", id="10,000 characters"),
        pytest.param(json.dumps(PERSON | {"name": "Mẫu \U0001f600"}).encode(), "", id="an emoji"),
        pytest.param(json.dumps(PERSON | {"identifier": "1"}).encode(), "định danh", id="a wrong identifier"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(receive, person, content, says):
    person.write_bytes(content)

    answer = receive()

    assert (answer.status, answer.out) == (1, "")
    assert says.casefold() in answer.err.casefold()
    assert Dossier.objects.count() == 0


def test_a_file_that_is_not_there_is_told(receive, person):
    person.unlink()

    assert receive().status == 1


@pytest.mark.parametrize(
    "words",
    [["dossier", "receive"], ["dossier", "act", "X"], ["dossier", "dance"], ["dossier", "show"], ["dance"]],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(motcua, words):
    assert motcua(*words).status == 2


def test_an_act_once_done_is_refused_without_its_key_and_answered_alike_with_it(receive, act, staff):
    code = receive().document["code"]

    first = act(code, "appraise", staff.handler, "--key", "k1")
    with_key = act(code, "appraise", staff.handler, "--key", "k1")
    without = act(code, "appraise", staff.handler)

    assert (first.status, with_key.status, without.status) == (0, 0, 1)
    assert first.document == with_key.document
    assert (first.document["code"], first.document["opened"]) == (code, ["sign"])


def test_a_dossier_goes_from_desk_to_result_by_commands_alone(motcua, receive, act, staff):
    code = receive().document["code"]
    data = json.dumps({"reason": "Thiếu trang hai", "items": ["Tờ khai, đủ trang"]})

    statuses = [
        act(code, "supplement", staff.handler, "--data", data).status,
        act(code, "completed", staff.reception).status,
        act(code, "pause", staff.handler, "--data", '{"reason": "Chờ nộp tiền"}').status,
        act(code, "resume", staff.handler).status,
        act(code, "appraise", staff.handler).status,
        act(code, "decide", staff.leader).status,
        act(code, "ready", staff.reception).status,
        act(code, "return", staff.reception).status,
    ]

    shown = motcua("dossier", "show", code, "--json").document
    assert statuses == [0] * 8
    assert (shown["state"], shown["standing"], shown["held_by"], shown["owes"]) == ("returned", "early", None, [])
    assert motcua("verify", "--json").document["holds"]


@pytest.mark.parametrize(
    ("step", "data", "who"),
    [
        pytest.param("refuse", '{"reason": "Không đủ điều kiện"}', "leader", id="refuse"),
        pytest.param("withdraw", '{"reason": "Đổi ý"}', "reception", id="withdraw"),
    ],
)
def test_other_ends_need_their_reason(receive, act, staff, step, data, who):
    code = receive().document["code"]

    assert act(code, step, getattr(staff, who)).status == 1
    assert act(code, step, getattr(staff, who), "--data", data).status == 0


def test_what_is_stopped_is_reopened_and_corrected_by_command_and_shown(motcua, receive, act, staff):
    code = receive().document["code"]
    assert act(code, "reopen", staff.leader, "--data", '{"reason": "Nhầm"}').status == 1
    assert act(code, "stop", staff.reception, "--data", '{"reason": "Nhầm"}').status == 0

    assert act(code, "reopen", staff.leader, "--data", '{"reason": "Dừng nhầm"}').document["state"] == "processing"
    words = '{"reason": "Gõ sai", "changes": {"name": "Trần Mẫu"}}'
    assert act(code, "+correct", staff.reception, "--data", words).status == 0

    shown = motcua("dossier", "show", code, "--json").document
    assert [one["state"] for one in shown["reopened"]] == ["stopped"]
    assert [one["fields"] for one in shown["corrections"]] == [["name"]]
    assert "Trần" not in str(shown["corrections"])


def test_an_opinion_is_asked_and_answered_by_command_and_shown(motcua, receive, act, staff):
    code = receive().document["code"]
    department = organisation_testing.an_actor(staff.places.department, "handler")
    words = '{"unit": "H12.04", "reason": "Có tranh chấp không?", "limit": "2 ngày làm việc"}'

    assert act(code, "opinion", staff.handler, "--data", words).document["act"] == "opinion_asked"
    assert act(code, "+answer_opinion", department, "--data", '{"text": "Không."}').status == 0

    found = motcua("dossier", "show", code, "--json").document["opinions"]
    assert [(one["unit"], one["state"], one["answer_by"], one["answer"], one["late"]) for one in found] == [
        ("H12.04", "answered", "2026-11-05T09:00:00+07:00", "Không.", False)
    ]


@pytest.mark.parametrize(
    "words",
    [
        '{"unit": "H12.04", "reason": "Hỏi", "limit": "khi nào xong"}',
        '{"unit": "H12.04", "reason": "Hỏi", "answer_by": "mai"}',
        '{"unit": "H12.04", "reason": "Hỏi", "answer_by": "2026-11-05T09:00"}',
        '{"unit": "H12.04", "reason": "Hỏi"}',
        '{"reason": "Hỏi", "limit": "2 ngày làm việc"}',
    ],
)
def test_a_question_that_cannot_be_read_is_refused(receive, act, staff, words):
    assert act(receive().document["code"], "opinion", staff.handler, "--data", words).status == 1


@pytest.mark.parametrize("data", ["{", "[]", "5"], ids=["no JSON", "a list", "a number"])
def test_data_must_be_an_object(receive, act, staff, data):
    assert act(receive().document["code"], "appraise", staff.handler, "--data", data).status == 1


SHAPE = {
    "code", "outside_code", "procedure", "case", "state", "held_by", "received_at", "start", "limit", "counting",
    "promised", "internal_due_at", "clock", "steps", "ready_at", "returned_at", "standing", "owes", "ledger",
    "any_desk", "opinions", "corrections", "reopened",
}  # fmt: skip


def test_a_dossier_is_shown_in_exactly_the_promised_shape(motcua, receive):
    code = receive().document["code"]

    shown = motcua("dossier", "show", code, "--json").document

    assert set(shown) == SHAPE
    assert shown["held_by"] == {"unit": "H12.61", "officer": None}
    assert shown["limit"] == {"amount": 5, "unit": "working_day"}
    assert (shown["counting"], shown["state"], shown["standing"]) == ("from_hour", "processing", None)
    assert shown["start"] == shown["received_at"] == "2026-11-03T09:00:00+07:00"
    assert shown["promised"] == [
        {"at": "2026-11-10T09:00:00+07:00", "because": "reception", "since": "2026-11-03T09:00:00+07:00"}
    ]
    assert shown["clock"] == [{"from": "2026-11-03T09:00:00+07:00", "to": None, "kind": "running", "reason": ""}]
    assert set(shown["steps"][0]) == {"id", "name", "role", "unit", "officer", "state", "from", "to", "due_at"}
    assert [(step["id"], step["state"]) for step in shown["steps"]] == [
        ("receive", "done"), ("appraise", "open"), ("sign", "waiting"), ("result", "waiting"),
    ]  # fmt: skip
    assert (shown["any_desk"], shown["opinions"]) == (None, [])
    assert set(shown["ledger"][0]) == {"row", "act", "by", "at"}
    assert [row["row"] for row in shown["ledger"]] == list(range(1, len(shown["ledger"]) + 1))


def test_while_papers_are_awaited_the_unit_that_asked_holds_it(motcua, receive, act, staff):
    code = receive().document["code"]
    act(code, "supplement", staff.handler, "--data", '{"reason": "Thiếu"}')

    shown = motcua("dossier", "show", code, "--json").document

    assert (shown["state"], shown["held_by"]["unit"]) == ("supplement", "H12.61")
    assert shown["clock"][-1]["kind"] == "supplement"


def test_an_unknown_code_is_told(motcua, staff):
    answer = motcua("dossier", "show", "H12.61-261103-9999", "--json")

    assert (answer.status, answer.out) == (1, "")


def test_dossiers_are_listed_with_their_state_by_unit(motcua, receive, staff):
    receive()
    receive()

    rows = motcua("dossier", "list", "--unit", staff.places.commune, "--json").document
    assert [(row["code"], row["state"]) for row in rows] == [
        ("H12.61-261103-0001", "processing"), ("H12.61-261103-0002", "processing"),
    ]  # fmt: skip
    assert motcua("dossier", "list", "--unit", staff.places.centre, "--json").document == []


# -- the online door


@pytest.fixture
def submission(tmp_path):
    (tmp_path / "to-khai.pdf").write_bytes(b"to khai")
    path = tmp_path / "ho-so.json"
    path.write_text(
        json.dumps(
            {
                "outside_code": OUTSIDE,
                "procedure": "1.001193",
                "case": 1,
                "person": PERSON,
                "components": [{"name": "Tờ khai theo mẫu", "file": "to-khai.pdf"}],
                "submitted_at": "2026-11-03T08:30:00+07:00",
            }
        ),
        encoding="utf-8",
    )
    return path


def test_a_submission_is_put_once_and_accepted_under_its_own_code(motcua, act, staff, submission):
    first = motcua("submissions", "put", submission, "--json")
    again = motcua("submissions", "put", submission, "--json")
    accepted = act(OUTSIDE, "accept", staff.reception)

    assert first.document == again.document
    assert first.document == {
        "outside_code": OUTSIDE, "state": "waiting", "check_due_at": "2026-11-04T08:30:00+07:00",
    }  # fmt: skip
    assert accepted.document["code"] == "H12.61-261103-0001"
    shown = motcua("dossier", "show", OUTSIDE, "--json").document
    assert (shown["code"], shown["outside_code"]) == ("H12.61-261103-0001", OUTSIDE)


@pytest.mark.parametrize("step", ["send_back", "not_received"])
def test_a_submission_is_answered_otherwise_with_a_reason(motcua, act, staff, submission, step):
    motcua("submissions", "put", submission, "--json")

    assert act(OUTSIDE, step, staff.reception).status == 1
    answered = act(OUTSIDE, step, staff.reception, "--data", '{"reason": "Tệp mờ"}')
    assert answered.document["state"] == {"send_back": "sent_back"}.get(step, step)
    assert act(OUTSIDE, "accept", staff.reception).status == 1


def test_a_submission_takes_no_file_from_outside_its_own_folder(motcua, staff, submission, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("khac") / "bi-mat.txt"
    elsewhere.write_text("riêng", encoding="utf-8")
    content = json.loads(submission.read_text(encoding="utf-8"))
    content["components"][0]["file"] = f"../{elsewhere.parent.name}/bi-mat.txt"
    submission.write_text(json.dumps(content), encoding="utf-8")

    answer = motcua("submissions", "put", submission, "--json")

    assert (answer.status, answer.out) == (1, "")


def test_a_submission_whose_file_is_gone_is_refused(motcua, staff, submission):
    (submission.parent / "to-khai.pdf").unlink()

    answer = motcua("submissions", "put", submission, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert dossiers.dossiers_of(SYSTEM, testing.RECEIVED_AT) == ()


def test_ways_of_being_told_are_chosen_with_the_reception(receive):
    told, nothing = receive("--notify", "sms", "--notify", "zalo"), receive("--notify", "none")
    unknown = receive("--notify", "pigeon")

    assert notifications.choice_of(f"dossier:{told.document['code']}") == ("sms", "zalo")
    assert notifications.choice_of(f"dossier:{nothing.document['code']}") == ()
    assert (unknown.status, "pigeon" in unknown.err) == (1, True)


def test_the_key_of_the_receipt_is_told_to_who_hands_it_out_alone(motcua, receive, staff):
    code = receive().document["code"]

    told = motcua("dossier", "key", code, "--as", staff.reception.login, "--json")
    refused = motcua("dossier", "key", code, "--as", staff.handler.login)

    assert (told.status, told.document["code"], told.document["address"]) == (0, code, f"/theo-doi/{code}")
    key = told.document["key"]
    assert dossiers.following.prove(code, key, place="198.51.100.1", at=testing.RECEIVED_AT).code == code
    assert refused.status == 1
    assert key not in refused.out
