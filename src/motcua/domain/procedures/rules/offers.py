"""Time limit and fee of each case on each channel, from the rows of the record and the province's answers over them.

A limit belongs to (procedure, case, channel). Rows that contradict each other give none: an officer says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.channel_rows import ChannelRow
from motcua.domain.procedures.rules.content import (
    Channel,
    FeeAmount,
    FeeInfo,
    Layer,
    Offer,
    Source,
    limit_from_json,
)
from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.domain.procedures.rules.fees import joined_fees
from motcua.domain.procedures.rules.national_record import NationalRecord
from motcua.domain.procedures.rules.readers import read_limit
from motcua.domain.procedures.rules.row_cases import OTHERS
from motcua.domain.procedures.rules.scopes import Place, UnknownPlace, field_for, places_of, topic_of
from motcua.domain.procedures.rules.wording import CHANNEL_NAMES
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import Counting, TimeLimit


@dataclass(frozen=True)
class Found:
    """What is doubtful at one place: topic, kind, the source's words, the reason and the part to mark."""

    topic: str
    kind: str
    text: str
    reason: str
    place: Place

    @property
    def question(self) -> tuple[str, str, str, str]:
        """Return what makes two of them one question: rows that repeat are told apart by their limits alone."""
        text = (
            "\n".join(line.partition(" (")[0] for line in self.text.split("\n"))
            if self.kind == "rows_repeat"
            else self.text
        )
        return self.topic, self.kind, text, self.reason


def offers_of(
    record: NationalRecord, case_names: Sequence[str], answers: Mapping[str, Answer], counting: Counting
) -> tuple[dict[Place, Offer], tuple[Doubt, ...]]:
    """Return the offer at every place and the doubts that no answer covers, equal ones put together."""
    places = places_in(record, case_names, answers)
    counting = Counting(answers["counting"].value) if "counting" in answers else counting
    offers, found = {}, []
    for place in places:
        rows, own = _rows_at(record, case_names, place)
        limit, limit_doubt = _limit_at(record, case_names, place, rows)
        fee, fee_doubt = joined_fees(rows) if own else joined_fees(_if_agreed(rows))
        offers[place] = Offer(
            channel=Channel(place[1]), limit=limit, statutory=limit, committed=None, counting=counting, fee=fee,
            limit_text="\n".join(dict.fromkeys(row.time_limit_text for row in rows)), note=_note(rows),
        )  # fmt: skip
        found += [Found("time_limit", *limit_doubt, place)] if limit_doubt else []
        found += [Found("fee", *fee_doubt, place)] if fee_doubt else []
    offers, answered = _answered(offers, answers)
    open_doubts = [one for one in found if (one.topic, one.place) not in answered]
    return offers, (*_grouped(open_doubts, places), *_without_places(places, answers))


def places_in(record: NationalRecord, case_names: Sequence[str], answers: Mapping[str, Answer]) -> tuple[Place, ...]:
    """Return every (case, channel): the channels are the record's, or those the province says."""
    given = answers["channels"].value if "channels" in answers else [row.channel for row in record.channels]
    channels = [channel.value for channel in Channel if channel.value in given]
    return tuple((number, channel) for number in range(1, max(len(case_names), 1) + 1) for channel in channels)


def text_at(record: NationalRecord, case_names: Sequence[str], topic: str, places: Sequence[Place]) -> str:
    """Return the words of the national record about a limit or a fee at these places, one line a channel."""
    lines: dict[str, None] = {}
    for place in places:
        for row in _rows_at(record, case_names, place)[0]:
            text = row.fee_text if topic == "fee" else row.time_limit_text
            lines[f"{CHANNEL_NAMES[Channel(row.channel)]}: {text}"] = None
    return "\n".join(lines)


def _rows_at(record: NationalRecord, case_names: Sequence[str], place: Place) -> tuple[list[ChannelRow], bool]:
    """Return the rows of a place, and whether they speak of it (and not only of other cases)."""
    rows = [row for row in record.channels if row.channel == place[1]]
    if not case_names:
        return rows, True
    name = fold(case_names[place[0] - 1])
    own = [row for row in rows if fold(row.case) == name]
    common = [row for row in rows if not row.case]
    return (own or common or rows), bool(own or common or not rows)


def _if_agreed(rows: Sequence[ChannelRow]) -> list[ChannelRow]:
    """Return the rows if they all say the same fee, else none: rows of other cases tell no fee of this one."""
    return list(rows) if len({row.fee_text for row in rows}) == 1 else []


def _limit_at(
    record: NationalRecord, case_names: Sequence[str], place: Place, rows: Sequence[ChannelRow]
) -> tuple[TimeLimit | None, tuple[str, str, str] | None]:
    """Return the limit, or none and the kind, text and reason of the doubt."""
    texts = list(dict.fromkeys(row.time_limit_text for row in rows)) or [""]
    if len(texts) > 1:
        lines = dict.fromkeys(
            f"{row.time_limit_text} ({row.note})" if row.note else row.time_limit_text for row in rows
        )
        return None, ("rows_repeat", "\n".join(lines), "")
    found = read_limit(texts[0], units_lost=record.units_lost)
    if found.doubt_kind:
        return None, (found.doubt_kind, texts[0], found.reason)
    if len(found.cases) == 1 and (found.cases[0].condition is None or not case_names):
        return found.cases[0].limit, None
    name = case_names[place[0] - 1] if case_names else ""
    fitting = [one.limit for one in found.cases if (one.condition or OTHERS) == name]
    if len(fitting) == 1:
        return fitting[0], None
    return None, ("limit_by_case", texts[0], "")


def _note(rows: Sequence[ChannelRow]) -> str:
    return "\n".join(dict.fromkeys(row.note for row in rows if row.note))


def _answered(
    offers: dict[Place, Offer], answers: Mapping[str, Answer]
) -> tuple[dict[Place, Offer], set[tuple[str, Place]]]:
    """Lay the province's answers over the offers, the widest first, so that a closer one has the last word."""
    answered: set[tuple[str, Place]] = set()
    fitting = [(field, answer, _fitting(field, offers)) for field, answer in answers.items()]
    for field, answer, places in sorted(fitting, key=lambda one: -len(one[2])):
        for place in places:
            offers[place] = _with_answer(offers[place], topic_of(field), answer)
            answered.add((topic_of(field), place))
    return {place: _with_effective_limit(offer) for place, offer in offers.items()}, answered


def _fitting(field: str, offers: Mapping[Place, Offer]) -> tuple[Place, ...]:
    if topic_of(field) not in ("time_limit", "committed", "fee"):
        return ()
    try:
        return places_of(field, tuple(offers))
    except UnknownPlace:
        return ()


def _with_answer(offer: Offer, topic: str, answer: Answer) -> Offer:
    source = Source(Layer.PROVINCE, answer.decision, answer.decided_on)
    if topic == "time_limit":
        return replace(offer, statutory=limit_from_json(answer.value), statutory_source=source)
    if topic == "committed":
        return replace(offer, committed=limit_from_json(answer.value), limit_source=source)
    amounts = tuple(FeeAmount(**one) for one in answer.value["amounts"])
    text = answer.value["note"] or offer.fee.text
    return replace(offer, fee=FeeInfo(FeeKind(answer.value["kind"]), amounts, text=text, source=source))


def _with_effective_limit(offer: Offer) -> Offer:
    if offer.committed is not None:
        return replace(offer, limit=offer.committed)
    return replace(offer, limit=offer.statutory, limit_source=offer.statutory_source)


def _grouped(found: Sequence[Found], places: tuple[Place, ...]) -> tuple[Doubt, ...]:
    """Put equal doubts together: the same words on three channels are one question."""
    groups: dict[tuple[str, str, str, str], list[Found]] = {}
    for one in found:
        groups.setdefault(one.question, []).append(one)
    return tuple(_one_doubt(same, places) for same in groups.values())


def _one_doubt(same: Sequence[Found], places: tuple[Place, ...]) -> Doubt:
    first, where = same[0], [one.place for one in same]
    return doubt(
        first.kind, field=field_for(first.topic, where, places), text=_with_channels(first.kind, first.text, where),
        marked="" if first.kind == "rows_repeat" else first.text, reason=first.reason,
    )  # fmt: skip


def _with_channels(kind: str, text: str, places: Sequence[Place]) -> str:
    if kind == "rows_repeat":
        return text
    channels = dict.fromkeys(channel for _, channel in places)
    return "\n".join(f"{CHANNEL_NAMES[Channel(channel)]}: {text}" for channel in channels)


def _without_places(places: Sequence[Place], answers: Mapping[str, Answer]) -> tuple[Doubt, ...]:
    """Without any way to file there is no place for a limit, and still none is known."""
    return () if places or "time_limit" in answers else (doubt("limit_missing", field="time_limit"),)
