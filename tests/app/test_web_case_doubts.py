"""What looks like a mistake is asked about once, and everything typed is kept."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.app import web_data
from tests.app.test_web_case import act, entries, register, text, today
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", starts_in=20)


def count(home, case, type_):
    return [entry.type for entry in entries(home, case)].count(type_)


def fresh(mette, address, **changed):
    """A form fetched anew, as the browser's Back does, with its own submission."""
    return sent(mette.get(address).context["form"], **changed)


def test_the_same_again_is_asked_about_once(mette, home, case):
    address = act("register", case, krav="programme-registered", nr=1)
    mette.post(address, fresh(mette, address))
    again = fresh(mette, address, note="Skrevet sammen")
    page = text(mette.post(address, again))
    assert "Det ligner en, du lige har registreret: " in page
    assert "Skrevet sammen" in page
    assert re.search(r'type="checkbox"[^>]*name="sure_again"', page)
    assert count(home, case, "external_registration") == 1
    assert mette.post(address, again | {"sure_again": "on"}).status_code == 302
    assert count(home, case, "external_registration") == 2


@pytest.mark.parametrize("other", [{"a_form": "phone"}, typed_day("on", date(2020, 1, 1))])
def test_another_event_is_not_the_same(mette, home, case, other):
    register(home, case, "follow_up", form="group")
    address = act("register", case, slags="follow_up")
    data = fresh(mette, address, a_form="group", sure_day="on") | other
    assert mette.post(address, data).status_code == 302


def test_a_colleagues_event_is_not_the_same(client, home, case):
    register(home, case, "leaflet_given")
    client.force_login(home.leader)
    address = act("register", case, slags="leaflet_given")
    assert client.post(address, fresh(client, address)).status_code == 302


def test_a_duty_that_is_met_says_so_and_leads_to_its_line(mette, home, case):
    told = {"system": "fasit", "subject": "programme"}
    entry = register(home, case, "external_registration", **told).entry_id
    page = text(mette.get(act("register", case, krav="programme-registered", nr=1)))
    assert "Udført" in page
    assert f'href="/sager/{case}/#{entry}"' in page
    assert act("correct", case, entry) in page
    assert "Over fristen" not in page


@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2004, 1, 1), "før borgeren blev født"), (date(2019, 1, 1), "længe før sagen begyndte")],
)
def test_a_year_that_cannot_be_right_is_asked_about_once(mette, home, day, says):
    case = web_data.refer(home, "Bo Ny", born=date(2005, 3, 1))
    address = act("register", case, slags="follow_up")
    data = fresh(mette, address, a_form="group", note="Det gik fint") | typed_day("on", day)
    page = text(mette.post(address, data))
    assert says in page
    assert "Det gik fint" in page
    assert mette.post(address, data | {"sure_day": "on"}).status_code == 302
    assert entries(home, case)[0].on == day


def test_a_correction_asks_about_a_day_only_if_it_is_another_one(mette, home, case):
    days = (timezone.localdate() - date(2019, 1, 1)).days
    old = register(home, case, "follow_up", days, form="phone").entry_id
    address = act("correct", case, old)
    data = fresh(mette, address, how="mend", reason="Besøg", a_form="group")
    other = data | typed_day("on", date(2018, 1, 1))
    assert "Datoen passer" in text(mette.post(address, other))
    assert mette.post(address, data).status_code == 302


def test_a_little_before_the_case_is_no_doubt(mette, home, case):
    address = act("register", case, slags="follow_up")
    data = fresh(mette, address, a_form="group") | typed_day("on", today() - timedelta(days=400))
    assert mette.post(address, data).status_code == 302


def test_what_the_duty_fixes_is_said_and_one_click_from_being_otherwise(mette, home, case):
    address = act("register", case, krav="individual-interviews", nr=1)
    page = text(mette.get(address))
    settled = page.partition('<details class="fields-fold is-settled">')[2]
    assert "individuel" in settled.partition("</summary>")[0]
    assert 'name="a_form"' in settled.partition("</details>")[0]
    assert page.count('value="individual"') == 1
    assert mette.post(address, fresh(mette, address)).status_code == 302
    assert entries(home, case)[0].attributes == {"form": "individual"}
    other = fresh(mette, address, a_form="phone", on_day="99")
    assert 'is-settled" open' in text(mette.post(address, other))


# --- where one goes on


def test_what_is_said_on_another_page_leads_to_the_case_and_names_nobody(mette, home, case):
    address = act("register", case, slags="leaflet_given")
    mette.post(address, fresh(mette, address, back="/"))
    told = text(mette.get("/"))
    said = told[told.index("Registreret.") :].partition("</div>")[0]
    assert f'<a href="/sager/{case}/">Se sagen</a>' in said
    assert "Ærø" not in said


def test_what_is_said_in_the_case_does_not(mette, home, case):
    address = act("register", case, slags="leaflet_given")
    mette.post(address, fresh(mette, address))
    assert "Se sagen" not in text(mette.get(act("case", case)))


# --- who was there


def in_placement(home, case):
    register(home, case, "placement_started", 20, kind="work_placement")


def test_where_people_met_the_citizen_and_oneself_are_ticked(mette, home, case):
    form = mette.get(act("register", case, slags="follow_up")).context["form"]
    assert set(form.initial["present"]) == {"citizen", "contact_person"}


def test_where_nobody_meets_nobody_is_ticked(mette, home, case):
    form = mette.get(act("register", case, slags="leaflet_given")).context["form"]
    assert not form.initial["present"]


def test_one_who_is_asked_for_and_not_ticked_is_asked_about_once(mette, home, case):
    in_placement(home, case)
    address = act("register", case, slags="follow_up")
    data = fresh(mette, address, a_form="individual", present=["citizen"], note="Om bussen")
    page = text(mette.post(address, data))
    said = "Ikke krydset af som med: kontaktperson. Uden dem bliver det her ikke udført: Samtale"
    assert said in page
    assert "Om bussen" in page
    assert count(home, case, "follow_up") == 0
    assert mette.post(address, data | {"sure_absent": "on"}).status_code == 302
    assert count(home, case, "follow_up") == 1


def test_who_is_ticked_is_not_asked_about(mette, home, case):
    in_placement(home, case)
    address = act("register", case, slags="follow_up")
    assert mette.post(address, fresh(mette, address, a_form="individual")).status_code == 302
    assert set(entries(home, case)[0].present) == {"citizen", "contact_person"}


def test_what_no_duty_waits_for_is_not_asked_about(mette, home, case):
    address = act("register", case, slags="follow_up")
    data = fresh(mette, address, a_form="individual", present=[])
    assert mette.post(address, data).status_code == 302
