"""The pages of the register."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fodfaeste.companies.models import Company, CompanyContact, Offer, ProductionUnit, StaffFigure
from tests.app.companies.keeping import CVR, OTHER_CVR, P_NUMBER
from tests.app.web_forms import typed_day

LIST, NEW = reverse("companies"), reverse("company_add")


def text(page):
    assert page.status_code == 200
    said = page.content.decode()
    assert "style=" not in said
    return said


def new(**given):
    return {"submission": uuid4(), "name": "Søby Bageri", "cvr": CVR, "kind": "ordinary", **given}


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


@pytest.fixture
def bakery(keep):
    return keep.company(trade="bageri")


def address(name, *args):
    return reverse(name, args=args)


class TestTheList:
    def test_it_is_found_as_one_types_and_without_a_script(self, jens, bakery, keep):
        keep.company("Ærø Tømrer", cvr=OTHER_CVR)
        page = text(jens.get(LIST))
        assert "2 virksomheder" in page and 'hx-select="#found"' in page
        found = text(jens.get(LIST, {"q": "bager"}))
        assert "1 virksomhed" in found and "Søby Bageri" in found and "Ærø Tømrer" not in found
        part = text(jens.get(LIST, {"q": "bager"}, HTTP_HX_REQUEST="true"))
        assert "<html" not in part and "Søby Bageri" in part

    def test_nothing_found_says_what_to_do(self, jens, bakery):
        assert "Ingen virksomhed passer" in text(jens.get(LIST, {"q": "zzz"}))

    def test_an_empty_register_asks_for_the_first(self, jens):
        assert "Registeret er tomt" in text(jens.get(LIST))

    def test_those_no_longer_in_use_are_apart(self, jens, bakery, keep):
        keep.change(bakery, is_active=False)
        assert "Søby Bageri" not in text(jens.get(LIST))
        assert "Søby Bageri" in text(jens.get(LIST, {"status": "udgaaede"}))

    @pytest.mark.parametrize("query", ["slags=castle", "efter=nonsense", "q=%00", "q=" + "x" * 999])
    def test_nonsense_in_the_address_is_passed_over(self, jens, bakery, query):
        assert jens.get(f"{LIST}?{query}").status_code == 200

    def test_one_row_or_three_cost_the_same(self, jens, bakery, keep):
        def asked():
            with CaptureQueriesContext(connection) as found:
                text(jens.get(LIST))
            return len(found)

        asked()
        first = asked()
        for number, cvr in enumerate((OTHER_CVR, "99990023")):
            keep.offer(keep.unit_of(keep.company(f"Nr. {number}", cvr=cvr)))
        assert asked() == first

    def test_it_is_in_the_menu_and_in_english(self, jens, bakery):
        assert f'href="{LIST}"' in text(jens.get("/"))
        jens.post("/sprog/", {"language": "en"})
        assert "Name, trade, town, CVR or P-number" in text(jens.get(LIST))


class TestAdding:
    def test_from_the_form_to_the_page(self, jens):
        given = new(p_number=P_NUMBER, street="Havnen 1", postcode="5985", town="Søby")
        answer = jens.post(NEW, given)
        company = Company.unrestricted.get()
        assert answer.url == address("company", company.pk)
        page = text(jens.get(answer.url))
        assert "CVR 99990007" in page and "Havnen 1, 5985 Søby · P-nummer 1000000001" in page
        assert "Virksomheden står i registeret." in page
        assert jens.post(NEW, given).url == answer.url
        assert Company.unrestricted.count() == 1

    def test_a_wrong_number_is_told_beside_its_field_and_all_is_kept(self, jens):
        page = text(jens.post(NEW, new(cvr="99990008", town="Søby")))
        assert "Et CVR-nummer har otte cifre, og det sidste ciffer skal passe til de andre." in page
        assert 'value="99990008"' in page and 'value="Søby"' in page
        assert 'id="errors"' in page and not Company.unrestricted.exists()

    def test_one_that_is_there_already_is_named(self, jens, bakery):
        page = text(jens.post(NEW, new(name="Igen")))
        assert "Søby Bageri står allerede i registeret med dette CVR-nummer." in page

    def test_a_submission_that_is_none_is_told(self, jens):
        assert jens.post(NEW, new(submission="x")).status_code == 200
        assert not Company.unrestricted.exists()


class TestAPage:
    def test_it_is_changed(self, jens, bakery):
        url = address("company_change", bakery)
        assert 'value="99990007"' in text(jens.get(url))
        assert jens.post(url, new(name="Brødhuset", is_active="on")).status_code == 302
        assert "Brødhuset" in text(jens.get(address("company", bakery)))

    def test_a_unit_is_added_and_changed(self, jens, bakery):
        given = {"submission": uuid4(), "unit_name": "Lageret", "town": "Rise"}
        assert jens.post(address("company_unit_add", bakery), given).status_code == 302
        unit = ProductionUnit.unrestricted.get(name="Lageret")
        url = address("company_unit_change", bakery, unit.pk)
        assert 'value="Lageret"' in text(jens.get(url))
        given = {**given, "submission": uuid4(), "p_number": "12"}
        assert "Et P-nummer har ti cifre." in text(jens.post(url, given))
        jens.post(url, {**given, "p_number": "1000000002", "is_active": "on"})
        assert "P-nummer 1000000002" in text(jens.get(address("company", bakery)))

    def test_a_contact_is_added_changed_and_erased(self, jens, bakery):
        given = {"submission": uuid4(), "name": "Bodil", "role": "mentor", "phone": "62 58 00 00"}
        assert jens.post(address("company_contact_add", bakery), given).status_code == 302
        page = text(jens.get(address("company", bakery)))
        assert "Bodil" in page and 'href="tel:62580000"' in page
        contact = CompanyContact.unrestricted.get()
        url = address("company_contact_change", bakery, contact.pk)
        assert "Slet, hvem det er" in text(jens.get(url))
        jens.post(url, {**given, "submission": uuid4(), "phone": "62580001", "is_active": "on"})
        assert "62580001" in text(jens.get(address("company", bakery)))
        erase = address("company_contact_erase", bakery, contact.pk)
        assert jens.get(erase).status_code == 405
        assert jens.post(erase, {"submission": uuid4()}).status_code == 302
        assert "Bodil" not in text(jens.get(address("company", bakery)))

    def test_employees_are_recorded_with_a_comma(self, jens, bakery, keep):
        unit = keep.unit_of(bakery)
        url = address("company_staff", bakery, unit)
        months = [name for name in text(jens.get(url)).split('name="') if name[:2] == "20"]
        assert len(months) == 6
        name = months[0][:7]
        page = text(jens.post(url, {"submission": uuid4(), name: "mange"}))
        assert "Skriv et tal, for eksempel 12,5." in page and 'value="mange"' in page
        assert "Skriv et tal for mindst én måned." in text(jens.post(url, {"submission": uuid4()}))
        jens.post(url, {"submission": uuid4(), name: "46,5", "told_by": "lønkontoret"})
        page = text(jens.get(address("company", bakery)))
        assert "46,5 årsværk i " in page and "lønkontoret" in page
        assert 'value="46,5"' in text(jens.get(url))
        assert StaffFigure.unrestricted.get().month == date.fromisoformat(f"{name}-01")

    def test_an_offer_is_added_and_closed(self, jens, bakery, keep):
        url = address("company_offer_add", bakery, keep.unit_of(bakery))
        given = {
            "submission": uuid4(),
            "kinds": ["work_placement"],
            "tasks": "Pakke brød",
            "hours_least": "2,5",
            "hours_most": "20",
            "considerations": ["quiet", "breaks"],
            "places": "2",
            **typed_day("open_from", date(2026, 1, 1)),
        }
        assert "Hensyn, som kan tages" in text(jens.get(url))
        assert jens.post(url, given).status_code == 302
        page = text(jens.get(address("company", bakery)))
        assert "Virksomhedspraktik" in page and "2,5–20 timer om ugen · 2 pladser" in page
        change = address("company_offer_change", bakery, Offer.unrestricted.get().pk)
        assert "Pakke brød" in text(jens.get(change))
        closing = {**given, "submission": uuid4(), **typed_day("open_until", date(2026, 2, 1))}
        assert jens.post(change, closing).status_code == 302
        assert "lukket 1. februar" in text(jens.get(address("company", bakery)))
        wrong = {**given, "submission": uuid4(), "hours_most": "1"}
        assert "lavere end det mindste" in text(jens.post(change, wrong))
        assert "Vælg, hvad det kan være" in text(jens.post(change, {**wrong, "kinds": []}))


@pytest.mark.parametrize("who", ["charlie", "mette"])
def test_others_find_nothing(client, world, bakery, keep, who):
    unit = keep.unit_of(bakery)
    contact, offer = keep.contact(bakery), keep.offer(unit)
    client.force_login(getattr(world, who))
    assert "Søby Bageri" not in text(client.get(LIST))
    for name, args in (
        ("company", ()), ("company_change", ()), ("company_unit_add", ()),
        ("company_unit_change", (unit,)), ("company_staff", (unit,)),
        ("company_offer_add", (unit,)), ("company_offer_change", (offer,)),
        ("company_contact_add", ()), ("company_contact_change", (contact,)),
    ):  # fmt: skip
        url = address(name, bakery, *args)
        assert client.get(url).status_code == 404, name
    erase = address("company_contact_erase", bakery, contact)
    assert client.post(erase, {"submission": uuid4()}).status_code == 404


def test_what_belongs_to_another_company_is_not_there(jens, bakery, keep):
    other = keep.company("Ærø Tømrer", cvr=OTHER_CVR)
    unit = keep.unit_of(other)
    assert jens.get(address("company_staff", bakery, unit)).status_code == 404
    assert jens.get(address("company_contact_change", bakery, uuid4())).status_code == 404
    assert jens.get(address("company_offer_change", bakery, uuid4())).status_code == 404


def test_the_acts_are_told_in_the_organisations_log(client, world, bakery, keep):
    from fodfaeste.accounts.models import Right, UserRight
    from fodfaeste.web.companies.logged import TYPES

    keep.change(bakery, name="Brødhuset", kind="centre")
    keep.offer(keep.unit_of(bakery), considerations=["quiet"])
    keep.contact(bakery)
    UserRight.objects.create(user=world.leader, right=Right.ADMINISTER)
    client.force_login(world.leader)
    page = text(client.get(reverse("administration_changes", args=[world.centre.pk])))
    for said in (
        "Virksomhed ændret",
        "Virksomhedscenter",
        "et roligt sted",
        "Ansvarlig for aftalen",
    ):
        assert said in page, said
    assert all(line.type in TYPES for line in keep.lines())
