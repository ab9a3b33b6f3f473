"""Every finding of the rules about placements has its sentence, in both languages."""

import ast
import inspect
import re
from string import Formatter

import pytest

from fodfaeste.core import agreements, durations, net_jobs, ratio
from fodfaeste.core.law import Finding
from fodfaeste.words import findings_da, findings_en
from fodfaeste.words.findings import finding_text

SAID_OTHERWISE = {"ratio_full", "ratio_now", "ratio_full_now", "ratio_exceeded_open",
                  "ratio_exceeded_day", "overlapping_day", "overlapping_open",
                  "duration_after", "duration_used"}  # fmt: skip
COMPOSED = {
    "longer_{}": ("assessment", "special_need"),
    "net_jobs_{}_{}": ("met_average", "met_budget", "missing_average", "missing_budget"),
    "net_jobs_unknown_{}": ("average", "budget"),
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes_in_the_core() -> set[str]:
    found = set()
    for module in (agreements, durations, net_jobs, ratio):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                found |= codes_of(node.args[0])
    return found


def codes_of(code: ast.expr) -> set[str]:
    if isinstance(code, ast.Constant):
        return {str(code.value)}
    assert isinstance(code, ast.JoinedStr)
    parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in code.values]
    pattern = "".join(map(str, parts))
    beginning = pattern.partition("{}")[0]
    return {beginning + ending for ending in COMPOSED[pattern]}


@pytest.mark.parametrize("table", [findings_da, findings_en])
def test_what_the_core_finds_has_a_sentence_and_nothing_else_has(table):
    assert set(table.FINDINGS) == codes_in_the_core() | SAID_OTHERWISE


def test_both_languages_use_the_same_values():
    assert {code: placeholders(text) for code, text in findings_da.FINDINGS.items()} == {
        code: placeholders(text) for code, text in findings_en.FINDINGS.items()
    }


RATIO = Finding("ratio", {"ordinary": "46.5", "places": 9, "taken": "7", "heads": 8, "free": "2",
                          "asked": "0.41", "on": "2026-12-01"})  # fmt: skip


def test_the_arithmetic_of_the_ratio_rule_reads_as_people_say_it():
    assert finding_text(RATIO, "da") == (
        "46,5 ordinære → 9 pladser; 7 optaget (8 personer); 2 ledige. Denne praktik fylder 0,41."
    )
    assert finding_text(RATIO, "en") == (
        "46.5 ordinary → 9 places; 7 taken (8 persons); 2 free. This placement takes 0.41."
    )


def test_one_place_is_one():
    one = RATIO._replace(values={**RATIO.values, "places": 1})

    assert "→ 1 plads;" in finding_text(one, "da")
    assert "→ 1 place;" in finding_text(one, "en")


def test_nothing_free_is_said_in_words():
    full = RATIO._replace(values={**RATIO.values, "free": "-0.5", "heads": 1})

    assert "ingen ledige" in finding_text(full, "da")
    assert "(1 person)" in finding_text(full, "en")


def test_too_many_is_said_with_its_days():
    values = {"first": "2027-01-05", "last": "2027-01-10", "together": "9.5", "places": 9}

    assert finding_text(Finding("ratio_exceeded", values), "da") == (
        "Forholdstallet er overskredet fra 5. januar 2027 til 10. januar 2027: 9,5, hvor der er "
        "plads til 9."
    )
    endless = Finding("ratio_exceeded", {**values, "last": None})
    assert finding_text(endless, "en").endswith("No end of it is known.")


def test_months_are_listed_by_name():
    months = ["2026-08-01", "2026-09-01", "2026-10-01"]

    assert finding_text(Finding("staff_incomplete", {"months": months}), "da").endswith(
        "august 2026, september 2026 og oktober 2026."
    )
    assert "August 2026." in finding_text(Finding("staff_unknown", {"months": months[:1]}), "en")


def test_what_a_length_hangs_on_is_said():
    values = {"missing": ["group", "sector"], "least": "P4M", "most": "P12M"}

    assert finding_text(Finding("duration_undecided", values), "en") == (
        "Between 4 months and 1 year; which it is hangs on the target group and whether the "
        "employer is public or private."
    )


@pytest.mark.parametrize(
    ("before", "used_up", "says"),
    [(0, False, "Op til 13 uger: senest til"), (28, False, "hvoraf 28 dage er brugt"),
     (91, True, "og 91 dage er brugt før")],
)  # fmt: skip
def test_what_was_used_before_is_said(before, used_up, says):
    values = {"lasts": "P13W", "last": "2027-02-28", "before": before, "used_up": used_up}

    assert says in finding_text(Finding("duration", values), "da")


def test_one_free_place_and_one_day_are_said_as_one():
    one = RATIO._replace(values={**RATIO.values, "free": "1"})
    assert "; 1 ledig. " in finding_text(one, "da")
    day = {"first": "2026-12-01", "last": "2026-12-01", "together": "1.24", "places": 1}
    assert finding_text(Finding("ratio_exceeded", day), "da") == (
        "Forholdstallet er overskredet den 1. december 2026: 1,24, hvor der er plads til 1."
    )
    assert finding_text(Finding("ratio_exceeded", day), "en").startswith(
        "Too many for the ratio rule on 1 December 2026: 1.24"
    )


def test_no_danish_sentence_is_english():
    same = {
        code for code, text in findings_da.FINDINGS.items() if text == findings_en.FINDINGS[code]
    }
    assert not {code for code in same if re.search("[a-z]{3}", findings_da.FINDINGS[code])}
