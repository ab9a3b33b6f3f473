"""The core: the standard library only, no clock, no files, nothing printed, no sentences."""

import ast
import sys
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "src" / "fodfaeste" / "core"
FILES = sorted(CORE.rglob("*.py"))

# Modules that know what time it is, ask the machine, or draw lots.
FORBIDDEN_MODULES = {
    "asyncio", "io", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "zoneinfo",
}  # fmt: skip
FORBIDDEN_METHODS = {
    "fromtimestamp", "localtime", "monotonic", "now", "perf_counter", "read_bytes", "read_text",
    "time", "time_ns", "today", "utcnow", "write_bytes", "write_text",
}  # fmt: skip
FORBIDDEN_FUNCTIONS = {"breakpoint", "compile", "eval", "exec", "input", "open", "print"}


def imported(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {
        node.module or "fodfaeste.core" for node in nodes if isinstance(node, ast.ImportFrom)
    }


def is_allowed(module: str) -> bool:
    top = module.partition(".")[0]
    if module == "fodfaeste.core" or module.startswith("fodfaeste.core."):
        return True
    return top in sys.stdlib_module_names and top not in FORBIDDEN_MODULES


def called(tree: ast.Module) -> set[str]:
    """Names of the functions called, methods with a dot before them."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {f".{one.attr}" for one in functions if isinstance(one, ast.Attribute)}
    return methods | {one.id for one in functions if isinstance(one, ast.Name)}


def touched(tree: ast.Module) -> set[str]:
    """Every attribute that is named, called or not: ``default_factory=date.today`` is a clock."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_there_is_a_core():
    assert {"evaluation.py", "duties.py", "log.py", "dates.py"} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_core_imports_the_standard_library_only_and_nothing_of_the_machine(path):
    assert {name for name in imported(parsed(path)) if not is_allowed(name)} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_core_asks_no_clock_and_opens_no_file(path):
    tree = parsed(path)
    assert not touched(tree) & FORBIDDEN_METHODS
    assert not called(tree) & FORBIDDEN_FUNCTIONS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_core_says_nothing_in_danish(path):
    """Sentences are said at the edge; a name for a placement is the one default."""
    nodes = list(ast.walk(parsed(path)))
    documents = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [
        node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in documents
    ]
    assert not [text for text in texts if isinstance(text, str) and set(text) & set("æøåÆØÅ")]


@pytest.mark.parametrize(
    "code",
    ["import datetime\ndatetime.date.today()", "from datetime import date\nx = date.today",
     "print(1)", "open('x')", "import time", "from os import environ", "import yaml"],
)  # fmt: skip
def test_the_test_itself_sees(code):
    tree = ast.parse(code)
    seen = touched(tree) & FORBIDDEN_METHODS or called(tree) & FORBIDDEN_FUNCTIONS
    assert seen or not all(is_allowed(name) for name in imported(tree))
