"""What the queries of the registers give: partners with what they can give, mentors, and one of
each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.names import search_key, sort_key
from fodfaeste.companies import finding
from fodfaeste.companies.models import Company
from fodfaeste.mentoring.models import (
    Mentor,
    MentorSupport,
    Partner,
    PartnerAgreement,
    PartnerHelp,
)
from fodfaeste.mentoring.registers import details_of, reached_of
from fodfaeste.mentoring.supporting import MENTOR, users_who_may

ON_A_PAGE = 50
COUNTED = 1000
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpView:
    """Support that a partner can give; see ``models.PartnerHelp``."""

    id: UUID
    what: str
    for_whom: str
    track: str
    place: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """A version of what is agreed. ``signed_by``: who for the partner."""

    number: int
    about: str
    since: date
    until: date | None
    signed_on: date | None
    signed_by: str
    responsible_id: int
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A partner in the overview. ``agreed``: from when until when the newest agreement holds;
    None where nothing is agreed."""

    id: UUID
    name: str
    kind: str
    place: str
    helps: tuple[HelpView, ...]
    agreed: tuple[date, date | None] | None


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """A page of partners. ``count``: how many there are, or at least are if ``more``. ``after``:
    the last partner here, if others follow."""

    rows: tuple[PartnerRow, ...]
    count: int
    more: bool
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """A partner, with all that is known. ``company_id``: of the register of companies, if it has
    the same number. ``agreements``: newest first."""

    id: UUID
    name: str
    kind: str
    place: str
    cvr: str
    is_active: bool
    contact_name: str
    contact_title: str
    phone: str
    email: str
    company_id: UUID | None
    helps: tuple[HelpView, ...]
    agreements: tuple[AgreementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorView:
    """A mentor of the register; of one who uses the system, ``user_id`` and a name. ``helped``: how
    many citizens they are a mentor for now."""

    id: UUID | None
    user_id: int | None = None
    name: str
    is_volunteer: bool = False
    phone: str = ""
    email: str = ""
    comes_from: str = ""
    languages: str = ""
    likes: str = ""
    time: str = ""
    confidential_on: date | None = None
    stopped_on: date | None = None
    helped: int = 0

    @property
    def key(self) -> str:
        """By which an address names them."""
        return str(self.id or self.user_id)


@dataclass(frozen=True, slots=True)
class MentorPage:
    """A page of mentors. ``count``: how many there are. ``after``: the key of the last one here, if
    others follow; else empty."""

    rows: tuple[MentorView, ...]
    count: int
    after: str


# --- partners


def partners(
    *, user: User, today: date, text: str = "", track: str = "", ending: bool = False,
    inactive: bool = False, after: UUID | None = None,
) -> PartnerPage:  # fmt: skip
    """The partners of ``user``'s organisation by name: every word of ``text`` has to fit. With
    ``track``: those that support it, and that support alone. ``ending``: those whose agreement has
    run out or soon does. ``after``: those that follow this one."""
    found = Partner.objects.visible_to(user).filter(is_active=not inactive)
    for word in finding.words(text):
        found = found.filter(search_key__contains=word)
    if track:
        wanted = PartnerHelp.unrestricted.filter(track=track, is_active=True)
        found = found.filter(pk__in=wanted.values("partner"))
    if ending:
        found = _ending(found, today)
    count = found.order_by()[: COUNTED + 1].count()
    page = list(_from(found, user, after)[: ON_A_PAGE + 1])
    last = page[ON_A_PAGE - 1].pk if len(page) > ON_A_PAGE else None
    rows = _rows(page[:ON_A_PAGE], track)
    return PartnerPage(rows, min(count, COUNTED), more=count > COUNTED, after=last)


def _from(found: "QuerySet[Partner]", user: User, after: UUID | None) -> "QuerySet[Partner]":
    begin = Partner.objects.visible_to(user).filter(pk=after).first() if after else None
    if begin is None:
        return found
    return found.filter(finding.after(begin.sort_key, begin.pk))


def _ending(found: "QuerySet[Partner]", today: date) -> "QuerySet[Partner]":
    """Those with an agreement, and none that holds for longer."""
    lasting = Q(until=None) | Q(until__gt=today + SOON)
    agreed = PartnerAgreement.unrestricted.all()
    held = agreed.filter(lasting).values("partner")
    return found.filter(pk__in=agreed.values("partner")).exclude(pk__in=held)


def _rows(found: Sequence[Partner], track: str) -> tuple[PartnerRow, ...]:
    ids = [one.pk for one in found]
    helps, agreed = _helps(ids, track), _agreed(ids)
    return tuple(
        PartnerRow(
            id=one.pk,
            name=one.name,
            kind=one.kind,
            place=one.place,
            helps=tuple(helps.get(one.pk, ())),
            agreed=agreed.get(one.pk),
        )
        for one in found
    )


def _helps(ids: Collection[UUID], track: str) -> Mapping[UUID, list[HelpView]]:
    rows = PartnerHelp.unrestricted.filter(partner__in=ids, is_active=True)
    helps: dict[UUID, list[HelpView]] = {}
    for row in rows.filter(track=track) if track else rows:
        helps.setdefault(row.partner_id, []).append(_help(row))
    return helps


def _help(row: PartnerHelp) -> HelpView:
    return HelpView(
        id=row.pk,
        what=row.what,
        for_whom=row.for_whom,
        track=row.track,
        place=row.place,
        is_active=row.is_active,
    )


def _agreed(ids: Collection[UUID]) -> Mapping[UUID, tuple[date, date | None]]:
    rows = PartnerAgreement.unrestricted.filter(partner__in=ids).order_by("number")
    return {one: (since, until) for one, since, until in rows.values_list(
        "partner", "since", "until")}  # fmt: skip


def partner(*, user: User, partner_id: UUID) -> PartnerView | None:
    """A partner of ``user``'s organisation; None if there is no such one."""
    row = Partner.objects.visible_to(user).filter(pk=partner_id).first()
    if row is None:
        return None
    reached = reached_of(row)
    companies = Company.objects.visible_to(user).filter(cvr=row.cvr)
    return PartnerView(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        place=row.place,
        cvr=row.cvr,
        is_active=row.is_active,
        contact_name=reached["contact_name"],
        contact_title=reached["contact_title"],
        phone=reached["phone"],
        email=reached["email"],
        company_id=companies.values_list("pk", flat=True).first() if row.cvr else None,
        helps=tuple(map(_help, row.helps.order_by("-is_active", "what", "pk"))),
        agreements=tuple(
            map(_agreement, row.agreements.select_related("responsible").order_by("-number"))
        ),
    )


def _agreement(row: PartnerAgreement) -> AgreementView:
    signed = crypto.decrypt_map(row.signed) if row.signed else {}
    return AgreementView(
        number=row.number,
        about=row.about,
        since=row.since,
        until=row.until,
        signed_on=row.signed_on,
        signed_by=str(signed.get("them", "")),
        responsible_id=row.responsible_id,
        responsible=row.responsible.name,
    )


def help_of(*, user: User, help_id: UUID) -> tuple[str, HelpView] | None:
    """What somebody can give, with the name of the partner; None if there is no such thing."""
    found = PartnerHelp.objects.visible_to(user).select_related("partner").filter(pk=help_id)
    row = found.first()
    return None if row is None else (row.partner.name, _help(row))


# --- mentors


def mentors(*, user: User, text: str = "", stopped: bool = False, after: str = "") -> MentorPage:
    """The mentors of ``user``'s organisation by name, and (unless one asks for those who have
    stopped) the colleagues whose role it is. Every word of ``text`` has to fit what is known.
    ``after``: those who follow the one of this key."""
    found = _fitting(user, text, stopped)
    begin = next((n for n, one in enumerate(found, 1) if one.key == after), 0)
    rows = found[begin : begin + ON_A_PAGE]
    has_more = len(found) > begin + ON_A_PAGE
    return MentorPage(tuple(rows), len(found), after=rows[-1].key if has_more else "")


def _fitting(user: User, text: str = "", stopped: bool = False) -> list[MentorView]:
    """All of them: what they are found by is encrypted, so they are read to be searched."""
    rows = Mentor.objects.visible_to(user).filter(erased_at=None, stopped_on__isnull=not stopped)
    helped = _running("mentor")
    found = [_mentor(row, helped.get(row.pk, 0)) for row in rows]
    if not stopped:
        found += _colleagues(user)
    words = finding.words(text)
    fitting = [one for one in found if _fits(one, words)]
    return sorted(fitting, key=lambda one: (sort_key(one.name), one.key))


def _fits(one: MentorView, words: Sequence[str]) -> bool:
    known = (one.name, one.comes_from, one.languages, one.likes, one.time)
    key = search_key(" ".join(known))
    return all(word in key for word in words)


def _running(field: str) -> Mapping[object, int]:
    """How many citizens each is a mentor for."""
    running = MentorSupport.unrestricted.filter(ended_on=None).exclude(**{field: None}).order_by()
    counted = running.values(field).annotate(n=Count("case", distinct=True))
    return dict(counted.values_list(field, "n"))


def _colleagues(user: User) -> list[MentorView]:
    found = User.objects.filter(
        organisation=user.organisation_id, is_active=True, roles__role=MENTOR
    ).distinct()
    helped = _running("user")
    return [
        MentorView(id=None, user_id=one.pk, name=one.name, helped=helped.get(one.pk, 0))
        for one in found
    ]


def mentor(*, user: User, mentor_id: UUID) -> MentorView | None:
    """A mentor of ``user``'s organisation; None if there is no such one, or they are erased."""
    row = Mentor.objects.visible_to(user).filter(pk=mentor_id, erased_at=None).first()
    return None if row is None else _mentor(row, _running("mentor").get(row.pk, 0))


def _mentor(row: Mentor, helped: int) -> MentorView:
    known = details_of(row)
    return MentorView(
        id=row.pk,
        name=known["name"],
        is_volunteer=row.is_volunteer,
        phone=known["phone"],
        email=known["email"],
        comes_from=known["comes_from"],
        languages=known["languages"],
        likes=known["likes"],
        time=known["time"],
        confidential_on=row.confidential_on,
        stopped_on=row.stopped_on,
        helped=helped,
    )


def to_choose(*, user: User, case_id: UUID) -> tuple[list[MentorView], list[tuple[int, str]]]:
    """Who can be chosen as a citizen's mentor: from the register, and people who use the system."""
    register = [one for one in _fitting(user) if one.id is not None]
    people = users_who_may(case_id, user).distinct().values_list("pk", "name")
    return register, sorted(people, key=lambda one: sort_key(one[1]))
