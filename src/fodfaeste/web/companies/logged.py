"""The acts on the register as the organisation's log tells them."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from fodfaeste.web.companies import names
from fodfaeste.web.mentoring.logged import CHANGED as OF_MENTORS

TYPES: Mapping[str, Promise] = {
    "company_added": gettext_lazy("Company added"),
    "company_changed": gettext_lazy("Company changed"),
    "company_unit_added": gettext_lazy("Production unit added"),
    "company_unit_changed": gettext_lazy("Production unit changed"),
    "company_contact_added": gettext_lazy("Contact at a company added"),
    "company_contact_changed": gettext_lazy("Contact at a company changed"),
    "company_contact_erased": gettext_lazy("Contact at a company erased"),
    "staff_figures_recorded": gettext_lazy("Number of employees recorded"),
    "company_touched": gettext_lazy("In touch with a company"),
    "company_touch_removed": gettext_lazy("In touch with a company: taken back"),
    "cooperation_added": gettext_lazy("Agreement with a company added"),
    "cooperation_changed": gettext_lazy("Agreement with a company changed"),
    "companies_imported": gettext_lazy("Sheet of companies imported"),
    "offer_added": gettext_lazy("Offer of work added"),
    "offer_changed": gettext_lazy("Offer of work changed"),
}
FIELDS: Mapping[str, Promise] = {
    "company_kind": gettext_lazy("Kind of company"),
    "trade": gettext_lazy("Trade"),
    "is_public": gettext_lazy("Public employer"),
    "p_number": gettext_lazy("P-number"),
    "street": gettext_lazy("Street and number"),
    "postcode": gettext_lazy("Postcode"),
    "town": gettext_lazy("Town"),
    "contact_role": gettext_lazy("What they are to us"),
    "fields": pgettext_lazy("log", "What was changed"),
    "kinds": gettext_lazy("What it may be"),
    "tasks": gettext_lazy("Tasks"),
    "hours_least": gettext_lazy("Fewest hours a week"),
    "hours_most": gettext_lazy("Most hours a week"),
    "considerations": gettext_lazy("Considerations"),
    "places": gettext_lazy("Places"),
    "channel": gettext_lazy("How"),
    "touch_outcome": gettext_lazy("What came of it"),
    "agreement": gettext_lazy("What is agreed"),
    "added": gettext_lazy("Companies added"),
    "merged": gettext_lazy("Rows added to known companies"),
    "same": gettext_lazy("Rows with nothing new"),
    "refused": gettext_lazy("Rows refused"),
}
CHANGED: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Position"),
    "role": gettext_lazy("What they are to us"),
    "unit_id": gettext_lazy("Production unit"),
    "is_active": gettext_lazy("In use"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
}


def _field(name: str) -> str:
    return str({**OF_MENTORS, **CHANGED}.get(name, name))


CODED: Mapping[str, Callable[[str], str]] = {
    "company_kind": names.kind_name,
    "contact_role": names.contact_role,
    "fields": _field,
    "kinds": names.offer_kind,
    "channel": names.channel,
    "touch_outcome": names.touch_outcome,
    "considerations": names.consideration,
}
