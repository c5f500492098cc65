"""What the province may say over a national record, field by field, and whether a value makes sense there.

Values come and go as JSON; `read_answer` is the door: what it let through, composition can use.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.domain.procedures.rules.components import ComponentKind
from motcua.domain.procedures.rules.content import Channel, limit_from_json, limit_to_json
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.domain.procedures.rules.scopes import PLACED, topic_of
from motcua.domain.procedures.rules.source_text import one_line, readable
from motcua.domain.procedures.rules.words import words
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import Counting

LONGEST = 20_000
LONGEST_FIELD = 200
LONGEST_LIMIT = 10_000
LARGEST_FEE = 10**12
NEEDS_A_DECISION = frozenset({"committed", "national_portal"})
BY_DESK = frozenset({"commune_of_desk", "district_of_desk"})


class UnusableAnswer(Refusal):
    """A value that the field cannot take."""


class UnknownField(Refusal):
    """A field that the province cannot answer."""


@dataclass(frozen=True)
class Answer:
    """One answer of the province in force: its value and decision, and whether a later import asks again."""

    value: Any
    decision: str = ""
    asks_again: bool = False
    national_text: str = ""
    decided_on: date | None = None


def read_answer(field: str, value: Any, *, decision: str) -> Any:
    """Return the value as it is kept. Raises UnknownField or UnusableAnswer with the sentence for the officer."""
    topic = topic_of(field)
    reader = READERS.get(topic)
    if reader is None or len(field) > LONGEST_FIELD or (":" in field and topic not in PLACED):
        raise UnknownField(say("Không có chỗ nào tên là “{field}” để trả lời.", field=field[:80]))
    try:
        kept = reader(value)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise UnusableAnswer(say("Câu trả lời cho “{field}” không đúng dạng.", field=field)) from error
    if not decision and (topic in NEEDS_A_DECISION or (topic == "fee" and kept["amounts"] and not kept["note"])):
        raise UnusableAnswer(say("Ghi số quyết định hoặc nghị quyết của tỉnh làm căn cứ."))
    return kept


def _limit(value: Any) -> Any:
    if value is not None and value.get("amount") is not None and Decimal(str(value["amount"])) > LONGEST_LIMIT:
        raise UnusableAnswer(say("Thời hạn quá dài."))
    limit = limit_from_json(value)
    if limit is None:
        raise UnusableAnswer(say("Ghi rõ thời hạn: số và đơn vị."))
    return limit_to_json(limit)


def _fee(value: Any) -> Any:
    kind = FeeKind(value["kind"])
    amounts = [_amount(one) for one in value.get("amounts", [])]
    if (kind is FeeKind.AMOUNT) != bool(amounts):
        raise UnusableAnswer(say("Ghi ít nhất một mức thu, hoặc chọn không thu, chưa công bố."))
    return {"kind": kind.value, "amounts": amounts, "note": _text(value.get("note", ""))}


def _amount(value: Any) -> dict[str, str]:
    amount = Decimal(str(value["value"]))
    if not amount.is_finite() or not 0 < amount <= LARGEST_FEE:
        raise UnusableAnswer(say("Mức thu phải lớn hơn 0 và không quá một nghìn tỷ."))
    currency = value.get("currency", "VND")
    if currency == "VND" and amount != amount.to_integral_value():
        raise UnusableAnswer(say("Mức thu phải là số đồng nguyên."))
    return {
        "value": format(amount.normalize(), "f"),
        "currency": _line(currency),
        "per": _line(value.get("per", "")),
        "condition": _line(value.get("condition") or ""),
    }


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise UnusableAnswer(say("Nội dung phải là chữ và không quá 20.000 ký tự."))
    return readable(value).text


def _line(value: Any) -> str:
    return one_line(_text(value))


def _name(value: Any) -> str:
    name = _line(value)
    if not name or len(name) > words()["longest_name"]:
        raise UnusableAnswer(say("Tên thủ tục không được để trống hoặc quá dài."))
    return name


def _names(value: Any) -> list[str]:
    return [one for one in dict.fromkeys(_line(one) for one in _list(value)) if one]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise UnusableAnswer(say("Cần một danh sách."))
    return list(value)


def _some_of(allowed: frozenset[str]) -> Callable[[Any], list[str]]:
    def read(value: Any) -> list[str]:
        chosen = list(dict.fromkeys(_list(value)))
        if not chosen or not set(chosen) <= allowed:
            raise UnusableAnswer(say("Chọn ít nhất một mục có trong danh sách."))
        return chosen

    return read


def _competent(value: Any) -> dict[str, str]:
    if value["kind"] in BY_DESK:
        return {"kind": value["kind"]}
    if value["kind"] == "unit" and _line(value["code"]):
        return {"kind": "unit", "code": _line(value["code"])}
    raise UnusableAnswer(say("Chọn đơn vị giải quyết, hoặc xã nơi nhận hồ sơ."))


def _cases(value: Any) -> dict[str, Any]:
    if value.get("as_read") is True:
        return {"as_read": True}
    if value.get("one_case") is True:
        return {"one_case": True}
    cases = [
        {"name": _name(one["name"]), "components": [int(row) for row in _list(one.get("components", []))]}
        for one in _list(value["cases"])
    ]
    if not cases:
        raise UnusableAnswer(say("Cần ít nhất một trường hợp."))
    return {"cases": cases}


def _components(value: Any) -> dict[str, Any]:
    if value.get("none_needed") is True:
        return {"none_needed": True}
    if value.get("as_read") is True:
        return {"as_read": True}
    return {
        "kinds": {str(int(row)): ComponentKind(kind).value for row, kind in dict(value.get("kinds", {})).items()},
        "add": [_component(one) for one in _list(value.get("add", []))],
    }


def _component(value: Any) -> dict[str, Any]:
    counts = {key: None if value.get(key) is None else int(value[key]) for key in ("originals", "copies")}
    if any(count is not None and not 0 <= count <= words()["believable_count"] for count in counts.values()):
        raise UnusableAnswer(say("Số lượng giấy tờ không đúng."))
    return {
        "name": _name(value["name"]), "kind": ComponentKind(value.get("kind", "to_file")).value, **counts,
        "form": _line(value.get("form", "")), "case": None if value.get("case") is None else int(value["case"]),
    }  # fmt: skip


def _online_level(value: Any) -> dict[str, Any]:
    old = value.get("old")
    if old not in (None, 1, 2, 3, 4) or value.get("extent", "") not in ("", "none", "partial", "full"):
        raise UnusableAnswer(say("Mức độ trực tuyến là 1 đến 4, và toàn trình hoặc một phần."))
    return {"old": old, "extent": value.get("extent", ""), "reason": _line(value.get("reason", ""))}


def _national_portal(value: Any) -> dict[str, bool]:
    if not isinstance(value["integrated"], bool):
        raise UnusableAnswer(say("Chọn đã tích hợp hoặc chưa tích hợp Cổng Dịch vụ công quốc gia."))
    return {"integrated": value["integrated"]}


def _basis(value: Any) -> list[dict[str, str]]:
    return [{"number": _line(one["number"]), "title": _line(one.get("title", ""))} for one in _list(value)]


READERS: Mapping[str, Callable[[Any], Any]] = {
    "time_limit": _limit,
    "committed": _limit,
    "fee": _fee,
    "counting": lambda value: Counting(value).value,
    "competent": _competent,
    "channels": _some_of(frozenset(channel.value for channel in Channel)),
    "cases": _cases,
    "components": _components,
    "level": _some_of(frozenset({"ministry", "province", "district", "commune", "other"})),
    "name": _name,
    "everyday_names": _names,
    "field": _line,
    "agency": _line,
    "notes": _text,
    "steps": _text,
    "result": _text,
    "conditions": _text,
    "online_level": _online_level,
    "national_portal": _national_portal,
    "legal_basis": _basis,
}
