"""Makes runs of a course and changes them (JS-06, JS-07, JR-08, RA-09): sessions, room, staff.

A run is its organisation's, and its acts are lines of that organisation's log.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fodfaeste.accounts import organisation_log
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done, Writer
from fodfaeste.accounts.queries import colleagues
from fodfaeste.cases.services.appointments import FURTHEST, Slot
from fodfaeste.cases.services.events import EARLIEST
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.core.courses import Laid, OffDays, Pattern, lay
from fodfaeste.core.faults import Fault, Refused, refuse_if_any
from fodfaeste.courses.days_off import is_off
from fodfaeste.courses.models import Run, RunStaff, Session
from fodfaeste.courses.patterns import Kind, may_arrange

LONGEST_ROOM = 200
MOST_WEEKS, MOST_SESSIONS, MOST_PLACES = 60, 120, 500


class NoSuchRun(NotVisible):
    """There is no such run for this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A run as a form tells it. ``staff``: people and roles."""

    kind: Kind
    pattern: Pattern
    off: OffDays = "skip"
    room: str = ""
    capacity: int | None = None
    staff: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What can be changed of a run at any time."""

    room: str = ""
    capacity: int | None = None
    staff: Sequence[tuple[int, str]] = ()


def id_of_run(submission: UUID) -> UUID:
    """The id of the run that a form makes."""
    return uuid5(submission, "run")


def laid_out(*, pattern: Pattern, off: OffDays, today: date) -> Laid:
    """The sessions as they would be, before a run is made. Raises ``Refused``."""
    faults = list(_pattern_faults(pattern, today))
    if faults:
        raise Refused(faults)
    return lay(pattern, is_off=is_off, off=off)


def make_run(*, new: NewRun, by: User, now: datetime, submission: UUID) -> UUID:
    """Makes a run with its sessions. Raises ``Refused`` or ``PermissionDenied``."""
    if not may_arrange(by, by.organisation_id):
        raise PermissionDenied
    laid = laid_out(pattern=new.pattern, off=new.off, today=timezone.localdate(now))
    refuse_if_any([*details_faults(new, by), *_laid_faults(laid, new.pattern)])
    pk = id_of_run(submission)

    def act() -> list[Change]:
        _save(pk, new, laid, by, now)
        after = {"first_on": laid.sessions[0].on.isoformat(), "times": len(laid.sessions)}
        after |= {"members": sorted({user for user, _ in new.staff})}
        return [Change("run_made", _about(pk, new.kind), {}, after)]

    written(by.organisation_id, by, now, submission, act)
    return pk


def arranged_run(by: User, run_id: UUID) -> Run:
    """The run, if ``by`` may change it. Raises ``NoSuchRun`` or ``PermissionDenied``."""
    run = seen_run(by, run_id)
    if not may_arrange(by, run.organisation_id):
        raise PermissionDenied
    return run


def seen_run(by: User, run_id: UUID) -> Run:
    """The run, if ``by`` sees it. Raises ``NoSuchRun``."""
    found = Run.objects.visible_to(by).filter(pk=run_id).first()
    if found is None:
        raise NoSuchRun(run_id)
    return found


def held_run(run_id: UUID) -> Run:
    """The run, held until the transaction ends: who takes a place or a time of it queues here.
    Raises ``NoSuchRun``."""
    found = Run.unrestricted.select_for_update(no_key=True).filter(pk=run_id).first()
    if found is None:
        raise NoSuchRun(run_id)
    return found


def written(
    organisation_id: int,
    by: User,
    now: datetime,
    submission: UUID,
    act: Callable[[], Sequence[Change | None]],
) -> Done:
    writer = Writer(by, now, submission)
    return organisation_log.written(organisation_id=organisation_id, writer=writer, act=act)


def about_run(run: Run) -> dict[str, str]:
    """A run as a line of the organisation's log names it."""
    return {"run": str(run.pk), "programme": run.programme, "course": run.course}


def slot_of(on: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Beginning and end of a session by the clock where the work is done."""
    first, last = Slot(on=on, at=begins), Slot(on=on, at=ends)
    return first.begins_at, last.begins_at


def people_of(run: Run) -> list[tuple[int, str]]:
    """Who is responsible for a run, and in which roles."""
    return list(RunStaff.unrestricted.filter(run=run).values_list("user", "role"))


# --- what is written


def _about(pk: UUID, kind: Kind) -> dict[str, str]:
    programme = kind.rules.programme.programme
    return {"run": str(pk), "programme": programme, "course": kind.course.id}


def told_of(room: str, capacity: int | None, staff: Sequence[tuple[int, str]]) -> dict[str, object]:
    people = sorted({user for user, _ in staff})
    return {
        "room": room,
        "capacity": capacity,
        "members": people,
        "roles": sorted(role for _, role in staff),
    }


def _save(pk: UUID, new: NewRun, laid: Laid, by: User, now: datetime) -> None:
    programme, pattern = new.kind.rules.programme, new.pattern
    Run.unrestricted.create(
        pk=pk,
        organisation_id=by.organisation_id,
        programme=programme.programme,
        version=programme.version,
        course=new.kind.course.id,
        first_on=laid.sessions[0].on,
        room=new.room.strip(),
        capacity=new.capacity,
        made_at=now,
        made_by=by,
    )
    slots = [slot_of(one.on, pattern.begins_at, pattern.ends_at) for one in laid.sessions]
    Session.unrestricted.bulk_create(
        Session(run_id=pk, begins_at=begins, ends_at=ends) for begins, ends in slots
    )
    save_staff(pk, new.staff)


def save_staff(run_id: UUID, staff: Collection[tuple[int, str]]) -> None:
    RunStaff.unrestricted.bulk_create(
        RunStaff(run_id=run_id, user_id=user, role=role) for user, role in sorted(set(staff))
    )


# --- what is refused


def _pattern_faults(pattern: Pattern, today: date) -> Iterator[Fault]:
    if pattern.first_on < EARLIEST:
        yield Fault("first_on", "too_early", {"value": str(pattern.first_on)})
    if pattern.first_on > today + FURTHEST:
        yield Fault("first_on", "too_far")
    if pattern.ends_at <= pattern.begins_at:
        yield Fault("ends_at", "session_ends_first")
    if not 1 <= pattern.weeks <= MOST_WEEKS:
        yield Fault("weeks", "not_between", {"value": f"1–{MOST_WEEKS}"})
    elif pattern.weeks * max(1, len(pattern.weekdays)) > MOST_SESSIONS:
        yield Fault("weeks", "too_many_sessions", {"value": str(MOST_SESSIONS)})


def _laid_faults(laid: Laid, pattern: Pattern) -> Iterator[Fault]:
    if not laid.sessions:
        yield Fault("first_on", "no_sessions")
    for one in laid.sessions:
        at = (Slot(on=one.on, at=pattern.begins_at), Slot(on=one.on, at=pattern.ends_at))
        if not all(slot.is_there for slot in at):
            yield Fault("begins_at", "no_such_time")
            return


def details_faults(details: NewRun | Details, by: User) -> Iterator[Fault]:
    if len(details.room) > LONGEST_ROOM:
        yield Fault("room", "too_long", {"value": str(LONGEST_ROOM)})
    if details.capacity is not None and not 1 <= details.capacity <= MOST_PLACES:
        yield Fault("capacity", "not_between", {"value": f"1–{MOST_PLACES}"})
    if not details.staff:
        return
    known = {one.user_id for one in colleagues(user=by)}
    if any(user not in known for user, _ in details.staff):
        yield Fault("staff", "unknown_person")
