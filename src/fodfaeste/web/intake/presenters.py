"""The inbox as it is shown. Pure: no request, no database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.intake import Decision
from fodfaeste.cases.queries.inbox import Answer, Inbox, Pile, Section, Waiting
from fodfaeste.core.description import WayIn
from fodfaeste.core.evaluation import ON_A_WORKLIST, Evaluation, Instance
from fodfaeste.core.events import Event
from fodfaeste.core.explaining import reason
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, duties, names, saying
from fodfaeste.web.dates import language
from fodfaeste.web.duties import DateBox, date_box
from fodfaeste.web.eligibility import verdict_says
from fodfaeste.web.intake.filters import NONE, Filters
from fodfaeste.web.intake.words import decision
from fodfaeste.web.names import Option

CANNOT_YET = frozenset({"waits", "waits_for_variant"})
STEPS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """What the programme asks next, with the clause that asks for it."""

    what: str
    clause: str
    clause_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingShown:
    """A referral in the inbox. ``verdict``: on the target group, in a few words; ``kind`` is its
    colour. ``in_time``: whether it came when it should, where the programme says when.
    ``is_listed``: by others, on their waiting list."""

    box: DateBox
    citizen: str
    url: str
    protected: bool
    programme: str
    way: str
    who: str
    in_time: str
    late: bool
    verdict: str
    kind: str
    is_listed: bool
    asked: Sequence[str]
    steps: Sequence[Step]
    decide_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """An answer to a referral of one's own."""

    day: str
    citizen: str
    url: str
    protected: bool
    programme: str
    says: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PileShown:
    """Some of the referrals. ``says``: how many there are, in words; ``all_url``: where these
    stand alone, if not all are here."""

    id: str
    heading: str
    says: str
    number: int
    rows: Sequence[WaitingShown]
    all_url: str
    next_url: str
    first_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxShown:
    """All of the page. ``is_part``: one pile only is shown."""

    piles: Sequence[PileShown]
    answers: Sequence[AnswerShown]
    programmes: Sequence[Option]
    filters: Filters
    all_url: str

    @property
    def is_part(self) -> bool:
        return self.filters.pile is not None


def present_inbox(inbox: Inbox, *, today: date, filters: Filters = NONE) -> InboxShown:
    """What waits for an answer, oldest first. What is empty is left out, but for the new ones."""
    wanted = [Pile.NEW] if filters.pile is None else [filters.pile]
    piles = [
        pile_shown(each, section, filters, today=today)
        for each, section in inbox.piles.items()
        if each in wanted or (filters.pile is None and section.count)
    ]
    return InboxShown(
        piles=piles,
        answers=[answer(one, today=today) for one in inbox.answers],
        programmes=names.programme_options(filters.programme),
        filters=filters,
        all_url=NONE.address(),
    )


def pile_shown(pile: Pile, section: Section, filters: Filters, *, today: date) -> PileShown:
    alone = replace(filters, pile=pile, after=None)
    following = replace(alone, after=section.after).address() if section.after else ""
    return PileShown(
        id=pile.value,
        heading=heading(pile),
        says=pile_says(pile, section.count),
        number=section.count,
        rows=[waiting(one, today=today) for one in section.rows],
        all_url=alone.address() if section.after and filters.pile is None else "",
        next_url=following if filters.pile is not None else "",
        first_url=alone.address() if filters.after else "",
    )


def heading(pile: Pile) -> str:
    return {
        Pile.NEW: _("New referrals"),
        Pile.LISTED: _("On the waiting list"),
        Pile.SENT: _("Referred by us, still waiting"),
    }[pile]


def pile_says(pile: Pile, number: int) -> str:
    """What stands beside the number at the top of the page."""
    if pile == Pile.NEW:
        return ngettext("waits for an answer", "wait for an answer", number)
    return _("on the waiting list") if pile == Pile.LISTED else _("referred by us")


def waiting(one: Waiting, *, today: date) -> WaitingShown:
    """One referral: what is known of it, and what is asked next."""
    rules = one.told.rules
    first = referral_of(rules, one.told.events)
    due = next_dated(one)
    timely = timely_of(one.evaluation, first)
    verdict = one.evaluation.eligibility.verdict if one.shows_facts else ""
    return WaitingShown(
        box=date_box(due_on=due.due_on if due else None, today=today),
        citizen=names.of_citizen(one.citizen),
        url=addresses.of_case(one.case_id),
        protected=one.protected,
        programme=names.of_course(rules, one.evaluation.variant),
        way=way_says(rules, first),
        who=who_says(one, first, today=today),
        in_time=timely_says(timely, today=today) if timely else "",
        late=timely is not None and timely.state == "met_late",
        verdict=target_group_says(verdict),
        kind={"eligible": "done", "not_eligible": "late"}.get(verdict, "plain"),
        is_listed=not one.is_ours and one.decision == Decision.WAITING_LIST,
        asked=asked_says(rules, first, today=today),
        steps=steps(one, first),
        decide_url=reverse("decide", args=[one.case_id]) if one.may_decide else "",
    )


def target_group_says(verdict: str) -> str:
    """On the target group in a few words, which must not sound as if no decision could be made."""
    if verdict == "undetermined":
        return _("target group not clear yet")
    return verdict_says(verdict) if verdict else ""


def referral_of(rules: Rules, events: Iterable[Event]) -> Event | None:
    """The event with which it began."""
    types = {way.begins_with for way in rules.programme.ways_in}
    return next((event for event in events if event.type in types), None)


def way_of(rules: Rules, first: Event | None) -> WayIn | None:
    """The way in that the referral says, or the only one that it can have been."""
    if first is None:
        return None
    given = first.attributes
    fitting = [
        way
        for way in rules.programme.ways_in
        if all(given.get(name) == value for name, value in way.where.items())
    ]
    loose = [
        way
        for way in rules.programme.ways_in
        if all(given.get(name, value) == value for name, value in way.where.items())
    ]
    return fitting[0] if fitting else loose[0] if len(loose) == 1 else None


def way_says(rules: Rules, first: Event | None) -> str:
    way = way_of(rules, first)
    return way.name[language()] if way else ""


def who_says(one: Waiting, first: Event | None, *, today: date) -> str:
    """``Modtaget 12. november fra Fjordkær Kommune, Mette Holm``; of one's own, to whom it went."""
    day = date.fromordinal(first.day) if first else timezone.localdate(one.opened_at)
    values = {
        "date": dates.medium(day, today=today),
        "place": one.referred_by or one.organisation,
        "who": one.opened_by,
    }
    if not one.is_ours:
        sent = values | {"place": one.organisation}
        return _("Sent %(date)s to %(place)s by %(who)s") % sent
    return _("Received %(date)s from %(place)s, %(who)s") % values


def asked_says(rules: Rules, first: Event | None, *, today: date) -> list[str]:
    """What the referral says of what its way in asks about: the course, a wish to take part."""
    way = way_of(rules, first) or rules.programme.ways_in[0]
    if first is None:
        return []
    known = rules.terms.events[first.type].attributes
    found = [(known[name], first.attributes.get(name)) for name in way.asks]
    return [saying.detail(k, written(v), today=today) for k, v in found if v not in (None, False)]


def written(value: object) -> object:
    """A value of the core as the exchange format writes it."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return date.fromordinal(value).isoformat()
    return getattr(value, "text", value)


# --- deadlines and what comes next


def outstanding(one: Waiting) -> list[Instance]:
    """What is due, that with a date first, without what has to wait for something."""
    log = one.evaluation.log
    found = [
        each
        for each in one.evaluation.requirements
        if each.state in ON_A_WORKLIST
        and reason(one.told.rules, log, each.duty)["code"] not in CANNOT_YET
    ]
    return sorted(found, key=lambda each: (each.duty.due is None, each.duty.due or 0))


def next_dated(one: Waiting) -> Instance | None:
    return next((each for each in outstanding(one) if each.due_on), None)


def timely_of(evaluation: Evaluation, first: Event | None) -> Instance | None:
    """The requirement that the referral itself meets by a day (JS-10)."""
    if first is None:
        return None
    return next(
        (
            each
            for each in evaluation.requirements
            if each.due_on and each.met_on and any(first.type in m.event for m in each.rule.match)
        ),
        None,
    )


def timely_says(each: Instance, *, today: date) -> str:
    assert each.due_on is not None, "asked for by timely_of"
    day = dates.medium(each.due_on, today=today)
    if each.state == "met_late":
        return _("Came too late (by %(date)s)") % {"date": day}
    return _("Came in time (by %(date)s)") % {"date": day}


def steps(one: Waiting, first: Event | None) -> list[Step]:
    """The next things: what is due, and what this way in usually begins with."""
    rules = one.told.rules
    due = outstanding(one)
    found = [Step(duties.what(each.rule, each.duty.number), each.rule.clause, "") for each in due]
    covered = {name for each in due for match in each.rule.match for name in match.event}
    way = way_of(rules, first)
    happened = {event.type for event in one.told.events}
    usual = [
        Step(rules.terms.events[name].name[language()], clause_of(rules, name, way), "")
        for name in (way.then if way else ())
        if way and name not in covered | happened
    ]
    programme = rules.programme.programme
    return [
        Step(step.what, step.clause, addresses.of_clause(programme, step.clause))
        for step in [*usual, *found][:STEPS]
    ]


def clause_of(rules: Rules, event: str, way: WayIn) -> str:
    """On whose word something comes next: an offer's, else that of the way in."""
    offers = (offer.clause for offer in rules.programme.offers if event in offer.event)
    return next(offers, way.clause)


# --- answers


def answer(one: Answer, *, today: date) -> AnswerShown:
    """What was answered, by whom and why."""
    said = decision(one.decision)
    return AnswerShown(
        day=dates.short(one.on, today=today),
        citizen=names.of_citizen(one.citizen),
        url=addresses.of_case(one.case_id),
        protected=one.protected,
        programme=names.of_programme(one.programme),
        says=f"{said}: {one.to}" if one.to else said,
        reason=one.reason,
        who=f"{one.by}, {one.organisation}",
    )
