"""The acts on partners and mentors as logs tell them: the organisation's, and a case's. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.core.rules import Rules
from fodfaeste.web import dates
from fodfaeste.web.mentoring import names

TYPES: Mapping[str, Promise] = {
    "partner_added": gettext_lazy("Partner added"),
    "partner_changed": gettext_lazy("Partner changed"),
    "partner_contact_changed": gettext_lazy("Contact at a partner changed"),
    "partner_contact_erased": gettext_lazy("Contact at a partner erased"),
    "partner_help_added": gettext_lazy("Support that a partner can give, added"),
    "partner_help_changed": gettext_lazy("Support that a partner can give, changed"),
    "partner_agreement_made": gettext_lazy("Agreement with a partner"),
    "mentor_added": gettext_lazy("Mentor added"),
    "mentor_changed": gettext_lazy("Mentor changed"),
    "mentor_erased": gettext_lazy("Mentor erased"),
}
FIELDS: Mapping[str, Promise] = {
    "partner_kind": gettext_lazy("What sort of partner"),
    "help_what": gettext_lazy("What they can give"),
    "for_whom": gettext_lazy("For whom"),
    "track": gettext_lazy("Track"),
    "place": gettext_lazy("Place"),
    "help_place": gettext_lazy("Where"),
}
CHANGED: Mapping[str, Promise] = {
    "contact_name": gettext_lazy("Contact"),
    "contact_title": gettext_lazy("Position"),
    **names.FIELDS_OF_MENTORS,
}
CODED: Mapping[str, Callable[[str], str]] = {
    "partner_kind": names.partner_kind,
    "track": names.track,
}


def support(given: Mapping[str, Any], rules: Rules, *, today: date) -> Iterator[str]:
    """What a line of a case's log says of mentor support."""
    if "paid" in given:
        yield _("paid") if given["paid"] else _("voluntary")
    if given.get("basis"):
        yield names.basis(str(given["basis"]), rules)
    days = {
        "since": _("from %(date)s"),
        "until": _("until %(date)s"),
        "ended_on": _("last day %(date)s"),
        "agreed_on": _("the citizen agreed on %(date)s"),
    }
    for name, said in days.items():
        if given.get(name):
            yield said % {"date": dates.medium(date.fromisoformat(given[name]), today=today)}
    if given.get("hours"):
        number = str(given["hours"]).removesuffix(".0")
        said = number.replace(".", ",") if dates.language() == "da" else number
        yield _("%(hours)s hours %(per)s") % {"hours": said, "per": names.per(given["hours_per"])}
