"""What no tool on the market checks: sizes, drawers, clocks, signals, words in the wrong place."""

import ast
import json
import re

import pytest
from the_source import SRC, docstrings_in, python_files, strings_of, told, tree_of

DRAWERS = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "base_classes", "lib"}
MOST_LINES, LONGEST_FUNCTION = 400, 40
SPOKEN_ROOMS = {"rules", "operations", "queries"}
LEGAL_NUMBER = re.compile(r"\d+/(?:\d{4}/)?(?:NĐ-CP|TT-[A-ZĐ]+|QĐ-[A-ZĐ]+|NQ-[A-ZĐ]+|TTLT-[A-ZĐ]+|QH\d+|UBTVQH\d+)")
NUMBER_TAIL = re.compile(r"(?:NĐ-CP|TT-VPCP|/QĐ-|/NQ-|/QH1)")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "ngettext_lazy", "pgettext_lazy"}
CLOCK_CALLS = {"now", "today", "utcnow", "localtime", "localdate", "time", "monotonic"}
CLOCK_OWNERS = {"datetime", "date", "timezone", "clock", "time"}


def calls_of_the_clock(tree: ast.Module) -> list[int]:
    """Return the lines in which a file asks what time it is."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            if node.module.endswith("foundation.clock") or (node.module.endswith("foundation") and "clock" in names):
                lines.append(node.lineno)
            if (node.module, "now") in {("django.utils.timezone", name) for name in names}:
                lines.append(node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            owner = node.func.value
            last = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if last in CLOCK_OWNERS:
                lines.append(node.lineno)
    return lines


def signals_in(tree: ast.Module) -> list[int]:
    """Return the lines in which a file uses Django's signals."""
    modules = re.compile(r"^django\.(dispatch|(core|db\.models|contrib\.auth)\.signals)")
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module and modules.match(node.module))
        or (isinstance(node, ast.ImportFrom) and any(alias.name == "signals" for alias in node.names))
    ]


def filled_in_before_translation(tree: ast.Module) -> list[int]:
    """Return the lines in which a text is filled in before gettext can look it up."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", None) or getattr(node.func, "attr", None)) in GETTEXT
        and any(isinstance(part, ast.JoinedStr) for argument in node.args for part in ast.walk(argument))
    ]


def places(finder, files=None) -> list[str]:
    return [f"{told(path)}:{line}" for path in files or python_files() for line in finder(tree_of(path))]


def test_nothing_is_kept_in_a_drawer():
    named = [path for path in SRC.rglob("*") if path.suffix in {"", ".py"} and path.stem.lower() in DRAWERS]

    assert [told(path) for path in named] == []


def test_no_file_is_longer_than_400_lines():
    """Migrations are exempt: they are written by makemigrations and read once."""
    files = [*python_files(), *SRC.rglob("*.html"), *SRC.rglob("*.typ")]
    long = {told(path): count for path in files if (count := len(path.read_text("utf-8").splitlines())) > MOST_LINES}

    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = [
        f"{told(path)}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1})"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_public_functions_and_classes_say_what_they_give():
    """Kernel, foundation and the rules, operations and queries of every module."""
    silent = []
    for path in python_files():
        inside = path.relative_to(SRC).parts
        if inside[0] not in {"kernel", "foundation"} and not SPOKEN_ROOMS & {*inside, path.stem}:
            continue
        for node in tree_of(path).body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append(f"{told(path)}:{node.lineno} {node.name}")

    assert silent == []


def test_every_file_of_python_says_what_it_is_for():
    silent = [told(path) for path in python_files() if not ast.get_docstring(tree_of(path)) and path.stat().st_size]

    assert silent == []


def test_nothing_is_done_by_signals():
    assert places(signals_in) == []


def test_domain_and_kernel_are_told_the_time():
    files = [path for path in python_files() if {"domain", "kernel"} & set(path.relative_to(SRC).parts[:1])]

    assert places(calls_of_the_clock, files) == []


def test_no_text_is_filled_in_before_it_is_translated():
    assert places(filled_in_before_translation) == []


def test_no_legal_number_stands_in_code():
    """Numbers of laws and decisions are data with dates: rule packs, records, tables. Builders of tests invent some."""
    found = [
        f"{told(path)}:{line} {text!r}"
        for path in python_files()
        if path.stem != "testing"
        for line, text in strings_of(path)
        if LEGAL_NUMBER.search(text) or NUMBER_TAIL.search(text)
    ]

    assert found == []


def test_no_legal_number_stands_in_a_template():
    pages = [*SRC.rglob("*.html"), *SRC.rglob("*.typ")]

    assert [told(path) for path in pages if LEGAL_NUMBER.search(path.read_text(encoding="utf-8"))] == []


def test_no_title_of_a_form_stands_in_code():
    """What a form is called in law comes from the rule pack of the day."""
    titles = set()
    for pack in (SRC / "data" / "rule_packs").glob("*.json"):
        titles |= set(titles_in(json.loads(pack.read_text(encoding="utf-8"))))
    found = [f"{told(path)}:{line}" for path in python_files() for line, text in strings_of(path) if text in titles]

    assert titles
    assert found == []


def titles_in(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [value for key, value in node.items() if key == "title" and isinstance(value, str)]
        return own + [title for value in node.values() for title in titles_in(value)]
    if isinstance(node, list):
        return [title for value in node for title in titles_in(value)]
    return []


@pytest.mark.parametrize(
    ("finder", "source"),
    [
        pytest.param(calls_of_the_clock, "from datetime import datetime\ndatetime.now(UTC)", id="datetime_now"),
        pytest.param(calls_of_the_clock, "import datetime\ndatetime.datetime.now()", id="datetime_datetime_now"),
        pytest.param(calls_of_the_clock, "from django.utils import timezone\ntimezone.now()", id="timezone_now"),
        pytest.param(calls_of_the_clock, "from django.utils.timezone import now", id="now_imported"),
        pytest.param(calls_of_the_clock, "from motcua.foundation import clock", id="our_clock"),
        pytest.param(calls_of_the_clock, "from datetime import date\ndate.today()", id="today"),
        pytest.param(signals_in, "from django.db.models.signals import post_save", id="post_save"),
        pytest.param(signals_in, "from django.dispatch import receiver", id="receiver"),
        pytest.param(signals_in, "from django.db.models import signals", id="signals"),
        pytest.param(filled_in_before_translation, '_(f"Có {count} hồ sơ.")', id="f_string_in_gettext"),
    ],
)
def test_a_breach_is_found(finder, source):
    assert finder(ast.parse(source))


@pytest.mark.parametrize(
    ("finder", "source"),
    [
        pytest.param(calls_of_the_clock, "def act(*, at): return at.date()", id="the_moment_is_handed_in"),
        pytest.param(calls_of_the_clock, "datetime.combine(on, time(8, 0))", id="a_moment_is_made"),
        pytest.param(filled_in_before_translation, '_("Có %d hồ sơ.") % count', id="filled_in_afterwards"),
    ],
)
def test_what_is_right_is_left_alone(finder, source):
    assert finder(ast.parse(source)) == []


def test_docstrings_may_name_the_law():
    tree = ast.parse('"""Law: 118/2025/NĐ-CP."""\nTITLE = "x"')

    assert len(docstrings_in(tree)) == 1
