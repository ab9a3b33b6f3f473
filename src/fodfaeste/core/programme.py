"""What a programme is. These dataclasses are also the definition of a programme file:
``reading`` reads a file by their fields and types, and ``schema`` makes its JSON Schema of them.

Every rule carries the id of the clause that asks for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NewType

from fodfaeste.core.dates import Period
from fodfaeste.core.description import (
    Arrangement,
    Booking,
    CaseloadNorm,
    Clause,
    Course,
    Intake,
    Offer,
    PartRole,
    Placement,
    Progress,
    QuestionList,
    Source,
    Track,
    Variant,
    VariantSource,
    WayIn,
)
from fodfaeste.core.record import record, told, unique_record, value
from fodfaeste.core.vocabulary import (
    Attribute,
    ClauseId,
    EventType,
    Id,
    IndicatorSet,
    Role,
    Wanted,
    Words,
)

Share = NewType("Share", str)

Strength = Literal["must", "usual"]
Kind = Literal["once", "at_least", "every", "per_period", "at_most"]


# --- how rules find things in a log


@record
class Match:
    """Events of a type, with attribute values, with every role asked for present."""

    event: tuple[str, ...] = told("The event type, or several of which any will do.", many=True)
    where: Mapping[str, Wanted] = told(
        "Attribute values asked for: a value, a list of values, or `not:` a value.", default={}
    )
    present: tuple[str, ...] = told("Roles that must have been present.", default=(), many=True)


@value
class Length:
    """A period, the same for all or one for each variant."""

    always: Period | None = None
    by_variant: Mapping[str, Period] = told("One for each variant.", default={})

    def of(self, variant: str | None) -> Period | None:
        """The period for ``variant``; None if it depends on a variant that is not known."""
        return self.always or (self.by_variant.get(variant) if variant else None)


@record
class Anchor:
    """A named day in a case, from which others are counted. It rests on exactly one of: an
    event, another anchor, the last day or a part of a stretch, the day a requirement is met."""

    name: Words = told("The day in words, as in “the first day of the intro course”.")
    event: tuple[str, ...] = told("The first event of this type.", default=(), many=True)
    where: Mapping[str, Wanted] = told("Attribute values asked of the event.", default={})
    present: tuple[str, ...] = told("Roles asked for at the event.", default=(), many=True)
    attribute: str | None = told("A date that the event carries, instead of its own.", default=None)
    anchor: str | None = told("Another anchor.", default=None)
    last_day_of: str | None = told("A stretch, whose last day this is.", default=None)
    part_of: str | None = told("A stretch in equal parts; see `part`.", default=None)
    part: int | None = told("The part whose first day this is, from 1.", default=None)
    requirement: str | None = told("A requirement; the day it is met.", default=None)
    plus: Length | None = told("Counted forward by a period, or one a variant.", default=None)
    minus: Length | None = told("Counted back by a period, or one a variant.", default=None)


@record
class Stretch:
    """A time of fixed length, perhaps in equal parts."""

    name: Words = told("What the stretch is called.")
    clause: ClauseId = told("The clause that sets it.")
    begins: str = told("The anchor on which it begins.")
    lasts: Length = told("Its length, or one for each variant.")
    parts: int = told("How many equal parts it has.", default=1)


@record
class Point:
    """A day, counted from an anchor or, in a requirement for each placement, its first day."""

    anchor: str | None = told("The anchor from which it is counted.", default=None)
    placement: Literal["first_day"] | None = told("The placement's first day.", default=None)
    plus: Length | None = told("Counted forward by a period, or one a variant.", default=None)
    minus: Length | None = told("Counted back by a period, or one a variant.", default=None)


@value
class Window:
    """The days in which matches count: each placement, the whole case, or between two points."""

    of: Literal["placement", "case", "between"]
    first: Point | None = None
    last: Point | None = None


@record
class Condition:
    """Holds if such an event is there; or the latest one of its type is such; or the case has
    one of these variants; or the case is closed."""

    event: tuple[str, ...] = told("An event of this type is there.", default=(), many=True)
    latest: str | None = told("The latest event of this type is as `where` says.", default=None)
    where: Mapping[str, Wanted] = told("Attribute values asked of the event.", default={})
    variant: tuple[str, ...] = told("The variant is one of these.", default=(), many=True)
    closed: bool = told("The case is closed; such a duty outlives the closing.", default=False)


# --- rules


@record
class Criterion:
    """A criterion of the target group, judged from one fact about the citizen."""

    id: Id = told("Its id, unique in the target group.")
    clause: ClauseId = told("The clause that asks for it.")
    says: Words = told("The criterion in words.")
    fact: str = told("The fact that it is judged from.")
    one_of: tuple[object, ...] = told("Met if the fact is one of these.", default=(), many=True)
    has_come: Period | None = told("Met once this long has passed since the date.", default=None)
    not_passed: Period | None = told(
        "Met until this long has passed since the date, that day included.", default=None
    )
    only_when: Mapping[str, Wanted] = told(
        "Asked only when these facts are so; met otherwise.", default={}
    )


@record
class Phase:
    """A phase of a case, from an anchor's day until the next phase begins."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId | None = told("The clause that it comes from.", default=None)
    begins: str = told("The anchor on whose day it begins.")
    usual: Period | None = told(
        "How long it usually lasts where nothing sets it: for what-if calendars only.", default=None
    )


@record
class Requirement:
    """Something that must (or usually should) happen in a case."""

    id: Id = told("Its id, unique among requirements and breaches.")
    clause: ClauseId = told("The clause that asks for it.")
    also: tuple[ClauseId, ...] = told("Further clauses that it serves.", default=(), many=True)
    kind: Kind = told(
        "`once`; `at_least` or `at_most` so many in a window; `every` period, counted from the "
        "one before; `per_period`: so many in each period of a fixed grid."
    )
    name: Words = told("What is to be done, in a few words.")
    rule: Words = told("The rule in words, one sentence without its full stop.")
    owner: str = told("The role that has to act.")
    strength: Strength = told("`usual` where the source says “as a rule”.", default="must")
    match: tuple[Match, ...] = told("What meets it; any one of several.", many=True)
    invites: tuple[str, ...] = told(
        "Roles invited beside those who must be present, when it is booked.", default=(), many=True
    )
    for_each: Literal["placement"] | Match | None = told(
        "Asked once for each known placement, or for each such event.", default=None
    )
    due: Point | None = told("The day on which it is due at the latest.", default=None)
    count: int = told("How many.", default=1)
    period: Period | None = told("The period of `every` and `per_period`.", default=None)
    window: Window | None = told("The days in which matches count.", default=None)
    only_if: tuple[Condition, ...] = told("All of these must hold.", default=(), many=True)
    unless: tuple[Condition, ...] = told("None of these may hold.", default=(), many=True)
    booking: Booking | None = told("Who books it, where the source says so.", default=None)

    @property
    def outlives_closing(self) -> bool:
        """Whether the closing itself calls for it."""
        return any(condition.closed for condition in self.only_if)


@record
class LatestBefore:
    """The latest of several events before another one, and the type that it should have."""

    of: tuple[Match, ...] = told("The events among which the latest is sought.", many=True)
    is_a: str = told("The event type that it should have.")


@record
class Breach:
    """Something that should not have happened as it did."""

    id: Id = told("Its id, unique among requirements and breaches.")
    clause: ClauseId = told("The clause that it goes against.")
    also: tuple[ClauseId, ...] = told("Further clauses that it serves.", default=(), many=True)
    name: Words = told("What is wrong, in a few words.")
    rule: Words = told("The rule in words, one sentence without its full stop.")
    strength: Strength = told("`usual` where the source says “as a rule”.", default="must")
    on_each: Match | None = told("Each such event is one …", default=None)
    on_first: Match | None = told("… or only the first such event …", default=None)
    unless_by_that_day: Match | None = told(
        "… unless such an event came on or before that day.", default=None
    )
    unless_latest_before: LatestBefore | None = told(
        "… unless the latest of these before it in the log is of this type.", default=None
    )


@record
class Unbroken:
    """A stretch in which at least one thing runs on every day, of a given length."""

    begins: Match = told("What begins one.")
    ends: Match = told("What ends one of those running.")
    lasts: Period = told("How long it must have lasted.")


@record
class Outcome:
    """A fact for reports: the day on which something was first reached."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that names the goal.")
    name: Words = told("What was reached.")
    first: Match | None = told("Reached with the first such event.", default=None)
    unbroken: Unbroken | None = told("Reached when it has lasted so long.", default=None)


@record
class Entitlement:
    """A share of a participant's part of the grant, earned when a requirement is met."""

    requirement: str = told("The requirement that earns it.")
    share: Share = told('The share as a decimal in quotes, as "0.20".')
    clause: ClauseId = told("The clause that grants it.")


@record
class Settlement:
    """How a model project is paid."""

    clause: ClauseId = told("The clause that sets it.")
    project_start: Share = told("The share of the whole grant for the project's start.")
    entitlements: tuple[Entitlement, ...] = told("What each participant earns.")


# --- support in phases


@record
class Guide:
    """A figure to steer by that the programme's source does not set. Never a duty."""

    id: Id = told("Its id, unique among the guides.")
    name: Words = told("What is counted.")
    part: int = told("The part of the stretch in which it is counted, from 1.")
    match: Match = told("What counts.")
    count: int = told("About how many.")
    says: Words = told("Who gives the figure.")


@record
class CallIn:
    """Who is called in when the plan must change at once."""

    clause: ClauseId = told("The clause that asks for it.")
    role: str = told("The role, or a word for several, that is called.")


@record
class LastingPlan:
    """A plan for the time after the stretch, and for crises before and after."""

    clause: ClauseId = told("The clause that asks for it.")
    event: str = told("The event type that says it is anchored; its form asks the questions.")


@record
class Sparring:
    """Groups in which people who do the same work learn from one another."""

    clause: ClauseId = told("The clause that asks for it.")
    roles: tuple[str, ...] = told("The roles that have such groups.", many=True)


@record
class PhasedSupport:
    """Support in the equal parts of a stretch, closest in the first."""

    clause: ClauseId = told("The clause that sets it.")
    stretch: str = told("The stretch, which has parts.")
    focus_areas: int = told("At most so many focus areas in a part, of the plan's tracks.")
    contacts: tuple[Match, ...] = told("What counts as a contact.", many=True)
    falls: bool = told("Whether contact should fall from part to part.", default=False)
    guides: tuple[Guide, ...] = told("Figures to steer by.", default=())
    call_in: CallIn | None = told("Who is called in when the plan must change.", default=None)
    lasting_plan: LastingPlan | None = told("The plan for what lasts.", default=None)
    last_steps: tuple[str, ...] = told(
        "The requirements that lead out of it, in order.", default=(), many=True
    )


@unique_record
class Programme:
    """A version of a programme, as its file says."""

    programme: Id = told("The programme's id; the name of its folder.")
    version: date = told("The day from which this version applies; the name of the file.")
    until: date | None = told("The last day on which it applies, if it has one.", default=None)
    name: Words = told("What the programme is called.")
    short_name: Words = told("A short name for lists.")
    about: Words = told("What it is, in a sentence or two.")
    source: Source = told("The document that it comes from.")
    roles: Mapping[str, Role] = told("Roles that only this programme has.", default={})
    facts: Mapping[str, Attribute] = told("Facts that only this programme asks.", default={})
    events: Mapping[str, EventType] = told(
        "Event types, or further attributes of known ones, that only this programme has.",
        default={},
    )
    clauses: Mapping[ClauseId, Clause] = told("Every clause of the source, restated.")
    target_group: tuple[Criterion, ...] = told("Who the programme is for.")
    ways_in: tuple[WayIn, ...] = told("How a citizen comes in.")
    intake: Intake | None = told("How a referral is decided.", default=None)
    people: tuple[PartRole, ...] = told("Who takes part, and what they do.")
    variants: tuple[Variant, ...] = told("Forms of the programme.", default=())
    variant_from: VariantSource | None = told("The event that decides the variant.", default=None)
    anchors: Mapping[str, Anchor] = told("Named days from which others are counted.", default={})
    stretches: Mapping[str, Stretch] = told("Times of fixed length.", default={})
    placement: Placement = told("How placements are made and how long.", default=Placement)
    phases: tuple[Phase, ...] = told("The phases of a case, in order.")
    requirements: tuple[Requirement, ...] = told("What must happen, in order.")
    breaches: tuple[Breach, ...] = told("What should not happen.", default=())
    outcomes: tuple[Outcome, ...] = told("What counts as reached.", default=())
    settlement: Settlement | None = told("How it is paid.", default=None)
    tracks: tuple[Track, ...] = told("The tracks of the plan.", default=())
    courses: tuple[Course, ...] = told("Patterns of sessions.", default=())
    offers: tuple[Offer, ...] = told("What is offered or done by agreement.", default=())
    caseload: tuple[CaseloadNorm, ...] = told("Norms for a worker's caseload.", default=())
    forms: tuple[QuestionList, ...] = told("Questions asked together.", default=())
    arrangements: tuple[Arrangement, ...] = told("What is asked of the organisation.", default=())
    indicator_sets: Mapping[str, IndicatorSet] = told(
        "Sets of indicators that only this programme has.", default={}
    )
    progress: Progress | None = told("By what progress is measured.", default=None)
    phased_support: PhasedSupport | None = told(
        "Support in equal phases, with plans and contacts of each.", default=None
    )
    sparring: Sparring | None = told("Who has sparring groups.", default=None)
