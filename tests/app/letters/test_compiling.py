"""The typesetter in processes that were forked after it was used."""

import multiprocessing
import os
from pathlib import Path

import pytest

from fodfaeste.letters import compiling
from fodfaeste.letters.compiling import CannotSet, compile_template

FORK = multiprocessing.get_context("fork")
SECONDS = 60


def template(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.typ"
    path.write_text(text, "utf-8")
    return path


def test_a_child_of_a_process_that_has_used_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    path = template(tmp_path, "= Hej")
    assert compile_template(path).startswith(b"%PDF")
    answers = FORK.Queue()
    child = FORK.Process(target=lambda: answers.put(compile_template(path)[:4]))
    child.start()
    try:
        assert answers.get(timeout=SECONDS) == b"%PDF"
    finally:
        child.kill()


@pytest.mark.parametrize("forked", [False, True])
def test_why_it_refuses_is_told_in_either(tmp_path: Path, forked: bool, monkeypatch) -> None:
    compile_template(template(tmp_path, "= Hej"))
    monkeypatch.setitem(compiling._used_in, "process", -1 if forked else os.getpid())
    with pytest.raises(CannotSet, match="unknown variable: nothing"):
        compile_template(template(tmp_path, "#nothing"))
