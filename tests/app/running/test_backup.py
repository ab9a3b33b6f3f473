"""Back up, wipe, restore: everything is as it was."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fodfaeste.accounts import access
from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.models import AccessLog, Organisation, User
from fodfaeste.cases import services
from fodfaeste.cases.files import store
from fodfaeste.cases.models import Case, CaseFile
from fodfaeste.running import keys
from fodfaeste.running.backup import making, restoring
from fodfaeste.running.backup.making import make, prune
from fodfaeste.running.backup.manifest import Manifest, applied_migrations
from fodfaeste.running.backup.restoring import examine, restore
from fodfaeste.running.backup.tables import LEFT_OUT, lines_of, tables, write_rows
from fodfaeste.running.faults import (
    CutOff,
    Damaged,
    Differs,
    NoBackup,
    NoKey,
    NotEmpty,
    OtherKeys,
    OtherVersion,
    OtherWorld,
    WrongKey,
)
from fodfaeste.traces import heads, verifying
from tests.app import web_data
from tests.app.conftest import APPEND_ONLY

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
CPR = "040684-1234"


def some_life():
    """A house with two cases, and something of every type that a column can have."""
    home = web_data.house()
    cases = [web_data.refer(home, "Åse Ærø", cpr=CPR), web_data.refer(home, "Bo “Bob” Ø\u2028")]
    access.note(user=home.mette, act=access.Act.VIEW, case_id=cases[0])
    Organisation.objects.filter(pk=home.organisation.pk).update(
        wording={"å": [1, None, True, 2.5, {"b": "\n"}], "a": "'"}
    )
    User.objects.filter(pk=home.mette.pk).update(
        address_index=bytes(range(256)),
        invited_at=datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC),
        left_on=date(2027, 1, 31),
    )
    DBTaskResult.objects.create(
        args_kwargs={"args": ["é"], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        run_after=NOW,
        exception_class_path="",
        traceback="",
    )
    return home, cases


def everything():
    """Every row of every table, as the database tells it."""
    return {model._meta.db_table: list(lines_of(model)) for model in tables()}


def wipe():
    with lifted(connection, *APPEND_ONLY):
        call_command("flush", interactive=False, verbosity=0)
    assert not any(everything().values())


def backed_up():
    stream = io.BytesIO()
    make(path=None, now=NOW, stream=stream)
    return stream.getvalue()


def restored(content):
    return restore(io.BytesIO(content))


@pytest.fixture
def life(transactional_db):
    return some_life()


def test_back_up_wipe_and_restore_leaves_everything_as_it_was(life):
    before, ends = everything(), list(heads.heads())
    content = backed_up()
    wipe()
    found = restored(content)
    assert everything() == before
    assert list(heads.heads()) == ends
    assert len(ends) > 2
    assert list(verifying.broken()) == []
    assert found.rows == {name: len(lines) for name, lines in before.items()}


def test_personal_text_and_the_blind_index_work_after_restoring(life, client):
    home, _cases = life
    content = backed_up()
    wipe()
    restored(content)
    client.force_login(User.objects.get(pk=home.mette.pk))
    assert "Åse Ærø" in client.post("/sager/find/", {"find": CPR}).content.decode()


def test_life_goes_on_after_restoring(life):
    home, _cases = life
    content = backed_up()
    wipe()
    restored(content)
    last = AccessLog.objects.latest("pk").pk
    access.note(user=home.mette, act=access.Act.SEARCH)
    assert AccessLog.objects.latest("pk").pk > last
    web_data.refer(home, "Carl")
    assert Case.unrestricted.count() == 3


def test_the_guards_are_up_while_and_after_restoring(life):
    content = backed_up()
    wipe()
    restored(content)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_logentry SET by_role = 'x'")


def test_a_backup_tells_nothing_without_the_key(life):
    content = backed_up()
    for word in ("Mette", "Søby", "accounts_user", "migrations"):
        assert word.encode() not in content


def test_no_session_comes_to_life_again(life, client):
    client.force_login(life[0].mette)
    content = backed_up()
    wipe()
    restored(content)
    assert client.get("/").status_code == 302


def test_every_table_is_in_a_backup_or_named_as_left_out(db):
    """One that no model describes would be lost in silence."""
    kept = {model._meta.db_table for model in tables()}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    assert there == kept | (LEFT_OUT & there)
    assert not kept & LEFT_OUT


def test_data_is_never_overwritten(life):
    content, before = backed_up(), everything()
    with pytest.raises(NotEmpty, match="accounts_"):
        restored(content)
    assert everything() == before


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda content: content[:-1], CutOff),
        (lambda content: content[: len(content) // 2], CutOff),
        (lambda content: content[:40], CutOff),
        (lambda content: b"", NoBackup),
        (lambda content: b"{}" * 100, NoBackup),
        (lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:], Damaged),
    ],
)
def test_a_spoilt_file_is_refused_and_nothing_of_it_restored(life, spoil, fault):
    content = spoil(backed_up())
    wipe()
    with pytest.raises(fault):
        restored(content)
    with pytest.raises(fault):
        examine(io.BytesIO(content))
    assert not any(everything().values())


def test_the_wrong_key_is_refused(life, settings):
    content = backed_up()
    settings.FODFAESTE_BACKUP_KEY = "another-" * 8
    with pytest.raises(WrongKey):
        examine(io.BytesIO(content))


def test_without_a_key_there_is_no_backup(db, settings):
    settings.FODFAESTE_BACKUP_KEY = ""
    with pytest.raises(NoKey, match="FODFAESTE_BACKUP_KEY"):
        backed_up()


def test_tables_of_another_version_are_refused(life, monkeypatch):
    monkeypatch.setattr(making, "manifest_of_this_site", lambda *, now: manifest(["cases.0099_x"]))
    content = backed_up()
    monkeypatch.undo()
    wipe()
    with pytest.raises(OtherVersion, match=r"only there: cases\.0099_x"):
        restored(content)


def manifest(migrations=(), **other):
    all_of_them = sorted([*applied_migrations(), *migrations])
    told = Manifest(
        NOW.isoformat(), "9.9", "sqlite", False, all_of_them, keys.canaries(), keys.index_digest()
    )
    return replace(told, **other)


def test_made_up_people_do_not_come_into_a_real_site(life, settings, monkeypatch):
    monkeypatch.setattr(
        making, "manifest_of_this_site", lambda *, now: manifest(demonstration=True)
    )
    content = backed_up()
    with pytest.raises(OtherWorld, match="DEMO=1"):
        restored(content)


def test_real_people_do_not_come_into_a_demonstration(life, settings):
    content = backed_up()
    settings.FODFAESTE_DEMO = True
    with pytest.raises(OtherWorld, match="demonstration"):
        restored(content)


NEW_KEY = "c29tZS1vdGhlci1rZXktc29tZS1vdGhlci1rZXktLS0="


def test_text_that_could_not_be_read_is_refused(life, settings):
    content = backed_up()
    settings.FODFAESTE_KEYS = [NEW_KEY]
    with pytest.raises(OtherKeys, match="FODFAESTE_KEYS"):
        restored(content)


def test_a_key_that_was_exchanged_since_is_no_hindrance(life, settings):
    content = backed_up()
    settings.FODFAESTE_KEYS = [NEW_KEY, *settings.FODFAESTE_KEYS]
    wipe()
    assert restored(content).keys_missing == 0


def test_an_older_key_that_is_missing_is_told(life, settings):
    first = list(settings.FODFAESTE_KEYS)
    settings.FODFAESTE_KEYS = [*first, NEW_KEY]
    content = backed_up()
    settings.FODFAESTE_KEYS = first
    wipe()
    assert restored(content).keys_missing == 1


def test_another_index_key_is_refused(life, settings):
    content = backed_up()
    settings.FODFAESTE_INDEX_KEY = "another-index-key-" * 3
    with pytest.raises(OtherKeys, match="FODFAESTE_INDEX_KEY"):
        restored(content)


def test_a_row_that_does_not_read_as_written_undoes_it_all(life, monkeypatch):
    """As if a database rounded, cut or changed something."""
    content = backed_up()
    wipe()
    usual = write_rows
    monkeypatch.setattr(
        restoring,
        "write_rows",
        lambda model, lines: usual(model, [line.replace("Mette", "Metta") for line in lines]),
    )
    with pytest.raises(Differs, match="accounts_user"):
        restored(content)
    assert not any(everything().values())


@pytest.mark.postgres
def test_a_backup_is_of_one_moment(life, monkeypatch):
    """What somebody else writes meanwhile is in it whole, or not at all."""
    before, usual = everything(), making._write_table

    def write_slowly(text, model):
        if model._meta.db_table == tables()[1]._meta.db_table:
            other = connections.create_connection("default")
            with other.cursor() as cursor:
                cursor.execute("UPDATE accounts_user SET name = 'Late', language = 'en'")
            other.close()
        return usual(text, model)

    monkeypatch.setattr(making, "_write_table", write_slowly)
    content = backed_up()
    assert User.objects.filter(name="Late").exists()
    wipe()
    restored(content)
    assert everything() == before


def test_a_file_appears_only_when_it_is_whole(life, tmp_path, monkeypatch):
    path = tmp_path / "a.backup"

    def broken(text, model):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(making, "_write_table", broken)
        with pytest.raises(OSError, match="disk full"):
            make(path=path, now=NOW)
    assert list(tmp_path.iterdir()) == []
    assert make(path=path, now=NOW).path == path
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(NotEmpty):
        make(path=path, now=NOW)


def test_the_usual_place_and_what_is_kept_of_it(life, settings, tmp_path):
    settings.VAR = tmp_path
    made = [make(path=None, now=NOW + timedelta(days=day)).path for day in range(4)]
    folder = tmp_path / "backups"
    (folder / "fodfaeste-old.backup").write_text("somebody's own")
    assert prune(folder, keep=2) == made[:2]
    assert sorted(path.name for path in folder.iterdir()) == [
        "fodfaeste-20261125T023000Z.backup",
        "fodfaeste-20261126T023000Z.backup",
        "fodfaeste-old.backup",
    ]


def test_a_backup_is_looked_through_without_a_database(life, django_db_blocker):
    content, rows = backed_up(), sum(map(len, everything().values()))
    with django_db_blocker.block():
        assert sum(examine(io.BytesIO(content)).rows.values()) == rows


def test_the_database_knows_its_keys(db, settings):
    keys.prove()
    settings.FODFAESTE_KEYS = [NEW_KEY, *settings.FODFAESTE_KEYS]
    keys.prove()
    settings.FODFAESTE_KEYS = [NEW_KEY]
    keys.prove()
    settings.FODFAESTE_KEYS = ["b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtLS0="]
    with pytest.raises(OtherKeys, match="FODFAESTE_KEYS"):
        keys.prove()


# --- documents


@pytest.fixture
def filed(life):
    """The same with a document of several pieces, and where it lies."""
    home, cases = life
    event = services.NewEvent(type="programme_started", on=timezone.localdate())
    writing = {"case_id": cases[0], "by": home.mette, "now": timezone.now()}
    done = services.register(event=event, submission=uuid4(), **writing)
    given = services.NewFile("Brev.pdf", io.BytesIO(b"%PDF-1.7" + bytes(200_000)))
    services.add_file(entry_id=done.entry_id, given=given, submission=uuid4(), **writing)
    return store.path_of(CaseFile.unrestricted.get().pk)


def test_documents_come_back_with_the_rest(filed, settings, tmp_path):
    before, content = filed.read_bytes(), backed_up()
    assert examine(io.BytesIO(content)).files == 1
    wipe()
    settings.FODFAESTE_FILES = tmp_path / "elsewhere"
    assert restored(content).files == 1
    again = store.path_of(CaseFile.unrestricted.get().pk)
    assert again != filed and again.read_bytes() == before
    assert list(verifying.broken()) == []


def test_a_document_that_is_missing_stops_no_backup_and_is_told(filed):
    filed.unlink()
    stream = io.BytesIO()
    made = make(path=None, now=NOW, stream=stream)
    assert (made.files, made.files_missing) == (0, 1)
    wipe()
    assert restored(stream.getvalue()).files == 0
    assert [finding.code for finding in verifying.broken()] == ["file_missing"]


def test_a_document_that_is_not_the_one_of_the_database_is_not_restored(filed, settings, tmp_path):
    content = bytearray(filed.read_bytes())
    content[5] ^= 1
    filed.write_bytes(content)
    backup = backed_up()
    wipe()
    settings.FODFAESTE_FILES = tmp_path / "elsewhere"
    with pytest.raises(Differs):
        restored(backup)
    assert not any(everything().values())
    assert [path for path in settings.FODFAESTE_FILES.rglob("*") if path.is_file()] == []
