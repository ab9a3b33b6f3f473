"""Whether a subsidised job comes on top of the ordinary ones, by two methods (KV-12)."""

from datetime import date
from decimal import Decimal
from typing import Any

from fodfaeste.core.durations import Person
from fodfaeste.core.law import Finding
from fodfaeste.core.net_jobs import judge
from fodfaeste.programmes.placing import placement_rules

FIRST = date(2026, 12, 14).toordinal()


def staff(*numbers: str) -> dict[int, Decimal]:
    """Of the months before December 2026, the latest last."""
    found = {}
    for back, number in enumerate(reversed(numbers), 1):
        year, month = divmod(2026 * 12 + 11 - back, 12)
        found[date(year, month + 1, 1).toordinal()] = Decimal(number)
    return found


def judged(figures: dict[int, Decimal], *, sector: str | None = "private", **given: Any) -> Any:
    person = Person(reduced_capacity=given.pop("reduced_capacity", False))
    return judge(
        placement_rules(), kind=given.pop("kind", "wage_subsidy"), person=person, sector=sector,
        since=FIRST, figures=figures, **given,
    )  # fmt: skip


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in found]


def test_the_last_month_is_held_against_the_average_of_twelve():
    level = judged(staff(*["10"] * 12))
    fewer = judged(staff(*["10"] * 11, "9.9"))

    assert codes(level) == ["net_jobs_met_average"]
    assert not level[0].warns
    assert codes(fewer) == ["net_jobs_missing_average"]
    assert fewer[0].warns
    assert fewer[0].values == {"now": "9.9", "month": "2026-11-01", "against": "9.99"}


def test_months_that_nobody_has_said_are_named():
    found = judged(staff("10", "10"))

    assert codes(found) == ["net_jobs_met_average", "staff_incomplete"]
    assert len(found[1].values["months"]) == 10


def test_without_the_last_month_nothing_is_claimed():
    figures = staff("10", "10", "0")
    del figures[date(2026, 11, 1).toordinal()]

    assert codes(judged(figures)) == ["net_jobs_unknown_average"]


def test_a_public_employer_is_measured_by_its_budget():
    figures = staff("20")

    assert codes(judged(figures, sector="public", budget=Decimal(20))) == ["net_jobs_met_budget"]
    assert codes(judged(figures, sector="public", budget=Decimal("20.5"))) == [
        "net_jobs_missing_budget"
    ]
    assert codes(judged(figures, sector="public")) == ["net_jobs_unknown_budget"]


def test_it_is_not_asked_of_a_public_employer_for_reduced_capacity():
    assert codes(judged({}, sector="public", reduced_capacity=True)) == ["net_jobs_not_asked"]
    assert codes(judged({}, reduced_capacity=True)) == ["net_jobs_unknown_average"]


def test_where_the_sector_is_not_known_both_methods_are_shown():
    found = judged(staff(*["10"] * 12), sector=None, budget=Decimal(9))

    assert codes(found) == ["net_jobs_met_average", "net_jobs_met_budget"]


def test_a_placement_without_pay_need_not_come_on_top():
    assert judged({}, kind="work_placement") == ()
