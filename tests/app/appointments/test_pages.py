"""Booking and its pages, as people use them."""

import re
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import Appointment, LogEntry
from fodfaeste.cases.proposing import is_working_day
from fodfaeste.cases.services import NewEvent
from tests.app import web_data
from tests.app.appointments.paged import (
    address,
    book,
    booking,
    found,
    later,
    text,
    today,
    yesterday,
)

pytestmark = pytest.mark.django_db

CPR = "010190-1234"


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


class TestBooking:
    def test_is_offered_beside_registering_where_people_meet(self, mette, case):
        for page in (text(mette.get("/")), text(mette.get(f"/sager/{case}/"))):
            assert f"/sager/{case}/aftaler/ny/?krav=start-interview&amp;nr=1" in page
            assert "aftaler/ny/?krav=purpose-written" not in page

    @pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "2999-01-01"])
    def test_a_day_that_cannot_be_booked_is_not_proposed(self, mette, case, day):
        page = text(mette.get(f"/sager/{case}/aftaler/ny/?slags=start_interview&dag={day}"))
        assert day[:4] not in page.replace(f"dag={day}", "")

    def test_proposes_a_day_an_hour_and_people_and_says_why(self, mette, case):
        page = text(mette.get(address(case)))
        assert "Foreslået: sidste hverdag før fristen" in page
        assert "Alle inviterede er ledige på det tidspunkt" in page
        assert 'value="10.00"' in page
        on = date(*(int(found(rf'name="on_{part}"[^>]*value="(\d+)"', page))
                    for part in ("year", "month", "day")))  # fmt: skip
        assert is_working_day(on)
        assert today() < on < today() + timedelta(days=19)
        checked = set(re.findall(r'name="roles" value="(\w+)"[^>]*checked', page))
        # JS-11: for citizen, caseworker and contact person.
        assert checked == {"citizen", "contact_person", "jobcentre_caseworker"}

    def test_in_english(self, mette, home, case):
        mette.post("/sprog/", {"language": "en", "next": "/"})
        page = text(mette.get(address(case)))
        assert "Proposed: the last working day before the deadline" in page
        assert 'value="10:00"' in page

    def test_one_more_click_books_it_and_the_duty_says_so(self, mette, case):
        on = later()
        answer = mette.post(address(case), booking(on))
        assert (answer.status_code, answer["Location"]) == (302, "/")
        page = text(mette.get("/"))
        assert re.search(r"Booket \w+ \d+\. \w+( \d+)? kl\. 10\.00\.", page)
        row = Appointment.unrestricted.get()
        assert (row.requirement, row.instance, row.day) == ("start-interview", 1, on)
        assert re.search(r'class="chip">Booket \d+\. \w+( \d+)? kl\. 10\.00<', page)
        assert f"aftaler/{row.pk}/flyt/" in page
        assert "ikke-holdt" not in page, "its day has not come"

    def test_sent_twice_books_once(self, mette, case):
        form = booking(later())
        mette.post(address(case), form)
        page = text(mette.post(address(case), form, follow=True))
        assert "blev sendt før" in page or "er sendt før" in page
        assert Appointment.unrestricted.count() == 1

    @pytest.mark.parametrize("typed", ["10", "10.00", "10:00", "1000"])
    def test_a_time_is_understood_as_people_type_it(self, mette, case, typed):
        mette.post(address(case), booking(later(), typed))
        assert timezone.localtime(Appointment.unrestricted.get().begins_at).hour == 10

    @pytest.mark.parametrize("typed", ["", "25", "10.75", "ti", "10.00.00"])
    def test_bad_input_is_told_and_nothing_typed_is_lost(self, mette, case, typed):
        form = booking(later(), typed, note="Husk tolk", place="other")
        page = text(mette.post(address(case), form))
        assert "Skriv et klokkeslæt, fx 10.30." in page
        assert "Husk tolk" in page
        assert not Appointment.unrestricted.exists()

    def test_a_time_that_has_passed_leads_to_registering(self, mette, case):
        page = text(mette.post(address(case), booking(today() - timedelta(days=1))))
        assert "Tidspunktet er passeret" in page
        assert f'href="/sager/{case}/registrer/?krav=start-interview&amp;nr=1"' in page
        assert "Den er holdt: registrér den" in page

    def test_a_clash_is_asked_about_once(self, mette, home, case):
        other = web_data.refer(home, "Bo Berg")
        book(home, other)
        form = booking(later())
        page = text(mette.post(address(case), form))
        assert "Mette Holm har en anden aftale kl. 10.00–11.00: Bo Berg, Jobspot." in page
        assert Appointment.unrestricted.count() == 1
        assert mette.post(address(case), form | {"sure": "on"}).status_code == 302
        assert Appointment.unrestricted.count() == 2

    def test_a_duty_booked_meanwhile_is_told(self, mette, home, case):
        book(home, case, at=time(13), requirement="start-interview", instance=1)
        page = text(mette.post(address(case), booking(later())))
        assert "Den er allerede booket" in page
        assert Appointment.unrestricted.count() == 1

    def test_anything_that_people_meet_for_can_be_booked(self, mette, case):
        page = text(mette.get(address(case, "ny/")))
        assert 'value="statutory_contact"' in page
        assert "Opfølgning · telefon" in page
        form = booking(later(), kind="follow_up.phone", place="phone")
        mette.post(address(case, "ny/"), form)
        row = Appointment.unrestricted.get()
        assert (row.type, row.attributes) == ("follow_up", {"form": "phone"})

    @pytest.mark.parametrize(
        "act",
        ["ny/?krav=purpose-written&nr=1", "ny/?krav=no-such&nr=1", "ny/?slags=purpose_written"],
    )
    def test_what_nobody_meets_for_has_no_such_page(self, mette, case, act):
        assert mette.get(address(case, act)).status_code == 404

    def test_the_form_of_what_happened_leads_here(self, mette, case):
        page = text(mette.get(f"/sager/{case}/registrer/?krav=start-interview&nr=1"))
        assert "Ikke holdt endnu? Book en tid" in page
        assert "Book en tid" not in text(mette.get(f"/sager/{case}/registrer/?slags=cv_completed"))


class TestChanging:
    def test_moved_the_earlier_time_is_shown(self, mette, home, case):
        row = book(home, case)
        first = row.day
        page = text(mette.get(address(case, f"{row.pk}/flyt/")))
        assert f'value="{first.day}"' in page
        form = booking(later(15), "13.30", reason="Bussen kører ikke")
        assert mette.post(address(case, f"{row.pk}/flyt/"), form).status_code == 302
        page = text(mette.get(address(case, f"{row.pk}/")))
        assert "kl. 13.30" in page
        assert "Flyttet fra" in page
        log = text(mette.get(f"/sager/{case}/"))
        assert "Aftale flyttet" in log
        assert "Bussen kører ikke" in log

    def test_moving_it_onto_itself_is_no_clash(self, mette, home, case):
        row = book(home, case)
        page = text(mette.post(address(case, f"{row.pk}/flyt/"), booking(row.day)))
        assert "Den ligger allerede på det tidspunkt." in page
        assert "har en anden aftale" not in page

    def test_not_held_says_whose_cause_and_why(self, mette, home, case):
        row = yesterday(home, case)
        url = address(case, f"{row.pk}/ikke-holdt/")
        assert "Virksomheden" in text(mette.get(url))
        form = {"submission": str(uuid4()), "back": "/"}
        assert "form-error-message" in text(mette.post(url, form))
        done = mette.post(url, form | {"cause": "citizen", "why": "Var syg"})
        assert done["Location"] == "/"
        page = text(mette.get(f"/sager/{case}/"))
        assert "1 blev ikke holdt" in page
        assert "ikke holdt (borgeren)" in page
        assert "Var syg" in page

    def test_cancelled_it_is_over(self, mette, home, case):
        row = book(home, case)
        url = address(case, f"{row.pk}/aflys/")
        assert mette.post(url, {"submission": str(uuid4())}).status_code == 302
        assert "Aflyst" in text(mette.get(address(case, f"{row.pk}/")))
        assert mette.get(url)["Location"] == address(case, f"{row.pk}/")
        assert "Aftalen er aflyst." in text(mette.post(url, {"submission": str(uuid4())}))


class TestHolding:
    def test_today_asks_of_what_has_passed(self, mette, home, case):
        row = yesterday(home, case, requirement="start-interview", instance=1)
        page = text(mette.get("/"))
        asked = page.partition('id="asked"')[2].partition("</section>")[0]
        assert "Blev den holdt?" in page
        for act in ("Holdt", "Flyt", "Ikke holdt"):
            assert f">{act}<span" in asked
        assert page.count(f"aftale={row.pk}") == 1, "and not in the section of its duty as well"

    def test_today_begins_with_how_many_meetings_are_left(self, mette, home, case):
        assert "aftale i dag" not in text(mette.get("/"))
        book(home, case, today(), time(23, 58), booked_ago=3)
        assert '<a href="#agenda"><strong>1</strong> aftale i dag</a>' in text(mette.get("/"))

    def test_held_the_form_is_filled_and_saving_closes_it(self, mette, home, case):
        row = yesterday(home, case, requirement="start-interview", instance=1)
        url = f"/sager/{case}/registrer/?slags=start_interview&aftale={row.pk}"
        page = text(mette.get(url))
        assert re.search(rf'name="on_day"[^>]*value="{row.day.day}"', page)
        for role in ("citizen", "contact_person"):
            assert re.search(rf'name="present" value="{role}"[^>]*checked', page)
        sent = {"submission": str(uuid4()), "back": "/", "present": row.roles, "by_role": ""}
        parts = {"on_day": row.day.day, "on_month": row.day.month, "on_year": row.day.year}
        assert mette.post(url, sent | parts)["Location"] == "/"
        row.refresh_from_db()
        assert row.state == "held"
        assert row.entry.type == "start_interview"
        page = text(mette.get("/"))
        assert "Startsamtale før introforløbet er udført" in page
        assert 'id="asked"' not in page
        again = text(mette.post(url, sent | parts, follow=True))
        assert "sendt før" in again
        assert LogEntry.unrestricted.filter(case=case, type="start_interview").count() == 1

    def test_held_by_somebody_else_meanwhile_is_told(self, mette, home, case):
        row = yesterday(home, case)
        event = NewEvent(type="start_interview", on=row.day)
        services.hold(case_id=case, appointment_id=row.pk, event=event, by=home.mette,
                      now=timezone.now() - timedelta(hours=2), submission=uuid4())  # fmt: skip
        url = f"/sager/{case}/registrer/?slags=start_interview&aftale={row.pk}"
        parts = {"on_day": row.day.day, "on_month": row.day.month, "on_year": row.day.year}
        page = text(mette.post(url, {"submission": str(uuid4()), **parts}))
        assert "Aftalen er holdt og registreret." in page

    def test_nonsense_for_an_appointment_is_none(self, mette, case):
        url = f"/sager/{case}/registrer/?slags=start_interview&aftale=nonsense"
        assert mette.get(url).status_code == 200


@pytest.mark.parametrize("act", ["ny/", "{}/", "{}/flyt/", "{}/ikke-holdt/", "{}/aflys/"])
def test_for_somebody_from_elsewhere_there_is_no_such_page(client, home, case, act):
    row = book(home, case)
    client.force_login(home.charlie)
    assert client.get(address(case, act.format(row.pk))).status_code == 404


@pytest.mark.parametrize(
    "url", ["/", "/kalender/?hvem={}", "/kalender/?hvem=team&uge={}", "/sager/{}/"]
)
def test_three_appointments_ask_the_database_no_more_than_one(mette, home, case, url):
    def number():
        year, week, _ = later().isocalendar()
        where = url.format(case if "sager" in url else f"{year}-W{week:02}")
        mette.get(where)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            text(mette.get(where))
        return len(captured)

    book(home, case, requirement="start-interview", instance=1)
    yesterday(home, case, type="pre_interview")
    one = number()
    for n, name in enumerate(["Bo Berg", "Bodil Bang"]):
        other = web_data.refer(home, name)
        book(home, other, at=time(12 + n), requirement="start-interview", instance=1)
        book(home, case, at=time(14 + n), type="pre_interview")
        yesterday(home, other, at=time(9 + n), type="pre_interview")
    assert number() == one
    assert one < 28


def test_an_appointment_of_today_stands_beside_the_duties(mette, home, case):
    now = timezone.localtime()
    begins = datetime.combine(now.date(), time(23, 0), now.tzinfo)
    if begins <= now:
        pytest.skip("an hour before midnight there is no later today")
    book(home, case, now.date(), time(23))
    page = text(mette.get("/"))
    agenda = page.partition('id="agenda"')[2].partition("</section>")[0]
    assert "23.00" in agenda
    assert "Åse Ærø" in agenda
