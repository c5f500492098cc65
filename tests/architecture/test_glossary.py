"""The glossary is data: what the code has is in it, and what it names is in the code."""

import ast
import enum
import importlib
import inspect
import pkgutil
import re
from dataclasses import fields, is_dataclass
from functools import cache

import pytest
from django.apps import apps
from the_source import ROOT, SRC, python_files, tree_of

from motcua.domain.dossiers import api as dossiers

PAGE = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| ([^|]+) \| `([\w.]+)` \|(.*)\|$", re.MULTILINE)
MODULES = [config.label for config in apps.get_app_configs() if config.name.startswith("motcua.domain.")]
LEFT_OUT = re.compile(r"\.(migrations|embedded|database|processes|testing)\b")
WORKINGS = {"procedures.Cell"}  # how a cell was read, inside one reader: no word of the subject


@cache
def rows() -> list[tuple[str, str, str]]:
    return [(word.strip(), name, rest) for word, name, rest in ROW.findall(PAGE.read_text(encoding="utf-8"))]


def names() -> set[str]:
    return {name for _, name, _ in rows()}


@cache
def classes_of(part: str) -> dict[str, object]:
    """Return what a part of the product defines, by name: classes and functions of all its files."""
    package = {"kernel": "motcua.kernel", "foundation": "motcua.foundation"}.get(part, f"motcua.domain.{part}")
    root = importlib.import_module(package)
    inside = [found.name for found in pkgutil.walk_packages(root.__path__, f"{package}.")]
    modules = [root, *(importlib.import_module(name) for name in inside if not LEFT_OUT.search(name))]
    defined = {}
    for module in modules:
        for name, value in vars(module).items():
            is_ours = getattr(value, "__module__", "").startswith(package)
            if (inspect.isclass(value) or inspect.isfunction(value)) and is_ours and not name.startswith("_"):
                defined[name] = value
    return defined


def words_of(part: str) -> set[str]:
    """Return the values of every enumeration of a part, as the glossary names them."""
    return {
        f"{part}.{name}.{value.value}"
        for name, found in classes_of(part).items()
        if inspect.isclass(found) and issubclass(found, enum.Enum) and name != "Act"
        for value in found
        if f"{part}.{name}" not in WORKINGS
    }


@cache
def acts() -> set[str]:
    """Return every act that the ledger can hold, by the module that writes it."""
    found = {f"dossiers.act.{act}" for act in dossiers.ACT_NAMES if not act.startswith("paper_")}
    for module in MODULES:
        events = importlib.import_module(f"motcua.domain.{module}.events")
        found |= {f"{module}.act.{act.value}" for act in getattr(events, "Act", ())}
        found |= {
            f"{module}.act.{value}" for name, value in vars(events).items() if name.isupper() and isinstance(value, str)
        }
    return found | {f"demo.act.{act}" for act in literal_acts("entrypoints")}


def literal_acts(folder: str) -> set[str]:
    """Return the acts that are written as plain texts in the files below a folder."""
    return {
        text.value
        for path in python_files()
        if path.is_relative_to(SRC / folder)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "write"
        for text in [*node.args[:1], *(word.value for word in node.keywords if word.arg == "act")]
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and re.fullmatch(r"[a-z_]+", text.value)
    }


def exists(name: str) -> bool:
    part, *path = name.split(".")
    if path[0] == "act":
        return name in acts()
    found = classes_of(part).get(path[0])
    if found is None or len(path) == 1:
        return found is not None
    if inspect.isclass(found) and issubclass(found, enum.Enum):
        return path[1] in {value.value for value in found}
    return is_dataclass(found) and path[1] in {field.name for field in fields(found)}


def test_every_table_is_in_the_glossary():
    tables = {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model._meta.app_label in {*MODULES, "foundation"}
    }

    assert sorted(tables - names()) == []


@pytest.mark.parametrize("part", [*MODULES, "kernel"])
def test_every_state_kind_role_and_level_is_in_the_glossary(part):
    assert sorted(words_of(part) - names()) == []


def test_every_act_of_the_ledger_is_in_the_glossary():
    assert sorted(acts() - names()) == []


def test_every_act_that_a_dossier_s_ledger_is_given_has_a_name_for_people():
    assert sorted(literal_acts("domain/dossiers") - set(dossiers.ACT_NAMES)) == []


def test_the_words_of_the_engine_are_in_the_glossary():
    wanted = {"Process", "ProcessVersion", "StepInfo", "StepInfo.ready", "StepInfo.share", "Doubt", "bind_version"}

    assert {f"workflow.{word}" for word in wanted} <= names()


def test_every_code_name_of_the_glossary_is_in_the_code():
    assert [name for _, name, _ in rows() if not exists(name)] == []


def test_no_code_name_has_two_rows():
    listed = [name for _, name, _ in rows()]

    assert [name for name in names() if listed.count(name) > 1] == []


def test_every_row_has_a_word_of_the_people_and_a_meaning():
    assert [name for word, name, rest in rows() if not word or not rest.split("|")[0].strip()] == []
    assert len(rows()) == sum(line.startswith("| ") and "`" in line for line in PAGE.read_text("utf-8").splitlines())
