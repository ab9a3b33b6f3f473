"""How long a placement may be, by kind, target group and sector (JS-15, KV-12), to the day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.core.durations import Person, Span, judge, judge_unemployment, rule_for
from fodfaeste.core.law import Finding
from fodfaeste.programmes.catalogue import vocabulary
from fodfaeste.programmes.placing import placement_rules

RULES = placement_rules()
MONDAY = "2026-11-30"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def judged(until: str | None, *, group: int | None = 6, **given: Any) -> list[Finding]:
    since = day(given.pop("since", MONDAY))
    graduate = given.pop("graduate", False)
    return list(judge(
        RULES,
        kind=given.pop("kind", "work_placement"),
        person=Person(group=group, graduate=graduate),
        since=since,
        until=None if until is None else day(until),
        **given,
    ))  # fmt: skip


def last_allowed(**given: Any) -> str:
    found = judged(None, **given)
    return str(found[0].values["last"])


@pytest.mark.parametrize(
    ("group", "last"),
    [(1, "2026-12-27"), (2, "2026-12-27"), (4, "2026-12-27"), (3, "2027-02-28"),
     (5, "2027-02-28"), (6, "2027-02-28"), (7, "2027-02-28"), (8, "2027-02-28"),
     (11, "2027-02-28")],
)  # fmt: skip
def test_a_placement_is_four_weeks_or_thirteen_by_target_group(group, last):
    assert last_allowed(group=group) == last


def test_new_graduates_have_eight_weeks_where_others_have_four():
    assert last_allowed(group=1, graduate=True) == "2027-01-24"
    assert last_allowed(group=6, graduate=True) == "2027-02-28"


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("2027-02-28", None),
        ("2027-03-01", "longer_assessment"),
        ("2027-05-30", "longer_assessment"),
        ("2027-05-31", "longer_special_need"),
        ("2027-08-29", "longer_special_need"),
        ("2028-11-26", "longer_special_need"),
    ],
)
def test_thirteen_weeks_become_twenty_six_and_then_thirteen_more_at_a_time(until, code):
    found = [one.code for one in judged(until)[1:]]

    assert found == ([code] if code else [])


def test_each_further_extension_has_its_number_and_last_day():
    first, second = judged("2027-08-29")[1], judged("2027-08-30")[1]

    assert (first.values["number"], first.values["to_last"]) == (2, "2027-08-29")
    assert (second.values["number"], second.values["to_last"]) == (3, "2027-11-28")


@pytest.mark.parametrize("group", [1, 2, 4])
def test_four_weeks_cannot_be_extended(group):
    assert [one.code for one in judged("2026-12-28", group=group)] == [
        "duration", "longer_than_rule",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("group", "sector", "last"),
    [(1, "public", "2027-03-29"), (1, "private", "2027-05-29"), (2, "public", "2027-05-29"),
     (5, "private", "2027-05-29"), (6, "public", "2027-11-29"), (8, "public", "2027-11-29"),
     (7, "private", "2027-05-29")],
)  # fmt: skip
def test_wage_subsidy_lasts_by_target_group_and_sector(group, sector, last):
    assert last_allowed(kind="wage_subsidy", group=group, sector=sector,
                        since="2026-11-30") == last  # fmt: skip


def test_a_rule_that_was_not_read_at_its_source_says_what_to_check():
    laws = RULES.laws()

    assert all(law.certain or law.check for law in laws.values())
    assert not laws["subsidy-sickness-private"].certain


# --- earlier periods at the same place


def test_earlier_periods_at_the_same_place_are_counted_together():
    earlier = [Span(day("2026-08-03"), day("2026-08-30"))]

    found = judged("2027-02-28", earlier=earlier)

    assert found[0].values == {
        "lasts": "P13W", "last": "2027-01-31", "before": 28, "used_up": False
    }  # fmt: skip
    assert found[1].code == "longer_assessment"


def test_days_between_two_periods_do_not_count_and_shared_days_count_once():
    apart = [Span(day("2026-01-05"), day("2026-01-11")), Span(day("2026-06-01"), day("2026-06-07"))]
    shared = [
        Span(day("2026-06-01"), day("2026-06-10")),
        Span(day("2026-06-04"), day("2026-06-14")),
    ]

    assert judged(None, earlier=apart)[0].values["before"] == 14
    assert judged(None, earlier=shared)[0].values["before"] == 14


def test_what_has_been_used_up_before_says_so():
    earlier = [Span(day("2026-08-31"), day("2026-11-29"))]

    assert judged("2026-12-05", earlier=earlier)[0].values["used_up"] is True


@given(st.integers(1, 90), st.integers(0, 200))
def test_an_extension_as_a_period_of_its_own_has_the_last_day_of_one_long_period(length, gap):
    """Whoever agrees on a placement in two parts gets as many days as who agrees on one."""
    since = day(MONDAY)
    first = Span(since - gap - length, since - gap - 1)

    found = judge(RULES, kind="work_placement", person=Person(group=6), since=since, until=None,
                  earlier=[first])  # fmt: skip

    assert day(found[0].values["last"]) - since + 1 + length == 13 * 7


# --- what is not known


def test_where_the_group_is_not_known_the_least_and_the_most_are_said():
    found = judged("2026-12-10", group=None)

    assert found == [Finding(
        "duration_undecided", {"missing": ["group"], "least": "P4W", "most": "P13W"},
        "placement-4-weeks",
    )]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "code"),
    [("2027-02-28", None), ("2027-03-01", "longer_assessment"), ("2027-05-30", "longer_assessment"),
     ("2027-05-31", "longer_special_need")],
)  # fmt: skip
def test_what_is_too_long_for_every_group_is_warned_of_where_the_group_is_not_known(until, code):
    told, *warned = judged(until, group=None)

    assert told.code == "duration_undecided"
    assert [one.code for one in warned] == ([code] if code else [])
    assert all(one.law == "placement-13-weeks" for one in warned)


def test_earlier_periods_count_where_the_group_is_not_known():
    earlier = [Span(day("2026-08-31"), day("2026-11-22"))]

    assert [one.code for one in judged("2026-12-06", group=None, earlier=earlier)] == [
        "duration_undecided"
    ]
    assert judged("2026-12-07", group=None, earlier=earlier)[-1].code == "longer_assessment"


def test_where_the_sector_does_not_matter_it_is_not_asked():
    assert judged(None, kind="wage_subsidy", group=3)[0].values["lasts"] == "P6M"
    assert judged(None, kind="wage_subsidy", group=6)[0].values["missing"] == ["sector"]


def test_without_a_last_day_the_rules_last_day_is_said():
    assert [one.code for one in judged(None)] == ["duration", "no_last_day"]


def test_before_the_act_of_2020_no_rule_is_known_and_that_is_said():
    assert [one.code for one in judged(None, since="2019-12-31")] == ["no_duration_rule"]


def test_what_the_rules_do_not_limit_is_not_judged():
    assert judged(None, kind="internal_workshop") == []
    assert judged(None, kind="ordinary") == []


def test_the_rule_is_the_one_that_judges():
    rule = rule_for(RULES, kind="work_placement", person=Person(group=2), sector=None,
                    day=day(MONDAY))  # fmt: skip

    assert rule is not None
    assert rule.law.id == "placement-4-weeks"


@pytest.mark.parametrize(
    ("fact", "number"), [("2.1.5", 6), ("2.1.14", 7), ("3", 3), ("unheard of", None)]
)
def test_facts_name_target_groups_as_the_act_of_their_day_did(fact, number):
    assert RULES.group_of(fact) == number


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ({"benefit": "unemployment_benefit"}, 1),
        ({"benefit": "cash_assistance", "readiness": "job_ready"}, 2),
        ({"benefit": "cash_assistance", "readiness": "activity_ready"}, 3),
        ({"benefit": "education_assistance", "readiness": "activity_ready"}, 5),
        ({"benefit": "sickness_benefit"}, 6),
        ({"flex_job_granted": True}, 9),
        ({"benefit": "flex_unemployment_allowance", "flex_job_granted": True}, 9),
        ({"benefit": "disability_pension"}, 11),
        ({"benefit": "cash_assistance", "match_group": 2}, None),
        ({"benefit": "sickness_benefit", "flex_job_granted": True}, None),
        ({}, None),
    ],
)
def test_the_target_group_follows_from_what_is_known_of_the_citizen(facts, number):
    """Match groups have no counterpart in the act; where two groups fit, nobody chooses one."""
    assert RULES.group_by(facts) == number


def test_the_facts_that_name_a_target_group_are_in_the_vocabulary():
    known = vocabulary().facts
    said = [item for one in RULES.groups for way in one.known_by for item in way.items()]

    assert said
    for name, value in said:
        assert value is True or value in known[name].values


# --- unemployed before


def unemployed(since: str | None, *lets_begin: str) -> list[str]:
    person = Person(group=3, unemployed_since=day(since) if since else None,
                    begins_at_once=lets_begin)  # fmt: skip
    found = judge_unemployment(RULES, kind="wage_subsidy", person=person, since=day(MONDAY))
    return [one.code for one in found]


def test_six_months_of_unemployment_come_before_wage_subsidy():
    assert unemployed("2026-05-30") == []
    assert unemployed("2026-05-31") == []  # its sixth month ends with the month
    assert unemployed("2026-06-01") == ["unemployed_too_short"]
    assert unemployed(None) == ["unemployed_unknown"]


@pytest.mark.parametrize("reason", ["lone_parent", "no_education"])
def test_some_begin_on_the_first_day(reason):
    assert unemployed("2026-11-29", reason) == []


@pytest.mark.parametrize(("born", "told"), [
    ("1976-11-30", []), ("1976-12-01", ["unemployed_unknown"]), (None, ["unemployed_unknown"]),
])  # fmt: skip
def test_so_does_who_has_the_age_by_the_first_day(born, told):
    person = Person(born=day(born) if born else None)
    found = judge_unemployment(RULES, kind="wage_subsidy", person=person, since=day("2026-11-30"))
    assert [one.code for one in found] == told


def test_a_placement_without_pay_asks_for_no_unemployment():
    assert not judge_unemployment(RULES, kind="work_placement", person=Person(), since=day(MONDAY))
