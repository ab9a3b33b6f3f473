"""Runs and their people, for the tests of courses."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.services import Member, NewCitizen, NewEvent
from fodfaeste.core.courses import Pattern
from fodfaeste.courses import patterns, queries, services
from fodfaeste.courses.models import Participant, Session
from tests.app.cases.world import NOW

INTRO = "jobspot:intro-course"
FIRST = date(2026, 11, 30)  # a Monday
LATER = datetime(2026, 12, 8, 12, 0, tzinfo=NOW.tzinfo)
"""When two sessions of the run have been held."""


def view_of(run_id, who, now=NOW) -> Any:
    """The page of a run, or None."""
    return queries.run(user=who, run_id=run_id, now=now)


def grid_of(run_id, who) -> Any:
    return queries.grid(user=who, run_id=run_id, now=LATER)


def kind_of(who, key) -> Any:
    return patterns.kind_of(who, key)


def pattern(first_on=FIRST, weekdays=(0, 2, 4), weeks=2, **more):
    times = {"begins_at": time(9), "ends_at": time(11, 30)}
    return Pattern(first_on=first_on, weekdays=weekdays, weeks=weeks, **times | more)


def run(world, *, key=INTRO, by=None, submission=None, now=NOW, **given):
    by = by or world.jens
    values = {"pattern": pattern(), "room": "Lokale 2", "capacity": 2, **given}
    new = services.NewRun(kind=kind_of(by, key), **values)
    return services.make_run(new=new, by=by, now=now, submission=submission or uuid4())


def case(world, name="Bo Bæk", *, programme="jobspot", starts=FIRST, **given):
    said = {"sender": "jobcentre"} if programme == "jobspot" else {}
    said |= {"course_start": starts} if said and starts else {}
    first = NewEvent(type="referral_received", on=date(2026, 11, 2), attributes=said, note="hej")
    members = [
        Member(world.jens.pk, "contact_person"),
        Member(world.mette.pk, "jobcentre_caseworker"),
    ]
    values = {"citizen": NewCitizen(name=name), "first": first, "members": members, **given}
    return world.refer(programme=programme, **values).case_id


def act(service, run_id, case_id, by, *, now=NOW, submission=None, **more):
    return service(
        run_id=run_id, case_id=case_id, by=by, now=now, submission=submission or uuid4(), **more
    )


def enrol(run_id, case_id, by, **more):
    return act(services.enrol, run_id, case_id, by, **more)


def states(run_id):
    found = Participant.unrestricted.filter(run=run_id).order_by("listed_at", "pk")
    return dict(found.values_list("case", "state"))


def sessions(run_id):
    return list(Session.unrestricted.filter(run=run_id))


def register(run_id, said, by, *, now=LATER, submission=None):
    return services.register_attendance(
        run_id=run_id, said=said, by=by, now=now, submission=submission or uuid4()
    )


def cell(run_id, case_id, number=0):
    participant = Participant.unrestricted.get(run=run_id, case=case_id)
    return sessions(run_id)[number].pk, participant.pk


def acts(case_id):
    """The acts of a case that are about courses."""
    found = LogEntry.unrestricted.filter(case=case_id, type__startswith="course_")
    return list(found.order_by("seq").values_list("type", flat=True))


def log(case_id, *types):
    found = LogEntry.unrestricted.filter(case=case_id, type__in=types).order_by("seq")
    return [(entry.type, entry.on, entry.attributes) for entry in found]
