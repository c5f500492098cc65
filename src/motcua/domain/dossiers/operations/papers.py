"""The papers of a dossier: what each says is kept as it was said, so that a reprint shows the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import Apology, Supplement
from motcua.domain.dossiers.operations.locking import Held
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import speaking_vietnamese
from motcua.kernel.moments import moment

RESULT_BY_NAMES = {"desk": "Tại nơi nộp hồ sơ", "post": "Qua dịch vụ bưu chính", "electronic": "Bản điện tử"}


def tracking_address(code: str) -> str:
    """Return the public address under which a dossier is followed; the receipt's QR code holds it."""
    return f"{settings.ENVIRONMENT.public_address}/theo-doi/{code}"


@dataclass(frozen=True)
class AtReception:
    """What the reception knows already, so that its receipt asks for nothing again.

    `published` is the version as it holds at the competent unit; `running` is the receipt's number in its book; `received` the papers that came, kept with the receipt.
    """

    person: parties.PersonInfo
    published: procedures.PublishedInfo
    received: tuple[documents.Component, ...]
    running: int


def issue_receipt(
    held: Held, *, by: Actor, at: datetime, first: AtReception | None = None, corrected: str = "", reissued: str = ""
) -> int:
    """Issue the receipt with its appointment (form 01); return its id.

    `first`: the one of the reception itself. `corrected` says what it corrects, `reissued` in whose place it stands.
    """
    dossier = held.dossier
    published = first.published if first else procedures.version_as_received(dossier.version_id, dossier.overlay_id)
    case = published.content.case(dossier.case_number)
    offer = case.offer(dossier.channel) if case else None
    with speaking_vietnamese():
        limit, fee = procedures.limit_words(held.limit), procedures.fee_words(offer.fee) if offer else ""
    data = {
        **common_words(held, by=by, at=at, person=first.person if first else None),
        "components": _components(first.received if first else documents.components_of(f"dossier:{dossier.code}")),
        "limit": limit,
        "received_at": dossier.received_at.isoformat(),
        "clock_start": dossier.clock_start.isoformat(),
        "due_at": dossier.promised_at.isoformat(),
        "result_by": RESULT_BY_NAMES[dossier.result_by],
        "case": case.name if case else "",
        "corrected": corrected,
        **({"reissued": reissued} if reissued else {}),
        "fee": fee,
        "fee_layer": layer_words(offer.fee.source) if offer else "",
        "limit_layer": layer_words(offer.limit_source) if offer else "",
        **_own_words(published.overlay, offer),
    }
    return issue_at_desk(
        held, "receipt", data, by=by, at=at, running=first.running if first else None,
        received=first.received if first else (),
    )  # fmt: skip


def _own_words(overlay: procedures.Overlay | None, offer: procedures.Offer | None) -> dict[str, str]:
    """Return what the unit says of its own: the shorter limit, its reception, its notes; nothing where it says nothing."""
    if overlay is None:
        return {}
    is_own = offer is not None and offer.limit_source.layer == procedures.Layer.UNIT
    said = (overlay.place, overlay.counter, overlay.hours, overlay.phone and f"điện thoại {overlay.phone}")
    words = {
        "limit_own": "đơn vị giải quyết tự rút ngắn" if is_own else "",
        "own_reception": ", ".join(part for part in said if part),
        "own_notes": overlay.notes,
    }
    return {name: text for name, text in words.items() if text}


def layer_words(source: procedures.Source) -> str:
    """Say who set a value: the nation, the province by its decision, or the unit that settles."""
    if source.layer == procedures.Layer.UNIT:
        return f"đơn vị giải quyết rút ngắn{f' ({source.decision})' if source.decision else ''}"
    if source.layer == procedures.Layer.PROVINCE:
        return f"tỉnh quy định{f' ({source.decision})' if source.decision else ''}"
    return "quy định chung của quốc gia"


def issue_supplement(held: Held, request: Supplement, *, by: Actor, at: datetime) -> int:
    """Issue the request for supplement (form 02); return its id."""
    data = {
        **common_words(held, by=by, at=at),
        "items": list(request.items),
        "reason": request.reason,
        "answer_by": request.answer_by.isoformat(),
        "contact": by.right,
        "ordered": bool(request.ordered_by),
    }
    return issue_at_desk(held, "supplement", data, by=by, at=at)


def issue_refusal(held: Held, *, by: Actor, at: datetime) -> int:
    """Issue the refusal slip (form 03); return its id."""
    data = {**common_words(held, by=by, at=at), "reason": held.dossier.end_reason}
    return issue_at_desk(held, "refusal", data, by=by, at=at)


def issue_stop_notice(held: Held, *, by: Actor, at: datetime) -> int:
    """Issue the notice that settling was stopped on the person's request; return its id."""
    dossier = held.dossier
    data = {
        **common_words(held, by=by, at=at),
        "received_at": dossier.received_at.isoformat(),
        "stopped_at": at.isoformat(),
        "reason": dossier.end_reason,
    }
    return issue_at_desk(held, "stop", data, by=by, at=at)


def issue_apology(held: Held, row: Apology, signature: organisation.Signature, *, by: Actor, at: datetime) -> int:
    """Issue the signed apology (form 04) under the next number of the competent unit's book; return its id."""
    dossier = held.dossier
    data = {
        **common_words(held, by=by, at=at),
        "agency": agency_lines(str(dossier.competent_id), at),
        "received_at": dossier.received_at.isoformat(),
        "promised_at": row.promised_at.isoformat(),
        "new_moment": row.new_moment.isoformat() if row.new_moment else "",
        "reason": row.reason,
        "outlook": outlook(held, row),
        "signature": signature.lines.split("\n"),
        "signer": signature.full_name,
    }
    return documents.issue_paper(
        subject=f"dossier:{dossier.code}",
        form="apology",
        unit_code=str(dossier.competent_id),
        pack=held.pack,
        data=data,
        by=by,
        at=at,
    )


def outlook(held: Held, row: Apology) -> str:
    """Return what the person may expect after the letter: the new appointment, the result that is there, or none."""
    dossier = held.dossier
    if row.new_moment:
        return f"Thời điểm hẹn lại trả kết quả: {moment(row.new_moment)}."
    if dossier.returned_at:
        return "Kết quả đã được trả."
    if dossier.ready_at:
        return "Kết quả đã có tại nơi tiếp nhận; mời ông (bà), tổ chức đến nhận."
    return "Hồ sơ đã kết thúc, không có kết quả để trả."


def agency_lines(unit: str, at: datetime) -> list[str]:
    """Return the unit above and the unit itself, as the head of its own letters names them."""
    line = organisation.line_of(unit, at.date())[:2]
    names = organisation.unit_names(line, at.date())
    return [names.get(line[1], "") if len(line) > 1 else "", names.get(unit, unit)]


def issue_at_desk(
    held: Held,
    form: str,
    data: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    running: int | None = None,
    received: Sequence[documents.Component] = (),
) -> int:
    """Issue a paper of a dossier under the next number of its desk's book; return its id."""
    return documents.issue_paper(
        subject=f"dossier:{held.dossier.code}",
        form=form,
        unit_code=held.dossier.desk_id,
        pack=held.pack,
        data=data,
        by=by,
        at=at,
        running=running,
        received=received,
    )


def issue_slip(
    form: str,
    *,
    subject: str,
    desk: str,
    person: Mapping[str, str],
    procedure: tuple[str, str],
    channel: str,
    reason: str,
    items: Sequence[str],
    by: Actor,
    at: datetime,
    outside_code: str = "",
    note: str = "",
) -> int:
    """Issue a slip (form 02 or 03) for what did not become a dossier; return its id.

    `procedure`: code and name. `note`: the number under which the non-reception was noted.
    """
    data = {
        **desk_words(desk, by=by, at=at),
        "code": "",
        "outside_code": outside_code,
        "note": note,
        "person": dict(person),
        "procedure": procedure[1],
        "procedure_code": procedure[0],
        "channel": procedures.CHANNEL_NAMES[procedures.Channel(channel)],
        "items": list(items),
        "reason": reason,
        "answer_by": "",
        "contact": by.right,
        "tracking": "",
    }
    return documents.issue_paper(
        subject=subject, form=form, unit_code=desk, pack=rule_pack_on(at.date()), data=data, by=by, at=at
    )


def desk_words(desk: str, *, by: Actor, at: datetime) -> dict[str, str]:
    """Return the words at the head and foot of every slip: desk, unit above it, officer, moment."""
    day = at.date()
    above = organisation.line_of(desk, day)[1:2]
    names = organisation.unit_names([desk, *above], day)
    return {
        "desk": names.get(desk, desk),
        "above_desk": names.get(above[0], "") if above else "",
        "competent": names.get(desk, desk),
        "officer": organisation.full_names([by.login]).get(by.login, by.login),
        "officer_right": by.right,
        "issued_at": at.isoformat(),
    }


def common_words(held: Held, *, by: Actor, at: datetime, person: parties.PersonInfo | None = None) -> dict[str, Any]:
    """Return what every paper of a dossier says: desk, officer, dossier, person, procedure."""
    dossier = held.dossier
    person = person or parties.person(dossier.applicant_id)
    names = organisation.unit_names([dossier.competent_id], at.date())
    return {
        **desk_words(dossier.desk_id, by=by, at=at),
        "code": dossier.code,
        "outside_code": dossier.outside_code or "",
        "competent": names.get(dossier.competent_id, dossier.competent_id),
        "person": person.as_declared(),
        "procedure": dossier.procedure_name,
        "procedure_code": dossier.procedure_code,
        "channel": procedures.CHANNEL_NAMES[procedures.Channel(dossier.channel)],
        "tracking": tracking_address(dossier.code),
    }


def _components(parts: Sequence[documents.Component | documents.ComponentInfo]) -> list[dict[str, Any]]:
    return [{"name": part.name, "originals": part.originals, "copies": part.copies} for part in parts]
