"""The core: the standard library only, and no clock."""

import ast
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "src" / "fodfaeste" / "core"
FILES = sorted(CORE.rglob("*.py"))
CLOCK = {"now", "today", "utcnow", "time", "time_ns", "monotonic"}


def imported(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {
        node.module or "fodfaeste.core" for node in nodes if isinstance(node, ast.ImportFrom)
    }


def is_allowed(module: str) -> bool:
    in_core = module == "fodfaeste.core" or module.startswith("fodfaeste.core.")
    return in_core or module.partition(".")[0] in sys.stdlib_module_names


def calls(tree: ast.Module) -> set[str]:
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {each.attr for each in called if isinstance(each, ast.Attribute)}


def test_there_is_a_core():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_core_imports_the_standard_library_only(path):
    foreign = {
        name for name in imported(ast.parse(path.read_text("utf-8"))) if not is_allowed(name)
    }
    assert not foreign


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_core_asks_no_clock(path):
    assert not calls(ast.parse(path.read_text("utf-8"))) & CLOCK
