"""Appointments of a case, as the citizen is given them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Appointment, Case
from fodfaeste.protection.subject_access.naming import Namer
from fodfaeste.protection.subject_access.tree import Fact, Item, fact, in_words, known


def appointments(case: Case, namer: Namer) -> Iterator[Item]:
    found = Appointment.unrestricted.filter(case=case).select_related("booked_by", "entry")
    for one in found:
        earlier = [in_words(when) for when in one.earlier_times]
        yield Item(
            f"{in_words(one.begins_at)}: {namer.what('event', one.type)}",
            known(
                fact("begins_at", _("When"), one.begins_at),
                fact("ends_at", _("Until"), one.ends_at),
                *_attributes(one, namer),
                fact("requirement", _("Duty"), one.requirement, _duty(one, namer)),
                fact("roles", _("Who is invited"), one.roles, namer.roles(one.roles)),
                *_details(one),
                fact("earlier", _("Moved from"), one.earlier, ", ".join(earlier)),
                fact("state", _("What became of it"), one.state, str(one.get_state_display())),
                fact("cause", _("Because of"), one.cause, _cause(one)),
                fact("entry", _("About entry"), one.entry and one.entry.event_id),
                fact("booked_at", _("Written down"), one.booked_at),
                fact("booked_by", _("Written by"), one.booked_by.name),
            ),
        )


def _attributes(one: Appointment, namer: Namer) -> Iterator[Fact]:
    for name, value in one.attributes.items():
        yield namer.attribute_of("event", one.type, name, value)


def _duty(one: Appointment, namer: Namer) -> str:
    return namer.requirement(one.requirement) if one.requirement else ""


def _cause(one: Appointment) -> str:
    return str(one.get_cause_display()) if one.cause else ""


def _details(one: Appointment) -> Iterator[Fact]:
    """The place as it is called, and what was written."""
    told = crypto.decrypt_map(one.details)
    place = told.get("place", "")
    said = str(dict(Appointment.Place.choices).get(place, place))
    yield fact("place", _("Where"), place, said)
    yield fact("where", _("Where, more exactly"), told.get("where", ""))
    yield fact("others", _("Who else comes"), told.get("others", ""))
    yield fact("note", _("Note"), crypto.decrypt(one.note) if one.note else "")
