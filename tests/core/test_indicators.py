"""Which set of indicators a programme measures progress by, and who is asked (CT-27)."""

from fodfaeste.core.dates import parse_period
from fodfaeste.core.indicators import asked_of, beliefs_of, set_of
from fodfaeste.programmes import catalogue


def rules(programme):
    return catalogue.versions(programme)[-1]


def found(programme):
    """The set by which a programme measures, and its id."""
    known = set_of(rules(programme))
    assert known is not None
    return known


def test_a_programme_measures_by_the_set_that_it_names():
    name, indicators = found("social-stoette-i-job")
    assert (name, indicators.points) == ("work", 5)
    assert indicators.every == parse_period("P3M")


def test_one_that_names_none_has_the_first_shared_one():
    assert rules("jobspot").programme.progress is None
    assert found("jobspot")[0] == "work"


def test_citizen_and_worker_are_asked_about_nine_and_the_worker_about_belief_alone():
    _, indicators = found("social-stoette-i-job")
    both = [[each.id for each in asked_of(indicators, who)] for who in ("citizen", "worker")]
    assert both[0] == both[1] and len(both[0]) == 9
    assert [each.id for each in beliefs_of(indicators)] == ["belief"]
    assert "belief" not in both[1]


def test_matters_of_health_are_read_by_fewer():
    _, indicators = found("social-stoette-i-job")
    about = {each.id: each.about for each in indicators.indicators}
    assert about["health"] == "health"
    assert {about["everyday"], about["network"]} == {"social"}
    assert about["belief"] == "belief"
