"""Answer to a score as its officer; reply as a leader; find on a complaint; state what hangs at a counter. Nothing is deleted."""

from datetime import date, datetime

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import queries
from motcua.domain.surveys.events import Act
from motcua.domain.surveys.models import ComplaintFinding, PostedBoard, Rating, ScoreAnswer, ScoreReply
from motcua.domain.surveys.operations.basis import FaultyText, text_of
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

LONGEST_WORDS = 2_000


class NothingToAnswer(Refusal):
    """An index of which the officer has no points, or has answered already."""


class OwnCause(Refusal):
    """Whoever worked on a dossier neither replies to the own answer nor finds on a complaint about it."""


@transaction.atomic
def answer_score(code: str, index: int, words: str, *, by: Actor, at: datetime) -> int:
    """Answer to one index of the own score of a settled dossier, in own words; return the answer's number.

    Raises NotWatched where the officer did not work on it, NothingToAnswer, FaultyText.
    """
    found = queries.own_dossier(code, reader=by, at=at)
    point = found.points.get(index)
    if point is None or (point.points is None and point.no_data != queries.NoData.NOT_FOUND_YET):
        raise NothingToAnswer(say("Chỉ số này của hồ sơ không có điểm của bạn nên không có gì để giải trình."))
    if any(one.index == index and not one.replies for one in found.answers):
        raise NothingToAnswer(say("Giải trình trước về chỉ số này đang chờ trả lời. Không có gì thay đổi."))
    text = text_of(words, LONGEST_WORDS, say("nội dung giải trình"))
    row = ScoreAnswer.objects.create(
        dossier_id=found.code,
        settlement=found.settlement,
        index=index,
        officer=by.login,
        unit_id=found.parts[0].unit,
        words=text,
        at=at,
    )
    body = {"settlement": found.settlement, "index": index, "answer": row.pk, "words": salted(text)}
    ledger.write(subject=f"score:{found.code}", act=Act.SCORE_ANSWERED, by=by, at=at, body=body)
    return int(row.pk)


@transaction.atomic
def reply_to_answer(answer: int, words: str, *, accepts: bool, by: Actor, at: datetime) -> None:
    """Reply to an officer's answer as a leader or supervisor of the unit; accepted, the index is left out of that score.

    Raises NotWatched, MissingRight, OwnCause, FaultyText.
    """
    queries.require_watching(by)
    row = ScoreAnswer.objects.select_for_update().filter(pk=answer).first()
    if row is None or row.unit_id not in organisation.scope_units(by, local(at).date()):
        raise queries.NotWatched(say("Không có giải trình này trong phạm vi bạn được xem."))
    if row.officer == by.login:
        raise OwnCause(say("Bạn không trả lời giải trình của chính mình; lãnh đạo khác hoặc người giám sát trả lời."))
    text = text_of(words, LONGEST_WORDS, say("nội dung trả lời"))
    ScoreReply.objects.create(answer=row, accepts=accepts, words=text, at=at, by=by.login)
    act = Act.SCORE_ANSWER_ACCEPTED if accepts else Act.SCORE_ANSWER_REPLIED
    body = {"settlement": row.settlement, "index": row.index, "answer": row.pk, "words": salted(text)}
    ledger.write(subject=f"score:{row.dossier_id}", act=act, by=by, at=at, body=body)


@transaction.atomic
def find_on_complaint(code: str, words: str, *, justified: bool, by: Actor, at: datetime) -> None:
    """Say whether a complaint on attitude of the present settlement's slip is right; the last finding holds.

    Raises NotWatched, MissingRight, OwnCause, NothingToAnswer where the slip has no complaint, FaultyText.
    """
    found = queries.dossier_score(code, reader=by, at=at)
    if not found.complaint:
        raise NothingToAnswer(say("Phiếu của hồ sơ này không có phản ánh về thái độ. Không có gì thay đổi."))
    if queries.worked_on(found.code, by.login, at):
        raise OwnCause(say("Bạn đã làm hồ sơ này nên không kết luận; lãnh đạo khác hoặc người giám sát kết luận."))
    text = text_of(words, LONGEST_WORDS, say("lý do kết luận"))
    rating = Rating.objects.select_for_update().get(dossier_id=found.code, settlement=found.settlement)
    ComplaintFinding.objects.create(rating=rating, justified=justified, words=text, at=at, by=by.login)
    act = Act.COMPLAINT_JUSTIFIED if justified else Act.COMPLAINT_UNFOUNDED
    body = {"settlement": found.settlement, "words": salted(text)}
    ledger.write(subject=f"score:{found.code}", act=act, by=by, at=at, body=body)


@transaction.atomic
def state_posted(unit: str, since: date, *, by: Actor, at: datetime) -> int:
    """State, as who leads or works at reception of a desk, that what is published now hangs at its counter since a day.

    Raises MissingRight, FaultyText for a day to come.
    """
    _require_desk(unit, by, at)
    if since > local(at).date():
        raise FaultyText(say("Ngày niêm yết không sau hôm nay. Không có gì thay đổi."))
    row = PostedBoard.objects.create(unit_id=unit, since=since, stated_at=at, stated_by=by.login)
    body = {"board": row.pk, "since": since.isoformat()}
    ledger.write(subject=f"unit:{unit}", act=Act.BOARD_POSTED, by=by, at=at, body=body)
    return int(row.pk)


@transaction.atomic
def end_posted(board: int, ended_on: date, *, by: Actor, at: datetime) -> None:
    """State that a board hangs no more from a day on. Raises NotWatched, MissingRight, FaultyText."""
    row = PostedBoard.objects.select_for_update().filter(pk=board, ended_on=None).first()
    if row is None:
        raise queries.NotWatched(say("Không có niêm yết này đang còn. Không có gì thay đổi."))
    _require_desk(row.unit_id, by, at)
    if not row.since <= ended_on <= local(at).date():
        raise FaultyText(say("Ngày thôi niêm yết không trước ngày niêm yết, không sau hôm nay. Không có gì thay đổi."))
    row.ended_on, row.ended_at, row.ended_by = ended_on, at, by.login
    row.save(update_fields=["ended_on", "ended_at", "ended_by"])
    body = {"board": row.pk, "ended_on": ended_on.isoformat()}
    ledger.write(subject=f"unit:{row.unit_id}", act=Act.BOARD_TAKEN_DOWN, by=by, at=at, body=body)


def _require_desk(unit: str, by: Actor, at: datetime) -> None:
    """Raise MissingRight or NotWatched unless the actor leads the desk or works at its reception."""
    if not organisation.has_role(by, organisation.Role.RECEPTION, unit):
        queries.watched(by, at, unit)
    day = local(at).date()
    if unit not in {desk.code for desk in organisation.one_stop_desks(day)}:
        raise queries.NotWatched(say("Chỉ nơi tiếp nhận hồ sơ mới niêm yết; {unit} không phải.", unit=unit[:60]))
