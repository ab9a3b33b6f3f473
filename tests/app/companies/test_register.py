"""The register: what is added and changed, what is refused, and who does it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import Function
from fodfaeste.companies import services
from fodfaeste.companies.figures import latest
from fodfaeste.companies.models import Company, CompanyContact, Offer, StaffFigure
from fodfaeste.companies.services import CompanyTold, NotInRegister, Refused, UnitTold
from tests.app.cases.world import NOW, TODAY
from tests.app.companies.keeping import CVR, OTHER_CVR, P_NUMBER, THIRD_CVR


def refused(act):
    with pytest.raises(Refused) as found:
        act()
    return [(fault.place, fault.code) for fault in found.value.faults]


class TestACompany:
    def test_it_is_added_with_its_first_unit_and_a_line_of_the_log(self, keep):
        pk = keep.company(cvr=f"DK {CVR[:4]} {CVR[4:]}", trade="  bageri ", is_public=True)
        seen = keep.seen(pk)
        assert (seen.name, seen.cvr, seen.trade, seen.is_public) == (
            "Søby Bageri", CVR, "bageri", True,
        )  # fmt: skip
        [unit] = seen.units
        assert (unit.name, unit.p_number, unit.town) == ("Søby Bageri", P_NUMBER, "Søby")
        [line] = keep.lines("company_added")
        assert line.about == {"company": str(pk), "called": "Søby Bageri"}
        assert line.after["cvr"] == CVR

    def test_sent_twice_it_is_added_once(self, keep):
        submission = uuid4()
        assert keep.company(submission=submission) == keep.company(submission=submission)
        assert Company.unrestricted.count() == len(keep.lines()) == 1

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"cvr": "99990006"}, [("cvr", "cvr_form")]),
            ({"cvr": "1234"}, [("cvr", "cvr_form")]),
            ({"cvr": "٩٩٩٩٠٠٠٧"}, [("cvr", "cvr_form")]),
            ({"cvr": ""}, [("cvr", "cvr_missing")]),
            ({"name": " "}, [("name", "missing")]),
            ({"name": "x" * 201}, [("name", "too_long")]),
            ({"kind": "castle"}, [("kind", "unknown_company_kind")]),
            ({"unit": {"p_number": "123"}}, [("p_number", "p_number_form")]),
            ({"unit": {"postcode": "59 85"}}, [("postcode", "postcode_form")]),
        ],
    )
    def test_what_is_no_company_is_refused_with_its_place(self, keep, told, expected):
        assert refused(lambda: keep.company(**told)) == expected
        assert not Company.unrestricted.exists() and not keep.lines()

    def test_a_workshop_of_ones_own_needs_no_cvr_number(self, keep):
        keep.company("Værkstedet", cvr="", kind="workshop")
        keep.company("Køkkenet", cvr="", kind="workshop")
        assert keep.names() == ["Køkkenet", "Værkstedet"]

    def test_a_cvr_number_is_in_a_register_once_and_in_others_too(self, keep, world):
        keep.company()
        assert refused(lambda: keep.company("En anden")) == [("cvr", "company_known")]
        keep.company("Den samme", by=world.charlie)
        assert keep.names(user=world.charlie) == ["Den samme"]

    def test_a_change_says_what_it_was(self, keep):
        pk = keep.company()
        keep.change(pk, name="Søby Brødhus", is_active=False)
        [line] = keep.lines("company_changed")
        assert line.before == {"name": "Søby Bageri", "is_active": True}
        assert line.after == {"name": "Søby Brødhus", "is_active": False}
        assert keep.names() == [] and keep.names(inactive=True) == ["Søby Brødhus"]
        keep.change(pk, name="Søby Brødhus", is_active=False)
        assert len(keep.lines("company_changed")) == 1

    def test_who_does_not_work_there_sees_and_changes_nothing(self, keep, world):
        pk = keep.company()
        assert keep.seen(pk, world.charlie) is None and keep.seen(pk, world.mette) is None
        with pytest.raises(NotInRegister):
            keep.change(pk, by=world.charlie)
        with pytest.raises(NotInRegister):
            keep.unit(pk, by=world.mette)

    def test_citizens_employers_and_those_who_left_keep_no_register(self, keep, world):
        world.jens.function = Function.EMPLOYER
        with pytest.raises(PermissionDenied):
            keep.company()
        world.colleague.is_active = False
        with pytest.raises(PermissionDenied):
            keep.company(by=world.colleague)
        assert not Company.unrestricted.exists()


class TestUnits:
    def test_one_is_added_and_changed(self, keep):
        pk = keep.company()
        unit = keep.unit(pk, "Lageret", p_number="1000000002", town="Rise")
        told = UnitTold(name="Lageret", p_number="1000000002", town="Rise", is_active=False)
        keep._do(services.change_unit, unit_id=unit, told=told)
        assert [(one.name, one.is_active) for one in keep.seen(pk).units] == [
            ("Søby Bageri", True),
            ("Lageret", False),
        ]
        [line] = keep.lines("company_unit_changed")
        assert (line.before, line.after) == ({"is_active": True}, {"is_active": False})

    def test_a_p_number_is_of_one_workplace(self, keep, world):
        """The ratio rule counts by it; one that is not in use any more holds nobody up."""
        first = keep.company()
        unit = {"p_number": P_NUMBER}
        other = keep.company("Et bageri", cvr=OTHER_CVR, unit={"town": "Søby"})
        expected = [("p_number", "p_number_elsewhere")]
        assert refused(lambda: keep.company("Nr. 3", cvr=THIRD_CVR, unit=unit)) == expected
        assert refused(lambda: keep.unit(other, p_number=P_NUMBER)) == expected

        keep.company("Deres", unit=unit, by=world.charlie)
        keep.change(first, is_active=False)
        keep.unit(other, p_number=P_NUMBER)
        assert [one.p_number for one in keep.seen(other).units] == ["", P_NUMBER]

    def test_a_p_number_is_there_once(self, keep):
        pk = keep.company()
        assert refused(lambda: keep.unit(pk, p_number=P_NUMBER)) == [("p_number", "p_number_taken")]

    def test_a_unit_of_another_register_is_not_there(self, keep, world):
        unit = keep.unit_of(keep.company())
        with pytest.raises(NotInRegister):
            keep.staff(unit, {TODAY: 3}, by=world.charlie)
        with pytest.raises(NotInRegister):
            keep.offer(unit, by=world.charlie)
        assert not StaffFigure.unrestricted.exists() and not Offer.unrestricted.exists()


class TestContacts:
    def test_how_they_are_reached_is_encrypted_and_who_they_are_not_in_the_log(self, keep):
        pk = keep.company()
        keep.contact(pk, phone="62 58 00 00", email="bodil@bageri.example", title="mester")
        row = CompanyContact.unrestricted.get()
        assert "bodil" not in str(row.reached)
        [seen] = keep.seen(pk).contacts
        assert (seen.phone, seen.email) == ("62 58 00 00", "bodil@bageri.example")
        [line] = keep.lines("company_contact_added")
        assert line.after == {"contact_role": "responsible"}
        assert "Bodil" not in f"{line.about}{line.before}{line.after}"

    def test_a_change_names_the_fields(self, keep):
        pk = keep.company()
        contact = keep.contact(pk, phone="62580000")
        told = services.ContactTold(name="Bodil Bager", phone="62580001")
        keep._do(services.change_contact, contact_id=contact, told=told)
        keep._do(services.change_contact, contact_id=contact, told=told)
        [line] = keep.lines("company_contact_changed")
        assert line.after == {"fields": ["phone"]} and "62580001" not in str(line.after)

    def test_one_is_erased_and_stays_as_nobody(self, keep, world):
        pk = keep.company()
        contact = keep.contact(pk, phone="62580000")
        with pytest.raises(NotInRegister):
            keep._do(services.erase_contact, contact_id=contact, by=world.charlie)
        keep._do(services.erase_contact, contact_id=contact)
        row = CompanyContact.unrestricted.get()
        assert (row.name, row.reached, row.is_active) == ("", None, False)
        assert keep.seen(pk).contacts == ()
        assert len(keep.lines("company_contact_erased")) == 1

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"name": ""}, [("name", "missing")]),
            ({"phone": "ring til mig"}, [("phone", "phone_form")]),
            ({"email": "bodil"}, [("email", "email_form")]),
            ({"role": "king"}, [("role", "unknown_contact_role")]),
            ({"unit_id": uuid4()}, [("unit", "unknown_unit")]),
        ],
    )
    def test_what_is_wrong_is_told(self, keep, told, expected):
        pk = keep.company()
        assert refused(lambda: keep.contact(pk, **told)) == expected


class TestStaff:
    SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)

    def test_the_latest_figure_said_of_a_month_counts(self, keep):
        unit = keep.unit_of(keep.company())
        keep.staff(unit, {self.SEPTEMBER: "46", self.OCTOBER: "46.5"}, told_by="lønkontoret")
        keep.staff(unit, {self.OCTOBER: "47"}, now=NOW + timedelta(minutes=1))
        assert latest([unit]) == {unit: {self.SEPTEMBER: Decimal(46), self.OCTOBER: Decimal(47)}}
        assert StaffFigure.unrestricted.count() == 3
        assert keep.lines("staff_figures_recorded")[1].before == {"2026-10": "46.5"}

    def test_what_is_so_already_is_not_written(self, keep):
        unit = keep.unit_of(keep.company())
        keep.staff(unit, {self.OCTOBER: "46"})
        keep.staff(unit, {date(2026, 10, 20): "46.00"})
        assert StaffFigure.unrestricted.count() == 1

    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            ({}, [("", "no_figures")]),
            ({date(2026, 12, 1): 4}, [("2026-12", "month_to_come")]),
            ({OCTOBER: -1}, [("2026-10", "figure_form")]),
            ({OCTOBER: "NaN"}, [("2026-10", "figure_form")]),
            ({OCTOBER: 1_000_000}, [("2026-10", "figure_form")]),
        ],
    )
    def test_what_is_no_figure_is_told(self, keep, figures, expected):
        unit = keep.unit_of(keep.company())
        assert refused(lambda: keep.staff(unit, figures)) == expected


class TestOffers:
    def test_one_is_added_and_closed(self, keep):
        pk = keep.company()
        offer = keep.offer(
            keep.unit_of(pk), hours_least=Decimal(5), considerations=["quiet"], places=2
        )
        told = services.OfferTold(
            kinds=["work_placement", "flex_job"],
            tasks="Pakke brød",
            open_from=TODAY,
            open_until=TODAY,
        )
        keep._do(services.change_offer, offer_id=offer, told=told)
        [seen] = keep.seen(pk).units[0].offers
        assert (seen.kinds, seen.open_until, seen.hours_least) == (
            ("work_placement", "flex_job"), TODAY, None,
        )  # fmt: skip
        [line] = keep.lines("offer_changed")
        assert line.before["places"] == 2 and line.after["until"] == "2026-11-23"

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"kinds": []}, [("kinds", "no_kinds_offered")]),
            ({"kinds": ["holiday"]}, [("kinds", "unknown_offer_kind")]),
            ({"considerations": ["gold"]}, [("considerations", "unknown_consideration")]),
            ({"tasks": " "}, [("tasks", "missing")]),
            ({"places": 0}, [("places", "places_form")]),
            ({"open_until": date(2026, 1, 1)}, [("open_until", "ends_before_it_begins")]),
            ({"hours_least": Decimal(61)}, [("hours_least", "hours_form")]),
            (
                {"hours_least": Decimal(20), "hours_most": Decimal(10)},
                [("hours_most", "hours_order")],
            ),
        ],
    )
    def test_what_is_wrong_is_told(self, keep, told, expected):
        unit = keep.unit_of(keep.company())
        assert refused(lambda: keep.offer(unit, **told)) == expected


def test_a_page_costs_the_same_with_one_of_each_or_three(keep):
    def asked(pk):
        with CaptureQueriesContext(connection) as found:
            keep.seen(pk)
        return len(found)

    pk = keep.company()
    for number in range(3):
        unit = keep.unit(pk, f"Enhed {number}")
        keep.contact(pk, f"Person {number}")
        keep.staff(unit, {TODAY: number})
        keep.offer(unit)
        told = services.TouchTold(on=TODAY, channel="visit", outcome="agreed")
        keep._do(services.record_touch, company_id=pk, told=told)
        if number == 0:
            first = asked(pk)
    assert asked(pk) == first == 7


def test_another_act_meanwhile_is_seen(keep, world):
    """Acts on a register queue: the second of two who add the same company is told."""
    keep.company()
    told = CompanyTold(name="Igen", cvr=CVR)
    with pytest.raises(Refused):
        services.add_company(
            told=told, unit=UnitTold(), by=world.colleague, now=NOW, submission=uuid4()
        )
    assert keep.company("En til", cvr=OTHER_CVR)
