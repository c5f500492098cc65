"""Collect the sentences that pages and rules say, and keep the catalogues of their English in step.

`.venv/bin/python tools/translations.py` reads the sources, adds new sentences without English, drops those no longer said,
keeps every translation, sorts, and compiles; `--check` changes nothing and says what is not in step. Two catalogues,
so that two people seldom meet in one file: `web` for pages, `domain` for what is under them. After a merge conflict in a .po: take the entries of
both sides, then run it again; the .mo is always made anew.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "motcua"
LOCALE = PACKAGE / "data" / "locale"
WEB = PACKAGE / "entrypoints" / "web"
SILENT = {"cli", "demo", "jobs", "migrations", "assets"}
"""Folders that speak Vietnamese only: the command line, invented people, jobs."""
SAYING = {"say", "say_counted", "to_say"}
HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
MADE = datetime(2026, 11, 25, tzinfo=UTC)
"""One moment for every compiled catalogue, so that the same sentences make the same file."""
CALL = re.compile(r"""\b(gettext|ngettext|_)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
PLACE = re.compile(r"(?<!%)%\((\w+)\)s|\{(\w+)\}")
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
Said = dict[str, tuple[bool, set[str]]]
"""Every sentence: whether it counts things, and the files in which it is said."""


def po_path(name: str) -> Path:
    """Return the file of a catalogue."""
    return LOCALE / name / "en" / "LC_MESSAGES" / "django.po"


def said_in_python(source: str) -> Iterator[tuple[str, bool]]:
    """Yield the sentences that a module says, with whether each counts things. Raises TypeError for one made by an f-string."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in SAYING:
            continue
        first = node.args[0]
        if isinstance(first, ast.JoinedStr):
            raise TypeError(f"line {node.lineno}: an f-string cannot be looked up; name its facts")
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
            yield first.value, name == "say_counted"


def said_in_template(source: str) -> Iterator[tuple[str, bool]]:
    """Yield the sentences that a template translates."""
    from django.utils.translation.template import templatize

    for call in CALL.finditer(templatize(source)):
        yield ast.literal_eval(call[2]), call[1] == "ngettext"


def sources() -> Iterator[tuple[str, Path]]:
    """Yield the files of every catalogue."""
    for path in sorted((*PACKAGE.rglob("*.py"), *WEB.rglob("*.html"))):
        inside = path.relative_to(PACKAGE)
        if SILENT.isdisjoint(inside.parts):
            yield ("web" if path.is_relative_to(WEB) else "domain"), path


def collect() -> dict[str, Said]:
    """Return the sentences of every catalogue as the sources say them."""
    found: dict[str, Said] = {"web": {}, "domain": {}}
    for name, path in sources():
        text = path.read_text(encoding="utf-8")
        try:
            said = list(said_in_template(text) if path.suffix == ".html" else said_in_python(text))
        except TypeError as error:
            raise SystemExit(f"{path.relative_to(ROOT)}: {error}") from error
        for sentence, counts in said:
            before = found[name].get(sentence, (False, set[str]()))
            found[name][sentence] = (before[0] or counts, before[1] | {str(path.relative_to(PACKAGE))})
    return found


def kept() -> dict[str, Catalog]:
    """Return the catalogues as they are kept."""
    found = {}
    for name in ("web", "domain"):
        path = po_path(name)
        text = path.read_bytes() if path.exists() else HEADER.encode()
        found[name] = read_po(BytesIO(text), locale="en")
    return found


def renewed(said: Said, name: str, before: dict[str, Catalog]) -> Catalog:
    """Return a catalogue with exactly the sentences said; what the other one translated already is taken over."""
    catalogue = Catalog(locale="en")
    for sentence in sorted(said):
        counts, files = said[sentence]
        english = _english(sentence, (before[name], *before.values()))
        if counts:
            forms = (english, english) if isinstance(english, str) else english
            catalogue.add((sentence, sentence), forms, locations=[(file, 0) for file in sorted(files)])
        else:
            catalogue.add(
                sentence,
                english if isinstance(english, str) else english[-1],
                locations=[(file, 0) for file in sorted(files)],
            )
    return catalogue


def _english(sentence: str, catalogues: tuple[Catalog, ...]) -> str | tuple[str, ...]:
    for catalogue in catalogues:
        entry = catalogue.get(sentence)
        if entry is not None and entry.string and any(entry.string):
            return entry.string
    return ""


def po_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as text: a fixed head, sorted, one line a sentence, files without line numbers."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return HEADER.encode() + body.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled."""
    fresh = read_po(BytesIO(po_bytes(catalogue)), locale="en")
    fresh.revision_date = fresh.creation_date = MADE
    made = BytesIO()
    write_mo(made, fresh)
    return made.getvalue()


def places(text: str) -> frozenset[str]:
    """Return the names of the places for facts in a sentence."""
    return frozenset(one or two for one, two in PLACE.findall(text))


def faults(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the entries of a catalogue: kind, sentence."""
    for entry in catalogue:
        if not entry.id:
            continue
        sentence = entry.id if isinstance(entry.id, str) else entry.id[0]
        forms = (entry.string,) if isinstance(entry.string, str) else entry.string
        if not all(forms):
            yield "empty", sentence
            continue
        if entry.fuzzy:
            yield "fuzzy", sentence
        # the singular may leave the number out: "one dossier"
        if any(places(form) - places(sentence) for form in forms) or places(forms[-1]) != places(sentence):
            yield "places", sentence


def main() -> int:
    """Renew the catalogues, or with --check say what is not in step."""
    is_check = "--check" in sys.argv
    before = kept()
    found: dict[str, list[str]] = defaultdict(list)
    for name, said in collect().items():
        catalogue = renewed(said, name, before)
        po, mo = po_path(name), po_path(name).with_suffix(".mo")
        for path, content in ((po, po_bytes(catalogue)), (mo, mo_bytes(catalogue))):
            if path.exists() and path.read_bytes() == content:
                continue
            if is_check:
                found["stale"].append(str(path.relative_to(ROOT)))
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        for kind, sentence in faults(catalogue):
            found[f"{name}: {kind}"].append(sentence)
    for kind, those in found.items():
        print(f"{kind}: {len(those)}")
        for one in those:
            print(f"    {one}")
    return 1 if found and is_check else 0


if __name__ == "__main__":
    sys.exit(main())
