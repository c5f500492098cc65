"""Make the PDF of a paper: typst, PDF/A-2a and UA-1, only the papers' own font (ADR 13).

The texts go in as JSON and stay texts: nothing of a person is ever read as typst. The same texts give the same bytes.
"""

import hashlib
import io
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from motcua.domain.documents.operations.letters import font_files
from motcua.domain.documents.rules.forms import Form

TEMPLATES: Final = Path(__file__).resolve().parents[3] / "data" / "papers"
SHARED: Final = "shared.typ"


def render(form: Form, sheet: dict[str, Any]) -> bytes:
    """Return the PDF of a paper with these texts (`rules.sheet.sheet`). Raises FontsNotBuilt."""
    import typst

    texts = {"key": "", **sheet, "qr": _qr(sheet["tracking"])}
    return typst.compile(
        str(_template(form)),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(texts, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )


@cache
def template_digest(form: Form) -> str:
    """Return the SHA-256 of a form's template together with the part that all share."""
    parts = [(TEMPLATES / SHARED).read_bytes(), _template(form).read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _template(form: Form) -> Path:
    return TEMPLATES / f"{form.value}.typ"


@cache
def _fonts() -> Any:
    import typst

    font_files()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_files()[0].parent)]
    )


def _qr(address: str) -> str:
    if not address:
        return ""
    import segno

    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4, light="#fff")
    return drawn.getvalue().decode()
