"""What was erased stays erased when an older backup is put back."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from fodfaeste.cases import services
from fodfaeste.cases.models import Citizen, LogEntry, LogText
from fodfaeste.cases.services.erasing import ANONYMOUS, erase_case
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.protection import holds
from tests.app.cases.world import NOW
from tests.app.protection.data import NOTE, citizen_of


def erase_one(world, case_id):
    services.erase_text(
        case_id=case_id,
        entry_id="e3",
        reason="Hører ikke til her",
        by=world.leader,
        now=NOW,
        submission=uuid4(),
    )


@pytest.fixture
def put_back(world, case_id):
    """A backup: gives a function that brings the database back to what it was."""
    from django.db import connection

    from fodfaeste.accounts.append_only import lifted

    texts = list(LogText.unrestricted.values("pk", "ciphertext", "kind"))
    citizens = list(Citizen.unrestricted.all())
    last = LogEntry.unrestricted.order_by("-pk")[0].pk

    def restore():
        newer = LogEntry.unrestricted.filter(pk__gt=last)
        LogText.unrestricted.filter(entry__in=newer).delete()
        with lifted(connection, "cases_logentry"):
            newer.delete()
        for text in texts:
            LogText.unrestricted.filter(pk=text["pk"]).update(
                ciphertext=text["ciphertext"], kind=text["kind"], erased_at=None
            )
        for citizen in citizens:
            citizen.save()

    return restore


def listed(tmp_path):
    out = StringIO()
    call_command("erasures", stdout=out)
    path = tmp_path / "erasures.jsonl"
    path.write_text(out.getvalue(), "utf-8")
    return path


def reapplied(path) -> str:
    out = StringIO()
    call_command("reapply_erasures", str(path), stdout=out)
    return out.getvalue()


def test_a_single_text_is_erased_again(world, case_id, put_back, tmp_path):
    erase_one(world, case_id)
    path = listed(tmp_path)
    put_back()
    assert LogText.unrestricted.get(entry__case=case_id, entry__seq=3).ciphertext
    assert "1 texts in 1 cases" in reapplied(path)
    text = LogText.unrestricted.get(entry__case=case_id, entry__seq=3)
    assert (text.ciphertext, text.erased_at is None) == ("", False)
    assert LogText.unrestricted.filter(entry__case=case_id, erased_at=None).exists()
    assert verify_chain(case_id) == ()


def test_a_whole_case_is_erased_again_with_its_citizen(world, case_id, put_back, tmp_path):
    erase_case(case_id=case_id, by=world.leader, now=NOW, submission=uuid4())
    path = listed(tmp_path)
    put_back()
    assert citizen_of(case_id).name != ANONYMOUS
    reapplied(path)
    assert citizen_of(case_id).name == ANONYMOUS
    assert not LogText.unrestricted.filter(entry__case=case_id, erased_at=None).exists()
    assert verify_chain(case_id) == ()


def test_done_twice_it_does_nothing_the_second_time(world, case_id, put_back, tmp_path):
    erase_one(world, case_id)
    path = listed(tmp_path)
    put_back()
    reapplied(path)
    lines = LogEntry.unrestricted.count()
    assert "0 texts in 0 cases" in reapplied(path)
    assert LogEntry.unrestricted.count() == lines


def test_the_list_says_nothing_of_anybody(world, case_id, tmp_path):
    erase_one(world, case_id)
    text = listed(tmp_path).read_text("utf-8")
    assert "Sørensen" not in text
    assert NOTE not in text
    assert str(case_id) in text


def test_a_hold_is_told_of(world, case_id, put_back, tmp_path):
    erase_one(world, case_id)
    path = listed(tmp_path)
    put_back()
    holds.place_hold(
        case_id=case_id,
        whole_citizen=False,
        reason="Klagesag",
        by=world.guard,
        now=NOW,
        submission=uuid4(),
    )
    with pytest.raises(CommandError, match="legal hold"):
        reapplied(path)


def test_a_case_that_is_not_there_is_told_of(world, tmp_path):
    path = tmp_path / "list"
    path.write_text(f'{{"case": "{uuid4()}", "seqs": [1], "whole": false, "by": 1}}\n')
    assert "1 lines are about what this database does not have" in reapplied(path)


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"case": 1}', "7"])
def test_a_list_that_is_none_is_refused(db, tmp_path, line):
    path = tmp_path / "list"
    path.write_text(line)
    with pytest.raises(CommandError, match="no line of a list"):
        reapplied(path)


def test_a_list_that_is_not_there_is_told_of(db, tmp_path):
    with pytest.raises(CommandError):
        reapplied(tmp_path / "nowhere")
