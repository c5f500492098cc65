"""The source as trees and strings, for the tests that hold it against the rules of the house."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "motcua"
DOMAIN = SRC / "domain"


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def python_files(*, migrations: bool = False) -> list[Path]:
    """Return the Python files of the product."""
    return [path for path in sorted(SRC.rglob("*.py")) if migrations or "migrations" not in path.parts]


def told(path: Path) -> str:
    """Return a path as a failing test names it."""
    return str(path.relative_to(ROOT))


def docstrings_in(tree: ast.Module) -> set[int]:
    """Return the ids of the constants that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    return {id(statement.value) for statement in first if isinstance(statement, ast.Expr)}


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string of a file that is no docstring."""
    tree = tree_of(path)
    docstrings = docstrings_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@cache
def tracked_files() -> list[Path]:
    """Return the files that the repository keeps; where there is no git, none."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        return []
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """Return the text of a file, nothing where it holds no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
