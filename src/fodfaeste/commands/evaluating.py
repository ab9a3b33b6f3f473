"""``fodfaeste evaluate`` and ``fodfaeste settle``: JSON in, JSON out, faults on standard error."""

import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from fodfaeste import exchange
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.programmes.catalogue import FaultyFile

BAD_INPUT = 2


def evaluate_one(path: str, *, on: str, language: str | None) -> int:
    """Prints the evaluation of the case in a file (``-``: standard input) on a day."""

    def answer() -> Any:
        question = exchange.read_question(_read_json(path), on, on_place="--on")
        return exchange.evaluation_of(question, language or "da")

    return _print_answer(answer, language)


def settle(path: str, *, quarter: str, language: str | None) -> int:
    """Prints the statement of the project in a file (``-``: standard input) for a quarter."""
    from fodfaeste.statements import statement_of

    return _print_answer(lambda: statement_of(_read_json(path), quarter), language)


def _print_answer(answer: Callable[[], Any], language: str | None) -> int:
    try:
        found = answer()
    except (Refused, FaultyFile) as refused:
        print_faults(refused, language)
        return BAD_INPUT
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0


def print_faults(refused: Refused | FaultyFile, language: str | None) -> None:
    """Every fault on a line of standard error; in English unless a language is asked for."""
    for line in exchange.refusal_lines(refused, language or "en"):
        print(line, file=sys.stderr)


def _read_json(path: str) -> Any:
    try:
        with _opened(path) as file:
            text = file.read()
    except OSError as error:
        raise _cannot_read(path, error) from error
    return exchange.parse_json(text)


def _opened(path: str) -> BinaryIO:
    """The file at ``path``, or standard input for ``-``. Raises ``Refused`` if it is not there."""
    if path == "-" and sys.stdin is not None:
        return sys.stdin.buffer
    try:
        return open(path, "rb")
    except OSError as error:
        raise _cannot_read(path, error) from error


def _cannot_read(path: str, error: OSError) -> Refused:
    return Refused([Fault(path, "cannot_read", {"why": error.strerror or str(error)})])


def evaluate_lines(path: str, *, language: str | None) -> int:
    """Prints one evaluation for each line of a file (``-``: standard input), in order."""
    try:
        lines = _opened(path)
    except Refused as refused:
        print_faults(refused, language)
        return BAD_INPUT
    with lines:
        return _answer_all(lines, language)


def _answer_all(lines: BinaryIO, language: str | None) -> int:
    status = 0
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for line in lines:
        answer = exchange.answer_line(line, language or "da", language or "en")
        if "errors" in answer:
            status = BAD_INPUT
        print(encode(answer), flush=True)
    return status
