"""Issue the control slip (form 05) and the notice of payment: both say what the system keeps, no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.domain.dossiers.models import ClockSegment, Dossier, Opinion, Step
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.operations.papers import common_words, issue_at_desk, layer_words
from motcua.domain.dossiers.queries import scope
from motcua.domain.dossiers.rules import slips
from motcua.domain.dossiers.rules.words import STATE_NAMES, State
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
from motcua.kernel.moments import moment
from motcua.kernel.money import format_vnd
from motcua.kernel.number_words import amount_in_words
from motcua.kernel.working_time import Lateness, local

WORKING = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)


@one_act
def issue_control_slip(code: str, *, by: Actor, at: datetime) -> int:
    """Issue the slip that says who had the dossier, from when to when (form 05); return its id.

    Every issue is a new paper with what is kept by then. Raises UnknownDossier, MissingRight for who only watches.
    """
    organisation.require_any_role(by, WORKING)
    at = local(at)
    held = take(code, by=by, at=at)
    steps = list(Step.objects.filter(dossier=held.dossier).select_related("hand_over").order_by("number"))
    logins = {login for step in steps for login in _logins(step)}
    people = organisation.full_names(logins)
    asked = set(Opinion.objects.filter(dossier=held.dossier).values_list("unit_id", flat=True))
    units = {str(step.unit_id) for step in steps} | {str(code) for code in asked}
    names = organisation.unit_names({*units, held.dossier.desk_id, held.dossier.competent_id}, at.date())
    partners = sorted(units - {held.dossier.desk_id, held.dossier.competent_id})
    data = {
        **common_words(held, by=by, at=at),
        "received_at": held.dossier.received_at.isoformat(),
        "promised_at": held.dossier.promised_at.isoformat(),
        "partners": "; ".join(names.get(code, code) for code in partners),
        "standing": _standing(held),
        "counted": moment(at),
        "rows": [_row(step, names, people, at) for step in steps],
    }
    data.pop("person")
    return issue_at_desk(held, "control", data, by=by, at=at)


def _logins(step: Step) -> Sequence[str]:
    given = getattr(step, "hand_over", None)
    return [
        login for login in (step.officer_id, step.done_by, given and given.handed_by, given and given.taken_by) if login
    ]


def _row(step: Step, names: Mapping[str, str], people: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """Return one line: who gave, who had it, when, how it stands. Where nobody took it yet, nobody is named."""
    given = getattr(step, "hand_over", None)
    unit = names.get(step.unit_id, step.unit_id)
    holder = step.done_by or step.officer_id or (given.taken_by if given else "")
    sender = (
        [people.get(given.handed_by, given.handed_by), names.get(given.sender_id, given.sender_id)] if given else []
    )
    return {
        "sender": sender or ["trong đơn vị"],
        "receiver": [*([people.get(holder, holder)] if holder else []), unit],
        "times": [
            ["giao", (given.handed_at if given else step.opened_at).isoformat()],
            ["nhận", given.taken_at.isoformat() if given and given.taken_at else ""],
            ["xong", step.done_at.isoformat() if step.done_at else ""],
            ["hạn", step.due_at.isoformat() if step.due_at else ""],
        ],
        "standing": [
            slips.standing(state=step.state, due_at=step.due_at, done_at=step.done_at, at=at),
            *_taken_late(given, at),
        ],
        "note": [step.name, *([f"Lý do: {step.reason}"] if step.reason else [])],
        "sign": "",
    }


def _taken_late(given: Any, at: datetime) -> list[str]:
    """Say that a hand-over was taken, or is not taken, later than it should be (rule 15)."""
    if given is None or (given.taken_at or at) <= given.take_by:
        return []
    return ["Nhận bàn giao trễ"] if given.taken_at else ["Chưa nhận bàn giao, đã quá giờ"]


def _standing(held: Held) -> str:
    dossier = held.dossier
    state = STATE_NAMES[State(dossier.state)]
    if dossier.ready_at is None or dossier.lateness is None:
        return state
    return f"{state}; có kết quả lúc {moment(dossier.ready_at)}, {slips.STANDINGS[Lateness(dossier.lateness)].lower()}"


@one_act
def issue_payment_notice(code: str, *, by: Actor, at: datetime, amount: int | None = None, copies: int = 1) -> int:
    """Issue the notice that asks to pay the fee of the dossier's procedure version; return its id.

    `amount`: which of several published amounts, from 1; `copies`: how many are asked for. Money that came is not kept
    here, so the notice says nothing about it. Raises NothingToPay, UnknownDossier, MissingRight.
    """
    at = local(at)
    held = take(code, by=by, at=at)
    dossier = held.dossier
    organisation.require_role(by, organisation.Role.RECEPTION, dossier.desk_id)
    slips.require_open(dossier.ended_at)
    case, fee = _fee_of(dossier)
    chosen = _chosen(fee, amount)
    total = slips.total_of(chosen, copies)
    data = {
        **common_words(held, by=by, at=at),
        "case": case,
        "rows": [_payment_row(chosen, copies, total.vnd)],
        "total": str(total),
        "total_words": amount_in_words(total.vnd),
        "basis": f"Mức thu công bố của thủ tục {dossier.procedure_code}, {layer_words(fee.source) if fee else ''}",
        "source_text": fee.text if fee else "",
        "waiting": _waiting(held),
    }
    return issue_at_desk(held, "payment", data, by=by, at=at)


def _payment_row(amount: procedures.FeeAmount, copies: int, total: int) -> dict[str, str]:
    return {
        "what": amount.condition or "Phí, lệ phí",
        "rate": format_vnd(total // copies) + (f"/{amount.per}" if amount.per else ""),
        "quantity": str(copies),
        "amount": format_vnd(total),
    }


def _waiting(held: Held) -> str:
    """Say that the clock stands, since when and why; nothing where it runs."""
    if held.dossier.state != State.PAUSED:
        return ""
    open_one = ClockSegment.objects.filter(dossier=held.dossier, until=None).first()
    if open_one is None:
        return ""
    return f"tạm dừng từ {moment(open_one.since)}" + (f", {open_one.reason}" if open_one.reason else "")


def fee_amounts(code: str, *, by: Actor, at: datetime) -> tuple[procedures.FeeAmount, ...]:
    """Return the amounts a notice of payment may ask for. Raises NothingToPay where none can be, UnknownDossier."""
    row = scope.visible_to(by, local(at)).filter(scope.named(code)).first()
    if row is None:
        raise scope.unknown(code)
    slips.require_open(row.ended_at)
    _case, fee = _fee_of(row)
    _chosen(fee, 1)
    return fee.amounts if fee else ()


def _fee_of(dossier: Dossier) -> tuple[str, procedures.FeeInfo | None]:
    """Return the name of the dossier's case and its fee, by its procedure version and the way it was filed."""
    case = procedures.published_version(dossier.version_id).content.case(dossier.case_number)
    offer = case.offer(dossier.channel) if case else None
    return (case.name if case else ""), (offer.fee if offer else None)


def _chosen(fee: procedures.FeeInfo | None, number: int | None) -> procedures.FeeAmount:
    is_sure = fee is not None and fee.kind == procedures.FeeKind.AMOUNT
    is_free = fee is not None and fee.kind == procedures.FeeKind.FREE
    return slips.amount_asked(fee.amounts if fee and is_sure else (), number, is_free=is_free)
