"""A sheet into the register: what becomes of each row, and that all of it is done or nothing."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from fodfaeste.companies import queries, services
from fodfaeste.companies.figures import latest
from fodfaeste.companies.importing import sheet
from fodfaeste.companies.models import (
    Company,
    CompanyContact,
    CompanyImport,
    Offer,
    ProductionUnit,
    StaffFigure,
)
from fodfaeste.companies.services import NotInRegister, Refused
from fodfaeste.companies.services import importing as service
from tests.app.cases.world import NOW
from tests.app.companies.keeping import CVR, OTHER_CVR, P_NUMBER
from tests.app.companies.sheets import as_csv, as_xlsx, many

ROW = (CVR, "Søby Bageri", "bageri", P_NUMBER, "Havnen 1", "5985", "Søby", "12,5", "2026-10",
       "Bodil Bager", "62 58 00 00", "bodil@bageri.example")  # fmt: skip


@pytest.fixture
def signe(world):
    return world.secretary


def send(by, content, *, now=NOW, submission=None):
    return services.upload(content=content, by=by, now=now, submission=submission or uuid4())


def carry(by, pk, *, submission=None):
    services.carry_out(import_id=pk, by=by, now=NOW, submission=submission or uuid4())


def brought(by, content):
    pk = send(by, content)
    carry(by, pk)
    return queries.company_import(user=by, import_id=pk)


def told(view):
    return [(row.number, row.outcome, [(f.place, f.code) for f in row.faults]) for row in view.rows]


def of(content):
    with pytest.raises(Refused) as found:
        sheet.read(content)
    return found.value.faults[0].code


class TestReading:
    @pytest.mark.parametrize(
        "content",
        [
            as_csv([ROW]),
            as_csv([ROW], encoding="utf-8-sig"),
            as_csv([ROW], encoding="cp1252"),
            as_csv([ROW], encoding="utf-16"),
            as_csv([ROW], separator="\t"),
            b"sep=;\r\n" + as_csv([ROW]),
            as_csv([[f'"{cell}"' for cell in ROW]], separator=","),
            as_xlsx([ROW]),
            as_xlsx([(int(CVR), *ROW[1:3], int(P_NUMBER), *ROW[4:7], 12.5, *ROW[8:])]),
            as_csv([ROW], header=("cvr-nr.", "VIRKSOMHED", "branchetekst", "P nr", "adresse",
                                  "postnr.", "by", "ansatte", "maaned", "kontakt", "tlf.", "mail")),
        ],
        ids=["utf-8", "bom", "windows", "utf-16", "tabs", "sep", "commas", "xlsx", "numbers",
             "names"],
    )  # fmt: skip
    def test_each_way_of_writing_it_comes_to_the_same(self, signe, keep, content):
        view = brought(signe, content)
        assert told(view) == [(2, "added", [])]
        company = Company.unrestricted.get()
        assert (company.cvr, company.name, company.trade) == (CVR, "Søby Bageri", "bageri")
        unit = ProductionUnit.unrestricted.get()
        assert (unit.p_number, unit.street, unit.postcode, unit.town) == (
            P_NUMBER, "Havnen 1", "5985", "Søby",
        )  # fmt: skip
        assert latest([unit.pk]) == {unit.pk: {date(2026, 10, 1): Decimal("12.5")}}
        [contact] = keep.seen(company.pk).contacts
        assert (contact.name, contact.email) == ("Bodil Bager", "bodil@bageri.example")
        assert queries.search(user=signe, today=NOW.date(), text="soeby 5985").count == 1

    def test_what_is_no_sheet_is_told(self):
        assert of(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00") == "sheet_not_text"
        assert of(b"PK\x03\x04 and no archive") == "sheet_broken"
        assert of(as_xlsx([ROW])[:-400]) == "sheet_broken"
        assert of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "sheet_old"
        assert of(b"") == of(as_csv([])) == of(as_csv([["", ""]])) == "sheet_empty"
        assert of(as_csv([("x" * 200_000, "y")])) == "sheet_broken_line"
        assert of(b"x" * (sheet.MOST_BYTES + 1)) == "sheet_large"
        assert of(as_csv([("1", "n")] * (sheet.MOST_ROWS + 1))) == "sheet_long"

    def test_an_archive_that_is_no_sheet(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr("letter.txt", "hello")
        assert of(output.getvalue()) == "sheet_broken"

    def test_a_small_file_that_holds_a_large_one_is_not_unpacked(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in range(8):
                archive.writestr(f"xl/{part}.xml", b" " * 10_000_000)
        assert len(output.getvalue()) < 200_000
        assert of(output.getvalue()) == "sheet_large"

    def test_a_sheet_that_declares_entities_is_not_read(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE lolz []><a/>')
        assert of(output.getvalue()) == "sheet_broken"

    def test_a_sheet_that_claims_a_million_empty_rows_is_short(self):
        rows = sheet.read(as_xlsx([ROW, *[("",)] * 5_000]))
        assert len(rows) == 2

    @pytest.mark.parametrize(
        ("header", "code"),
        [
            (("Navn", "By"), "column_missing"),
            (("CVR", "By"), "column_missing"),
            (("CVR", "Navn", "Company"), "column_twice"),
        ],
    )
    def test_the_columns_that_are_needed(self, signe, header, code):
        with pytest.raises(Refused) as found:
            send(signe, as_csv([("1", "2", "3")], header=header))
        assert found.value.faults[0].code == code

    def test_columns_that_nobody_knows_are_named(self, signe):
        content = as_csv([(CVR, "Bageri", "x")], header=("CVR", "Navn", "Yndlingsfarve"))
        assert brought(signe, content).unknown == ["Yndlingsfarve"]


class TestRows:
    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({0: "99990008"}, [("cvr", "cvr_form")]),
            ({0: ""}, [("cvr", "cvr_missing")]),
            ({1: ""}, [("name", "missing")]),
            ({3: "1E+09"}, [("p_number", "p_number_form")]),
            ({5: "DK-5985"}, [("postcode", "postcode_form")]),
            ({7: "mange"}, [("staff", "not_a_number")]),
            ({7: "-1"}, [("staff", "figure_form")]),
            ({8: "i fjor"}, [("month", "month_form")]),
            ({8: "2026-13"}, [("month", "month_form")]),
            ({8: "2027-01"}, [("month", "month_to_come")]),
            ({9: ""}, [("contact", "whose_number")]),
            ({10: "spørg"}, [("phone", "phone_form")]),
            ({11: "bodil"}, [("email", "email_form")]),
            ({0: "1", 11: "bodil"}, [("email", "email_form"), ("cvr", "cvr_form")]),
        ],
    )
    def test_a_faulty_row_is_refused_with_each_column(self, signe, changed, expected):
        row = [changed.get(place, cell) for place, cell in enumerate(ROW)]
        view = brought(signe, as_csv([row, (OTHER_CVR, "Ærø Tømrer")]))
        assert told(view) == [(2, "refused", expected), (3, "added", [])]
        assert [one.name for one in Company.unrestricted.all()] == ["Ærø Tømrer"]

    def test_codes_are_told_by_their_words(self, signe):
        header = ("CVR", "Navn", "Slags", "Offentlig", "Kontaktperson", "Rolle")
        rows = [
            (CVR, "Centret", "Virksomhedscenter", "Ja", "Bo", "Medarbejderrepræsentant"),
            ("", "Værkstedet", "eget værksted", "", "", ""),
            (OTHER_CVR, "Slottet", "slot", "måske", "Bo", "konge"),
        ]
        view = brought(signe, as_csv(rows, header=header))
        assert told(view)[2] == (
            4,
            "refused",
            [("kind", "unknown_kind_said"), ("is_public", "yes_or_no"),
             ("role", "unknown_role_said")],
        )  # fmt: skip
        centre = Company.unrestricted.get(cvr=CVR)
        assert centre.kind == "centre" and centre.is_public
        assert CompanyContact.unrestricted.get().role == "staff_representative"
        assert Company.unrestricted.get(cvr="").kind == "workshop"

    def test_rows_of_one_company_become_its_units(self, signe, keep):
        rows = [
            ROW,
            (CVR, "Søby Bageri", "", "1000000002", "Vej 2", "5985", "Rise", "3"),
            (CVR, "Søby Brødhus", "", "1000000002", "", "", "", "", "", "Anna"),
            ROW,
        ]
        view = brought(signe, as_csv(rows))
        assert [(row.outcome, row.with_row) for row in view.rows] == [
            ("added", None), ("merged", 2), ("merged", 2), ("same", 2),
        ]  # fmt: skip
        assert told(view)[2][2] == [("name", "said_otherwise")]
        company = keep.seen(Company.unrestricted.get().pk)
        assert {unit.p_number for unit in company.units} == {P_NUMBER, "1000000002"}
        assert [one.name for one in company.contacts] == ["Anna", "Bodil Bager"]
        assert queries.search(user=signe, today=NOW.date(), text="rise").count == 1

    def test_another_town_is_another_unit(self, signe, keep):
        header = ("CVR", "Navn", "By", "Enhed")
        rows = [
            (CVR, "Søby Bageri", "Søby", ""),
            (CVR, "Søby Bageri", "Marstal", ""),
            (CVR, "Søby Bageri", "Marstal", "Lageret"),
            (CVR, "Søby Bageri", "Søby", ""),
            (CVR, "Søby Bageri", "", ""),
        ]
        view = brought(signe, as_csv(rows, header=header))
        assert [row.outcome for row in view.rows] == ["added", "merged", "merged", "same", "same"]
        units = keep.seen(Company.unrestricted.get().pk).units
        assert sorted((unit.name, unit.town) for unit in units) == [
            ("Lageret", "Marstal"), ("Søby Bageri", "Marstal"), ("Søby Bageri", "Søby"),
        ]  # fmt: skip

    def test_what_is_known_is_filled_in_and_not_overwritten(self, signe, keep):
        pk = keep.company("Søby Bageri ApS", unit={"street": "Havnen 1", "postcode": "5985"})
        keep.contact(pk, "Bodil Bager", phone="11111111")
        view = brought(signe, as_csv([ROW]))
        assert told(view) == [(2, "merged", [("name", "said_otherwise")])]
        seen = keep.seen(pk)
        assert (seen.name, seen.trade) == ("Søby Bageri ApS", "bageri")
        [unit] = seen.units
        assert (unit.p_number, unit.town) == (P_NUMBER, "Søby")
        [contact] = seen.contacts
        assert (contact.phone, contact.email) == ("11111111", "bodil@bageri.example")
        assert keep.names("søby 5985") == ["Søby Bageri ApS"]

    def test_another_register_is_not_touched(self, signe, keep, world):
        pk = keep.company("Deres", by=world.charlie)
        brought(signe, as_csv([ROW]))
        assert keep.seen(pk, world.charlie).name == "Deres"
        assert Company.unrestricted.filter(cvr=CVR).count() == 2


class TestCarryingOut:
    def test_nothing_is_there_before_and_a_line_afterwards(self, signe, keep):
        pk = send(signe, as_csv([ROW, ("1", "Forkert")]))
        assert not Company.unrestricted.exists() and not keep.lines()
        assert "Bodil" not in str(CompanyImport.unrestricted.get().content)
        carry(signe, pk)
        [line] = keep.lines()
        assert line.type == "companies_imported" and line.about == {"import": str(pk)}
        assert line.after == {"refused": 1, "added": 1, "merged": 0, "same": 0}
        assert CompanyImport.unrestricted.get().content is None

    def test_asked_for_twice_it_is_done_once(self, signe, keep):
        submission = uuid4()
        pk = send(signe, as_csv([ROW]), submission=submission)
        assert send(signe, as_csv([ROW]), submission=submission) == pk
        carry(signe, pk, submission=submission)
        carry(signe, pk, submission=submission)
        carry(signe, pk)
        assert Company.unrestricted.count() == len(keep.lines()) == 1

    def test_the_same_sheet_again_adds_nothing(self, signe):
        brought(signe, as_csv([ROW]))
        assert told(brought(signe, as_csv([ROW]))) == [(2, "same", [])]
        assert Company.unrestricted.count() == StaffFigure.unrestricted.count() == 1
        assert ProductionUnit.unrestricted.count() == CompanyContact.unrestricted.count() == 1

    def test_it_is_judged_anew_when_it_is_carried_out(self, signe, keep):
        pk = send(signe, as_csv([ROW]))
        keep.company()
        carry(signe, pk)
        assert told(queries.company_import(user=signe, import_id=pk))[0][1] == "merged"

    def test_when_something_breaks_nothing_is_there(self, signe, keep, monkeypatch):
        pk = send(signe, as_csv(many(20)))

        def broken(*_):
            raise RuntimeError

        monkeypatch.setattr(service, "_update", broken)
        with pytest.raises(RuntimeError):
            carry(signe, pk)
        assert not Company.unrestricted.exists() and not keep.lines()
        assert CompanyImport.unrestricted.get().content is not None

    def test_who_may_not_gets_nothing(self, signe, world):
        pk = send(signe, as_csv([ROW]))
        for who in (world.jens, world.mette, world.guard):
            with pytest.raises(PermissionDenied):
                send(who, as_csv([ROW]))
        for who in (world.jens, world.mette, world.charlie):
            assert queries.company_import(user=who, import_id=pk) is None
            assert queries.imports(user=who) == ()
            with pytest.raises(NotInRegister):
                carry(who, pk)
            with pytest.raises(NotInRegister):
                services.discard(import_id=pk, by=who)
        assert not Company.unrestricted.exists()

    def test_one_is_thrown_away_and_what_was_done_is_not(self, signe):
        pk = send(signe, as_csv([ROW]))
        services.discard(import_id=pk, by=signe)
        assert not CompanyImport.unrestricted.exists()
        pk = brought(signe, as_csv([ROW])).id
        services.discard(import_id=pk, by=signe)
        assert [(one.id, one.is_done) for one in queries.imports(user=signe)] == [(pk, True)]

    def test_what_waited_for_a_day_is_forgotten(self, signe):
        send(signe, as_csv([ROW]), now=NOW - timedelta(days=2))
        pk = send(signe, as_csv([ROW]))
        assert CompanyImport.unrestricted.get().pk == pk


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_of_ten_thousand_rows_three_hundred_of_them_faulty(signe, form):
    """9,700 are there, and 300 are explained."""
    view = brought(signe, form(many(10_000, faulty=300)))
    assert view.counts == {"refused": 300, "added": 9_700, "merged": 0, "same": 0}
    assert Company.unrestricted.count() == ProductionUnit.unrestricted.count() == 9_700
    assert CompanyContact.unrestricted.count() == StaffFigure.unrestricted.count() == 9_700
    refused = [row for row in view.rows if row.outcome == "refused"]
    assert all([f.code for f in row.faults] == ["cvr_form"] for row in refused)
    found = queries.search(user=signe, today=NOW.date(), text=view.rows[9_123].cvr)
    assert [row.name for row in found.rows] == ["Virksomhed 9123"]


OFFERED = (
    "CVR-nummer", "Navn", "P-nummer", "Opgaver", "Tilbydes som", "Timer fra", "Timer til", "Hensyn",
    "Pladser",
)  # fmt: skip
OFFER = (CVR, "Søby Bageri", P_NUMBER, "Pakke brød", "virksomhedspraktik, løntilskud", "7,5", "20",
         "ekstra pauser", "2")  # fmt: skip


def offered(*rows):
    return as_xlsx(rows, header=OFFERED)


class TestWhatIsOffered:
    def test_it_comes_with_the_row_once(self, signe):
        assert told(brought(signe, offered(OFFER))) == [(2, "added", [])]
        offer = Offer.unrestricted.get()
        assert (offer.kinds, offer.tasks, offer.places, offer.considerations) == (
            ["work_placement", "wage_subsidy"], "Pakke brød", 2, ["breaks"],
        )  # fmt: skip
        assert (offer.hours_least, offer.hours_most) == (Decimal("7.5"), Decimal(20))
        assert (offer.open_from, offer.unit.p_number) == (NOW.date(), P_NUMBER)
        assert told(brought(signe, offered(OFFER))) == [(2, "same", [])]
        assert Offer.unrestricted.count() == 1

    def test_several_rows_of_a_company_offer_several_things(self, signe):
        second = (*OFFER[:3], "Gøre rent", "job", *OFFER[5:])
        rows = told(brought(signe, offered(OFFER, (*OFFER[:3], "Gøre rent"))))
        assert rows == [(2, "added", []), (3, "merged", [])]
        plain = Offer.unrestricted.get(tasks="Gøre rent")
        assert (plain.kinds, plain.places, plain.hours_least) == (["work_placement"], 1, None)
        assert told(brought(signe, offered(second)))[0][1] == "refused"

    def test_what_stands_there_stays_and_the_report_says_so(self, signe):
        brought(signe, offered(OFFER))
        other = (*OFFER[:5], "10", "20", "", "5")
        assert told(brought(signe, offered(other))) == [
            (2, "same", [("hours_least", "said_otherwise"), ("places", "said_otherwise")])
        ]
        assert Offer.unrestricted.get().places == 2

    @pytest.mark.parametrize(
        ("place", "text", "code"),
        [
            (3, "", "missing"),
            (4, "pengegave", "unknown_word_said"),
            (5, "mange", "not_a_number"),
            (5, "NaN", "not_a_number"),
            (6, "Infinity", "not_a_number"),
            (6, "99", "hours_form"),
            (6, "5", "hours_order"),
            (7, "kongelig behandling", "unknown_word_said"),
            (8, "en", "places_form"),
            (8, "0", "places_form"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_column(self, signe, place, text, code):
        row = [*OFFER]
        row[place] = text
        [(number, outcome, faults)] = told(brought(signe, offered(row)))
        assert (number, outcome, [fault for _place, fault in faults]) == (2, "refused", [code])
        assert not Company.unrestricted.exists()

    def test_names_of_both_languages_are_understood(self, signe):
        english = ("CVR number", "Name", "P-number", "Tasks", "Offered as", "Hours from",
                   "Hours to", "Considerations", "Places")  # fmt: skip
        row = (*OFFER[:4], "work placement", "5", "20", "extra breaks", "1")
        sheet_ = as_csv([row], header=english)
        assert told(brought(signe, sheet_)) == [(2, "added", [])]
        assert Offer.unrestricted.get().considerations == ["breaks"]
