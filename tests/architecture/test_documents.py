"""The documents say what is there: commands, variables, acts, states, links."""

import re
from collections.abc import Iterator

import pytest
import typer
from the_source import ROOT, SRC, text_of, told, tracked_files

from motcua.entrypoints.acts import ACTS
from motcua.entrypoints.cli import app

DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
OURS = re.compile(r"\b(?:MOTCUA_[A-Z_]+|DATABASE_(?:APP_)?URL)\b")
OFFICERS_PAGES = ("README.vi.md", "CHANGELOG.md")
ADR = sorted((DOCS / "adr").glob("0*.md"))


def leaves(command: object, path: tuple[str, ...] = ("motcua",)) -> Iterator[tuple[str, set[str]]]:
    """Yield every command that can be typed, with its options."""
    if getattr(command, "hidden", False):
        return
    inner = getattr(command, "commands", None)
    if inner is None:
        options = {name for option in command.params for name in option.opts if name.startswith("--")}
        yield " ".join(path), options - {"--help"}
    for name, found in (inner or {}).items():
        yield from leaves(found, (*path, name))


COMMANDS = dict(leaves(typer.main.get_command(app)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_its_options_are_in_the_page_of_commands(command):
    rows = [row for row in text_of(DOCS / "commands.md").splitlines() if row.startswith(f"| `{command}")]

    assert len(rows) == 1
    assert sorted(option for option in COMMANDS[command] if not re.search(rf"{option}\b", rows[0])) == []


def test_the_page_of_commands_invents_none():
    written = re.findall(r"^\| `(motcua [a-z -]+?)(?: [A-Z].*?)?`", text_of(DOCS / "commands.md"), re.MULTILINE)

    assert sorted(set(written)) == sorted(COMMANDS)


def test_every_act_on_a_dossier_is_in_the_page_of_commands():
    page = text_of(DOCS / "commands.md")
    words = {word for word in ACTS if not word.startswith("+")}

    assert sorted(word for word in words if f"`{word}`" not in page) == []


def test_every_word_of_make_is_in_the_page_of_commands():
    words = set(re.findall(r"^([a-z-]+):.*?## ", text_of(ROOT / "Makefile"), re.MULTILINE)) - {"help", "setup-all"}

    assert sorted(word for word in words if f"`make {word}`" not in text_of(DOCS / "commands.md")) == []


def test_every_variable_that_the_product_reads_is_in_the_page_of_operating():
    read = {name for path in SRC.rglob("*.py") for name in OURS.findall(text_of(path))} - {"MOTCUA_TEST_DATABASE"}

    assert sorted(read - set(OURS.findall(text_of(DOCS / "operating.md")))) == []


def test_every_variable_that_only_tests_read_is_in_the_page_of_contributing():
    told_elsewhere = set(OURS.findall(text_of(DOCS / "operating.md")))
    read = {name for path in (ROOT / "tests").rglob("*.py") for name in OURS.findall(text_of(path))}

    assert sorted(read - told_elsewhere - set(OURS.findall(text_of(ROOT / "CONTRIBUTING.md")))) == []


def test_no_page_names_a_variable_that_nothing_reads():
    named = {name for page in PAGES for name in OURS.findall(text_of(page))}
    code = [*SRC.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    read = {name for path in code for name in OURS.findall(text_of(path))}

    assert sorted(named - read) == []


@pytest.mark.parametrize("page", PAGES, ids=told)
def test_every_link_leads_to_a_file(page):
    links = [link for link in LINK.findall(text_of(page)) if "://" not in link]
    missing = [link for link in links if not (page.parent / link).exists()]
    if not any((DOCS / "pictures").glob("*.png")):  # the pictures are taken last
        missing = [link for link in missing if not link.endswith(".png")]

    assert missing == []


@pytest.mark.parametrize("record", ADR, ids=lambda path: path.stem)
def test_a_decision_record_is_one_page_with_its_four_parts(record):
    text = text_of(record)

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Rejected"]
    assert len(text.split()) < 450
    assert f"({record.name})" in text_of(DOCS / "adr" / "README.md")
    assert text.startswith(f"# {int(record.stem[:4])}. ")


def test_every_decision_that_is_cited_has_its_record():
    numbers = {int(record.stem[:4]) for record in ADR}
    cited = {int(number) for path in tracked_files() for number in re.findall(r"\bADR (\d+)\b", text_of(path))}

    assert sorted(cited - numbers) == []


def test_every_page_is_in_an_index():
    indexed = text_of(DOCS / "README.md") + text_of(DOCS / "law" / "README.md")
    pages = [page for page in [*DOCS.glob("*.md"), *(DOCS / "law").glob("*.md")] if page.name != "README.md"]

    assert [told(page) for page in pages if page.name not in indexed] == []


@pytest.mark.parametrize("name", OFFICERS_PAGES)
def test_pages_for_officers_are_vietnamese_in_full_marks(name):
    text = text_of(ROOT / name)

    assert len(re.findall(r"[ạảãàáâậầấẩẫăắằặẳẵđêếềệểễôốồộổỗơớờợởỡưứừựửữ]", text)) > len(text) / 20
