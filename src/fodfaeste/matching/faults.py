"""Sentences for the faults that are the match's own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "already_taken_back": _("This step has been taken back already."),
    "bad_hours": _("Write hours a week from 0 to %(value)s."),
    "bad_postcode": _("A postcode has four digits, as in 8000."),
    "bad_travel": _("Write minutes as a whole number above 0."),
    "line_too_long": _("Write at most %(value)s characters in each line."),
    "most_below_least": _("This is less than the least number of hours."),
    "needs_not_yours": _("What is about health is written by those who read it."),
    "too_many_lines": _("Write at most %(value)s lines."),
    "unknown_answer": _("Choose yes or no, or that the citizen has not been asked."),
    "unknown_match_step": _("Choose what happened."),
    "unknown_step": _("There is no such step in this case."),
    "unknown_workplace": _("There is no such workplace in your register of companies."),
}
