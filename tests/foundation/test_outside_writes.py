"""Running numbers, keys of outside writes, the file store and the clock: what every module leans on."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from motcua.config.environment import WrongEnvironment, read_environment
from motcua.foundation import clock, files, idempotency, numbering
from motcua.foundation.models import IdempotencyKey
from motcua.kernel.working_time import ZONE

AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
real_commits = pytest.mark.django_db(transaction=True)


def at_once(number, act):
    together = Barrier(number)

    def do(place):
        together.wait(20)
        try:
            return act(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(do, range(number)))


class BrokenError(Exception):
    pass


def fail_if(broken):
    if broken:
        raise BrokenError


# -- numbers


@real_commits
def test_eight_writers_draw_every_number_once():
    def draw(_):
        numbers = []
        for _ in range(5):
            with transaction.atomic():
                numbers.append(numbering.next_number("so"))
        return numbers

    drawn = at_once(8, draw)

    assert sorted(number for numbers in drawn for number in numbers) == list(range(1, 41))


@real_commits
def test_what_is_rolled_back_leaves_no_gap_even_among_eight_writers():
    def draw(place):
        kept = []
        for time in range(4):
            try:
                with transaction.atomic():
                    number = numbering.next_number("so")
                    fail_if((place + time) % 2)
                kept.append(number)
            except BrokenError:
                continue
        return kept

    kept = sorted(number for numbers in at_once(8, draw) for number in numbers)

    assert kept == list(range(1, 17))


@pytest.mark.django_db
def test_each_book_counts_from_one():
    assert [numbering.next_number(book) for book in ("a", "b", "a")] == [1, 1, 2]


@real_commits
def test_a_number_is_only_drawn_where_it_is_used():
    with pytest.raises(RuntimeError):
        numbering.next_number("so")


# -- keys


def once(key="k1", scope="receive:lan", request="hồ sơ một", act=lambda: {"code": "A"}):
    return idempotency.once(scope=scope, key=key, request=request, at=AT, act=act)


@pytest.mark.django_db
def test_the_same_write_again_gets_the_same_answer_and_is_not_done():
    first = once()

    again = once(act=lambda: pytest.fail("done twice"))

    assert first == again == {"code": "A"}


@pytest.mark.django_db
def test_a_key_with_another_request_is_refused_and_the_first_write_stands():
    once()

    with pytest.raises(idempotency.KeyUsedForAnother):
        once(request="hồ sơ hai", act=lambda: pytest.fail("done"))
    assert once() == {"code": "A"}


@pytest.mark.django_db
def test_the_same_key_of_another_officer_is_another_write():
    assert once() != once(scope="receive:minh", act=lambda: {"code": "B"})


@pytest.mark.django_db
def test_a_write_that_failed_leaves_no_key():
    def fail():
        raise BrokenError

    with pytest.raises(BrokenError):
        once(act=fail)

    assert IdempotencyKey.objects.count() == 0
    assert once() == {"code": "A"}


@real_commits
def test_of_two_at_the_same_moment_one_is_done_and_the_other_gets_its_answer():
    done = []

    def act():
        done.append(1)
        with transaction.atomic():
            return {"number": numbering.next_number("so")}

    answers = at_once(6, lambda _: once(act=act))

    assert answers == [{"number": 1}] * 6
    assert len(done) == 1


# -- files


def test_the_same_content_lies_once_and_is_found_by_its_hash(settings):
    first, again = files.store(b"giay to"), files.store(b"giay to")

    assert first == again == files.digest_of(b"giay to")
    assert files.read(first) == b"giay to"
    assert len([path for path in (settings.ENVIRONMENT.data / "files").rglob("*") if path.is_file()]) == 1


def test_a_file_altered_on_disk_is_not_given_out(settings):
    digest = files.store(b"giay to")
    (settings.ENVIRONMENT.data / "files" / digest[:2] / digest[2:]).write_bytes(b"khac")

    with pytest.raises(files.FileNotWhole):
        files.read(digest)


def test_a_disk_that_takes_nothing_is_told_in_a_sentence_and_nothing_half_written_stays(settings, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(files.StoreUnwritable, match="đầy đĩa"):
        files.store(b"giay to")
    assert [path for path in (settings.ENVIRONMENT.data / "files").rglob("*") if path.is_file()] == []


def test_several_writers_of_one_file_leave_it_whole():
    content = os.urandom(200_000)

    digests = at_once(6, lambda _: files.store(content))

    assert set(digests) == {files.digest_of(content)}
    assert files.read(digests[0]) == content


# -- clock


def test_the_clock_is_that_of_viet_nam():
    now = clock.now()

    assert now.utcoffset() == timedelta(hours=7)
    assert abs(now - datetime.now(tz=ZONE)) < timedelta(seconds=5)


def test_in_demo_mode_the_clock_can_be_set(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock="2026-11-25T02:00:00+00:00")

    assert clock.now() == AT
    assert clock.now().isoformat() == "2026-11-25T09:00:00+07:00"


def test_a_set_clock_without_an_offset_is_refused(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock="2026-11-25T09:00:00")

    with pytest.raises(ValueError, match="offset"):
        clock.now()


def test_a_set_clock_without_demo_mode_is_refused_at_the_start(monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK", "2026-11-25T09:00+07:00")
    monkeypatch.setenv("MOTCUA_DEMO", "1")
    assert read_environment().clock == "2026-11-25T09:00+07:00"

    monkeypatch.setenv("MOTCUA_DEMO", "")
    with pytest.raises(WrongEnvironment, match="MOTCUA_DEMO=1"):
        read_environment()
