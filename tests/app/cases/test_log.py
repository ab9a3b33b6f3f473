"""The log is only ever added to, and shows whether anybody did otherwise. The same on SQLite and
PostgreSQL."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from fodfaeste.accounts.append_only import lifted
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Case, LogEntry, LogText
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.world import NOW, TODAY


def entries(case_id):
    return list(LogEntry.unrestricted.filter(case=case_id).order_by("seq"))


def codes(case_id):
    return [(broken.seq, broken.code) for broken in verify_chain(case_id)]


class TestAppendOnly:
    def test_a_number_is_given_once(self, case_id):
        last = entries(case_id)[-1]
        last.pk, last.submission, last._state.adding = None, uuid4(), True
        with pytest.raises(IntegrityError), transaction.atomic():
            last.save(force_insert=True)

    def test_a_submission_is_taken_once(self, case_id):
        last = entries(case_id)[-1]
        last.pk, last.seq, last._state.adding = None, last.seq + 1, True
        with pytest.raises(IntegrityError), transaction.atomic():
            last.save(force_insert=True)

    @pytest.mark.parametrize(
        "change",
        [
            lambda rows: rows.update(type="job_started"),
            lambda rows: rows.delete(),
            lambda rows: rows.last().save(),
            lambda rows: rows._raw_delete("default"),
        ],
    )
    def test_a_row_is_neither_changed_nor_deleted(self, case_id, change):
        before = entries(case_id)
        with pytest.raises(DatabaseError), transaction.atomic():
            change(LogEntry.unrestricted.filter(case=case_id).order_by("seq"))
        assert entries(case_id) == before

    @pytest.mark.postgres
    @pytest.mark.parametrize("table", ["cases_logentry", "accounts_accesslog"])
    def test_the_table_is_not_emptied_either(self, db, table):
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table} CASCADE")


class TestChain:
    def test_what_was_written_is_sound(self, world, case_id):
        world.register(case_id, "start_interview", "2026-09-03", note="Kom til tiden")
        assert codes(case_id) == []
        call_command("verify")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("type", "job_started"),
            ("on", date(2026, 9, 4)),
            ("kind", "act"),
            ("present", ["citizen"]),
            ("attributes", {"sender": "jobcentre"}),
            ("by_role", "mentor"),
            ("replaces", 1),
            ("registered_at", NOW.replace(hour=10)),
            ("submission", uuid4()),
            ("text_digest", "0" * 64),
        ],
    )
    def test_a_change_behind_the_systems_back_shows(self, world, case_id, field, value):
        world.register(case_id, "start_interview", "2026-09-03")
        seq = entries(case_id)[-1].seq
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(case=case_id, seq=seq).update(**{field: value})
        assert (seq, "changed") in codes(case_id)
        with pytest.raises(CommandError):
            call_command("verify")

    def test_a_row_taken_out_shows(self, world, case_id):
        world.register(case_id, "start_interview", "2026-09-03")
        seq = entries(case_id)[-1].seq
        world.register(case_id, "programme_started", "2026-09-07")
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(case=case_id, seq=seq).delete()
        assert codes(case_id) == [(seq, "missing")]

    def test_a_log_laid_under_another_citizen_shows(self, world, case_id):
        other = world.refer().citizen_id
        Case.unrestricted.filter(pk=case_id).update(citizen=other)
        assert codes(case_id) == [(1, "other_case")]

    @pytest.mark.parametrize("field", ["organisation", "referred_by"])
    def test_a_log_laid_with_another_organisation_shows(self, world, case_id, field):
        Case.unrestricted.filter(pk=case_id).update(**{field: world.elsewhere})
        assert codes(case_id) == [(1, "other_case")]

    def test_a_log_that_is_gone_shows(self, case_id):
        with lifted(connection, "cases_logentry"):
            LogText.unrestricted.filter(entry__case=case_id).delete()
            LogEntry.unrestricted.filter(case=case_id).delete()
        assert codes(case_id) == [(1, "missing")]

    def test_a_row_whose_hash_was_made_to_fit_shows_in_the_next(self, world, case_id):
        world.register(case_id, "start_interview", "2026-09-03")
        seq = entries(case_id)[-1].seq
        world.register(case_id, "programme_started", "2026-09-07")
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(case=case_id, seq=seq).update(hash="f" * 64)
        assert codes(case_id) == [(seq, "changed"), (seq + 1, "unlinked")]

    def test_text_changed_or_gone_shows(self, world, case_id):
        for number in range(3):
            world.register(case_id, "intro_session", "2026-09-08", note=f"note {number}")
        one, two, three = LogText.unrestricted.order_by("pk")
        LogText.unrestricted.filter(pk=one.pk).update(ciphertext=two.ciphertext)
        LogText.unrestricted.filter(pk=two.pk).delete()
        LogText.unrestricted.filter(pk=three.pk).update(ciphertext="", erased_at=NOW)
        assert [code for _, code in codes(case_id)] == [
            "text_changed",
            "text_missing",
            "erased_unlogged",
        ]


class TestPersonalText:
    SECRETS = ("Kom til tiden", "psykiatrisk klinik", "Onkel Bo", "svaret")

    def registered(self, world, case_id):
        return world.register(
            case_id,
            "consent_given",
            "2026-09-03",
            attributes={"to": "Onkel Bo", "scope": "psykiatrisk klinik"},
            note="Kom til tiden",
            answers={"tasks": "svaret", "agreed": " "},
        ).entry_id

    def test_none_of_it_is_in_the_database_in_clear(self, world, case_id):
        self.registered(world, case_id)
        services.record_facts(
            case_id=case_id,
            facts={"psychological_problems": True},
            by=world.jens,
            now=NOW,
            submission=uuid4(),
        )
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - its own tables
                told = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
                assert not any(secret in told for secret in self.SECRETS), table
                assert "psychological_problems" not in told, table

    def test_all_of_it_is_on_the_page(self, world, case_id):
        entry_id = self.registered(world, case_id)
        entry = view(world, case_id, entry_id)
        assert entry.attributes == {"to": "Onkel Bo", "scope": "psykiatrisk klinik"}
        assert (entry.note, entry.answers) == ("Kom til tiden", {"tasks": "svaret"})

    def test_known_codes_and_references_stay_readable(self, world, case_id):
        entry_id = world.register(
            case_id, "consent_given", "2026-09-03", attributes={"to": "jobcentre"}
        ).entry_id
        row = LogEntry.unrestricted.get(case=case_id, seq=int(entry_id[1:]))
        assert (row.attributes, row.text_digest) == ({"to": "jobcentre"}, None)

    def test_the_same_text_twice_has_two_digests(self, world, case_id):
        for _ in range(2):
            world.register(case_id, "intro_session", "2026-09-08", note="det samme")
        digests = [row.text_digest for row in entries(case_id)[-2:]]
        assert digests[0] != digests[1]


class TestErasing:
    def erase(self, world, case_id, entry_id, **values):
        return services.erase_text(
            **{"case_id": case_id, "entry_id": entry_id, "reason": "slettefrist"}
            | {"by": world.leader, "now": NOW, "submission": uuid4()}
            | values
        )

    def test_the_text_is_gone_and_the_event_stays(self, world, case_id):
        entry_id = world.register(
            case_id, "case_closed", "2026-09-20", attributes={"reason": "flyttet"}, note="hemmeligt"
        ).entry_id
        self.erase(world, case_id, entry_id)
        page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        entry = next(one for one in page.entries if one.id == entry_id)
        assert (entry.note, entry.attributes, entry.has_text) == ("", {}, False)
        assert entry.erased_at == NOW
        assert page.evaluation.log.closed_on == date(2026, 9, 20).toordinal()
        assert page.entries[0].type == "text_erased"
        assert page.entries[0].note == "slettefrist"
        assert codes(case_id) == []
        assert "hemmeligt" not in str(LogText.unrestricted.values_list("ciphertext"))

    def test_evaluation_works_with_every_text_erased(self, world, case_id):
        given = [
            ("consent_given", {"to": "Onkel Bo"}),
            ("waiver", {"requirement": "start-interview", "reason": "ses ofte"}),
            ("correction", {"of": "e3", "reason": "forkert"}),
            ("feedback_sent", {"to": "naboen"}),
        ]
        for type_, attributes in given:
            entry_id = world.register(case_id, type_, "2026-09-10", attributes=attributes).entry_id
            before = queries.case(user=world.jens, case_id=case_id, today=TODAY).evaluation
            self.erase(world, case_id, entry_id)
            after = queries.case(user=world.jens, case_id=case_id, today=TODAY).evaluation
            assert after.requirements == before.requirements
            assert after.phases == before.phases

    def test_facts_are_erased_with_their_text(self, world):
        case_id = world.refer(facts={"benefit": "cash_assistance", "motivated": True}).case_id
        page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        assert page.facts == {"benefit": "cash_assistance", "motivated": True}
        [recorded] = [one for one in page.entries if one.type == "facts_recorded"]
        self.erase(world, case_id, recorded.id)
        page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        assert page.facts == {}
        assert page.evaluation.eligibility.verdict == "undetermined"

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"reason": " "}, "missing"),
            ({"entry_id": "e1"}, "no_text"),
            ({"entry_id": "e99"}, "no_text"),
        ],
    )
    def test_it_needs_a_reason_and_a_text(self, world, case_id, values, code):
        entry_id = world.register(case_id, "intro_session", "2026-09-08", note="x").entry_id
        with pytest.raises(services.Refused) as refused:
            self.erase(world, case_id, **{"entry_id": entry_id} | values)
        assert [fault.code for fault in refused.value.faults] == [code]

    def test_it_is_erased_once(self, world, case_id):
        entry_id = world.register(case_id, "intro_session", "2026-09-08", note="x").entry_id
        self.erase(world, case_id, entry_id)
        with pytest.raises(services.Refused):
            self.erase(world, case_id, entry_id)


def view(world, case_id, entry_id):
    page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
    return next(one for one in page.entries if one.id == entry_id)
