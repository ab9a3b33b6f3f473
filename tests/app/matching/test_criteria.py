"""Each criterion by itself, and the order that they give together."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from fodfaeste.matching import criteria
from fodfaeste.matching.criteria import WEIGHTS, Offered, ranked, suggestion
from fodfaeste.matching.wishes import Needs, Wishes

TODAY = date(2026, 11, 23)
UNIT = UUID(int=7)


def offer(number=1, **values):
    return Offered(id=UUID(int=number), unit_id=values.pop("unit_id", UNIT), **values)


def said(found):
    return found.code, found.share


def test_the_weights_are_a_hundred_and_each_criterion_has_one():
    assert sum(WEIGHTS.values()) == 100
    findings = suggestion(Wishes(), Needs(), offer(), on=TODAY).findings
    assert [one.criterion for one in findings] == list(WEIGHTS)


@pytest.mark.parametrize(
    ("wished", "offered", "code", "share"),
    [
        ((), "Opvask", "tasks_not_wished", None),
        (("køkken",), "", "tasks_not_said", Decimal("0.5")),
        (("køkken",), "Køkkenhjælp og opvask", "tasks_found", 1),
        (("køkkenhjælp",), "Arbejde i køkken", "tasks_found", 1),
        (("Hjælpe i koekkenet",), "Køkken", "tasks_found", 1),
        (("have", "lager"), "Lagerarbejde", "tasks_found", 1),
        (("have",), "Lagerarbejde", "tasks_not_found", 0),
        (("bil",), "Bilvask", "tasks_not_found", 0),  # a word that short begins too many
        (("Dyr",), "Passe dyr", "tasks_found", 1),
        (("Arbejde med dyr",), "Arbejde med træ", "tasks_not_found", 0),  # said of every kind
    ],
)
def test_tasks(wished, offered, code, share):
    assert said(criteria.tasks(Wishes(tasks=wished), offer(tasks=offered))) == (code, share)


def test_the_tasks_that_are_found_are_named():
    wishes = Wishes(tasks=("have", "lager", "opvask"))
    found = criteria.tasks(wishes, offer(tasks="Lagerarbejde og opvask"))
    assert found.values == {"found": ("lager", "opvask")}


@pytest.mark.parametrize(
    ("wished", "offered", "code", "share"),
    [
        ((), "Butik", "trade_not_wished", None),
        (("butik",), "", "trade_not_said", Decimal("0.5")),
        (("butik",), "Butikker", "trade_found", 1),
        (("butik",), "Plejehjem", "trade_not_found", 0),
    ],
)
def test_trade(wished, offered, code, share):
    assert said(criteria.trade(Wishes(trades=wished), offer(trade=offered))) == (code, share)


@pytest.mark.parametrize(
    ("wished", "offered", "code", "share"),
    [
        ((), (), "kind_not_said", Decimal("0.5")),
        ((), ("work_placement", "ordinary"), "kind_paid", 1),
        ((), ("flex_job",), "kind_paid", Decimal("0.7")),
        ((), ("wage_subsidy", "work_placement"), "kind_other", Decimal("0.5")),
        ((), ("work_placement",), "kind_other", Decimal("0.3")),
        ((), ("internal_workshop",), "kind_other", 0),
        (("work_placement",), ("ordinary", "work_placement"), "kind_other", Decimal("0.3")),
        (("flex_job",), ("ordinary",), "kind_not_wished", 0),
    ],
)
def test_ordinary_paid_hours_come_first(wished, offered, code, share):
    assert said(criteria.kind(Wishes(kinds=wished), offer(kinds=offered))) == (code, share)


@pytest.mark.parametrize(
    ("wished", "offered", "code", "share"),
    [
        ((None, None), (10, 20), "hours_not_wished", None),
        ((10, 15), (None, None), "hours_not_said", Decimal("0.5")),
        ((10, 15), (15, 20), "hours_fit", 1),
        ((10, 15), (16, 20), "hours_too_many", 0),
        ((10, 15), (None, 9), "hours_too_few", 0),
        ((None, 15), (2, None), "hours_fit", 1),
        ((10, None), (2, None), "hours_fit", 1),
    ],
)
def test_hours_have_to_overlap(wished, offered, code, share):
    (least, most), (lowest, highest) = map(numbers, (wished, offered))
    wishes = Wishes(hours_least=least, hours_most=most)
    found = criteria.hours(wishes, offer(hours_least=lowest, hours_most=highest))
    assert said(found) == (code, share)


def numbers(pair):
    return tuple(None if one is None else Decimal(one) for one in pair)


def test_the_hours_that_suit_both_are_named():
    wishes = Wishes(hours_least=Decimal(10), hours_most=Decimal(15))
    found = criteria.hours(wishes, offer(hours_least=Decimal(12), hours_most=Decimal(30)))
    assert found.values == {"least": 12, "most": 15}


def test_each_consideration_that_is_missing_is_named():
    needs = Needs(codes=("quiet", "breaks", "sitting"))
    found = criteria.considerations(needs, offer(considerations=frozenset({"breaks"})))
    assert said(found) == ("needs_missing", Decimal(1) / 3)
    assert found.values == {"met": ("breaks",), "missing": ("quiet", "sitting")}


def test_considerations_met_none_and_not_read():
    able = offer(considerations=frozenset({"quiet", "breaks"}))
    assert said(criteria.considerations(Needs(codes=("quiet",)), able)) == ("needs_met", 1)
    assert said(criteria.considerations(Needs(), able)) == ("needs_none", None)
    assert said(criteria.considerations(None, able)) == ("needs_not_read", None)


@pytest.mark.parametrize(
    ("near", "postcode", "code", "share"),
    [
        ("", "8000", "distance_not_wished", None),
        ("8000", "", "distance_not_said", Decimal("0.5")),
        ("8000", "8000", "postcode_4", 1),
        ("8200", "8205", "postcode_3", Decimal("0.7")),
        ("8200", "8270", "postcode_2", Decimal("0.5")),
        ("8270", "8381", "postcode_neighbours", Decimal("0.3")),
        ("8270", "2100", "postcode_far", 0),
    ],
)
def test_distance_by_postcode(near, postcode, code, share):
    assert said(criteria.distance(Wishes(near=near), offer(postcode=postcode))) == (code, share)


@pytest.mark.parametrize(
    ("minutes", "code", "share"), [(30, "minutes_within", 1), (31, "minutes_beyond", 0)]
)
def test_minutes_that_somebody_knows_go_before_the_postcode(minutes, code, share):
    wishes = Wishes(near="8000", most_minutes=30, minutes={UNIT: minutes})
    assert said(criteria.distance(wishes, offer(postcode="8000"))) == (code, share)


@pytest.mark.parametrize(
    ("days", "code", "share"),
    [(0, "contacted_recently", Decimal("0.5")), (13, "contacted_recently", Decimal("0.5")),
     (14, "contact_free", 1)],
)  # fmt: skip
def test_a_company_is_left_in_peace_for_two_weeks(days, code, share):
    one = offer(contacted_on=TODAY - timedelta(days=days))
    assert said(criteria.contact(one, on=TODAY)) == (code, share)


def test_where_no_was_said_it_counts_nothing_and_stands_last():
    no = offer(1, tasks="Køkken", declined_by="citizen")
    other = offer(2, tasks="Lager")
    wishes = Wishes(tasks=("køkken",))
    found = ranked(wishes, Needs(), [no, other], on=TODAY)
    assert [one.offer.id.int for one in found] == [2, 1]
    assert found[1].points > found[0].points
    assert said(found[1].findings[-1]) == ("declined", 0)


def test_what_fits_best_is_first_and_of_equals_what_stood_first():
    offers = [offer(1), offer(2, tasks="Have"), offer(3, tasks="Køkken"), offer(4, tasks="Køkken")]
    found = ranked(Wishes(tasks=("køkken",)), Needs(), offers, on=TODAY)
    assert [one.offer.id.int for one in found] == [3, 4, 1, 2]


def test_only_what_is_wished_counts_and_every_offer_has_the_same_to_gain():
    wishes = Wishes(tasks=("køkken",), near="8000")
    found = [suggestion(wishes, Needs(), one, on=TODAY) for one in (offer(), offer(tasks="Køkken"))]
    assert {one.possible for one in found} == {25 + 20 + 10 + 5}
    assert found[1].points == 25 + 10 + 5 + 5
