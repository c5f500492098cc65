"""Sample prints of the official forms: what a paper looks like, about nobody, under no number of any book."""

import json
from datetime import date, datetime, time
from typing import Any

from motcua.domain.documents.operations.rendering import TEMPLATES, render
from motcua.domain.documents.rules.forms import Form
from motcua.domain.documents.rules.sheet import sheet
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import ZONE

SAMPLE = TEMPLATES / "sample.json"
MARK = "BẢN IN MẪU, không phải giấy tờ đã lập"


class NoSample(Refusal):
    """The rule pack has no such form, or the form has no sample."""


def sample_print(form: str, pack: RulePack) -> bytes:
    """Return the PDF of a form as a rule pack has it, filled with nobody's data and marked as a sample.

    Nothing is issued or counted. Raises NoSample, FontsNotBuilt.
    """
    if form not in pack.forms or form not in set(Form):
        raise NoSample(say("Bộ quy tắc “{title}” không có mẫu này.", title=pack.title))
    words = pack.forms[form]
    texts = sheet(words, _data(pack), number=words.number.format(number=1), desk_name=pack.desk_name)
    return render(Form(form), {**texts, "reprint": MARK, "key": "ACDE-3467" if form == Form.RECEIPT else ""})


def _data(pack: RulePack) -> dict[str, Any]:
    """Return the sample's data, issued on a day on which the pack holds."""
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    day = datetime.fromisoformat(data["issued_at"]).date()
    if not pack.holds_on(day):
        data["issued_at"] = datetime.combine(_last_day(pack), time(9), tzinfo=ZONE).isoformat()
    return data


def _last_day(pack: RulePack) -> date:
    return date.fromordinal(pack.valid_to.toordinal() - 1) if pack.valid_to else pack.valid_from
