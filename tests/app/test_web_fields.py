from datetime import date
from decimal import Decimal

import pytest
from django import forms

from fodfaeste.web.companies.forms import NumberField
from fodfaeste.web.fields import DayField
from fodfaeste.web.placements.fields import NumberOfHours
from fodfaeste.web.templatetags.web import before_fault


class ADay(forms.Form):
    on = DayField(label="When")


class PerhapsADay(forms.Form):
    on = DayField(required=False)


def typed(day="", month="", year=""):
    return {"on_day": day, "on_month": month, "on_year": year}


@pytest.mark.parametrize(
    "data",
    [
        typed("4", "6", "2026"),
        typed(" 04 ", "06", "2026"),
        typed("4", "6", "26"),
        {"on": "2026-06-04"},
    ],
)
def test_a_day_is_read(data):
    form = ADay(data)
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 6, 4)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (typed(), "required"),
        ({}, "required"),
        (typed("4", "", "2026"), "incomplete"),
        (typed("4", "juni", "2026"), "not_numbers"),
        (typed("-4", "6", "2026"), "not_numbers"),
        (typed("²", "6", "2026"), "not_numbers"),
        (typed("31", "2", "2026"), "no_such_day"),
        (typed("1", "1", "99999"), "no_such_day"),
        ({"on": "2026-02-30"}, "no_such_day"),
    ],
)
def test_what_is_no_day_is_refused_with_what_was_typed_kept(data, code):
    form = ADay(data)
    assert [fault.code for fault in form.errors.as_data()["on"]] == [code]
    if data.get("on_day"):
        assert f'value="{data["on_day"]}"' in str(form["on"])


def test_a_day_may_be_left_out_where_it_is_not_required():
    form = PerhapsADay(typed())
    assert form.is_valid()
    assert form.cleaned_data["on"] is None


def test_a_known_day_is_filled_in():
    page = str(ADay(initial={"on": date(2026, 11, 7)})["on"])
    assert page.index('value="7"') < page.index('value="11"') < page.index('value="2026"')


def test_behind_a_question_stands_no_colon():
    assert before_fault("Who said no?") == "Who said no?"
    assert before_fault("Name") == "Name:"


@pytest.mark.parametrize("field", [NumberField(), NumberOfHours()])
@pytest.mark.parametrize("text", ["NaN", "sNaN", "-Inf", "inf", "1e9e9", "et par"])
def test_what_is_no_number_of_anything_is_refused(field, text):
    with pytest.raises(forms.ValidationError):
        field.clean(text)


@pytest.mark.parametrize("field", [NumberField(), NumberOfHours()])
def test_a_number_is_typed_with_comma_or_point(field):
    assert field.clean("7,5") == field.clean("7.5") == Decimal("7.5")
