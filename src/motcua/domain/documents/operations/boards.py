"""Draw a board of QR codes: typst, PDF/A-2a and UA-1, the pages' own font (ADR 64). Nothing is kept; the same board gives the same bytes."""

import io
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from motcua.domain.documents.operations.board_texts import board_texts
from motcua.domain.documents.operations.letters import FONTS, FontsNotBuilt, font_files, require_printable
from motcua.domain.documents.operations.rendering import TEMPLATES
from motcua.domain.documents.rules.sheet import texts_in
from motcua.domain.procedures import api as procedures

BOARD_FONTS: Final = FONTS.parent / "board-fonts"
BOARD: Final = "board.typ"
QUIET: Final = 4
"""How many modules stay white around a code, as its standard asks."""


def draw_board(made: procedures.MadeBoard, size: procedures.BoardSize, *, only: Sequence[str] = ()) -> bytes:
    """Return the PDF of a board in a size of paper; `only`: of these letters alone, as cards for single procedures are wanted.

    Raises UnprintableText where the fonts lack a letter of it, FontsNotBuilt.
    """
    import typst

    return bytes(
        typst.compile(
            str(TEMPLATES / BOARD),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(_drawn(made, size, only), ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=0,
        )
    )


@lru_cache(maxsize=4096)
def code_svg(address: str) -> str:
    """Return the code of an address as a picture in SVG: error correction Q, with its quiet zone."""
    import segno

    drawn = io.BytesIO()
    code = segno.make_qr(address, error="q", boost_error=False)
    code.save(
        drawn, kind="svg", border=QUIET, light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None
    )
    return drawn.getvalue().decode().strip()


def _drawn(made: procedures.MadeBoard, size: procedures.BoardSize, only: Sequence[str]) -> dict[str, Any]:
    texts = board_texts(made, size, only)
    require_printable(texts_in(texts))
    for sheet in texts["sheets"]:
        for cell in sheet:
            cell["svg"] = code_svg(cell["address"])
    return texts


@cache
def _fonts() -> Any:
    import typst

    folders = [str(BOARD_FONTS), str(Path(font_files()[0]).parent)]
    if not any(BOARD_FONTS.glob("*.ttf")):
        raise FontsNotBuilt
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
