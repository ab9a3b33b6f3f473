"""Referring a citizen, as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import OUTSIDE, AccessLog, Function
from fodfaeste.cases import queries
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.programmes.catalogue import programme_ids, versions
from tests.app import web_data
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db
ODD = "010190-1234"  # its check digit does not fit: it is nobody's


def today():
    return timezone.localdate()


def to(programme):
    return reverse("refer_to", args=[programme])


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def filled(client, programme="jobspot", **changed):
    return sent(client.get(to(programme)).context["form"], **({"name": "Bo Berg"} | changed))


def only_case():
    [case] = Case.unrestricted.all()
    return case


def test_one_chooses_among_all_programmes(mette):
    page = text(mette.get(reverse("refer")))
    for programme in programme_ids():
        assert f'href="{to(programme)}"' in page


@pytest.mark.parametrize("programme", programme_ids())
def test_a_citizen_is_referred_to_each_programme_by_each_way_in(mette, home, programme):
    for number, way in enumerate(versions(programme)[-1].programme.ways_in):
        address = f"{to(programme)}?vej={way.id}"
        data = sent(mette.get(address).context["form"], name=f"Bo Nr{number}")
        response = mette.post(address, data)
        assert response.status_code == 302, response.context["form"].errors
        case_id = Case.unrestricted.get(citizen__name=f"Bo Nr{number}").pk
        assert response["Location"] == reverse("case", args=[case_id])
        view = queries.case(user=home.mette, case_id=case_id, today=today())
        [event] = [entry for entry in view.entries if entry.kind == "event"]
        assert event.type == way.begins_with
        assert dict(event.attributes).items() >= dict(way.where).items()


def test_all_that_is_said_is_kept(mette, home):
    data = filled(
        mette,
        cpr=ODD,
        protected="on",
        f_willing="yes",
        f_psychological_problems="no",
        f_lab_target_group="2.1.5",
        note="Kender arbejdspladsen",
        team=home.team.pk,
        **typed_day("a_course_start", today() + timedelta(days=20)),
    )
    page = mette.post(to("jobspot"), data, follow=True)
    assert "se på det en gang til" in text(page)
    view = queries.case(user=home.mette, case_id=only_case().pk, today=today())
    assert view.citizen.cpr == ODD
    assert view.citizen.protected
    assert view.facts["willing"] is True
    assert view.facts["psychological_problems"] is False
    assert view.evaluation.eligibility.verdict == "not_eligible"
    assert view.team == "Team Fjord"
    assert {member.role for member in view.members} == {"jobcentre_caseworker", "contact_person"}
    assert all(member.name == "Mette Holm" for member in view.members)
    assert view.entries[0].note == "Kender arbejdspladsen"


def test_a_form_sent_twice_refers_once(mette):
    data = filled(mette)
    places = [mette.post(to("jobspot"), data)["Location"] for _time in range(2)]
    assert places[0] == places[1]
    assert Case.unrestricted.count() == 1


def test_a_known_citizen_is_recognised_and_needs_no_name(mette, home):
    web_data.refer(home, "Åse Ærø", cpr=ODD)
    check = {"cpr": ODD, "check": "1"}
    page = text(mette.post(to("kvik"), check))
    assert "kendt i forvejen" in page
    assert "Åse Ærø" in page
    data = filled(mette, "kvik", cpr=ODD)
    del data["name"]
    assert mette.post(to("kvik"), data).status_code == 302
    assert Citizen.unrestricted.count() == 1
    assert Case.unrestricted.count() == 2


def test_charlie_learns_nothing_about_a_citizen_whom_others_know(client, home):
    web_data.refer(home, "Åse Ærø", cpr=ODD)
    client.force_login(home.charlie)
    page = text(client.post(to("kvik"), {"cpr": ODD, "check": "1"}))
    assert "Åse" not in page
    assert "kendt i forvejen" not in page
    assert AccessLog.objects.filter(user=home.charlie, act="search").count() == 1


def test_faults_stand_beside_their_fields_and_what_was_typed_is_kept(mette):
    data = filled(mette, cpr="12", name="", note="Min grund", on_month="13")
    page = text(mette.post(to("jobspot"), data))
    for field in ("id_name", "id_on_day"):
        assert f'href="#{field}"' in page
    assert "Min grund" in page
    page = text(mette.post(to("jobspot"), filled(mette, cpr="12")))
    assert 'href="#id_cpr"' in page
    assert "ti cifre" in page
    assert not Case.unrestricted.exists()


def test_all_faults_come_at_once_in_the_order_of_the_form(mette):
    tomorrow = today() + timedelta(days=1)
    born = typed_day("birth_date", tomorrow)
    data = filled(mette, cpr="12", name="", **born, **typed_day("on", tomorrow))
    form = mette.post(to("jobspot"), data).context["form"]
    assert list(form.errors) == ["cpr", "name", "birth_date", "on"]
    assert form.errors["name"] == ["Skriv borgerens navn."]
    assert "fødselsdato" in form.errors["birth_date"][0]
    order = list(form.fields)
    assert sorted(form.errors, key=order.index) == list(form.errors)
    page = text(mette.post(to("jobspot"), data))
    links = [page.index(f'href="#id_{name}"') for name in ("cpr", "name", "birth_date_day")]
    assert links == sorted(links)


def test_another_name_than_the_numbers_is_asked_about_once(mette, home):
    web_data.refer(home, "Åse Ærø", cpr=ODD)
    data = filled(mette, "kvik", cpr=ODD, name="Bo Berg", note="Min grund")
    page = text(mette.post(to("kvik"), data))
    assert "Nummeret tilhører Åse Ærø, som du kender; du skrev Bo Berg." in page
    assert "Min grund" in page
    assert Case.unrestricted.count() == 1
    judged = text(mette.post(to("kvik"), data | {"check": "1"}))
    assert "du skrev Bo Berg" in judged
    assert 'id="errors"' not in judged
    done = text(mette.post(to("kvik"), data | {"same_person": "on"}, follow=True))
    assert "sagen står i navnet Åse Ærø" in done
    assert Case.unrestricted.count() == 2


def test_the_same_name_spelled_otherwise_is_not_asked_about(mette, home):
    web_data.refer(home, "Åse Ærø", cpr=ODD)
    data = filled(mette, "kvik", cpr=ODD, name="aase  aeroe")
    assert mette.post(to("kvik"), data).status_code == 302


def test_of_a_citizen_whom_one_does_not_see_nothing_is_asked(client, home):
    web_data.refer(home, "Åse Ærø", cpr=ODD)
    client.force_login(home.charlie)
    data = filled(client, cpr=ODD, name="Bo Berg")
    done = client.post(to("jobspot"), data, follow=True)
    case = Case.unrestricted.exclude(opened_by=home.mette).get()
    assert done.redirect_chain == [(reverse("case", args=[case.pk]), 302)]
    assert case.citizen.name in text(done)
    is_told = "sagen står i navnet" in text(done)
    assert is_told == (case.citizen.name != "Bo Berg")
    assert client.post(to("jobspot"), data)["Location"] == done.redirect_chain[-1][0]
    assert Case.unrestricted.count() == 2


def test_a_second_case_in_the_programme_is_asked_about_once(mette, home):
    first = web_data.refer(home, "Åse Ærø", cpr=ODD)
    data = filled(mette, cpr=ODD, name="Åse Ærø")
    page = text(mette.post(to("jobspot"), data))
    assert "har allerede en åben sag i denne indsats" in page
    assert f'<a href="{reverse("case", args=[first])}">Se sagen</a>' in page
    assert Case.unrestricted.count() == 1
    places = [mette.post(to("jobspot"), data | {"again": "on"})["Location"] for _time in range(2)]
    assert places[0] == places[1]
    assert Case.unrestricted.count() == 2


def test_the_own_team_is_chosen_beforehand(mette, home):
    accounts.add_team(organisation=home.organisation, name="Team Aa")
    assert mette.get(to("jobspot")).context["form"]["team"].value() == home.team.pk


# --- while one types


def test_eligibility_is_judged_while_one_types_criterion_by_criterion(mette):
    said = {"check": "1", "f_willing": "no", "f_psychological_problems": "yes"}
    htmx = {"HX-Request": "true", "HX-Target": "advice"}
    fragment = text(mette.post(to("jobspot"), said, headers=htmx))
    assert "<html" not in fragment
    assert "er ikke i målgruppen" in fragment
    assert fragment.count("JS-01") == 2 * 2
    assert "Kan ikke afgøres, før dette er kendt" in fragment
    assert not AccessLog.objects.filter(act="search").exists()


def test_the_verdict_also_stands_right_under_the_facts(mette):
    page = text(mette.get(to("jobspot")))
    assert page.index('id="facts"') < page.index('id="verdict-line"') < page.index('id="first"')
    assert "hx-swap-oob" not in page
    htmx = {"HX-Request": "true", "HX-Target": "advice"}
    fragment = text(mette.post(to("jobspot"), {"check": "1", "f_willing": "no"}, headers=htmx))
    line = fragment.partition('id="verdict-line" hx-swap-oob="true"')[2]
    assert "er ikke i målgruppen" in line


def test_another_way_in_keeps_what_was_typed_and_says_its_own(mette):
    programme, ways = next(
        (each, versions(each)[-1].programme.ways_in)
        for each in programme_ids()
        if len(versions(each)[-1].programme.ways_in) > 1
    )
    page = text(mette.get(to(programme)))
    assert f'form="referral" formaction="?vej={ways[1].id}"' in page
    data = filled(mette, programme, note="Min grund", way=ways[1].id)
    del data["name"]
    changed = mette.post(f"{to(programme)}?vej={ways[1].id}", data)
    assert "Min grund" in text(changed)
    assert 'id="errors"' not in text(changed)
    form = changed.context["form"]
    assert form.way == ways[1]
    for name, value in ways[1].where.items():
        said = form[f"a_{name}"].value() if name in form.attributes else form._attributes()[name]
        assert said == value
    assert not Case.unrestricted.exists()


def test_the_birth_date_comes_from_the_number_and_else_from_its_field(mette):
    htmx = {"HX-Request": "true", "HX-Target": "advice"}
    address = to("social-stoette-i-job")
    by_number = text(mette.post(address, {"check": "1", "cpr": ODD}, headers=htmx))
    assert "1. januar 1990 + 30 år" in by_number
    young = typed_day("birth_date", today().replace(day=1) - timedelta(days=365 * 20))
    by_field = text(mette.post(address, {"check": "1", **young}, headers=htmx))
    assert "er ikke i målgruppen" in by_field


def test_without_javascript_a_button_judges_and_scolds_nobody(mette):
    page = text(mette.post(to("jobspot"), {"check": "1", "f_willing": "yes", "name": ""}))
    assert "kan ikke afgøres endnu" in page
    assert 'id="errors"' not in page
    assert not Case.unrestricted.exists()


def test_an_odd_number_is_only_warned_about(mette):
    htmx = {"HX-Request": "true", "HX-Target": "known"}
    fragment = text(mette.post(to("jobspot"), {"check": "1", "cpr": ODD}, headers=htmx))
    assert "Kontrolcifferet passer ikke" in fragment
    assert "Født 1. januar 1990" in fragment
    assert "0101" not in fragment


# --- who may


@pytest.mark.parametrize("function", Function.values)
def test_whoever_works_here_may_refer(client, home, function):
    client.force_login(web_data.person("Kim Kollega", home.organisation, function=function))
    assert client.get(to("kvik")).status_code == (403 if function in OUTSIDE else 200)


def test_the_case_may_be_run_by_another_organisation(mette, home):
    centre = accounts.add_organisation(name="CBR Nordvang", kind="rehabilitation_centre")
    worker = web_data.person("Karen Lund", centre, roles=["contact_person"])
    check = filled(mette, organisation=centre.pk, check="1")
    assert "Karen Lund" in text(mette.post(to("jobspot"), check))
    data = filled(mette, organisation=centre.pk, p_contact_person=worker.pk)
    assert mette.post(to("jobspot"), data).status_code == 302
    view = queries.case(user=home.mette, case_id=only_case().pk, today=today())
    assert (view.organisation, view.referred_by) == ("CBR Nordvang", "Søby Kommune")
    seen = queries.case(user=worker, case_id=only_case().pk, today=today())
    assert seen.citizen.name == "Bo Berg"


@pytest.mark.parametrize("address", ["/henvis/no-such/", "/henvis/jobspot/?vej=no-such"])
def test_what_is_not_there_is_not_there(mette, address):
    assert mette.get(address).status_code == 404
