"""Placements in the browser's hands: the form, its page, signing, VITAS, ending."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import AccessLog
from fodfaeste.companies.models import Offer, ProductionUnit
from fodfaeste.companies.services import (
    CompanyTold,
    ContactTold,
    StaffTold,
    UnitTold,
    add_company,
    add_contact,
    record_staff,
)
from fodfaeste.letters.models import Letter
from fodfaeste.placements.agreements import Step, Terms
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Placement, Signature
from fodfaeste.web.placements.changing_forms import begins_with
from fodfaeste.web.placements.starting import working_day
from tests.app import web_data


@pytest.fixture
def case_id(home):
    return web_data.refer(home, "Amalie Ærø", cpr="010190-1235", starts_in=-20)


@pytest.fixture
def unit(home):
    act = {"by": home.mette, "now": timezone.now()}
    add_company(
        told=CompanyTold(name="Søby Bageri", cvr="99990007"),
        unit=UnitTold(p_number="1000000001", town="Søby", postcode="5985"),
        submission=uuid4(),
        **act,
    )
    found = ProductionUnit.unrestricted.get()
    told = ContactTold(name="Bodil Bager", phone="12345678", unit_id=found.pk)
    add_contact(company_id=found.company_id, told=told, submission=uuid4(), **act)
    months = [month_before(n) for n in range(1, 5)]
    figures = StaffTold(figures=dict.fromkeys(months, Decimal(46)))
    record_staff(unit_id=found.pk, told=figures, submission=uuid4(), **act)
    return found


def month_before(number):
    day = timezone.localdate().replace(day=1)
    for _ in range(number):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def sent(unit, *, since=None, until=None, **values):
    today = timezone.localdate()
    since = since or today
    given = {
        "submission": uuid4(), "find": "bageri", "unit": unit.pk, "kind": "work_placement",
        "hours": "15", "purpose": "skills", "tasks": "Pakke brød", "language": "da",
        "letters": ["grant_letter", "time_sheets", "work_agreement"],
        **parts("since", since), **parts("until", until or since + timedelta(weeks=13, days=-1)),
        **parts("agreed_on", today),
    }  # fmt: skip
    return given | values


def start_url(case_id):
    return reverse("placement_start", args=[case_id])


@pytest.fixture
def placed(mette, case_id, unit, weekday):
    mette.post(start_url(case_id), sent(unit))
    return Placement.unrestricted.get()


def page_of(placement):
    return reverse("placement", args=[placement.case_id, placement.pk])


def test_the_case_leads_to_the_form_which_knows_the_usual_period(mette, case_id):
    page = mette.get(reverse("case", args=[case_id])).content.decode()
    assert start_url(case_id) in page
    form = mette.get(start_url(case_id)).context["form"]
    first = form["since"].value()
    assert first >= timezone.localdate()
    assert first.isoweekday() < 6
    assert form["until"].value() == first + timedelta(weeks=13, days=-1)


def test_companies_are_found_as_one_types(mette, case_id, unit):
    headers = {"HX-Request": "true", "HX-Target": "found"}
    typed = {"find": "bag", "find_it": "1", "submission": uuid4()}
    answer = mette.post(start_url(case_id), typed, headers=headers)
    assert "Søby Bageri" in answer.content.decode()
    assert str(unit.pk) in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_it_is_found_without_scripts_and_nothing_typed_is_lost(mette, case_id, unit):
    typed = sent(unit, find="bageri", tasks="Bage boller", find_it="1")
    del typed["unit"]
    page = mette.post(start_url(case_id), typed).content.decode()
    assert "Søby Bageri" in page and "Bage boller" in page
    assert not Placement.unrestricted.exists()


def test_the_rules_say_their_arithmetic_while_one_fills_in(mette, case_id, unit):
    headers = {"HX-Request": "true", "HX-Target": "rules"}
    answer = mette.post(start_url(case_id), sent(unit, check="1"), headers=headers)
    text = answer.content.decode()
    assert "46 ordinære" in text and "9 pladser" in text
    assert "§ 65" in text


def test_it_is_registered_with_its_letters_in_the_outbox(mette, case_id, unit, weekday):
    answer = mette.post(start_url(case_id), sent(unit), follow=True)
    placement = Placement.unrestricted.get()
    assert answer.redirect_chain[0][0] == page_of(placement)
    assert Letter.unrestricted.count() == 4
    assert "udbakken" in answer.content.decode()
    # Whom to ask there is taken from the register.
    assert "Bodil Bager" in answer.content.decode()


def test_a_form_sent_twice_registers_once(mette, case_id, unit, weekday):
    form = sent(unit)
    for _ in range(2):
        mette.post(start_url(case_id), form)
    assert (Placement.unrestricted.count(), Letter.unrestricted.count()) == (1, 4)


def test_a_warning_takes_a_reason_and_is_shown_with_its_paragraph(mette, case_id, unit):
    since = timezone.localdate() - timedelta(days=10)
    answer = mette.post(start_url(case_id), sent(unit, since=since))
    assert answer.status_code == 200
    assert answer.context["form"].errors["decided"]
    assert not Placement.unrestricted.exists()
    mette.post(start_url(case_id), sent(unit, since=since, decided="Aftalt i telefonen"))
    assert Placement.unrestricted.get().since == since


def test_what_is_missing_is_told_beside_its_field(mette, case_id, unit):
    answer = mette.post(start_url(case_id), sent(unit, hours="mange", tasks="") | {"unit": ""})
    assert set(answer.context["form"].errors) == {"hours", "tasks", "unit"}


def test_it_is_prefilled_from_a_workplace(mette, case_id, unit):
    url = f"{start_url(case_id)}?virksomhed={unit.pk}"
    form = mette.get(url).context["form"]
    assert (form.chosen, form["contact"].value()) == (str(unit.pk), "Bodil Bager")
    company = f"{start_url(case_id)}?virksomhed={unit.company_id}"
    assert [one.id for one in mette.get(company).context["form"].units] == [str(unit.pk)]


def test_it_is_begun_with_what_is_offered(mette, home, case_id, unit):
    subsidy, work = "wage_subsidy", "work_placement"
    added = {"open_from": timezone.localdate(), "added_at": timezone.now(), "added_by": home.mette}
    for offered, kind in (([subsidy], subsidy), ([subsidy, work], work), (["no"], work)):
        offer = Offer.unrestricted.create(unit=unit, kinds=offered, tasks="Pakke brød", **added)
        form = mette.get(f"{start_url(case_id)}?tilbud={offer.pk}").context["form"]
        assert (form["kind"].value(), form["tasks"].value()) == (kind, "Pakke brød")


def test_a_job_follows_on_the_next_working_day(mette, placed):
    form = {"submission": uuid4(), "result": "reached", "hired": "ordinary", "job_hours": "12"}
    url = reverse("placement_end", args=[placed.case_id, placed.pk])
    mette.post(url, form | parts("on", timezone.localdate()))
    job = Placement.unrestricted.get(kind="ordinary")
    assert job.since == working_day(timezone.localdate() + timedelta(days=1))


def test_charlie_gets_nothing(client, home, placed):
    client.force_login(home.charlie)
    args = [placed.case_id, placed.pk]
    addresses = [
        start_url(placed.case_id), page_of(placed),
        *(reverse(f"placement_{name}", args=args) for name in ("change", "sign", "end")),
        reverse("placement_elsewhere", args=[*args, "vitas"]),
        reverse("placement_export", args=[*args, "vitas", "csv"]),
    ]  # fmt: skip
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(start_url(placed.case_id), {}).status_code == 404


def test_the_page_asks_the_same_of_the_database_with_one_and_with_three(
    mette, case_id, unit, weekday, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            mette.get(reverse("case", args=[case_id]))
        return len(found)

    mette.post(start_url(case_id), sent(unit))
    asked()
    one = asked()
    for weeks in (20, 40):
        since = timezone.localdate() + timedelta(weeks=weeks)
        mette.post(start_url(case_id), sent(unit, since=since, decided="ja"))
    assert Placement.unrestricted.count() == 3
    asked()
    assert asked() == one


def test_it_is_signed_on_screen_and_on_behalf(mette, placed):
    url = reverse("placement_sign", args=[placed.case_id, placed.pk])
    today = timezone.localdate()
    begins = {"version": 1, "way": "screen", **parts("on", today)}
    mette.post(url, begins | {"submission": uuid4(), "party": "citizen", "name": "Amalie Ærø"})
    employer = begins | {"submission": uuid4(), "party": "employer", "name": "Mette Holm"}
    refused = mette.post(url, employer | {"on_behalf": "on"})
    assert refused.context["form"].errors["reason"]
    mette.post(url, employer | {"on_behalf": "on", "reason": "Har sagt ja i telefonen"})
    assert Signature.unrestricted.count() == 2
    page = mette.get(page_of(placed)).content.decode()
    assert "Har sagt ja i telefonen" in page


def test_vitas_is_told_what_is_missing_and_gives_files(mette, placed):
    args = [placed.case_id, placed.pk, "vitas"]
    page = mette.get(reverse("placement_elsewhere", args=args))
    assert page.context["missing"] == ("Medarbejderrepræsentant",)
    told = json.loads(mette.get(reverse("placement_export", args=[*args, "json"])).content)
    assert told["fields"]["cvr"] == "99990007"
    assert told["fields"]["staff"] == "46"
    answer = mette.get(reverse("placement_export", args=[*args, "csv"]))
    assert answer["Content-Disposition"] == 'attachment; filename="vitas.csv"'
    assert "Søby Bageri" in answer.content.decode("utf-8-sig")
    line = AccessLog.objects.latest("pk")
    assert (line.act, line.case_id) == ("export", placed.case_id)
    assert {"name", "cpr", "notes"} <= set(line.kinds)
    assert mette.get(reverse("placement_export", args=[*args, "exe"])).status_code == 404
    assert mette.get(reverse("placement_elsewhere", args=[*args[:2], "x"])).status_code == 404


def test_its_number_there_is_kept(mette, placed):
    url = reverse("placement_elsewhere", args=[placed.case_id, placed.pk, "vitas"])
    mette.post(url, {"submission": uuid4(), "state": "sent", "reference": "V-17"})
    assert ExternalRecord.unrestricted.get().state == "sent"
    assert "V-17" in mette.get(page_of(placed)).content.decode()


def test_a_change_is_drawn_and_said(mette, placed):
    url = reverse("placement_change", args=[placed.case_id, placed.pk])
    later = placed.since + timedelta(weeks=2)
    form = sent(placed.unit, until=placed.until, hours="20", seen=1) | parts("since", later)
    mette.post(url, form)
    assert AgreementVersion.unrestricted.count() == 2
    page = mette.get(page_of(placed))
    shown = page.context["page"]
    assert [row.total for row in shown.drawn.rows] == ["15", "20"]
    assert "Timer om ugen" in {name for name, *_ in shown.versions[0].changes}
    stale = mette.post(url, form | {"submission": uuid4(), "hours": "21"})
    assert stale.context["form"].non_field_errors() or stale.context["form"].errors


def test_what_begins_later_is_begun_with_one_button(mette, case_id, unit, weekday):
    mette.post(start_url(case_id), sent(unit, since=timezone.localdate() + timedelta(days=7)))
    placement = Placement.unrestricted.get()
    page = mette.get(page_of(placement))
    assert page.context["page"].acts >= {"begin", "drop"}
    form = {"submission": uuid4(), **parts("on", timezone.localdate())}
    mette.post(reverse("placement_begin", args=[case_id, placement.pk]), form)
    assert Placement.unrestricted.get().begun is not None


def test_it_comes_to_nothing_with_a_reason(mette, case_id, unit, weekday):
    mette.post(start_url(case_id), sent(unit, since=timezone.localdate() + timedelta(days=7)))
    placement = Placement.unrestricted.get()
    url = reverse("placement_drop", args=[case_id, placement.pk])
    assert mette.post(url, {"submission": uuid4(), "reason": ""}).context["drop"].errors
    mette.post(url, {"submission": uuid4(), "reason": "Virksomheden trak sig"})
    assert mette.get(page_of(placement)).context["page"].acts == frozenset()


def test_it_ends_and_a_job_follows(mette, placed):
    url = reverse("placement_end", args=[placed.case_id, placed.pk])
    form = {
        "submission": uuid4(), "result": "reached", "hired": "ordinary", "missed_hours": "4",
        "employers_view": "Møder stabilt", **parts("on", timezone.localdate()),
    }  # fmt: skip
    refused = mette.post(url, form)
    assert refused.context["form"].errors["job_hours"]
    mette.post(url, form | {"job_hours": "12", **parts("job_since", timezone.localdate())})
    job = Placement.unrestricted.get(kind="ordinary")
    assert job.begun is not None
    page = mette.get(reverse("case", args=[placed.case_id])).context["placements"]
    assert page.lasting is not None
    assert page.lasting.weeks == [(1, "12")]


def test_a_placement_registered_without_an_agreement_can_be_given_one(mette, home, case_id, unit):
    from fodfaeste.cases import services

    services.register(
        case_id=case_id,
        event=services.NewEvent(
            type="placement_started", on=timezone.localdate(), attributes={"kind": "work_placement"}
        ),
        by=home.mette, now=timezone.now(), submission=uuid4(),
    )  # fmt: skip
    ((_says, url),) = mette.get(reverse("case", args=[case_id])).context["placements"].unwritten
    form = mette.get(url).context["form"]
    assert form["of"].value()
    assert form["was_agreed"].value()
    assert "Det er aftalt med virksomheden" in mette.get(url).content.decode()
    mette.post(url, sent(unit, of=form["of"].value(), was_agreed="on", decided="ja"))
    assert Placement.unrestricted.get().begun is not None
    assert Placement.unrestricted.get().entry.type == "placement_agreed"
    assert not mette.get(reverse("case", args=[case_id])).context["placements"].unwritten


def test_in_english_too(mette, home, placed):
    home.mette.language = "en"
    home.mette.save()
    page = mette.get(page_of(placed)).content.decode()
    assert "Work placement at Søby Bageri" in page


def hours_of(number, kind, hours, since=None):
    said = {f"step{number}_kind": kind, f"step{number}_hours": hours}
    return said | (parts(f"step{number}_since", since) if since else {})


def test_several_kinds_of_hours_grow_over_time(mette, case_id, unit, weekday):
    """CT-10: ordinary hours beside the placement at the same company, and steps of both."""
    today = timezone.localdate()
    soon, later = today + timedelta(weeks=3), today + timedelta(weeks=6)
    more = (
        hours_of(1, "ordinary", "2,5") | hours_of(2, "", "20", soon)
        | hours_of(3, "ordinary", "8", later) | hours_of(4, "wage_subsidy", "10", later)
    )  # fmt: skip
    page = mette.get(start_url(case_id)).content.decode()
    assert 'name="step4_kind"' in page and 'name="step5_kind"' not in page
    assert mette.post(start_url(case_id), sent(unit, **more)).status_code == 302
    placement = Placement.unrestricted.get()
    version = AgreementVersion.unrestricted.get()
    assert version.hours == [
        {"kind": "unpaid", "a_week": "15"},
        {"kind": "ordinary", "a_week": "2.5"},
        {"kind": "unpaid", "a_week": "20", "since": soon.isoformat()},
        {"kind": "ordinary", "a_week": "8", "since": later.isoformat()},
        {"kind": "wage_subsidy", "a_week": "10", "since": later.isoformat()},
    ]

    form = mette.get(reverse("placement_change", args=[case_id, placement.pk])).content.decode()
    assert 'name="step5_kind"' in form
    assert 'name="step1_hours" value="2,5"' in form


def test_a_change_begins_with_the_hours_that_hold_by_now():
    today = timezone.localdate()
    terms = Terms(
        since=today - timedelta(weeks=4),
        until=None,
        steps=(
            Step("unpaid", Decimal(15)),
            Step("ordinary", Decimal(2)),
            Step("unpaid", Decimal(20), today - timedelta(weeks=1)),
            Step("ordinary", Decimal(0), today),
            Step("ordinary", Decimal(8), today + timedelta(weeks=1)),
        ),
    )
    begins = begins_with(terms, "unpaid", on=today)
    assert begins["hours"] == Decimal(20)
    rows = {name: begins[name] for name in begins if name.startswith("step")}
    assert rows == {
        "step1_kind": "ordinary",
        "step1_hours": Decimal(8),
        "step1_since": today + timedelta(weeks=1),
    }
