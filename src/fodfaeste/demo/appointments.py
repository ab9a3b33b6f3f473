"""What the demonstration's workers have booked: what comes, what was moved, what fell, and what has
passed without anybody saying whether it was held."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import CaseMember, LogEntry
from fodfaeste.cases.proposing import is_working_day
from fodfaeste.cases.queries import DutyListed
from fodfaeste.cases.roles import fills
from fodfaeste.cases.services import NewAppointment, Slot, id_of_appointment
from fodfaeste.core.programme import Match
from fodfaeste.programmes.catalogue import version_of

WAITING = frozenset({"waits", "waits_for_variant"})
BOOKED_AHEAD = timedelta(days=6)
"""So long before it was to be, what has passed was booked."""
COMING = 4
FELL = "Ringede om morgenen: har ikke sovet, kan ikke overskue det i dag."
MOVED = "Bussen kører ikke om formiddagen."
NOTE = "Tag kaffe med. Vi taler om, hvordan ugen er gået."


def book(*, workers: Iterable[User], now: datetime) -> None:
    """For each worker: one that nobody has said anything of, one that fell, one that was moved,
    and some that come."""
    for worker in workers:
        bookable = list(_bookable(worker, now))
        quiet = [duty for duty in bookable if _last_line(duty, worker, now) < now - BOOKED_AHEAD]
        for number, duty in enumerate(quiet[:2]):
            _past(duty, worker, now, fell=number == 1)
        left = [duty for duty in bookable if duty not in quiet[:2]]
        for number, duty in enumerate(left[:COMING]):
            _coming(duty, worker, now, number)


def _bookable(worker: User, now: datetime) -> Iterator[DutyListed]:
    """The first duty of each case that is met by meeting."""
    today = timezone.localdate(now)
    listed = queries.today(user=worker, today=today)
    seen = set()
    for section in (listed.this_week, listed.later, listed.overdue, listed.undated):
        for duty in section.rows:
            is_free = duty.case_id not in seen and duty.reason["code"] not in WAITING
            if is_free and _match(duty) is not None:
                seen.add(duty.case_id)
                yield duty


def _match(duty: DutyListed) -> Match | None:
    rules = version_of(duty.programme, duty.version)
    found = rules.requirement(duty.requirement).match[0]
    return found if rules.terms.events[found.event[0]].contact else None


def _last_line(duty: DutyListed, worker: User, now: datetime) -> datetime:
    lines = LogEntry.objects.visible_to(worker, timezone.localdate(now))
    found = lines.filter(case=duty.case_id).aggregate(at=Max("registered_at"))
    at: datetime = found["at"]
    return at


def _past(duty: DutyListed, worker: User, now: datetime, *, fell: bool) -> None:
    """Booked some days ago for the last working day."""
    day = timezone.localdate(now) - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    appointment_id = _book(duty, worker, now - BOOKED_AHEAD, Slot(on=day, at=time(10)))
    if fell:
        services.not_held(
            case_id=duty.case_id,
            appointment_id=appointment_id,
            cause="citizen",
            why=FELL,
            by=worker,
            now=now,
            submission=uuid5(duty.case_id, "demo fell"),
        )


def _coming(duty: DutyListed, worker: User, now: datetime, number: int) -> None:
    """At the proposed time, or in turn on the days after it where no deadline is in the way. The
    second one was to be an hour earlier."""
    proposed = queries.proposal(
        user=worker,
        case_id=duty.case_id,
        roles=_roles(duty, worker, now),
        due_on=duty.due_on,
        not_before=None,
        now=now,
    )
    at, on = proposed.at, proposed.on
    if proposed.why in ("soon", "undated"):
        on = _working_days_on(on, number)
    appointment_id = _book(duty, worker, now, Slot(on=on, at=at))
    if number == 1:
        services.move(
            case_id=duty.case_id,
            appointment_id=appointment_id,
            slot=Slot(on=on, at=time(at.hour + 1), minutes=45),
            reason=MOVED,
            by=worker,
            now=now,
            submission=uuid5(duty.case_id, "demo moved"),
        )


def _working_days_on(day: date, number: int) -> date:
    later = (day + timedelta(days=n) for n in range(number * 7 + 7))
    return [each for each in later if is_working_day(each)][number]


def _book(duty: DutyListed, worker: User, now: datetime, slot: Slot) -> UUID:
    match, submission = _match(duty), uuid5(duty.case_id, f"demo {slot.on}")
    assert match is not None, "only such are booked"
    form = match.where.get("form")
    chosen = str(form.one_of[0]) if form else ""
    services.book(
        case_id=duty.case_id,
        appointment=NewAppointment(
            type=match.event[0],
            attributes={"form": chosen} if chosen else {},
            slot=slot,
            roles=_roles(duty, worker, now),
            place="workplace" if chosen == "workplace_visit" else "ours",
            where="" if chosen else "lokale 2",
            requirement=duty.requirement,
            instance=duty.instance,
            note=NOTE,
        ),
        by=worker,
        now=now,
        submission=submission,
    )
    return id_of_appointment(submission)


def _roles(duty: DutyListed, worker: User, now: datetime) -> list[str]:
    """Those asked for, in the roles that the case's people have; and whoever has to act."""
    match, rules = _match(duty), version_of(duty.programme, duty.version)
    seen = CaseMember.objects.visible_to(worker, timezone.localdate(now))
    members = seen.filter(case=duty.case_id, until=None).order_by("pk")
    there = list(members.values_list("role", flat=True))
    asked = ["citizen", *(match.present if match else ()), duty.owner_role]
    found = (next((held for held in there if fills(held, role, rules)), role) for role in asked)
    return list(dict.fromkeys(found))
