from datetime import date

import pytest
from django.utils.translation import override

from fodfaeste.web import dates
from fodfaeste.web.duties import date_box

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "say", "day", "said"),
    [
        ("da", dates.long, date(2026, 11, 26), "torsdag 26. november"),
        ("en", dates.long, date(2026, 11, 26), "Thursday 26 November"),
        ("da", dates.long, date(2027, 1, 4), "mandag 4. januar 2027"),
        ("en", dates.medium, date(2025, 3, 1), "1 March 2025"),
        ("da", dates.medium, date(2026, 3, 1), "1. marts"),
        ("da", dates.short, date(2026, 11, 22), "22. nov"),
        ("en", dates.short, date(2027, 5, 2), "2 May 2027"),
    ],
)
def test_dates_are_said_as_people_say_them(language, say, day, said):
    with override(language):
        assert say(day, today=TODAY) == said


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("da", date(2026, 11, 16), date(2026, 11, 22), "16.–22. november"),
        ("en", date(2026, 11, 16), date(2026, 11, 22), "16–22 November"),
        ("da", date(2027, 1, 4), date(2027, 1, 9), "4.–9. januar 2027"),
        ("da", date(2025, 11, 16), date(2026, 11, 22), "16. november 2025 – 22. november"),
        ("da", date(2026, 11, 30), date(2026, 12, 2), "30. november – 2. december"),
        ("da", date(2026, 11, 16), date(2026, 11, 16), "16. november"),
        ("da", date(2026, 11, 16), None, "16. november –"),
    ],
)
def test_a_span_names_its_month_once(language, first, last, said):
    with override(language):
        assert dates.span(first, last, today=TODAY) == said


@pytest.mark.parametrize(
    ("due_on", "day", "under", "tone", "spoken"),
    [
        (None, "–", "", "undated", "Ingen frist"),
        (date(2026, 11, 22), "22", "nov", "late", "Over fristen siden søndag 22. november"),
        (date(2026, 11, 23), "23", "man", "soon", "Frist mandag 23. november"),
        (date(2026, 11, 29), "29", "søn", "soon", "Frist søndag 29. november"),
        (date(2026, 11, 30), "30", "nov", "", "Frist mandag 30. november"),
    ],
)
def test_a_duty_is_late_the_day_after_its_due_day(due_on, day, under, tone, spoken):
    with override("da"):
        box = date_box(due_on=due_on, today=TODAY)
    assert (box.day, box.under, box.tone, box.spoken) == (day, under, tone, spoken)
