"""The pages of support in phases."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.queries.support import calls, lasting_plan, phase_plans
from tests.app.support.supporting import act, begun, plan_phase, seen

pytestmark = pytest.mark.django_db
GET_PAGES = [("support", ()), ("phase_plan", ("phase-1",)), ("crisis_plan", ()),
             ("lasting_plan", ()), ("support_after", ()), ("call_in", ())]  # fmt: skip


def url(name, case_id, *more):
    return reverse(name, args=[case_id, *more])


def text(page):
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


def sent(**given):
    return {"submission": uuid4(), "text_kind": "ordinary", **given}


class TestPlans:
    def test_every_page_is_there_with_nothing_inline(self, jens, case_id):
        for name, more in GET_PAGES:
            page = text(jens.get(url(name, case_id, *more)))
            assert "style=" not in page and "<script>" not in page, name

    def test_a_phase_is_planned_and_shown(self, jens, world, case_id):
        given = sent(track_1="job", words_1="Fire timer", track_3="network", words_3="Min søster")
        answer = jens.post(url("phase_plan", case_id, "phase-1"), given)
        assert answer.status_code == 302
        assert phase_plans(seen(case_id, world.jens))["phase-1"].tracks == ("job", "network")
        page = text(jens.get(url("support", case_id)))
        assert "Fire timer" in page and "Min søster" in page

    def test_what_is_half_said_is_told_and_kept(self, jens, case_id):
        page = text(jens.post(url("phase_plan", case_id, "phase-1"), sent(words_2="Alene")))
        assert "Vælg det spor, det hører til." in page
        assert ">\nAlene</textarea>" in page
        assert not LogEntry.unrestricted.filter(type="phase_planned").exists()

    def test_a_phase_that_is_none_is_not_there(self, jens, case_id):
        for phase in ("startup", "phase-9"):
            assert jens.get(url("phase_plan", case_id, phase)).status_code == 404

    def test_a_crisis_is_planned(self, jens, case_id):
        given = sent(text_kind="health", signs="Slukker telefonen")
        assert jens.post(url("crisis_plan", case_id), given).status_code == 302
        assert "Slukker telefonen" in text(jens.get(url("support", case_id)))

    def test_whoever_does_not_read_the_plan_is_told_that_theirs_stands_beside_it(
        self, client, jens, world, case_id
    ):
        given = sent(text_kind="health", signs="Slukker telefonen")
        jens.post(url("crisis_plan", case_id), given)
        client.force_login(world.leader)
        page = text(client.get(url("crisis_plan", case_id)))
        assert "af Jens Kragh" in page and "står ved siden af" in page
        client.post(url("crisis_plan", case_id), sent(text_kind="ordinary", signs="Siger intet"))
        page = text(client.get(url("support", case_id)))
        assert "Siger intet" in page and "Slukker telefonen" not in page
        assert "Du har ikke adgang til den. Spørg" in page
        client.force_login(world.jens)
        page = text(client.get(url("support", case_id)))
        assert "Siger intet" in page and "Slukker telefonen" in page

    def test_what_lasts_is_kept_and_then_anchored(self, jens, world, case_id):
        given = sent(supporters="Kollegaen")
        assert jens.post(url("lasting_plan", case_id), given).status_code == 302
        assert "Kollegaen" in text(jens.get(url("lasting_plan", case_id)))
        assert not LogEntry.unrestricted.filter(type="retention_plan_anchored").exists()
        given = sent(supporters="Kollegaen", anchor="Lasse", step="anchor")
        assert jens.post(url("lasting_plan", case_id), given).status_code == 302
        assert LogEntry.unrestricted.filter(type="retention_plan_anchored").count() == 1
        plan = lasting_plan(seen(case_id, world.jens))
        assert plan is not None and plan.texts["anchor"] == "Lasse"

    def test_the_generic_form_leads_here(self, jens, world, case_id):
        path = reverse("register", args=[case_id]) + "?krav=retention-plan&nr=1"
        assert jens.get(path)["Location"].startswith(url("lasting_plan", case_id))
        other = world.refer().case_id
        path = reverse("register", args=[other]) + "?slags=retention_plan_anchored"
        assert jens.get(path).status_code == 200


class TestCalls:
    def test_a_call_is_on_the_caseworkers_today_until_it_is_answered(self, client, world, case_id):
        client.force_login(world.jens)
        page = text(client.get(url("call_in", case_id)))
        assert "Kaldes: Mette Holm." in page
        assert client.post(url("call_in", case_id), sent(what="Nu")).status_code == 302
        assert "Du er kaldt ind" not in text(client.get(reverse("today")))
        assert "har ventet" in text(client.get(url("case", case_id)))
        client.force_login(world.mette)
        today = text(client.get(reverse("today")))
        assert "Du er kaldt ind" in today and "Nu" not in text_of_calls(today)
        [one] = calls(seen(case_id, world.mette))
        answer = url("answer_call", case_id, one.id)
        assert "Nu" in text(client.get(answer))
        assert client.post(answer, sent(decided="Vi mødes")).status_code == 302
        assert "Du er kaldt ind" not in text(client.get(reverse("today")))
        assert "Vi mødes" in text(client.get(url("support", case_id)))

    def test_that_the_name_stood_on_today_is_logged(self, client, world, case_id):
        from fodfaeste.accounts.models import Listed

        act(services.call_in, case_id, world.jens, what="Nu", now=timezone.now())
        client.force_login(world.mette)
        client.get(reverse("today"))
        assert Listed.objects.filter(case_id=case_id).exists()

    def test_an_answer_that_says_nothing_is_told(self, client, world, case_id):
        made = act(services.call_in, case_id, world.jens, what="Nu")
        client.force_login(world.mette)
        page = text(client.post(url("answer_call", case_id, made.entry_id), sent()))
        assert "Hvad blev besluttet" in page and "har brug for" not in page
        assert client.get(url("answer_call", case_id, "e1")).status_code == 404


def text_of_calls(page):
    begins = page.index('id="calls"')
    return page[begins : page.index("</section>", begins)].split("</header>")[1]


class TestTheWayOut:
    def test_it_leads_from_assessed_to_decided(self, jens, world, case_id):
        page = text(jens.get(url("support_after", case_id)))
        assert page.index("Behov for støtte vurderet") < page.index("Afgørelse om støtte")
        world.register(case_id, "support_need_assessed", "2026-11-20", attributes={"needed": True})
        page = text(jens.get(url("support_after", case_id)))
        assert "krav=support-decision" in page
        assert "krav=support-need-assessed" not in page


class TestWho:
    def test_a_stranger_finds_nothing(self, client, world, case_id):
        client.force_login(world.charlie)
        for name, more in GET_PAGES:
            assert client.get(url(name, case_id, *more)).status_code == 404, name

    def test_who_may_not_plan_looks_on(self, client, world, case_id):
        plan_phase(case_id, world.jens, ("job", "Fire timer"))
        client.force_login(world.secretary)
        page = text(client.get(url("support", case_id)))
        assert "Fire timer" not in page and "Ret planen" not in page
        for name, more in GET_PAGES[1:4]:
            assert client.get(url(name, case_id, *more)).status_code == 403

    def test_a_programme_without_phases_has_no_such_page(self, jens, world):
        other = world.refer().case_id
        assert jens.get(url("support", other)).status_code == 404
        assert 'id="support"' not in text(jens.get(url("case", other)))


def test_it_is_in_english_too(jens, case_id):
    jens.post("/sprog/", {"language": "en"})
    page = text(jens.get(url("support", case_id)))
    assert "How close contact is" in page
    assert "2 · Trying out and adjusting" in page


def test_before_it_begins_contacts_are_not_counted(jens, world):
    case_id = begun(world, starts=None)
    page = text(jens.get(url("support", case_id)))
    assert "Kontakter tælles fra den første fases første dag." in page
