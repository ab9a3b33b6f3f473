"""Documents, as pages."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import AccessLog, Right
from fodfaeste.cases import queries, services
from fodfaeste.cases.files import store
from fodfaeste.cases.models import CaseFile, LogEntry
from tests.app import web_data
from tests.app.files.samples import PDF, PNG, TEXT, docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


@pytest.fixture
def event(home, case):
    happened = services.NewEvent(type="programme_started", on=timezone.localdate())
    return services.register(
        case_id=case, event=happened, by=home.mette, now=timezone.now(), submission=uuid4()
    ).entry_id


def sent(content=PDF, name="Brev.pdf"):
    return SimpleUploadedFile(name, content, "text/html")


def registering(content=PDF, name="Brev.pdf", **more):
    today = timezone.localdate()
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    said = {"submission": str(uuid4()), "text_kind": "ordinary", **day, **more}
    return said | {"file": sent(content, name)}


def form(case):
    return f"{reverse('register', args=[case])}?slags=programme_started"


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def url_of(case):
    return reverse("file", args=[case, CaseFile.unrestricted.get().pk])


def test_a_document_is_added_while_registering_and_shown_in_the_log(mette, case):
    page = text(mette.get(form(case)))
    assert 'enctype="multipart/form-data"' in page and "Vedhæft et dokument" in page
    assert mette.post(form(case), registering(docx(), "Åses plan.docx")).status_code == 302
    page = text(mette.get(reverse("case", args=[case])))
    assert "Dokumentet er vedhæftet." in page
    assert f'href="{url_of(case)}" download>Åses plan.docx</a>' in page
    assert "dokument, " in page and "Dokument vedhæftet" in page


def test_a_form_that_is_sent_twice_adds_it_once(mette, case):
    data = registering(name="Brev.pdf")
    mette.post(form(case), data)
    mette.post(form(case), {**data, "file": sent()})
    assert CaseFile.unrestricted.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<html>", "brev.pdf", "Filen er ikke af en type, vi tager imod"),
        (docx(**{"word/vbaProject.bin": "x"}), "x.docm", "Filen indeholder makroer"),
        (PDF + b"x" * 1_000_001, "x.pdf", "Filen er større end 1 MB"),
    ],
)
def test_what_is_not_taken_registers_nothing_and_says_why(
    mette, case, settings, content, name, said
):
    settings.FODFAESTE_FILE_MB = 1
    before = LogEntry.unrestricted.count()
    page = text(mette.post(form(case), registering(content, name, note="Skrevet")))
    assert said in page and "Skrevet" in page
    assert '<details class="fields-fold" open><summary>Vedhæft et dokument' in page
    assert LogEntry.unrestricted.count() == before


def test_it_is_added_to_what_was_registered_before(mette, case, event):
    page = text(mette.get(reverse("case", args=[case])))
    address = reverse("add_file", args=[case, event])
    assert f'href="{address}"' in page
    assert "Vedhæft et dokument" in text(mette.get(address))
    data = {"submission": str(uuid4()), "text_kind": "social", "file": sent(TEXT, "referat.txt")}
    answer = mette.post(address, data)
    assert answer["Location"] == f"{reverse('case', args=[case])}#{event}"
    page = text(mette.get(reverse("case", args=[case])))
    assert "referat.txt" in page and "sociale forhold" in page


def test_without_a_file_it_is_asked_for(mette, case, event):
    page = text(mette.post(reverse("add_file", args=[case, event]), {"submission": str(uuid4())}))
    assert 'id="errors"' in page and not CaseFile.unrestricted.exists()


@pytest.mark.parametrize(
    ("content", "name", "kind", "shown"),
    [
        (PDF, "../../x/Brev.html", "application/pdf", "Brev.pdf"),
        (PNG + b"<script>alert(1)</script>", "billede.svg", "image/png", "billede.png"),
        (TEXT, "Møde på Ærø.txt", "text/plain", "M%C3%B8de%20p%C3%A5%20%C3%86r%C3%B8.txt"),
    ],
)
def test_it_is_handed_out_to_be_saved_and_runs_nothing(mette, case, content, name, kind, shown):
    mette.post(form(case), registering(content, name))
    answer = mette.get(url_of(case))
    assert answer.streaming and b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert shown in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "no-store"
    assert url_of(case).startswith("/filer/")


def test_who_may_not_see_it_gets_nothing_and_it_is_logged(client, mette, home, case):
    mette.post(form(case), registering(text_kind="health"))
    colleague = web_data.person("Kim Kollega", home.organisation, team=home.team)
    for other in (home.charlie, colleague, home.leader):
        client.force_login(other)
        assert client.get(url_of(case)).status_code == 404
        assert AccessLog.objects.filter(user=other, act="refused", case_id=case).exists()
    client.force_login(colleague)
    page = text(client.get(reverse("case", args=[case])))
    assert "Brev.pdf" not in page and "Her er et dokument, som du ikke har adgang til." in page
    client.logout()
    assert client.get(url_of(case)).status_code == 302


def test_one_that_is_missing_on_disk_is_said(mette, case):
    mette.post(form(case), registering())
    store.remove(CaseFile.unrestricted.get().pk)
    answer = mette.get(url_of(case), follow=True)
    assert "Dokumentet mangler på serveren" in text(answer)


def test_a_disk_that_takes_nothing_loses_no_registration(mette, case, monkeypatch):
    def full(*given):
        raise OSError("no space")

    monkeypatch.setattr(store, "write", full)
    mette.post(form(case), registering(note="Skrevet"))
    page = text(mette.get(reverse("case", args=[case])))
    assert "Skrevet" in page and "Dokumentet kunne ikke gemmes" in page


def test_what_stands_in_place_of_a_corrected_event_has_its_documents(mette, home, case, event):
    given = services.NewFile("Brev.pdf", io.BytesIO(PDF))
    writing = {"case_id": case, "by": home.mette, "now": timezone.now()}
    services.add_file(entry_id=event, given=given, submission=uuid4(), **writing)
    mended = services.NewEvent(type="programme_started", on=timezone.localdate(), note="Rettet")
    services.correct(
        entry_id=event, reason="Noget manglede", replacement=mended, submission=uuid4(), **writing
    )
    page = text(mette.get(reverse("case", args=[case])))
    log, panel = page.split('id="documents"')
    assert log.count(f'href="{url_of(case)}"') == 2
    standing = queries.case(user=home.mette, case_id=case, today=timezone.localdate()).entries[0]
    assert f'href="#{standing.id}"' in panel
    assert f'href="#{event}"' not in panel


def test_more_documents_ask_the_database_no_more(mette, home, case, event):
    address = reverse("case", args=[case])
    writing = {"case_id": case, "by": home.mette, "now": timezone.now()}

    def add():
        given = services.NewFile("Brev.pdf", io.BytesIO(PDF))
        services.add_file(entry_id=event, given=given, submission=uuid4(), **writing)

    def count():
        with CaptureQueriesContext(connection) as asked:
            mette.get(address)
        return len(asked)

    add()
    count()
    one = count()
    add()
    add()
    assert count() == one


def test_the_guard_finds_it_among_what_is_given_to_the_citizen(client, mette, home, case):
    mette.post(form(case), registering(docx(), "Plan.docx", text_kind="health"))
    guard = web_data.person("Gry Vogter", home.organisation)
    accounts.give_rights(user=guard, rights=[Right.PROTECT])
    client.force_login(guard)
    row = CaseFile.unrestricted.get()
    address = reverse("file_for_citizen", args=[case, row.pk])
    assert f'href="{address}" download>Plan.docx</a>' in text(
        client.get(reverse("subject_access", args=[case]))
    )
    assert b"".join(client.get(address).streaming_content) == docx()
    assert client.get(reverse("file", args=[case, row.pk])).status_code == 404
    client.force_login(home.mette)
    assert client.get(address).status_code == 403
