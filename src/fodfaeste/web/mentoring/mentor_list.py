"""The list of mentors as it is shown. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.mentoring.queries import MentorPage, MentorView
from fodfaeste.web import dates
from fodfaeste.web.addresses import with_query
from fodfaeste.web.requests import search_text

STOPPED = "stoppet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which mentors, from which one on."""

    text: str = ""
    stopped: bool = False
    after: str = ""

    @property
    def are_set(self) -> bool:
        return bool(self.text or self.stopped)

    def address(self) -> str:
        """Where these mentors are listed."""
        status = STOPPED if self.stopped else ""
        return with_query(reverse("mentors"), q=self.text, status=status, efter=self.after)


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by."""
    return Filters(
        text=search_text(data),
        stopped=data.get("status") == STOPPED,
        after=data.get("efter", ""),
    )


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
    filters: Filters
    rows: list[MentorLine]
    next_url: str
    first_url: str


def present(found: MentorPage, filters: Filters, *, today: date) -> MentorsShown:
    count = ngettext("%(n)s mentor", "%(n)s mentors", found.count) % {"n": found.count}
    return MentorsShown(
        count=count,
        filters=filters,
        rows=[mentor_line(one, today=today) for one in found.rows],
        next_url=replace(filters, after=found.after).address() if found.after else "",
        first_url=replace(filters, after="").address() if filters.after else "",
    )


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
