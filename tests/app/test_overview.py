"""The coordinator of a programme sees registrations and figures, those who pay see figures;
nobody sees a name (KV-16)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import AccessLog, ProgrammeUse
from fodfaeste.cases import services
from fodfaeste.cases.queries import overview as queries
from fodfaeste.cases.services import NewCitizen
from fodfaeste.web.overview.presenters import present
from tests.app import web_data
from tests.app.cases.world import NOW, TODAY, make_world

pytestmark = pytest.mark.django_db
NAME, NUMBER = "Amalie Ærø", "010190-1235"


def count(call):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        call()
    return len(asked)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def agency(world):
    return accounts.add_organisation(name="Styrelsen", kind="funder")


def boss_of(organisation, part, programme="kvik", function="project_manager"):
    ProgrammeUse.objects.create(organisation=organisation, programme=programme, part=part)
    return web_data.person("Bo Boss", organisation, function=function)


def refer(world, **values):
    case_id = world.refer(
        citizen=NewCitizen(name=NAME, cpr=NUMBER), programme="kvik", **values
    ).case_id
    world.register(case_id, "first_interview", "2026-09-10", note="hemmeligt")
    return case_id


def test_the_coordinator_sees_registrations_and_what_they_earned_and_no_name(client, world, agency):
    case_id = refer(world)
    boss = boss_of(agency, "coordinates")
    [one] = queries.overview(user=boss, programme="kvik", today=TODAY).registered
    assert ("first_interview", date(2026, 9, 10)) in one.events
    assert [day for _, day in one.entitlements] == [date(2026, 9, 10)]
    client.force_login(boss)
    page = client.get("/overblik/kvik/").content.decode()
    assert str(case_id)[:8] in page and "Første samtale" in page
    for secret in (NAME, "Amalie", NUMBER, NUMBER.replace("-", ""), "hemmeligt", "1990"):
        assert secret not in page
    assert client.get(f"/sager/{case_id}/").status_code == 404


def test_what_was_corrected_is_not_told(world, agency):
    case_id = refer(world)
    entry = world.register(case_id, "first_interview", "2026-09-12").entry_id
    services.correct(
        case_id=case_id, entry_id=entry, reason="x", by=world.jens, now=NOW, submission=uuid4()
    )
    boss = boss_of(agency, "coordinates")
    [one] = queries.overview(user=boss, programme="kvik", today=TODAY).registered
    assert ("first_interview", date(2026, 9, 12)) not in one.events


def test_who_pays_sees_figures_and_none_about_a_few(client, world, agency):
    refer(world)
    boss = boss_of(agency, "funds")
    found = queries.overview(user=boss, programme="kvik", today=TODAY)
    assert found.registered == ()
    assert [(one.cases, one.open) for one in found.figures] == [(None, None)]
    for _ in range(2):
        world.refer(programme="kvik")
    found = queries.overview(user=boss, programme="kvik", today=TODAY)
    assert [(one.cases, one.open) for one in found.figures] == [(3, 3)]
    client.force_login(boss)
    page = client.get("/overblik/", follow=True).content.decode()
    assert "Center Nord" in page and "Registreringer" not in page


def test_what_is_left_of_a_whole_tells_who_pays_of_no_few_either(world, agency):
    boss = boss_of(agency, "funds")
    for number in range(4):
        case_id = world.refer(programme="kvik").case_id
        if number:
            world.register(case_id, "first_interview", "2026-09-10")
    [one] = queries.overview(user=boss, programme="kvik", today=TODAY).figures
    assert (one.open, set(one.phases.values())) == (4, {None}), "4 less 3 is 1"
    for _ in range(2):
        world.refer(programme="kvik")
    [one] = queries.overview(user=boss, programme="kvik", today=TODAY).figures
    assert (one.cases, one.open, set(one.phases.values())) == (6, 6, {3})
    world.register(case_id, "case_closed", "2026-09-20", attributes={"reason": "flyttet"})
    [one] = queries.overview(user=boss, programme="kvik", today=TODAY).figures
    assert (one.cases, one.open, set(one.phases.values())) == (6, None, {None})


def test_a_phase_in_which_nobody_is_has_no_column(world, agency):
    refer(world)
    boss = boss_of(agency, "coordinates")
    page = present(queries.overview(user=boss, programme="kvik", today=TODAY), today=TODAY)
    assert len(page.phases) == 1
    assert [row.phases for row in page.figures] == [["1"]]


def test_a_phase_of_which_nothing_is_told_keeps_its_column(world, agency):
    boss = boss_of(agency, "funds")
    for number in range(4):
        case_id = world.refer(programme="kvik").case_id
        if number:
            world.register(case_id, "first_interview", "2026-09-10")
    page = present(queries.overview(user=boss, programme="kvik", today=TODAY), today=TODAY)
    assert "–" in page.figures[0].phases


@pytest.mark.parametrize("function", ["caseworker", "citizen", "employer", "administrative"])
def test_only_who_oversees_the_work_there_sees_it(client, world, agency, function):
    refer(world)
    client.force_login(boss_of(agency, "coordinates", function=function))
    assert client.get("/overblik/kvik/").status_code == 403


def test_charlie_leads_elsewhere_and_sees_nothing(client, world, agency):
    refer(world)
    boss_of(agency, "coordinates")
    client.force_login(world.charlie)
    assert client.get("/overblik/kvik/").status_code == 404
    boss_of(world.elsewhere, "coordinates", programme="jobspot")
    assert client.get("/overblik/kvik/").status_code == 404


def test_reading_registrations_is_written_down(world, agency):
    refer(world)
    boss = boss_of(agency, "coordinates")
    queries.overview(user=boss, programme="kvik", today=TODAY)
    line = AccessLog.objects.get(user=boss)
    assert (line.act, line.kinds) == ("list", ["registrations"])


def test_one_case_or_three_cost_the_same_and_pages_follow(world, agency, monkeypatch):
    boss = boss_of(agency, "coordinates")

    def ask(after=None):
        return queries.overview(user=boss, programme="kvik", today=TODAY, after=after)

    refer(world)
    one = count(ask)
    refer(world)
    refer(world)
    assert one == count(ask)
    monkeypatch.setattr(queries, "ON_A_PAGE", 2)
    first = ask()
    assert len(first.registered) == 2
    assert len(ask(first.after).registered) == 1
