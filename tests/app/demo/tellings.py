"""The demonstration without a database: its tellings as cases of the exchange format."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from fodfaeste.cases.roles import who_acts
from fodfaeste.core.evaluation import ON_A_WORKLIST, Evaluation, evaluate
from fodfaeste.core.events import CORRECTION, read_case
from fodfaeste.demo.desks import staff
from fodfaeste.demo.stories import all_stories, words
from fodfaeste.demo.telling import Happening, Told, tell_all
from fodfaeste.programmes.catalogue import versions

ZONE = ZoneInfo("Europe/Copenhagen")


@cache
def tellings(today: date) -> tuple[Told, ...]:
    return tell_all(all_stories(), staff().desks, words(), today=today, zone=ZONE)


def as_case(told: Told) -> dict[str, Any]:
    """The telling as ``fodfaeste evaluate`` reads it, events in the order of the log."""
    rows = []
    for number, one in enumerate(told.happenings):
        rows.append(as_event(one, f"n{number}"))
        if one.type == CORRECTION:
            rows[-1]["of"] = f"n{one.corrects}"
        if one.replacement is not None:
            rows.append(as_event(one.replacement, f"n{number}b"))
    born = {"birth_date": str(told.person.birth_date)}
    return {"variant": told.story.variant, "citizen": {**born, **told.facts}, "events": rows}


def as_event(one: Happening, id_: str) -> dict[str, Any]:
    row = {"id": id_, "type": one.type, "on": str(one.on), "by": one.by, **one.attributes}
    return {**row, "present": list(one.present)}


def evaluated(told: Told, today: date) -> Evaluation:
    rules = versions(told.story.programme)[-1]
    return evaluate(rules, read_case(as_case(told), rules.terms), today.toordinal())


@cache
def evaluations(today: date) -> tuple[tuple[Told, Evaluation], ...]:
    return tuple((told, evaluated(told, today)) for told in tellings(today))


@dataclass(frozen=True)
class Part:
    role: str
    who: str


def mornings(today: date) -> dict[str, Counter[str]]:
    """For each person, how many rows each section of their Today has."""
    found: dict[str, Counter[str]] = {key: Counter() for key in staff().colleagues}
    sunday = today + timedelta(days=6 - today.weekday())
    for told, evaluation in evaluations(today):
        members = [Part(role, who) for role, who in told.desk.members.items()]
        for one in evaluation.requirements:
            if one.state in ON_A_WORKLIST:
                section = section_of(one.due_on, today, sunday)
                acts = who_acts(members, one.rule.owner, evaluation.rules)
                if section and acts:
                    found[acts.who][section] += 1
    return found


def section_of(due: date | None, today: date, sunday: date) -> str | None:
    if due is None:
        return "undated"
    if due < today:
        return "overdue"
    if due <= sunday:
        return "this_week"
    return "later" if due <= sunday + timedelta(days=30) else None
