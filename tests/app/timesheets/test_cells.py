"""A day in as few keystrokes as can be."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from fodfaeste.core.timesheets import CAUSES, CLOSED, HOLIDAY, ILLNESS, NOT_AGREED, OTHER, Filled
from fodfaeste.placements import timesheets
from fodfaeste.web.timesheets import cells


@pytest.mark.parametrize(
    ("typed", "hours", "cause"),
    [
        ("5", "5", None),
        ("7,5", "7.5", None),
        ("7.25", "7.25", None),
        (" 0 ", "0", None),
        ("s", "0", ILLNESS),
        ("S", "0", ILLNESS),
        ("3s", "3", ILLNESS),
        ("3,5 f", "3.5", HOLIDAY),
        ("l", "0", CLOSED),
        ("u", "0", NOT_AGREED),
        ("a", "0", OTHER),
        ("i", "0", ILLNESS),
        ("2h", "2", HOLIDAY),
        ("c", "0", CLOSED),
        ("n", "0", NOT_AGREED),
        ("o", "0", OTHER),
    ],
)
def test_hours_a_letter_or_both_are_understood_in_both_languages(typed, hours, cause):
    assert cells.read(typed) == Filled(Decimal(hours), cause)


def test_nothing_is_nothing():
    assert cells.read("  ") is None


@pytest.mark.parametrize("typed", ["x", "5x", "ss", "s3", "-1", "1e3", "5:30", "½", "٣", "100"])
def test_what_is_neither_is_refused(typed):
    with pytest.raises(cells.NotACell):
        cells.read(typed)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("cause", [None, *CAUSES])
@pytest.mark.parametrize("hours", ["0", "5", "7.25"])
def test_what_is_written_is_read_again(language, cause, hours):
    filled = Filled(Decimal(hours), cause)

    assert cells.read(cells.written(filled, language)) == filled
    assert timesheets.filled_of(timesheets.as_said(filled)) == filled


def test_each_reason_has_a_letter_in_each_language_and_no_letter_two():
    for letters in cells.LETTERS.values():
        assert sorted(letters.values()) == sorted(CAUSES)
    assert not cells.LETTERS["da"].keys() & cells.LETTERS["en"].keys()


def test_it_is_said_in_words():
    with override("da"):
        assert timesheets.said(Filled(Decimal("3.5"), ILLNESS), "da") == "3,5, syg"
        assert timesheets.said(Filled(Decimal(0), CLOSED), "da") == "virksomheden havde lukket"
        assert timesheets.said(Filled(Decimal(0)), "da") == "0"
        assert timesheets.said(None, "da") == "–"
