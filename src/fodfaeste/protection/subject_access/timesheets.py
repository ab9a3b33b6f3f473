"""What a time sheet says of a day, as the citizen is told it."""

from datetime import date

from django.utils.translation import gettext as _

from fodfaeste.placements import timesheets
from fodfaeste.protection.subject_access.tree import Fact, day_in_words, fact


def fact_of(name: str, value: str, language: str) -> Fact:
    """A day with its hours and why not, the note of a week, or who confirmed it."""
    if name == "confirmed_by":
        return fact(name, _("Confirmed by"), value)
    if name.startswith(timesheets.NOTE):
        day = day_in_words(date.fromisoformat(name.removeprefix(timesheets.NOTE)))
        return fact(name, _("Note on the week of %(date)s") % {"date": day}, value)
    said = timesheets.said(timesheets.filled_of(value), language)
    return fact(name, day_in_words(date.fromisoformat(name)), value, said)
