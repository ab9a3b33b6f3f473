"""``fodfaeste verify``: whatever was changed behind the system's back is named. The same on SQLite
and PostgreSQL."""

from datetime import date, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from fodfaeste.accounts import access
from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.models import AccessLog, Listed, User
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.accounts.organisation_log import Change, Writer, written
from fodfaeste.cases import services
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.traces import heads
from fodfaeste.traces.heads import NotHeads
from fodfaeste.traces.ledgers import LEDGERS
from fodfaeste.traces.models import Verification
from fodfaeste.traces.sentences import FAULTS, LOGS
from fodfaeste.traces.verifying import verify
from tests.app.cases.world import NOW, TODAY


def found(**values):
    verified = verify(now=NOW, **values)
    return [(one.ledger, one.key, one.seq, one.code) for one in verified.findings]


def told(*arguments):
    """What the command prints, and whether it went well."""
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def entry_of(case_id, type_):
    return LogEntry.unrestricted.get(case=case_id, type=type_)


def changed_by_one_byte(text):
    return text[:-1] + chr(ord(text[-1]) ^ 1)


@pytest.fixture
def house(world, case_id):
    """A case with three lines and a text, look-ups of two people, an organisation's log."""
    world.register(case_id, "start_interview", "2026-09-03", note="Kom til tiden")
    world.register(case_id, "programme_started", "2026-09-07")
    for user in (world.jens, world.mette, world.jens):
        access.note(user=user, act=access.Act.VIEW, case_id=case_id)
    access.note_list(user=world.jens, page="today", case_ids=[case_id, uuid4()])
    written(
        organisation_id=world.town.pk,
        writer=Writer(None, NOW, uuid4()),
        act=lambda: [Change("tested"), Change("tested_again")],
    )
    return world


class TestWhatWasWritten:
    def test_is_sound(self, house):
        assert found() == []
        said, status = told("--language", "en")
        assert status == 0
        assert "4 logs are sound." in said

    def test_is_sound_after_erasing_and_classifying(self, house, case_id):
        entry = entry_of(case_id, "start_interview").event_id
        by = {"by": house.jens, "now": NOW}
        leader = User.objects.create(
            email="l@x.example", name="Lis", organisation=house.centre, function="leader"
        )
        services.classify_text(
            case_id=case_id, entry_id=entry, kind="social", submission=uuid4(), **by
        )
        assert found() == []
        before = list(heads.heads())
        services.erase_text(
            case_id=case_id,
            entry_id=entry,
            reason="frist",
            submission=uuid4(),
            **by | {"by": leader},
        )
        assert found() == []
        kept = LogEntry.unrestricted.filter(hash__in=[head.hash for head in before])
        assert kept.filter(case=case_id).exists()

    def test_is_recorded_as_checked(self, house):
        verified = verify(now=NOW, by=house.mette)
        [kept] = Verification.objects.all()
        assert (kept.at, kept.by, kept.faults, kept.logs) == (NOW, house.mette, 0, 4)
        assert kept.digest == verified.seal.digest
        with pytest.raises(DatabaseError), transaction.atomic():
            Verification.objects.update(faults=0)

    @pytest.mark.parametrize("more", [0, 3])
    def test_takes_as_many_questions_for_few_as_for_many(
        self, house, case_id, django_assert_num_queries, more
    ):
        for _ in range(more):
            other = house.refer().case_id
            access.note(user=house.secretary, act=access.Act.VIEW, case_id=other)
        with django_assert_num_queries(27):
            verify(now=NOW)


class TestOneByteOfOneEvent:
    @pytest.mark.parametrize("column", ["type", "hash", "previous_hash", "by_role"])
    def test_is_named(self, house, case_id, column):
        entry = entry_of(case_id, "start_interview")
        value = getattr(entry, column)
        value = changed_by_one_byte(value) if value else "x"
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(pk=entry.pk).update(**{column: value})
        assert ("case", str(case_id), entry.seq, "changed") in found()
        said, status = told("--language", "en")
        assert status == 1
        assert f"The log of case {case_id}, line {entry.seq} (" in said

    def test_is_named_in_danish_unless_told_otherwise(self, house, case_id):
        entry = entry_of(case_id, "start_interview")
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(pk=entry.pk).update(on=date(2026, 9, 4))
        said, status = told()
        assert status == 1
        assert f"Loggen for sag {case_id}, linje {entry.seq} (start_interview 2026-09-04)" in said

    def test_of_its_text_is_named(self, house, case_id):
        text = LogText.unrestricted.get(entry=entry_of(case_id, "start_interview"))
        middle = len(text.ciphertext) // 2
        other = "A" if text.ciphertext[middle] != "A" else "B"
        text.ciphertext = text.ciphertext[:middle] + other + text.ciphertext[middle + 1 :]
        text.save()
        assert found() == [("case", str(case_id), text.entry.seq, "text_changed")]

    def test_of_a_look_up_is_named(self, house):
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.filter(user=house.jens, seq=2).update(case_id=uuid4())
        assert found() == [("access", str(house.jens.pk), 2, "changed")]

    def test_of_an_organisations_log_is_named(self, house):
        with lifted(connection, "accounts_organisationevent"):
            OrganisationEvent.objects.filter(seq=1).update(type="testeb")
        assert found() == [("organisation", str(house.town.pk), 1, "changed")]


class TestWhatNoChainSees:
    def text(self, case_id):
        return LogText.unrestricted.filter(entry=entry_of(case_id, "start_interview"))

    def seq(self, case_id):
        return entry_of(case_id, "start_interview").seq

    def test_a_text_that_others_may_read_now(self, house, case_id):
        self.text(case_id).update(kind="health")
        assert found() == [("case", str(case_id), self.seq(case_id), "kind_changed")]

    def test_a_text_that_nobody_wrote(self, house, case_id):
        line, text = entry_of(case_id, "programme_started"), self.text(case_id).get()
        LogText.unrestricted.create(entry=line, ciphertext=text.ciphertext)
        assert found() == [("case", str(case_id), line.seq, "text_unsealed")]

    def test_a_text_that_is_there_after_erasing(self, house, case_id):
        text = self.text(case_id).get()
        text.erased_at = NOW
        text.save()
        assert found() == [("case", str(case_id), self.seq(case_id), "erased_unlogged")]

    @pytest.mark.parametrize("erased_at", [NOW, None])
    def test_a_text_that_came_back(self, house, case_id, erased_at):
        text = self.text(case_id).get()
        leader = User.objects.create(
            email="l@x.example", name="Lis", organisation=house.centre, function="leader"
        )
        services.erase_text(
            case_id=case_id,
            entry_id=text.entry.event_id,
            reason="frist",
            by=leader,
            now=NOW,
            submission=uuid4(),
        )
        self.text(case_id).update(ciphertext=text.ciphertext, erased_at=erased_at)
        assert found() == [("case", str(case_id), self.seq(case_id), "not_erased")]

    def test_a_name_taken_out_of_a_list(self, house, case_id):
        with lifted(connection, "accounts_listed"):
            Listed.objects.filter(case_id=case_id).delete()
        assert found() == [("access", str(house.jens.pk), 3, "list_changed")]

    def test_all_names_taken_out_of_a_list(self, house):
        with lifted(connection, "accounts_listed"):
            Listed.objects.all().delete()
        assert found() == [("access", str(house.jens.pk), 3, "list_changed")]

    def test_a_case_without_a_log(self, house, case_id):
        with lifted(connection, "cases_logentry"):
            LogText.unrestricted.all().delete()
            LogEntry.unrestricted.filter(case=case_id).delete()
        assert found() == [("case", str(case_id), 1, "missing")]


class TestHeads:
    @pytest.fixture
    def file(self, house, tmp_path):
        verify(now=NOW, write_to=tmp_path / "heads.txt")
        return tmp_path / "heads.txt"

    def test_are_written_with_one_digest(self, file, case_id):
        first, taken, *lines, last = file.read_text().splitlines()
        assert first == "# fodfaeste heads 1"
        assert taken == f"# taken {NOW.isoformat(timespec='seconds')}"
        assert last == f"# digest {heads.seal(heads.heads()).digest}"
        assert [line.split()[:3] for line in lines if line.startswith("case")] == [
            ["case", str(case_id), "5"]
        ]

    def test_of_the_same_logs_are_the_same(self, file, house):
        before = heads.seal(heads.heads())
        assert before == heads.seal(heads.heads())
        access.note(user=house.jens, act=access.Act.VIEW)
        assert before != heads.seal(heads.heads())

    def test_of_logs_that_only_grew_are_there(self, file, house, case_id):
        house.register(case_id, "intro_session", "2026-09-08")
        house.refer()
        access.note(user=house.charlie, act=access.Act.REFUSED)
        assert found(against=file) == []
        assert Verification.objects.order_by("-at", "-pk")[0].compared

    def test_show_an_end_cut_off(self, file, case_id):
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(case=case_id, seq__gte=5).delete()
        assert found() == []
        assert found(against=file) == [("case", str(case_id), 5, "cut_off")]
        said, status = told("--against", str(file))
        assert status == 1
        assert str(case_id) in said

    def test_show_look_ups_cut_off(self, file, house):
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.filter(user=house.jens, seq__gte=2).delete()
        assert found(against=file) == [("access", str(house.jens.pk), 2, "cut_off")]

    def test_show_a_log_that_vanished(self, file, house):
        with lifted(connection, "accounts_accesslog"):
            AccessLog.objects.filter(user=house.mette).delete()
        assert found(against=file) == [("access", str(house.mette.pk), 1, "gone")]

    def test_show_an_end_written_anew(self, file, house):
        """With hashes that fit: whoever can write to the database can also count hashes."""
        line = AccessLog.objects.get(user=house.jens, seq=3)
        with lifted(connection, "accounts_accesslog"):
            line.delete()
        access.note(user=house.jens, act=access.Act.VIEW)
        assert found() == []
        assert found(against=file) == [("access", str(house.jens.pk), 3, "rewritten")]

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: text.replace("# fodfaeste heads 1", "# something else"),
            lambda text: text.replace("case ", "casf "),
            lambda text: text[: text.rindex("#")],
            lambda text: text.replace(" 5 ", " 4 "),
            lambda text: "\n".join(line for line in text.splitlines() if "case" not in line),
            lambda text: "",
        ],
    )
    def test_that_were_changed_are_refused(self, file, change):
        file.write_text(change(file.read_text()))
        with pytest.raises(NotHeads):
            verify(now=NOW, against=file)
        _, status = told("--against", str(file))
        assert status == 2
        assert Verification.objects.count() == 1

    def test_that_are_not_there_are_refused(self, house, tmp_path):
        said, status = told("--against", str(tmp_path / "nothing.txt"))
        assert (status, "nothing.txt" in said) == (2, True)


def test_every_chained_table_of_the_house_is_checked():
    """A new log is named among the ledgers, or this fails."""
    from django.apps import apps

    chained = {
        model
        for model in apps.get_models()
        if {"hash", "previous_hash"} <= {field.name for field in model._meta.get_fields()}
    }
    assert chained == {ledger.lines for ledger in LEDGERS}
    assert {ledger.name for ledger in LEDGERS} == LOGS.keys()
    assert {"missing", "unlinked", "changed", "list_changed"} < FAULTS.keys()


def test_a_hundred_faults_are_told_and_all_are_counted(world, case_id):
    for day in range(110):
        on = TODAY - timedelta(days=day)
        world.register(case_id, "intro_session", on, submission=UUID(int=day + 1))
    with lifted(connection, "cases_logentry"):
        LogEntry.unrestricted.filter(case=case_id).update(by_role="x")
    verified = verify(now=NOW)
    assert (len(verified.findings), verified.faults) == (100, LogEntry.unrestricted.count())
    said, _ = told("--language", "en")
    assert f"… and {verified.faults - 100} more." in said
