"""A citizen's part of the log of look-ups."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts import access
from fodfaeste.cases import queries
from fodfaeste.cases.models import Case
from fodfaeste.cases.queries.traces import look_ups_in, look_ups_of
from fodfaeste.cases.visibility import NotAllowed, NotVisible
from tests.app.cases.world import TODAY
from tests.app.traces.looking import at, look


@pytest.fixture
def citizen_id(case_id):
    return Case.unrestricted.get(pk=case_id).citizen_id


def of(citizen_id, **values):
    return list(look_ups_of(citizen_id=citizen_id, **values))


def test_says_what_by_what_right_and_from_where_but_not_who(world, case_id, citizen_id):
    queries.case(user=world.jens, case_id=case_id, today=TODAY)
    [one] = of(citizen_id)
    assert (one.act, one.case_id, one.programme) == ("view", case_id, "jobrettet-rehabilitering")
    assert (one.organisation, one.function, one.name) == ("Center Nord", "contact_person", "")
    assert {"name", "notes"} < set(one.kinds)
    assert "member" in one.relations
    assert [one.name for one in of(citizen_id, named=True)] == ["Jens Kragh"]


def test_says_who_was_refused_searched_or_saw_the_name_in_a_list(world, case_id, citizen_id):
    with pytest.raises(NotVisible):
        queries.case(user=world.charlie, case_id=case_id, today=TODAY)
    access.note(user=world.mette, act=access.Act.SEARCH, citizen_id=citizen_id, by="cpr")
    access.note_list(user=world.jens, case_ids=[case_id, uuid4()], page="cases")
    access.note_list(user=world.jens, case_ids=[uuid4()], page="cases")
    other = world.refer().case_id
    queries.case(user=world.jens, case_id=other, today=TODAY)
    assert [(one.act, one.page) for one in of(citizen_id)] == [
        ("refused", ""),
        ("search", ""),
        ("list", "cases"),
    ]


def test_says_what_somebody_tried_who_sees_the_case_and_may_not(world, case_id, citizen_id):
    with pytest.raises(NotAllowed):
        look_ups_in(user=world.secretary, case_id=case_id, today=TODAY)
    [one] = of(citizen_id)
    assert (one.act, one.relations, one.kinds) == ("refused", ("secretary",), ())


def test_covers_all_their_cases(world, case_id, citizen_id):
    other = world.refer(citizen=citizen_id).case_id
    for one in (case_id, other):
        queries.case(user=world.jens, case_id=one, today=TODAY)
    assert {one.case_id for one in of(citizen_id)} == {case_id, other}
    assert [one.case_id for one in look_ups_in(user=world.jens, case_id=other, today=TODAY)] == [
        other
    ]


def test_whoever_goes_from_page_to_page_has_looked_once(world, case_id):
    for minute in (0, 9, 18, 29):
        look(world.jens, at(TODAY, 1, minute), case_id=case_id)
    look(world.leader, at(TODAY, 1, 30), case_id=case_id)
    look(world.jens, at(TODAY, 1, 31), case_id=case_id)
    look(world.jens, at(TODAY, 1, 32), case_id=case_id, act="export")
    told = look_ups_in(user=world.jens, case_id=case_id, today=TODAY)
    assert [(one.name, one.act, one.times) for one in told] == [
        ("Jens Kragh", "export", 1),
        ("Jens Kragh", "view", 1),
        ("Lis Leder", "view", 1),
        ("Jens Kragh", "view", 1),
        ("Jens Kragh", "view", 3),
    ]
    assert told[-1].at == at(TODAY, 1, 18)


def test_is_shown_to_those_who_may_see_who_sees(world, case_id):
    assert look_ups_in(user=world.guard, case_id=case_id, today=TODAY) == ()
    with pytest.raises(NotAllowed):
        look_ups_in(user=world.secretary, case_id=case_id, today=TODAY)
    for nobody in (world.charlie, world.colleague):
        with pytest.raises(NotVisible):
            look_ups_in(user=nobody, case_id=case_id, today=TODAY)


def test_costs_the_same_for_one_and_for_many(world, case_id, citizen_id):
    counts = []
    for number in (1, 5):
        for minute in range(number):
            look(world.jens, at(TODAY - timedelta(days=number), 1, minute), case_id=case_id)
        with CaptureQueriesContext(connection) as asked:
            of(citizen_id)
        counts.append(len(asked))
    assert counts == [2, 2]
