"""Time sheets in what a citizen is given."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from fodfaeste.cases.models import Case
from fodfaeste.core.timesheets import ILLNESS
from fodfaeste.protection.subject_access import entries
from fodfaeste.protection.subject_access.gathering import namer_of
from tests.app.timesheets.sheeted import confirm, fill, there

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "filled", "ill", "confirmed"),
    [
        ("da", "Timeseddel udfyldt", "2,5, syg", "Timeseddel bekræftet af arbejdspladsen"),
        ("en", "Time sheet filled in", "2.5, ill", "Time sheet confirmed by the workplace"),
    ],
)
def test_the_citizen_is_given_every_day_and_who_confirmed_it(
    home, placed, language, filled, ill, confirmed
):
    days = {placed.since: there("5"), placed.since + timedelta(days=2): there("2.5", ILLNESS)}
    fill(home, placed, days, notes={placed.since: "Gik hjem"})
    confirm(home, placed, [placed.since])
    case = Case.unrestricted.get(pk=placed.case_id)
    with override(language):
        told = {
            item.heading.partition(": ")[2]: [one.said for one in item.facts]
            for item in entries.log(case, namer_of(case, language))
        }

    assert "5" in told[filled]
    assert ill in told[filled]
    assert "Gik hjem" in told[filled]
    assert "Bo Bager" in told[confirmed]
