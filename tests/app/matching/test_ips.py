"""How soon, how often, how varied: counted without a database."""

from datetime import date
from uuid import UUID

from fodfaeste.matching.ips import Agreed, Begun, Contacted, each, facts

TODAY = date(2026, 11, 23)


def begun(opened, first=None, met=None, worker="Jens", team="Nord"):
    return Begun(case_id=UUID(int=1), team=team, worker=worker, opened_on=opened,
                 first_contact=first, met_on=met)  # fmt: skip


def contacted(company=1, in_person=False, worker="Jens"):
    return Contacted(worker=worker, team="Nord", company_id=UUID(int=company), in_person=in_person)


def agreed(company, trade):
    return Agreed(worker="Jens", team="Nord", company_id=UUID(int=company), trade=trade)


def test_days_are_the_median_of_those_who_had_a_contact():
    cases = [
        begun(date(2026, 9, 1), date(2026, 9, 11)),
        begun(date(2026, 9, 1), date(2026, 9, 21)),
        begun(date(2026, 9, 1)),
    ]
    found = facts("", cases, [], [], today=TODAY)
    assert (found.begun, found.days) == (3, 15)
    assert facts("", [cases[2]], [], [], today=TODAY).days is None


def test_within_30_days_means_face_to_face_and_the_30th_counts():
    opened = date(2026, 9, 1)
    cases = [
        begun(opened, date(2026, 9, 2), date(2026, 10, 1)),
        begun(opened, date(2026, 9, 2), date(2026, 10, 2)),
        begun(opened, date(2026, 9, 2)),
    ]
    found = facts("", cases, [], [], today=TODAY)
    assert (found.soon, found.waiting) == (1, 0)


def test_who_can_still_be_in_time_is_not_counted_as_late():
    cases = [begun(date(2026, 10, 25)), begun(date(2026, 10, 24))]
    assert facts("", cases, [], [], today=TODAY).waiting == 1


def test_contacts_a_week_and_how_many_in_person():
    made = [contacted(1, in_person=True), contacted(1), contacted(2)]
    found = facts("", [], made, [], today=TODAY)
    assert (found.weekly(2), found.weekly_in_person(2), found.companies_met) == (1.5, 0.5, 2)


def test_how_many_different_companies_and_trades_were_agreed():
    found = facts(
        "", [], [], [agreed(1, "Butik"), agreed(1, "butik "), agreed(2, ""), agreed(3, "Lager")],
        today=TODAY,
    )  # fmt: skip
    assert (found.agreed, found.companies, found.trades) == (4, 3, 2)


def test_each_worker_has_a_row_by_name():
    rows = each(
        lambda row: row.worker, [begun(TODAY, worker="Åse")], [contacted(worker="Bo")], [],
        today=TODAY,
    )  # fmt: skip
    assert [(row.name, row.begun, row.contacts) for row in rows] == [("Bo", 0, 1), ("Åse", 1, 0)]
