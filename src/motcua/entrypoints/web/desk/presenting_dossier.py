"""One dossier in words: who holds it, when it is due and how that was counted, papers, steps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk import presenting, presenting_apologies, presenting_days, presenting_promises
from motcua.entrypoints.web.desk.presenting_amendments import amended
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import Counting, LimitUnit

UNIT_WORDS = {
    LimitUnit.CALENDAR_DAY: to_say(
        "tính cả ngày nghỉ, không tính ngày đầu; hết giờ của ngày cuối, là ngày nghỉ thì ngày làm việc kế tiếp"
    ),
    LimitUnit.MONTH: to_say(
        "đến ngày cùng số của tháng cuối, hết giờ làm việc; là ngày nghỉ thì ngày làm việc kế tiếp"
    ),
    LimitUnit.CLOCK_HOUR: to_say("tính cả ngoài giờ làm việc, từ lúc tiếp nhận"),
    LimitUnit.WORKING_HOUR: to_say("tính theo giờ làm việc"),
    LimitUnit.SAME_DAY: to_say("hết giờ làm việc trong ngày; nhận muộn hoặc ngày nghỉ thì ngày làm việc kế tiếp"),
}
COUNTING_WORDS = {
    Counting.FROM_HOUR: to_say("tính từ giờ tiếp nhận, theo giờ làm việc"),
    Counting.END_OF_NTH_DAY: to_say("không tính ngày tiếp nhận, hết giờ làm việc của ngày cuối"),
}
END_WORDS = {
    dossiers.State.RETURNED: to_say("Đã trả kết quả cho người nộp"),
    dossiers.State.WITHDRAWN: to_say("Người nộp đã rút hồ sơ"),
    dossiers.State.CLOSED: to_say("Đã đóng vì không bổ sung"),
    dossiers.State.STOPPED: to_say("Đã dừng theo yêu cầu của người nộp"),
    dossiers.State.VOID: to_say("Đã hủy do nhập nhầm, không tính vào đâu"),
}


def page(info: dossiers.DossierInfo, by: Actor, at: datetime) -> dict[str, Any]:
    """Return everything that the page shows besides its acts and its ledger."""
    return {
        "code": info.code,
        "outside_code": info.outside_code or "",
        "tags": _tags(info, at),
        "person": _person(info, by),
        "procedure": info.procedure_name,
        "procedure_code": info.procedure,
        "holders": holders(info, at),
        "due": due(info, at),
        "days": presenting_days.day_boxes(info, at),
        "days_summary": presenting_days.summary(info, at),
        "limit": info.limit,
        "basis": _basis(info),
        "promises": presenting_promises.promises(info, at),
        "pauses": _pauses(info, at),
        "opinions": [_opinion(one, info, at) for one in info.opinions],
        "apology": presenting_apologies.section(info, at),
        "supplements": [_supplement(one, at) for one in info.supplements],
        "components": [_component(one, info) for one in info.components],
        "papers": [_paper(one, at) for one in info.papers],
        "steps": steps(info, at),
        "amended": amended(info, by, at),
    }


def _tags(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    found = [presenting.state_tag(info.state)]
    if info.is_late or _is_overdue(info, at):
        found.append({"label": say("Trễ hạn"), "tone": "late"})
    elif info.state == dossiers.State.PROCESSING and at >= info.at_risk_from:
        found.append({"label": say("Nguy cơ trễ"), "tone": "risk"})
    if info.outcome == dossiers.Outcome.REFUSED:
        found.append({"label": say("Từ chối giải quyết"), "tone": ""})
    return found


def _is_overdue(info: dossiers.DossierInfo, at: datetime) -> bool:
    return info.state == dossiers.State.PROCESSING and at > info.promised_at


def _person(info: dossiers.DossierInfo, by: Actor) -> dict[str, str]:
    """The identifier is shown whole only at the desk that received the dossier."""
    person = info.person
    is_at_desk = by.unit_code == info.desk
    return {
        "name": person.name,
        "phone": wording.phone(person.phone) if person.phone else "",
        "identifier": (wording.identifier if is_at_desk else wording.identifier_masked)(person.identifier),
        "address": person.address,
    }


def holders(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, Any]]:
    """Return who holds the dossier now: each open step, the person asked for a supplement, or nobody any more."""
    if info.state in END_WORDS:
        ended = say("Lúc {ended_at}", ended_at=wording.moment(info.ended_at)) if info.ended_at else ""
        return [{"name": say("Không còn ai giữ"), "unit": say(END_WORDS[info.state]), "since": ended}]
    if info.state == dossiers.State.SUPPLEMENT:
        asked = info.supplements[-1]
        until = say("Phải bổ sung trước {answer_by}", answer_by=wording.moment(asked.answer_by))
        return [{"name": say("Người nộp hồ sơ"), "unit": say("Chờ bổ sung giấy tờ"), "since": until}]
    return [_holder(step, info, at) for step in info.open_steps]


def _holder(step: dossiers.StepInfo, info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    number = info.steps.index(step) + 1
    since = say("Từ {since}. ", since=wording.moment_in_table(step.since, at)) if step.since else ""
    untaken = ""
    if step.untaken:
        limit = (
            say(", phải nhận trước {take_by}", take_by=wording.moment_in_table(step.take_by, at))
            if step.take_by
            else ""
        )
        untaken = say("Chưa nhận bàn giao{limit}", limit=limit)
    nobody = say("Chưa ai nhận việc") if not step.untaken and info.state != dossiers.State.READY else ""
    return {
        "name": step.officer_name or step.unit_name,
        "unit": step.unit_name if step.officer_name else nobody,
        "since": say("{since}Bước {number}, {name}", since=since, number=number, name=step.name),
        "warning": untaken,
    }


def due(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    """Return the promised moment and what must be known beside it; a stopped clock is a sentence, never a zero."""
    lines: list[dict[str, str]] = []
    title = say("Hẹn trả")
    if info.state in {dossiers.State.SUPPLEMENT, dossiers.State.PAUSED}:
        stopped = info.segments[-1]
        waits = (
            say("chờ người nộp bổ sung")
            if info.state == dossiers.State.SUPPLEMENT
            else say("chờ {reason}", reason=stopped.reason)
        )
        lines.append(
            {
                "text": say("Đồng hồ đã dừng từ {since}, {waits}.", since=wording.moment(stopped.since), waits=waits),
                "tone": "wait",
            }
        )
        title = say("Hẹn trả trước khi dừng")
    elif info.state == dossiers.State.PROCESSING:
        tone = "late" if at > info.promised_at else ""
        lines.append(
            {"text": say("{at} làm việc", at=presenting.time_left(at, info.promised_at, info.table)), "tone": tone}
        )
        lines += _late_steps(info, at)
    elif info.state in {dossiers.State.STOPPED, dossiers.State.VOID}:
        title = say("Hẹn trả đã ghi, không còn áp dụng")
    elif info.ready_at:
        lines.append({"text": say("Có kết quả lúc {ready_at}", ready_at=wording.moment(info.ready_at)), "tone": ""})
    lines += presenting_apologies.due_lines(info)
    if info.end_reason:
        lines.append({"text": say("Lý do: {end_reason}", end_reason=info.end_reason), "tone": ""})
    return {"title": title, "moment": wording.moment(info.promised_at), "lines": lines}


def _late_steps(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    return [
        {
            "text": say(
                "Bước {number} đã quá {due_at}", number=number, due_at=presenting.span(step.due_at, at, info.table)
            ),
            "tone": "risk",
        }
        for number, step in enumerate(info.steps, start=1)
        if step.state == "open" and step.due_at and at > step.due_at
    ]


def _basis(info: dossiers.DossierInfo) -> list[tuple[str, str, str]]:
    """Return how the moment was counted, as facts."""
    pack = rule_pack_named(info.rule_pack)
    found = [
        (
            say("Tiếp nhận lúc"),
            wording.moment(info.received_at),
            f"{info.desk_name}, {say(procedures.CHANNEL_NAMES[procedures.Channel(info.channel)]).lower()}",
        ),
        (
            say("Đồng hồ chạy từ"),
            wording.moment(info.start),
            say("ngoài giờ làm việc thì dời đến đầu buổi làm việc kế tiếp"),
        ),
        (say("Thời hạn"), wording.time_limit(info.limit.amount, str(info.limit.unit)), _counting_words(info)),
        (
            say("Lịch làm việc"),
            say("Phiên bản {calendar_id}", calendar_id=info.calendar_id),
            say("của {competent_name}", competent_name=info.competent_name),
        ),
        *_any_desk(info),
        (say("Bộ quy tắc"), pack.title, pack.law),
    ]
    if info.internal_due_at:
        found.append((say("Về quầy trước"), wording.moment(info.internal_due_at), say("hạn nội bộ, sớm hơn giờ hẹn")))
    return found


def _any_desk(info: dossiers.DossierInfo) -> list[tuple[str, str, str]]:
    """Return what rule 15 says of a dossier received at any desk: the latest hand-over, the unit's own due moment."""
    if not info.any_desk_until:
        return []
    said = say("đơn vị giải quyết; nhận ở nơi khác nên giờ hẹn tính từ lúc bàn giao muộn nhất này")
    found = [(say("Phải nhận trước"), wording.moment(info.any_desk_until), said)]
    if info.unit_due_at and info.unit_received_at:
        early = say(
            "của đơn vị giải quyết vì nhận sớm, lúc {unit_received_at}; giờ hẹn với người nộp giữ nguyên",
            unit_received_at=wording.moment(info.unit_received_at),
        )
        found.append((say("Hạn riêng"), wording.moment(info.unit_due_at), early))
    return found


def _counting_words(info: dossiers.DossierInfo) -> str:
    return say(UNIT_WORDS.get(info.limit.unit) or COUNTING_WORDS[info.counting])


def _pauses(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    return [
        {
            "from": wording.stamp(one.since, at),
            "until": wording.stamp(one.until, at) if one.until else say("đang dừng"),
            "reason": one.reason or (say("chờ bổ sung") if one.kind == dossiers.ClockKind.SUPPLEMENT else ""),
        }
        for one in info.segments
        if one.kind != dossiers.ClockKind.RUNNING
    ]


def _supplement(one: Any, at: datetime) -> dict[str, Any]:
    if one.completed_at:
        state, tone = (
            say("Đã bổ sung đủ lúc {completed_at}", completed_at=wording.moment_in_table(one.completed_at, at)),
            "done",
        )
    elif one.closed_at:
        state, tone = say("Không bổ sung, hồ sơ đã đóng"), ""
    else:
        state, tone = say("Chờ đến {answer_by}", answer_by=wording.moment_in_table(one.answer_by, at)), "wait"
    return {
        "title": say("Lần {number}, {asked_at}", number=one.number, asked_at=wording.moment_in_table(one.asked_at, at)),
        "reason": one.reason,
        "items": one.items,
        "late": say("Yêu cầu chậm, lý do: {late_reason}", late_reason=one.late_reason) if one.asked_late else "",
        "ordered": bool(one.ordered_by),
        "state": state,
        "tone": tone,
    }


def _opinion(one: dossiers.OpinionInfo, info: dossiers.DossierInfo, at: datetime) -> dict[str, Any]:
    """Return an opinion asked of another unit; a late one is red, answered or not."""
    is_late = one.is_late(at)
    waits = one.state == dossiers.OpinionState.ASKED
    state = say(dossiers.OPINION_STATE_NAMES[dossiers.OpinionState(one.state)])
    until = wording.moment_in_table(one.ended_at or one.answer_by, at)
    return {
        "title": info.names.get(one.unit, one.unit),
        "asked": say(
            "{asking_unit} hỏi lúc {asked_at}",
            asking_unit=info.names.get(one.asking_unit, one.asking_unit),
            asked_at=wording.moment_in_table(one.asked_at, at),
        ),
        "question": one.question,
        "answer": one.answer,
        "reason": one.end_reason,
        "state": say("{state} đến {until}", state=state, until=until)
        if waits
        else say("{state} lúc {until}", state=state, until=until),
        "tone": "late" if is_late else ("wait" if waits else "done"),
        "late": say("Quá hạn trả lời, hạn là {answer_by}", answer_by=wording.moment(one.answer_by)) if is_late else "",
    }


def copies(originals: int, copied: int) -> str:
    """Return how many sheets of which kind: `1 bản chính, 2 bản sao`."""
    parts = [
        say(words, count=amount)
        for amount, words in ((originals, to_say("{count} bản chính")), (copied, to_say("{count} bản sao")))
        if amount
    ]
    return ", ".join(parts) or say("không ghi số bản")


def _component(one: Any, info: dossiers.DossierInfo) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "copies": say("tệp điện tử") if one.digest else copies(one.originals, one.copies),
        "has_file": bool(one.digest),
        "code": info.code,
    }


def _paper(one: Any, at: datetime) -> dict[str, Any]:
    return {
        "id": one.paper_id,
        "title": one.title.capitalize(),
        "number": one.number,
        "issued": wording.stamp(one.issued_at, at),
        "withdrawn": say("Đã thu hồi lúc {withdrawn_at}", withdrawn_at=wording.stamp(one.withdrawn_at, at))
        if one.withdrawn_at
        else "",
        "act": say("In lại") if one.prints else say("In"),
    }


def steps(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, Any]]:
    """Return the process as a list: done, here, still to come."""
    return [
        {
            "label": step.name,
            "state": "done" if step.state == "done" else ("here" if _is_here(step) else "next"),
            "lines": _step_lines(step, info.state, at),
            "warning": _step_warning(step, info, at),
        }
        for step in info.steps
    ]


def _is_here(step: dossiers.StepInfo) -> bool:
    """An open step, or one that waits for the supplement it asked for."""
    return step.state == "open" or (step.state == "waiting" and step.since is not None)


def _step_lines(step: dossiers.StepInfo, state: dossiers.State, at: datetime) -> Sequence[str]:
    if step.state == "done" and step.until:
        why = (say("Lý do: {reason}", reason=step.reason),) if step.reason else ()
        return (
            step.unit_name,
            say("{who}, xong {when}", who=step.officer_name, when=wording.stamp(step.until, at)),
            *why,
        )
    who = f"{step.officer_name}, {step.unit_name}" if step.officer_name else step.unit_name
    if step.state == "open" and step.due_at and state != dossiers.State.READY:
        return (who, say("Phải xong trước {due_at}", due_at=wording.moment_in_table(step.due_at, at)))
    if step.state != "open" and _is_here(step):
        return (who, say("Tạm treo, chờ bổ sung"))
    return (who,)


def _step_warning(step: dossiers.StepInfo, info: dossiers.DossierInfo, at: datetime) -> str:
    if step.taken_at and step.take_by and step.taken_at > step.take_by:
        return say("Nhận bàn giao trễ, lúc {taken_at}", taken_at=wording.moment_in_table(step.taken_at, at))
    if step.state != "open" or not step.due_at or at <= step.due_at or info.state != dossiers.State.PROCESSING:
        return ""
    return say("Đã quá {due_at}", due_at=presenting.span(step.due_at, at, info.table))
