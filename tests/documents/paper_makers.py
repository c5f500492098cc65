"""Make a paper's PDF without a database: one form under one rule pack."""

from motcua.domain.documents.operations.rendering import render
from motcua.domain.documents.rules.forms import Form
from motcua.domain.documents.rules.sheet import sheet
from motcua.domain.documents.testing import what_a_paper_says
from motcua.foundation.rule_packs import rule_pack_named

FORMS = ["receipt", "supplement", "refusal", "apology", "stop", "control", "payment"]
"""The forms about one person's dossier, on A5."""
LISTS = ["hand_over", "register", "register_notes", "settlement"]
"""Those about many dossiers, on A4."""
PACKS = ["today", "2022"]


def a_pdf(
    form="receipt",
    pack="today",
    *,
    reprint=None,
    mark=None,
    preview=False,
    promised_now=None,
    key="ACDE-3467",
    **changes,
):
    rules = rule_pack_named(pack)
    words = rules.forms[form]
    number = words.number.format(number=12)
    texts = sheet(
        words,
        what_a_paper_says(**changes),
        number=number,
        desk_name=rules.desk_name,
        reprint=reprint,
        mark=mark,
        preview=preview,
        promised_now=promised_now,
    )
    return render(Form(form), {**texts, "key": key if form == "receipt" else ""})
