"""From the form of an event to where a placement is registered with all that belongs to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fodfaeste.placements import services
from fodfaeste.placements.services import Recorded
from tests.app.cases.world import TODAY
from tests.app.placements.agreeing import terms

NEW = "Ny praktik eller nyt job"


@pytest.fixture
def ways(client, world, case_id):
    """The ways that Jens is shown, by the event or the duty that he registers."""
    client.force_login(world.jens)

    def shown(slags="", **query):
        query |= {"slags": slags} if slags else {}
        page = client.get(reverse("register", args=[case_id]), query)
        assert page.status_code == 200
        return [(way.name, way.url) for way in page.context["instead"]]

    return shown


def address(case_id, end):
    return reverse("case", args=[case_id]) + f"praktik/{end}"


def test_a_duty_leads_to_the_form_with_agreement_and_letters(ways, case_id):
    expected = [(NEW, address(case_id, "ny/"))]

    assert ways(krav="placement-started") == expected
    assert ways("placement_agreed") == ways("job_started") == expected


def test_what_was_agreed_begins_on_its_page(ways, case_id, agree):
    agree.start(said=terms(since=TODAY + timedelta(weeks=1)))

    page = address(case_id, f"{agree.placement.pk}/")
    assert ways("placement_started")[0] == ("Den er begyndt hos Søby Bageri", page)
    assert [name for name, _ in ways("placement_agreed")] == [NEW]
    assert [name for name, _ in ways("job_started")] == [NEW]
    assert ways("placement_ended") == []


def test_what_runs_is_ended_changed_signed_and_recorded_on_its_pages(ways, case_id, agree):
    agree.start()
    page = address(case_id, f"{agree.placement.pk}/")

    def urls(type_):
        return [url for _, url in ways(type_)]

    assert urls("placement_ended") == [f"{page}afslut/"]
    assert urls("work_agreement_adjusted") == [f"{page}aendr/"]
    assert urls("work_agreement_signed") == [f"{page}underskriv/"]
    assert urls("external_registration") == [f"{page}system/vitas/", f"{page}system/fasit/"]
    assert urls("job_ended") == urls("follow_up") == []

    agree.do(services.record_elsewhere, recorded=Recorded(system="vitas", state="sent"))
    assert urls("external_registration") == [f"{page}system/fasit/"]


def test_what_began_without_an_agreement_gets_one(ways, world, case_id):
    said = {"attributes": {"kind": "work_placement"}}
    world.register(case_id, "placement_started", TODAY, by=world.jens, **said)

    for type_ in ("placement_agreed", "placement_started"):
        name, url = ways(type_)[0]
        assert name.endswith("har ingen aftale her. Skriv den.")
        assert url.startswith(address(case_id, "ny/?fra=e"))


def test_it_reads_in_english_too(ways, world):
    world.jens.language = "en"
    world.jens.save()

    assert ways(krav="placement-started")[0][0] == "New placement or job"


def test_whoever_may_register_and_not_place_is_shown_no_way(ways, client, world):
    """The secretary registers events, and makes no agreements."""
    client.force_login(world.secretary)

    assert ways("placement_started") == []
