"""Companies with offers, and what is wished and done in a case."""

from datetime import date
from uuid import uuid4

from fodfaeste.cases import queries as of_cases
from fodfaeste.cases.names import search_key, sort_key
from fodfaeste.companies.models import Company, Offer, ProductionUnit
from fodfaeste.matching import queries, services
from fodfaeste.matching.services import NewStep
from fodfaeste.matching.wishes import Needs, Wishes
from tests.app.cases.world import NOW, TODAY

WISHES = Wishes(tasks=("køkken", "have"), trades=("Plejehjem",), near="8000", told="no")
NEEDS = Needs(codes=("quiet", "late_start"), words="Ingen telefon", told_words="At jeg bliver træt")


def workplace(organisation, by, name, *, tasks="", trade="", offer=True, **more):
    """A company with one unit, and an offer there."""
    company = Company.unrestricted.create(
        organisation=organisation,
        name=name,
        sort_key=sort_key(name),
        search_key=search_key(f"{name} {trade}"),
        trade=trade,
        added_at=NOW,
        added_by=by,
    )
    unit = ProductionUnit.unrestricted.create(
        company=company, name=name, postcode="8000", town="Aarhus"
    )
    if offer:
        values = {"kinds": ["work_placement"], "open_from": date(2026, 1, 1), **more}
        Offer.unrestricted.create(unit=unit, tasks=tasks, added_at=NOW, added_by=by, **values)
    return unit


def act(service, case_id, by, *, now=NOW, submission=None, **given):
    return service(case_id=case_id, by=by, now=now, submission=submission or uuid4(), **given)


def wish(case_id, by, wishes=WISHES, needs=NEEDS, **more):
    return act(services.write_wishes, case_id, by, wishes=wishes, needs=needs, **more)


def step(case_id, by, unit, kind="idea", on=TODAY, *, submission=None, now=NOW, **values):
    ways = {"contacted": {"channel": "phone"}, "declined": {"declined_by": "company"}}
    new = NewStep(kind=kind, on=on, **{**ways.get(kind, {}), **values})
    return act(
        services.take_step, case_id, by, unit_id=unit.pk, new=new, submission=submission, now=now
    )


def seen(case_id, user, today=TODAY):
    view = of_cases.case(user=user, case_id=case_id, today=today)
    return queries.match(user=user, view=view)


def codes(refused):
    return sorted((fault.place, fault.code) for fault in refused.value.faults)
