"""Answers to the questions of a programme's forms: which questions show, and what an answer is.

An answer is plain data: text, a value of a choice, a number of a scale, yes or no, a whole number,
hours (text, as ``"12.5"``), a date (ISO text). To a question asked for each sub-goal it is a list
of maps with ``goal`` (its id), ``name``, ``value`` and ``words``. Rules never read answers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fodfaeste.core.dates import parse_day
from fodfaeste.core.description import Question, QuestionList
from fodfaeste.core.events import Terms
from fodfaeste.core.faults import Faults, below, shown
from fodfaeste.core.matching import fits
from fodfaeste.core.programme import Programme

_HOURS = re.compile(r"(0|[1-9]\d{0,3})(\.\d{1,2})?\Z", re.ASCII)
_OF_GOAL = frozenset({"goal", "name", "value", "words"})


def forms_for(
    programme: Programme, terms: Terms, type_: str, attributes: Mapping[str, Any]
) -> Iterator[QuestionList]:
    """The forms that show with an event of a type that has these attributes, as the exchange
    format writes them."""
    for form in programme.forms:
        if type_ in form.event and all(
            fits(wanted, _given(terms, type_, name, attributes))
            for name, wanted in form.where.items()
        ):
            yield form


def _given(terms: Terms, type_: str, name: str, attributes: Mapping[str, Any]) -> Any:
    known = terms.events[type_].attributes[name]
    return attributes.get(name, False if known.type == "yes_no" else None)


def deciding(programme: Programme, type_: str) -> frozenset[str]:
    """The attributes on which it depends which forms show."""
    return frozenset(n for form in programme.forms if type_ in form.event for n in form.where)


def questions_for(
    programme: Programme, terms: Terms, type_: str, attributes: Mapping[str, Any]
) -> dict[str, Question]:
    """What may be answered at such an event, by id: what its forms ask first, then what other
    forms do, so that an answer keeps its question when the event was mended."""
    shown_first = [*forms_for(programme, terms, type_, attributes)]
    of_type = [form for form in programme.forms if type_ in form.event]
    found: dict[str, Question] = {}
    for form in (*shown_first, *of_type, *programme.forms):
        for question in form.questions:
            found.setdefault(question.id, question)
    return found


def check_answers(
    programme: Programme,
    terms: Terms,
    type_: str,
    attributes: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> None:
    """Raises ``Refused`` with every answer that is none, placed below ``answers``."""
    faults = Faults()
    asked = questions_for(programme, terms, type_, attributes)
    for name, given in answers.items():
        place = below("answers", name)
        if name not in asked:
            faults.add(place, "unknown_question", value=shown(name))
        elif asked[name].for_each:
            _check_goals(asked[name], given, place, faults)
        else:
            _CHECKS[asked[name].type](asked[name], given, place, faults)
    faults.refuse_if_any()


def _check_goals(asked: Question, given: Any, place: str, faults: Faults) -> None:
    if not isinstance(given, list):
        faults.add(place, "not_a_list", value=shown(given))
        return
    for number, row in enumerate(given):
        inside = below(place, number)
        if not isinstance(row, dict) or not {"goal", "name"} <= set(row) <= _OF_GOAL:
            faults.add(inside, "not_a_map", value=shown(row))
        elif "value" in row:
            _choice(asked, row["value"], inside, faults)


def _text(_: Question, given: Any, place: str, faults: Faults) -> None:
    if not isinstance(given, str):
        faults.add(place, "not_text", value=shown(given))


def _choice(asked: Question, given: Any, place: str, faults: Faults) -> None:
    if given not in asked.values:
        faults.add(place, "not_one_of", value=shown(given), known=", ".join(asked.values))


def _scale(asked: Question, given: Any, place: str, faults: Faults) -> None:
    assert asked.scale is not None, "checked when the file was read"
    numbers = range(asked.scale.first, asked.scale.last + 1)
    if type(given) is not int or given not in numbers:
        known = f"{numbers[0]}–{numbers[-1]}"
        faults.add(place, "not_one_of", value=shown(given), known=known)


def _yes_no(_: Question, given: Any, place: str, faults: Faults) -> None:
    if not isinstance(given, bool):
        faults.add(place, "not_yes_no", value=shown(given))


def _number(_: Question, given: Any, place: str, faults: Faults) -> None:
    if type(given) is not int or given < 0:
        faults.add(place, "not_a_number", value=shown(given))


def _hours(_: Question, given: Any, place: str, faults: Faults) -> None:
    if not isinstance(given, str) or not _HOURS.match(given):
        faults.add(place, "not_hours", value=shown(given))


def _date(_: Question, given: Any, place: str, faults: Faults) -> None:
    if parse_day(given) is None:
        faults.add(place, "not_a_date", value=shown(given))


_CHECKS: Mapping[str, Callable[[Question, Any, str, Faults], None]] = {
    "text": _text,
    "choice": _choice,
    "scale": _scale,
    "yes_no": _yes_no,
    "number": _number,
    "hours": _hours,
    "date": _date,
}
