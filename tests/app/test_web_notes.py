"""Notes made of what was written: nothing is typed twice, and each reads what they may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import CaseMember
from tests.app import web_data
from tests.app.web_forms import sent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def case(home):
    found = web_data.refer(home, "Åse Ærø")
    happened(home, found, "placement_started", days=3, kind="work_placement")
    happened(
        home,
        found,
        "follow_up",
        days=2,
        form="workplace_visit",
        present=["citizen", "employer"],
        answers={"attendance": "as_agreed", "well-being": 4, "tasks": "Kassen"},
        note="Glad for kollegerne",
    )
    return found


def happened(
    home, case, type_, *, days=0, note="", answers=(), present=(), kind_of_text="", **said
):
    event = services.NewEvent(
        type=type_,
        on=TODAY - timedelta(days=days),
        attributes=said,
        note=note,
        answers=dict(answers),
        present=present,
        text_kind=kind_of_text or "ordinary",
    )
    return services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    ).entry_id


def at(case, type_="follow_up_note_written", **query):
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{reverse('register', args=[case])}?slags={type_}{more}"


def form_of(client, case, *arguments, **query):
    return client.get(at(case, *arguments, **query)).context["form"]


def note_of(client, case, *arguments, **query):
    return form_of(client, case, *arguments, **query)["note"].value()


def entries(user, case):
    return queries.case(user=user, case_id=case, today=TODAY).entries


def text(response):
    return response.content.decode()


# --- what goes in


def test_it_is_gathered_from_contacts_answers_placement_and_notes(mette, case):
    """JR-13."""
    note = note_of(mette, case)
    for words in (
        "Opfølgning, besøg på virksomheden (til stede: borger, arbejdsgiver)",
        "Hvordan går det med fremmødet?\n– ",
        ": som aftalt",
        "4 på en skala fra 1 (skidt) til 5 (rigtig godt)",
        "Kassen",
        "Glad for kollegerne",
        "– Virksomhedspraktik fra",
    ):
        assert words in note


def test_many_contacts_alike_are_counted_and_a_few_are_told_one_by_one(mette, home, case):
    met = {"form": "phone", "present": ["citizen"]}
    for days in (9, 8, 7, 6):
        happened(home, case, "follow_up", days=days, **met)
    assert note_of(mette, case).count("Opfølgning, telefon (til stede: borger)") == 4
    happened(home, case, "follow_up", days=5, **met)
    written = note_of(mette, case)
    assert written.count("Opfølgning, telefon (til stede: borger)") == 1
    assert "Opfølgning, telefon (til stede: borger): 5 gange (" in written
    assert "besøg på virksomheden" in written


def test_in_english_it_is_in_english(mette, home, case):
    home.mette.language = "en"
    home.mette.save()
    note = note_of(mette, case)
    assert "How is attendance going?" in note
    assert ": as agreed" in note


def test_each_line_says_where_it_comes_from(mette, home, case):
    visit = next(one for one in entries(home.mette, case) if one.type == "follow_up")
    shown = text(mette.get(at(case)))
    assert f"{reverse('case', args=[case])}#{visit.id}" in shown


def test_it_is_edited_saved_and_becomes_the_note(mette, home, case):
    form = form_of(mette, case)
    data = sent(form, a_about="placement", note=form["note"].value() + "\nMere")
    assert mette.post(at(case), data).status_code == 302
    written = entries(home.mette, case)[0]
    assert written.type == "follow_up_note_written"
    assert written.note.endswith("Mere")
    assert "Kassen" in written.note


def test_it_begins_after_the_last_note_about_the_same(mette, home, case):
    happened(home, case, "follow_up_note_written", about="placement", note="Det første")
    happened(home, case, "follow_up", form="phone", note="Ringede")
    note = note_of(mette, case)
    assert "Ringede" in note
    assert "Kassen" not in note
    data = {"a_about": "coping_course", "step": "fit", "note": note, "drafted": ""}
    other = mette.post(at(case), data, headers={"HX-Request": "true"}).context["form"]
    assert "Kassen" in other["note"].value(), "about something else, nothing has been written yet"


def test_what_somebody_changed_is_never_replaced(mette, case):
    data = {"a_about": "coping_course", "step": "fit", "note": "Mit eget", "drafted": ""}
    form = mette.post(at(case), data, headers={"HX-Request": "true"}).context["form"]
    assert form["note"].value() == "Mit eget"


def test_what_was_corrected_is_left_out(mette, home, case):
    wrong = happened(home, case, "follow_up", form="phone", note="Forkert borger")
    services.correct(
        case_id=case, entry_id=wrong, reason="x", by=home.mette, now=timezone.now(),
        submission=uuid4(),
    )  # fmt: skip
    assert "Forkert borger" not in note_of(mette, case)


def test_where_nothing_was_registered_it_says_so(mette, home):
    empty = web_data.refer(home, "Ib Ild")
    happened(home, empty, "follow_up_note_written", note="Det første")
    shown = text(mette.get(at(empty)))
    assert "Der er ikke registreret noget siden det seneste notat" in shown


# --- who reads what


@pytest.fixture
def confided(home, case):
    happened(home, case, "follow_up", form="phone", note="Sover dårligt", kind_of_text="health")
    happened(home, case, "follow_up", form="phone", note="Gæld", kind_of_text="social")
    return case


def test_a_note_is_of_one_kind_and_begins_with_what_everybody_reads(mette, confided):
    page = mette.get(at(confided))
    form = page.context["form"]
    assert "Sover dårligt" not in form["note"].value()
    assert form["text_kind"].value() == "ordinary"
    assert "Tag også det om helbred med" in text(page)


def test_with_health_it_is_about_health(mette, home, confided):
    form = form_of(mette, confided, om="health")
    assert "Sover dårligt" in form["note"].value()
    assert "Gæld" not in form["note"].value()
    assert form["text_kind"].value() == "health"
    mette.post(at(confided, om="health"), sent(form))
    seen = next(one for one in entries(home.leader, confided) if one.type.endswith("written"))
    assert seen.withheld


def test_who_does_not_read_health_gets_a_draft_without_it(client, home, confided):
    colleague = web_data.person("Ida Ivers", home.organisation, team=home.team)
    client.force_login(colleague)
    for query in ({}, {"om": "health"}, {"om": "belief"}):
        page = client.get(at(confided, **query))
        assert "Sover dårligt" not in text(page)
        assert "Gæld" not in text(page)
        assert "Tag også" not in text(page)
    assert "Kassen" in text(client.get(at(confided)))


def test_charlie_gets_no_draft(client, home, case):
    client.force_login(home.charlie)
    assert client.get(at(case)).status_code == 404


# --- the closing report


def test_the_report_is_gathered_from_the_whole_case(mette, home, case):
    happened(home, case, "follow_up_note_written", about="placement", note="Det første")
    happened(
        home, case, "follow_up", form="workplace_visit", answers={"attendance": "some_absence"}
    )
    form = mette.get(reverse("close", args=[case])).context["form"]
    note = form["note"].value()
    for words in (
        "Henvisning modtaget",
        "besøg på virksomheden: 2 gange",
        ": som aftalt",
        ": noget",
    ):
        assert words in note
    assert "Glad for kollegerne" not in note, "the report counts, and does not retell"


# --- sending


def test_what_is_sent_is_seen_and_named(mette, home, case):
    written = happened(home, case, "follow_up_note_written", about="placement", note="Det hele")
    address = at(case, "follow_up_note_sent")
    page = mette.get(address)
    assert "Det hele" in text(page)
    form = page.context["form"]
    assert form["a_note"].value() == written
    assert mette.post(address, sent(form, a_to="jobcentre")).status_code == 302
    assert entries(home.mette, case)[0].attributes == {"to": "jobcentre", "note": written}
    shown = text(mette.get(reverse("case", args=[case])))
    assert f'href="#{written}"' in shown


def test_without_a_note_one_is_led_to_writing_it(mette, case):
    shown = text(mette.get(at(case, "follow_up_note_sent")))
    assert "Skriv notatet først" in shown
    form = form_of(mette, case, "follow_up_note_sent")
    assert (
        mette.post(at(case, "follow_up_note_sent"), sent(form, a_to="jobcentre")).status_code == 302
    )


def test_the_note_that_is_sent_is_one_of_the_case(home, case):
    for named in ("e1", "e99", "noget"):
        sent_on = services.NewEvent(
            type="follow_up_note_sent", on=TODAY, attributes={"to": "jobcentre", "note": named}
        )
        with pytest.raises(services.Refused) as refused:
            services.register(
                case_id=case, event=sent_on, by=home.mette, now=timezone.now(), submission=uuid4()
            )
        assert [fault.code for fault in refused.value.faults] == ["unknown_note"]


def test_it_says_what_it_rests_on(mette, home, case):
    happened(home, case, "follow_up_note_written", note="Det hele")
    address = at(case, "follow_up_note_sent")
    data = {"a_to": "jobcentre", "step": "fit"}
    shown = text(mette.post(address, data, headers={"HX-Request": "true"}))
    assert "dækker notatet" in shown
    services.give_consent(
        case_id=case,
        consent=services.NewConsent(
            receiver=services.Recipient(role="jobcentre"),
            kinds=["notes"],
            purpose="Opfølgning",
            wording="Jeg siger ja",
            way="signature",
            given_on=TODAY,
            since=TODAY,
            last_on=None,
        ),
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    )
    shown = text(mette.post(address, data, headers={"HX-Request": "true"}))
    assert "Et samtykke til jobcentret eller en lovhjemmel dækker notatet" in shown


# --- both times


def test_a_corrected_note_shows_both_times_who_and_why(mette, home, case):
    wrong = happened(home, case, "follow_up_note_written", days=1, note="Det første")
    services.correct(
        case_id=case,
        entry_id=wrong,
        reason="Glemte timerne",
        replacement=services.NewEvent(
            type="follow_up_note_written", on=TODAY - timedelta(days=1), note="Det andet"
        ),
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    )
    lines = mette.get(reverse("case", args=[case])).context["page"].lines
    struck = next(line for line in lines if line.id == wrong)
    assert struck.why_struck == "Glemte timerne"
    assert struck.struck_by.startswith("Mette Holm")
    assert "registreret" in struck.struck_by
    assert [line.texts[0][1] for line in lines if "Opfølgningsnotat" in line.what] == [
        "Det andet", "Det første",
    ]  # fmt: skip


def test_the_sight_of_a_member_decides_at_the_time_of_the_draft(mette, home, confided):
    CaseMember.unrestricted.filter(case=confided).update(sees_health=False, sees_social=False)
    assert "Tag også" in text(mette.get(at(confided))), "its author reads it still"
