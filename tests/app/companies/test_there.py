"""Who is at a company, and contacts with it about a citizen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases.services import Member, NewCitizen
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.matching.models import Step
from fodfaeste.placements import services
from fodfaeste.placements.services import Ending
from tests.app.matching.matched import step
from tests.app.placements.agreeing import Agree, terms
from tests.app.web_forms import typed_day

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def unit(keep):
    keep.company()
    return ProductionUnit.unrestricted.get()


@pytest.fixture
def page(client, unit):
    """What somebody reads on the company's page."""

    def read(who):
        client.force_login(who)
        return client.get(reverse("company", args=[unit.company_id])).content.decode()

    return read


@pytest.fixture
def placed(world, unit, today):
    """Places a citizen of Jens's, or of somebody else's."""

    def place(name="Amalie Ærø", *, by=None, since=None, **values):
        by = by or world.jens
        case_id = world.refer(
            citizen=NewCitizen(name=name), programme="jobspot", by=by,
            members=[Member(by.pk, "employment_specialist")],
        ).case_id  # fmt: skip
        agree = Agree(world, case_id, unit)
        since = since or today
        said = terms(since=since, until=since + 30 * DAY, decided="Aftalt")
        agree.start(said=said, by=by, now=timezone.now(), agreed_on=min(since, today))
        return agree

    return place


@pytest.fixture
def other(world):
    """A colleague who has cases of her own."""
    return people.add_user(
        email="kit@nord.example", name="Kit", organisation=world.centre, function="contact_person",
        roles=["employment_specialist"],
    )  # fmt: skip


def test_those_one_sees_are_named_and_the_others_a_number(page, placed, world, other, today):
    assert "Ingen har været her i praktik eller job." in page(world.jens)
    mine = placed()
    placed("Bo Berg", by=other)
    placed("Carla Carlsen", since=today + 7 * DAY)

    said = page(world.jens)
    assert "Amalie Ærø" in said and f"/sager/{mine.case_id}/praktik/" in said
    assert "Bo Berg" not in said and "1 i en sag, som du ikke kan se" in said
    assert said.index("Er her nu") < said.index("Aftalt, ikke begyndt") < said.index("Carla")
    said = page(other)
    assert "Bo Berg" in said and "Amalie" not in said and "Carla" not in said
    assert said.count("1 i en sag, som du ikke kan se") == 2


def test_whoever_was_there_is_said_so(page, placed, world, today):
    agree = placed(since=today - 10 * DAY)
    now = {"now": timezone.now()}
    agree.do(services.end_placement, ending=Ending(on=today - DAY), **now)
    said = page(world.jens)
    assert "Har været her" in said and "Er her nu" not in said


def test_names_on_the_page_are_noted(page, placed, world):
    placed()
    AccessLog.objects.all().delete()
    page(world.jens)
    line = AccessLog.objects.get(user=world.jens)
    assert (line.detail["page"], line.detail["hits"]) == ("company", 1)


def test_the_room_by_the_ratio_rule_stands_there(page, placed, keep, unit, world, today):
    assert "pladser;" not in page(world.jens)
    first = today.replace(day=1)
    months = [first := (first - DAY).replace(day=1) for _ in range(4)]
    keep.staff(unit.pk, dict.fromkeys(months, "46"), now=timezone.now())
    placed()
    assert "46 ordinære → 9 pladser; 0,41 optaget (1 person); 8,59 ledige." in page(world.jens)


def questions(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_three_ask_the_database_no_more_than_one(client, placed, unit, world):
    placed()
    client.force_login(world.jens)
    url = reverse("company", args=[unit.company_id])
    client.get(url)
    one = questions(client, url)
    for name in ("Bo Berg", "Carla Carlsen"):
        placed(name)
    client.get(url)
    assert questions(client, url) == one


# --- about a citizen


@pytest.fixture
def about(unit):
    return reverse("company_citizen", args=[unit.company_id])


def test_it_leads_to_the_step_of_the_case_with_the_company_filled_in(
    client, placed, about, unit, world, today
):
    case_id = placed().case_id
    client.force_login(world.jens)
    assert about in client.get(reverse("company_touch", args=[unit.company_id])).content.decode()
    said = client.get(about).content.decode()
    assert "Amalie Ærø · Jobspot" in said and "På hvilken arbejdsplads" not in said

    on = client.get(about, {"sag": case_id, "sted": unit.pk})
    step_url = reverse("match_unit", args=[case_id, unit.pk])
    assert on.url == f"{step_url}?skridt=contacted"
    form = client.get(on.url).content.decode()
    assert 'value="contacted" checked' in form.replace(' id="id_kind_1"', "").replace(
        " required", ""
    )
    given = {
        "submission": uuid4(), "kind": "contacted", "channel": "phone", "text_kind": "ordinary",
        "done_by": world.jens.pk, "note": "Om brød", **typed_day("on", today),
    }  # fmt: skip
    assert client.post(on.url, given).status_code == 302
    assert Step.unrestricted.get().kind == "contacted"


def test_the_history_says_that_and_about_whom_only_to_those_who_read_the_case(
    page, placed, unit, world, other, today
):
    agree = placed()
    step(agree.case_id, world.jens, unit, "contacted", today, channel="phone", now=timezone.now(),
         note="Hun er syg")  # fmt: skip
    said = page(world.jens)
    assert f'<a href="/sager/{agree.case_id}/">Amalie Ærø</a>' in said
    said = page(other)
    assert "om en borger" in said and "Amalie" not in said and "Hun er syg" not in said


def test_another_citizen_or_company_is_not_chosen(client, placed, about, unit, world, other):
    case_id = placed().case_id
    client.force_login(other)
    assert "Du har ingen åben sag" in client.get(about).content.decode()
    assert client.get(about, {"sag": case_id, "sted": unit.pk}).status_code == 200
    client.force_login(world.jens)
    assert client.get(about, {"sag": case_id, "sted": uuid4()}).status_code == 200
    client.force_login(world.charlie)
    assert client.get(about).status_code == 404


def test_of_several_workplaces_one_is_chosen(client, placed, about, keep, unit, world):
    placed()
    keep.unit(unit.company_id)
    client.force_login(world.jens)
    assert "På hvilken arbejdsplads" in client.get(about).content.decode()
