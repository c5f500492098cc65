"""What an officer filled in at a question of the page of publication, as the value the domain takes.

The domain decides whether a value makes sense; here only what a form can get wrong is said in the form's own words.
"""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

CHOICE = "chon"
OTHER = "khac"
FEE_ROWS = 3
KIND_FIELD = "loai:"
COUNT = re.compile(r"(\d{1,2})\s*bản\s*(chính|sao)", re.IGNORECASE)
MONEY = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")


class NotFilledIn(Refusal):
    """A form of the page lacks something, or has something that cannot be read."""


def topic_of(field: str) -> str:
    """Return the field without its places."""
    return field.partition(":")[0]


def value_of(field: str, posted: Mapping[str, str]) -> Any:
    """Return the value that the form of a field says. Raises NotFilledIn."""
    topic = topic_of(field)
    if topic in TEXTS:
        return TEXTS[topic](posted.get("text", ""))
    chosen = posted.get(CHOICE, "") or (OTHER if _is_other_filled_in(posted) else "")
    if topic == "committed" or (topic == "time_limit" and chosen == OTHER):
        return _limit(posted)
    if topic == "fee" and chosen == OTHER:
        return _fee(posted)
    if topic == "components" and chosen == OTHER:
        return _papers(posted)
    if topic == "competent":
        return _unit(chosen)
    if not chosen:
        raise NotFilledIn(say("Chưa chọn câu trả lời nào; chọn một dòng rồi ghi lại."))
    try:
        return json.loads(chosen)
    except ValueError as error:
        raise NotFilledIn(say("Lựa chọn này không đọc được; tải lại trang rồi chọn lại.")) from error


def _is_other_filled_in(posted: Mapping[str, str]) -> bool:
    """Tell whether something was written beside "Khác" although no line was chosen."""
    return bool(posted.get("amount", "").strip()) or any(row["amount"].strip() for row in fee_rows(posted))


def _limit(posted: Mapping[str, str]) -> dict[str, str | None]:
    unit = posted.get("unit", "")
    if unit == "same_day":
        return {"amount": None, "unit": unit}
    return {"amount": _number(posted.get("amount", "")), "unit": unit or _missing_unit()}


def _number(typed: str) -> str:
    text = typed.strip().replace(",", ".")
    if not text:
        raise NotFilledIn(say("Chưa ghi số của thời hạn, ví dụ 5 hoặc 0,5."))
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise NotFilledIn(say("“{strip}” không phải là số; ghi ví dụ 5 hoặc 0,5.", strip=typed.strip())) from error
    if not amount.is_finite() or abs(amount) >= 100_000:
        raise NotFilledIn(say("“{strip}” không phải là một thời hạn.", strip=typed.strip()))
    return format(amount, "f")


def _missing_unit() -> str:
    raise NotFilledIn(say("Chưa chọn đơn vị của thời hạn: ngày làm việc, ngày, giờ hay tháng."))


def fee_rows(posted: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the amounts as they were written, each with what it is for and when."""
    columns = ("amount", "per", "condition")
    return [{name: posted.get(f"fee_{name}_{row}", "") for name in columns} for row in range(1, FEE_ROWS + 1)]


def _fee(posted: Mapping[str, str]) -> dict[str, Any]:
    rows = [
        {"value": _money(row["amount"]), "currency": "VND", "per": row["per"], "condition": row["condition"]}
        for row in fee_rows(posted)
        if row["amount"].strip()
    ]
    if not rows:
        raise NotFilledIn(say("Chưa ghi mức thu, ví dụ 50.000."))
    return {"kind": "amount", "amounts": rows, "note": ""}


def _money(typed: str) -> str:
    text = typed.replace(say("đồng"), "").replace("đồng", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    text = text.replace(wording.thousands(), ".")  # as the pages write it in the language they speak
    if not MONEY.fullmatch(text):
        raise NotFilledIn(say("“{typed}” không phải là số tiền; ghi số đồng, ví dụ 50.000.", typed=typed.strip()))
    return re.sub(r"\D", "", text)


def _papers(posted: Mapping[str, str]) -> dict[str, Any]:
    """Return what kind each doubtful row is, and the papers written one a line: "Tờ khai; 1 bản chính; 2 bản sao"."""
    kinds = {name.removeprefix(KIND_FIELD): kind for name, kind in posted.items() if name.startswith(KIND_FIELD)}
    if not all(kinds.values()):
        raise NotFilledIn(say("Chưa chọn loại cho mọi dòng: phải nộp, xuất trình hay chỉ là ghi chú."))
    added = [_paper(line) for line in posted.get("papers", "").splitlines() if line.strip()]
    if not kinds and not added:
        raise NotFilledIn(say("Chưa ghi giấy tờ nào; mỗi dòng một loại."))
    return {"kinds": kinds, "add": added}


def _paper(line: str) -> dict[str, Any]:
    name, _, rest = line.partition(";")
    counts = {word.lower(): int(count) for count, word in COUNT.findall(rest)}
    return {"name": name.strip(), "kind": "to_file", "originals": counts.get("chính"), "copies": counts.get("sao")}


def _unit(chosen: str) -> dict[str, str]:
    if not chosen:
        raise NotFilledIn(say("Chưa chọn đơn vị giải quyết."))
    return {"kind": chosen} if chosen in procedures.BY_DESK else {"kind": "unit", "code": chosen}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]


def _plain(text: str) -> str:
    if not text.strip():
        raise NotFilledIn(say("Chưa ghi nội dung."))
    return text


TEXTS: Mapping[str, Callable[[str], Any]] = {
    "everyday_names": _lines,
    "notes": str,
    "name": _plain,
    "field": _plain,
    "agency": _plain,
    "steps": _plain,
    "result": _plain,
    "conditions": _plain,
}
"""Fields answered by writing; an empty everyday name or note takes nothing away but itself."""
