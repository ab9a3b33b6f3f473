"""Times for interviews before a run begins (JS-05, JS-11): offered, and booked for somebody."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.appointments import (
    LONGEST,
    SHORTEST,
    NewAppointment,
    Slot,
    book,
    id_of_appointment,
)
from fodfaeste.cases.services.writing import Registered, Writer
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.courses import interview_days
from fodfaeste.core.faults import Fault, Refused, refuse_if_any
from fodfaeste.core.programme import Requirement
from fodfaeste.courses.models import InterviewTime, Participant, Run
from fodfaeste.courses.patterns import Kind, of_run
from fodfaeste.courses.services.inviting import invite_to_interview
from fodfaeste.courses.services.runs import (
    about_run,
    arranged_run,
    held_run,
    seen_run,
    written,
)

MOST = 40
"""Times that are offered at once."""


def offer_times(
    *,
    run_id: UUID,
    on: date,
    begins_at: time,
    minutes: int,
    number: int,
    by: User,
    now: datetime,
    submission: UUID,
) -> Done:
    """Offers so many times in a row on a day of the week before the run. Raises ``Refused``,
    ``NoSuchRun`` or ``PermissionDenied``."""
    run = arranged_run(by, run_id)
    refuse_if_any(_faults(run, Slot(on=on, at=begins_at, minutes=minutes), number, now))
    first = Slot(on=on, at=begins_at).begins_at

    def act() -> list[Change]:
        moments = [first + n * timedelta(minutes=minutes) for n in range(number)]
        InterviewTime.unrestricted.bulk_create(
            (InterviewTime(run=run, begins_at=at, minutes=minutes) for at in moments),
            ignore_conflicts=True,
        )
        after = {"begins": Slot(on=on, at=begins_at).begins_at.isoformat(), "times": number}
        return [Change("run_times_offered", about_run(run), {}, after)]

    return written(run.organisation_id, by, now, submission, act)


def book_time(
    *,
    run_id: UUID,
    time_id: UUID,
    case_id: UUID,
    by: User,
    now: datetime,
    submission: UUID,
    invites: bool = False,
) -> Registered:
    """Books an offered time for a participant, from the duty that it would meet, and writes to
    them if ``invites``. Raises what ``book`` does, and ``Refused`` (``time_taken``)."""
    run, writer = seen_run(by, run_id), Writer(by, now, submission)
    if invites:
        allowed_case(by, case_id, Act.SEND_LETTERS, writer.today)
    with transaction.atomic():
        held_run(run.pk)
        offered = _free(run, time_id, submission)
        if not Participant.unrestricted.filter(run=run, case=case_id).exists():
            raise Refused([Fault("case", "not_on_the_course")])
        done = book(
            case_id=case_id,
            appointment=_appointment(of_run(run), offered, run.room),
            by=by,
            now=now,
            submission=submission,
        )
        offered.appointment_id = id_of_appointment(submission)
        offered.save(update_fields=["appointment"])
        if invites and not done.repeated:
            invite_to_interview(run, offered, case_id, writer)
    return done


def _free(run: Run, time_id: UUID, submission: UUID) -> InterviewTime:
    times = InterviewTime.unrestricted.filter(run=run, pk=time_id).select_related("appointment")
    found = times.first()
    if found is None:
        raise Refused([Fault("time", "unknown_time")])
    if not found.is_free and found.appointment_id != id_of_appointment(submission):
        raise Refused([Fault("time", "time_taken")])
    return found


def _appointment(kind: Kind, offered: InterviewTime, room: str) -> NewAppointment:
    assert kind.course.interviews is not None, "only such have times"
    event = kind.course.interviews.event
    rule = next(_asking(kind, event), None)
    slot = Slot(on=_local(offered).date(), at=_local(offered).time(), minutes=offered.minutes)
    return NewAppointment(
        type=event,
        slot=slot,
        roles=_invited(rule),
        place="ours",
        where=room,
        requirement=rule.id if rule else None,
        instance=1 if rule else None,
    )


def _local(offered: InterviewTime) -> datetime:
    return timezone.localtime(offered.begins_at)


def _asking(kind: Kind, event: str) -> Iterator[Requirement]:
    """The requirements that such an interview meets."""
    for rule in kind.rules.programme.requirements:
        if any(event in match.event for match in rule.match):
            yield rule


def _invited(rule: Requirement | None) -> Sequence[str]:
    if rule is None:
        return ("citizen",)
    together = rule.booking.together if rule.booking else ()
    return sorted({"citizen", *together, *(role for m in rule.match for role in m.present)})


def _faults(run: Run, slot: Slot, number: int, now: datetime) -> Iterator[Fault]:
    days = interview_days(of_run(run).course, run.first_on)
    if slot.on not in days:
        yield Fault("on", "not_the_week_before")
    elif slot.begins_at <= now:
        yield Fault("on", "appointment_past")
    if not slot.is_there:
        yield Fault("begins_at", "no_such_time")
    if not SHORTEST <= slot.minutes <= LONGEST:
        yield Fault("minutes", "bad_minutes", {"value": f"{SHORTEST}–{LONGEST}"})
    if not 1 <= number <= MOST:
        yield Fault("number", "not_between", {"value": f"1–{MOST}"})
