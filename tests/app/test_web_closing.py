"""Closing a case: what it means is seen before; what came of it is kept; it can be reopened."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Appointment, CaseMember, LogEntry
from fodfaeste.cases.services import NewAppointment, Slot
from fodfaeste.programmes.catalogue import programme_ids
from fodfaeste.web import dates
from fodfaeste.web.case import closing as page
from fodfaeste.web.case.goals import Goal
from tests.app import web_data
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


def at(name, case):
    return reverse(name, args=[case])


def text(response):
    return response.content.decode()


def seen(user, case):
    return queries.case(user=user, case_id=case, today=TODAY)


def close(client, case, **said):
    said = said or {"a_cause": "purpose_met"}
    return client.post(
        at("close", case), sent(client.get(at("close", case)).context["form"], **said)
    )


def reopen(client, case, reason="Lukket ved en fejl"):
    form = client.get(at("reopen", case)).context["form"]
    return client.post(at("reopen", case), sent(form, reason=reason))


def happened(home, case, type_, on=None, **attributes):
    event = services.NewEvent(type=type_, on=on or TODAY, attributes=attributes)
    return services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    )


# --- before


@pytest.mark.parametrize("programme", programme_ids())
def test_what_is_seen_before_is_what_the_page_says_afterwards(mette, home, programme):
    referral = services.Referral(
        citizen=services.NewCitizen(name="Bo Berg"),
        programme=programme,
        organisation_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=TODAY - timedelta(days=40)),
        members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
    )
    case = services.refer_citizen(
        referral=referral, by=home.mette, now=timezone.now(), submission=uuid4()
    ).case_id
    effects = mette.get(at("close", case)).context["effects"]
    assert close(mette, case).status_code == 302
    view = mette.get(at("case", case)).context["page"]
    done = [check.what for check in view.checks if check.state == "missed"]
    assert sorted(row.what for row in effects.missed) == sorted(done)
    left = {row.what for row in [*view.now, *view.later]}
    assert {row.what for row in effects.called_for} == left
    dropped = {row.what for row in effects.dropped}
    assert dropped <= {check.what for check in view.not_asked} | {""}


@pytest.mark.parametrize(
    ("day", "told"),
    [(TODAY - timedelta(days=3), True), (None, False)],
    ids=["a day", "half a day"],
)
def test_a_closing_that_was_left_is_there_again(mette, home, case, day, told):
    keeping = {"kladde": "gem", "kladde_ejer": home.mette.pk, "submission": uuid4()}
    on = typed_day("on", day) if day else {"on_day": "3", "on_month": "", "on_year": "26"}
    mette.post(at("close", case), {"note": "Hun har fået arbejde", **on, **keeping})
    page = mette.get(at("close", case))
    assert page.status_code == 200
    assert "Hun har fået arbejde" in text(page)
    shown = dates.medium(day if told else TODAY, today=TODAY)
    assert page.context["closes_on"] == shown


def test_the_day_changes_what_closing_means(mette, home):
    """JS-10: what falls due after the closing is asked for no more."""
    case = web_data.refer(home, "Ib Ild", starts_in=2)
    form = mette.get(at("close", case)).context["form"]
    data = sent(form, step="fit") | typed_day("on", TODAY)
    page = mette.post(at("close", case), data, headers={"HX-Request": "true"})
    assert "<html" not in text(page)
    assert "Startsamtale" in text(page)
    assert LogEntry.unrestricted.filter(case=case, type="case_closed").count() == 0


@pytest.mark.parametrize("day", [TODAY - timedelta(days=3), None])
def test_a_draft_says_what_closing_means_on_the_day_that_was_typed(mette, home, case, day):
    form = mette.get(at("close", case)).context["form"]
    keeping = {"kladde": "gem", "kladde_nr": 0, "kladde_ejer": home.mette.pk}
    typed = typed_day("on", day) if day else {"on_day": "31", "on_month": "", "on_year": "2026"}
    mette.post(at("close", case), sent(form, a_outcome_text="To timer", **typed) | keeping)
    again = mette.get(at("close", case))
    assert again.status_code == 200 and "To timer" in text(again)
    assert again.context["closes_on"] == dates.medium(day or TODAY, today=TODAY)


def test_the_acts_of_what_is_missing_are_at_hand(mette, case):
    shown = text(mette.get(at("close", case)))
    assert reverse("register", args=[case]) + "?krav=purpose-written" in shown


# --- closing


def test_reason_outcome_and_report_are_kept(mette, home, case):
    said = {
        "a_cause": "purpose_met",
        "a_reason": "Ansat på plejehjemmet",
        "a_outcome": "work",
        "a_hours_ordinary": "15",
        "a_hours_flex_job": "3",
        "a_outcome_text": "Faste vagter",
        "note": "Rapporten",
        "q_afterwards": "Mentor i tre måneder",
    }
    assert close(mette, case, **said).status_code == 302
    entry = next(one for one in seen(home.mette, case).entries if one.type == "case_closed")
    assert entry.attributes == {
        "cause": "purpose_met",
        "reason": "Ansat på plejehjemmet",
        "outcome": "work",
        "hours_ordinary": 15,
        "hours_flex_job": 3,
        "outcome_text": "Faste vagter",
    }
    assert (entry.note, entry.answers) == ("Rapporten", {"afterwards": "Mentor i tre måneder"})
    row = LogEntry.unrestricted.get(case=case, type="case_closed")
    assert row.attributes["outcome_text"] is None
    shown = text(mette.get(at("case", case)))
    for words in ("Sådan sluttede det", "Formålet er nået", "Faste vagter", "Rapporten"):
        assert words in shown


def test_what_the_closing_calls_for_is_said_with_its_act(mette, case):
    """JS-17."""
    close(mette, case)
    shown = text(mette.get(at("case", case)))
    assert "Efter afslutningen mangler: Opfølgningsnotat til jobcentret" in shown
    assert "?krav=follow-up-note" in shown


@pytest.mark.parametrize("cause", ["", "other"])
def test_a_cause_that_says_nothing_needs_words(mette, home, case, cause):
    response = close(mette, case, a_cause=cause, note="Skrevet længe")
    assert list(response.context["form"].errors) == ["a_reason"]
    assert response.context["form"]["note"].value() == "Skrevet længe"
    assert seen(home.mette, case).evaluation.log.closed_on is None


def test_a_cause_is_reason_enough(mette, home, case):
    assert close(mette, case, a_cause="moved").status_code == 302
    entry = next(one for one in seen(home.mette, case).entries if one.type == "case_closed")
    assert entry.attributes == {"cause": "moved", "reason": "flyttet til en anden kommune"}


@pytest.mark.parametrize("hours", ["-1", "169", "mange"])
def test_hours_are_of_a_week(mette, case, hours):
    response = close(mette, case, a_cause="moved", a_outcome="work", a_hours_ordinary=hours)
    assert list(response.context["form"].errors) == ["a_hours_ordinary"]


def test_hours_of_no_work_are_left_out(mette, home, case):
    close(mette, case, a_cause="moved", a_outcome="none", a_hours_ordinary="15")
    entry = next(one for one in seen(home.mette, case).entries if one.type == "case_closed")
    assert "hours_ordinary" not in entry.attributes


def test_what_else_happened_is_registered_with_it(mette, home, case):
    happened(home, case, "placement_started", kind="work_placement")
    said = {"a_cause": "purpose_met", "a_outcome": "work", "a_hours_ordinary": "20"}
    said |= {"ends_placement": "on", **typed_day("began", TODAY)}
    assert close(mette, case, **said).status_code == 302
    types = [one.type for one in seen(home.mette, case).entries[:3]]
    assert types == ["case_closed", "job_started", "placement_ended"]


def test_all_of_it_or_nothing(mette, home, case):
    said = {"a_cause": "purpose_met", "a_outcome": "education"}
    said |= typed_day("began", TODAY + timedelta(days=3))
    response = close(mette, case, **said)
    assert list(response.context["form"].errors) == ["began"]
    assert seen(home.mette, case).evaluation.log.closed_on is None


def test_the_outcome_of_each_goal_is_told(mette, home, case, monkeypatch):
    monkeypatch.setattr(page, "every_goal_of", lambda view: (Goal("g1", "Møde fast"),))
    said = {"a_cause": "purpose_met", "q_goals__g1": "reached", "q_goals__g1__words": "Hver dag"}
    close(mette, case, **said)
    entry = next(one for one in seen(home.mette, case).entries if one.type == "case_closed")
    assert entry.answers["goals"][0]["value"] == "reached"
    assert "Møde fast: nået, Hver dag" in text(mette.get(at("case", case)))


def test_planned_appointments_are_cancelled_with_it_where_one_says_so(mette, home, case):
    gone, kept = (booked(home, case, days) for days in (3, 5))
    page = text(mette.get(at("close", case)))
    assert page.count('name="cancel"') == 2
    close(mette, case, a_cause="purpose_met", cancel=[str(gone)])
    states = dict(Appointment.unrestricted.values_list("pk", "state"))
    assert states == {gone: "cancelled", kept: "planned"}
    line = LogEntry.unrestricted.get(case=case, type="appointment_cancelled")
    assert line.attributes["appointment"] == str(gone)
    assert "Sagen er afsluttet." in [one.note for one in seen(home.mette, case).entries]
    reopen(mette, case)
    assert Appointment.unrestricted.get(pk=gone).state == "cancelled"


def test_what_a_colleague_said_of_one_meanwhile_stands(mette, home, case):
    one = booked(home, case, 3)
    form = mette.get(at("close", case)).context["form"]
    services.cancel(
        case_id=case, appointment_id=one, by=home.mette, now=timezone.now(), submission=uuid4()
    )
    mette.post(at("close", case), sent(form, a_cause="purpose_met", cancel=[str(one)]))
    assert LogEntry.unrestricted.filter(case=case, type="appointment_cancelled").count() == 1
    assert LogEntry.unrestricted.filter(case=case, type="case_closed").count() == 1


def booked(home, case, days):
    submission, roles = uuid4(), ["citizen", "jobcentre_caseworker"]
    slot = Slot(on=TODAY + timedelta(days=days), at=time(10))
    services.book(
        case_id=case,
        appointment=NewAppointment(type="start_interview", slot=slot, roles=roles, place="ours"),
        by=home.mette,
        now=timezone.now(),
        submission=submission,
    )
    return services.id_of_appointment(submission)


def test_sent_twice_it_is_closed_once(mette, home, case):
    data = sent(mette.get(at("close", case)).context["form"], a_cause="moved")
    for _ in range(2):
        assert mette.post(at("close", case), data).status_code == 302
    assert "blev registreret dengang" in text(mette.get(at("case", case)))
    assert LogEntry.unrestricted.filter(case=case, type="case_closed").count() == 1


def test_whoever_is_second_is_told(home, case):
    """Two at once: what is decided is decided again when the log has grown."""
    closing = services.NewEvent(type="case_closed", on=TODAY, attributes={"reason": "x"})
    told = {"case_id": case, "closing": closing, "now": timezone.now()}
    services.close_case(by=home.mette, submission=uuid4(), **told)
    with pytest.raises(services.Refused) as refused:
        services.close_case(by=home.leader, submission=uuid4(), **told)
    assert [fault.code for fault in refused.value.faults] == ["already_closed"]


def test_the_one_form_leads_here(mette, case):
    address = f"{at('register', case)}?slags=case_closed"
    assert mette.get(address).url.startswith(at("close", case))


# --- who sees it


def test_who_referred_gets_the_report_as_they_see_the_case(client, mette, home, case):
    """A leader of the organisation that referred reads it; nobody is let in by it."""
    close(mette, case, a_cause="moved", note="Rapporten")
    client.force_login(home.leader)
    assert "Rapporten" in text(client.get(at("case", case)))
    client.force_login(home.charlie)
    assert client.get(at("case", case)).status_code == 404


def test_a_report_about_health_is_read_by_those_who_may(client, mette, home, case):
    close(mette, case, a_cause="illness", note="Rapporten", text_kind="health")
    client.force_login(home.leader)
    shown = text(client.get(at("case", case)))
    assert "Rapporten" not in shown
    assert "som du ikke har adgang til" in shown


def test_charlie_closes_and_opens_nothing(client, home, case):
    client.force_login(home.charlie)
    for name in ("close", "reopen"):
        assert client.get(at(name, case)).status_code == 404
        assert client.post(at(name, case), {"reason": "x"}).status_code == 404


# --- opening again


def test_it_is_opened_again_visibly_and_duties_come_back(mette, home, case):
    waiting = [row.what for row in mette.get(at("case", case)).context["page"].now]
    close(mette, case)
    assert reopen(mette, case).status_code == 302
    again = mette.get(at("case", case))
    assert [row.what for row in again.context["page"].now] == waiting
    shown = text(again)
    assert "Genåbnet" in shown
    assert "af Mette Holm: Lukket ved en fejl" in shown
    assert "Sagen genåbnet" in shown
    assert "Sagen blev afsluttet" not in shown


def test_why_is_asked(mette, home, case):
    close(mette, case)
    response = reopen(mette, case, reason=" ")
    assert list(response.context["form"].errors) == ["reason"]
    assert seen(home.mette, case).evaluation.log.closed_on is not None


def test_it_is_reopened_once_and_can_be_closed_again(mette, home, case):
    close(mette, case)
    data = sent(mette.get(at("reopen", case)).context["form"], reason="x")
    for _ in range(2):
        assert mette.post(at("reopen", case), data).status_code == 302
    assert close(mette, case).status_code == 302
    view = seen(home.mette, case)
    assert view.evaluation.log.closed_on == TODAY.toordinal()
    assert sum(one.type == "correction" for one in view.entries) == 1


def test_a_case_that_was_closed_twice_is_opened_by_one_act(mette, home, case):
    happened(home, case, "case_closed", reason="x")
    happened(home, case, "case_closed", reason="y")
    reopen(mette, case)
    assert seen(home.mette, case).evaluation.log.closed_on is None


def test_who_does_not_read_the_report_does_not_open_the_case(client, mette, home, case):
    close(mette, case, a_cause="illness", note="Rapporten", text_kind="health")
    CaseMember.unrestricted.filter(case=case).update(sees_health=False)
    client.force_login(home.leader)
    assert "reopen" not in text(client.get(at("case", case)))
    response = reopen(client, case)
    assert response.status_code == 200
    assert "rettes af en, der kan læse dens tekst" in text(response)


def test_an_open_case_is_not_opened(mette, case):
    assert mette.get(at("reopen", case)).url == at("case", case)


def test_an_organisation_elsewhere_that_referred_sees_it(client, home):
    """Its leader, who stands in a relation to the case by having referred it."""
    other = accounts.add_organisation(name="CBR", kind="rehabilitation_centre")
    lead = web_data.person("Carl Cbr", other, function="leader")
    referral = services.Referral(
        citizen=services.NewCitizen(name="Bo Berg"),
        programme="jobspot",
        organisation_id=other.pk,
        referred_by_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=TODAY),
        members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
    )
    case = services.refer_citizen(
        referral=referral, by=home.mette, now=timezone.now(), submission=uuid4()
    ).case_id
    client.force_login(lead)
    close(client, case, a_cause="moved", note="Rapporten")
    client.force_login(home.leader)
    assert "Rapporten" in text(client.get(at("case", case)))
