"""Programmes as readable pages."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from fodfaeste.programmes.catalogue import programme_ids, versions
from fodfaeste.programmes.placing import placement_rules
from fodfaeste.web.programmes import law
from fodfaeste.web.programmes.calendar import calendar
from fodfaeste.web.programmes.presenters import page as present
from tests.app import web_data

PROGRAMMES = programme_ids()
START = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def mette(client):
    home = web_data.house()
    client.force_login(home.mette)
    return client


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def test_all_programmes_are_listed_by_name(mette):
    page = text(mette.get("/programmer/"))
    at = [page.index(f'href="/programmer/{programme}/"') for programme in PROGRAMMES]
    assert len(at) == len(PROGRAMMES)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_clause_and_every_rule_can_be_linked_to(mette, programme, language):
    mette.cookies["django_language"] = language
    page = text(mette.get(f"/programmer/{programme}/"))
    programme = versions(programme)[-1].programme
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "an id stands on the page twice"
    for clause in programme.clauses:
        assert clause in ids
    for rule in (*programme.requirements, *programme.breaches):
        assert f"rule-{rule.id}" in ids
        assert rule.rule["da"].replace("'", "&#x27;") in page
    within = re.findall(r'href="#([^"]+)"', page)
    assert set(within) <= set(ids)
    assert "style=" not in page


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_both_languages_say_everything(programme):
    rules = versions(programme)[-1]
    for language in ("da", "en"):
        with override(language):
            made = present(rules, [rules], language=language, today=START)
        for entries in (made.criteria, made.rules, made.phases, made.people, made.ways_in):
            assert entries
            assert all(entry.name for entry in entries)
        assert all(clause.text for clause in made.clauses)


def test_a_clause_tells_what_carries_it_out():
    rules = versions("jobspot")[-1]
    with override("da"):
        made = present(rules, [rules], language="da", today=START)
    [clause] = [each for each in made.clauses if each.id == "JS-05"]
    assert ("rule-start-interview", "Startsamtale før introforløbet") in clause.carried_out_by


def test_the_what_if_calendar_is_a_table_and_a_drawing():
    with override("da"):
        made = calendar(
            versions("social-stoette-i-job")[-1], variant="sel-85", start=START, language="da"
        )
    days = {line.what: line.day for line in made.dated}
    assert days["Afsluttende møde med alle fem"] == "tirsdag 1. december"
    assert made.wide
    assert made.narrow
    assert made.wide.bars[0].label.startswith("1 · Planl")
    assert len({dot.y for dot in made.wide.dots}) == len(made.wide.captions)
    assert made.narrow.width < made.wide.width


def test_a_programme_without_deadlines_says_so(mette):
    page = text(mette.get("/programmer/kvik/"))
    assert "Kilden sætter ingen frister her" in page


def test_the_calendar_answers_what_is_asked(mette):
    query = "start_day=2&start_month=3&start_year=2026&variant=sel-82b"
    page = text(mette.get(f"/programmer/social-stoette-i-job/?{query}"))
    assert "tirsdag 1. september" in page
    fragment = mette.get(
        f"/programmer/social-stoette-i-job/?{query}",
        headers={"HX-Request": "true", "HX-Target": "calendar-answer"},
    )
    assert "<html" not in text(fragment)
    assert "tirsdag 1. september" in text(fragment)


def test_a_bad_date_is_told_and_the_page_stays(mette):
    page = text(mette.get("/programmer/jobspot/?start_day=31&start_month=2&start_year=2026"))
    assert "Den dag findes ikke." in page
    assert 'value="31"' in page


def test_versions_have_addresses_of_their_own(mette):
    assert mette.get("/programmer/jobspot/2018-02-01/").status_code == 200
    for address in ("/programmer/jobspot/2017-01-01/", "/programmer/no-such/"):
        assert mette.get(address).status_code == 404


def test_several_versions_are_listed():
    rules = versions("jobspot")[-1]
    with override("da"):
        made = present(rules, [rules, rules], language="da", today=START)
    assert len(made.versions) == 2


def test_signed_out_nobody_sees_them(client):
    assert client.get(reverse("programmes")).status_code == 302


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_phases_are_numbered_once(programme):
    rules = versions(programme)[-1]
    with override("da"):
        page = present(rules, [rules], language="da", today=START)
    numbers = [re.match(r"(\d+)\. ", phase.name) for phase in page.phases]
    ours = [int(number[1]) for number in numbers if number]
    theirs = any(re.match(r"\d+ ", phase.name) for phase in page.phases)
    assert ours == ([] if theirs else list(range(1, len(page.phases) + 1)))


def test_the_last_day_that_a_calendar_has_is_answered(mette):
    assert mette.get("/programmer/jobspot/?start=9999-12-31").status_code == 200
    assert mette.get("/programmer/jobspot/?start=0001-01-01").status_code == 200


# --- the rules of the law


@pytest.mark.parametrize(
    ("language", "says", "check"),
    [
        ("da", "Højst 1 person med støtte for hver 5 ordinært ansatte", "skal kontrolleres"),
        ("en", "At most 1 supported person for every 5 ordinary employees", "to be checked"),
    ],
)
def test_the_rules_of_the_law_are_shown_with_their_source(mette, language, says, check):
    mette.post(reverse("language"), {"language": language, "next": "/regler/"})
    page = text(mette.get("/regler/"))

    assert says in page
    assert "elov.dk" in page
    assert check in page
    for each in placement_rules().laws().values():
        assert f'id="{each.id}"' in page
        assert html.escape(each.says[language]) in page
        assert each.check is None or html.escape(each.check[language]) in page


def test_what_applies_today_stands_first_and_the_rest_is_folded(mette):
    page = law.page(placement_rules(), language="da", today=date(2026, 11, 28))
    ratio = page.parts[0]

    assert [each.id for each in ratio.today] == ["ratio"]
    assert [each.id for each in ratio.others] == ["ratio-heads"]
    before = law.page(placement_rules(), language="da", today=date(2019, 12, 31))
    assert [each.id for each in before.parts[0].today] == ["ratio-heads"]


def test_whoever_is_not_signed_in_sees_no_rules(client):
    assert client.get("/regler/").status_code == 302


def test_the_list_of_programmes_leads_to_the_rules_of_the_law(mette):
    assert 'href="/regler/"' in text(mette.get("/programmer/"))
