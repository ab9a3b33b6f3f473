"""The pages of progress: asking, and what has moved."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases.models import LogEntry
from tests.app.progress.asking import measure

pytestmark = pytest.mark.django_db


def url(name, case_id, query=""):
    return reverse(name, args=[case_id]) + query


def text(page):
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


def today():
    return timezone.localdate()


def send(client, case_id, query="", **answers):
    return client.post(url("measure", case_id, query), {"submission": uuid4(), **day(), **answers})


def day(offset=0):
    on = today() - timedelta(days=offset)
    return {"on_day": on.day, "on_month": on.month, "on_year": on.year}


class TestAsking:
    def test_both_are_asked_side_by_side_and_the_belief_is_not_there(self, jens, case_id):
        page = text(jens.get(url("measure", case_id)))
        assert "Hvor godt klarer du dig med dit helbred?" in page
        assert "Hvor godt klarer borgeren sig med sit helbred?" in page
        assert "når i mål" not in page

    def test_the_citizen_alone_is_asked_without_the_workers_answers_or_a_name(self, jens, case_id):
        send(jens, case_id, worker_goal="2")
        page = text(jens.get(url("measure", case_id, "?hvem=borger")))
        assert "Hvordan går det?" in page
        assert "worker_goal" not in page
        assert "Amalie" not in page

    def test_answers_are_kept_and_drawn(self, jens, case_id):
        assert send(jens, case_id, citizen_goal="3", worker_goal="4").status_code == 302
        page = text(jens.get(url("progress", case_id)))
        assert "Sidst målt" in page
        assert "Borger, " in page and "Medarbejder, " in page
        assert "style=" not in page

    def test_the_workers_answers_are_taken_later(self, jens, case_id):
        send(jens, case_id, "?hvem=borger", citizen_goal="3")
        page = text(jens.get(url("measure", case_id, "?hvem=medarbejder")))
        assert "citizen_goal" not in page
        assert send(jens, case_id, "?hvem=medarbejder", worker_goal="2").status_code == 302
        assert LogEntry.unrestricted.filter(type="progress_measured").count() == 1
        both = text(jens.get(url("measure", case_id)))
        assert 'value="3" id="id_citizen_goal_2" checked' in both

    def test_an_earlier_measuring_is_mended(self, jens, case_id, world):
        on = today() - timedelta(days=9)
        done = measure(case_id, world.jens, on=on, now=timezone.now(), citizen={"goal": 1})
        answer = send(jens, case_id, f"?maaling={done.entry_id}", citizen_goal="5")
        assert answer.status_code == 302
        assert ">5<" in text(jens.get(url("progress", case_id)))
        assert jens.get(url("measure", case_id, "?maaling=e99")).status_code == 404

    def test_nothing_answered_is_told_kindly(self, jens, case_id):
        page = text(send(jens, case_id))
        assert "Giv mindst ét svar" in page

    @pytest.mark.parametrize("given", ["9", "x", "0", "-1"])
    def test_what_is_no_answer_is_shown_again_with_what_was(self, jens, case_id, given):
        page = text(send(jens, case_id, citizen_goal=given, citizen_energy="4"))
        assert "Fejl:" in page
        assert 'value="4" id="id_citizen_energy_3" checked' in page
        assert not LogEntry.unrestricted.filter(type="progress_measured").exists()

    def test_sent_twice_it_is_written_once(self, jens, case_id):
        form = {"submission": uuid4(), **day(), "citizen_goal": "3"}
        for _ in range(2):
            assert jens.post(url("measure", case_id), form).status_code == 302
        assert LogEntry.unrestricted.filter(type="progress_answered").count() == 1

    def test_the_generic_form_leads_here(self, jens, case_id):
        answer = jens.get(url("register", case_id, "?krav=progress-measured&nr=1"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(url("measure", case_id))


class TestTheCase:
    def test_the_panel_says_when_it_was_last_measured(self, jens, case_id):
        assert "Ikke målt endnu." in text(jens.get(url("case", case_id)))
        send(jens, case_id, citizen_goal="3", citizen_health="2")
        page = text(jens.get(url("case", case_id)))
        assert "Sidst målt" in page and "i dag" in page
        assert "Svar om progression" in page and "borgeren" in page

    def test_a_programme_that_measures_nothing_has_no_panel(self, jens, world):
        other = world.refer().case_id
        assert 'id="progress"' not in text(jens.get(url("case", other)))
        assert send(jens, other, citizen_goal="3").status_code == 302
        assert 'id="progress"' in text(jens.get(url("case", other)))


class TestWho:
    def test_a_stranger_finds_nothing(self, client, world, case_id):
        client.force_login(world.charlie)
        for name in ("progress", "measure", "belief"):
            assert client.get(url(name, case_id)).status_code == 404

    def test_who_may_not_register_is_told_so(self, client, world, case_id):
        client.force_login(world.guard)
        assert client.get(url("measure", case_id)).status_code == 403

    def test_who_reads_no_health_matters_sees_that_there_is_an_answer(self, client, world, case_id):
        measure(case_id, world.jens, on=today(), now=timezone.now(), citizen={"health": 2})
        client.force_login(world.leader)
        page = text(client.get(url("progress", case_id)))
        assert "vises ikke" in page
        assert "Borger, " not in page
        assert "Du har ikke adgang til svaret" in text(client.get(url("measure", case_id)))


def test_it_is_in_english_too(jens, case_id):
    jens.post("/sprog/", {"language": "en"})
    page = text(jens.get(url("measure", case_id)))
    assert "How well do you get by with your health?" in page
    assert "Any answer may be skipped." in page


def test_the_number_of_questions_does_not_grow(jens, world, case_id):
    def asked():
        with CaptureQueriesContext(connection) as found:
            text(jens.get(url("progress", case_id)))
        return len(found)

    measure(case_id, world.jens, on="2026-09-10", citizen={"goal": 1})
    asked()
    one = asked()
    for on in ("2026-10-10", "2026-11-10"):
        measure(case_id, world.jens, on=on, citizen={"goal": 1}, worker={"goal": 2})
    assert asked() == one
