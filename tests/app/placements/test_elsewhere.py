"""The lists of what VITAS and FASIT ask for."""

from datetime import timedelta

from fodfaeste.cases import queries
from fodfaeste.placements import services
from fodfaeste.placements.elsewhere import asked
from fodfaeste.placements.models import Placement
from fodfaeste.placements.queries import placement_of
from fodfaeste.placements.services import Change, Ending
from tests.app.cases.world import TODAY
from tests.app.placements.agreeing import UNTIL, terms

LONGER = UNTIL + timedelta(weeks=2)


def listed(agree, system="vitas"):
    view = queries.case(user=agree.world.jens, case_id=agree.case_id, today=TODAY)
    placement = placement_of(view=view, placement_id=Placement.unrestricted.get().pk)
    found = asked(system, placement=placement, view=view, staff="46", language="da")
    return {one.code: one.value for one in found}


def extend(agree):
    told = terms(until=LONGER, decided="Konkret vurderet")
    agree.do(services.change_agreement, change=Change(terms=told, seen=1))


def test_a_placement_asks_for_no_wages(agree):
    agree.start()
    extend(agree)
    found = listed(agree)
    assert (found["staff"], found["last"], found["hours"]) == ("46", f"{LONGER:%d-%m-%Y}", "15")
    assert not found.keys() & {"cost", "extended_to", "support"}


def test_wage_subsidy_asks_for_more_when_it_is_extended_and_when_it_ends(agree):
    agree.start()
    Placement.unrestricted.update(kind="wage_subsidy")
    begun = listed(agree)
    assert begun["cost"] == "" and not begun.keys() & {"extended_to", "support"}
    extend(agree)
    assert listed(agree)["extended_to"] == f"{LONGER:%d-%m-%Y}"
    agree.do(services.end_placement, ending=Ending(on=TODAY, result="reached", hired="none"))
    ended = listed(agree)
    assert ended["support"] == ended["cost_of_year"] == ended["terms_hold"] == ""


def test_fasit_asks_for_the_number_in_vitas(agree):
    agree.start()
    assert listed(agree, "fasit")["vitas"] == ""
