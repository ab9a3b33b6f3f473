"""Mentors at a citizen's side, as the citizen is given them. What is arranged in words, and each
contact, stand with their lines of the log."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases.models import Case
from fodfaeste.mentoring.models import MentorSupport
from fodfaeste.mentoring.registers import details_of
from fodfaeste.mentoring.tracks import bases
from fodfaeste.protection.subject_access.naming import Namer
from fodfaeste.protection.subject_access.tree import Item, fact, known


def supports(case: Case, namer: Namer) -> Iterator[Item]:
    """Each mentor, oldest first."""
    found = MentorSupport.unrestricted.filter(case=case)
    for one in found.select_related("mentor", "user", "entry", "made_by"):
        yield Item(
            _name(one) or _("Mentor"),
            known(
                fact("is_paid", _("Paid"), one.is_paid),
                fact("basis", _("Granted under"), one.basis or None, _basis(one, namer)),
                fact("since", _("From"), one.since),
                fact("until", _("Until"), one.until),
                fact("ended_on", _("Ended"), one.ended_on),
                fact("hours", _("Hours granted"), one.hours),
                fact("hours_per", _("The hours are"), one.hours_per or None, _per(one)),
                fact("agreed_on", _("You agreed on"), one.agreed_on),
                fact("entry", _("About entry"), one.entry.event_id),
                fact("contacts", _("Contacts, by entry"), _contacts(one)),
                fact("made_at", _("Written down"), one.made_at),
                fact("made_by", _("Written by"), one.made_by.name),
            ),
        )


def _name(one: MentorSupport) -> str:
    return one.user.name if one.user else details_of(one.mentor)["name"] if one.mentor else ""


def _basis(one: MentorSupport, namer: Namer) -> str:
    name = bases(namer.rules).get(one.basis)
    return name[namer.language] if name else one.basis


def _per(one: MentorSupport) -> str:
    return str(one.get_hours_per_display()) if one.hours_per else ""


def _contacts(one: MentorSupport) -> str:
    lines = one.contacts.select_related("entry").order_by("entry__seq")
    return ", ".join(contact.entry.event_id for contact in lines)
