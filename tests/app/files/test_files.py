"""Documents of an event: sealed, read by who reads them, and gone with their text."""

import io
from uuid import uuid4

import pytest
from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import AccessLog, Right
from fodfaeste.cases import queries, services
from fodfaeste.cases.files import kinds, store
from fodfaeste.cases.models import CaseFile, LogEntry
from fodfaeste.cases.rows import FILE_ADDED
from fodfaeste.cases.services import NewFile
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.cases.services.files import clear_files
from fodfaeste.cases.verifying import verify_chain, verify_logs
from fodfaeste.protection import rotation, subject_access
from fodfaeste.protection.erasures import erasures, reapply_erasures
from tests.app import web_data
from tests.app.files.samples import PDF, docx

pytestmark = pytest.mark.django_db

LARGE = PDF + b"Hemmeligt indhold. " * 20_000


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


@pytest.fixture
def event(home, case):
    return registered(home, case, note="Et notat")


def registered(home, case, **more):
    event = services.NewEvent(type="programme_started", on=timezone.localdate(), **more)
    done = services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    )
    return done.entry_id


def add(case, entry, by, content=LARGE, *, name="Erklæring.pdf", about="ordinary", submission=None):
    return services.add_file(
        case_id=case,
        entry_id=entry,
        given=NewFile(name, io.BytesIO(content), about),
        by=by,
        now=timezone.now(),
        submission=submission or uuid4(),
    )


def taken(by, case, file_id=None):
    row = CaseFile.unrestricted.get() if file_id is None else CaseFile.unrestricted.get(pk=file_id)
    today = timezone.localdate()
    found = queries.file(user=by, case_id=case, file_id=row.pk, today=today)
    return found, b"".join(found.content)


def faults(case):
    return [broken.code for broken in verify_chain(case)]


# --- added and taken out


def test_it_comes_out_as_it_went_in_and_lies_sealed(home, case, event):
    done = add(case, event, home.mette)
    found, content = taken(home.mette, case)
    assert content == LARGE
    assert (found.name, found.kind, found.size) == ("Erklæring.pdf", kinds.PDF, len(LARGE))
    row = CaseFile.unrestricted.get()
    on_disk = store.path_of(row.pk).read_bytes()
    assert b"Hemmeligt" not in on_disk and len(on_disk) >= len(LARGE)
    assert store.path_of(row.pk).stat().st_mode & 0o777 == 0o600
    assert "Erkl" not in str(store.path_of(row.pk))
    assert row.entry.event_id == done.entry_id


def test_the_log_says_what_was_added_and_its_name_is_personal(home, case, event):
    add(case, event, home.mette, docx(), name="Åses plan.docx")
    line = LogEntry.unrestricted.get(type=FILE_ADDED)
    row = CaseFile.unrestricted.get()
    assert line.attributes == {
        "of": event,
        "file": str(row.pk),
        "type": kinds.DOCX,
        "bytes": len(docx()),
        "digest": row.digest,
    }
    assert line.kind == "act" and "Åses" not in line.text.ciphertext
    entries = queries.case(user=home.mette, case_id=case, today=timezone.localdate()).entries
    assert entries[0].attributes["name"] == "Åses plan.docx"
    assert faults(case) == []


def test_taking_it_out_is_logged(home, case, event):
    add(case, event, home.mette, about="social")
    AccessLog.objects.all()
    taken(home.mette, case)
    line = AccessLog.objects.order_by("-pk").first()
    assert line is not None
    assert (line.act, line.case_id, line.detail["page"]) == ("export", case, "file")
    assert line.kinds == ["registrations", "social"] and "member" in line.relations


def test_sent_twice_it_is_there_once(home, case, event):
    submission = uuid4()
    first = add(case, event, home.mette, submission=submission)
    again = add(case, event, home.mette, submission=submission)
    assert again.repeated and again.entry_id == first.entry_id
    assert CaseFile.unrestricted.count() == 1
    assert taken(home.mette, case)[1] == LARGE


def test_a_file_whose_line_cannot_be_written_does_not_stay(
    home, case, event, monkeypatch, settings
):
    from fodfaeste.cases.services import files

    monkeypatch.setattr(files, "_row", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(case, event, home.mette)
    assert not LogEntry.unrestricted.filter(type=FILE_ADDED).exists()
    assert [path for path in settings.FODFAESTE_FILES.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "tom.pdf", "file_empty"),
        (b"<html>", "side.pdf", "file_kind"),
        (PDF + b"x" * 1_000_001, "stor.pdf", "file_large"),
        (docx(**{"word/vbaProject.bin": "x"}), "plan.docm", "file_macros"),
    ],
)
def test_what_is_not_taken_is_refused_and_leaves_nothing(
    home, case, event, settings, content, name, code
):
    settings.FODFAESTE_FILE_MB = 1
    with pytest.raises(services.Refused) as refused:
        add(case, event, home.mette, content, name=name)
    assert [fault.code for fault in refused.value.faults] == [code]
    assert not CaseFile.unrestricted.exists()


def test_it_belongs_to_an_event_and_to_nothing_else(home, case):
    for entry in ("e1000", add_member_line(home, case)):
        with pytest.raises(services.Refused) as refused:
            add(case, entry, home.mette)
        assert [fault.code for fault in refused.value.faults] == ["no_event"]


def add_member_line(home, case):
    other = web_data.person("Kim Kontakt", home.organisation, roles=["mentor"])
    return services.join_case(
        case_id=case, user_id=other.pk, role="mentor", by=home.mette, now=timezone.now(),
        submission=uuid4(),
    ).entry_id  # fmt: skip


# --- who reads it


def test_who_does_not_read_about_it_does_not_get_it(home, case, event):
    add(case, event, home.mette, about="health")
    colleague = web_data.person("Kim Kollega", home.organisation, team=home.team)
    secretary = web_data.person("Sif Sekretær", home.organisation, function="secretary")
    today = timezone.localdate()
    for other in (colleague, secretary, home.charlie, home.leader):
        with pytest.raises(services.NotVisible):
            taken(other, case)
        assert AccessLog.objects.filter(user=other, act=AccessLog.Act.REFUSED).exists()
    view = queries.case(user=colleague, case_id=case, today=today)
    line = next(each for each in view.entries if each.type == FILE_ADDED)
    assert line.withheld and "name" not in line.attributes
    assert taken(home.mette, case)[1] == LARGE, "its author"


def test_who_reads_ordinary_notes_gets_ordinary_documents(home, case, event):
    add(case, event, home.mette)
    colleague = web_data.person("Kim Kollega", home.organisation, team=home.team)
    assert taken(colleague, case)[1] == LARGE
    secretary = web_data.person("Sif Sekretær", home.organisation, function="secretary")
    with pytest.raises(services.NotVisible):
        taken(secretary, case)


def test_an_id_of_another_case_leads_nowhere(home, case, event):
    add(case, event, home.mette)
    other = web_data.refer(home, "Bo Bak")
    with pytest.raises(services.NotVisible):
        taken(home.mette, other, CaseFile.unrestricted.get().pk)


def test_nobody_adds_to_a_case_that_is_not_theirs(home, case, event):
    with pytest.raises(services.NotVisible):
        add(case, event, home.charlie)
    guard = guard_of(home)
    with pytest.raises(services.NotAllowed):
        add(case, event, guard)


def guard_of(home):
    guard = web_data.person("Gry Vogter", home.organisation)
    accounts.give_rights(user=guard, rights=[Right.PROTECT])
    return guard


def test_the_guard_takes_it_out_for_the_citizen(home, case, event):
    add(case, event, home.mette, about="health")
    guard, now = guard_of(home), timezone.now()
    seen = subject_access.look_at(case_id=case, by=guard, language="da", now=now)
    [file] = seen.files
    assert file.name == "Erklæring.pdf"
    assert "Erklæring.pdf" in subject_access.as_json(seen.held)
    given = {"case_id": case, "file_id": file.file_id, "today": timezone.localdate()}
    found = queries.file_for_citizen(user=guard, **given)
    assert b"".join(found.content) == LARGE
    with pytest.raises(services.NotAllowed):
        queries.file_for_citizen(user=home.mette, **given)


# --- gone


def erase_text(case, entry, by):
    return services.erase_text(
        case_id=case, entry_id=entry, reason="Ikke sagens", by=by, now=timezone.now(),
        submission=uuid4(),
    )  # fmt: skip


def test_it_goes_when_the_text_of_its_event_is_erased(
    home, case, event, django_capture_on_commit_callbacks
):
    add(case, event, home.mette)
    path = store.path_of(CaseFile.unrestricted.get().pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase_text(case, event, home.leader)
    row = CaseFile.unrestricted.get()
    assert row.removed_at and row.key == "" and not path.exists()
    with pytest.raises(services.NotVisible):
        taken(home.mette, case)
    assert faults(case) == []


def test_of_an_event_without_a_text_it_can_be_erased_too(
    home, case, django_capture_on_commit_callbacks
):
    event = registered(home, case)
    add(case, event, home.mette)
    with django_capture_on_commit_callbacks(execute=True):
        erase_text(case, event, home.leader)
    assert CaseFile.unrestricted.get().removed_at and faults(case) == []
    with pytest.raises(services.Refused):
        erase_text(case, event, home.leader)


def test_it_goes_with_the_case_and_once_more_after_a_restore(
    home, case, event, django_capture_on_commit_callbacks
):
    add(case, event, home.mette)
    row = CaseFile.unrestricted.get()
    sealed = store.path_of(row.pk).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        erase_case(case_id=case, by=home.leader, now=timezone.now(), submission=uuid4())
    assert not store.path_of(row.pk).exists() and faults(case) == []
    # An older backup brings row, text and file back; the list of what was erased takes them again.
    known = list(erasures())
    CaseFile.unrestricted.update(removed_at=None, key=row.key)
    from fodfaeste.cases.models import LogText

    LogText.unrestricted.filter(entry=row.entry).update(erased_at=None, ciphertext="x")
    store.write(iter([sealed]), row.pk)
    with django_capture_on_commit_callbacks(execute=True):
        reapply_erasures(given=known, now=timezone.now())
    assert CaseFile.unrestricted.get().removed_at and not store.path_of(row.pk).exists()


def test_what_a_stopped_machine_left_is_cleared_at_night(home, case, event):
    add(case, event, home.mette)
    row = CaseFile.unrestricted.get()
    assert clear_files(now=timezone.now()) == "0 files deleted, 0 unfinished ones"
    CaseFile.unrestricted.update(removed_at=timezone.now())
    assert clear_files(now=timezone.now()) == "1 files deleted, 0 unfinished ones"
    assert not store.path_of(row.pk).exists()


# --- whole


def test_a_file_that_is_missing_on_disk_is_told(home, case, event):
    add(case, event, home.mette)
    store.remove(CaseFile.unrestricted.get().pk)
    assert faults(case) == ["file_missing"]
    with pytest.raises(queries.FileLost):
        taken(home.mette, case)


def test_a_file_that_was_changed_is_told_and_not_handed_out(home, case, event):
    add(case, event, home.mette)
    path = store.path_of(CaseFile.unrestricted.get().pk)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert [broken.code for _, broken in verify_logs()] == ["file_changed"]
    from fodfaeste.cases.files.sealing import NotAsSealed

    with pytest.raises(NotAsSealed):
        taken(home.mette, case)


def test_a_row_that_the_log_does_not_tell_of_is_told(home, case, event):
    add(case, event, home.mette)
    row = CaseFile.unrestricted.get()
    other = LogEntry.unrestricted.filter(case=case, kind="event").first()
    CaseFile.unrestricted.filter(pk=row.pk).update(entry=other)
    assert sorted(faults(case)) == ["file_missing", "file_unlogged"]


def test_one_that_should_be_gone_and_is_not_is_told(
    home, case, event, django_capture_on_commit_callbacks
):
    add(case, event, home.mette)
    row = CaseFile.unrestricted.get()
    sealed = store.path_of(row.pk).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        erase_text(case, event, home.leader)
    store.write(iter([sealed]), row.pk)
    assert faults(case) == ["file_not_erased"]


def test_keys_are_exchanged_without_touching_the_files(home, case, event, settings):
    from cryptography.fernet import Fernet

    add(case, event, home.mette)
    before = CaseFile.unrestricted.get()
    sealed = store.path_of(before.pk).read_bytes()
    settings.FODFAESTE_KEYS = [Fernet.generate_key().decode(), *settings.FODFAESTE_KEYS]
    list(rotation.rotate())
    settings.FODFAESTE_KEYS = settings.FODFAESTE_KEYS[:1]
    assert CaseFile.unrestricted.get().key != before.key
    assert store.path_of(before.pk).read_bytes() == sealed
    assert taken(home.mette, case)[1] == LARGE
