"""The case and its acts, as pages."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import OUTSIDE, OVERSEEING, AccessLog, Function
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import LogEntry
from tests.app import web_data
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", starts_in=20)


def today():
    return timezone.localdate()


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def register(home, case, type_, days_ago=0, **attributes):
    event = services.NewEvent(
        type=type_, on=today() - timedelta(days=days_ago), attributes=attributes
    )
    return services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    )


def entries(home, case):
    return queries.case(user=home.mette, case_id=case, today=today()).entries


def act(name, case, *more, **query):
    path = reverse(name, args=[case, *more])
    return f"{path}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else path


# --- the case


def test_the_case_says_who_what_now_and_how_it_has_gone(mette, case):
    page = text(mette.get(act("case", case)))
    for said in ("Åse Ærø", "Hvad nu", "Tjekliste", "Loggen", "Mennesker", "Målgruppe"):
        assert said in page
    assert f'href="/sager/{case}/registrer/?krav=start-interview&amp;nr=1"' in page
    assert page.count('<svg class="drawing') == 2
    assert "style=" not in page


def test_opening_a_case_is_logged(mette, home, case):
    mette.get(act("case", case))
    [seen] = AccessLog.objects.filter(act="view", case_id=case)
    assert seen.user == home.mette


def opening_it(function):
    """What somebody of the organisation gets who has no part in the case."""
    if function in OUTSIDE:
        return 403
    return 200 if function in OVERSEEING else 404


@pytest.mark.parametrize("function", Function.values)
def test_who_oversees_the_organisation_opens_the_case_and_no_other(client, home, case, function):
    client.force_login(web_data.person("Kim Kollega", home.organisation, function=function))
    page = client.get(act("case", case))
    assert page.status_code == opening_it(function)
    assert ("Åse Ærø" in page.content.decode()) == (page.status_code == 200)


ACTS = ("case", "register", "waive", "variant", "facts", "people", "version")


@pytest.mark.parametrize("name", ACTS)
def test_charlie_sees_nothing_and_that_is_logged(client, home, case, name):
    client.force_login(home.charlie)
    for method in (client.get, client.post):
        response = method(act(name, case))
        assert response.status_code in {404, 405}
        assert "Åse" not in response.content.decode()
    refused = AccessLog.objects.filter(act="refused", case_id=case, user=home.charlie)
    assert refused.exists()
    assert not AccessLog.objects.filter(act="view", user=home.charlie).exists()


def test_charlie_cannot_register_correct_or_leave_out(client, home, case):
    before = LogEntry.unrestricted.filter(case=case).count()
    client.force_login(home.charlie)
    first = entries(home, case)[0].id
    for address in (
        act("register", case, krav="programme-registered"),
        act("correct", case, first),
        act("waive", case, krav="purpose-written", nr=1),
    ):
        data = {"submission": uuid4(), "reason": "x", **typed_day("on", today())}
        assert client.post(address, data).status_code == 404
    assert LogEntry.unrestricted.filter(case=case).count() == before


def number_of_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        text(client.get(address))
    return len(captured)


@pytest.mark.parametrize("name", ["case", "register", "people", "facts"])
def test_more_of_everything_asks_the_database_no_more(mette, home, case, name):
    address = act(name, case)
    number_of_queries(mette, address)
    one = number_of_queries(mette, address)
    for number in range(3):
        register(home, case, "follow_up", form="phone")
        register(home, case, "placement_agreed")
        other = web_data.person(f"P{number} Ny", home.organisation, roles=["employment_specialist"])
        services.join_case(
            case_id=case,
            user_id=other.pk,
            role="employment_specialist",
            by=home.mette,
            now=timezone.now(),
            submission=uuid4(),
        )
    assert number_of_queries(mette, address) == one
    assert one <= 27


# --- registering


def test_from_a_duty_the_form_is_filled_and_one_click_saves_it(mette, home, case):
    address = act("register", case, krav="start-interview", nr=1)
    page = mette.get(address)
    form = page.context["form"]
    assert form.initial["on"] == today()
    assert set(form.initial["present"]) == {"citizen", "contact_person"}
    assert form.initial["by_role"] == "contact_person"
    saved = mette.post(address, sent(form))
    assert saved["Location"] == act("case", case)
    entry = entries(home, case)[0]
    assert (entry.type, entry.on, entry.by_role) == ("start_interview", today(), "contact_person")
    assert set(entry.present) == {"citizen", "contact_person"}
    told = text(mette.get(saved["Location"]))
    assert "Registreret. Startsamtale før introforløbet er udført." in told


def test_a_form_sent_twice_registers_once(mette, home, case):
    address = act("register", case, krav="programme-registered", nr=1)
    data = sent(mette.get(address).context["form"])
    for _time in range(2):
        assert mette.post(address, data).status_code == 302
    assert [entry.type for entry in entries(home, case)].count("external_registration") == 1
    assert "er sendt før" in text(mette.get(act("case", case)))


def test_a_bad_date_keeps_everything_typed_and_is_told_twice(mette, home, case):
    address = act("register", case, slags="follow_up")
    data = sent(
        mette.get(address).context["form"], a_form="group", note="Det gik fint", q_tasks="Ja"
    )
    data |= {"on_day": "31", "on_month": "2"}
    page = text(mette.post(address, data))
    assert page.count("Den dag findes ikke.") == 2
    assert 'href="#id_on_day"' in page
    assert 'value="31"' in page
    assert "Det gik fint" in page
    assert re.search(r'value="group"[^>]*checked', page)
    assert "follow_up" not in {entry.type for entry in entries(home, case)}


def test_a_fault_of_the_rules_stands_beside_its_field_in_the_pages_language(mette, home, case):
    address = act("register", case, slags="placement_started")
    early = today() - timedelta(days=3)
    data = sent(mette.get(address).context["form"], a_kind="work_placement")
    page = text(mette.post(address, data | typed_day("a_until", early)))
    assert re.search(r"\d+\. \w+( \d{4})? ligger før begyndelsen, \d+\. \w+\.", page)
    assert early.isoformat() not in page
    assert 'href="#id_a_until_day"' in page
    later = today() + timedelta(days=1)
    page = text(mette.post(address, data | typed_day("on", later)))
    assert "Den dag er ikke kommet endnu" in page
    home.mette.language = "en"
    home.mette.save()
    page = text(mette.post(address, data | typed_day("a_until", early)))
    assert "lies before the beginning" in page


def test_one_comes_back_to_where_one_came_from(mette, case):
    address = act("register", case, krav="programme-registered", nr=1)
    page = mette.get(address, headers={"Referer": "http://testserver/?hvem=team"})
    assert mette.post(address, sent(page.context["form"]))["Location"] == "/?hvem=team"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_no_form_leads_away_from_the_site(mette, case, back):
    address = act("register", case, krav="programme-registered", nr=1)
    page = mette.get(address, headers={"Referer": back})
    assert page.context["form"]["back"].value() == act("case", case)
    data = sent(page.context["form"]) | {"back": back}
    assert mette.post(address, data)["Location"] == act("case", case)


def test_what_meets_a_duty_in_several_ways_offers_the_others(mette, home):
    case = web_data.refer(home, "Åse Ærø")
    address = act("register", case, krav="start-interview", nr=1, slags="follow_up")
    assert mette.get(address).status_code == 404
    assert mette.get(act("register", case, krav="no-such")).status_code == 404
    assert mette.get(act("register", case, slags="no_such")).status_code == 404
    assert mette.get(act("register", case, slags="correction")).status_code == 404


def test_personal_text_is_not_readable_in_the_log_table(mette, home, case):
    address = act("register", case, slags="follow_up")
    data = sent(mette.get(address).context["form"], a_form="group", note="Meget personligt")
    mette.post(address, data)
    row = LogEntry.unrestricted.filter(case=case).latest("seq")
    assert "personligt" not in str(row.__dict__)
    assert "Meget personligt" in text(mette.get(act("case", case)))


# --- correcting


def test_a_correction_mends_and_says_why_in_one_act(mette, home, case):
    wrong = register(home, case, "follow_up", 5, form="phone").entry_id
    address = act("correct", case, wrong)
    form = mette.get(address).context["form"]
    assert form.initial["a_form"] == "phone"
    data = sent(form, how="mend", reason="Det var et besøg", a_form="workplace_visit")
    assert mette.post(address, data).status_code == 302
    lines = {entry.id: entry for entry in entries(home, case)}
    assert lines[wrong].corrected_by
    assert lines[lines[wrong].replaced_by].attributes == {"form": "workplace_visit"}
    page = text(mette.get(act("case", case)))
    assert "Rettet, fordi:" in page
    assert "<del>" in page


def test_what_never_happened_is_left_out_whatever_the_rest_of_the_form_says(mette, home, case):
    wrong = register(home, case, "purpose_written").entry_id
    address = act("correct", case, wrong)
    data = sent(
        mette.get(address).context["form"], how="void", reason="Forkert borger", on_day="99"
    )
    assert mette.post(address, data).status_code == 302
    assert "Formålet skrevet venter igen" in text(mette.get(act("case", case)))


def test_a_correction_needs_a_reason_and_cannot_be_corrected(mette, home, case):
    wrong = register(home, case, "purpose_written").entry_id
    address = act("correct", case, wrong)
    page = mette.post(address, sent(mette.get(address).context["form"], how="void"))
    assert 'href="#id_reason"' in text(page)
    services.correct(
        case_id=case,
        entry_id=wrong,
        reason="x",
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    )
    correction = entries(home, case)[0].id
    assert mette.get(act("correct", case, correction)).status_code == 404
    assert mette.get(act("correct", case, "e99")).status_code == 404


# --- leaving out


def test_a_duty_is_left_out_with_a_reason_and_asked_for_again_by_correcting_that(mette, home, case):
    address = act("waive", case, krav="purpose-written", nr=1)
    form = mette.get(address).context["form"]
    assert "scope" not in form.fields
    assert 'href="#id_reason"' in text(mette.post(address, sent(form)))
    assert mette.post(address, sent(form, reason="Står i planen")).status_code == 302
    page = text(mette.get(act("case", case)))
    assert "fravalgt: Står i planen" in page
    waiver = entries(home, case)[0].id
    undo = act("correct", case, waiver)
    again = mette.get(undo).context["form"]
    assert mette.post(undo, sent(again, reason="Alligevel")).status_code == 302
    assert "venter, ingen frist sat" in text(mette.get(act("case", case)))


@pytest.mark.parametrize(("scope", "left_out"), [("one", 1), ("all", 2)])
def test_one_or_all_of_a_kind_are_left_out(mette, home, case, scope, left_out):
    register(home, case, "placement_started", kind="work_placement")
    address = act("waive", case, krav="workplace-visits", nr=2)
    data = sent(mette.get(address).context["form"], scope=scope, reason="Langt væk")
    assert mette.post(address, data).status_code == 302
    assert text(mette.get(act("case", case))).count("fravalgt: Langt væk") == left_out


# --- what is kept about a case


def test_the_form_of_the_programme_is_chosen(mette, home, case):
    assert mette.get(act("variant", case)).status_code == 404
    other = services.refer_citizen(
        referral=services.Referral(
            citizen=services.NewCitizen(name="Lone Bæk"),
            programme="social-stoette-i-job",
            organisation_id=home.organisation.pk,
            first=services.NewEvent(type="referral_received", on=today()),
            members=[services.Member(home.mette.pk, "contact_person")],
        ),
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    ).case_id
    form = mette.get(act("variant", other)).context["form"]
    assert mette.post(act("variant", other), sent(form, variant="sel-82b")).status_code == 302
    assert "82 b" in text(mette.get(act("case", other)))


def test_facts_are_recorded_and_changed(mette, home, case):
    address = act("facts", case)
    data = sent(mette.get(address).context["form"], f_willing="yes", f_lab_target_group="2.1.5")
    assert mette.post(address, data).status_code == 302
    form = mette.get(address).context["form"]
    assert (form.initial["f_willing"], form.initial["f_lab_target_group"]) == ("yes", "2.1.5")
    assert mette.post(address, sent(form, f_willing="")).status_code == 302
    facts = queries.case(user=home.mette, case_id=case, today=today()).facts
    assert "willing" not in facts
    assert facts["lab_target_group"] == "2.1.5"


def test_nothing_is_written_where_nothing_changed(mette, home, case):
    before = len(entries(home, case))
    mette.post(act("facts", case), sent(mette.get(act("facts", case)).context["form"]))
    assert len(entries(home, case)) == before


def test_people_join_and_leave(mette, home, case):
    other = web_data.person("Ali Kaya", home.organisation, roles=["employment_specialist"])
    address = act("people", case)
    part = f"{other.pk}:employment_specialist"
    form = mette.get(address).context["form"]
    assert mette.post(address, sent(form, part=part)).status_code == 302
    assert "Ali Kaya" in text(mette.get(act("case", case)))
    data = {"submission": uuid4(), "part": part, "leave": "1"}
    assert mette.post(address, data).status_code == 302
    page = text(mette.get(act("case", case)))
    assert "Ali Kaya" not in page.partition('id="people"')[2].partition("</section>")[0]
    again = mette.post(address, data | {"submission": uuid4()}, follow=True)
    assert "har ikke den rolle i sagen" in text(again)
    for nonsense in ("x:y", "", "1"):
        response = mette.post(address, {"submission": uuid4(), "part": nonsense, "leave": "1"})
        assert response.status_code in {302, 404}


def test_somebody_from_elsewhere_cannot_be_added(mette, home, case):
    form = mette.get(act("people", case)).context["form"]
    page = mette.post(act("people", case), sent(form, part=f"{home.charlie.pk}:contact_person"))
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_newer_version_of_the_programme_is_offered_only_if_there_is_one(mette, case):
    assert mette.get(act("version", case)).status_code == 404
