"""The next thing is made in a thread while this one is used."""

from threading import active_count, current_thread

import pytest

from motcua.foundation.ahead import ahead


def made(many, by, *, fails_at=None):
    for number in range(many):
        if number == fails_at:
            raise ValueError(number)
        by.append(current_thread().name)
        yield number


def test_all_come_in_their_order_made_by_another_thread():
    by = []
    assert list(ahead(made(4, by))) == [0, 1, 2, 3]
    assert list(ahead([])) == []
    assert current_thread().name not in by


def test_what_making_one_raises_is_raised_after_those_before_it():
    used = []
    with pytest.raises(ValueError, match="2"):
        used.extend(ahead(made(4, [], fails_at=2)))
    assert list(zip(range(2), ahead(made(4, [], fails_at=2)), strict=False)) == [(0, 0), (1, 1)]


def test_where_nobody_asks_on_the_thread_ends():
    before, by = active_count(), []
    for number in ahead(made(100, by)):
        if number == 1:
            break
    assert len(by) <= 3
    assert active_count() == before
