"""Draw a form that is no paper of its own number: the register, kept as a file by whoever closes it."""

from typing import Any

from motcua.domain.documents.operations.letters import require_printable
from motcua.domain.documents.operations.rendering import render
from motcua.domain.documents.rules.forms import Form
from motcua.domain.documents.rules.sheet import sheet, texts_in
from motcua.kernel.rule_pack import RulePack


def draw_form(form: str, *, number: str, pack: RulePack, data: dict[str, Any]) -> bytes:
    """Return the PDF of a form with what it says; nothing is kept. The same texts give the same bytes.

    Raises UnprintableText where the papers' font lacks a letter of it, FontsNotBuilt.
    """
    require_printable(texts_in(data))
    known = Form(form)
    words = pack.forms[known.value]
    return render(known, sheet(words, data, number=words.number.format(number=number), desk_name=pack.desk_name))
