"""What a browser would send of a form."""

from datetime import date

from fodfaeste.web.attribute_fields import PeriodInput, parts_of_period
from fodfaeste.web.fields import DayInput, as_texts


def typed_day(name, day):
    """A date as its three boxes."""
    texts = as_texts(day if isinstance(day, date) else None)
    return {f"{name}_{part}": text for part, text in texts.items()}


def sent(form, **changed):
    """The form as it is shown, with some of it changed."""
    data: dict[str, object] = {}
    for field in form:
        value = field.value()
        if isinstance(field.field.widget, DayInput):
            data |= {f"{field.name}_{part}": text for part, text in as_texts(value).items()}
        elif isinstance(field.field.widget, PeriodInput):
            data[field.name], data[f"{field.name}_unit"] = parts_of_period(value)
        elif value not in (None, False, []):
            data[field.name] = "on" if value is True else value
    return {name: value for name, value in (data | changed).items() if value != ""}
