"""The outbox: what is owed leaves once it is committed, in order, again after a kill, and not for ever."""

import threading
from datetime import datetime

import pytest
from django.db import connection, transaction

from motcua.foundation import outbox
from motcua.foundation.models import Delivery
from motcua.kernel.working_time import ZONE

AT = datetime(2026, 11, 25, 9, tzinfo=ZONE)


def owed(subject: str = "dossier:A", reference: int = 1) -> int:
    with transaction.atomic():
        return outbox.enqueue(route="test", subject=subject, reference=reference, at=AT)


class FarSide:
    """A system that writes down what reaches it, and fails as often as told."""

    def __init__(self, failing: int = 0, refusing: bool = False):
        self.failing, self.refusing = failing, refusing
        self.got: list[tuple[str, int]] = []
        self.names: list[str] = []

    def __call__(self, delivery):
        if self.refusing:
            raise outbox.Refused("không có hộp thư này")
        if self.failing:
            self.failing -= 1
            raise ConnectionError("không nối được")
        self.got.append((delivery.subject, delivery.reference))
        self.names.append(delivery.stable_id)
        return {"server": "here"}


def delivered(far: FarSide, most: int = 50, **more) -> int:
    return outbox.deliver_due({"test": far}, at=AT, most=most, **more).arrived


def without_waiting() -> None:
    """Let the wait before the next attempt, or a lease, be over."""
    Delivery.objects.filter(state="waiting").update(due_at=AT.replace(year=2020), leased_until=None)


@pytest.mark.django_db
def test_what_was_owed_arrives_once_with_its_proof():
    far, key = FarSide(), owed()

    assert (delivered(far), delivered(far)) == (1, 0)

    [found] = outbox.dispatches([key]).values()
    assert (found.state, found.done_at, found.proof, found.attempts) == ("done", AT, {"server": "here"}, 1)
    assert far.names == [found.stable_id]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_owes_nothing():
    def fails():
        with transaction.atomic():
            outbox.enqueue(route="test", subject="dossier:A", reference=1, at=AT)
            raise ValueError

    with pytest.raises(ValueError):
        fails()

    assert delivered(FarSide()) == 0


def test_outside_a_transaction_nothing_can_be_owed(transactional_db):
    with pytest.raises(RuntimeError):
        outbox.enqueue(route="test", subject="dossier:A", reference=1, at=AT)


@pytest.mark.django_db
def test_within_a_subject_none_overtakes_an_earlier_one_that_waits():
    for reference in (1, 2):
        owed("dossier:A", reference)
    owed("dossier:B", 3)
    far = FarSide(failing=1)

    delivered(far)
    assert far.got == [("dossier:B", 3)]

    without_waiting()
    delivered(far)
    assert far.got[1:] == [("dossier:A", 1), ("dossier:A", 2)]


@pytest.mark.django_db
def test_waits_grow_and_the_last_attempt_leaves_a_dead_letter():
    key, far, waits = owed(), FarSide(failing=99), []
    for _ in range(outbox.MOST_ATTEMPTS):
        delivered(far)
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM due_at - clock_timestamp()) FROM foundation_delivery")
            waits.append(round(cursor.fetchone()[0]))
        without_waiting()

    found = outbox.dispatches([key])[key]
    assert waits == sorted(waits)
    assert (found.state, found.attempts) == ("failed", outbox.MOST_ATTEMPTS)
    assert "không nối được" in found.error
    assert delivered(FarSide()) == 0


@pytest.mark.django_db
def test_what_the_far_side_will_never_take_is_a_dead_letter_at_once_and_holds_up_nothing():
    key = owed("dossier:A", 1)
    delivered(FarSide(refusing=True))
    owed("dossier:A", 2)
    far = FarSide()

    delivered(far)

    assert far.got == [("dossier:A", 2)]
    assert [one.id for one in outbox.dead_letters(route="test", most=9)] == [key]


@pytest.mark.django_db
def test_a_dead_letter_that_is_sent_again_keeps_its_name_and_one_that_is_not_dead_stays():
    key = owed()
    name = outbox.dispatches([key])[key].stable_id
    delivered(FarSide(refusing=True))
    far = FarSide()

    assert outbox.resend(key)
    assert not outbox.resend(key)
    delivered(far)

    assert far.names == [name]
    assert not outbox.resend(key)


@pytest.mark.django_db(transaction=True)
def test_what_is_in_a_worker_s_hands_is_taken_by_nobody_else_until_its_lease_is_over():
    """The first worker hangs for ever, as one that was killed."""
    key = owed()
    begun, killed = threading.Event(), threading.Event()

    def hangs(_delivery):
        begun.set()
        killed.wait(20)
        raise ConnectionError

    def works():
        try:
            outbox.deliver_due({"test": hangs}, at=AT, most=1, lease_seconds=1)
        finally:
            connection.close()

    worker = threading.Thread(target=works)
    worker.start()
    begun.wait(10)
    far = FarSide()
    early = delivered(far)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.1)")
    late = delivered(far)
    killed.set()
    worker.join()

    assert (early, late) == (0, 1)
    found = outbox.dispatches([key])[key]
    assert (found.state, found.attempts) == ("done", 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_bring_each_delivery_away_once():
    for reference in range(40):
        owed(f"dossier:{reference % 7}", reference)
    far = FarSide()

    def works():
        try:
            delivered(far)
        finally:
            connection.close()

    workers = [threading.Thread(target=works) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    delivered(far)

    assert sorted(reference for _, reference in far.got) == list(range(40))
    by_subject = {subject: [number for found, number in far.got if found == subject] for subject, _ in far.got}
    assert all(numbers == sorted(numbers) for numbers in by_subject.values())


@pytest.mark.django_db
def test_an_error_that_quotes_a_mailbox_is_kept_without_it():
    key = owed()

    def quoting(_delivery):
        raise ConnectionError("550 5.1.1 <bich.tran@example.vn> unknown")

    outbox.deliver_due({"test": quoting}, at=AT, most=1)

    assert outbox.dispatches([key])[key].error == "ConnectionError: 550 5.1.1 <…@example.vn> unknown"


@pytest.mark.django_db
def test_the_backlog_tells_how_long_the_oldest_waits():
    assert outbox.backlog() == outbox.Backlog(waiting=0, dead=0, oldest_seconds=0)

    owed()
    Delivery.objects.update(entered_at=AT.replace(year=2020))
    owed("dossier:B")
    delivered(FarSide(refusing=True), most=1)

    found = outbox.backlog()
    assert (found.waiting, found.dead) == (1, 1)
    assert 0 <= found.oldest_seconds < 60
