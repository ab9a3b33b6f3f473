"""What the acts of people say in a line of the log, each kind of act in a way of its own. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fodfaeste.cases import rows
from fodfaeste.core.rules import Rules
from fodfaeste.protection.subject_access import naming
from fodfaeste.web import dates, names, saying
from fodfaeste.web.appointments.saying import CAUSES, event_name
from fodfaeste.web.files import presenters as filed
from fodfaeste.web.intake import words as intake
from fodfaeste.web.letters import words as letters
from fodfaeste.web.matching import logged as matching
from fodfaeste.web.mentoring import logged as mentoring
from fodfaeste.web.placements import saying as placements
from fodfaeste.web.plan import lines as plan_lines
from fodfaeste.web.sharing import terms

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """What a line is read by: the rules of the case, and the names of those who take part."""

    rules: Rules
    people: Mapping[int, str]
    today: date


def details(type_: str, given: Given, around: Around) -> Iterable[str]:
    """What a line says beside the name of its act; nothing for one of which that is all."""
    told = DETAILS.get(type_)
    return told(around, given) if told else ()


def facts(around: Around, given: Given) -> Iterator[str]:
    for name, said in saying.facts(around.rules, given, today=around.today):
        yield f"{name}: {said}"


def version(around: Around, given: Given) -> Iterator[str]:
    day = date.fromisoformat(str(given["version"]))
    yield _("version of %(date)s") % {"date": dates.medium(day, today=around.today)}


def variant(around: Around, given: Given) -> Iterator[str]:
    chosen = names.of_variant(around.rules, given.get("variant"))
    yield chosen or pgettext("form of the programme", "none")


def decided(_around: Around, given: Given) -> Iterator[str]:
    said = intake.decision(str(given["decision"]))
    yield f"{said}: {given['to']}" if given.get("to") else said


def classified(_around: Around, given: Given) -> Iterator[str]:
    yield str(names.SENSITIVE.get(given["to"], _("the course itself")))


# --- people


def member(around: Around, given: Given) -> Iterator[str]:
    """Who, and what they are in the case."""
    who, role = around.people.get(given["user"], ""), names.of_role(around.rules, given["role"])
    yield ", ".join(filter(None, [who, role]))


def sight(around: Around, given: Given) -> Iterator[str]:
    """Who, and what they read."""
    yield around.people.get(given["user"]) or _("a colleague")
    kinds = [str(names.SENSITIVE.get(kind, kind)) for kind in given.get("kinds", ())]
    yield ", ".join(kinds) or _("neither health nor social matters")


def companion(_around: Around, given: Given) -> Iterator[str]:
    yield str(naming.COMPANIONS.get(given["kind"], given["kind"]))


def reminded(around: Around, given: Given) -> Iterator[str]:
    yield around.people.get(given["user"], _("a colleague"))
    yield names.of_rule(around.rules, str(given["requirement"]))


def called(around: Around, given: Given) -> Iterator[str]:
    yield names.of_role(around.rules, str(given["role"]))


# --- appointments, progress, support


def appointment(around: Around, given: Given) -> Iterator[str]:
    """What it is, when, and because of whom it fell."""
    if "event" in given:
        yield event_name(around.rules, str(given["event"]))
    for name, text in (("begins", "%s"), ("from", _("from %s")), ("to", _("to %s"))):
        if name in given:
            when = datetime.fromisoformat(str(given[name]))
            yield text % dates.moment(when, today=around.today)
    if "cause" in given:
        yield str(CAUSES.get(given["cause"], given["cause"]))


def course(around: Around, given: Given) -> Iterator[str]:
    """Which course, from when; and what was moved, offered or answered."""
    known = {str(one.id): one.name[dates.language()] for one in around.rules.programme.courses}
    yield known.get(str(given["course"]), str(given["course"]))
    day = date.fromisoformat(str(given["first_on"]))
    yield _("from %(date)s") % {"date": dates.medium(day, today=around.today)}
    for name, text in (("begins", "%s"), ("from", _("from %s")), ("to", _("to %s"))):
        if name in given:
            when = datetime.fromisoformat(str(given[name]))
            yield text % dates.moment(when, today=around.today)
    if "until" in given:
        until = date.fromisoformat(str(given["until"]))
        yield _("to answer by %(date)s") % {"date": dates.medium(until, today=around.today)}
    if "accepted" in given:
        yield _("said yes") if given["accepted"] else _("said no")


def answered(_around: Around, given: Given) -> Iterator[str]:
    """Whose answers they are and how many; what was answered is drawn on a page of its own."""
    yield str(naming.ANSWERING.get(given["who"], given["who"]))
    number = len(given["indicators"])
    yield ngettext("%(n)s answer", "%(n)s answers", number) % {"n": number}


def phase(around: Around, given: Given) -> Iterator[str]:
    yield names.of_phase(around.rules, given.get("phase"))
    known = {str(one.id): one.name[dates.language()] for one in around.rules.programme.tracks}
    yield ", ".join(known.get(track, track) for track in given.get("tracks", ()))


def timesheet(_around: Around, given: Given) -> Iterator[str]:
    """Which weeks."""
    numbers = [str(date.fromisoformat(one).isocalendar().week) for one in given.get("weeks", ())]
    said = ngettext("week %(numbers)s", "weeks %(numbers)s", len(numbers))
    yield said % {"numbers": ", ".join(numbers)}


def passed_on(_around: Around, given: Given) -> Iterator[str]:
    """To whom; why, and what was answered, stands below."""
    yield str(given.get("to", ""))


def letter(_around: Around, given: Given) -> Iterator[str]:
    """Which letter, to whom, by which way; why it could not be sent."""
    yield letters.kind(str(given["kind"]))
    yield letters.to_whom(str(given["to"]), "")
    yield letters.channel(str(given["channel"]))
    if given.get("fault"):
        yield letters.says(str(given["fault"]))


def placement(around: Around, given: Given) -> Iterator[str]:
    """What it is, which version, who signed and how, how far it is elsewhere."""
    if "kind" in given:
        yield placements.kind(str(given["kind"]), around.rules)
    if "agreement" in given:
        yield _("version %(n)s") % {"n": given["agreement"]}
    yield from _from_until(around, given)
    for name, words in PLACEMENT_WORDS:
        if name in given:
            yield str(words.get(given[name], given[name]))
    if given.get("on_behalf"):
        yield _("somebody on their behalf")


PLACEMENT_WORDS = (
    ("party", placements.PARTIES),
    ("way", placements.WAYS),
    ("system", placements.SYSTEMS),
    ("state", placements.RECORD_STATES),
)
"""What a line about a placement may say in codes."""


def mentor(around: Around, given: Given) -> Iterable[str]:
    """Paid or not, from when until when, how many hours; who, and the words, stand elsewhere."""
    return mentoring.support(given, around.rules, today=around.today)


def _from_until(around: Around, given: Given) -> Iterator[str]:
    """Of a line that says days: from when, and until when."""
    if "since" in given:
        days = [date.fromisoformat(given[name]) for name in ("since", "until") if name in given]
        last = days[1] if len(days) > 1 else None
        yield placements.period(days[0], last, today=around.today)


def by_itself(told: Callable[[Given], Iterable[str]]) -> Callable[[Around, Given], Iterable[str]]:
    """What can be told without the case around it."""
    return lambda _around, given: told(given)


DETAILS: Mapping[str, Callable[[Around, Given], Iterable[str]]] = {
    rows.FACTS_RECORDED: facts,
    rows.CASE_OPENED: version,
    rows.VERSION_CHANGED: version,
    rows.VARIANT_CHOSEN: variant,
    rows.INTAKE_DECIDED: decided,
    rows.TEXT_CLASSIFIED: classified,
    rows.MEMBER_JOINED: member,
    rows.MEMBER_LEFT: member,
    rows.PRIMARY_CHANGED: member,
    rows.SIGHT_GIVEN: sight,
    rows.COMPANION_ADDED: companion,
    rows.COMPANION_ENDED: companion,
    rows.REMINDED: reminded,
    rows.CALLED_IN: called,
    rows.TIMESHEET_FILLED: timesheet,
    rows.TIMESHEET_CONFIRMED: timesheet,
    rows.PROGRESS_ANSWERED: answered,
    rows.PHASE_PLANNED: phase,
    rows.CASE_OFFERED: passed_on,
    rows.CASE_REFUSED: passed_on,
    rows.CASE_PASSED_ON: passed_on,
    rows.FILE_ADDED: by_itself(filed.details),
    **dict.fromkeys(rows.OF_MATCHES, by_itself(matching.details)),
    **dict.fromkeys(rows.OF_APPOINTMENTS, appointment),
    **dict.fromkeys(rows.OF_AGREEMENTS, placement),
    **dict.fromkeys(rows.OF_MENTORS, mentor),
    **dict.fromkeys(rows.OF_COURSES, course),
    **dict.fromkeys(rows.OF_CONSENTS, by_itself(terms.logged)),
    **dict.fromkeys(rows.OF_LETTERS, letter),
    **dict.fromkeys(rows.OF_PLANS, by_itself(plan_lines.logged)),
}
"""By the type of the line; of every other the name says all."""
