"""A hold stops every erasure until it is lifted."""

from uuid import uuid4

import pytest

from fodfaeste.cases import services
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.protection import holds, retention
from tests.app.cases.world import NOW, TODAY
from tests.app.protection.acting import FIVE_YEARS_AGO, codes, hold, propose, rule
from tests.app.protection.data import a_case, citizen_of, close


@pytest.fixture
def old(world, case_id):
    close(world, case_id, FIVE_YEARS_AGO)
    return case_id


def test_what_is_held_is_listed_apart_and_not_proposed(world, old):
    rule(world.guard)
    hold(old, world.guard)
    found = retention.due(user=world.guard, today=TODAY)
    assert (found.cases, [each.case_id for each in found.held]) == ((), [old])
    assert codes(lambda: propose(world.guard)) == {("cases", "nothing_due")}


def test_a_hold_stops_a_single_erasure_until_it_is_lifted(world, case_id):
    def erase():
        services.erase_text(
            case_id=case_id,
            entry_id="e3",
            reason="Bedt om det",
            by=world.leader,
            now=NOW,
            submission=uuid4(),
        )

    hold(case_id, world.guard)
    assert codes(erase) == {("case", "on_hold")}
    [standing] = holds.holds_of_case(case_id=case_id, by=world.guard, on=TODAY)[1]
    assert standing.reason == "Klagesag"
    holds.lift_hold(
        case_id=case_id,
        hold_id=standing.id,
        reason="Afgjort",
        by=world.leader,
        now=NOW,
        submission=uuid4(),
    )
    erase()
    types = LogEntry.unrestricted.filter(case=case_id).values_list("type", flat=True)
    assert {"hold_placed", "hold_lifted", "text_erased"} <= set(types)


def test_a_hold_is_placed_once_however_often_the_form_is_sent(world, case_id):
    form = uuid4()
    hold(case_id, world.guard, submission=form)
    hold(case_id, world.guard, submission=form)
    assert len(holds.holds_of_case(case_id=case_id, by=world.guard, on=TODAY)[1]) == 1
    assert codes(lambda: hold(case_id, world.guard)) == {("whole_citizen", "held_already")}


def test_a_hold_on_the_citizen_holds_all_of_their_cases(world, case_id):
    other = a_case(world, citizen=citizen_of(case_id).pk)
    hold(case_id, world.guard, whole=True)
    assert holds.held([case_id, other]) == {case_id, other}


@pytest.mark.parametrize("who", ["jens", "secretary", "charlie", "mette"])
def test_who_may_not_erase_places_no_hold(world, case_id, who):
    from fodfaeste.cases.queries import NotAllowed, NotVisible

    with pytest.raises((NotAllowed, NotVisible)):
        hold(case_id, getattr(world, who))


def test_a_hold_elsewhere_is_not_lifted_through_another_case(world, case_id):
    hold(case_id, world.guard)
    [standing] = holds.holds_of_case(case_id=case_id, by=world.guard, on=TODAY)[1]
    other = world.refer().case_id
    lift = lambda: holds.lift_hold(  # noqa: E731
        case_id=other,
        hold_id=standing.id,
        reason="x",
        by=world.guard,
        now=NOW,
        submission=uuid4(),
    )
    assert codes(lift) == {("hold", "no_such_hold")}
    assert holds.is_held(Case.unrestricted.get(pk=case_id))
