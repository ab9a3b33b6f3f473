"""Sentences for the faults that are this room's own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "basis_of_paid": _("Choose what it is granted under, for paid support only."),
    "choose_mentor": _("Choose who the mentor is."),
    "hours_granted_form": _("Write hours from 0 to %(value)s, as in 2 or 1.5."),
    "hours_per_what": _("Say whether the hours are for a week or in all."),
    "minutes_form": _("Write whole minutes from 1 to %(value)s, or leave it out."),
    "support_ended": _("This support has ended already."),
    "ends_before_support": _("This is before the support began."),
    "unknown_mentor": _("There is no such mentor to choose."),
    "unknown_partner_kind": _("Choose what sort of partner it is."),
    "way_or_cause": _("Say how you were in touch, or why it was not held."),
}
