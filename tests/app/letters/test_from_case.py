"""What is in a case, sent as a letter: what it says, to whom, once, and what it meets."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import crypto, queries, services
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.models import Consent, PlanVersion
from fodfaeste.letters import handling
from fodfaeste.letters.models import Letter
from tests.app.cases.plan_data import SAID, Planned
from tests.app.letters.paper import text_of
from tests.app.web_data import person, refer
from tests.app.web_forms import sent

CITIZEN = "Åse Ærø"
HARSH = "Åse er glad for *alt* #her & <der>.\n\nHun vil gerne have flere timer 🙂."


@pytest.fixture
def referred(home):
    return refer(home, CITIZEN)


@pytest.fixture
def mette(client, home):
    client.force_login(home.mette)
    return client


def when(**more):
    return {"now": timezone.now(), "submission": uuid4(), **more}


@pytest.fixture
def plan(home, referred):
    """Published as version 1."""
    now, today = timezone.now(), timezone.localdate()
    plan = Planned(referred, home.mette)
    days = {"first": str(today + timedelta(days=2)), "last": str(today + timedelta(days=40))}
    plan.add("purpose", "purpose", words="Et job med planter", now=now)
    plan.add("goal", "g1", words="Jeg vil møde hver dag", now=now)
    plan.add("sub_goal", "s1", goal="g1", title="Tre dage om ugen", now=now)
    plan.add("activity", "a1", title="Besøg på gartneri", who=["citizen"], now=now, **days)
    plan.add("activity", "a2", title="Praktik", after=["a1"], now=now, first=days["last"])
    plan.add("mentor", "mentor", now=now, **SAID)
    plan.publish(now=now)
    return plan


def register(home, case_id, type_, **said):
    return services.register(
        case_id=case_id,
        event=services.NewEvent(type=type_, on=timezone.localdate(), **said),
        by=home.mette,
        **when(),
    ).entry_id


@pytest.fixture
def note(home, referred):
    register(home, referred, "start_interview", present=["citizen", "contact_person"])
    return register(
        home, referred, "follow_up_note_written", note=HARSH, attributes={"about": "placement"}
    )


def address(case_id, what, of):
    return reverse("letter_from", args=[case_id, what, of])


def form_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.context["form"]


def post(client, path, **changed):
    return client.post(path, sent(form_of(client, path), **changed))


def looked_at(client, path, **changed):
    response = post(client, path, look="1", **changed)
    assert response["Content-Type"] == "application/pdf"
    return text_of(PdfReader(io.BytesIO(response.content)))


def only_letter():
    [letter] = Letter.unrestricted.all()
    return letter, crypto.decrypt_map(letter.data)


def deliver(letter, by):
    """As somebody who prints it and puts it into the letter box."""
    Letter.unrestricted.filter(pk=letter.pk).update(channel="print", next_at=None)
    handling.mark_printed(letter_ids=[letter.pk], by=by, now=timezone.now())


def state_of(home, case_id, requirement):
    view = queries.case(user=home.mette, case_id=case_id, today=timezone.localdate())
    found = [one for one in view.evaluation.requirements if one.rule.id == requirement]
    return found[0].state


# --- the plan


def test_a_published_plan_is_looked_at_with_its_timeline(mette, home, referred, plan):
    said = looked_at(mette, address(referred, "planen", "1"))
    for part in (CITIZEN, "Et job med planter", "Jeg vil møde hver dag", "Tre dage om ugen",
                 "Besøg på gartneri", "Planen tegnet over tid", "Følgeskab"):  # fmt: skip
        assert part in said
    assert Letter.unrestricted.count() == 0
    assert AccessLog.objects.filter(case_id=referred, user=home.mette, act="view").exists()


def test_sent_it_meets_the_duty_when_it_has_gone(mette, home, referred, plan):
    """JS-14."""
    response = post(mette, address(referred, "planen", "1"))
    assert response.status_code == 302
    letter, data = only_letter()
    assert (letter.kind, letter.to_role, data["version"]) == ("citizen_plan", "citizen", 1)
    assert state_of(home, referred, "plan-sent") == "open"
    deliver(letter, home.mette)
    assert state_of(home, referred, "plan-sent") == "met"
    version = PlanVersion.unrestricted.get(case=referred)
    assert (version.sent_on, version.sent_how) == (timezone.localdate(), "post")


def test_sent_twice_it_is_there_once(mette, referred, plan):
    path = address(referred, "planen", "1")
    data = sent(form_of(mette, path))
    for _ in range(2):
        page = mette.post(path, data, follow=True)
    assert "før" in page.content.decode()
    assert Letter.unrestricted.count() == 1


def test_what_is_not_published_is_refused(mette, home, referred):
    draft = Planned(referred, home.mette)
    draft.add("goal", words="Et job", now=timezone.now())
    for number in ("1", "kladde", "0"):
        page = mette.get(address(referred, "planen", number)).content.decode()
        assert "Det kan ikke sendes endnu" in page and "Læg det i udbakken" not in page


def test_a_plan_of_which_the_sender_does_not_read_all_is_refused(client, home, referred, plan):
    now = timezone.now()
    plan.add("goal", "g9", words="Sove bedre", about="health", now=now)
    plan.publish(now=now)
    other = person("Olga Olsen", home.organisation, team=home.team)
    client.force_login(other)
    page = client.get(address(referred, "planen", "2")).content.decode()
    assert "Borgeren skal have hele planen" in page
    assert Letter.unrestricted.count() == 0


# --- a note


def test_a_note_goes_to_whoever_referred_and_meets_the_duty(mette, home, referred, note):
    """JS-17."""
    path = address(referred, "notat", note)
    choice = form_of(mette, path).initial["to"]
    assert choice == f"organisation-{home.organisation.pk}/organisation"
    post(mette, path, to=choice)
    letter, data = only_letter()
    assert letter.kind == "follow_up_note" and data["text"] == HARSH
    assert letter.receiver_organisation_id == home.organisation.pk
    assert [one["what"] for one in data["met"]] == ["Startsamtale"]
    deliver(letter, home.mette)
    view = queries.case(user=home.mette, case_id=referred, today=timezone.localdate())
    [event] = [one for one in view.entries if one.type == "follow_up_note_sent"]
    assert event.attributes == {"to": "jobcentre", "note": note}


def test_a_note_on_paper_is_what_was_written(mette, referred, note):
    said = looked_at(mette, address(referred, "notat", note), to="citizen/print")
    assert "Åse er glad for *alt* #her & <der>." in said


def test_in_the_other_language(mette, referred, note):
    said = looked_at(mette, address(referred, "notat", note), to="citizen/print", language="en")
    assert "Follow-up note" in said and "Start interview" in said


def test_a_corrected_note_is_not_sent(mette, home, referred, note):
    services.correct(
        case_id=referred, entry_id=note, reason="Forkert borger", by=home.mette, **when()
    )
    page = mette.get(address(referred, "notat", note)).content.decode()
    assert "rettet" in page
    assert address(referred, "notat", note) not in case_page(mette, referred)


def case_page(client, case_id):
    return client.get(reverse("case", args=[case_id])).content.decode()


def test_the_log_leads_there(mette, referred, note):
    assert address(referred, "notat", note) in case_page(mette, referred)


# --- a referral, its answer, a consent, the end


def entry_of(home, case_id, type_):
    view = queries.case(user=home.mette, case_id=case_id, today=timezone.localdate())
    return next(one.id for one in view.entries if one.type == type_)


def test_a_receipt_of_the_referral_says_what_comes_next(mette, home, referred):
    path = address(referred, "kvittering", entry_of(home, referred, "referral_received"))
    said = looked_at(mette, path)
    assert "Vi har modtaget henvisningen" in said and "Startsamtale" in said


def test_a_decision_says_why_and_how_to_complain(mette, home, referred):
    new = services.NewDecision(decision="declined", reason="Holdet er fyldt.")
    services.decide_referral(case_id=referred, new=new, by=home.mette, **when())
    path = address(referred, "svar", entry_of(home, referred, "intake_decided"))
    said = looked_at(mette, path)
    assert "Holdet er fyldt." in said and "klage inden 4 uger" in said
    post(mette, path)
    assert only_letter()[1]["accepted"] is False


def test_the_end_says_why(mette, home, referred):
    services.close_case(
        case_id=referred,
        closing=services.NewEvent(
            type="case_closed",
            on=timezone.localdate(),
            attributes={"reason": "I arbejde fra mandag", "cause": "purpose_met"},
        ),
        by=home.mette,
        **when(),
    )
    path = address(referred, "afslutning", entry_of(home, referred, "case_closed"))
    said = looked_at(mette, path)
    assert "Formålet er nået" in said and "I arbejde fra mandag" in said


@pytest.mark.parametrize(
    ("way", "witness", "how"),
    [("in_person", "Vita Vidne", "Sagt her, med et vidne"), ("signature", "", "på papir")],
)
def test_a_consent_says_how_it_was_given_and_asks_nobody_to_sign_anew(
    mette, home, referred, way, witness, how
):
    today = timezone.localdate()
    given = services.NewConsent(
        receiver=Recipient(role="gp", name="Lars Læge"),
        kinds=["name"],
        purpose="At trække i samme retning",
        wording="Jeg siger ja.",
        way=way,
        given_on=today,
        since=today,
        last_on=None,
        witness=witness,
    )
    services.give_consent(case_id=referred, consent=given, by=home.mette, **when())
    consent_id = Consent.unrestricted.values_list("pk", flat=True).get()
    said = looked_at(mette, address(referred, "samtykke", consent_id))
    assert how.lower() in said.lower() and home.mette.name in said
    assert ("Vidne" in said) == bool(witness)
    assert "Underskrifter" not in said


# --- who gets nothing, and what is wrong


@pytest.mark.parametrize("method", ["get", "post"])
def test_charlie_gets_nothing(client, home, referred, plan, note, method):
    client.force_login(home.charlie)
    for what, of in (("planen", "1"), ("notat", note)):
        assert getattr(client, method)(address(referred, what, of)).status_code == 404
    assert Letter.unrestricted.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_sees_the_case_and_may_not_send_is_told_who_may(client, home, referred, plan, method):
    guard = person("Gerda Gård", home.organisation, function="administrative")
    accounts.give_rights(user=guard, rights=["protect"])
    client.force_login(guard)
    response = getattr(client, method)(address(referred, "planen", "1"))
    assert response.status_code == 403
    assert "sende breve" in response.content.decode()


@pytest.mark.parametrize(("what", "of"), [
    ("kaerlighedsbrev", "1"), ("notat", "e999"), ("svar", "e1"), ("samtykke", "x"),
    ("samtykke", "00000000-0000-0000-0000-000000000000"),
])  # fmt: skip
def test_what_is_not_there(mette, referred, what, of):
    assert mette.get(address(referred, what, of)).status_code == 404


def test_a_receiver_who_was_not_offered_is_refused(mette, home, referred, plan):
    path = address(referred, "planen", "1")
    other = home.charlie.organisation
    page = post(mette, path, to=f"organisation-{other.pk}/organisation").content.decode()
    assert "form-error-message" in page and Letter.unrestricted.count() == 0


def test_a_way_that_is_not_open_is_told_and_nothing_is_lost(mette, referred, plan):
    page = post(mette, address(referred, "planen", "1"), to="citizen/email", language="en")
    shown = page.content.decode()
    assert "form-error-message" in shown and Letter.unrestricted.count() == 0
    assert page.context["form"]["language"].value() == "en"


def test_the_language_is_that_of_the_letter_before_not_that_of_the_screen(
    mette, home, referred, plan
):
    home.mette.language = "en"
    home.mette.save()
    path = address(referred, "planen", "1")
    assert form_of(mette, path)["language"].value() == "da"
    post(mette, path, to="citizen/print", language="en")
    home.mette.language = "da"
    home.mette.save()
    assert form_of(mette, path)["language"].value() == "en"
