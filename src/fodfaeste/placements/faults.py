"""Sentences for the faults that are the placements' own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.faults import Fault

SENTENCES: Mapping[str, Promise] = {
    "bad_hours": _("Write hours from 0 to 24."),
    "no_weeks": _("Choose the weeks that were confirmed."),
    "not_yet": _("%(value)s has not come yet."),
    "nothing_filled": _("Nothing has been changed."),
    "outside_period": _("%(value)s lies outside the placement."),
    "unknown_cause": _("Choose one of the reasons for not coming."),
    "week_not_filled": _("Nothing has been filled in for one of the weeks. Fill it in first."),
}


def sentence(found: Fault) -> str | None:
    """What is wrong, if it is one of ours."""
    known = SENTENCES.get(found.code)
    return None if known is None else str(known) % found.values
