"""Every clause of the five sources can be found: in a file, in its rules, in tests, on a screen."""

import pytest

from tools import clauses

HOW_MANY = {"JS": 17, "JR": 14, "RA": 15, "CT": 31, "KV": 18}
ALL = [
    (path, clause) for path in clauses.PROGRAMMES for clause in clauses.programme_of(path).clauses
]
SHOWN_BY_SCENARIOS = {"target_group", "requirements", "breaches", "outcomes", "settlement"}


def kind(path, clause):
    return clauses.programme_of(path).clauses[clause].kind


def of_kind(wanted):
    return [(path, clause) for path, clause in ALL if kind(path, clause) == wanted]


def by_clause(one):
    return one if isinstance(one, str) else ""


def sections(path, clause):
    return {part.section for part in clauses.parts(path).get(clause, ())}


def test_the_page_is_in_step():
    assert clauses.TARGET.read_text("utf-8") == clauses.text(), "renew it: python tools/clauses.py"


def test_all_of_them_are_there():
    wanted = {f"{source}-{n:02}" for source, many in HOW_MANY.items() for n in range(1, many + 1)}
    assert len(wanted) == 95
    assert sorted(clause for _, clause in ALL) == sorted(wanted)


@pytest.mark.parametrize("path", clauses.PROGRAMMES, ids=lambda path: path.parent.name)
def test_a_file_cites_no_clause_that_it_does_not_restate(path):
    assert clauses.parts(path).keys() <= clauses.programme_of(path).clauses.keys()


@pytest.mark.parametrize(("path", "clause"), of_kind("rule"), ids=by_clause)
def test_a_rule_is_carried_out_by_another_part_of_the_file(path, clause):
    assert sections(path, clause) - {"phases"}


@pytest.mark.parametrize(("path", "clause"), of_kind("text"), ids=by_clause)
def test_nothing_that_asks_for_something_rests_on_a_mere_text(path, clause):
    assert sections(path, clause) <= clauses.NAMES_ONLY


@pytest.mark.parametrize(("path", "clause"), ALL, ids=by_clause)
def test_what_is_evaluated_is_shown_in_a_scenario(path, clause):
    if sections(path, clause) & SHOWN_BY_SCENARIOS:
        assert clauses.scenario_lines(path).get(clause)


@pytest.mark.parametrize(("path", "clause"), ALL, ids=by_clause)
def test_it_is_told_in_both_languages_and_ends_as_a_sentence(path, clause):
    told = clauses.programme_of(path).clauses[clause]
    assert told["da"] != told["en"]
    assert all(text.endswith(".") for text in (told["da"], told["en"]))


def test_every_part_of_a_file_is_met_on_some_screen():
    known = clauses.screens()
    cited = {part.section for path in clauses.PROGRAMMES for part in every_part(path)}
    assert known["parts"].keys() >= cited
    met = {page for pages in known["parts"].values() for page in pages}
    met |= {page for pages in known["clauses"].values() for page in pages}
    assert met | set(known["events"].values()) == known["pages"].keys()
    assert known["clauses"].keys() <= {clause for _, clause in ALL}


def every_part(path):
    return [part for found in clauses.parts(path).values() for part in found]


def test_the_lines_are_those_of_the_clauses():
    """A line that the page names really cites the clause."""
    for path in clauses.PROGRAMMES:
        lines = path.read_text("utf-8").splitlines()
        for clause, found in clauses.parts(path).items():
            for part in found:
                cites = lines[part.line - 1] + lines[part.line]
                assert clause in cites, (path, part)
