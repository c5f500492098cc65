"""What a public page is made of, read without a browser: headings, texts with their language, ids; and what is wrong with it."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|%\(\w+\)s|\bNone\b|\bundefined\b|\bNaN\b|Text\(lines|<[/a-z]+>|&[a-z]+;")
UNFILLED = re.compile(r"\{\w*\}")
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9àáãèéìíĩòóõùúũýÀÁÈÉÌÍÒÓÙÚÝ]")
OWN_NAMES = ("Một Cửa",)
UNHEARD = frozenset({"script", "style"})


@dataclass(frozen=True)
class Words:
    """A text of the page: its element, and the language that the page says it is in."""

    element: str
    language: str
    text: str


@dataclass
class Outline(HTMLParser):
    """A page read from its beginning to its end."""

    html: str
    open: list[tuple[str, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pointed_at: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        if self.open:
            self.faults.append(f"left open: {[name for name, _ in self.open]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        language = facts.get("lang") or (self.open[-1][1] if self.open else "")
        if tag in HEADINGS:
            self.headings.append((HEADINGS[tag], ""))
        if facts.get("id"):
            self.ids.append(str(facts["id"]))
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.pointed_at |= set((facts.get(name) or "").split())
        for name, value in attrs:
            if name.startswith("aria-label") or name in ("alt", "title", "placeholder"):
                self._heard(f"{tag} {name}", "" if name == "aria-labelledby" else language, value or "")
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1] if self.open else ("", "")
        if tag in UNHEARD or not data.strip():
            return
        for level, text in self.headings[-1:]:
            if any(name == f"h{level}" for name, _ in self.open):
                self.headings[-1] = (level, f"{text}{data}")
        self._heard(tag, language, data)

    def _heard(self, element: str, language: str, text: str) -> None:
        self.words.append(Words(element, language, " ".join(text.split())))


def faults_of(html: str, language: str, names: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a page that should speak a language: its frame, leftovers of the program, words said twice.

    `names` may stand there untranslated, as names of holidays do.
    """
    page = Outline(html)
    return [*page.faults, *_of_headings(page), *_of_ids(page), *_of_words(page, language, (*OWN_NAMES, *names))]


def _of_headings(page: Outline) -> list[str]:
    levels = [level for level, _ in page.headings]
    found = [f"empty heading h{level}" for level, text in page.headings if not text.strip(" …")]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings begin {levels[:3]}, {levels.count(1)} of them first")
    return [
        *found,
        *(f"h{one} is followed by h{two}" for one, two in itertools.pairwise(levels) if two > one + 1),
    ]


def _of_ids(page: Outline) -> list[str]:
    twice = {one for one in page.ids if page.ids.count(one) > 1}
    return [*(f"id twice: {one}" for one in twice), *(f"no such id: {one}" for one in page.pointed_at - set(page.ids))]


def _of_words(page: Outline, language: str, names: Iterable[str]) -> list[str]:
    found = []
    said = [one for one in page.words if one.text]
    for one in said:
        if match := LEFT_OVER.search(one.text):
            found.append(f"left over in {one.element}: {one.text[max(0, match.start() - 20) : match.end() + 20]}")
        if one.language == language != "vi" and VIETNAMESE.search(_without(one.text, names)):
            found.append(f"not in {language}: {one.text[:80]}")
        if one.language == language and UNFILLED.search(one.text):
            found.append(f"not filled: {one.text[:80]}")
    for one, two in itertools.pairwise(said):
        if len(one.text) > 1 and _plain(one.text) == _plain(two.text) and two.element in ("small", "span", "b", "p"):
            found.append(f"said twice: {one.text[:80]}")
    return found


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _without(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text
