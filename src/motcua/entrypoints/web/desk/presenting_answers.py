"""Forms of the page of publication: what may be answered at a place, with the effect of each answer."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk.publication_answers import (
    CHOICE,
    FEE_ROWS,
    KIND_FIELD,
    OTHER,
    TEXTS,
    fee_rows,
    topic_of,
)
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold

LEGENDS: Mapping[str, str] = {
    "time_limit": to_say("Thời hạn là"),
    "committed": to_say("Tỉnh rút ngắn còn"),
    "fee": to_say("Phí, lệ phí ở tỉnh"),
    "competent": to_say("Đơn vị giải quyết"),
    "cases": to_say("Các nhóm giấy tờ là"),
    "components": to_say("Giấy tờ phải nộp"),
    "channels": to_say("Nộp được ở"),
    "level": to_say("Cấp thực hiện"),
    "counting": to_say("Ngày làm việc được tính"),
}
TEXT_HINTS: Mapping[str, str] = {
    "everyday_names": to_say("Mỗi dòng một tên. Người dân tìm bằng các tên này cũng ra thủ tục."),
    "notes": to_say("Hiện trên trang thủ tục, ngay dưới tên."),
}
EFFECTS: Mapping[str, str] = {
    '{"as_read": true}': to_say("Giữ cách tách và các dòng như trang đang hiện."),
    '{"one_case": true}': to_say("Mọi dòng giấy tờ gộp vào một danh sách."),
    '{"none_needed": true}': to_say("Người nộp không phải mang giấy tờ nào."),
}
COUNTINGS = (
    procedures.Choice(to_say("Từ giờ nhận đến đúng giờ ấy của ngày cuối"), "from_hour"),
    procedures.Choice(to_say("Đến hết giờ làm việc của ngày cuối"), "end_of_nth_day"),
)
FEES = (
    procedures.Choice(to_say("Không thu"), {"kind": "free", "amounts": [], "note": ""}),
    procedures.Choice(to_say("Chưa biết, chưa công bố phí"), {"kind": "not_stated", "amounts": [], "note": ""}),
)
UNITS = (
    ("working_day", to_say("ngày làm việc")),
    ("calendar_day", to_say("ngày")),
    ("working_hour", to_say("giờ làm việc")),
    ("clock_hour", to_say("giờ")),
    ("month", to_say("tháng")),
    ("same_day", to_say("trong ngày")),
)
BY_WORDS = {"time_limit": to_say("Khác"), "fee": to_say("Thu theo nghị quyết của HĐND tỉnh")}
BY_ROWS = to_say("Nói rõ từng dòng")
BY_PAPERS = to_say("Có giấy tờ phải nộp, ghi ra đây")
KIND_NAMES: Mapping[procedures.ComponentKind, str] = {
    procedures.ComponentKind.TO_FILE: to_say("phải nộp"),
    procedures.ComponentKind.TO_SHOW: to_say("xuất trình"),
    procedures.ComponentKind.NOTE: to_say("ghi chú"),
}


@dataclass(frozen=True)
class Sample:
    """The reception by which effects are shown: at nine today, by the calendar of the officer's unit."""

    at: datetime
    unit_code: str
    counting: Any

    def effect_of(self, value: Any) -> str:
        """Say what a limit would promise, or why that cannot be said."""
        received = wording.local(self.at).replace(hour=9, minute=0, second=0, microsecond=0)
        try:
            due = procedures.due_if_received(
                value=value, counting=self.counting, received_at=received, unit_code=self.unit_code
            )
        except Refusal as refusal:
            return str(refusal)
        hour, _, day = wording.moment_in_table(due, self.at).partition(", ")
        return say(
            "Nhận 09:00 hôm nay thì hẹn {hour}, {replace}", hour=hour, replace=day.replace(" ", wording.NO_BREAK)
        )


@dataclass(frozen=True)
class Option:
    """One line to choose: the value it stores, its words, what it brings about."""

    value: str
    label: str
    effect: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Form:
    """What a place asks: lines to choose, what may be written beside them, and why it was refused."""

    field: str
    topic: str
    legend: str
    options: tuple[Option, ...] = ()
    other: Option | None = None
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    is_text: bool = False
    hint: str = ""
    typed: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    decision_needed: bool = False
    error: str = ""
    places: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str, tuple[Option, ...]], ...] = ()

    @property
    def units(self) -> Sequence[tuple[str, str]]:
        """Return the units of a limit."""
        return [(code, say(name)) for code, name in UNITS]

    @property
    def only_limit(self) -> bool:
        """Tell whether a limit is written and there is nothing to choose."""
        return self.topic == "committed" or (self.topic == "time_limit" and not self.options)


def form_for(
    field_name: str,
    choices: Sequence[procedures.Choice],
    *,
    sample: Sample,
    typed: Mapping[str, Any],
    error: str = "",
    units: Sequence[organisation.UnitInfo] = (),
    agency: str = "",
) -> Form:
    """Return the form of a field; `typed` is what stands in it already."""
    topic = topic_of(field_name)
    chosen = typed.get(CHOICE, "")
    other = say(BY_WORDS.get(topic, ""))
    return Form(
        field=field_name,
        topic=topic,
        legend=say(LEGENDS.get(topic, say(procedures.TOPIC_NAMES.get(topic, "")))),
        options=() if topic == "competent" else tuple(_option(topic, one, sample, chosen) for one in _kept(choices)),
        other=Option(OTHER, other, checked=chosen == OTHER) if other else None,
        groups=_unit_groups(units, agency, chosen) if topic == "competent" else (),
        is_text=topic in TEXTS,
        hint=say(TEXT_HINTS.get(topic, "")),
        typed={**typed, "fee_rows": _fee_rows(typed)},
        decision_needed=topic == "committed",
        error=error,
    )


def with_papers(form: Form, rows: Sequence[procedures.ComponentRow]) -> Form:
    """Return the form of a question about papers with its rows to sort, or without any, a place to write papers."""
    typed_kinds = form.typed.get("kinds", {})
    options = tuple(
        (
            f"{KIND_FIELD}{row.number}",
            row.name,
            tuple(
                Option(kind.value, say(name), checked=typed_kinds.get(str(row.number)) == kind.value)
                for kind, name in KIND_NAMES.items()
            ),
        )
        for row in rows
    )
    other = Option(OTHER, say(BY_ROWS if rows else BY_PAPERS), checked=form.typed.get(CHOICE) == OTHER)
    return replace(form, rows=options, other=other)


def with_places(form: Form, places: tuple[tuple[str, str], ...]) -> Form:
    """Return the form with the places to choose from that its answer may be about."""
    return replace(form, places=places)


def _kept(choices: Sequence[procedures.Choice]) -> list[procedures.Choice]:
    """Leave out the amount without an amount: it is the line beside which one writes."""
    return [one for one in choices if not (isinstance(one.value, dict) and _is_bare_amount(one.value))]


def _is_bare_amount(value: Mapping[str, Any]) -> bool:
    return value.get("kind") == "amount" and not value.get("amounts")


def _option(topic: str, choice: procedures.Choice, sample: Sample, chosen: str) -> Option:
    value = json.dumps(choice.value, ensure_ascii=False)
    effect = sample.effect_of(choice.value) if topic == "time_limit" else say(EFFECTS.get(value, ""))
    if topic == "fee":
        effect = say("Trang thủ tục ghi: {value}", value=fee_in_words(choice.value))
    return Option(value, say(choice.label), effect, checked=value == chosen)


def fee_in_words(value: Mapping[str, Any]) -> str:
    """Write the value of an answer about a fee."""
    amounts = tuple(procedures.FeeAmount(**one) for one in value.get("amounts", ()))
    return procedures.fee_words(procedures.FeeInfo(procedures.FeeKind(value["kind"]), amounts))


def _fee_rows(typed: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = list(typed.get("fee_rows", ()))
    return rows + [{"amount": "", "per": "", "condition": ""} for _ in range(FEE_ROWS - len(rows))]


def _unit_groups(
    units: Sequence[organisation.UnitInfo], agency: str, chosen: str
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Return the units to choose from: those that the record's own words name first, then by level."""
    settling = [unit for unit in units if unit.kind is not organisation.Kind.ONE_STOP]
    named = [unit for unit in settling if _is_named(unit, fold(agency))]
    has_districts = any(unit.level is organisation.Level.DISTRICT for unit in units)
    desks = tuple(
        Option(kind, say(name), checked=chosen == kind)
        for kind, name in procedures.BY_DESK.items()
        if kind != "district_of_desk" or has_districts
    )
    groups: list[tuple[str, tuple[Option, ...]]] = [(say("Theo nơi nhận"), desks)]
    if named:
        groups.append((say("Có tên trong bản quốc gia"), tuple(_unit_option(unit, chosen) for unit in named)))
    for level in organisation.Level:
        options = tuple(_unit_option(unit, chosen) for unit in settling if unit.level is level and unit not in named)
        if options:
            groups.append((say(organisation.LEVEL_NAMES[level]), options))
    return tuple(sorted(groups, key=lambda group: group[0] != say("Có tên trong bản quốc gia")))


def _is_named(unit: organisation.UnitInfo, agency: str) -> bool:
    """Tell whether the record names an office as the province's unit is called ("Sở Tư pháp …")."""
    name = fold(unit.name).partition(" tinh ")[0]
    return unit.level is organisation.Level.PROVINCE and name.startswith(("so ", "ban ", "chi cuc ")) and name in agency


def _unit_option(unit: organisation.UnitInfo, chosen: str) -> Option:
    return Option(unit.code, f"{unit.name} ({unit.code})", checked=unit.code == chosen)


def typed_in(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed, as the form shows it again."""
    names = (CHOICE, "amount", "unit", "text", "papers", "decision")
    return {
        "kinds": {name.removeprefix(KIND_FIELD): posted.get(name) for name in posted if name.startswith(KIND_FIELD)},
        **{name: posted.get(name, "") for name in names},
        "fee_rows": fee_rows(posted),
    }


def typed_of(topic: str, answer: procedures.AnswerInfo) -> dict[str, Any]:
    """Return an answer in force as a form shows it, to be changed."""
    value = answer.value
    found: dict[str, Any] = {"decision": answer.decision}
    if topic in ("time_limit", "committed"):
        return {**found, CHOICE: OTHER, "amount": _comma(value["amount"]), "unit": value["unit"]}
    if topic == "competent":
        return {**found, CHOICE: value.get("code") or value["kind"]}
    if topic in TEXTS:
        return {**found, "text": "\n".join(value) if isinstance(value, list) else value}
    if topic == "fee" and value["amounts"]:
        rows = [
            {"amount": wording.number(int(one["value"])), "per": one["per"], "condition": one["condition"]}
            for one in value["amounts"]
            if one["currency"] == "VND"
        ]
        return {**found, CHOICE: OTHER, "fee_rows": rows[:FEE_ROWS]}
    return {**found, CHOICE: json.dumps(value, ensure_ascii=False)}


def _comma(amount: str | None) -> str:
    return "" if amount is None else amount.replace(".", ",")
