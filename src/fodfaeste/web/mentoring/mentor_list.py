"""The list of mentors as it is shown. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.mentoring.queries import MentorView
from fodfaeste.web import dates

STOPPED = "stoppet"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorLine:
    """A mentor in the list. ``url`` empty: a colleague, who is kept elsewhere."""

    name: str
    url: str
    chip: str
    about: list[str]
    reached: str
    says: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorsShown:
    """The whole page."""

    count: str
    text: str
    stopped: bool
    rows: list[MentorLine]


def present(found: Sequence[MentorView], *, text: str, stopped: bool, today: date) -> MentorsShown:
    count = ngettext("%(n)s mentor", "%(n)s mentors", len(found)) % {"n": len(found)}
    rows = [mentor_line(one, today=today) for one in found]
    return MentorsShown(count=count, text=text, stopped=stopped, rows=rows)


def mentor_line(one: MentorView, *, today: date) -> MentorLine:
    chip = _("volunteer") if one.is_volunteer else _("paid")
    return MentorLine(
        name=one.name,
        url=reverse("mentor", args=[one.id]) if one.id else "",
        chip=chip if one.id else _("colleague"),
        about=[said for said in (one.comes_from, one.languages, one.likes, one.time) if said],
        reached=" · ".join(filter(None, (one.phone, one.email))),
        says=list(says(one, today=today)),
    )


def says(one: MentorView, *, today: date) -> Iterator[str]:
    """How many citizens they are with; what is missing."""
    if one.helped:
        text = ngettext("with %(n)s citizen now", "with %(n)s citizens now", one.helped)
        yield text % {"n": one.helped}
    if one.id and one.confidential_on is None:
        yield _("has not signed a declaration of confidentiality")
    if one.stopped_on:
        yield _("stopped %(date)s") % {"date": dates.medium(one.stopped_on, today=today)}
