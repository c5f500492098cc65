"""What people are told of their dossiers: each act once, none lost, nothing for the desk to wait for."""

import email
import email.policy
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.domain.notifications import queries
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.jobs import health, metrics, reactions, sending, tasks
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.models import Delivery, Follower, LeftBehind
from motcua.kernel.moments import moment
from motcua.kernel.working_time import DayException, DayKind

AT = testing.RECEIVED_AT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def _no_jobs_left():
    """The test runner does not empty the tables of the job library."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events; DELETE FROM procrastinate_jobs")


def received(staff, mailbox: str = "mau@example.vn") -> str:
    return testing.a_dossier(staff, person=testing.a_person(email=mailbox))


def told(code: str) -> list[str]:
    return [one.key for one in notifications.deliveries_of(f"dossier:{code}")]


def follow() -> ledger.Followed:
    return reactions.follow(at=AT)


def deliver(settings) -> None:
    """Bring away what is due, by day."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock=AT.isoformat())
    sending.deliver(until=float("inf"))


def test_every_reaction_has_a_template_for_every_day_and_an_act_that_exists():
    assert set(reactions.REACTIONS) <= set(dossiers.ACT_NAMES)
    for reaction in reactions.REACTIONS.values():
        assert queries.edition_on(reaction.template, AT.date())


def test_a_reception_is_told_once_however_often_the_ledger_is_followed(staff):
    code = received(staff)

    first, second = follow(), follow()
    Follower.objects.update(until=0)  # as after a restore
    follow()

    assert (first.treated, second.treated) == (1, 0)
    assert told(code) == ["received:1"]


def test_who_holds_the_key_asks_back_and_its_person_is_told_how_to_stop_that(staff):
    """following 5.6"""
    code = received(staff)
    _, key = documents.key_for(f"dossier:{code}", staff.reception)
    proof = dossiers.following.prove(code, key, place="198.51.100.1", at=AT)
    dossiers.following.ask_withdrawal(proof, reason="Không cần nữa", at=AT)
    dossiers.reissue_receipt(code, reason="Lộ mã", by=staff.reception, at=AT)

    follow()

    assert [key.partition(":")[0] for key in told(code)] == ["received", "withdrawal_asked", "receipt_reissued"]


def test_the_whole_way_of_a_dossier_is_told_in_its_order(staff, settings):
    code = received(staff)
    dossiers.complete_step(code, testing.shown(code).open_steps[0].id, by=staff.handler, at=AT)
    dossiers.ask_supplement(code, reason="Thiếu tờ khai.", items=["Tờ khai"], by=staff.leader, at=AT)
    dossiers.complete_supplement(code, by=staff.reception, at=AT + timedelta(hours=1))
    testing.carry_to_ready(staff, code, at=AT + timedelta(hours=2))
    follow()

    deliver(settings)

    found = notifications.deliveries_of(f"dossier:{code}")
    assert [one.template for one in found] == ["received", "supplement_asked", "supplement_completed", "ready"]
    assert {one.state for one in found} == {"sent"}
    written = sorted((settings.ENVIRONMENT.data / "messages").glob("*.eml"))
    assert len(written) == 4
    assert {one.channel for one in found} == {"console"}


def storm(day: str, *, at) -> dossiers.CalendarEffect:
    spec = organisation.calendar_for("H12").spec
    off = DayException(date.fromisoformat(day), DayKind.LOCAL_OFF, "Nghỉ bão")
    spec = replace(spec, exceptions=(*(one for one in spec.exceptions if one.on != off.on), off))
    return dossiers.publish_calendar(unit_code="H12", spec=spec, reason="Nghỉ bão số 13", by=SYSTEM, at=at).effect


def texts(settings) -> str:
    """Return every letter that was brought away, as it is read."""
    deliver(settings)
    found = sorted((settings.ENVIRONMENT.data / "messages").glob("*.eml"))
    letters = [email.message_from_bytes(one.read_bytes(), policy=email.policy.default) for one in found]
    return "\n".join(letter.get_content() for letter in letters)


def test_a_new_calendar_is_told_once_of_each_dossier_with_both_moments_and_the_reason(staff, settings):
    """deadlines 14.13: published twice, followed three times, once by a follower that begins anew."""
    code, other = received(staff), received(staff)
    before = testing.shown(code).promised_at
    at = AT + timedelta(hours=1)
    assert storm("2026-11-05", at=at).moved == 2
    follow()
    assert storm("2026-11-05", at=at).moved == 0
    follow()
    Follower.objects.update(until=0)  # as after a restore
    follow()

    after = testing.shown(code).promised_at
    assert [key.split(":")[0] for key in told(code)] == ["received", "redated"]
    assert [key.split(":")[0] for key in told(other)] == ["received", "redated"]
    said = texts(settings)
    assert f"Hẹn trả kết quả trước đây: {moment(before)}" in said
    assert f"Hẹn trả kết quả mới: {moment(after)}" in said
    assert "lịch làm việc thay đổi (Nghỉ bão số 13)." in said


def test_a_second_calendar_that_moves_it_again_is_told_again_and_one_that_does_not_is_not(staff):
    code = received(staff)
    storm("2026-11-05", at=AT + timedelta(hours=1))
    storm("2026-12-24", at=AT + timedelta(hours=2))
    storm("2026-11-06", at=AT + timedelta(hours=3))
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "redated", "redated"]


def test_who_must_supplement_is_told_the_later_day_and_why(staff, settings):
    """deadlines 14.16."""
    code = received(staff)
    dossiers.complete_step(code, testing.shown(code).open_steps[0].id, by=staff.handler, at=AT)
    dossiers.ask_supplement(code, reason="Thiếu tờ khai.", items=["Tờ khai"], by=staff.leader, at=AT)
    before = testing.shown(code).supplements[0].answer_by
    storm("2026-11-05", at=AT + timedelta(hours=1))
    follow()

    after = testing.shown(code).supplements[0].answer_by
    said = texts(settings)
    assert [one.template for one in notifications.deliveries_of(f"dossier:{code}")][-1] == "answer_redated"
    assert f"Hạn trước đây: {moment(before)}\nBổ sung trước: {moment(after)}" in said.replace("\r\n", "\n")


def test_a_pause_is_told_with_both_moments_and_with_the_calendar_that_changed_meanwhile(staff, settings):
    """deadlines 14.14: one message for what moved on resuming."""
    code = received(staff)
    dossiers.claim(code, by=staff.handler, at=AT)
    dossiers.pause(code, reason="chờ nộp thuế", by=staff.handler, at=AT)
    before = testing.shown(code).promised_at
    storm("2026-11-05", at=AT + timedelta(hours=1))
    dossiers.resume(code, by=staff.handler, at=AT + timedelta(hours=2))
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "paused", "resumed"]
    said = texts(settings)
    assert f"Hẹn trả kết quả trước đây: {moment(before)}" in said
    assert f"Hẹn trả kết quả mới: {moment(testing.shown(code).promised_at)}" in said
    assert "tạm dừng không tính vào thời hạn giải quyết; lịch làm việc thay đổi (Nghỉ bão số 13)." in said


def test_a_correction_is_told_once_by_its_fields_and_never_with_what_stands_in_them(staff, settings):
    """dossier-life 11.11: to the mailbox that holds now."""
    code = received(staff)
    why = "Ghi thiếu một số của điện thoại."
    changes = {"phone": "0918224317", "email": "moi@example.vn"}
    dossiers.correct(code, changes=changes, reason=why, by=staff.reception, at=AT + timedelta(hours=1))
    follow()
    Follower.objects.update(until=0)  # as after a restore
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "corrected"]
    said = texts(settings)
    assert f"Nội dung đính chính: email, số điện thoại\nLý do: {why}" in said.replace("\r\n", "\n")
    assert "giấy trước không còn giá trị" in said
    assert "0918224317" not in said
    assert "moi@example.vn" in addressed_to(settings)


def test_a_corrected_moment_of_the_result_changes_no_paper_that_was_handed_out(staff, settings):
    """dossier-life 11.12."""
    code = received(staff)
    ready_at = AT + timedelta(hours=2)
    testing.carry_to_ready(staff, code, at=ready_at)
    leader, at = staff.leader, AT + timedelta(hours=4)
    earlier = ready_at - timedelta(minutes=1)
    dossiers.correct_ready(code, ready_at=earlier, reason="Ghi muộn một phút.", by=leader, at=at)
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "result_ready", "corrected"]
    said = texts(settings)
    assert "Nội dung đính chính: kết luận sớm, đúng hay trễ hạn, lúc có kết quả" in said
    assert "Giấy tờ và kết quả đã giao cho ông/bà không thay đổi." in said


def test_a_dossier_decided_anew_is_told_once_with_the_promise_that_stays(staff, settings):
    """dossier-life 10.12."""
    code = received(staff)
    testing.carry_to_ready(staff, code, at=AT + timedelta(hours=2))
    why = "Kết quả ghi sai họ tên."
    dossiers.reopen(code, reason=why, by=staff.leader, at=AT + timedelta(hours=3))
    follow()
    Follower.objects.update(until=0)  # as after a restore
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "result_ready", "reopened"]
    said = texts(settings)
    assert f"Lý do: {why}" in said
    assert f"Giờ hẹn trả kết quả không đổi: {moment(testing.shown(code).promised_at)}." in said


def test_who_withdrew_by_mistake_is_told_that_it_goes_on(staff, settings):
    """dossier-life 10.12: twice reopened, twice told."""
    code = received(staff)
    for hour in (1, 3):
        dossiers.withdraw(code, reason="Xin rút.", by=staff.reception, at=AT + timedelta(hours=hour))
        dossiers.reopen(code, reason=f"Rút nhầm {hour}.", by=staff.leader, at=AT + timedelta(hours=hour + 1))
    follow()

    assert [key.split(":")[0] for key in told(code)] == ["received", "withdrawn", "reopened", "withdrawn", "reopened"]
    said = texts(settings)
    assert said.count("Hồ sơ được giải quyết tiếp từ chỗ đã dừng.") == 2
    assert said.count("Lý do: Rút nhầm 1.") == said.count("Lý do: Rút nhầm 3.") == 1


def test_who_is_given_the_time_to_supplement_again_is_told_until_when(staff, settings):
    """dossier-life 10.12."""
    code = received(staff)
    dossiers.complete_step(code, testing.shown(code).open_steps[0].id, by=staff.handler, at=AT)
    dossiers.ask_supplement(code, reason="Thiếu tờ khai.", items=["Tờ khai"], by=staff.leader, at=AT)
    gone = testing.shown(code).supplements[0].answer_by + timedelta(days=1)
    dossiers.sweep(at=gone)
    dossiers.reopen(code, reason="Đóng nhầm.", by=staff.leader, at=gone + timedelta(hours=1))
    follow()

    until = testing.shown(code).supplements[0].answer_by
    assert until > gone
    assert f"Ông/bà được bổ sung giấy tờ đến {moment(until)}." in texts(settings)


def addressed_to(settings) -> list[str]:
    found = sorted((settings.ENVIRONMENT.data / "messages").glob("*.eml"))
    return [email.message_from_bytes(one.read_bytes(), policy=email.policy.default)["To"] for one in found]


def test_a_person_without_a_mailbox_costs_nothing_and_is_noted(staff):
    code = received(staff, mailbox="")
    follow()

    [found] = notifications.deliveries_of(f"dossier:{code}")

    assert found.state == "no_address"
    assert Delivery.objects.count() == 0


def test_an_act_that_commits_late_is_not_skipped_though_its_place_in_the_ledger_is_earlier(staff):
    """The trap of a plain id: the slow act drew its id first."""
    testing.publish_once()
    slow_began, slow_may_end, slow_code = threading.Event(), threading.Event(), []

    def slow():
        try:
            with transaction.atomic():
                slow_code.append(received(staff))
                slow_began.set()
                slow_may_end.wait(20)
        finally:
            connection.close()

    worker = threading.Thread(target=slow)
    worker.start()
    assert slow_began.wait(20)
    with transaction.atomic():
        ledger.write(
            subject="unit:X", act="withdrawn", by=staff.leader, at=AT, body={}
        )  # a later id, committed at once
    early = follow()
    slow_may_end.set()
    worker.join()
    late = follow()

    assert early.treated == 0
    assert told(slow_code[0]) == ["received:1"]
    assert late.treated == 2


def test_two_followers_at_once_owe_each_message_once(staff):
    codes = [received(staff) for _ in range(6)]

    def works():
        try:
            follow()
        finally:
            connection.close()

    workers = [threading.Thread(target=works) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [told(code) for code in codes] == [["received:1"]] * 6


def test_a_follower_that_is_killed_in_the_middle_tells_the_rest_the_next_time_and_nothing_twice(staff, monkeypatch):
    class KilledError(BaseException):
        pass

    codes = [received(staff) for _ in range(4)]
    real, seen = reactions.react, []

    def dies(happened):
        seen.append(happened)
        if len(seen) == 3:
            raise KilledError
        real(happened)

    monkeypatch.setattr(reactions, "react", dies)
    with pytest.raises(KilledError):
        follow()
    monkeypatch.setattr(reactions, "react", real)
    before = sum(len(told(code)) for code in codes)
    follow()

    assert before == 2
    assert [told(code) for code in codes] == [["received:1"]] * 4


def test_one_act_that_cannot_be_told_holds_up_no_other_and_is_told_once_it_can(staff, monkeypatch):
    bad, good = received(staff), received(staff)
    real = dossiers.notice_of

    def failing(code, at):
        if code == bad:
            raise LookupError
        return real(code, at)

    monkeypatch.setattr(dossiers, "notice_of", failing)
    first = follow()
    said = health.health()["parts"]["messages"]
    monkeypatch.setattr(dossiers, "notice_of", real)
    second = follow()

    assert (first.treated, first.left) == (1, 1)
    assert said == "1 việc trong sổ chưa lập được tin nhắn."
    assert (second.treated, second.left) == (1, 0)
    assert (told(bad), told(good)) == (["received:1"], ["received:1"])
    assert LeftBehind.objects.count() == 0


def test_a_long_way_behind_is_made_up_in_whole_transactions(staff):
    with transaction.atomic():
        codes = [received(staff) for _ in range(5)]
    codes.append(received(staff))

    first = ledger.follow("messages", reactions.react, acts=reactions.REACTIONS, at=AT, most=2)
    second = ledger.follow("messages", reactions.react, acts=reactions.REACTIONS, at=AT, most=2)

    assert (first.treated, first.more) == (5, True)
    assert (second.treated, second.more) == (1, False)
    assert all(told(code) == ["received:1"] for code in codes)


@pytest.mark.usefixtures("_no_jobs_left")
def test_the_worker_s_job_tells_and_brings_away(staff):
    code = received(staff)
    tasks.messages.defer(timestamp=0)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    [found] = notifications.deliveries_of(f"dossier:{code}")
    assert found.state == "sent"


def test_without_a_way_out_messages_wait_and_doctor_says_so(staff, settings, monkeypatch):
    mail = replace(settings.ENVIRONMENT.mail, host="off")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, mail=mail)
    code = received(staff)

    done = sending.run()

    assert done == {"acts": 1, "delivered": 0}
    assert [one.state for one in notifications.deliveries_of(f"dossier:{code}")] == ["queued"]
    assert health.health()["parts"]["messages"] == "1 tin nhắn chờ vì chưa đặt máy chủ thư."


def test_figures_tell_the_oldest_that_waits(staff):
    received(staff)
    follow()
    Delivery.objects.update(entered_at=AT)

    text = metrics.exposition()

    assert "\nmotcua_undelivered 1\n" in text
    assert "\nmotcua_oldest_undelivered_seconds 0\n" not in text
    assert "\nmotcua_dead_letters 0\n" in text
