"""Partners as they are shown: the overview, and one of them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.mentoring import queries
from fodfaeste.mentoring.queries import (
    AgreementView,
    HelpView,
    PartnerPage,
    PartnerRow,
    PartnerView,
)
from fodfaeste.web import dates
from fodfaeste.web.addresses import with_query
from fodfaeste.web.mentoring import names
from fodfaeste.web.names import Option
from fodfaeste.web.requests import search_text, uuid_or_none

# As addresses write them: ?q=løb&spor=health&status=udloeber
ENDING, INACTIVE = "udloeber", "udgaaede"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which partners, from which one on. ``plan_of``: the case for whose plan one looks."""

    text: str = ""
    track: str = ""
    status: str = ""
    plan_of: UUID | None = None
    after: UUID | None = None

    @property
    def are_set(self) -> bool:
        return bool(self.text or self.track or self.status)

    def address(self) -> str:
        """Where these partners are listed."""
        return with_query(
            reverse("partners"),
            q=self.text,
            spor=self.track,
            status=self.status,
            sag=str(self.plan_of or ""),
            efter=str(self.after or ""),
        )


def read_filters(data: QueryDict) -> Filters:
    """The filters in an address. What is not understood is not filtered by."""
    track, status = data.get("spor", ""), data.get("status", "")
    return Filters(
        text=search_text(data),
        track=track if track in queries.track_names() else "",
        status=status if status in (ENDING, INACTIVE) else "",
        plan_of=uuid_or_none(data.get("sag", "")),
        after=uuid_or_none(data.get("efter", "")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpShown:
    """Support that a partner can give."""

    id: UUID
    what: str
    about: str
    track: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedShown:
    """How the agreement stands: in a word, and as a chip shows it."""

    says: str
    chip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLine:
    """A partner in the overview."""

    name: str
    url: str
    about: str
    helps: list[HelpShown]
    agreed: AgreedShown


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewShown:
    """The whole page."""

    count: str
    rows: list[PartnerLine]
    filters: Filters
    tracks: list[Option]
    statuses: list[Option]
    next_url: str
    first_url: str
    unfiltered_url: str


def overview(found: PartnerPage, filters: Filters, *, today: date) -> OverviewShown:
    statuses = {
        "": _("In use"),
        ENDING: _("Agreement ends soon or has ended"),
        INACTIVE: _("No longer in use"),
    }
    count = ngettext("%(n)s partner", "%(n)s partners", found.count)
    following = replace(filters, after=found.after)
    return OverviewShown(
        count=count % {"n": f"{found.count}+" if found.more else found.count},
        rows=[partner_line(row, today=today) for row in found.rows],
        filters=filters,
        tracks=[Option(code, name, code == filters.track) for code, name in names.tracks()],
        statuses=[Option(code, said, code == filters.status) for code, said in statuses.items()],
        next_url=following.address() if found.after else "",
        first_url=replace(filters, after=None).address() if filters.after else "",
        unfiltered_url=Filters(plan_of=filters.plan_of).address(),
    )


def partner_line(row: PartnerRow, *, today: date) -> PartnerLine:
    kind = capfirst(names.partner_kind(row.kind))
    return PartnerLine(
        name=row.name,
        url=reverse("partner", args=[row.id]),
        about=" · ".join(filter(None, (kind, row.place))),
        helps=[help_shown(one) for one in row.helps],
        agreed=agreed_shown(row.agreed, today=today),
    )


def help_shown(one: HelpView) -> HelpShown:
    return HelpShown(
        id=one.id,
        what=one.what,
        about=" · ".join(filter(None, (one.for_whom, one.place))),
        track=names.track(one.track) if one.track else "",
        is_active=one.is_active,
    )


def agreed_shown(agreed: tuple[date, date | None] | None, *, today: date) -> AgreedShown:
    """Whether there is an agreement, and whether it ends soon or has ended."""
    if agreed is None:
        return AgreedShown(says=_("no agreement"), chip="plain")
    since, until = agreed
    if since > today:
        day = dates.medium(since, today=today)
        return AgreedShown(says=_("agreed from %(date)s") % {"date": day}, chip="plain")
    if until is None or until > today + queries.SOON:
        return AgreedShown(says=_("agreement"), chip="done")
    day = dates.medium(until, today=today)
    if until < today:
        return AgreedShown(says=_("agreement ended %(date)s") % {"date": day}, chip="late")
    return AgreedShown(says=_("agreement ends %(date)s") % {"date": day}, chip="soon")


# --- one partner


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementShown:
    """A version of what is agreed."""

    number: int
    about: str
    when: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerShown:
    """The page. ``says``: how the agreement stands, where that is worth a word."""

    id: UUID
    name: str
    lead: str
    is_active: bool
    has_contact: bool
    contact: list[tuple[str, str]]
    company_url: str
    helps: list[HelpShown]
    newest: AgreementShown | None
    earlier: list[AgreementShown]
    agreed: AgreedShown


def present(partner: PartnerView, *, today: date) -> PartnerShown:
    kind = capfirst(names.partner_kind(partner.kind))
    shown = [agreement_shown(one, today=today) for one in partner.agreements]
    newest = partner.agreements[0] if partner.agreements else None
    contact = list(contact_of(partner))
    return PartnerShown(
        id=partner.id,
        name=partner.name,
        lead=" · ".join(filter(None, (kind, partner.place))),
        is_active=partner.is_active,
        has_contact=bool(contact),
        contact=contact,
        company_url=reverse("company", args=[partner.company_id]) if partner.company_id else "",
        helps=[help_shown(one) for one in partner.helps],
        newest=shown[0] if shown else None,
        earlier=shown[1:],
        agreed=agreed_shown((newest.since, newest.until) if newest else None, today=today),
    )


def contact_of(partner: PartnerView) -> Iterator[tuple[str, str]]:
    who = ", ".join(filter(None, (partner.contact_name, partner.contact_title)))
    for name, said in (
        (_("Contact"), who),
        (_("Telephone"), partner.phone),
        (_("E-mail"), partner.email),
    ):
        if said:
            yield name, said


def agreement_shown(one: AgreementView, *, today: date) -> AgreementShown:
    since = _("from %(date)s") % {"date": dates.medium(one.since, today=today)}
    signed = ""
    if one.signed_on or one.signed_by:
        day = dates.medium(one.signed_on, today=today) if one.signed_on else ""
        signed = _("signed: %(who)s") % {"who": ", ".join(filter(None, (one.signed_by, day)))}
    ours = _("with us: %(name)s") % {"name": one.responsible}
    return AgreementShown(
        number=one.number,
        about=one.about,
        when=dates.span(one.since, one.until, today=today) if one.until else since,
        who=" · ".join(filter(None, (signed, ours))),
    )
