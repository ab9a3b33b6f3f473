"""What a programme is. These dataclasses are also the definition of a programme file:
``reading`` reads a file by their fields and types, and ``schema`` makes its JSON Schema of them.

Every rule carries the id of the clause that asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NewType

from fodfaeste.core.dates import Period

Id = NewType("Id", str)
ClauseId = NewType("ClauseId", str)
Share = NewType("Share", Decimal)
ClockTime = NewType("ClockTime", str)

Strength = Literal["must", "usual"]
Kind = Literal["once", "at_least", "every", "per_period", "at_most"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def told(
    text: str, *, default: Any = ..., many: bool = False, key: str | None = None
) -> Any:
    """A field of a programme file: its description, and its default if it may be left out.

    ``many``: a single value may stand for a list of one. ``key``: its name in the file, where
    that is a word that Python reserves.
    """
    metadata = {"says": text, "many": many, "key": key}
    if default is ...:
        return field(metadata=metadata)
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    da: str = told("In Danish.")
    en: str = told("In English.")

    def __getitem__(self, language: str) -> str:
        return self.da if language == "da" else self.en


# --- what can happen: the vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """An attribute of an event, or a fact about a citizen."""

    name: Words = told("Its label on a form.")
    type: Literal["date", "period", "yes_no", "number", "text", "code", "choice"] = told(
        "`code` is a word that rules may ask for, from an open list; `choice` is one of `values`; "
        "`text` is personal and kept encrypted."
    )
    values: Mapping[str, Words] = told("The values of a choice, or known codes.", default={})
    numbers: tuple[int, ...] = told("The numbers allowed.", default=())
    required: bool = told("Whether it must be there.", default=False)
    not_before_on: bool = told("Whether this date may not lie before the event.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A kind of thing that can happen in a case."""

    name: Words = told("What happened, as a log line says it.")
    attributes: Mapping[str, Attribute] = told("What more is known of it.", default={})
    group: str = told("The group under which a form lists it.", default="other")
    contact: bool = told(
        "Whether people meet or speak: a form then asks who was present, and a timeline shows it.",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role in a case. ``counts_as``: roles that one who has it also fills."""

    name: Words = told("What the role is called.")
    counts_as: tuple[str, ...] = told("Roles that it also fills.", default=())
    staff: bool = told("Whether a user of the system can hold it.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGroup:
    """A word for any one of several roles, for use in requirements."""

    name: Words = told("What the group is called.")
    any_of: tuple[str, ...] = told("The roles, one of which is enough.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Roles, facts and event types that every programme may use."""

    roles: Mapping[str, Role] = told("Roles by id.")
    role_groups: Mapping[str, RoleGroup] = told("Words for any one of several roles.")
    facts: Mapping[str, Attribute] = told("Facts about a citizen.")
    event_groups: Mapping[str, Words] = told("Headings under which forms list event types.")
    events: Mapping[str, EventType] = told("Event types by id.")


# --- how rules find things in a log


@dataclass(frozen=True, slots=True)
class Wanted:
    """The values asked of an attribute: one of ``one_of``, or anything but ``none_of``."""

    one_of: tuple[object, ...] = ()
    none_of: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Events of a type, with attribute values, with every role asked for present."""

    event: tuple[str, ...] = told("The event type, or several of which any will do.", many=True)
    where: Mapping[str, Wanted] = told(
        "Attribute values asked for: a value, a list of values, or `not:` a value.", default={}
    )
    present: tuple[str, ...] = told("Roles that must have been present.", default=(), many=True)


@dataclass(frozen=True, slots=True)
class Length:
    """A period, the same for all or one for each variant."""

    always: Period | None = None
    by_variant: Mapping[str, Period] = field(default_factory=dict)

    def of(self, variant: str | None) -> Period | None:
        """The period for ``variant``; None if it depends on a variant that is not known."""
        return self.always or (self.by_variant.get(variant) if variant else None)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time of fixed length, perhaps in equal parts."""

    name: Words = told("What the stretch is called.")
    clause: ClauseId = told("The clause that sets it.")
    begins: str = told("The anchor on which it begins.")
    lasts: Length = told("Its length, or one for each variant.")
    parts: int = told("How many equal parts it has.", default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A day, counted from an anchor or, in a requirement for each placement, its first day."""

    anchor: str | None = told("The anchor from which it is counted.", default=None)
    placement: Literal["first_day"] | None = told("The placement's first day.", default=None)
    plus: Length | None = told("Counted forward by a period, or one a variant.", default=None)
    minus: Length | None = told("Counted back by a period, or one a variant.", default=None)


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which matches count: each placement, the whole case, or between two points."""

    of: Literal["placement", "case", "between"]
    first: Point | None = None
    last: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds if such an event is there; or the latest one of its type is such; or the case has
    one of these variants; or the case is closed."""

    event: tuple[str, ...] = told("An event of this type is there.", default=(), many=True)
    latest: str | None = told("The latest event of this type is as `where` says.", default=None)
    where: Mapping[str, Wanted] = told("Attribute values asked of the event.", default={})
    variant: tuple[str, ...] = told("The variant is one of these.", default=(), many=True)
    closed: bool = told("The case is closed; such a duty outlives the closing.", default=False)


# --- rules


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of a case, from an anchor's day until the next phase begins."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId | None = told("The clause that it comes from.", default=None)
    begins: str = told("The anchor on whose day it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
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
    for_each: Literal["placement"] | Match | None = told(
        "Asked once for each known placement, or for each such event.", default=None
    )
    due: Point | None = told("The day on which it is due at the latest.", default=None)
    count: int = told("How many.", default=1)
    period: Period | None = told("The period of `every` and `per_period`.", default=None)
    window: Window | None = told("The days in which matches count.", default=None)
    only_if: tuple[Condition, ...] = told("All of these must hold.", default=(), many=True)
    unless: tuple[Condition, ...] = told("None of these may hold.", default=(), many=True)

    @property
    def outlives_closing(self) -> bool:
        """Whether the closing itself calls for it."""
        return any(condition.closed for condition in self.only_if)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestBefore:
    """The latest of several events before another one, and the type that it should have."""

    of: tuple[Match, ...] = told("The events among which the latest is sought.", many=True)
    is_a: str = told("The event type that it should have.")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbroken:
    """A stretch in which at least one thing runs on every day, of a given length."""

    begins: Match = told("What begins one.")
    ends: Match = told("What ends one of those running.")
    lasts: Period = told("How long it must have lasted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fact for reports: the day on which something was first reached."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that names the goal.")
    name: Words = told("What was reached.")
    first: Match | None = told("Reached with the first such event.", default=None)
    unbroken: Unbroken | None = told("Reached when it has lasted so long.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """A share of a participant's part of the grant, earned when a requirement is met."""

    requirement: str = told("The requirement that earns it.")
    share: Share = told('The share as a decimal in quotes, as "0.20".')
    clause: ClauseId = told("The clause that grants it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a model project is paid."""

    clause: ClauseId = told("The clause that sets it.")
    project_start: Share = told("The share of the whole grant for the project's start.")
    entitlements: tuple[Entitlement, ...] = told("What each participant earns.")


# --- what is told, and not a duty on a case


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the source, restated. ``rule``: whether a rule of the file carries it out."""

    kind: Literal["rule", "text"] = told("`rule` if other parts of the file carry it out.")
    da: str = told("The clause in Danish.")
    en: str = told("The clause in English.")

    def __getitem__(self, language: str) -> str:
        return self.da if language == "da" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document from which the programme was taken."""

    title: str = told("Its title in its own language.")
    publisher: str = told("Who published it.")
    checked_on: date = told("When the file was last held against it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """A way in which a citizen comes into the programme."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that opens it.")
    name: Words = told("What it is called.")
    about: Words = told("How it goes.")
    begins_with: str = told("The event type that a referral registers first.")
    where: Mapping[str, object] = told("Attribute values already known this way.", default={})


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRole:
    """What a role does in this programme."""

    role: str = told("The role.")
    does: Words = told("What it does here.")
    clause: ClauseId | None = told("The clause that says so.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A form of the programme, as a length or a legal basis."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId = told("The clause that sets it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantSource:
    """An event whose attribute decides the variant; the latest one counts."""

    event: str = told("The event type.")
    attribute: str = told("The attribute that names the variant.")
    clause: ClauseId = told("The clause that says so.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which events make a placement, and how long one lasts that names no end."""

    clause: ClauseId | None = told("The clause that sets the usual length.", default=None)
    agreed: str = told("The event type of an agreement.", default="placement_agreed")
    started: str = told("The event type of a beginning.", default="placement_started")
    ended: str = told("The event type of an end.", default="placement_ended")
    until: str = told("The attribute with the agreed last day.", default="until")
    lasts: Period | None = told("The length where no last day is agreed.", default=None)
    or_shorter: str | None = told(
        "An event type whose period is used instead where that is shorter.", default=None
    )
    attribute: str | None = told("The attribute of that event with the period.", default=None)
    name: Words = told(
        "What a placement is called.", default=Words("praktikken", "the placement")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A track of the plan."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId = told("The clause that names it.")
    main: bool = told("Whether it is the main track.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """How many of a role a course needs."""

    role: str = told("The role.")
    count: int = told("How many.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A pattern of sessions in a group."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that sets it.")
    also: tuple[ClauseId, ...] = told("Further clauses that it serves.", default=(), many=True)
    name: Words = told("What it is called.")
    about: Words = told("How it is held.")
    weekdays: tuple[Weekday, ...] = told("The days of its sessions.", default=())
    times_a_week: int | None = told("How often a week, where no days are set.", default=None)
    begins_at: ClockTime | None = told("When a session begins, as 09:00.", default=None)
    ends_at: ClockTime | None = told("When a session ends, as 11:30.", default=None)
    hours: int | None = told("Hours a session, where no times are set.", default=None)
    weeks: int | None = told("For how many weeks.", default=None)
    capacity: int | None = told("At most so many participants.", default=None)
    staff: tuple[Staffing, ...] = told("Who is responsible for it.", default=())
    session_event: str | None = told("The event type of an attended session.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something offered to the citizen, or done only by agreement with them. Never a duty."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that offers it.")
    name: Words = told("What it is called.")
    about: Words = told("What is offered, and when.")
    event: tuple[str, ...] = told("The event types that register it.", default=(), many=True)
    consent_to: tuple[str, ...] = told(
        "Those with whom the citizen must have agreed to share first.", default=(), many=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadNorm:
    """About how many citizens one worker has at a time."""

    role: str = told("The role.")
    clause: ClauseId = told("The clause that sets it.")
    citizens: int = told("How many citizens.")
    variant: tuple[str, ...] = told("For these variants only.", default=(), many=True)
    certain: bool = told("False where the source does not give the figure.", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a form, or one that a project's description answers."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that asks it.")
    asks: Words = told("The question.")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionList:
    """Questions asked together when an event is registered, or of a project."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that asks for it.")
    name: Words = told("What it is called.")
    event: str | None = told("The event type whose form shows them.", default=None)
    where: Mapping[str, object] = told("The attribute values with which it shows.", default={})
    questions: tuple[Question, ...] = told("The questions, in order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Something the programme asks of the organisation and not of a case."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that asks for it.")
    name: Words = told("What it is called.")
    about: Words = told("What is asked.")
    every: Period | None = told("How often.", default=None)


@dataclass(frozen=True, eq=False, kw_only=True)
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
    people: tuple[PartRole, ...] = told("Who takes part, and what they do.")
    variants: tuple[Variant, ...] = told("Forms of the programme.", default=())
    variant_from: VariantSource | None = told("The event that decides the variant.", default=None)
    anchors: Mapping[str, Anchor] = told("Named days from which others are counted.", default={})
    stretches: Mapping[str, Stretch] = told("Times of fixed length.", default={})
    placement: Placement = told("How placements are made and how long.", default=Placement())
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
