"""How people are told: by the ways they chose, not at night, and not at all where they want none. Law: docs/law/following.md, 7."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from motcua.config import wiring
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.domain.notifications.rules.quiet import told_at
from motcua.domain.parties import api as parties
from motcua.entrypoints.jobs import sending
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.models import Delivery
from motcua.foundation.rule_packs import rule_packs
from motcua.kernel.working_time import ZONE

AT = datetime(2026, 11, 25, 9, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 25, 22, 30, tzinfo=ZONE)
SUBJECT = "dossier:H12.14-261125-0001"
WORDS = {"code": "H12.14-261125-0001", "procedure": "Đăng ký khai sinh", "desk": "Trung tâm"}
Channel, State = notifications.Channel, notifications.MessageState


def at(hour: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{hour}+07:00")


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        pytest.param("25T09:00", "25T09:00", id="following 7.5 by day at once"),
        pytest.param("25T20:59", "25T20:59", id="following 7.6 a minute before they begin"),
        pytest.param("25T21:00", "26T07:00", id="following 7.6 the minute they begin"),
        pytest.param("25T23:50", "26T07:00", id="following 7.5 before midnight"),
        pytest.param("26T00:00", "26T07:00", id="following 7.5 at midnight"),
        pytest.param("26T06:59", "26T07:00", id="following 7.5 a minute before they end"),
        pytest.param("26T07:00", "26T07:00", id="following 7.6 the minute they end"),
    ],
)
def test_nobody_is_told_in_the_quiet_hours(happened: str, told: str) -> None:
    assert told_at(at(happened), begins=time(21), ends=time(7)) == at(told)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.times(), st.times())
def test_told_never_earlier_within_a_day_and_never_quiet(happened: datetime, begins: time, ends: time) -> None:
    begins, ends = (one.replace(second=0, microsecond=0) for one in (begins, ends))
    happened = happened.replace(tzinfo=ZONE)

    told = told_at(happened, begins=begins, ends=ends)

    assert happened <= told <= happened + timedelta(days=1)
    assert told_at(told, begins=begins, ends=ends) == told


def test_every_rule_pack_says_which_hours_are_quiet_and_by_what() -> None:
    assert all(pack.quiet_hours.begins != pack.quiet_hours.ends and pack.quiet_hours.law for pack in rule_packs())


def set_clock(settings, moment: datetime) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock=moment.isoformat())


def person(**more: str) -> int:
    declared = {"email": "bich@example.vn", "phone": "0918000317", **more}
    return int(parties.declare(kind="citizen", identifier="096185004321", name="Trần Thị Bích", at=AT, **declared))


def choose(recipient: int, *ways: str) -> None:
    notifications.choose_channels(SUBJECT, ways, parties.person(recipient), by=SYSTEM, at=AT)


def send(recipient: int, *, when: datetime = AT, key: str = "ready:1") -> None:
    notifications.send(notifications.Message(SUBJECT, key, "ready", recipient, WORDS), by=SYSTEM, at=when)


def ways() -> list[tuple[str, str]]:
    return [(one.asked.value, one.state.value) for one in notifications.deliveries_of(SUBJECT)]


@pytest.mark.django_db
def test_who_chose_nothing_is_told_by_the_mailbox_that_was_declared() -> None:
    """following 7.1"""
    send(person())

    assert ways() == [("email", "queued")]


@pytest.mark.django_db
def test_each_way_that_was_chosen_is_told_once_and_none_holds_up_another(settings, tmp_path) -> None:
    """following 7.2"""
    recipient = person()
    choose(recipient, "zalo", "sms", "email")
    send(recipient)
    send(recipient)
    assert ways() == [("sms", "queued"), ("zalo", "queued"), ("email", "queued")]
    Delivery.objects.filter(route="message_zalo").update(due_at=AT + timedelta(days=9999))
    settings.MESSAGE_SENDER = wiring.message_sender
    set_clock(settings, AT)

    assert sending.deliver(float("inf")) == 2

    assert ways() == [("sms", "sent"), ("zalo", "queued"), ("email", "sent")]
    [text] = (settings.ENVIRONMENT.data / "messages" / "sms").glob("*.txt")
    assert text.read_text(encoding="utf-8").splitlines()[0] == "0918000317"
    assert "đã có kết quả. Xem: " in text.read_text(encoding="utf-8")
    assert text.stat().st_mode & 0o077 == 0
    [sms, *_] = notifications.deliveries_of(SUBJECT)
    assert (sms.to, sms.channel) == ("0918…317", Channel.CONSOLE)


@pytest.mark.django_db
def test_who_wants_no_messages_gets_none_and_stays_to_be_told_on_paper() -> None:
    """following 7.3"""
    recipient = person()
    choose(recipient)
    send(recipient)

    assert ways() == [("none", "declined")]
    assert not Delivery.objects.exists()
    assert notifications.on_their_way("ready:1", [SUBJECT]) == frozenset()
    [row] = [one for one in ledger.rows_of(SUBJECT) if one.act == "channels_chosen"]
    assert row.body == {"channels": []}


@pytest.mark.django_db
def test_a_way_without_an_address_or_unknown_is_not_chosen() -> None:
    """following 7.4"""
    nobody = person(email="", phone="")
    for way in ("sms", "zalo", "email", "pigeon"):
        with pytest.raises(notifications.UnusableChannels):
            choose(nobody, way)

    assert notifications.choice_of(SUBJECT) is None


@pytest.mark.django_db
def test_the_same_choice_again_writes_nothing_and_the_newest_holds() -> None:
    recipient = person()
    for choice in (("sms",), ("sms",), ("email",)):
        choose(recipient, *choice)

    assert notifications.choice_of(SUBJECT) == ("email",)
    assert len([one for one in ledger.rows_of(SUBJECT) if one.act == "channels_chosen"]) == 2


@pytest.mark.django_db
def test_what_happens_at_night_waits_for_the_morning_and_is_not_behind_meanwhile() -> None:
    """following 7.5: eight hours and a half before seven, apologies like all others."""
    from motcua.foundation import outbox

    send(person(), when=NIGHT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM due_at - clock_timestamp()) FROM foundation_delivery")
        (seconds,) = cursor.fetchone()
    assert 8.4 * 3600 < seconds <= 8.5 * 3600
    assert outbox.backlog().oldest_seconds == 0
    assert sending.deliver(float("inf")) == 0


@pytest.mark.django_db
def test_what_waits_since_the_day_is_not_brought_away_at_night_and_not_to_who_said_no_since(settings) -> None:
    """following 7.5, following 7.8: after a fault of the gateway, or of the worker, or a change of mind."""
    from motcua.foundation import outbox

    recipient = person()
    choose(recipient, "sms", "zalo", "email")
    send(recipient)
    settings.MESSAGE_SENDER = wiring.message_sender
    set_clock(settings, NIGHT)

    assert sending.deliver(float("inf")) == 0

    assert set(Delivery.objects.values_list("attempts", "state")) == {(0, "waiting")}
    assert outbox.backlog().oldest_seconds == 0
    choose(recipient, "email")
    Delivery.objects.update(due_at=AT)
    set_clock(settings, at("26T07:00"))
    assert sending.deliver(float("inf")) == 1
    assert ways() == [("sms", "declined"), ("zalo", "declined"), ("email", "sent")]
    assert outbox.backlog().dead == 0


def test_in_production_no_way_is_offered_that_nothing_brings_away(settings) -> None:
    """following 7.7"""
    assert set(wiring.text_senders()) == {Channel.SMS, Channel.ZALO}
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, production=True)
    assert wiring.text_senders() == {}


@pytest.mark.django_db
def test_what_was_chosen_at_the_counter_holds_for_the_dossier_alone() -> None:
    staff = testing.a_staffed_province()
    told = testing.a_dossier(staff, told_by=("sms",))
    other = testing.a_dossier(staff)

    assert notifications.choice_of(f"dossier:{told}") == ("sms",)
    assert notifications.choice_of(f"dossier:{other}") is None
    with pytest.raises(notifications.UnusableChannels):
        testing.a_dossier(staff, told_by=("sms",), person=testing.a_person(phone=""))
    assert dossiers.following.code_meant(told) == told
