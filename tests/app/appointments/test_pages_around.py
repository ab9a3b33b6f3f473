"""Appointments in the calendar and on the case, and reminding."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.services import NewEvent
from tests.app import web_data
from tests.app.appointments.paged import (
    book,
    found,
    text,
    today,
)

pytestmark = pytest.mark.django_db

CPR = "010190-1234"


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


class TestCalendar:
    def test_shows_the_week_of_an_address(self, mette, home, case):
        row = book(home, case, place="other", where="Biblioteket")
        year, week, _ = row.day.isocalendar()
        page = text(mette.get(f"/kalender/?uge={year}-W{week:02}"))
        assert "Åse Ærø" in page
        assert "10.00–11.00" in page
        assert "Biblioteket" in page
        assert "Åse Ærø" not in text(mette.get("/kalender/?uge=2020-W01"))

    @pytest.mark.parametrize("week", ["", "x", "2026-W99", "0001-W01", "9999-W52", "2026-W1-1"])
    def test_a_week_that_is_none_is_this_week(self, mette, week):
        number = today().isocalendar().week
        assert f"<h1>Uge {number}</h1>" in text(mette.get(f"/kalender/?uge={week}"))

    def test_the_teams_says_who_goes(self, client, home, case):
        row = book(home, case)
        year, week, _ = row.day.isocalendar()
        client.force_login(home.leader)
        page = text(client.get(f"/kalender/?uge={year}-W{week:02}&hvem=team"))
        assert "med Mette Holm" in page
        assert "Åse Ærø" not in text(client.get(f"/kalender/?uge={year}-W{week:02}"))

    def test_htmx_and_english(self, mette):
        assert "<html" not in text(mette.get("/kalender/", headers={"HX-Request": "true"}))
        mette.post("/sprog/", {"language": "en", "next": "/"})
        assert "This week" in text(mette.get("/kalender/"))


class TestCase:
    def test_has_the_next_ones_and_draws_them_hollow(self, mette, home, case):
        book(home, case)
        page = text(mette.get(f"/sager/{case}/"))
        panel = page.partition('id="appointments"')[2].partition("</section>")[0]
        assert "Startsamtale" in panel
        assert "10.00–11.00 · hos os" in panel
        assert 'class="dot is-booked"' in page

    def test_counts_statutory_contacts_apart(self, mette, home, case):
        """CT-19."""
        for type_ in ("statutory_contact", "pre_interview", "statutory_contact"):
            services.register(case_id=case, event=NewEvent(type=type_, on=today()), by=home.mette,
                              now=timezone.now(), submission=uuid4())  # fmt: skip
        panel = text(mette.get(f"/sager/{case}/")).partition('id="appointments"')[2]
        assert re.search(r"Kontakter i indsatsen</dt><dd>1</dd>", panel)
        assert re.search(r"Lovpligtige kontakter</dt><dd>2</dd>", panel)

    def test_names_the_other_case_of_the_same_citizen(self, mette, home):
        first = web_data.refer(home, "Åse Ærø", cpr=CPR)
        second = web_data.refer(home, "Åse Ærø", cpr=CPR)
        book(home, second)
        panel = text(mette.get(f"/sager/{first}/")).partition('id="appointments"')[2]
        panel = panel.partition("</section>")[0]
        assert 'class="chip is-plain">Jobspot' in panel
        assert f"/sager/{second}/aftaler/" in panel


class TestReminding:
    @pytest.fixture
    def jens(self, client, home, case):
        """A colleague in the case, who has nothing to do in it just now."""
        jens = web_data.person("Jens Kragh", home.organisation, roles=["employment_specialist"])
        services.join_case(case_id=case, user_id=jens.pk, role="employment_specialist",
                           by=home.mette, now=timezone.now(), submission=uuid4())  # fmt: skip
        client.force_login(jens)
        return client

    def test_one_click_puts_it_on_their_today(self, jens, client, home, case):
        page = text(jens.get(f"/sager/{case}/"))
        assert 'form="remind" name="duty" value="start-interview:1"' in page
        submission = found(r'name="submission" value="([^"]+)"', page)
        sent = {"submission": submission, "duty": "start-interview:1"}
        page = text(jens.post(f"/sager/{case}/mind-om/", sent, follow=True))
        assert "Mindet om." in page
        assert 'value="start-interview:1"' not in page
        assert "Mindet af Jens Kragh i dag" in page
        client.force_login(home.mette)
        page = text(client.get("/"))
        assert "Du er mindet om" in page
        assert page.count("Mindet af Jens Kragh i dag") == 1

    def test_once_a_day_is_enough(self, jens, case):
        url = f"/sager/{case}/mind-om/"
        for _ in range(2):
            sent = {"submission": str(uuid4()), "duty": "start-interview:1"}
            page = text(jens.post(url, sent, follow=True))
        assert "Én gang om dagen er nok" in page

    @pytest.mark.parametrize("duty", ["", "nonsense", "a:b", "no-such:1:1"])
    def test_nonsense_reminds_nobody(self, jens, case, duty):
        sent = {"submission": str(uuid4()), "duty": duty}
        assert jens.post(f"/sager/{case}/mind-om/", sent).status_code == 404

    def test_nobody_reminds_themselves(self, mette, case):
        assert 'name="duty"' not in text(mette.get(f"/sager/{case}/"))
