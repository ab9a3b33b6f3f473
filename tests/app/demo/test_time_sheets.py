"""The time sheets of the demonstration."""

import pytest
from django.utils import timezone

from fodfaeste.cases import queries
from fodfaeste.core.timesheets import ILLNESS
from fodfaeste.demo import time_sheets
from fodfaeste.placements.timesheets import sheet_of
from tests.app.timesheets.sheeted import placement
from tests.app.web_data import refer

pytestmark = pytest.mark.django_db


def test_weeks_that_are_over_are_filled_in_but_for_the_last(home):
    made = placement(home, refer(home, "Åse Ærø"), weeks_ago=5)
    time_sheets.fill(users=[home.mette], now=timezone.now())

    today = timezone.localdate()
    view = queries.case(user=home.mette, case_id=made.case_id, today=today)
    said = sheet_of(view=view, placement_id=made.pk, user=home.mette, today=today).said
    assert len(said.filled) == 12
    assert ILLNESS in {one.cause for one in said.filled.values()}
    assert len(said.confirmed) == 3
    assert said.notes


def test_a_placement_of_this_week_has_nothing_yet(home):
    made = placement(home, refer(home, "Åse Ærø"), weeks_ago=0)
    time_sheets.fill(users=[home.mette], now=timezone.now())

    view = queries.case(user=home.mette, case_id=made.case_id, today=timezone.localdate())
    assert not [entry for entry in view.entries if entry.type.startswith("timesheet")]
