"""The parts of the scenario played at once, each by a process of its own; before each sweep all wait for each other.

Nothing of Django is imported before a worker has set it up.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from motcua.entrypoints.demo.article.parts import Stretch
    from motcua.foundation.database import Who

Told = Callable[[float], None]


class WorkerEndedError(RuntimeError):
    """A process that played a part ended in the middle of it."""


def play(*, scale: float, seed: int, parts: int, sweep: Callable[[int], object], told: Told) -> None:
    """Play the parts from sweep to sweep. `sweep` is called with its minute, `told` with the part that is done.

    Raises WorkerEndedError where a worker was killed or failed, whose traceback stands on standard error: the load is lost.
    """
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(number, scale, seed)) for number in range(parts)]
        plans: list[list[Stretch]] = [_answer(one) for one in workers]
        whole, done = sum(one.acts for one in plans[0]) or 1, 0
        for place, stretch in enumerate(plans[0]):
            for one in workers:
                one.send(place)
            for one in workers:
                _answer(one)
            done += stretch.acts
            if stretch.sweep is not None:
                sweep(stretch.sweep)
            told(done / whole)


@contextmanager
def _worker(number: int, scale: float, seed: int) -> Iterator[Connection]:
    from django.db import connection

    from motcua.foundation.database import who_connects

    spawning = get_context("spawn")
    mine, its = spawning.Pipe()
    known = (its, number, scale, seed, str(connection.settings_dict["NAME"]), who_connects())
    process = spawning.Process(target=work, args=known, daemon=True)
    process.start()
    its.close()
    try:
        yield mine
    finally:
        mine.close()
        process.join()


def _answer(worker: Connection) -> Any:
    try:
        return worker.recv()
    except EOFError as ended:
        raise WorkerEndedError("a process that loads the scenario ended before its work was done") from ended


def work(orders: Connection, number: int, scale: float, seed: int, database: str, who: "Who") -> None:
    """Play one part: the plan is sent first, then each stretch is played when its place comes, and answered."""
    _prepare(database, who)
    from motcua.entrypoints.demo.article import parts, scene

    with parts.part(scene.setting(), seed=seed, scale=scale, number=number) as mine:
        plan = parts.stretches(mine.run.acts)
        orders.send(plan)
        while True:
            try:
                place = orders.recv()
            except EOFError:
                return
            mine.play(plan[place])
            orders.send(place)


def _prepare(database: str, who: "Who") -> None:
    import django
    from django.conf import settings

    from motcua.foundation.database import connect_as

    settings.DATABASES["default"]["NAME"] = database
    connect_as(who)
    django.setup()
