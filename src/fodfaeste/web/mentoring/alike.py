"""A contact that is likely registered already: mentor and caseworker may both write down the same
one. Pure."""

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import EntryView
from fodfaeste.mentoring.queries import SupportView
from fodfaeste.mentoring.services import ContactTold
from fodfaeste.web.case.doubts import line_said
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.sent_once import Doubt


def of_same_day(opened: Opened, found: SupportView, told: ContactTold) -> list[Doubt]:
    """One of the same kind stands on that day, whoever wrote it and when."""
    twin = next((one for one in found.contacts if is_alike(one, told)), None)
    if twin is None:
        return []
    said = _("One of the same kind is registered on that day already: %(line)s.")
    line = line_said(opened, twin)
    return [Doubt("sure_again", _("Register it all the same"), said % {"line": line})]


def is_alike(entry: EntryView, told: ContactTold) -> bool:
    how = (entry.attributes.get("way", ""), entry.attributes.get("cause", ""))
    return entry.on == told.on and how == (told.way, told.cause)
