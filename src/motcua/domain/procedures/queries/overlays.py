"""What units say of their own over a procedure: checked before it is kept, with its effect, and what was said before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Procedure, UnitOverlay
from motcua.domain.procedures.queries.page import due_if_received
from motcua.domain.procedures.queries.published import PublishedInfo, for_unit, published
from motcua.domain.procedures.queries.settled import SettledField, content_fields
from motcua.domain.procedures.rules.content import Channel, Competent, Layer, ProcedureContent, limit_to_json
from motcua.domain.procedures.rules.questions import TOPIC_NAMES
from motcua.domain.procedures.rules.unit_overlay import (
    Overlay,
    overlay_from_json,
    read_overlay,
    require_allowed,
    with_overlay,
)
from motcua.domain.procedures.rules.wording import CHANNEL_NAMES, limit_words
from motcua.domain.workflow import api as workflow
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import TimeLimit, local

OWN_NAMES: Mapping[str, str] = {
    "place": to_say("Nơi tiếp nhận"),
    "hours": to_say("Giờ tiếp nhận"),
    "counter": to_say("Quầy"),
    "phone": to_say("Điện thoại"),
    "channels": to_say("Cách nộp nhận thêm"),
    "limits": to_say("Thời hạn của đơn vị"),
    "process_version_id": to_say("Quy trình của đơn vị"),
    "notes": to_say("Ghi chú của đơn vị"),
    "basis": to_say("Văn bản của đơn vị"),
}


class NotHandledHere(Refusal):
    """A unit that does not settle the procedure says nothing of its own over it."""


@dataclass(frozen=True)
class OverlayInfo:
    """One word of a unit: what it says, from when to when (end exclusive), by whom, and whether it was taken back."""

    overlay_id: int
    number: int
    unit_code: str
    overlay: Overlay
    starts_at: datetime
    ends_at: datetime | None
    stated_by: str
    stated_at: datetime
    undoes: int | None
    taken_back_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        """Tell whether it holds at that moment."""
        ends = self.ends_at is None or at < self.ends_at
        return self.taken_back_at is None and self.starts_at <= at and ends


@dataclass(frozen=True)
class OfferEffect:
    """One way to file one case: the limit below and the unit's, with the moment each would promise now."""

    case: str
    channel: str
    below: TimeLimit | None
    below_due: datetime | None
    own: TimeLimit | None
    own_due: datetime | None

    @property
    def is_new(self) -> bool:
        """Tell whether the unit opens this way to file."""
        return self.below is None

    @property
    def is_earlier(self) -> bool:
        """Tell whether the unit promises sooner."""
        return self.below_due is not None and self.own_due is not None and self.own_due < self.below_due


def handles(content: ProcedureContent, unit_code: str, at: datetime) -> bool:
    """Tell whether a unit settles the procedure: it is the competent unit, or one of the communes or districts that are."""
    rule: Competent | None = content.competent
    return settled_by(unit_code, at)(None if rule is None else {"kind": rule.kind, "code": rule.code})


def settled_by(unit_code: str, at: datetime) -> Callable[[Mapping[str, str] | None], bool]:
    """Return what tells whether a unit settles by a rule of competence as contents keep it (kind, code)."""
    day = local(at).date()
    councils = organisation.units(day, kind=organisation.Kind.COUNCIL)
    is_district = any(one.code == unit_code for one in councils if one.level is organisation.Level.DISTRICT)
    is_commune = any(one.code == unit_code for one in organisation.units(day, kind=organisation.Kind.COMMUNE))

    def is_settled(rule: Mapping[str, str] | None) -> bool:
        if rule is not None and rule.get("code"):
            return rule["code"] == unit_code
        return is_district if rule is not None and rule["kind"] == "district_of_desk" else is_commune

    return is_settled


def checked_overlay(
    code: str, unit_code: str, value: Mapping[str, Any], *, at: datetime, holds_at: datetime | None = None
) -> Overlay:
    """Return what a unit would say, checked against what is published and the rule pack of its first day.

    Raises NotPublished, NotHandledHere, NotTheUnits, NothingOfItsOwn, UnusableAnswer or UnknownPlace.
    """
    content = published(code, at).content
    if not handles(content, unit_code, at):
        raise NotHandledHere(
            say(
                "Đơn vị {unit_code} không giải quyết thủ tục {code} nên không ghi phần riêng.",
                unit_code=unit_code,
                code=code,
            )
        )
    law = rule_pack_on(local(holds_at or at).date()).law_of
    overlay = read_overlay(value, law=law)
    require_allowed(content, overlay, law=law)
    return overlay


def overlay_effect(code: str, unit_code: str, overlay: Overlay, *, at: datetime) -> tuple[OfferEffect, ...]:
    """Return what an overlay would do to each promise of a reception now, before anything is kept."""
    below = published(code, at).content
    over = with_overlay(below, overlay)
    effects = []
    for case in over.cases:
        lower = below.case(case.number)
        for offer in case.offers:
            under = lower.offer(offer.channel) if lower else None
            below_limit = under.limit if under else None
            terms = {"counting": offer.counting, "received_at": at, "unit_code": unit_code}
            effects.append(
                OfferEffect(
                    case=case.name, channel=say(CHANNEL_NAMES[Channel(offer.channel)]),
                    below=below_limit, below_due=_due(below_limit, **terms),
                    own=offer.limit, own_due=_due(offer.limit, **terms),
                )
            )  # fmt: skip
    return tuple(effects)


def _due(limit: TimeLimit | None, **terms: Any) -> datetime | None:
    return None if limit is None else due_if_received(value=limit_to_json(limit), **terms)


def overlays_of(code: str, unit_code: str = "") -> tuple[OverlayInfo, ...]:
    """Return every word of a unit over a procedure, or of all units, the newest first."""
    found = UnitOverlay.objects.filter(procedure__code=code).select_related("undoes").order_by("unit_id", "-number")
    return tuple(_info(one) for one in (found.filter(unit_id=unit_code) if unit_code else found))


def _info(row: UnitOverlay) -> OverlayInfo:
    return OverlayInfo(
        overlay_id=row.pk, number=row.number, unit_code=str(row.unit_id), overlay=overlay_from_json(row.content),
        starts_at=row.period.lower, ends_at=row.period.upper, stated_by=row.stated_by, stated_at=row.stated_at,
        undoes=row.undoes.number if row.undoes else None, taken_back_at=row.taken_back_at,
    )  # fmt: skip


@dataclass(frozen=True)
class LayerCounts:
    """How much each layer says of a procedure: the national version, the province's answers, units that speak now."""

    national: int
    answers: int
    units: int


def layer_counts(codes: Iterable[str], at: datetime) -> dict[str, LayerCounts]:
    """Return how much each layer says of these procedures, in one statement."""
    speaking = Q(unit_overlays__period__contains=at, unit_overlays__taken_back_at__isnull=True)
    found = Procedure.objects.filter(code__in=list(codes)).annotate(
        said=Count("answers", filter=Q(answers__superseded_at__isnull=True), distinct=True),
        speaking=Count("unit_overlays__unit", filter=speaking, distinct=True),
    )
    rows = found.values_list("code", "national__number", "said", "speaking")
    return {code: LayerCounts(number or 0, said, units) for code, number, said, units in rows}


def lines_at_unit(version: PublishedInfo, unit_code: str) -> tuple[SettledField, ...]:
    """Return every field of a published procedure as it holds at a unit, each with the layer that says it."""
    over = for_unit(version, unit_code)
    base = content_fields(version.content)
    opened = {one.topic: one for one in content_fields(over.content) if one.topic == "channels"}
    lines = [opened.get(one.topic, one) for one in base]
    limits = _own_limit_lines(over.content)
    place = next((index for index, one in enumerate(lines) if one.topic == "fee"), len(lines))
    lines[place:place] = limits
    return (*lines, _process_line(over), *_said_lines(over.overlay))


def _own_limit_lines(content: ProcedureContent) -> list[SettledField]:
    """Return the unit's limits, one line for each that differs, with the ways to file it is for."""
    found: dict[tuple[str, str], list[str]] = {}
    for case in content.cases:
        for offer in case.offers:
            if offer.limit_source.layer is Layer.UNIT:
                where = ", ".join(part for part in (case.name, say(CHANNEL_NAMES[offer.channel]).lower()) if part)
                found.setdefault((limit_words(offer.limit), offer.limit_source.decision), []).append(where)
    every = sum(len(case.offers) for case in content.cases)
    return [
        SettledField("limits", say(OWN_NAMES["limits"]), _with_places(words, where, every), Layer.UNIT, decision)
        for (words, decision), where in found.items()
    ]


def _with_places(words: str, where: list[str], every: int) -> str:
    return words if len(where) == every else f"{words} ({'; '.join(where)})"


def _process_line(over: PublishedInfo) -> SettledField:
    process = workflow.version(over.process_version_id)
    is_own = over.overlay is not None and over.overlay.process_version_id is not None
    text = say(
        "{name} ({code}, bản {number})", name=process.process_name, code=process.process_code, number=process.number
    )
    return SettledField("process", say(TOPIC_NAMES["process"]), text, Layer.UNIT if is_own else Layer.PROVINCE, "")


def _said_lines(overlay: Overlay | None) -> tuple[SettledField, ...]:
    if overlay is None:
        return ()
    said = (("place", overlay.place), ("hours", overlay.hours), ("counter", overlay.counter), ("phone", overlay.phone))
    return tuple(
        SettledField(topic, say(OWN_NAMES[topic]), text, Layer.UNIT, overlay.basis)
        for topic, text in (*said, ("notes", overlay.notes))
        if text
    )
