"""Every scenario holds, and together they show every rule at work and where it turns."""

import json
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from fodfaeste.programmes import catalogue, scenarios
from tests import programme_files

LATE = ("met late", "overdue", "missed")


def all_scenarios():
    """Those of our programmes, and of the made-up one that no code knows of."""
    for programme, files in VERSIONS.items():
        for path in scenarios.scenario_files(files[-1]):
            yield from ((programme, one) for one in scenarios.read_scenarios(path))


VERSIONS: dict[str, list[Path]] = {path.parent.name: [] for path in programme_files.ALL}
for path in programme_files.ALL:
    VERSIONS[path.parent.name].append(path)
ALL = list(all_scenarios())
PROGRAMMES = sorted({programme for programme, _ in ALL})


def versions_of(programme):
    return [catalogue.load(path) for path in VERSIONS[programme]]


def rules_of(programme):
    return versions_of(programme)[-1]


def named(one):
    programme, scenario = one
    return f"{programme}/{scenario.path.name}:{scenario.line}"


def test_every_programme_has_scenarios():
    assert set(PROGRAMMES) == VERSIONS.keys()


@pytest.mark.parametrize(("programme", "scenario"), ALL, ids=map(named, ALL))
def test_the_rules_say_what_the_scenario_expects(programme, scenario):
    rules = scenarios.rules_for(versions_of(programme), scenario)
    assert not scenarios.differences(rules, scenario)


# --- what they must show together


def expected(programme, heading):
    """Each id under a heading: all the lines expected, each with its day."""
    found: dict[str, list[tuple[str, int]]] = {}
    for _, scenario in (one for one in ALL if one[0] == programme):
        for moment in scenario.moments:
            for _, name, lines in moment.lines(heading):
                found.setdefault(name, []).extend((line, moment.on) for line in lines)
                if not lines:
                    found.setdefault(name, []).append((scenarios.NONE, moment.on))
    return found


def asked(programme):
    """The requirements that ask for something (an upper limit only forbids)."""
    return [rule for rule in rules_of(programme).programme.requirements if rule.kind != "at_most"]


def can_be_late(rule):
    return rule.due is not None or rule.window is not None


RULES = [(programme, rule) for programme in PROGRAMMES for rule in asked(programme)]
TIMED = [(programme, rule) for programme, rule in RULES if can_be_late(rule)]


def rule_name(one):
    return one if isinstance(one, str) else one.id


def state(line):
    """The state that an expected line begins with: ``met late 2026-01-26, due …`` is met late."""
    return line.partition(",")[0].rstrip("0123456789-").rstrip()


def in_state(lines, *states):
    return [(line, on) for line, on in lines if state(line) in states]


@pytest.mark.parametrize(("programme", "rule"), RULES, ids=rule_name)
def test_every_requirement_is_met_somewhere(programme, rule):
    lines = expected(programme, "requirements")[rule.id]
    assert in_state(lines, "met")


@pytest.mark.parametrize(("programme", "rule"), RULES, ids=rule_name)
def test_every_requirement_is_not_met_somewhere(programme, rule):
    """Late or missed where it has a due day, else open."""
    lines = expected(programme, "requirements")[rule.id]
    assert in_state(lines, *(LATE if can_be_late(rule) else ("open",)))


@pytest.mark.parametrize(("programme", "rule"), TIMED, ids=rule_name)
def test_the_due_day_itself_is_in_time(programme, rule):
    """Somewhere the requirement is met, or still pending, on its very due day."""
    lines = expected(programme, "requirements")[rule.id]
    in_time = in_state(lines, "met", "pending")
    assert [line for line, on in in_time if days_past_due(line, on) == 0]


@pytest.mark.parametrize(("programme", "rule"), TIMED, ids=rule_name)
def test_the_day_after_is_late(programme, rule):
    """Somewhere the requirement is late, overdue or missed on the day after its due day."""
    lines = expected(programme, "requirements")[rule.id]
    assert [line for line, on in in_state(lines, *LATE) if days_past_due(line, on) == 1]


def days_past_due(line, on):
    """How long after the due day a duty was met, or stood as it stands on the day ``on``."""
    said, _, due = line.partition(", due ")
    if not due:
        return None
    then = day(said.split()[-1]) if said.startswith("met") else on
    return then - day(due)


def day(text):
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_breach_is_shown_in_a_story_that_began_without_one(programme):
    rules = rules_of(programme).programme
    limits = {rule.id for rule in rules.requirements if rule.kind == "at_most"}
    wrongs = limits | {rule.id for rule in rules.breaches}
    stories = [scenario for name, scenario in ALL if name == programme]
    fine_at_first = [story for story in stories if is_fine_at_first(story)]
    assert wrongs == {name for story in fine_at_first for name in broken(story)}


def broken(scenario):
    """The ids of the breaches that a scenario expects."""
    return {name for moment in scenario.moments for _, name, _ in moment.lines("breaches")}


def is_fine_at_first(scenario):
    return scenarios.NONE in [moment.expected.get("breaches") for moment in scenario.moments]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_criterion_is_met_not_met_and_undetermined(programme):
    shown = expected(programme, "criteria")
    criteria = {criterion.id for criterion in rules_of(programme).programme.target_group}
    wanted = product(criteria, ("met", "not met"))
    assert {(name, line) for name in shown for line, _ in shown[name]} >= set(wanted)
    assert "undetermined" in {line for lines in shown.values() for line, _ in lines}


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("heading", ["phases", "outcomes", "entitlements"])
def test_every_phase_outcome_and_entitlement_is_shown(programme, heading):
    there = set(scenarios.clauses_by_id(rules_of(programme))[heading])
    assert expected(programme, heading).keys() >= there


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_state_is_shown(programme):
    shown = {
        state(line) for lines in expected(programme, "requirements").values() for line, _ in lines
    }
    assert shown >= {"met", "open", "not required", "waived"}
    if any(programme == name for name, _ in TIMED):
        assert shown >= {"met late", "pending", "missed"}


def test_the_calendar_turns_are_shown():
    """31 January, the last of February and the leap day occur as due days."""
    text = "".join(path.read_text("utf-8") for path in {one.path for _, one in ALL})
    for day in ("-01-31", "2027-02-28", "2028-02-29", "-12-31"):
        assert day in text


def test_every_scenario_is_told_in_both_languages_and_only_once():
    for language in ("da", "en"):
        told = [scenario[language] for _, scenario in ALL]
        assert all(sentence.endswith(".") for sentence in told)
        assert len(told) == len(set(told))


# --- the checking itself


@pytest.fixture
def told(tmp_path):
    """What is told of a story on 1 January 2026, in a programme with a requirement."""
    programme, _ = RULES[0]

    def told(story=(), **expected):
        path = tmp_path / "one.yaml"
        moment = {"on": "2026-01-01", **expected}
        row = {"da": "A", "en": "B", "events": list(story), "then": [moment]}
        path.write_text(f"\n\n- {json.dumps(row)}", "utf-8")
        [scenario] = scenarios.read_scenarios(path)
        return scenarios.differences(rules_of(programme), scenario)

    return told


def test_a_wrong_expectation_is_told_with_its_day_and_line(told):
    [said] = told(eligibility="eligible")
    assert said.endswith("one.yaml:3: on 2026-01-01 eligibility is undetermined, not eligible")


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"moods": {}}, "there is no heading"),
        ({"requirements": {"no-such-rule": "met"}}, "there is no 'no-such-rule'"),
        ({"requirements": {f"ZZ-99 {RULES[0][1].id}": "open"}}, "cites"),
        ({"requirements": {f"{RULES[0][1].clause} {RULES[0][1].id}": "met"}}, "not met"),
    ],
)
def test_what_is_expected_must_be_there_and_cite_its_clause(told, expected, said):
    [difference] = told(**expected)
    assert said in difference


def test_what_is_there_must_be_expected(told):
    [said] = told([{"on": "2026-01-01", "type": "referral_received"}], phases="none")
    assert said.endswith("from 2026-01-01, and not expected")


def test_a_faulty_history_is_told_as_a_difference(told):
    [said] = told([{"on": "2026-02-30", "type": "referral_received"}])
    assert "events[0].on: not_a_date" in said


@pytest.mark.parametrize(
    "text",
    ["- {da: A, en: B}", "da: A", "- {da: A, en: B, then: [{phase: x}]}", "- [", "- 1"],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, text):
    path = tmp_path / "one.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(scenarios.FaultyScenario, match=r"one\.yaml:\d: "):
        scenarios.read_scenarios(path)


def test_a_scenario_is_about_the_newest_version_or_the_one_it_names(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text("- {da: A, en: B, version: 1900-01-01, then: []}", "utf-8")
    [scenario] = scenarios.read_scenarios(path)
    with pytest.raises(scenarios.FaultyScenario, match="no version"):
        scenarios.rules_for(versions_of(PROGRAMMES[0]), scenario)
