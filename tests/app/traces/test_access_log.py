"""The log of look-ups: what a line says, that it is only added to, and its chain. The same on
SQLite and PostgreSQL."""

from datetime import UTC, datetime
from importlib import import_module
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from fodfaeste.accounts import access, chains
from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.models import AccessLog, Listed
from tests.app import web_data

MIGRATION = import_module("fodfaeste.accounts.migrations.0005_access_log_chained")


def lines(user):
    return list(AccessLog.objects.filter(user=user).order_by("seq").values())


def broken(user):
    rows = [row | {"user_id": user.pk} for row in lines(user)]
    return [(one.seq, one.code) for one in chains.broken_links(AccessLog.SAID, rows)]


class TestALine:
    def test_says_who_when_what_and_why(self, home):
        case, citizen = uuid4(), uuid4()
        access.note(
            user=home.mette,
            act=access.Act.VIEW,
            case_id=case,
            citizen_id=citizen,
            kinds=("notes", "name"),
            relations=("team", "member"),
            page="case",
        )
        line = AccessLog.objects.get()
        assert (line.user, line.organisation, line.function) == (
            home.mette,
            home.organisation,
            "caseworker",
        )
        assert (line.act, line.case_id, line.citizen_id) == ("view", case, citizen)
        assert (line.kinds, line.relations) == (["name", "notes"], ["member", "team"])
        assert line.detail == {"page": "case"}
        assert abs((datetime.now(UTC) - line.at).total_seconds()) < 60

    def test_of_one_person_asks_the_database_twice(self, home, django_assert_num_queries):
        # The two beside the question and the line are the savepoint, which only a test has:
        # outside a transaction they are its beginning and end.
        with django_assert_num_queries(4):
            access.note(user=home.mette, act=access.Act.SEARCH)

    def test_of_a_list_names_everybody_in_it_once(self, home):
        first, second = uuid4(), uuid4()
        for case_ids in ([first, second], [second, first, first], [second]):
            access.note_list(user=home.mette, case_ids=case_ids, page="today")
        access.note_list(user=home.mette, page="today", case_ids=[])
        one, same, other = AccessLog.objects.order_by("seq")
        assert one.people == same.people != other.people
        assert (one.act, one.detail) == ("list", {"page": "today", "hits": 2})
        assert set(Listed.objects.filter(people=one.people).values_list("case_id", flat=True)) == {
            first,
            second,
        }
        assert Listed.objects.count() == 3


class TestTheChain:
    def test_is_one_for_each_person(self, home):
        for user in (home.mette, home.charlie, home.mette):
            access.note(user=user, act=access.Act.SEARCH, by="name", hits=1)
        assert [line["seq"] for line in lines(home.mette)] == [1, 2]
        assert [line["seq"] for line in lines(home.charlie)] == [1]
        assert broken(home.mette) == broken(home.charlie) == []

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("at", datetime(2020, 1, 1, tzinfo=UTC)),
            ("act", "search"),
            ("case_id", uuid4()),
            ("citizen_id", None),
            ("kinds", []),
            ("relations", ["leader"]),
            ("detail", {"page": "cas"}),
            ("people", "0" * 64),
            ("function", "leader"),
        ],
    )
    def test_shows_a_change_behind_the_systems_back(self, home, field, value):
        for _ in range(3):
            access.note(
                user=home.mette, act="view", citizen_id=uuid4(), kinds=["name"], page="case"
            )
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.filter(user=home.mette, seq=2).update(**{field: value})
        assert broken(home.mette) == [(2, "changed")]

    def test_shows_that_a_line_was_given_to_another(self, home):
        access.note(user=home.mette, act="view")
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.update(user=home.charlie)
        assert broken(home.charlie) == [(1, "changed")]

    def test_shows_a_line_taken_out(self, home):
        for _ in range(3):
            access.note(user=home.mette, act="view")
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.filter(user=home.mette, seq=2).delete()
        assert broken(home.mette) == [(2, "missing")]


class TestAppendOnly:
    @pytest.mark.parametrize("model", [AccessLog, Listed])
    @pytest.mark.parametrize(
        "change",
        [
            lambda rows: rows.update(case_id=uuid4()),
            lambda rows: rows.delete(),
            lambda rows: rows._raw_delete("default"),
        ],
    )
    def test_a_row_is_neither_changed_nor_deleted(self, home, model, change):
        access.note_list(user=home.mette, page="today", case_ids=[uuid4()])
        before = list(model.objects.values())
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(model.objects.order_by("pk"))
        assert list(model.objects.values()) == before

    def test_a_line_does_not_take_anothers_number(self, home):
        access.note(user=home.mette, act="view")
        [line] = lines(home.mette)
        del line["id"]
        with pytest.raises(DatabaseError), transaction.atomic():
            AccessLog.objects.create(**line)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["accounts_accesslog", "accounts_listed"])
def test_the_table_is_not_emptied_either(db, table):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_once_are_both_written():
    mette = web_data.house().mette
    together, each = Barrier(4), 10

    def look():
        together.wait()
        for _ in range(each):
            access.note(user=mette, act=access.Act.VIEW)
        connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line["seq"] for line in lines(mette)] == list(range(1, 4 * each + 1))
    assert broken(mette) == []


@pytest.mark.django_db(transaction=True)
def test_lines_from_before_the_chain_are_sealed_as_they_are():
    """Back to before the migration, with lines of that time, and forward again."""
    home = web_data.house()
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes("accounts")
    executor.migrate([("accounts", "0004_rights_units_and_programmes")])
    old = executor.loader.project_state(
        [("accounts", "0004_rights_units_and_programmes")]
    ).apps.get_model("accounts", "AccessLog")
    try:
        for user in (home.mette, home.charlie, home.mette):
            old.objects.create(user_id=user.pk, act="search", detail={"hits": 1})
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert newest == MigrationExecutor(connection).loader.graph.leaf_nodes("accounts")
    assert broken(home.mette) == broken(home.charlie) == []
    assert {line["organisation_id"] for line in lines(home.mette)} == {home.organisation.pk}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessLog.objects.update(act="view")
    access.note(user=home.mette, act=access.Act.VIEW)
    assert [line["seq"] for line in lines(home.mette)] == [1, 2, 3]
    assert broken(home.mette) == []


def test_what_the_migration_hashes_is_what_a_line_says():
    assert MIGRATION.SAID == AccessLog.SAID


class TestAPage:
    """One line for each page that shows somebody."""

    @pytest.fixture
    def at_desk(self, client, home):
        self.case = web_data.refer(home, "Åse Ærø", cpr="010190-1234")
        self.other = web_data.refer(home, "Bo Bæk")
        client.force_login(home.mette)
        return client

    def written(self):
        return [
            (line.act, line.detail, set(named(line))) for line in AccessLog.objects.order_by("pk")
        ]

    def test_today(self, at_desk):
        at_desk.get("/")
        both = {self.case, self.other}
        assert self.written() == [("list", {"page": "today", "hits": 2}, both)]

    def test_the_cases(self, at_desk):
        at_desk.get("/sager/")
        both = {self.case, self.other}
        assert self.written() == [("list", {"page": "cases", "hits": 2}, both)]

    @pytest.mark.parametrize(
        ("text", "by", "hits"),
        [("Åse", "name", 1), ("findes ikke", "name", 0), ("010190-1234", "cpr", 1)],
    )
    def test_a_search(self, at_desk, text, by, hits):
        at_desk.post("/sager/find/", {"find": text}, follow=True)
        found = {self.case} if hits else set()
        assert self.written() == [("search", {"by": by, "hits": hits}, found)]

    def test_a_case(self, at_desk):
        at_desk.get(f"/sager/{self.case}/")
        line = AccessLog.objects.get()
        assert (line.act, line.case_id) == ("view", self.case)
        assert line.relations == ["member", "opener", "team"]
        assert {"name", "cpr", "registrations"} < set(line.kinds)
        assert not {"protected_name", "protected_contact"} & set(line.kinds)


def named(line):
    return Listed.objects.filter(people=line.people or "nobody").values_list("case_id", flat=True)
