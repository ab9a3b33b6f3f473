"""The patterns of courses in the programmes' files, and who may hold runs of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from fodfaeste.accounts.models import User
from fodfaeste.accounts.queries import run_by
from fodfaeste.core.description import Course
from fodfaeste.core.rules import Rules
from fodfaeste.courses.models import Run
from fodfaeste.programmes.catalogue import programme_ids, version_of, versions


@dataclass(frozen=True, slots=True)
class Kind:
    """A course of a programme, in the newest version."""

    rules: Rules
    course: Course

    @property
    def key(self) -> str:
        """As an address or a form names it."""
        return f"{self.rules.programme.programme}:{self.course.id}"


def kinds_for(user: User) -> tuple[Kind, ...]:
    """The courses that somebody's organisation can hold: those of the programmes it runs."""
    run = run_by(user)
    known = [name for name in programme_ids() if run is None or name in run]
    newest = [versions(name)[-1] for name in known]
    return tuple(Kind(rules, one) for rules in newest for one in rules.programme.courses)


def kind_of(user: User, key: str) -> Kind | None:
    """The course of that key, if the organisation of ``user`` can hold it."""
    return next((one for one in kinds_for(user) if one.key == key), None)


def of_run(run: Run) -> Kind:
    """The pattern that a run was made from."""
    return pattern_of(run.programme, run.version, run.course)


def pattern_of(programme: str, version: date, course: str) -> Kind:
    """The pattern of that name in that version of a programme."""
    rules = version_of(programme, version)
    found = next(one for one in rules.programme.courses if one.id == course)
    return Kind(rules, found)


def may_arrange(user: User, organisation_id: int) -> bool:
    """Whether somebody makes and changes runs of an organisation: its own people, in any role."""
    works = user.is_active and user.works_here and user.organisation_id == organisation_id
    return works and (user.oversees or user.roles.exists())


# --- how somebody was at a session, as a code


PRESENT, ABSENT = "present", "absent"
RELATIVES = "relatives"
"""The attribute of a session's event that says relatives came along."""
SESSION_MISSED = "session_missed"
"""The event of the vocabulary that says somebody was not at a session."""


def marks_of(kind: Kind) -> tuple[str, ...]:
    """What can be said of somebody at a session, as codes: ``present``, ``present:late``,
    ``absent:excused`` …, in the order in which they are offered."""
    return (*_present(kind), *_absent(kind)) if kind.course.session_event else ()


def has_room_for_relatives(kind: Kind) -> bool:
    """Whether relatives may come (RA-10, RA-11): the course is for them, or what is said of a
    session can name them."""
    with_them = f"{PRESENT}:{RELATIVES}"
    return kind.course.for_relatives or with_them in marks_of(kind)


def _present(kind: Kind) -> Iterator[str]:
    """With each attribute of the event that is a yes or no."""
    event = kind.rules.terms.events[str(kind.course.session_event)]
    names = sorted(name for name, one in event.attributes.items() if one.type == "yes_no")
    for number in range(len(names) + 1):
        for chosen in combinations(names, number):
            yield ":".join(filter(None, (PRESENT, "+".join(chosen))))


def _absent(kind: Kind) -> Iterator[str]:
    causes = kind.rules.terms.events[SESSION_MISSED].attributes["cause"].values
    return (f"{ABSENT}:{cause}" for cause in causes)
