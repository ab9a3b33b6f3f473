"""Ending a placement on its page: the job that follows, and what is said of the period then."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import queries as cases
from fodfaeste.placements import queries, services
from fodfaeste.placements.models import Placement
from fodfaeste.web.placements.page import present
from fodfaeste.web.placements.starting import working_day
from tests.app.cases.world import TODAY
from tests.app.placements.agreeing import UNTIL


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


@pytest.fixture
def end(jens, agree):
    """Ends the placement by its form."""
    agree.start()

    def ending(**form):
        placement = Placement.unrestricted.get(kind="work_placement")
        url = reverse("placement_end", args=[placement.case_id, placement.pk])
        given = {"submission": uuid4(), "hired": "ordinary", "job_hours": "12"}
        return jens.post(url, given | parts("on", timezone.localdate()) | form)

    return ending


def job():
    return Placement.unrestricted.filter(kind="ordinary").first()


def test_the_job_begins_on_the_next_working_day(end):
    end()
    assert job().since == working_day(timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_a_working_day_is_no_weekend_and_no_holiday(day, then):
    assert working_day(day) == then


def test_a_sunday_takes_a_reason(end):
    today = timezone.localdate()
    sunday = today + timedelta(days=14 - today.isoweekday())
    refused = end(**parts("job_since", sunday))
    assert "søndag" in " ".join(refused.context["form"].errors["job_since"])
    assert job() is None and 'name="decided"' in refused.content.decode()

    end(decided="Bageren har åbent", **parts("job_since", sunday))
    assert job().since == sunday


def test_a_job_with_wage_subsidy_is_agreed_on_by_its_own_rules(end, jens):
    """It is limited by ratio and length, so it is not registered in passing."""
    answer = end(hired="wage_subsidy", job_hours="")
    ended = Placement.unrestricted.get()
    path = reverse("placement_start", args=[ended.case_id])
    assert answer.url == f"{path}?virksomhed={ended.unit_id}&slags=wage_subsidy"

    form = jens.get(answer.url).context["form"]
    assert (form["kind"].value(), str(form["unit"].value())) == (
        "wage_subsidy", str(ended.unit_id),
    )  # fmt: skip


def test_a_kind_that_there_is_not_is_passed_over(jens, case_id):
    path = reverse("placement_start", args=[case_id])
    assert jens.get(f"{path}?slags=pirat").context["form"]["kind"].value() == "work_placement"


def shown_on(agree, world, day):
    view = cases.case(user=world.jens, case_id=agree.case_id, today=day)
    found = queries.placement_of(view=view, placement_id=agree.placement.pk)
    return present(found, view, staff="", today=day)


def test_the_page_says_that_the_last_day_has_gone_by_and_by_when_goals_are_to_be_reached(
    agree, world
):
    agree.start()
    assert shown_on(agree, world, UNTIL).past == ""
    page = shown_on(agree, world, UNTIL + timedelta(days=1))
    assert page.past.startswith("Sidste dag var 21. februar")
    assert dict(page.written)["Delmål"] == "Møde selv hver dag, senest 18. december 2026"
    agree.do(services.end_placement, ending=services.Ending(on=TODAY))
    assert shown_on(agree, world, UNTIL + timedelta(days=1)).past == ""


def test_the_page_says_what_was_agreed_and_when_it_ended(agree, world):
    agree.start()
    agree.do(services.end_placement, ending=services.Ending(on=TODAY))
    period = dict(shown_on(agree, world, TODAY).facts)["Periode"]
    assert "aftalt til" in period and "sluttede" in period
    assert str(UNTIL.year) in period
