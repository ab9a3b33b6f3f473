"""Sentences for the faults of the register."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.faults import Fault

SENTENCES: Mapping[str, Promise] = {
    "company_known": _("%(value)s is in the register already with this CVR number."),
    "cvr_missing": _("Write the CVR number. It can be looked up at datacvr.virk.dk."),
    "figure_form": _("Write a number from 0 to %(value)s, as in 12.5."),
    "hours_form": _("Write hours a week between 0 and %(value)s."),
    "hours_order": _("The most hours are fewer than the least."),
    "month_to_come": _("This month has not begun yet."),
    "no_figures": _("Write a figure for at least one month."),
    "no_kinds_offered": _("Choose what it may be: a placement, a job with wage subsidy …"),
    "p_number_form": _("A P-number has ten digits."),
    "p_number_taken": _("%(value)s has this P-number already."),
    "places_form": _("Write how many places there are, from 1 to %(value)s."),
    "postcode_form": _("A postcode has four digits."),
    "phone_form": _("A telephone number has digits and blanks, and perhaps + in front."),
    "email_form": _("Write an e-mail address, as in name@company.dk."),
    "unknown_company_kind": _("Choose what the company is."),
    "unknown_consideration": _("Choose among the considerations in the list."),
    "unknown_contact_role": _("Choose what the person is to us."),
    "unknown_offer_kind": _("Choose among the kinds in the list."),
    "unknown_unit": _("The company has no such production unit."),
}


def sentence(fault: Fault) -> str | None:
    """The fault in the language of the page; None if its code is not one of these."""
    found = SENTENCES.get(fault.code)
    return None if found is None else str(found) % fault.values
