"""Companies as one searches for them: a page at a time, those first whose name begins with it, in
Danish order."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Sum, When

from fodfaeste.accounts.models import User
from fodfaeste.cases.names import search_key
from fodfaeste.companies import finding
from fodfaeste.companies.models import Company, Offer, ProductionUnit
from fodfaeste.companies.queries.results import CompanyPage, CompanyRow, UnitChoice

ON_A_PAGE = 50
COUNTED = 1000
LONG = timedelta(days=182)


def search(
    *,
    user: User,
    today: date,
    text: str = "",
    kind: str = "",
    inactive: bool = False,
    untouched: bool = False,
    after: UUID | None = None,
) -> CompanyPage:
    """The companies of ``user``'s register, found by what they are called, do, are numbered or
    where they are: every word of ``text`` has to fit. ``inactive``: those no longer in use.
    ``untouched``: those with whom nobody has been in touch for half a year."""
    found = _filtered(Company.objects.visible_to(user), text, kind).filter(is_active=not inactive)
    if untouched:
        long_ago = Q(last_touch_on=None) | Q(last_touch_on__lt=today - LONG)
        found = found.filter(long_ago)
    count = found.order_by()[: COUNTED + 1].count()
    page = list(_from(found, text, after)[: ON_A_PAGE + 1])
    last = page[ON_A_PAGE - 1].pk if len(page) > ON_A_PAGE else None
    rows = _rows(page[:ON_A_PAGE], today)
    return CompanyPage(rows, min(count, COUNTED), more=count > COUNTED, after=last)


def _filtered(found: "QuerySet[Company]", text: str, kind: str) -> "QuerySet[Company]":
    for word in finding.words(text):
        found = found.filter(search_key__contains=word)
    return found.filter(kind=kind) if kind in Company.Kind.values else found


def _from(found: "QuerySet[Company]", text: str, after: UUID | None) -> "QuerySet[Company]":
    """In order, from the one after ``after`` on. Those whose name begins with what is typed stand
    before those in which it stands elsewhere: a few digits are part of many numbers."""
    first = Q(search_key__startswith=search_key(text.strip()))
    begin = found.filter(pk=after).first() if after else None
    if begin is not None:
        later = finding.after(begin.sort_key, begin.pk)
        is_first = found.filter(first, pk=begin.pk).exists()
        found = found.filter((first & later) | ~first if is_first else later & ~first)
    return found.order_by(Case(When(first, then=0), default=1), "sort_key", "pk")


def _rows(companies: Collection[Company], today: date) -> tuple[CompanyRow, ...]:
    ids = [company.pk for company in companies]
    units, places = _units(ids), _places(ids, today)
    return tuple(
        CompanyRow(
            id=one.pk,
            name=one.name,
            cvr=one.cvr,
            kind=one.kind,
            trade=one.trade,
            is_active=one.is_active,
            units=tuple(units.get(one.pk, ())),
            open_offers=places.get(one.pk, 0),
            last_touch_on=one.last_touch_on,
        )
        for one in companies
    )


def _units(company_ids: Collection[UUID]) -> Mapping[UUID, list[UnitChoice]]:
    rows = ProductionUnit.unrestricted.filter(company__in=company_ids, is_active=True)
    units: dict[UUID, list[UnitChoice]] = {}
    for row in rows:
        choice = UnitChoice(id=row.pk, name=row.name, p_number=row.p_number, town=row.town)
        units.setdefault(row.company_id, []).append(choice)
    return units


def _places(company_ids: Collection[UUID], today: date) -> Mapping[UUID, int]:
    offers = Offer.unrestricted.filter(unit__company__in=company_ids, unit__is_active=True)
    counted = open_on(offers, today).order_by().values("unit__company").annotate(n=Sum("places"))
    return dict(counted.values_list("unit__company", "n"))


def open_on(offers: "QuerySet[Offer]", day: date) -> "QuerySet[Offer]":
    """Those that are open on a day."""
    open_still = Q(open_until=None) | Q(open_until__gte=day)
    return offers.filter(open_still, open_from__lte=day)
