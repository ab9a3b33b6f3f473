"""Which questions an event asks, what an answer is, and how it is said."""

import pytest

from fodfaeste.core.answers import check_answers, deciding, forms_for, questions_for
from fodfaeste.core.faults import Refused
from fodfaeste.programmes.catalogue import programme_ids, versions
from fodfaeste.words import answer_text

VISIT = {"form": "workplace_visit"}
GOAL = {"goal": "g1", "name": "Møde fast", "value": "some", "words": "Tre af fire dage"}


def rules_of(programme):
    return versions(programme)[-1]


def shown(programme, type_, attributes):
    rules = rules_of(programme)
    found = forms_for(rules.programme, rules.terms, type_, attributes)
    return [form.id for form in found]


def asked(programme, type_, attributes):
    rules = rules_of(programme)
    return questions_for(rules.programme, rules.terms, type_, attributes)


def faults(answers, type_="follow_up", attributes=VISIT, programme="jobspot"):
    rules = rules_of(programme)
    try:
        check_answers(rules.programme, rules.terms, type_, attributes, answers)
    except Refused as refused:
        return [(fault.place, fault.code) for fault in refused.faults]
    return []


@pytest.mark.parametrize(
    ("form", "shows"),
    [
        ("workplace_visit", ["follow-up-form"]),
        ("individual", ["individual-interview"]),
        ("group", ["group-follow-up"]),
        ("phone", ["phone-follow-up"]),
        (None, []),
    ],
)
def test_the_kind_of_follow_up_decides_which_form_shows(form, shows):
    attributes = {"form": form} if form else {}
    assert shown("jobspot", "follow_up", attributes) == shows


@pytest.mark.parametrize("track", ["social", "health"])
def test_no_barriers_folds_the_questions_of_a_clarification_away(track):
    of_track = {"track": track}
    assert shown("kvik", "clarification_completed", of_track) == []
    assert shown("kvik", "clarification_completed", {**of_track, "barriers": False}) == []
    barred = {**of_track, "barriers": True}
    assert shown("kvik", "clarification_completed", barred) == [f"clarification-{track}"]


def test_employment_is_clarified_whether_there_are_barriers_or_not():
    shows = ["clarification-employment"]
    assert shown("kvik", "clarification_completed", {"track": "employment"}) == shows


def test_a_health_clarification_is_about_health():
    about = {form.id: form.about for form in rules_of("kvik").programme.forms}
    assert about["clarification-health"] == "health"
    assert about["clarification-social"] == "social"
    assert about["clarification-employment"] == "ordinary"


def test_the_attributes_that_decide_are_those_of_the_forms():
    assert deciding(rules_of("kvik").programme, "clarification_completed") == {"track", "barriers"}
    assert deciding(rules_of("jobspot").programme, "follow_up") == {"form"}
    assert deciding(rules_of("jobspot").programme, "start_interview") == frozenset()


@pytest.mark.parametrize("programme", programme_ids())
def test_every_programme_has_a_follow_up_form_and_asks_at_the_closing(programme):
    assert shown(programme, "follow_up", {"form": "individual"})
    [goals, *_rest] = asked(programme, "case_closed", {}).values()
    assert (goals.id, goals.for_each) == ("goals", "sub_goal")


def test_the_follow_up_form_asks_what_the_source_names():
    """JS-17."""
    names = [*asked("jobspot", "follow_up", VISIT)][:7]
    assert set(names) == {
        "attendance", "tasks", "hours", "well-being", "progress", "adjustments", "next-follow-up",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"attendance": "as_agreed"}, []),
        ({"attendance": "now and then"}, [("answers.attendance", "not_one_of")]),
        ({"well-being": 1}, []),
        ({"well-being": 6}, [("answers.well-being", "not_one_of")]),
        ({"well-being": "4"}, [("answers.well-being", "not_one_of")]),
        ({"well-being": True}, [("answers.well-being", "not_one_of")]),
        ({"hours": "12.5"}, []),
        ({"hours": "12,5"}, [("answers.hours", "not_hours")]),
        ({"hours": 12}, [("answers.hours", "not_hours")]),
        ({"tasks": "Kassen"}, []),
        ({"tasks": 3}, [("answers.tasks", "not_text")]),
        ({"next-follow-up": "2026-12-04"}, []),
        ({"next-follow-up": "2026-02-30"}, [("answers.next-follow-up", "not_a_date")]),
        ({"progress": [GOAL]}, []),
        ({"progress": "some"}, [("answers.progress", "not_a_list")]),
        ({"progress": [{"goal": "g1"}]}, [("answers.progress[0]", "not_a_map")]),
        ({"progress": [{**GOAL, "value": "soon"}]}, [("answers.progress[0]", "not_one_of")]),
        ({"colour": "blue"}, [("answers.colour", "unknown_question")]),
    ],
)
def test_an_answer_is_of_its_questions_type(answers, expected):
    assert faults(answers) == expected


def test_every_faulty_answer_is_told_at_once():
    assert len(faults({"attendance": 1, "hours": "x", "colour": "blue"})) == 3


@pytest.mark.parametrize(
    ("name", "given", "da", "en"),
    [
        ("attendance", "as_agreed", "som aftalt", "as agreed"),
        (
            "well-being",
            4,
            "4 på en skala fra 1 (skidt) til 5 (rigtig godt)",
            "4 on a scale from 1 (badly) to 5 (very well)",
        ),
        ("hours", "12.5", "12,5 timer om ugen", "12.5 hours a week"),
        ("tasks", "Kassen", "Kassen", "Kassen"),
        ("next-follow-up", "2026-12-04", "4. december 2026", "4 December 2026"),
        (
            "progress",
            [GOAL],
            "Møde fast: på vej, Tre af fire dage",
            "Møde fast: on the way, Tre af fire dage",
        ),
        ("well-being", "Spiser med de andre", "Spiser med de andre", "Spiser med de andre"),
    ],
)
def test_an_answer_is_said_in_words(name, given, da, en):
    question = asked("jobspot", "follow_up", VISIT)[name]
    assert answer_text(question, given, "da") == da
    assert answer_text(question, given, "en") == en


def test_yes_and_no_are_said():
    question = asked("kvik", "clarification_completed", {"track": "employment"})[
        "employment-mentor"
    ]
    assert [answer_text(question, said, "da") for said in (True, False)] == ["ja", "nej"]


def test_an_answer_keeps_its_question_where_several_forms_ask_by_the_same_name():
    at_visit = asked("social-stoette-i-job", "follow_up", VISIT)["tasks"]
    at_signing = asked("social-stoette-i-job", "work_agreement_signed", {})["tasks"]
    assert at_visit.asks["da"] != at_signing.asks["da"]
