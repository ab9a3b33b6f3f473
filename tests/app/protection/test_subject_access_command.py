"""All that is held, from the terminal: a CPR number is asked for and never on the command line."""

import io
import json
import stat
import sys

import pytest
from django.core.management import CommandError, call_command

from fodfaeste.accounts.models import AccessLog
from fodfaeste.protection.management.commands.subject_access import Command
from tests.app.protection.data import CPR, citizen_of


@pytest.fixture
def run(tmp_path):
    def run(*arguments, by):
        options = ["--by", by.email, "--folder", str(tmp_path), *arguments]
        call_command("subject_access", *options, stdout=io.StringIO())
        return sorted(tmp_path.iterdir())

    return run


@pytest.mark.parametrize("which", ["case", "citizen", "number"])
def test_it_is_written_as_pdf_and_json(run, world, case_id, monkeypatch, which):
    given = {
        "case": ["--case", str(case_id)],
        "citizen": ["--citizen-id", str(citizen_of(case_id).pk)],
        "number": [],
    }[which]
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{CPR}\n"))
    as_json, as_pdf = run(*given, by=world.guard)
    assert as_pdf.read_bytes().startswith(b"%PDF-")
    assert CPR in json.dumps(json.loads(as_json.read_text("utf-8")))


def test_the_files_tell_nothing_by_their_names_and_are_their_owners(run, world, case_id):
    for path in run("--case", str(case_id), by=world.guard):
        assert path.name.startswith("indsigt-")
        assert CPR not in path.name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_logged_as_who_did_it(run, world, case_id):
    run("--case", str(case_id), by=world.guard)
    assert AccessLog.objects.get(act=AccessLog.Act.EXPORT).user == world.guard


@pytest.mark.parametrize("who", ["jens", "charlie"])
def test_who_may_not_gets_nothing_and_learns_nothing(run, world, case_id, tmp_path, who):
    for given in (["--case", str(case_id)], ["--citizen-id", str(citizen_of(case_id).pk)]):
        with pytest.raises(CommandError, match="There is no such case"):
            run(*given, by=getattr(world, who))
    assert not list(tmp_path.iterdir())


def test_a_number_that_is_none_is_refused(run, world, case_id, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1234\n"))
    with pytest.raises(CommandError, match="no CPR number"):
        run(by=world.guard)


def test_there_is_no_way_to_give_the_number_on_the_command_line():
    parser = Command().create_parser("manage", "subject_access")
    assert not [each for each in parser._actions if "cpr" in each.dest]
