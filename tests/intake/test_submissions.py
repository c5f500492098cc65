"""Online submissions: put twice it is one; checked at the door; answered at the desk within eight working hours."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.intake import api as intake
from motcua.domain.intake.models import NonReception, Submission
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation import files as store
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE

AT = testing.RECEIVED_AT
CODE = "G05.21-261103-000123"
FILES = {"to-khai.txt": b"to khai", "trong.txt": b""}


def a_submission(**changes):
    known = {
        "outside_code": CODE,
        "procedure": "1.001193",
        "case": 1,
        "person": {
            "kind": "citizen",
            "identifier": "096000000777",
            "name": "Nguyễn Văn Mẫu",
            "phone": "0290000002",
            "address": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
        },
        "components": [{"name": "Tờ khai theo mẫu", "file": "to-khai.txt"}],
        "submitted_at": "2026-11-03T08:30:00+07:00",
    }
    return known | changes


def read_file(name):
    try:
        return FILES[name]
    except KeyError as error:
        raise FileNotFoundError(name) from error


def put(at=AT, **changes):
    return intake.put_submission(a_submission(**changes), files=read_file, at=at)


@pytest.fixture
def staff(db):
    found = testing.a_staffed_province()
    testing.publish_once()
    return found


# -- at the door


def test_a_submission_waits_at_the_desk_of_the_commune_with_its_eight_hours(staff):
    receipt = put()

    assert (receipt.state, receipt.desk) == ("waiting", staff.places.commune_desk)
    assert receipt.check_due_at == datetime(2026, 11, 4, 8, 30, tzinfo=ZONE)
    found = intake.submission(CODE, staff.reception, AT)
    assert (found.commune, found.components[0].digest) == ("H12.61", store.digest_of(b"to khai"))


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        pytest.param("2026-11-03T09:00:00+07:00", "2026-11-04 09:00", id="in working time"),
        pytest.param("2026-11-03T02:00:00+00:00", "2026-11-04 09:00", id="the same moment in UTC"),
        pytest.param("2026-11-02T20:00:00+07:00", "2026-11-03 17:00", id="in the evening: from the next morning"),
        pytest.param("2026-10-31T10:00:00+07:00", "2026-11-02 17:00", id="on a Saturday: Monday's close"),
        pytest.param("2026-10-30T16:00:00+07:00", "2026-11-02 16:00", id="over the weekend"),
    ],
)
def test_the_desk_answers_within_eight_working_hours(staff, submitted, due):
    receipt = put(submitted_at=submitted)

    assert receipt.check_due_at == datetime.fromisoformat(due).replace(tzinfo=ZONE)


def test_put_twice_it_is_one(staff):
    first = put()
    again = put(at=AT + timedelta(hours=1))

    assert first == again
    assert Submission.objects.count() == 1
    assert [row.act for row in ledger.rows_of(f"submission:{CODE}")] == ["submission_arrived"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"person": a_submission()["person"] | {"name": "Trần Thị Khác"}}, id="another name"),
        pytest.param({"components": []}, id="other papers"),
        pytest.param({"submitted_at": "2026-11-03T08:31:00+07:00"}, id="another moment"),
    ],
)
def test_the_same_code_with_another_content_is_refused_and_the_first_stays(staff, changes):
    put()

    with pytest.raises(intake.SubmissionConflict, match=CODE):
        put(**changes)
    assert intake.submission(CODE, staff.reception, AT).components[0].name == "Tờ khai theo mẫu"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"components": [{"name": "Tờ khai", "file": "trong.txt"}]}, "rỗng", id="an empty file"),
        pytest.param({"components": [{"name": "Tờ khai", "file": "mat.txt"}]}, "không đọc được", id="a file missing"),
        pytest.param(
            {"components": [{"name": "Tờ khai", "file": "to-khai.txt", "sha256": hashlib.sha256(b"x").hexdigest()}]},
            "mã băm", id="a file cut short",
        ),
        pytest.param({"components": [{"name": "Tờ khai", "sha256": "xyz"}]}, "mã băm", id="a hash that is none"),
        pytest.param({"components": [{"file": "to-khai.txt"}]}, "bị thiếu", id="a paper without a name"),
        pytest.param({"submitted_at": "2026-11-03T08:30:00"}, "múi giờ", id="a moment without a zone"),
        pytest.param({"submitted_at": "hôm qua"}, "thời điểm nộp", id="no moment"),
        pytest.param({"submitted_at": "2026-11-03T10:00:00+07:00"}, "tương lai", id="a moment to come"),
        pytest.param({"submitted_at": "1999-01-05T08:30:00+07:00"}, "1999", id="a year without a calendar"),
        pytest.param({"case": 7}, "trường hợp 7", id="a case that is not there"),
        pytest.param({"case": 0}, "trường hợp", id="case nought"),
        pytest.param({"procedure": "9.999999"}, "9.999999", id="an unknown procedure"),
        pytest.param({"outside_code": ""}, "mã hồ sơ", id="no code"),
        pytest.param({"outside_code": "X" * 51}, "mã hồ sơ", id="a code too long"),
        pytest.param({"person": {}}, "loại người nộp", id="no person"),
        pytest.param({"person": a_submission()["person"] | {"identifier": "12"}}, "định danh", id="a wrong identifier"),
        pytest.param({"person": a_submission()["person"] | {"name": "\u200b"}}, "tên", id="a name of nothing"),
        pytest.param({"unit": "H99.99"}, "H99.99", id="a unit that is not there"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_sentence_and_nothing_is_kept(staff, changes, says):
    with pytest.raises(Refusal, match=says) as refused:
        put(**changes)

    assert str(refused.value).count("\n") == 0
    assert Submission.objects.count() == 0
    assert ledger.rows_of(f"submission:{CODE}") == ()


@pytest.mark.parametrize("data", [None, [], "x", 5, {}], ids=["null", "list", "text", "number", "empty"])
def test_what_is_no_submission_at_all_is_refused(staff, data):
    with pytest.raises(intake.FaultySubmission):
        intake.put_submission(data, files=read_file, at=AT)


def test_names_come_in_composed_letters_and_without_control_characters(staff):
    import unicodedata

    put(person=a_submission()["person"] | {"name": unicodedata.normalize("NFD", "Nguyễn Thị Ước") + "\x07"})

    applicant = intake.submission(CODE, staff.reception, AT).applicant_id
    from motcua.domain.parties import api as parties

    assert parties.person(applicant).name == "Nguyễn Thị Ước"


# -- to which desk


@pytest.mark.parametrize(
    ("competent", "changes", "desk", "commune"),
    [
        pytest.param("commune", {}, "H12.61.01", "H12.61", id="the commune in the address"),
        pytest.param("commune", {"unit": "H12.62"}, "H12.62.01", "H12.62", id="the commune that is named"),
        pytest.param("commune", {"unit": "H12.14"}, "H12.14", "", id="the centre that is named"),
        pytest.param("commune", {"person": a_submission()["person"] | {"address": "Hà Nội"}}, "H12.14", "", id="nowhere: the centre"),
        pytest.param("H12.04", {}, "H12.14", "", id="a department's procedure: the centre"),
    ],
)  # fmt: skip
def test_a_submission_goes_to_the_desk_of_unit_address_or_competent_unit(staff, competent, changes, desk, commune):
    organisation_testing.a_unit("H12.62", name="UBND xã Tân Ân", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    organisation_testing.a_unit("H12.62.01", level=Level.COMMUNE, kind=Kind.ONE_STOP, parent="H12.62")
    if competent != "commune":
        record = procedures_testing.a_record("1.001194", level=["Cấp tỉnh"], agency="Sở Tư pháp")
        by = organisation_testing.an_actor("H12", "publisher")
        answers = {"competent": {"kind": "unit", "code": competent}}
        procedures_testing.a_published_procedure(record, answers=answers, by=by)
        changes = changes | {"procedure": "1.001194"}

    assert put(**changes).desk == desk
    assert Submission.objects.get().commune_id == (commune or None)


# -- answered at the desk


def test_accepted_it_is_a_dossier_whose_clock_starts_then_under_both_codes(staff):
    """dossier-life 1.4; dossier-codes 2.7; deadlines rule 1: online, the moment the officer accepts."""
    put()
    at = AT + timedelta(hours=1)

    received = dossiers.accept(CODE, by=staff.reception, at=at)

    info = dossiers.dossier(CODE, staff.reception, at)
    assert (info.code, info.outside_code) == (received.code, CODE)
    assert (info.received_at, info.channel) == (at, "online")
    assert info.promised_at == datetime(2026, 11, 10, 10, 0, tzinfo=ZONE)
    assert [(part.name, part.digest) for part in info.components] == [("Tờ khai theo mẫu", store.digest_of(b"to khai"))]
    assert put().state == "accepted"
    assert dossiers.breaches() == (1, ())


def test_answered_once_it_cannot_be_answered_again(staff):
    put()
    dossiers.accept(CODE, by=staff.reception, at=AT)

    for act in (
        lambda: dossiers.accept(CODE, by=staff.reception, at=AT),
        lambda: dossiers.send_back(CODE, reason="Mờ", by=staff.reception, at=AT),
        lambda: dossiers.not_received(CODE, reason="Trùng", by=staff.reception, at=AT),
    ):
        with pytest.raises(Refusal, match="không còn chờ"):
            act()


def test_sent_back_with_a_slip_it_may_come_again_completed_and_waits_anew(staff):
    """dossier-life 1.3."""
    put()
    answered = dossiers.send_back(CODE, reason="Tờ khai bị mờ", by=staff.reception, at=AT)
    assert (answered.state, intake.waiting_submissions(staff.reception, AT)) == ("sent_back", ())
    assert [paper.form for paper in documents.papers_of(f"submission:{CODE}")] == ["supplement"]

    later = AT + timedelta(days=1)
    again = put(at=later, submitted_at="2026-11-04T08:45:00+07:00")

    assert (again.state, again.check_due_at) == ("waiting", datetime(2026, 11, 5, 8, 45, tzinfo=ZONE))
    dossiers.accept(CODE, by=staff.reception, at=later)
    acts = [row.act for row in ledger.rows_of(f"submission:{CODE}")]
    assert [act for act in acts if act.startswith("submission")] == [
        "submission_arrived", "submission_sent_back", "submission_completed", "submission_accepted",
    ]  # fmt: skip


def test_what_comes_again_is_still_the_same_request(staff):
    put()
    dossiers.send_back(CODE, reason="Mờ", by=staff.reception, at=AT)
    testing.publish_once("1.001194")

    with pytest.raises(intake.SubmissionConflict):
        put(procedure="1.001194")


def test_not_received_it_ends_with_a_slip_outside_the_statistics(staff):
    """dossier-life 1.2; deadlines rule 16."""
    put()

    answered = dossiers.not_received(CODE, reason="Không thuộc thẩm quyền", by=staff.reception, at=AT)

    assert answered.state == "not_received"
    assert [paper.form for paper in documents.papers_of(f"submission:{CODE}")] == ["refusal"]
    assert NonReception.objects.values_list("outside_code", "channel").get() == (CODE, "online")
    assert dossiers.dossiers_of(staff.reception, AT) == ()


@pytest.mark.parametrize("act", ["send_back", "not_received"])
def test_otherwise_than_accepting_needs_a_reason(staff, act):
    put()

    with pytest.raises(Refusal, match="lý do"):
        getattr(dossiers, act)(CODE, reason=" ", by=staff.reception, at=AT)
    assert intake.submission(CODE, staff.reception, AT).state == "waiting"


def test_only_reception_of_that_desk_answers_and_others_are_not_told(staff):
    put()
    centre = organisation_testing.an_actor(staff.places.centre, "reception")
    leader = organisation_testing.an_actor(staff.places.commune, "leader")

    with pytest.raises(Refusal, match="tiếp nhận"):
        dossiers.accept(CODE, by=leader, at=AT)
    said = []
    for code in (CODE, "G05-KHONG-CO"):
        with pytest.raises(intake.UnknownSubmission) as refused:
            dossiers.accept(code, by=centre, at=AT)
        said.append(str(refused.value).replace(code, "…"))
    assert said[0] == said[1]
    assert intake.waiting_submissions(centre, AT) == ()


def test_the_queue_shows_the_least_time_first(staff):
    put(outside_code="B", submitted_at="2026-11-03T08:45:00+07:00")
    put(outside_code="A", submitted_at="2026-11-03T08:50:00+07:00")
    put(outside_code="C", submitted_at="2026-11-02T08:00:00+07:00")

    assert [found.outside_code for found in intake.waiting_submissions(staff.reception, AT)] == ["C", "B", "A"]


# -- the counter's own


def test_at_the_counter_what_is_not_received_gets_a_number_and_a_slip(staff):
    """dossier-life 1.1."""
    reception = testing.a_reception(staff, missing=("1",))

    number, paper = dossiers.refuse_reception(
        reception, reason="Thiếu tờ khai", form="supplement", by=staff.reception, at=AT
    )

    assert number == "KTN-H12.61.01-2026-1"
    assert documents.papers_of(f"non_reception:{number}")[0].paper_id == paper
    assert dossiers.dossiers_of(staff.reception, AT) == ()
    assert "Mẫu" not in str([row.body for row in ledger.rows_of(f"non_reception:{number}")])


# -- at the same moment


@pytest.mark.django_db(transaction=True)
def test_the_same_submission_put_by_several_at_once_is_one_and_accepted_once():
    staff = testing.a_staffed_province()
    testing.publish_once()

    def at_once(act):
        together = Barrier(4)

        def do(_):
            together.wait(20)
            try:
                return act()
            except Refusal as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(do, range(4)))

    receipts = at_once(put)
    accepted = at_once(lambda: dossiers.accept(CODE, by=staff.reception, at=AT))

    assert len({receipt.outside_code for receipt in receipts}) == Submission.objects.count() == 1
    assert len([one for one in accepted if not isinstance(one, Refusal)]) == 1
    assert len(dossiers.dossiers_of(staff.reception, AT)) == 1
