"""The numbers here are made up, and fail the check digit on purpose."""

from datetime import date

import pytest
from django.test import override_settings

from fodfaeste.cases import cpr
from fodfaeste.core.faults import Refused

TODAY = date(2026, 11, 23)


def read(text):
    return cpr.read(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("010190-1235", date(1990, 1, 1)),
        ("0101901235", date(1990, 1, 1)),
        ("010190 1235", date(1990, 1, 1)),
        ("290200-4002", date(2000, 2, 29)),
        ("231126-4999", date(2026, 11, 23)),
        ("310137-9001", date(1937, 1, 31)),
        ("120718-7003", date(2018, 7, 12)),
        ("610190-1234", date(1990, 1, 1)),
        ("910190-1234", date(1990, 1, 31)),
    ],
)
def test_the_birth_date_is_read_from_the_number(text, born):
    assert read(text).birth_date == born


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "cpr_form"),
        ("12345", "cpr_form"),
        ("010190-12345", "cpr_form"),
        ("O10190-1235", "cpr_form"),
        ("٠١٠١٩٠١٢٣٥", "cpr_form"),
        ("310290-1234", "cpr_date"),
        ("000190-1234", "cpr_date"),
        ("600190-1234", "cpr_date"),
        ("920190-1234", "cpr_date"),
        ("241126-4999", "cpr_date"),
        ("310136-9001", "cpr_date"),
    ],
)
def test_an_impossible_number_is_refused_and_not_repeated(text, code):
    with pytest.raises(Refused) as refused:
        read(text)
    [fault] = refused.value.faults
    assert (fault.place, fault.code, fault.values) == ("cpr", code, {})


def test_a_number_is_warned_of_and_not_refused_for_its_check_digit():
    assert read("010190-1235").odd
    made_up = [read(f"610190-{last:04d}") for last in range(100)]
    assert sum(not number.odd for number in made_up) in range(8, 11)


def test_a_replacement_number_is_known_as_one():
    assert read("610190-1234").replacement
    assert not read("010190-1235").replacement


def test_a_number_does_not_show_itself_by_accident():
    number = read("010190-1235")
    assert "0101" not in f"{number} {number!r} {[number]}"
    assert number.shown == "010190-1235"


def test_the_blind_index_is_the_same_however_the_number_is_written_and_needs_the_key():
    one, other = read("010190-1235"), read("0101901235")
    assert cpr.blind_index(one) == cpr.blind_index(other)
    assert cpr.blind_index(one) != cpr.blind_index(read("010190-1236"))
    with override_settings(FODFAESTE_INDEX_KEY="another key, as long as one has to be"):
        under_another_key = cpr.blind_index(one)
    assert under_another_key != cpr.blind_index(one)


@pytest.mark.parametrize("text", ["010190-1235", "find 0101901235 please", "010190 1235"])
def test_a_number_typed_as_a_name_is_noticed(text):
    assert cpr.looks_like(text)


@pytest.mark.parametrize("text", ["Amalie", "12345678", "01019012356", "2026-11-23"])
def test_other_things_are_not_taken_for_one(text):
    assert not cpr.looks_like(text)
