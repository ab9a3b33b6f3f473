"""A question whose SQL is written once answers for whatever it is asked."""

from uuid import UUID, uuid4

import pytest

from fodfaeste.cases.models import Case
from fodfaeste.cases.prepared import Prepared
from tests.app.cases.world import TODAY


@pytest.fixture
def written():
    return []


@pytest.fixture
def question(written):
    def make(user, today, case, programme=None):
        written.append(user.pk)
        found = Case.objects.visible_to(user, today).filter(pk=case)
        found = found.filter(programme=programme) if programme else found
        return found.values_list("pk", "opened_at", "citizen_id")

    return Prepared(make)


def asked(question, user, case, **more):
    return [row[0] for row in question.rows(user=user, today=TODAY, case=case, **more)]


def test_of_each_case_it_says_its_own_and_writes_the_sql_once(world, question, written):
    first, second = world.refer(), world.refer()
    assert asked(question, world.jens, first.case_id) == [first.case_id]
    assert asked(question, world.jens, second.case_id) == [second.case_id]
    assert asked(question, world.jens, uuid4()) == []
    assert len(written) == 1


def test_each_person_gets_what_is_theirs(world, question):
    case_id = world.refer().case_id
    assert asked(question, world.jens, case_id) == [case_id]
    assert asked(question, world.charlie, case_id) == []
    assert asked(question, world.leader, case_id) == [case_id]


def test_what_is_not_given_is_not_asked_about(world, question, written):
    case_id = world.refer().case_id
    of_case = Case.unrestricted.get(pk=case_id)
    asked_for = [None, of_case.programme, "another"]
    found = [asked(question, world.jens, case_id, programme=one) for one in asked_for]
    assert found == [[case_id], [case_id], []]
    assert len(written) == 2


def test_values_come_back_as_the_model_has_them(world, question):
    case_id = world.refer().case_id
    [(pk, opened_at, citizen_id)] = question.rows(user=world.jens, today=TODAY, case=case_id)
    case = Case.unrestricted.get(pk=case_id)
    assert (pk, opened_at, citizen_id) == (case.pk, case.opened_at, case.citizen_id)
    assert isinstance(pk, UUID)


def test_somebody_who_works_here_no_longer_gets_nothing(world, question):
    case_id = world.refer().case_id
    world.jens.is_active = False
    assert asked(question, world.jens, case_id) == []
