"""The command line as a program: streams, exit statuses, files, and what it does not load."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fodfaeste.programmes import catalogue
from tests.core.command import PROGRAM, program, run
from tests.core.support import PROGRAMMES, file_text

KVIK = {"programme": "kvik", "events": [{"type": "first_interview", "on": "2026-01-05"}]}


def line(case: Any = KVIK, on: Any = "2026-02-01") -> str:
    return json.dumps({"case": case, "on": on})


def answers(text: bytes | str, *options: str) -> tuple[int, list[dict[str, Any]]]:
    ran = run("evaluate", "--lines", "-", *options, stdin=text)
    assert ran.err == ""
    return ran.status, [json.loads(one) for one in ran.out.splitlines()]


# --- streams of cases


def test_one_evaluation_a_line_in_order():
    days = ["2026-02-01", "2025-12-31", "2026-01-05"]
    status, found = answers("".join(line(on=on) + "\n" for on in days))
    assert (status, [one["on"] for one in found]) == (0, days)
    alone = run("evaluate", "-", "--on", days[0], stdin=json.dumps(KVIK))
    assert found[0] == json.loads(alone.out)


def test_a_faulty_line_stays_in_its_place():
    lines = [line(), line(on="x"), line(), "", line({"programme": "kvik"}), "{", "[]", line()]
    status, found = answers("\n".join(lines) + "\n")
    assert status == 2
    assert ["errors" in one for one in found] == [
        False, True, False, True, True, True, True, False,
    ]  # fmt: skip
    assert all(set(one) == {"errors"} for one in found if "errors" in one)
    assert found[1]["errors"] == ["on: 'x' is not a date"]
    assert found[3]["errors"] == ["the line is empty"]
    assert found[4]["errors"] == ["events: is missing"]
    assert found[5]["errors"][0].startswith("not valid JSON: ")
    assert found[6]["errors"] == ["[] is not an object of names and values"]


# (a line, the places of its faults)
LINES = {
    "only spaces": ("   \t", ["the line is empty"]),
    "no case": ('{"on": "2026-01-01"}', ["case: is missing"]),
    "no day": (json.dumps({"case": KVIK}), ["on: is missing"]),
    "neither": ("{}", ["case: is missing", "on: is missing"]),
    "a key too many": (json.dumps({"case": KVIK, "on": "2026-01-01", "x": 1}), ["x: 'x' is not"]),
    "a day that is a number": (line(on=3), ["on: 3 is not a date"]),
    "a case that is null": (line(None), ["null is not an object"]),
    "places as for a single case": (
        line({"programme": "kvik", "events": [{"type": "x", "on": "x"}]}),
        ["events[0].on: 'x' is not a date", "events[0].type: unknown event type 'x'"]),
    "a repeated key": ('{"case": {}, "case": {}, "on": "2026-01-01"}', ["case: the key 'case'"]),
    "NaN": ('{"case": NaN, "on": "2026-01-01"}', ["not valid JSON: NaN"]),
    "a case and its day faulty": (line({"programme": "x", "events": []}, "x"),
                                  ["on: 'x' is not", "programme: unknown programme 'x'"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_a_faulty_line(text, expected):
    status, [found, good] = answers(f"{text}\n{line()}\n")
    assert (status, good["programme"]) == (2, "kvik")
    assert len(found["errors"]) == len(expected)
    for one, begins in zip(sorted(found["errors"]), expected, strict=True):
        assert one.startswith(begins)


def test_faults_in_danish_when_asked():
    assert answers("\n")[1] == [{"errors": ["the line is empty"]}]
    assert answers("\n", "--language", "da")[1] == [{"errors": ["linjen er tom"]}]


def test_line_ends_of_any_kind():
    text = f"\ufeff{line()}\r\n{line()}\n\r\n{line()}"
    status, found = answers(text.encode())
    assert status == 2
    assert ["errors" in one for one in found] == [False, False, True, False]


def test_no_lines_at_all():
    assert answers("") == (0, [])


def test_a_line_of_a_megabyte():
    events = [{"type": "cti_contact", "on": "2026-01-05"}] * 25_000
    text = line({"programme": "kvik", "events": events})
    assert len(text) > 1_000_000
    status, found = answers(text)
    assert (status, len(found)) == (0, 1)


def test_other_line_separators_inside_a_line_do_not_end_it():
    case = {**KVIK, "id": "a\u2028b\x85c"}
    status, found = answers(json.dumps({"case": case, "on": "2026-02-01"}, ensure_ascii=False))
    assert (status, len(found)) == (0, 1)


def test_lines_from_a_file(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{line()}\n{line()}\n", encoding="utf-8")
    ran = run("evaluate", "--lines", str(path))
    assert (ran.status, len(ran.out.splitlines()), ran.err) == (0, 2, "")


def test_each_line_is_answered_before_the_next_is_read():
    with subprocess.Popen(
        [*PROGRAM, "evaluate", "--lines", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as asking:
        assert asking.stdin is not None
        assert asking.stdout is not None
        for on in ("2026-02-01", "2026-02-02"):
            asking.stdin.write(line(on=on).encode() + b"\n")
            asking.stdin.flush()
            assert json.loads(asking.stdout.readline())["on"] == on
        asking.stdin.close()
        assert asking.wait(20) == 0


# --- files


def test_a_case_from_a_file(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(KVIK), encoding="utf-8")
    ran = run("evaluate", str(path), "--on", "2026-02-01")
    assert ran == run("evaluate", "-", "--on", "2026-02-01", stdin=json.dumps(KVIK))
    assert ran.status == 0


@pytest.mark.parametrize("command", ["evaluate", "evaluate --lines", "settle"])
def test_a_file_that_cannot_be_read(tmp_path, command):
    more = {"evaluate": ["--on", "2026-01-01"], "settle": ["--quarter", "2026Q1"]}
    for path in (tmp_path / "nowhere.json", tmp_path):
        ran = run(*command.split(), str(path), *more.get(command, []))
        assert (ran.status, ran.out, len(ran.faults)) == (2, "", 1)
        assert ran.err.startswith(f"{path}: cannot be read: ")


def test_a_project_from_standard_input_and_from_a_file(tmp_path):
    given = {"project": "p", "programme": "kvik", "grant": "10.00", "planned_participants": 1,
             "started_on": "2026-01-01", "cases": []}  # fmt: skip
    path = tmp_path / "project.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    ran = run("settle", str(path), "--quarter", "2026Q1")
    assert ran == run("settle", "-", "--quarter", "2026Q1", stdin=json.dumps(given))
    assert json.loads(ran.out)["amount"] == "1.00"


def test_a_faulty_project_is_told_like_a_faulty_case():
    ran = run("settle", "-", "--quarter", "2026Q1", stdin="{}")
    assert (ran.status, ran.out) == (2, "")
    assert "grant: is missing" in ran.faults


# --- options


@pytest.mark.parametrize(
    "arguments",
    [["--language", "en", "evaluate", "-", "--on", "2026-02-01"],
     ["evaluate", "--language", "en", "-", "--on", "2026-02-01"],
     ["evaluate", "-", "--on", "2026-02-01", "--language=en"],
     ["--language=en", "evaluate", "--on=2026-02-01", "-"]],
)  # fmt: skip
def test_the_language_may_stand_anywhere(arguments):
    found = json.loads(run(*arguments, stdin=json.dumps(KVIK)).out)
    assert found["requirements"][0]["because"].endswith("Done on 5 January 2026.")


@pytest.mark.parametrize(
    "arguments",
    [[], ["evaluate"], ["evaluate", "-"], ["evaluate", "--on", "2026-01-01"], ["settle", "-"],
     ["evaluate", "-", "--lines", "-"], ["evaluate", "--lines", "-", "--on", "2026-01-01"],
     ["evaluate", "-", "--on", "2026-01-01", "--language", "de"], ["bake"], ["programme"],
     ["evaluate", "-", "--o", "2026-01-01"], ["programme", "bake"],
     ["programme", "calendar", "kvik"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_is_not_one(arguments):
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "usage: fodfaeste" in ran.err


def test_help_and_version():
    assert run("--version").out.startswith("fodfaeste ")
    assert "evaluate" in run("--help").out
    assert "--lines" in run("evaluate", "--help").out


# --- the program


def test_evaluate_does_not_load_django():
    code = (
        "import sys\nfrom fodfaeste.cli import main\n"
        "try:\n    main(['evaluate', '-', '--on', '2026-01-01'])\n"
        "except SystemExit as left:\n    assert left.code == 0\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(KVIK).encode(), capture_output=True, check=True,
    )  # fmt: skip
    loaded = set(ran.stderr.decode().split())
    assert "fodfaeste" in loaded
    assert not loaded & {"django", "rich", "allauth", "rules", "cryptography", "psycopg"}


def test_a_reader_that_has_had_enough(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text((line() + "\n") * 500, encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "evaluate", "--lines", str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as answering:  # fmt: skip
        assert answering.stdout is not None
        assert answering.stderr is not None
        assert json.loads(answering.stdout.readline())["programme"] == "kvik"
        answering.stdout.close()
        assert answering.wait(20) == 1
        assert answering.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is always full here")
def test_a_full_disk():
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*PROGRAM, "programme", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(closed):
    script = f'"$@" {closed}'
    ran = subprocess.run(
        ["sh", "-c", script, "sh", *PROGRAM, "evaluate", "-", "--on", "2026-01-01"],
        input=b"{", capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert b"Traceback" not in ran.stderr


def test_an_environment_without_a_language_still_speaks_danish():
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = program(
        ["evaluate", "-", "--on", "2026-01-01"], input=json.dumps(KVIK).encode(), env=bare
    )
    assert "påkrævet" in ran.stdout.decode() or "sætter" in ran.stdout.decode()
    assert ran.returncode == 0


# --- programmes


def test_programmes_are_listed():
    ran = run("programme", "list", "--json")
    assert [row["id"] for row in json.loads(ran.out)] == sorted(PROGRAMMES)
    assert set(PROGRAMMES) <= set(run("programme", "list").out.split())


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_programme_is_shown_with_every_rule_and_clause(programme, language):
    ran = run("programme", "show", programme, "--language", language)
    rules = catalogue.versions(programme)[-1].programme
    rows: list[Any] = [*rules.requirements, *rules.breaches, *rules.target_group]
    for rule in rows:
        assert rule.clause in ran.out
        assert rule.id in ran.out
    shown = json.loads(run("programme", "show", programme, "--json", "--language", language).out)
    assert [row["rule"] for row in shown["requirements"]] == [
        rule.rule[language] for rule in rules.requirements
    ]


def test_a_file_in_order_and_one_that_is_not(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(file_text(), encoding="utf-8")
    bad.write_text(file_text("offers: none"), encoding="utf-8")
    assert run("programme", "check", str(good)).status == 0
    ran = run("programme", "check", str(bad), "--language", "en")
    assert (ran.status, ran.out, len(ran.faults)) == (2, "", 1)
    assert "offers: 'none' is not a list" in ran.err
    told = json.loads(run("programme", "check", str(bad), "--json").out)
    assert [one["code"] for one in told["mistakes"]] == ["not_a_list"]
    assert run("programme", "check", str(tmp_path / "nowhere.yaml")).status == 2


@pytest.mark.parametrize("what", ["show", "calendar"])
def test_a_programme_that_is_not_there(what):
    more = ["--start", "2026-01-01"] if what == "calendar" else []
    ran = run("programme", what, "nowhere", *more)
    assert (ran.status, ran.out) == (2, "")
    assert "unknown programme 'nowhere'" in ran.err


def calendar(programme: str, start: str, *more: str) -> dict[str, str | None]:
    found = json.loads(
        run("programme", "calendar", programme, "--start", start, "--json", *more).out
    )
    return {f"{row['id']} {row['instance']}": row["due"] for row in found}


def test_a_calendar_says_when_everything_would_fall_due():
    found = calendar("jobrettet-rehabilitering", "2026-01-31", "--variant", "4-months")
    assert found["placement-started 1"] == "2026-03-31"
    assert found["course-closed 1"] == "2026-05-31"
    assert found["follow-up-notes 1"] == "2026-05-31"
    assert found["start-interview 1"] is None


def test_a_calendar_without_the_variant_and_with_a_wrong_one():
    assert calendar("jobrettet-rehabilitering", "2026-01-31")["placement-started 1"] is None
    ran = run("programme", "calendar", "kvik", "--start", "2026-02-30", "--variant", "x")
    assert (ran.status, ran.out) == (2, "")
    assert [fault.split(":")[0] for fault in ran.faults] == ["--start", "--variant"]


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("start", ["2026-01-31", "2024-02-29", "9999-12-31", "0001-01-01"])
def test_a_calendar_from_any_day(programme, start):
    ran = run("programme", "calendar", programme, "--start", start)
    assert (ran.status, ran.err) == (0, "")
