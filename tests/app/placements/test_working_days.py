"""What begins on a working day."""

from datetime import date

import pytest

from fodfaeste.web.placements.starting import working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_weekends_and_holidays_are_passed_over(day, works):
    assert working_day(day) == works
