"""The sweep: find what became late, close what was never answered. Repeats harmlessly; one bad dossier stops none."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers.models import Dossier, Opinion
from motcua.domain.dossiers.operations import clock, course, opinions, papers
from motcua.domain.dossiers.operations.locking import Held, held
from motcua.domain.dossiers.rules.words import NOT_SUPPLEMENTED, OpinionState, State
from motcua.foundation.actor import SYSTEM

log = logging.getLogger("motcua.sweep")


@dataclass(frozen=True)
class Swept:
    """What one sweep did; `failed` are the codes of dossiers it could not treat."""

    late: int
    closed: int
    late_opinions: int
    failed: tuple[str, ...]


def sweep(*, at: datetime) -> Swept:
    """Find every open dossier past its promise, every request for supplement and every opinion past its answer.

    Each dossier in its own transaction: one that fails is logged, named and left for the next sweep.
    """
    failed: list[str] = []
    late = _each(_overdue(at), lambda one: _find_late(one, at), failed)
    closed = _each(_unanswered(at), lambda one: _close(one, at), failed)
    unheard = _each(_unheard(at), lambda one: _find_late_opinions(one, at), failed)
    return Swept(late=late, closed=closed, late_opinions=unheard, failed=tuple(failed))


def _overdue(at: datetime) -> list[int]:
    rows = Dossier.objects.filter(state=State.PROCESSING, promised_at__lt=at, late=None)
    return list(rows.order_by("promised_at").values_list("pk", flat=True))


def _unanswered(at: datetime) -> list[int]:
    rows = Dossier.objects.filter(
        state=State.SUPPLEMENT, requests__completed_at=None, requests__closed_at=None, requests__answer_by__lt=at
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _unheard(at: datetime) -> list[int]:
    rows = Opinion.objects.filter(state=OpinionState.ASKED, answer_by__lt=at, late_found_at=None)
    return list(rows.order_by("dossier_id").values_list("dossier_id", flat=True).distinct())


def _each(keys: Iterable[int], act: Callable[[Held], bool], failed: list[str]) -> int:
    done = 0
    for key in keys:
        try:
            with transaction.atomic():
                done += act(held(Dossier.objects.select_for_update(no_key=True).get(pk=key)))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one dossier must not stop the others
            code = Dossier.objects.filter(pk=key).values_list("code", flat=True).first() or str(key)
            log.warning("the sweep could not treat dossier %s: %s", code, type(error).__name__)
            failed.append(code)
    return done


def _find_late(one: Held, at: datetime) -> bool:
    if one.dossier.state != State.PROCESSING or one.dossier.promised_at >= at:
        return False
    is_new = clock.find_late(one, at=at, found_by="sweep")
    if is_new:
        one.write("late_found", by=SYSTEM, at=at, promised_at=one.dossier.promised_at.isoformat())
    return is_new


def _find_late_opinions(one: Held, at: datetime) -> bool:
    rows = one.dossier.opinions.filter(state=OpinionState.ASKED).order_by("number")
    found = [opinions.find_late(row, one, at=at) for row in rows]
    return any(found)


def _close(one: Held, at: datetime) -> bool:
    dossier = one.dossier
    if dossier.state != State.SUPPLEMENT:
        return False
    dossier.requests.filter(number=dossier.supplements).update(closed_at=at)
    course.cancel_open(one, at=at)
    clock.end_segment(one, at=at)
    dossier.state, dossier.ended_at = State.CLOSED, at
    dossier.end_reason = NOT_SUPPLEMENTED
    one.write("closed_unanswered", by=SYSTEM, at=at)
    dossier.save()
    papers.issue_refusal(one, by=SYSTEM, at=at)
    return True
