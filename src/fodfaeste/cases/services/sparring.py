"""Sparring groups (CT-26): what was asked and agreed at a meeting, without anybody's name.

A meeting belongs to an organisation, and its acts are lines of that organisation's log.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fodfaeste.accounts import organisation_log
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done
from fodfaeste.accounts.queries import Colleague, colleagues
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, SparringMeeting, SparringParticipant
from fodfaeste.cases.names import search_key
from fodfaeste.cases.relations import shown_name
from fodfaeste.cases.services.events import EARLIEST
from fodfaeste.core.faults import Fault, Refused, too_long
from fodfaeste.programmes.catalogue import programme_ids, versions

LONGEST = 8000
SHORTEST_NAME = 3
NUMBER = re.compile(r"\b\d{6}[- ]?\d{4}\b")
NAME = re.compile(r"\b[^\W\d_][\w'’-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSparring:
    """A meeting as a form tells it. ``participants``: those beside whoever writes it down."""

    on: date
    participants: Sequence[int]
    questions: str
    agreed: str


def sparring_roles() -> frozenset[str]:
    """The roles that have sparring groups, of all programmes."""
    newest = (versions(name)[-1].programme for name in programme_ids())
    return frozenset(role for one in newest if one.sparring for role in one.sparring.roles)


def may_spar(user: User) -> bool:
    """Whether somebody takes part in sparring groups: by their role, or since they lead."""
    held = set(user.roles.values_list("role", flat=True))
    return user.is_active and user.works_here and (user.leads or bool(held & sparring_roles()))


def fellows(user: User) -> tuple[Colleague, ...]:
    """With whom somebody can meet: colleagues, and others in their teams, with such a role."""
    wanted = sparring_roles()
    found = (one for one in colleagues(user=user) if one.user_id != user.pk)
    return tuple(one for one in found if wanted & set(one.roles))


def record_sparring(*, meeting: NewSparring, by: User, now: datetime, submission: UUID) -> UUID:
    """Writes a meeting down. Raises ``PermissionDenied`` or ``Refused``."""
    if not may_spar(by):
        raise PermissionDenied
    pk = uuid5(submission, "sparring")

    def act() -> list[Change]:
        faults = list(_faults(meeting, by, timezone.localdate(now)))
        if faults:
            raise Refused(faults)
        people = sorted({by.pk, *meeting.participants})
        _save(pk, meeting, people, by, now)
        after = {"members": people, "held_on": meeting.on.isoformat()}
        return [Change("sparring_recorded", {"meeting": str(pk)}, {}, after)]

    _write(by.organisation_id, by, now, submission, act)
    return pk


def erase_sparring(*, meeting_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Erases what a meeting said. For whoever wrote it down, and those who lead."""
    found = SparringMeeting.objects.visible_to(by).filter(pk=meeting_id).first()
    if found is None or not may_erase(found, by):
        raise PermissionDenied

    def act() -> list[Change | None]:
        left = SparringMeeting.unrestricted.filter(pk=meeting_id, erased_at=None)
        gone = left.update(content="", erased_at=now)
        return [Change("sparring_erased", {"meeting": str(meeting_id)}) if gone else None]

    _write(found.organisation_id, by, now, submission, act)


def may_erase(meeting: SparringMeeting, user: User) -> bool:
    return user.leads or meeting.recorded_by_id == user.pk


def _write(organisation_id: int, by: User, now: datetime, submission: UUID, act: object) -> Done:
    writer = organisation_log.Writer(by, now, submission)
    return organisation_log.written(organisation_id=organisation_id, writer=writer, act=act)  # type: ignore[arg-type]


def _save(pk: UUID, meeting: NewSparring, people: Iterable[int], by: User, now: datetime) -> None:
    said = {"questions": meeting.questions.strip(), "agreed": meeting.agreed.strip()}
    made = SparringMeeting.unrestricted.create(
        pk=pk,
        organisation_id=by.organisation_id,
        on=meeting.on,
        content=crypto.encrypt_map(said),
        recorded_at=now,
        recorded_by=by,
    )
    SparringParticipant.unrestricted.bulk_create(
        SparringParticipant(meeting=made, user_id=one) for one in people
    )


def _faults(meeting: NewSparring, by: User, today: date) -> Iterator[Fault]:
    if meeting.on > today:
        yield Fault("on", "in_the_future", {"value": str(meeting.on)})
    if meeting.on < EARLIEST:
        yield Fault("on", "too_early", {"value": str(meeting.on)})
    known = {one.user_id for one in fellows(by)} | {by.pk}
    if set(meeting.participants) - known:
        yield Fault("participants", "unknown_fellow")
    if not meeting.questions.strip():
        yield Fault("questions", "missing")
    yield from too_long({"questions": meeting.questions, "agreed": meeting.agreed}, LONGEST)


# --- whether somebody can be known in it


def recognisable(*, texts: Iterable[str], by: User, on: date) -> tuple[str, ...]:
    """The words of a text that are names of citizens whose cases ``by`` sees, and what looks like
    a CPR number. It is a warning: a word may be a name and something else."""
    text = "\n".join(texts)
    numbers = NUMBER.findall(text)
    typed = {search_key(word): word for word in NAME.findall(text) if word[0].isupper()}
    known = _names_seen(by, on) if typed else set()
    named = [word for key, word in typed.items() if key in known]
    return (*sorted(named), *numbers)


def _names_seen(by: User, on: date) -> set[str]:
    seen = Case.objects.visible_to(by, on).annotate(shown=shown_name(by, on))
    names = set(seen.values_list("shown", flat=True)) - {None}
    words = {word for name in names for word in NAME.findall(name)}
    return {search_key(word) for word in words if len(word) >= SHORTEST_NAME}
