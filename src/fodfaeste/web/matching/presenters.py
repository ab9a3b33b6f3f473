"""The match of one case as it is shown. Pure: no request, no database, no clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.matching.criteria import ALL, WEIGHTS, Finding, Suggestion
from fodfaeste.matching.pipeline import ProspectView, StepView
from fodfaeste.matching.queries import MatchView, UnitFound, WishesView
from fodfaeste.matching.wishes import Needs, Wishes
from fodfaeste.web import dates
from fodfaeste.web.companies.names import consideration, offer_kind
from fodfaeste.web.matching import names

FIRST_OFFERS = 5


@dataclass(frozen=True, slots=True)
class ProspectShown:
    """A workplace in a list. ``chip``: the look of its state."""

    name: str
    town: str
    url: str
    state: str
    chip: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """A step. ``written``: who wrote it down and when. ``taken_back``: why, if it was."""

    day: str
    what: str
    who: str
    note: str
    withheld: bool
    written: str
    taken_back: str | None
    take_back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShown:
    """What a criterion found. ``stands``: ``for``, ``partly``, ``against`` or ``uncounted``."""

    criterion: str
    says: str
    points: str
    stands: str
    stands_says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionShown:
    """An offer with its reasons. ``known``: how far one has come there already."""

    name: str
    place: str
    tasks: str
    points: str
    url: str
    offer_id: UUID
    known: str
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesShown:
    """What is wished. ``told``: whether the employer may be told. ``needs``: what the workplace has
    to consider. ``withheld``: there may be some that the reader does not read."""

    facts: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, str], ...]
    told: str
    may_tell: bool
    withheld: bool
    written: str


def name_of(one: ProspectView | UnitFound) -> str:
    """``Solgården, køkkenet``"""
    return names.joined(filter(None, [one.company, one.unit]))


def url_of(case_id: UUID, unit_id: UUID) -> str:
    return reverse("match_unit", args=[case_id, unit_id])


# --- wishes


def wishes_shown(found: WishesView | None, *, today: date) -> WishesShown | None:
    """None if nothing is written."""
    if found is None:
        return None
    needs = found.needs
    return WishesShown(
        facts=tuple(_facts(found.wishes)),
        needs=tuple(_needs(needs)) if needs else (),
        told=told_said(found.wishes, today),
        may_tell=found.wishes.told == "yes",
        withheld=needs is None,
        written=_("Written %(date)s by %(who)s")
        % {
            "date": dates.medium(timezone.localdate(found.made_at), today=today),
            "who": found.made_by,
        },
    )


def _facts(wishes: Wishes) -> Iterator[tuple[str, str]]:
    kinds = names.joined(offer_kind(kind) for kind in wishes.kinds)
    minutes = ""
    if wishes.most_minutes:
        minutes = _("at most %(n)s minutes each way") % {"n": wishes.most_minutes}
    near = _("near %(postcode)s") % {"postcode": wishes.near} if wishes.near else ""
    said = (
        (_("Tasks"), names.joined(wishes.tasks)),
        (_("Trades"), names.joined(wishes.trades)),
        (_("Kind"), kinds),
        (_("Hours a week"), hours_said(wishes)),
        (_("Where"), words.capitalised(names.joined(filter(None, [near, minutes, wishes.where])))),
    )
    return ((name, value) for name, value in said if value)


def hours_said(wishes: Wishes) -> str:
    """``10–15``, ``mindst 10``, ``højst 15``"""
    least, most = wishes.hours_least, wishes.hours_most
    if least is not None and most is not None:
        return names.span(least, most)
    if least is not None:
        return _("at least %(hours)s") % {"hours": names.number(least)}
    return _("at most %(hours)s") % {"hours": names.number(most)} if most is not None else ""


def _needs(needs: Needs) -> Iterator[tuple[str, str]]:
    said = (
        (_("The workplace has to consider"), names.joined(map(consideration, needs.codes))),
        (_("Also"), needs.words),
        (_("The employer may be told"), needs.told_words),
    )
    return ((name, value) for name, value in said if value)


def told_said(wishes: Wishes, today: date) -> str:
    if not wishes.told:
        return _("The citizen has not been asked whether the employer may be told of the illness.")
    day = dates.medium(wishes.told_on, today=today) if wishes.told_on else ""
    if wishes.told == "yes":
        return _("The employer may be told of the illness. The citizen decided so on %(date)s.") % {
            "date": day
        }
    return _("The employer may not be told of the illness. The citizen decided so on %(date)s.") % {
        "date": day
    }


# --- workplaces


def prospect_shown(one: ProspectView, *, today: date) -> ProspectShown:
    last = one.last
    return ProspectShown(
        name=name_of(one),
        town=one.town,
        url=url_of(one.case_id, one.unit_id),
        state=words.capitalised(names.state(one.state)),
        chip=names.CHIPS[one.state],
        says=last_said(last, today=today) if last else "",
    )


def last_said(step: StepView, *, today: date) -> str:
    """``kontaktet på telefon 3. november, Karen Lund``"""
    what = names.step(step.kind, step.channel, step.declined_by)
    return f"{what} {dates.medium(step.on, today=today)}, {step.done_by}"


def step_shown(
    step: StepView, case_id: UUID, unit_id: UUID, *, may: bool, today: date
) -> StepShown:
    url = reverse("match_take_back", args=[case_id, unit_id, step.id])
    can = may and step.taken_back is None
    return StepShown(
        day=dates.medium(step.on, today=today),
        what=names.step(step.kind, step.channel, step.declined_by),
        who=step.done_by,
        note=step.note,
        withheld=step.withheld,
        written=_("%(who)s, written %(date)s")
        % {"who": step.author, "date": dates.moment(step.written_at, today=today)},
        taken_back=step.taken_back,
        take_back_url=url if can else "",
    )


def counts_said(states: Iterable[str]) -> str:
    """``1 aftalt, 2 kontaktet``"""
    found = list(states)
    parts = (
        f"{found.count(state)} {names.state(state)}"
        for state in ("agreed", "visit", "contacted", "idea", "declined")
        if state in found
    )
    return names.joined(parts)


NEXT: Mapping[str, str] = {
    "idea": "contacted",
    "contacted": "visit",
    "visit": "agreed",
    "agreed": "contacted",
    "declined": "contacted",
}
"""What mostly comes after a state: chosen in the form to begin with."""


# --- suggestions


def suggestions_shown(
    found: Sequence[Suggestion],
    places: Mapping[UUID, UnitFound],
    match: MatchView,
    case_id: UUID,
    *,
    today: date,
) -> list[SuggestionShown]:
    return [
        _suggestion(one, places[one.offer.id], match.of_unit(one.offer.unit_id), case_id, today)
        for one in found
    ]


def _suggestion(
    one: Suggestion, place: UnitFound, known: ProspectView | None, case_id: UUID, today: date
) -> SuggestionShown:
    values = {"points": names.number(one.points), "possible": one.possible}
    return SuggestionShown(
        name=name_of(place),
        place=names.joined(filter(None, [place.trade, place.town])),
        tasks=place.tasks,
        points=_("%(points)s of %(possible)s points") % values,
        url=url_of(case_id, one.offer.unit_id),
        offer_id=one.offer.id,
        known=last_said(known.last, today=today) if known and known.last else "",
        findings=tuple(finding_shown(each, today=today) for each in one.findings),
    )


def finding_shown(found: Finding, *, today: date) -> FindingShown:
    stands = stands_of(found.share)
    said = {
        "for": _("for"),
        "partly": _("partly"),
        "against": _("against"),
        "uncounted": _("not counted"),
    }
    points = f"{names.number(found.points)}/{found.weight}" if found.share is not None else ""
    return FindingShown(
        criterion=names.criterion(found.criterion),
        says=names.finding(found, today=today),
        points=points,
        stands=stands,
        stands_says=said[stands],
    )


def stands_of(share: Decimal | None) -> str:
    if share is None:
        return "uncounted"
    if not share:
        return "against"
    return "for" if share == ALL else "partly"


def weights() -> list[tuple[str, int, str]]:
    """What each criterion counts, and what it looks at."""
    return [
        (names.criterion(code), weight, str(names.ABOUT[code])) for code, weight in WEIGHTS.items()
    ]
