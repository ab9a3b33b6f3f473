"""The programmes' forms on the page that registers: typed questions, and what they depend on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import CaseMember
from fodfaeste.web.case import registering
from fodfaeste.web.case.goals import Goal
from tests.app import web_data
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


@pytest.fixture
def kvik(home):
    return opened(home, "kvik")


def opened(home, programme):
    referral = services.Referral(
        citizen=services.NewCitizen(name="Bo Berg"),
        programme=programme,
        organisation_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=TODAY),
        members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
    )
    done = services.refer_citizen(
        referral=referral, by=home.mette, now=timezone.now(), submission=uuid4()
    )
    return done.case_id


def address(case, type_="follow_up"):
    return f"{reverse('register', args=[case])}?slags={type_}"


def visit(case):
    return f"{reverse('register', args=[case])}?krav=workplace-visits&nr=1"


def latest(user, case):
    view = queries.case(user=user, case_id=case, today=TODAY)
    return max(view.entries, key=lambda entry: entry.seq)


def fill(client, at, **said):
    return client.post(at, sent(client.get(at).context["form"], **said))


WHOLE = {
    "q_attendance": "as_agreed",
    "q_well-being": "4",
    "q_hours": "12,5",
    "q_tasks": "Kassen",
    "q_adjustments": "En time mere",
}


def test_the_whole_follow_up_form_is_kept_as_values_and_shown_as_words(mette, home, case):
    """JS-17."""
    day = TODAY + timedelta(days=7)
    assert (
        fill(mette, visit(case), **WHOLE, **typed_day("q_next-follow-up", day)).status_code == 302
    )
    assert latest(home.mette, case).answers == {
        "attendance": "as_agreed",
        "well-being": 4,
        "hours": "12.5",
        "tasks": "Kassen",
        "adjustments": "En time mere",
        "next-follow-up": day.isoformat(),
    }
    page = mette.get(reverse("case", args=[case])).content.decode()
    for words in ("som aftalt", "4 på en skala fra 1 (skidt)", "12,5 timer om ugen", "Kassen"):
        assert words in page


def test_nothing_has_to_be_answered(mette, home, case):
    assert 'name="note"' in mette.get(visit(case)).content.decode()
    assert fill(mette, visit(case)).status_code == 302
    assert latest(home.mette, case).answers == {}


@pytest.mark.parametrize("hours", ["mange", "-3", "1.234"])
def test_what_is_no_answer_is_told_beside_its_question(mette, home, case, hours):
    before = latest(home.mette, case)
    response = fill(mette, visit(case), **{**WHOLE, "q_hours": hours})
    form = response.context["form"]
    assert list(form.errors) == ["q_hours"]
    assert form["q_tasks"].value() == "Kassen"
    assert form["q_hours"].value() == hours
    assert latest(home.mette, case) == before


def test_sent_twice_it_is_registered_once(mette, home, case):
    data = sent(mette.get(visit(case)).context["form"], **WHOLE)
    for _ in range(2):
        assert mette.post(visit(case), data).status_code == 302
    view = queries.case(user=home.mette, case_id=case, today=TODAY)
    assert sum(entry.type == "follow_up" for entry in view.entries) == 1


def test_a_field_begins_with_what_was_answered_the_last_time(mette, case):
    fill(mette, visit(case), **WHOLE)
    form = mette.get(visit(case)).context["form"]
    assert (form["q_hours"].value(), form["q_tasks"].value()) == ("12,5", "Kassen")
    assert not form["q_attendance"].value(), "what is new each time is asked anew"


def test_who_registers_may_not_read_the_last_answers_begins_with_nothing(client, home, case):
    services.register(
        case_id=case,
        event=services.NewEvent(
            type="follow_up",
            on=TODAY,
            attributes={"form": "workplace_visit"},
            answers={"tasks": "Kassen"},
            text_kind="health",
        ),
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    )
    other = web_data.person("Ida Ivers", home.organisation, team=home.team)
    client.force_login(other)
    assert not client.get(visit(case)).context["form"]["q_tasks"].value()


# --- what depends on a choice


def test_no_question_is_asked_before_it_is_known_which_follow_up_it_was(mette, case):
    assert mette.get(address(case)).context["form"].questions == []


def test_the_questions_are_fetched_while_one_chooses(mette, case):
    data = {"a_form": "phone", "step": "fit", "note": "Talte kort", "text_kind": "ordinary"}
    response = mette.post(address(case), data, **HX)
    page = response.content.decode()
    assert 'name="q_attendance"' in page
    assert 'name="q_hours"' not in page
    assert 'name="note"' not in page, "somebody may be typing in it"
    assert "<html" not in page
    assert "form-error" not in page


def test_without_a_script_a_button_shows_them_on_the_whole_page(mette, home, case):
    before = latest(home.mette, case)
    data = sent(mette.get(address(case)).context["form"], a_form="group", step="fit", note="Husk")
    response = mette.post(address(case), data)
    form = response.context["form"]
    assert [group.heading for group in form.questions] == ["Gruppeopfølgning"]
    assert form["note"].value() == "Husk"
    assert not form.errors
    assert latest(home.mette, case) == before


def test_who_saves_without_having_seen_the_questions_is_shown_them_first(mette, home, case):
    form = mette.get(address(case)).context["form"]
    data = sent(form, a_form="phone", note="Kort") | {"shown": ""}
    response = mette.post(address(case), data)
    assert response.status_code == 200
    form = response.context["form"]
    assert form["note"].value() == "Kort"
    assert "spørgsmål" in str(form.non_field_errors())
    data |= {"shown": form.shown, "q_attendance": "as_agreed"}
    assert mette.post(address(case), data).status_code == 302
    assert latest(home.mette, case).answers == {"attendance": "as_agreed"}


def test_what_is_wrong_already_is_said_with_the_questions_and_what_is_missing_is_not(mette, case):
    form = mette.get(address(case)).context["form"]
    typed = {"shown": "", "on_day": "45", "note": "Kort"}
    form = mette.post(address(case), sent(form, a_form="phone") | typed).context["form"]
    assert "spørgsmål" in str(form.non_field_errors())
    assert set(form.errors) == {"__all__", "on"}


def test_no_barriers_is_an_answer_and_enough(mette, home, kvik):
    """KV-06."""
    at = address(kvik, "clarification_completed")
    form = mette.get(at).context["form"]
    assert mette.post(at, sent(form, a_track="social", a_barriers="no")).status_code == 302
    assert latest(home.mette, kvik).attributes == {"track": "social", "barriers": False}


@pytest.mark.parametrize(("track", "kind"), [("social", "social"), ("health", "health")])
def test_a_clarification_is_about_what_its_track_is_about(mette, kvik, track, kind):
    """KV-06, KV-07."""
    at = address(kvik, "clarification_completed")
    chosen = {"a_track": track, "a_barriers": "yes", "step": "fit", "text_kind": "ordinary"}
    response = mette.post(at, {**chosen, "kind_suggested": "ordinary"}, **HX)
    assert response.context["form"]["text_kind"].value() == kind
    kept = mette.post(at, {**chosen, "text_kind": "social", "kind_suggested": "ordinary"}, **HX)
    assert kept.context["form"]["text_kind"].value() == "social", "somebody chose it"


def test_a_health_clarification_is_read_by_those_who_may(client, mette, home, kvik):
    """KV-07."""
    at = address(kvik, "clarification_completed") + "&krav=clarification-health"
    CaseMember.unrestricted.filter(case=kvik).update(sees_health=True)
    fitted = mette.post(at, {"a_track": "health", "a_barriers": "yes", "step": "fit"})
    form = fitted.context["form"]
    data = sent(form, **{"q_health-partners": "Egen læge", "q_medicine": "yes"})
    data |= typed_day("on", TODAY) | {"submission": str(uuid4()), "text_kind": "health"}
    assert mette.post(at, data).status_code == 302
    assert latest(home.mette, kvik).answers == {"health-partners": "Egen læge", "medicine": True}
    seen = latest(home.leader, kvik)
    assert (seen.answers, seen.withheld) == ({}, True)


# --- the sub-goals of the plan


@pytest.fixture
def goals(monkeypatch):
    found = (Goal("g1", "Møde tre dage"), Goal("g2", "Ringe selv"))
    monkeypatch.setattr(registering, "goals_of", lambda view: found)
    return found


def test_without_a_plan_no_sub_goal_is_asked_about(mette, case):
    assert not [
        name for name in mette.get(visit(case)).context["form"].fields if "progress" in name
    ]


def test_progress_is_asked_once_for_each_sub_goal(mette, home, case, goals):
    said = {"q_progress__g1": "some", "q_progress__g1__words": "To af tre"}
    assert fill(mette, visit(case), **said).status_code == 302
    entry = latest(home.mette, case)
    assert entry.answers["progress"] == [
        {"goal": "g1", "name": "Møde tre dage", "value": "some", "words": "To af tre"}
    ]
    again = mette.get(visit(case)).context["form"]
    assert again["q_progress__g1"].value() == "some"
    assert not again["q_progress__g1__words"].value()
    mend = mette.get(reverse("correct", args=[case, entry.id])).context["form"]
    assert mend["q_progress__g1__words"].value() == "To af tre", "also where the plan has none"


# --- what is booked next


def test_a_next_follow_up_is_offered_for_booking_on_its_day(mette, case):
    day = TODAY + timedelta(days=7)
    fill(mette, visit(case), **typed_day("q_next-follow-up", day))
    address = f"{reverse('book', args=[case])}?slags=follow_up&dag={day}"
    page = mette.get(reverse("case", args=[case])).content.decode()
    assert f'href="{address.replace("&", "&amp;")}"' in page
    form = mette.get(address).context["form"]
    assert form["on"].value() == day


def test_a_day_that_is_none_or_has_passed_is_not_proposed(mette, case):
    for asked in ("nu", "2026-02-30", str(TODAY - timedelta(days=1))):
        form = mette.get(f"{reverse('book', args=[case])}?slags=follow_up&dag={asked}").context[
            "form"
        ]
        assert form["on"].value() > TODAY


def test_nothing_is_offered_for_a_day_that_has_passed(mette, case):
    fill(mette, visit(case), **typed_day("q_next-follow-up", TODAY - timedelta(days=1)))
    assert "Book den næste" not in mette.get(reverse("case", args=[case])).content.decode()


def test_charlie_gets_nothing(client, home, case):
    client.force_login(home.charlie)
    assert client.get(visit(case)).status_code == 404
    assert client.post(visit(case), {"step": "fit", "a_form": "phone"}).status_code == 404
