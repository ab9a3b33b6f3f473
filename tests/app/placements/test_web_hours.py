"""Hours and target groups in the forms of a placement: what is asked, refused and shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.placements.models import Placement
from fodfaeste.web.placements.starting import as_sent
from tests.app.placements.test_web import hours_of, page_of, parts, sent, start_url


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


@pytest.fixture
def placed(jens, case_id, unit, weekday):
    jens.post(start_url(case_id), sent(unit))
    return Placement.unrestricted.get()


def test_the_target_group_is_that_of_the_case_and_can_be_said(jens, case_id, unit, weekday):
    """It decides how long; where nobody has written it, the form asks for it in plain sight."""
    page = jens.get(start_url(case_id))
    form = page.context["form"]
    fold = next(one for one in form.folds if "Målgruppe" in one.heading)
    assert bool(form["group"].value()) is not fold.is_open

    long = sent(unit, until=timezone.localdate() + timedelta(weeks=5), group="1")
    refused = jens.post(start_url(case_id), long).content.decode()
    assert "længere end de 4 uger" in refused
    jens.post(start_url(case_id), long | {"decided": "Aftalt med jobcentret"})
    assert Placement.unrestricted.get().group == 1


def test_a_target_group_that_there_is_not_is_refused(jens, case_id, unit):
    assert "form-error" in jens.post(start_url(case_id), sent(unit, group="99")).content.decode()
    assert not Placement.unrestricted.exists()


def test_a_change_of_what_holds_from_a_later_day_begins_on_that_day(jens, placed):
    """Else the hours of the newest version stood in a row, and counted instead of those above."""
    later = placed.since + timedelta(weeks=2)
    url = reverse("placement_change", args=[placed.case_id, placed.pk])
    form = jens.get(url).context["form"]
    said = {name: value for name, value in as_sent(form).items() if name not in ("since", "until")}
    days = parts("since", later) | parts("until", placed.until)
    jens.post(url, {**said, **days, "hours": "20"})

    form = jens.get(url).context["form"]
    assert (form["since"].value(), form["hours"].value()) == (later, "20")
    assert form["step1_hours"].value() is None


def test_the_hours_under_the_heading_are_those_that_hold_today(jens, placed):
    """A version that holds from a later day is told with that day."""
    later = placed.since + timedelta(weeks=2)
    url = reverse("placement_change", args=[placed.case_id, placed.pk])
    said = as_sent(jens.get(url).context["form"])
    said = {name: value for name, value in said.items() if name not in ("since", "until")}
    days = parts("since", later) | parts("until", placed.until)
    jens.post(url, {**said, **days, "hours": "20"})

    page = jens.get(page_of(placed)).context["page"]
    assert "15 timer (praktik uden løn)" in page.lead
    assert "Gælder fra" in [name for name, _ in page.facts]
    case = jens.get(reverse("case", args=[placed.case_id])).context["placements"]
    assert "15 timer" in case.rows[0].says


def test_hours_that_are_said_above_are_not_said_again_without_a_day(jens, case_id, unit, weekday):
    for kind in ("", "unpaid"):
        page = jens.post(start_url(case_id), sent(unit, **hours_of(1, kind, "20")))
        assert "Skriv, fra hvilken dag, eller skriv det ovenfor." in page.content.decode()
    assert not Placement.unrestricted.exists()


def test_no_hours_at_all_are_told(jens, case_id, unit, weekday):
    page = jens.post(start_url(case_id), sent(unit, hours="0")).content.decode()
    assert "Skriv flere timer om ugen end 0." in page
    assert not Placement.unrestricted.exists()


def test_a_kind_without_hours_is_told_in_its_fold(jens, case_id, unit, weekday):
    page = jens.post(start_url(case_id), sent(unit, **hours_of(2, "ordinary", ""))).content.decode()
    assert "Skriv, hvor mange timer, eller vælg ingen slags." in page
    assert '<details class="fields-fold" open><summary>Timer, der vokser' in page
    assert not Placement.unrestricted.exists()
