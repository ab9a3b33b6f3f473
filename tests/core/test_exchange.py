"""The exchange format: what goes in and out, and every kind of bad input with its place."""

import json
from typing import Any

import pytest

from fodfaeste.programmes import catalogue
from tests.core.command import run
from tests.core.support import PROGRAMMES, file_text, history

# The example of the contract, as it stands there.
EXAMPLE = """
{"programme": "jobspot", "variant": null,
 "citizen": {"lab_target_group": "2.1.5", "psychological_problems": true, "willing": true},
 "events": [{"id": "e1", "type": "referral_received", "on": "2026-01-05", "sender": "jobcentre", "course_start": "2026-01-26"},
            {"type": "start_interview", "on": "2026-01-20", "present": ["citizen", "contact_person"]}]}
"""  # noqa: E501


def evaluated(case: Any, on: str = "2026-06-01", *options: str) -> dict[str, Any]:
    ran = run("evaluate", "-", "--on", on, *options, stdin=_json(case))
    assert (ran.status, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def refused(case: Any, on: str = "2026-06-01", *options: str) -> list[str]:
    ran = run("evaluate", "-", "--on", on, *options, stdin=_json(case))
    assert (ran.status, ran.out) == (2, "")
    return ran.faults


def _json(case: Any) -> bytes:
    if isinstance(case, bytes):
        return case
    return (case if isinstance(case, str) else json.dumps(case)).encode()


def kvik(*events: Any, **more: Any) -> dict[str, Any]:
    return {"programme": "kvik", "events": list(events), **more}


# --- what goes in and out


def test_the_example_of_the_contract():
    found = evaluated(EXAMPLE)
    assert list(found) == [
        "programme", "version", "variant", "on", "eligibility", "phase", "phases", "requirements",
        "breaches", "entitlements", "outcomes",
    ]  # fmt: skip
    assert (found["programme"], found["variant"], found["on"]) == ("jobspot", None, "2026-06-01")
    assert found["version"] == str(catalogue.versions("jobspot")[-1].programme.version)
    assert found["eligibility"]["verdict"] == "eligible"
    assert found["phase"] == "intro"
    assert found["phases"] == [
        {"id": "referral", "starts_on": "2026-01-05", "ends_on": "2026-01-25"},
        {"id": "intro", "starts_on": "2026-01-26", "ends_on": None},
    ]
    [interview] = [row for row in found["requirements"] if row["id"] == "start-interview"]
    assert interview.pop("because")
    assert interview == {
        "id": "start-interview", "instance": 1, "due_on": "2026-01-25", "met_on": "2026-01-20",
        "state": "met", "strength": "must", "owner": "contact_person", "clause": "JS-05",
    }  # fmt: skip


def test_the_keys_of_every_row():
    told = "; ".join(
        ["2026-03-02 placement_started kind=work_placement", "2026-03-01 education_started"]
        + [f"2026-04-0{n} follow_up form=phone" for n in range(1, 6)]
    )
    found = evaluated({"programme": "jobspot", "events": history(told)})
    assert {tuple(row) for row in found["breaches"]} == {
        ("id", "on", "strength", "clause", "because")
    }
    assert {tuple(row) for row in found["requirements"]} == {
        ("id", "instance", "due_on", "met_on", "state", "strength", "owner", "clause", "because")
    }
    assert {tuple(row) for row in found["eligibility"]["criteria"]} == {
        ("id", "verdict", "clause", "because")
    }
    assert found["outcomes"] == [
        {"id": "first_placement", "on": "2026-03-02"},
        {"id": "first_education", "on": "2026-03-01"},
    ]


def test_entitlements_are_decimal_strings():
    told = history("2026-02-11 plan_published mentor_support=true")
    found = evaluated(kvik(*told))
    assert found["entitlements"] == [{"id": "plan", "share": "0.40", "on": "2026-02-11"}]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_least_that_a_case_can_be(programme):
    found = evaluated({"programme": programme, "events": []})
    assert (found["variant"], found["phase"], found["phases"]) == (None, None, [])
    assert found["eligibility"]["verdict"] == "undetermined"
    order = [rule.id for rule in catalogue.versions(programme)[-1].programme.requirements]
    listed = list(dict.fromkeys(row["id"] for row in found["requirements"]))
    assert listed == [name for name in order if name in listed]


def test_what_may_be_left_out_or_null():
    assert evaluated(kvik(variant=None, citizen={"match_group": None}, id="s1"))["phase"] is None


def test_a_known_fact_that_the_programme_does_not_use_is_fine():
    assert evaluated(kvik(citizen={"readiness": "job_ready", "lab_target_group": "anything"}))


def test_a_waiver_of_a_breach_and_of_an_upper_limit_are_accepted():
    waivers = history("2026-01-05 waiver requirement=phone-follow-ups instance=3")
    assert evaluated({"programme": "jobspot", "events": waivers})
    waivers = history("2026-01-05 waiver requirement=feedback-by-agreement")
    assert evaluated({"programme": "rampen", "events": waivers})


def test_a_correction_may_name_an_event_that_comes_later_in_the_list():
    assert evaluated(kvik(*history("2026-01-05 correction of=e; 2026-01-01 plan_sent id=e")))


def test_danish_unless_told():
    danish = evaluated(EXAMPLE)["requirements"][0]["because"]
    assert (
        danish == evaluated(EXAMPLE, "2026-06-01", "--language", "da")["requirements"][0]["because"]
    )
    english = evaluated(EXAMPLE, "2026-06-01", "--language", "en")["requirements"][0]["because"]
    assert "Henvisning" in danish
    assert "referral" in english


# --- a programme by path


def test_a_programme_named_by_the_path_of_its_file(tmp_path):
    path = tmp_path / "elsewhere.yaml"
    path.write_text(file_text(), encoding="utf-8")
    found = evaluated({"programme": str(path), "events": history("2026-01-05 plan_sent")})
    assert (found["programme"], found["version"]) == ("made-up", "2026-01-01")
    assert found["outcomes"] == [{"id": "rule", "on": "2026-01-05"}]


def test_a_faulty_programme_file_is_bad_input_with_all_its_mistakes(tmp_path):
    path = tmp_path / "faulty.yaml"
    path.write_text(file_text("offers: none", "until: 2025-01-01"), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = refused({"programme": str(path), "events": []})
    numbers = [lines.index("offers: none") + 1, lines.index("until: 2025-01-01") + 1]
    assert [line.split(": ")[0] for line in found] == [f"{path}:{n}" for n in numbers]


NOWHERE = ["nowhere.yaml", "no/such/file.yaml", "kvik\0", "/", "..", ".", "x" * 5000]
NOWHERE += ["a/" + "b" * 5000, "\ud800", "KVIK", "kvik "]


@pytest.mark.parametrize("name", NOWHERE, ids=ascii)
def test_no_such_programme(name):
    [fault] = refused({"programme": name, "events": []})
    assert fault.startswith("programme: unknown programme ")
    assert fault.endswith("rampen, social-stoette-i-job")


def test_letters_of_any_language_are_kept():
    told = {"grant": "1.00", "planned_participants": 1, "started_on": "2026-01-01", "cases": []}
    given = json.dumps({"project": "blåbær 数 \ud800", "programme": "kvik", **told})
    ran = run("settle", "-", "--quarter", "2026Q1", stdin=given)
    assert "blåbær 数" in ran.out
    assert json.loads(ran.out)["project"] == "blåbær 数 \ud800"
