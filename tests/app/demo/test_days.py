"""Days as the stories say them."""

from datetime import date

import pytest

from fodfaeste.demo.days import NotADay, day_of

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "today", "day"),
    [
        (0, MONDAY, "2026-11-23"),
        (-4, MONDAY, "2026-11-19"),
        (-1, MONDAY, "2026-11-20"),  # a Sunday becomes the Friday before
        ("-1 exact", MONDAY, "2026-11-22"),
        ("-3 mon", MONDAY, "2026-11-16"),
        ("-12 fri", MONDAY, "2026-11-13"),
        ("sun", MONDAY, "2026-11-27"),
        ("sun exact", MONDAY, "2026-11-29"),
        ("sun+1", MONDAY, "2026-11-30"),
        ("sun+1", SUNDAY, "2026-11-30"),
        ("-9M+12", MONDAY, "2026-03-06"),  # 23 February, and then a Saturday
        ("sun+1-9M exact", MONDAY, "2026-02-28"),  # 30 February: the month's last day
    ],
)
def test_a_day_is_counted_from_today(said, today, day):
    assert str(day_of(said, today=today)) == day


@pytest.mark.parametrize("said", ["", "soon", "-4 sat", "4W", "mon", None])
def test_anything_else_is_refused(said):
    with pytest.raises(NotADay):
        day_of(said, today=MONDAY)
