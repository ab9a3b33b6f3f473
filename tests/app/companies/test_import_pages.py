"""The pages on which a sheet is sent in, looked at and imported."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from fodfaeste.companies.importing import columns, sheet
from fodfaeste.companies.models import Company, CompanyImport
from fodfaeste.web.companies import reporting, sheets
from tests.app.companies.keeping import CVR, OTHER_CVR
from tests.app.companies.sheets import as_csv, many

SEND, TEMPLATE = reverse("company_imports"), reverse("company_template")
HEADER = ("CVR", "Navn")


def text(page):
    assert page.status_code == 200
    said = page.content.decode()
    assert "style=" not in said
    return said


@pytest.fixture
def signe(client, world):
    client.force_login(world.secretary)
    return client


def send(client, content, *, name="ark.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(SEND, {"submission": uuid4(), "file": file})


def test_from_the_file_to_the_register(signe):
    assert SEND in text(signe.get(reverse("companies")))
    rows = [(CVR, "Søby Bageri"), ("99990008", "Forkert"), (OTHER_CVR, "=1+1")]
    url = send(signe, as_csv(rows, header=HEADER)).url
    page = text(signe.get(url))
    assert "1 afvist, 2 nye virksomheder" in page and "Importér 2 rækker" in page
    assert "CVR-nummer: Et CVR-nummer har otte cifre" in page
    assert not Company.unrestricted.exists()
    assert signe.post(url, {"submission": uuid4()}).url == url
    page = text(signe.get(url))
    assert "Importeret" in page and "Importér 2" not in page
    assert Company.unrestricted.count() == 2
    assert "1 afvist, 2 nye virksomheder" in text(signe.get(SEND))


def test_the_report_is_a_sheet_in_which_nothing_is_calculated(signe):
    url = send(signe, as_csv([("1", "=cmd|' /C calc'!A0")], header=HEADER)).url
    report = signe.get(f"{url}rapport/?slags=csv")
    assert report["Content-Disposition"] == 'attachment; filename="rapport.csv"'
    said = report.content.decode("utf-8-sig")
    assert said.splitlines()[0] == "Række;CVR-nummer;Navn;Hvad der blev af den;Hvorfor"
    assert ";'=cmd|" in said and "afvist" in said
    report = signe.get(f"{url}rapport/?slags=xlsx")
    [_, row] = load_workbook(io.BytesIO(report.content)).active.iter_rows()
    assert row[2].value.startswith("=cmd") and row[2].data_type == "s"


def test_it_is_thrown_away(signe):
    url = send(signe, as_csv([(CVR, "Søby Bageri")], header=HEADER)).url
    assert signe.get(f"{url}kasser/").status_code == 405
    assert signe.post(f"{url}kasser/").status_code == 302
    assert signe.get(url).status_code == 404
    assert not Company.unrestricted.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\x00", "Det er ikke et regneark"),
        (b"", "Der er ingen virksomhed i arket"),
        (as_csv([("x",)], header=("Navn",)), "Der er ingen kolonne, der hedder CVR-nummer"),
        (b"PK\x03\x04", "Filen kan ikke læses"),
    ],
)
def test_what_is_no_sheet_is_told_in_words(signe, content, said):
    assert said in text(send(signe, content))
    assert not CompanyImport.unrestricted.exists()


def test_no_file_and_too_large_a_file(signe, monkeypatch):
    assert "errors" in text(signe.post(SEND, {"submission": uuid4()}))
    monkeypatch.setattr("fodfaeste.web.companies.importing.MOST_BYTES", 10)
    assert "MB. Del det op" in text(send(signe, as_csv([(CVR, "Søby Bageri")])))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_template_can_be_sent_in_as_it_is(signe, ending, language):
    signe.post("/sprog/", {"language": language})
    content = signe.get(TEMPLATE, {"slags": ending}).content
    rows = sheet.read(content)
    assert len(columns.positions(rows[0])) == len(columns.COLUMNS)
    url = send(signe, content).url
    assert ("1 ny virksomhed" if language == "da" else "1 new company") in text(signe.get(url))


def test_only_the_first_rows_are_on_the_page(signe, monkeypatch):
    monkeypatch.setattr(reporting, "SHOWN", 3)
    page = text(signe.get(send(signe, as_csv(many(6, faulty=1))).url))
    assert page.count("import-line") == 3 and "Forkert 0" in page
    assert "3 rækker mere står i rapporten." in page


@pytest.mark.parametrize("who", ["jens", "mette", "guard"])
def test_who_may_not_import(client, world, who):
    client.force_login(world.secretary)
    url = send(client, as_csv([(CVR, "Søby Bageri")], header=HEADER)).url
    client.force_login(getattr(world, who))
    assert SEND not in text(client.get(reverse("companies")))
    for address in (SEND, TEMPLATE, url, f"{url}rapport/"):
        assert client.get(address).status_code == 403
    assert client.post(url, {"submission": uuid4()}).status_code == 403
    assert client.post(f"{url}kasser/").status_code == 403
    client.force_login(world.charlie)
    for address in (url, f"{url}rapport/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{url}kasser/").status_code == 404
    assert not Company.unrestricted.exists()


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\tx"])
def test_what_would_be_calculated_gets_an_apostrophe(cell):
    assert sheets.harmless(cell) == f"'{cell}"
    assert sheets.harmless("Bageri") == "Bageri"
