"""All that is held, given to the citizen: complete, readable, the same on paper and as JSON."""

import io
import json
import re
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import crypto, queries, services
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.models import Citizen, Consent, LogEntry, LogText
from fodfaeste.cases.queries import NotAllowed, NotVisible
from fodfaeste.cases.services.consents import NewConsent, give_consent
from fodfaeste.core.events import CORRECTION, NOTE_SENT, WAIVER
from fodfaeste.protection import subject_access
from fodfaeste.protection.acts import SUBJECT_ACCESS_GIVEN
from fodfaeste.protection.holds import place_hold
from fodfaeste.protection.subject_access.acts_named import ACTS
from tests.app.cases.plan_data import a_plan
from tests.app.cases.world import NOW, TODAY
from tests.app.protection.data import CPR, NOTE, a_case, citizen_of

CONTACT = {"street": "Ågade 4, 2. tv.", "postcode": "5000", "city": "Odense C"}
FOOTER = re.compile(r"Center Nord\s*(Side|Page) \d+ (af|of) \d+\s*\Z")
WORDING = "Jeg siger ja til, at centret taler med min læge om mit helbred."


@pytest.fixture
def full(world, case_id):
    """The case with a consent, a hold and contact details as well."""
    contact = crypto.encrypt_map(CONTACT)
    Citizen.unrestricted.filter(pk=citizen_of(case_id).pk).update(contact=contact)
    consent = NewConsent(
        receiver=Recipient(role="gp", name="Dr. Ø. Ærlig"),
        kinds=["health"],
        purpose="Plan",
        wording=WORDING,
        way=Consent.Way.SIGNATURE,
        given_on=TODAY,
        since=TODAY,
        last_on=None,
    )
    give_consent(case_id=case_id, consent=consent, by=world.jens, now=NOW, submission=uuid4())
    place_hold(
        case_id=case_id,
        whole_citizen=False,
        reason="Klagesag ved Ankestyrelsen",
        by=world.guard,
        now=NOW,
        submission=uuid4(),
    )
    queries.case(user=world.jens, case_id=case_id, today=TODAY)
    return case_id


def taken(case_id, by, *, language="da", submission=None):
    return subject_access.take_out(
        case_id=case_id,
        by=by,
        language=language,
        form="pdf",
        now=NOW,
        submission=submission or uuid4(),
    ).held


def read(held) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(subject_access.as_pdf(held)))
    return reader, "\n".join(FOOTER.sub("", page.extract_text()) for page in reader.pages)


def squeezed(text: str) -> str:
    """Without blanks, line breaks and the hyphens that the typesetter puts in."""
    return "".join(text.split()).replace("\u00ad", "").replace("-", "").replace("‐", "")


def all_said(given):
    """Every text that is meant to be read, in order."""
    if isinstance(given, dict):
        for name in ("heading", "label", "said", "about"):
            if given.get(name):
                yield given[name]
        for name in ("items", "facts", "parts"):
            yield from all_said(given.get(name, []))
    else:
        for one in given:
            yield from all_said(one)


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_in_the_json_stands_on_paper_and_in_the_same_order(world, full, language):
    held = taken(full, world.guard, language=language)
    given = json.loads(subject_access.as_json(held))
    _, text = read(held)
    text = squeezed(text)
    for said in all_said(given["parts"]):
        assert squeezed(said) in text, said
    headings = [part["heading"] for part in given["parts"]]
    body = text[text.index(squeezed(held.parts[0].items[0].facts[0].said)) :]
    places = [body.index(squeezed(heading)) for heading in headings[1:]]
    assert places == sorted(places), "parts are read in their order"


def test_all_that_is_encrypted_about_the_citizen_is_given(world, full):
    """Every text of the case, whatever it is about, and every detail beside it."""
    said = subject_access.as_json(taken(full, world.guard))
    texts = LogText.unrestricted.filter(entry__case=full, erased_at=None)
    for text in texts:
        opened = crypto.decrypt_map(text.ciphertext)
        for value in [opened.get("note"), *opened.get("attributes", {}).values()]:
            assert value is None or json.dumps(value, ensure_ascii=False)[1:-1] in said
    for expected in (NOTE, "Har sovet dårligt.", CPR, WORDING, "Dr. Ø. Ærlig", *CONTACT.values()):
        assert expected in said
    assert "Klagesag ved Ankestyrelsen" in said
    assert "Borgeren ringede" in said


def test_the_log_is_given_line_by_line(world, full):
    held = taken(full, world.guard)
    lines = LogEntry.unrestricted.filter(case=full).order_by("seq")
    log = next(part for part in held.parts[1].parts if part.code == "log")
    entries = [one.value for item in log.items for one in item.facts if one.code == "entry"]
    assert entries == [line.event_id for line in lines]


def test_who_has_looked_is_given_without_the_employees_names(world, full):
    held = taken(full, world.guard)
    looks = next(part for part in held.parts if part.code == "look_ups")
    said = [one.said for item in looks.items for one in item.facts]
    assert "kontaktperson, Center Nord" in said
    assert not any(world.jens.name in each for each in said)


def test_what_was_corrected_is_shown_as_it_was_and_why(world, full):
    held = taken(full, world.guard)
    changes = next(part for part in held.parts if part.code == "corrections")
    said = {one.code: one.said for one in changes.items[0].facts}
    assert "Har sovet dårligt." in said["was"]
    assert said["reason"] == "Det var en anden borger."
    assert said["by"] == world.jens.name


def test_the_paper_is_tagged_titled_and_says_its_language(world, full):
    reader, _ = read(taken(full, world.guard))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata
    assert root["/Lang"] == "da-DK"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Alt, hvad der er registreret om dig"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_the_same_gives_the_same_bytes(world, full):
    held = taken(full, world.guard)
    assert subject_access.as_pdf(held) == subject_access.as_pdf(held)


def test_nothing_that_people_write_is_source(world, case_id):
    odd = '#panic("x") *fed* $x$ @hvem <mærke> \\ " </script> {{ }} `kode`'
    world.register(case_id, "start_interview", TODAY, note=odd)
    _, text = read(taken(case_id, world.guard))
    assert squeezed(odd) in squeezed(text)


# --- who, and what is written down


def test_the_guard_may(world, full):
    assert taken(full, world.guard).parts


@pytest.mark.parametrize("who", ["jens", "secretary", "colleague", "leader"])
def test_others_who_see_the_case_may_not(world, full, who):
    with pytest.raises(NotAllowed):
        taken(full, getattr(world, who))


@pytest.mark.parametrize("who", ["charlie", "mette"])
def test_who_has_nothing_to_do_with_it_learns_nothing(world, full, who):
    with pytest.raises(NotVisible):
        taken(full, getattr(world, who))


def test_it_is_logged_as_taken_out_and_is_an_act_of_the_case(world, full):
    form = uuid4()
    taken(full, world.guard, submission=form)
    taken(full, world.guard, submission=form)
    noted = AccessLog.objects.filter(act=AccessLog.Act.EXPORT, case_id=full)
    assert noted.count() == 2, "every copy is one that was given"
    acts = LogEntry.unrestricted.filter(case=full, type=SUBJECT_ACCESS_GIVEN)
    assert acts.count() == 1, "the form was sent once"


def test_looking_first_is_a_look_up_and_no_act(world, full):
    subject_access.look_at(case_id=full, by=world.guard, language="da", now=NOW)
    assert not LogEntry.unrestricted.filter(type=SUBJECT_ACCESS_GIVEN).exists()
    noted = AccessLog.objects.filter(user=world.guard, act=AccessLog.Act.VIEW, case_id=full)
    assert noted.get().detail == {"page": "subject_access"}


def noted(text):
    return services.NewEvent(type="referral_received", on=TODAY, note=text)


def test_all_cases_of_the_organisation_are_in_it_and_none_of_others(world, full):
    second = a_case(world, citizen=citizen_of(full).pk, first=noted("Den anden sag"))
    theirs = world.refer(
        by=world.charlie,
        citizen=services.NewCitizen(name="A. Sørensen", cpr=CPR),
        organisation_id=world.elsewhere.pk,
        referred_by_id=None,
        members=[],
        first=noted("Hemmeligt i Andeby"),
    )
    said = subject_access.as_json(taken(full, world.guard))
    assert "Den anden sag" in said
    assert str(second) in said
    assert str(theirs.case_id) not in said
    assert "Andeby" not in said


def test_every_act_of_the_store_has_a_name():
    from fodfaeste.cases import rows

    acts = {
        value
        for name, value in vars(rows).items()
        if name.isupper() and isinstance(value, str) and name != "HIDDEN"
    }
    events = rows.CONSENT_EVENTS | rows.PLAN_EVENTS
    events |= {rows.PROGRESS_MEASURED, CORRECTION, NOTE_SENT, WAIVER}
    assert acts - events <= set(ACTS)


def test_the_plan_is_in_it_with_all_that_few_read(world, full):
    plan = a_plan(full, world.jens)
    plan.add("activity", title="Samtale hos psykolog", about="health", who=["citizen"])
    plan.publish()
    plan.agree(how="signature")
    said = subject_access.as_json(taken(full, world.guard))
    for text in ("Jeg vil kunne klare en hel vagt", "Samtale hos psykolog", "Version 1"):
        assert text in said
