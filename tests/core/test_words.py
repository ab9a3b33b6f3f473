"""Sentences: both languages say the same, and every reason of every golden case is said well."""

import ast
import inspect
import json
import re
from functools import cache
from string import Formatter
from typing import Any

import pytest

from fodfaeste import exchange, words
from fodfaeste.core import explaining
from fodfaeste.core.evaluation import STATES
from fodfaeste.core.explaining import reason
from fodfaeste.programmes import catalogue
from fodfaeste.words import da, en
from tests.core.support import PROGRAMMES, anchors, evaluated, one_requirement
from tests.core.test_golden import lines

LANGUAGES = ("da", "en")
WORK = "placement_started kind=work_placement"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("table", ["PHRASES", "FAULTS", "UNITS"])
def test_both_languages_have_the_same_codes(table):
    assert set(getattr(da, table)) == set(getattr(en, table))


@pytest.mark.parametrize("table", ["PHRASES", "FAULTS"])
def test_both_languages_use_the_same_values(table):
    danish, english = getattr(da, table), getattr(en, table)
    differing = {
        code for code in danish if placeholders(danish[code]) != placeholders(english[code])
    }
    assert not differing


@pytest.mark.parametrize("table", ["PHRASES", "FAULTS"])
def test_no_sentence_is_said_in_one_language_only(table):
    danish, english = getattr(da, table), getattr(en, table)
    same = {code for code, text in danish.items() if text == english[code]}
    assert not {code for code in same if re.search("[a-z]{3}", re.sub(r"{\w+}", "", english[code]))}


# --- every sentence of every golden case

GOLDEN = [
    pytest.param(programme, language, id=f"{programme} {language}")
    for programme in PROGRAMMES
    for language in LANGUAGES
]


@cache
def said(programme: str, language: str) -> list[dict[str, Any]]:
    """Each row of each golden case that has a sentence."""
    found: list[dict[str, Any]] = []
    for golden in lines(programme)[1:]:
        question = exchange.read_question(golden["case"], golden["on"], on_place="on")
        answer = exchange.evaluation_of(question, language)
        found += answer["requirements"] + answer["breaches"] + answer["eligibility"]["criteria"]
    return found


@pytest.mark.parametrize(("programme", "language"), GOLDEN)
def test_every_sentence_is_whole_and_names_its_clause(programme, language):
    for row in said(programme, language):
        sentence = row["because"]
        assert sentence.endswith("."), sentence
        assert f"({row['clause']})" in sentence
        assert not re.search(r"[{}]|None|\?|  |\.\.|^[a-zæøå]| [.,;]", sentence), sentence


@pytest.mark.parametrize(("programme", "language"), GOLDEN)
def test_a_sentence_says_the_due_day_and_the_day_it_was_met(programme, language):
    for row in said(programme, language):
        for key in ("due_on", "met_on"):
            if row.get(key):
                assert words.day_text(row[key], language) in row["because"]


def test_the_two_languages_are_not_the_same():
    for programme in PROGRAMMES:
        danish, english = said(programme, "da"), said(programme, "en")
        assert all(
            one["because"] != other["because"] for one, other in zip(danish, english, strict=True)
        )


# --- codes

WINDOWS = {
    "once, no deadline": ("kind: once, match: {event: plan_sent}", ""),
    "once, waits": ("kind: once, match: {event: plan_sent}, due: {anchor: start, plus: P1M}", ""),
    "once, counted": ("kind: once, match: {event: plan_sent}, due: {anchor: start, plus: P1M}",
                      "2026-01-31 programme_started"),
    "once, on the day itself": ("kind: once, match: {event: plan_sent}, due: {anchor: start}",
                                "2026-01-31 programme_started"),
    "once, waits for the variant": (
        "kind: once, match: {event: plan_sent}, due: {anchor: start, plus: {a: P1M, b: P2M}}",
        "2026-01-31 programme_started"),
    "each placement": (("kind: once, for_each: placement, match: {event: plan_sent}, "
                       "due: {placement: first_day, minus: P2W}"), f"2026-03-02 {WORK}"),
    "not asked": ("kind: once, for_each: placement, match: {event: plan_sent}", ""),
    "at least, the whole case": ("kind: at_least, window: case, match: {event: plan_sent}", ""),
    "at least, no placement": ("kind: at_least, window: placement, match: {event: plan_sent}", ""),
    "at least, no end": ("kind: at_least, window: placement, match: {event: plan_sent}",
                         f"2026-03-02 {WORK}"),
    "at least, an end": ("kind: at_least, window: placement, match: {event: plan_sent}",
                         f"2026-03-02 {WORK} until=2026-05-01"),
    "at least, between": (("kind: at_least, match: {event: plan_sent}, "
                          "window: {from: {anchor: start}, to: {anchor: end}}"),
                          "2026-01-31 programme_started"),
    "every": ("kind: every, period: P2M, window: placement, match: {event: plan_sent}",
              f"2026-03-02 {WORK}; 2026-04-04 plan_sent"),
    "every, no placement": (
        "kind: every, period: P2M, window: placement, match: {event: plan_sent}", ""),
    "every, between": (("kind: every, period: P1Y6M, match: {event: plan_sent}, "
                       "window: {from: {anchor: start, plus: P1D}, to: {anchor: end}}"),
                       "2026-01-31 programme_started"),
    "per period": (("kind: per_period, period: P1W, count: 2, match: {event: plan_sent}, "
                   "window: {from: {anchor: start}, to: {anchor: end}}"),
                   "2026-01-31 programme_started; 2026-02-02 plan_sent"),
}  # fmt: skip
VARIANTS = (
    "variants: [{id: a, clause: XX-01, name: {da: x, en: x}}, "
    "{id: b, clause: XX-01, name: {da: x, en: x}}]"
)


@pytest.mark.parametrize(("rule", "told"), WINDOWS.values(), ids=WINDOWS)
def test_every_reason_is_plain_data_and_has_a_phrase_in_both_languages(rule, told):
    rules = one_requirement(
        rule, VARIANTS, anchors(start="event: programme_started", end="event: case_closed")
    )
    found = evaluated(rules, told, "2026-06-01")
    assert found.requirements
    for one in found.requirements:
        why = reason(rules, found.log, one.duty)
        assert json.loads(json.dumps(why)) == why
        for language in LANGUAGES:
            sentence = words.because(one, why, rules, language)
            assert sentence.endswith(".")
            assert not re.search(r"[{}?]|None|  ", sentence), sentence


def test_every_code_that_explaining_can_give_has_a_phrase():
    tree = ast.parse(inspect.getsource(explaining))
    codes = {
        value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "code" and isinstance(value, ast.Constant)
    }
    assert len(codes) >= 6
    assert codes | {f"criterion_{one}" for one in ("met", "not_met", "undetermined")} <= set(
        en.PHRASES
    )


def test_every_state_that_says_more_has_its_words():
    said_more = {f"state_{state}" for state in STATES} & set(en.PHRASES)
    assert said_more == {code for code in en.PHRASES if code.startswith("state_")}


# --- in substance


def follow_up_note(language: str) -> str:
    rules = catalogue.versions("jobrettet-rehabilitering")[-1]
    told = f"2026-03-02 {WORK} until=2026-12-31; 2026-04-04 follow_up_note_written"
    found = evaluated(rules, told, "2026-05-01")
    one = [one for one in found.requirements if one.rule.id == "follow-up-notes"][1]
    return words.because(one, reason(rules, found.log, one.duty), rules, language)


def test_the_next_note_says_anchor_arithmetic_rule_and_clause():
    english, danish = follow_up_note("en"), follow_up_note("da")
    for part in ("4 April 2026", "2 months", "4 June 2026", "every 2nd month", "(JR-13)"):
        assert part in english
    for part in ("4. april 2026", "2 måneder", "4. juni 2026", "hver 2. måned", "(JR-13)"):
        assert part in danish


def because(programme: str, told: str, on: str, requirement: str, **more: Any) -> str:
    found = evaluated(programme, told, on, **more)
    rules = catalogue.versions(programme)[-1]
    one = next(one for one in found.requirements if one.rule.id == requirement)
    return words.because(one, reason(rules, found.log, one.duty), rules, "en")


def test_the_arithmetic_from_the_anchor_to_the_day():
    course = "2026-01-05 referral_received course_start=2026-01-26"
    assert "26 January 2026 − 14 days = 12 January 2026" in because(
        "jobspot", course, "2026-01-05", "referral-in-time"
    )
    cti = because("social-stoette-i-job", "2026-01-31 cti_started", "2026-02-01",
                  "closing-meeting", variant="sel-85")  # fmt: skip
    assert "31 January 2026 + 9 months − 1 day = 30 October 2026" in cti


def test_how_late_and_what_it_waits_for():
    late = because("jobrettet-rehabilitering",
                   f"2026-01-01 programme_started; 2026-03-03 {WORK}", "2026-04-01",
                   "placement-started", variant="4-months")  # fmt: skip
    assert late.endswith("Done on 3 March 2026, 2 days after the deadline 1 March 2026.")
    waiting = because("jobspot", "", "2026-01-01", "start-interview")
    assert "known once the first day of the course is registered" in waiting
    variant = because("jobrettet-rehabilitering", "2026-01-01 programme_started", "2026-01-01",
                      "placement-started")  # fmt: skip
    assert "known once the variant is chosen" in variant


def test_what_the_closing_made_needless_says_so():
    told = "2026-01-31 programme_started; 2026-02-01 case_closed"
    closed = because("jobrettet-rehabilitering", told, "2026-03-01", "placement-started",
                     variant="4-months")  # fmt: skip
    assert closed.endswith("The case was closed before that.")
    told = "2026-02-01 case_closed"
    assert because("jobspot", told, "2026-03-01", "plan-sent").endswith("The case is closed.")
    assert because("jobspot", told, "2026-03-01", "timesheets-sent").startswith("Not asked for")


# --- days and periods in words


@pytest.mark.parametrize(
    ("period", "danish", "english"),
    [("P1D", "1 dag", "1 day"), ("P14D", "14 dage", "14 days"), ("P2W", "2 uger", "2 weeks"),
     ("P1M", "1 måned", "1 month"), ("P2M", "2 måneder", "2 months"), ("P1Y", "1 år", "1 year"),
     ("P18M", "18 måneder", "18 months"), ("P1Y6M", "18 måneder", "18 months"),
     ("P30Y", "30 år", "30 years"), ("P1M15D", "1 måned og 15 dage", "1 month and 15 days")],
)  # fmt: skip
def test_periods_in_words(period, danish, english):
    assert (words.period_text(period, "da"), words.period_text(period, "en")) == (danish, english)


def test_days_in_words():
    assert words.day_text("2026-06-04", "da") == "4. juni 2026"
    assert words.day_text("2026-06-04", "en") == "4 June 2026"
    assert words.day_text("2026-06-04", "en", this_year=2026) == "4 June"
    assert words.day_text("2026-06-04", "da", this_year=2025) == "4. juni 2026"
