"""Whatever is refused is said in words, in both languages; and each code means one thing."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import fodfaeste
from fodfaeste import words
from fodfaeste.core.faults import Fault
from fodfaeste.web import saying

SOURCES = sorted(Path(fodfaeste.__file__).parent.rglob("*.py"))


class Anything(dict[str, str]):
    """Whatever value a sentence asks for."""

    def __missing__(self, name: str) -> str:
        return "X"


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes of ``Fault(place, code)`` and ``faults.add(place, code)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 2 and names_a_fault(node.func):
            code = node.args[1]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def names_a_fault(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "add" and ast.unparse(function.value).endswith("faults")
    return isinstance(function, ast.Name) and function.id == "Fault"


def test_every_code_has_its_sentence():
    used = {code for path in SOURCES for code in codes_in(ast.parse(path.read_text("utf-8")))}
    assert {"unknown_workplace", "no_such_team", "unknown_requirement"} <= used
    known = set(saying.SENTENCES)
    assert not [one for one in sorted(used - known) if not is_said_where_files_are_read(one)]


def is_said_where_files_are_read(code: str) -> bool:
    try:
        return all(words.fault_text(Fault("", code, {code: "X"}), one) for one in words.LANGUAGES)
    except KeyError as missing:  # either the sentence, or one of the values in it
        return missing.args != (code,)


def test_no_two_rooms_use_a_code_for_something_else():
    codes = Counter(code for room in saying.ROOMS for code in room.SENTENCES)
    assert not [code for code, rooms in codes.items() if rooms > 1]


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_is_a_sentence(language):
    with translation.override(language):
        for code, sentence in saying.SENTENCES.items():
            said = str(sentence) % Anything()
            assert said.strip("“»")[0].isupper() and said.endswith((".", "?", "…")), code


def test_a_date_that_is_quoted_is_said_as_people_say_it():
    with translation.override("da"):
        said = saying.fault(Fault("since", "before_the_placement", {"value": "2026-12-01"}))
    assert "1. december" in said
