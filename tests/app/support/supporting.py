"""A case with support in phases, and what is planned in it."""

from datetime import date
from uuid import uuid4

from fodfaeste.cases import queries, services
from fodfaeste.cases.services import CrisisPlan, FocusArea, Member, NewEvent
from tests.app.cases.world import NOW, TODAY

CRISIS = CrisisPlan(signs="Slukker telefonen", helps="At nogen kommer", called="Søsteren")


def begun(world, *, starts="2026-10-05", variant="sel-82b"):
    """CTI of six months from 5 October, in phases of two."""
    first = NewEvent(
        type="referral_received", on=date(2026, 9, 1), attributes={"sender": "jobcentre"}
    )
    case_id = world.refer(
        programme="social-stoette-i-job",
        variant=variant,
        first=first,
        members=[
            Member(world.jens.pk, "cti_worker"),
            Member(world.mette.pk, "jobcentre_caseworker"),
        ],
    ).case_id
    if starts:
        world.register(case_id, "cti_started", starts)
    return case_id


def plan_phase(case_id, by, *focus, phase="phase-1", **more):
    areas = [FocusArea(track=track, words=words) for track, words in focus]
    return act(services.plan_phase, case_id, by, phase=phase, focus=areas, **more)


def act(service, case_id, by, *, now=NOW, submission=None, **given):
    return service(case_id=case_id, by=by, now=now, submission=submission or uuid4(), **given)


def seen(case_id, user, today=TODAY):
    return queries.case(user=user, case_id=case_id, today=today)


def codes(refused):
    return sorted((fault.place, fault.code) for fault in refused.value.faults)
