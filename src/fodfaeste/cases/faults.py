"""Sentences for the faults that are the store's own; ``words.fault`` has those of the core."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.faults import Fault

SENTENCES: Mapping[str, Promise] = {
    "already_a_member": _("This person has that part in the case already."),
    "already_corrected": _("This entry has been corrected already."),
    "cpr_date": _("The first six digits are not the date of birth of anybody living."),
    "cpr_form": _("A CPR number has ten digits, as in 010190-1234."),
    "in_the_future": _("This day has not come yet. Register what has happened."),
    "no_text": _("This entry has no text to erase."),
    "not_a_member": _("This person does not have that part in the case."),
    "not_yours": _("Your organisation has to be the one that runs or the one that refers."),
    "not_yours_to_show": _("You can let others see what you see yourself, and no more."),
    "role_not_held": _("This person does not work in that role."),
    "same_kind": _("It is of that kind already."),
    "same_version": _("The case is held to that version already."),
    "too_early": _("This day lies before the year 2000. Check the year."),
    "too_long": _("Write at most %(value)s characters."),
    "unknown_kind": _("Choose what the text is about."),
    "unknown_organisation": _("There is no such organisation."),
    "unknown_person": _("This person does not belong to the organisations of the case."),
    "unknown_team": _("The team does not belong to the organisations of the case."),
    "unknown_version": _("There is no such version of the programme."),
}


def sentence(fault: Fault) -> str | None:
    """The fault in the language of the page; None if its code is not one of the store's."""
    found = SENTENCES.get(fault.code)
    return None if found is None else str(found) % fault.values
