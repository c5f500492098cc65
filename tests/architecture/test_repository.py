"""What the repository holds: no place of any machine, no address of a package source, migrations that explain themselves."""

import ast
import json
import re
from pathlib import Path

import pytest
from the_source import DOMAIN, ROOT, SRC, text_of, told, tracked_files

from motcua.entrypoints.cli.database import RELEASE

PACKAGE_SOURCES = re.compile(
    r"https?://[\w.:@-]*(?:pypi|pythonhosted|npmjs|yarnpkg|registry|artifactory|nexus|devpi|verdaccio)[\w./:-]*"
    r"|--(?:extra-)?index-url|--find-links|--trusted-host|_authToken",
    re.IGNORECASE,
)
PLACES = re.compile(r"(?<![\w./~}\])-])/(?:home|Users|workspace|builds|runner)/\w+|[A-Z]:\\\\?Users\\")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
MIGRATIONS = [path for path in sorted(SRC.rglob("migrations/*.py")) if path.stem != "__init__"]
MUST_SAY = ("Undo",)
THIS = Path(__file__).resolve()


def texts() -> list[tuple[Path, str]]:
    return [(path, text_of(path)) for path in tracked_files() if path != THIS]


def test_no_file_names_a_place_of_a_machine():
    own = {str(ROOT), str(Path.home())} - {"/", "/root"}
    found = [
        told(path)
        for path, text in texts()
        if PLACES.search(text) or any(f"{place}/" in text for place in own if len(Path(place).parts) > 2)
    ]

    assert found == []


def test_no_file_says_where_packages_come_from():
    assert [f"{told(path)}: {hit.group()}" for path, text in texts() if (hit := PACKAGE_SOURCES.search(text))] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_versions_and_hashes_only(lock):
    text = lock.read_text(encoding="utf-8")
    packages = re.findall(r"^[A-Za-z0-9][\w.\[\],-]*==\S+", text, re.MULTILINE)

    assert "://" not in text
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)


def test_the_lock_of_the_pages_names_no_address():
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}_{path.stem}")
def test_a_migration_says_why_and_how_it_is_undone(migration):
    said = ast.get_docstring(ast.parse(migration.read_text(encoding="utf-8"))) or ""

    assert said
    assert [word for word in MUST_SAY if word not in said] == []


def test_a_migration_is_named_by_what_it_does():
    assert [told(path) for path in MIGRATIONS if re.search(r"_auto_|_initial$", path.stem)] == []


@pytest.mark.parametrize(
    "module", [path for path in sorted(DOMAIN.iterdir()) if (path / "apps.py").exists()], ids=lambda path: path.name
)
def test_every_module_has_its_readme_of_purpose_words_and_invariants(module):
    readme = (module / "README.md").read_text(encoding="utf-8")

    assert readme.startswith(f"# {module.name}")
    assert [word for word in ("Purpose:", "Words:", "Invariants:") if word not in readme] == []
    assert len(readme.splitlines()) <= 16


@pytest.mark.parametrize(
    "module", [path for path in sorted(DOMAIN.iterdir()) if (path / "apps.py").exists()], ids=lambda path: path.name
)
def test_the_door_of_a_module_lists_what_it_offers(module):
    tree = ast.parse((module / "api.py").read_text(encoding="utf-8"))
    stated = [
        [item.value for item in node.value.elts]
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    ]

    assert len(stated) == 1
    assert stated[0]
    assert len(set(stated[0])) == len(stated[0])


def test_the_release_is_the_same_everywhere():
    stated = re.search(r'^version = "([\d.]+)"$', text_of(ROOT / "pyproject.toml"), re.MULTILINE)

    assert stated
    assert stated.group(1) == RELEASE
    assert f"## {RELEASE}" in text_of(ROOT / "CHANGELOG.md")
