"""One dossier for whoever holds its receipt: when it is due, what is to be done, who holds it, papers, messages, days.

Down to the department and the position of who works on it; names of officers stand on no page for people (docs/law/following.md).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.domain.dossiers import api as dossiers
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import message_words, wording
from motcua.entrypoints.web.citizen.presenting_places import place_of
from motcua.entrypoints.web.citizen.presenting_procedure import name_for_people
from motcua.entrypoints.web.counted_days import Counted, counted_lines
from motcua.kernel.language import say, to_say

State = dossiers.State
STAGES = {
    "received": to_say("Đã tiếp nhận"),
    "looked": to_say("Xem xét hồ sơ"),
    "supplement": to_say("Bổ sung giấy tờ"),
    "decided": to_say("Ký kết quả"),
    "ready": to_say("Có kết quả tại nơi nhận"),
    "returned": to_say("Nhận kết quả"),
    "ended": to_say("Hồ sơ đã kết thúc"),
}
RESULT_BY = {
    "desk": to_say("Nhận tại nơi nộp hồ sơ, mang theo giấy tiếp nhận."),
    "post": to_say("Nhận qua dịch vụ bưu chính, theo địa chỉ đã khai."),
    "electronic": to_say("Nhận bản điện tử."),
}


def page(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    """Return everything the page shows; nothing is looked up while it is drawn."""
    return {
        "code": info.code,
        "person": info.person.name,
        "procedure": name_for_people(info.procedure_name),
        "state": say(dossiers.STATE_NAMES[info.state]),
        "late": _late(info, at),
        "due": _due(info, at),
        "to_do": _to_do(info),
        "asked": _asked(info),
        "holders": list(_holders(info, at)),
        "steps": _steps(info),
        "components": [{"name": one.name, "copies": _copies(one.originals, one.copies)} for one in info.components],
        "papers": _papers(info, at),
        "told": _told(info, at),
        "ways": _ways(info),
        "days": counted_lines(Counted(info.days, info.table, info.start, info.promised_at)),
        "limit": wording.time_limit(info.limit.amount, info.limit.unit),
        "place": _place(info, at),
        "result_by": "" if info.ended_at is not None else say(RESULT_BY[info.result_by]),
        "withdrawal": _withdrawal(info, at),
        **_rating(info, at),
    }


def _rating(info: dossiers.DossierInfo, at: datetime) -> dict[str, bool]:
    """Return whether the settlement may be rated, or was; neither before there is a result."""
    if info.ready_at is None:
        return {"may_rate": False, "is_rated": False}
    may_rate = surveys.asked_about(info.code, at).may_be_asked
    return {"may_rate": may_rate, "is_rated": not may_rate}


def _late(info: dossiers.DossierInfo, at: datetime) -> dict[str, str]:
    """Return the apology, where one is owed or given: it stands above everything, also once the result is there."""
    is_past = info.state == State.PROCESSING and at > info.promised_at
    if not (is_past or info.is_late) or info.state == State.VOID:
        return {}
    letter = info.apology if info.apology and info.apology.is_signed else None
    lines = [say("Hẹn ban đầu: {moment}.", moment=wording.moment(info.promised_at))]
    if letter is None:
        lines.append(say("Phiếu xin lỗi nêu lý do và ngày hẹn mới được gửi đến ông, bà."))
    elif letter.new_moment:
        lines.append(say("Hẹn lại: {moment}.", moment=wording.moment(letter.new_moment)))
    if letter is not None:
        lines.append(say("Lý do: {reason}", reason=letter.reason))
    return {"title": say("Hồ sơ chậm so với ngày hẹn, chúng tôi xin lỗi."), "text": " ".join(lines)}


def _due(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    """Return the moment that is promised, what is left of it, and every earlier one."""
    if info.state not in {State.PROCESSING, State.READY}:
        return {}
    left = dossiers.following.minutes_left(at, info.promised_at, info.table)
    is_running = info.state == State.PROCESSING and left is not None
    spoken = wording.duration_for_citizen(left or 0, info.table.reference_day_minutes)
    earlier = [
        say("trước đó {moment}, {because}", moment=wording.moment(one.at), because=say(because))
        for one, because in zip(info.promises, _reasons(info), strict=False)
    ]
    return {
        "moment": wording.with_capital(wording.moment(info.promised_at)),
        "left": say("Còn {time}", time=spoken) if is_running else "",
        "earlier": earlier,
    }


def _reasons(info: dossiers.DossierInfo) -> list[str]:
    """Return why each promise but the last was given up: what made the next one."""
    return [dossiers.BECAUSE_NAMES[dossiers.Because(one.because)] for one in info.promises[1:]]


def _to_do(info: dossiers.DossierInfo) -> dict[str, str]:
    """Return whether the person must do anything, until when."""
    if info.state == State.SUPPLEMENT:
        until = wording.moment(info.supplements[-1].answer_by)
        return {
            "title": say("Cần bổ sung giấy tờ đến {until}.", until=until),
            "text": say("Giờ hẹn tính lại khi bổ sung đủ."),
            "tone": "risk",
        }
    if info.state == State.PAUSED:
        reason = next((one.reason for one in reversed(info.segments) if one.kind == dossiers.ClockKind.PAUSED), "")
        text = reason or say("Ngày hẹn sẽ dời theo thời gian dừng.")
        return {"title": say("Thời hạn đang tạm dừng."), "text": text, "tone": "risk"}
    if info.state == State.READY:
        return {"title": say("Đã có kết quả."), "text": say(RESULT_BY[info.result_by]), "tone": "done"}
    if info.ended_at is not None:
        return {"title": say("Hồ sơ đã kết thúc."), "text": info.end_reason, "tone": ""}
    return {"title": say("Chưa phải làm gì."), "text": _will_be_told(info), "tone": "done"}


def _will_be_told(info: dossiers.DossierInfo) -> str:
    reached = [_address(info, one) for one in notifications.ways_of(notifications.choice_of(f"dossier:{info.code}"))]
    if known := [message_words.address_hidden(one) for one in reached if one]:
        return say("Có kết quả, chúng tôi gửi tin đến {to}.", to=", ".join(dict.fromkeys(known)))
    return say("Khi có kết quả, đến nơi nộp hồ sơ để nhận, mang theo giấy tiếp nhận.")


def _asked(info: dossiers.DossierInfo) -> dict[str, Any]:
    if info.state != State.SUPPLEMENT:
        return {}
    request = info.supplements[-1]
    return {"reason": request.reason, "items": [one for one in request.items if one != request.reason]}


def _holders(info: dossiers.DossierInfo, at: datetime) -> Iterator[dict[str, str]]:
    """Yield each unit that holds the dossier, with the position of who works on it, and since when."""
    for step in info.open_steps:
        role = say(organisation.ROLE_NAMES[organisation.Role(step.role)]) if step.role in set(organisation.Role) else ""
        yield {
            "unit": step.unit_name,
            "position": wording.with_capital(_position(step, at) or role),
            "since": say("từ {moment}", moment=wording.moment(step.taken_at or step.since)) if step.since else "",
        }


def _position(step: dossiers.StepInfo, at: datetime) -> str:
    if not step.officer:
        return ""
    held = organisation.officer_by_login(step.officer, at.date()).rights
    return next((one.position for one in held if one.unit_code == step.unit), "")


def _steps(info: dossiers.DossierInfo) -> list[dict[str, Any]]:
    lines = {say(STAGES["received"]): [info.desk_name], say(STAGES["looked"]): [info.competent_name]}
    stages = dossiers.following.stages_of(info, {name: say(words) for name, words in STAGES.items()})
    return [
        {
            "label": one.name,
            "state": "done" if one.is_done else "here" if one.is_now else "next",
            "lines": [
                *([wording.moment(one.at)] if one.at and one.is_done else []),
                *lines.get(one.name, []),
            ],
        }
        for one in stages
    ]


def _copies(originals: int, copies: int) -> str:
    said = [
        say("{number} bản chính", number=originals) if originals else "",
        say("{number} bản sao", number=copies) if copies else "",
    ]
    return ", ".join(part for part in said if part)


def _papers(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": one.paper_id,
            "title": wording.with_capital(one.title.lower()),
            "number": one.number,
            "at": wording.stamp(one.issued_at, at),
        }
        for one in dossiers.following.papers_for_person(info)
    ]


def _told(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    """Return the messages that were sent or could not be, the newest first."""
    return [
        {
            "title": one.title,
            "at": wording.stamp(one.sent_at or one.queued_at, at),
            "state": say(notifications.STATE_NAMES[one.state]),
            "tone": message_words.TONES[one.state],
            "to": message_words.by_way(one),
        }
        for one in reversed(notifications.deliveries_of(f"dossier:{info.code}"))
    ]


def _address(info: dossiers.DossierInfo, way: notifications.Channel) -> str:
    return info.person.phone if way in notifications.BY_PHONE else info.person.email


def _ways(info: dossiers.DossierInfo) -> list[dict[str, Any]]:
    """Return by which ways the person can be told here, which of them are chosen; none is offered without an address."""
    kept = notifications.ways_of(notifications.choice_of(f"dossier:{info.code}"))
    bound = {*settings.TEXT_SENDERS(), notifications.Channel.EMAIL}
    return [
        {
            "value": one.value,
            "name": say(notifications.CHANNEL_NAMES[one]),
            "to": message_words.address_hidden(address),
            "is_chosen": one in kept,
        }
        for one in notifications.CHOOSABLE
        if one in bound and (address := _address(info, one))
    ]


def _place(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    desk = next((one for one in organisation.units(at.date()) if one.code == info.desk), None)
    return place_of(desk, at) if desk else {}


def _withdrawal(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    """Return whether it may be asked back, or that it was asked and waits."""
    waiting = info.asked_back
    return {
        "may_ask": info.may_be_asked_back and waiting is None,
        "asked": wording.stamp(waiting.asked_at, at) if waiting else "",
        "reason": waiting.reason if waiting else "",
    }
