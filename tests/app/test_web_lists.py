"""Today and the list of cases, as pages."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import AccessLog
from fodfaeste.web.cases.forms import Filters, is_like_cpr, read_filters
from tests.app import web_data

pytestmark = pytest.mark.django_db


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def number_of_queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("address", ["/", "/?hvem=team", "/sager/", "/sager/?q=b&status=alle"])
def test_three_rows_ask_the_database_no_more_than_one(mette, home, address):
    web_data.refer(home, "Bo Berg", starts_in=3)
    one = number_of_queries(mette, address)
    for name in ("Bodil Bang", "Bent Bæk"):
        web_data.refer(home, name, starts_in=-3)
    assert number_of_queries(mette, address) == one
    assert one < 27


def test_today_shows_the_duty_with_its_reason_and_its_act(mette, home):
    case = web_data.refer(home, "Åse Ærø", starts_in=3)
    page = text(mette.get("/"))
    assert "Startsamtale før introforløbet" in page
    assert 'href="/programmer/jobspot/#JS-05"' in page
    assert f"/sager/{case}/registrer/?krav=start-interview&amp;nr=1" in page
    assert 'id="new"' in page


def test_today_leads_to_referring_and_counts_every_new_case(mette, home):
    for number in range(7):
        web_data.refer(home, f"Bo Nr{number}")
    page = text(mette.get("/"))
    assert 'href="/henvis/" class="button button-secondary"' in page
    assert "<strong>7</strong> nye henvisninger" in page


def test_nothing_to_do_is_said_kindly(mette):
    page = text(mette.get("/"))
    assert "Godt gået" in page
    assert "Se, hvad teamet har" in page


def test_today_is_filtered_by_programme_and_kind(mette, home):
    web_data.refer(home, "Åse Ærø", starts_in=3)
    assert "Startsamtale" in text(mette.get("/?program=jobspot&krav=jobspot.start-interview"))
    other = text(mette.get("/?program=kvik"))
    assert "Intet af den slags venter" in other
    assert "Åse Ærø" not in other.partition('class="columns"')[2].partition('id="new"')[0]


def test_htmx_gets_the_content_alone(mette, home):
    page = text(mette.get("/", headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert "<h1>" in page


def test_cases_are_searched_by_a_part_of_the_name(mette, home):
    web_data.refer(home, "Åse Ærø")
    web_data.refer(home, "Karim Nasser")
    response = mette.post("/sager/find/", {"find": "ærø"})
    assert response["Location"] == "/sager/?q=%C3%A6r%C3%B8&status=alle"
    page = text(mette.get(response["Location"]))
    assert "Åse Ærø" in page
    assert "Karim Nasser" not in page


@pytest.mark.parametrize("typed", ["010190-1234", "0101901234", "010190 1234", " 010190-1234 "])
def test_a_cpr_number_finds_its_citizen_and_never_is_in_an_address(mette, home, typed):
    web_data.refer(home, "Åse Ærø", cpr="010190-1234")
    web_data.refer(home, "Karim Nasser")
    page = text(mette.post("/sager/find/", {"find": typed}))
    assert "Åse Ærø" in page
    assert "Karim Nasser" not in page
    assert not re.search(r"010190.?1234", page)


@pytest.mark.parametrize("typed", ["020290-1234", "999999-9999"])
def test_a_number_that_finds_nobody_is_not_shown_again(mette, home, typed):
    web_data.refer(home, "Åse Ærø", cpr="010190-1234")
    page = text(mette.post("/sager/find/", {"find": typed}))
    assert "Ingen sag med det nummer" in page
    assert typed not in page


@pytest.mark.parametrize("typed", ["020290", "0202901", "020290-123"])
def test_a_part_of_a_number_is_asked_for_in_full(mette, home, typed):
    page = text(mette.post("/sager/find/", {"find": typed}))
    assert "Skriv alle ti cifre" in page
    assert "Ingen sag med det nummer" not in page
    assert typed not in page


def test_changing_the_language_on_the_answer_of_a_search_leads_to_the_list(mette):
    page = text(mette.post("/sager/find/", {"find": "020290-1234"}))
    assert 'name="next" value="/sager/find/"' in page
    changed = mette.post("/sprog/", {"language": "en", "next": "/sager/find/"}, follow=True)
    assert changed.redirect_chain[-1] == ("/sager/", 302)
    assert changed.status_code == 200


def test_a_cpr_number_in_an_address_is_not_searched_for(mette, home):
    web_data.refer(home, "Åse Ærø", cpr="010190-1234")
    page = text(mette.get("/sager/?q=010190-1234"))
    assert "hører ikke hjemme i en adresse" in page
    assert not AccessLog.objects.filter(act="search").exists()


def test_cases_are_filtered(mette, home):
    web_data.refer(home, "Åse Ærø")
    assert "Åse Ærø" in text(mette.get("/sager/?program=jobspot&fase=referral&hvem=mine"))
    assert "Ingen sag passer" in text(mette.get("/sager/?program=jobspot&fase=placement"))
    assert "Ingen sag passer" in text(mette.get("/sager/?status=lukkede"))
    assert "Ingen sag passer" in text(mette.get("/sager/?program=kvik"))


def test_nonsense_in_an_address_is_left_aside(mette, home):
    web_data.refer(home, "Åse Ærø")
    for address in ("/sager/?status=x&efter=y&hvem=z", "/?hvem=x&krav=y&program="):
        assert "Åse Ærø" in text(mette.get(address))


def test_a_case_without_people_says_so(mette, home):
    page = text(mette.get("/sager/"))
    assert "Ingen sager endnu" in page


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(text="Ærø", status="all"),
        Filters(programme="kvik", phase="plan", status="closed", mine=True),
        Filters(status="overdue"),
    ],
)
def test_an_address_keeps_the_filters(filters):
    assert read_filters(QueryDict(filters.address().partition("?")[2])) == filters


def test_a_phase_is_asked_for_within_its_programme_only():
    assert read_filters(QueryDict("fase=plan")) == Filters()


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("010190-1234", True),
        ("0101 90", True),
        ("010190", True),
        ("12345", False),
        ("Åse 2", False),
    ],
)
def test_half_a_cpr_number_is_treated_as_one(text, like):
    assert is_like_cpr(text) is like


def test_the_year_of_birth_tells_people_of_one_name_apart(mette, home):
    web_data.refer(home, "Åse Ærø", born=date(1971, 5, 1))
    assert "født 1971" in text(mette.get("/sager/"))
