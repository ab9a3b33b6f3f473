"""Sentences for the faults of administration."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.faults import Fault

SENTENCES: Mapping[str, Promise] = {
    "address_incomplete": _("Write street and number, and the postcode."),
    "cases_left": _("Some open cases have nobody to take them over yet: %(value)s."),
    "cvr_form": _("A CVR number has eight digits, and its last digit has to fit the others."),
    "cvr_of_unit": _("A unit uses the CVR number of the organisation that it belongs to."),
    "cvr_taken": _("Another organisation has this CVR number already."),
    "email_taken": _("Somebody has this e-mail address already."),
    "email_unknown": _("Nobody who works with Fodfæste has this e-mail address."),
    "has_left": _("This person has left. Open the account again first."),
    "last_administrator": _(
        "This is the organisation's only administrator. Give somebody else the right first."
    ),
    "name_taken": _("This name is taken. Choose another one."),
    "nothing_said": _("Choose what the name means here: a function, a role or a right."),
    "over_others": _("Whoever runs Fodfæste says who coordinates or pays for a programme."),
    "programme_not_in_use": _("Your organisation does not refer to this programme."),
    "unit_of_unit": _("A unit has no units of its own. Add it to the organisation above."),
    "unknown_function": _("Nobody who works here has that function."),
    "no_such_team": _("There is no such team here."),
    "unknown_right": _("There is no such right."),
    "whole_in_use": _("Only a unit is taken out of use."),
    "unknown_role": _("There is no such role for people who work here."),
}


def sentence(fault: Fault) -> str | None:
    """The fault in the language of the page; None if its code is not one of these."""
    found = SENTENCES.get(fault.code)
    return None if found is None else str(found) % fault.values
