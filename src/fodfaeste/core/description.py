"""What a programme file tells beside its rules: people, courses, norms, forms, the clauses."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NewType

from fodfaeste.core.dates import Period
from fodfaeste.core.record import record, told
from fodfaeste.core.vocabulary import ClauseId, Id, Wanted, Words

ClockTime = NewType("ClockTime", str)

QuestionType = Literal["text", "choice", "scale", "yes_no", "number", "hours", "date"]

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@record
class Clause:
    """A clause of the source, restated. ``rule``: whether a rule of the file carries it out."""

    kind: Literal["rule", "text"] = told("`rule` if other parts of the file carry it out.")
    da: str = told("The clause in Danish.")
    en: str = told("The clause in English.")

    def __getitem__(self, language: str) -> str:
        return self.da if language == "da" else self.en


@record
class Source:
    """The document from which the programme was taken."""

    title: str = told("Its title in its own language.")
    publisher: str = told("Who published it.")
    checked_on: date = told("When the file was last held against it.")


@record
class WayIn:
    """A way in which a citizen comes into the programme."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that opens it.")
    name: Words = told("What it is called.")
    about: Words = told("How it goes.")
    begins_with: str = told("The event type that a referral registers first.")
    where: Mapping[str, object] = told("Attribute values already known this way.", default={})
    asks: tuple[str, ...] = told(
        "Further attributes that a referral this way asks about.", default=()
    )
    then: tuple[str, ...] = told(
        "What usually comes next this way, before it is decided, as event types.",
        default=(),
        many=True,
    )


@record
class Intake:
    """How a referral is decided, and by what one sees that it has been."""

    clause: ClauseId = told("The clause on whose word it is decided.")
    also: tuple[ClauseId, ...] = told("Further clauses that it serves.", default=(), many=True)
    decided_by: str | None = told(
        "The event type that says whether the citizen takes part, if there is one.", default=None
    )
    attribute: str | None = told("The yes or no of that event.", default=None)
    begun_by: tuple[str, ...] = told(
        "Event types after which nothing is left to decide: it has begun.", default=(), many=True
    )


@record
class PartRole:
    """What a role does in this programme."""

    role: str = told("The role.")
    does: Words = told("What it does here.")
    clause: ClauseId | None = told("The clause that says so.", default=None)
    throughout: bool = told("Whether it is to be the same person all the way.", default=False)


@record
class Booking:
    """Who books a meeting that a requirement asks for, and for whom."""

    by: str = told("The role that books it.")
    clause: ClauseId = told("The clause that says so.")
    together: tuple[str, ...] = told("The roles that it is booked for.", default=(), many=True)


@record
class Variant:
    """A form of the programme, as a length or a legal basis."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId = told("The clause that sets it.")


@record
class VariantSource:
    """An event whose attribute decides the variant; the latest one counts."""

    event: str = told("The event type.")
    attribute: str = told("The attribute that names the variant.")
    clause: ClauseId = told("The clause that says so.")


@record
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
        "What a placement is called.", default=lambda: Words("praktikken", "the placement")
    )


@record
class Track:
    """A track of the plan."""

    id: Id = told("Its id.")
    name: Words = told("What it is called.")
    clause: ClauseId = told("The clause that names it.")
    main: bool = told("Whether it is the main track.", default=False)
    about: Literal["ordinary", "health", "social"] = told(
        "What its activities tell of, which decides who reads their text.", default="ordinary"
    )


@record
class Staffing:
    """How many of a role a course needs."""

    role: str = told("The role.")
    count: int = told("How many.")


@record
class Interviews:
    """Times that can be booked before a course begins, one for each who takes part."""

    event: str = told("The event type of such an interview.")
    within: Period = told("How long before the first day they lie at most.")


@record
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
    starts: str | None = told(
        "The attribute of a referral with the day on which it begins.", default=None
    )
    staff: tuple[Staffing, ...] = told("Who is responsible for it.", default=())
    session_event: str | None = told("The event type of an attended session.", default=None)
    session_where: Mapping[str, Wanted] = told(
        "The attribute values that such an event has, as its form.", default={}
    )
    interviews: Interviews | None = told("Times that are offered before it begins.", default=None)
    begins_with: str | None = told(
        "The event type that says, once for each, that the course has begun.", default=None
    )
    ends_with: str | None = told(
        "The event type that says, once for each, that the course has ended.", default=None
    )
    for_relatives: bool = told(
        "Whether it is not the citizens who come but their relatives.", default=False
    )


@record
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


@record
class CaseloadNorm:
    """About how many citizens one worker has at a time."""

    role: str = told("The role.")
    clause: ClauseId = told("The clause that sets it.")
    citizens: int = told("How many citizens.")
    variant: tuple[str, ...] = told("For these variants only.", default=(), many=True)
    certain: bool = told("False where the source does not give the figure.", default=True)


@record
class Scale:
    """Whole numbers from one to another, with a word at each end."""

    first: int = told("The number at which it begins.", key="from")
    last: int = told("The number at which it ends.", key="to")
    low: Words = told("What the first number means.")
    high: Words = told("What the last number means.")


@record
class Question:
    """A question of a form, or one that a project's description answers. Nothing has to be
    answered."""

    id: Id = told("Its id. Forms that ask the same may share it.")
    clause: ClauseId = told("The clause that asks it.")
    asks: Words = told("The question.")
    type: QuestionType = told("What an answer is.", default="text")
    values: Mapping[str, Words] = told("The answers of a choice, in order.", default={})
    scale: Scale | None = told("The numbers of a scale.", default=None)
    unit: Words | None = told("What a number or hours are counted in.", default=None)
    for_each: Literal["sub_goal"] | None = told(
        "That it is a choice made for each sub-goal of the plan, with room for words.",
        default=None,
    )
    begins_with_last: bool = told(
        "Whether the field begins with what was answered the last time.", default=False
    )
    books: str | None = told(
        "An event type for which an appointment is offered on the date answered.", default=None
    )


@record
class QuestionList:
    """Questions asked together when an event is registered, or of a project."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that asks for it.")
    name: Words = told("What it is called.")
    event: tuple[str, ...] = told(
        "The event type whose form shows them, or several.", default=(), many=True
    )
    where: Mapping[str, Wanted] = told(
        "The attribute values with which it shows: a value, a list of values, or `not:` a value.",
        default={},
    )
    about: Literal["ordinary", "health", "social"] = told(
        "What the answers are about, unless whoever writes says otherwise: health and social "
        "matters are read by fewer.",
        default="ordinary",
    )
    questions: tuple[Question, ...] = told("The questions, in order.")


@record
class Arrangement:
    """Something the programme asks of the organisation and not of a case."""

    id: Id = told("Its id.")
    clause: ClauseId = told("The clause that asks for it.")
    name: Words = told("What it is called.")
    about: Words = told("What is asked.")
    every: Period | None = told("How often.", default=None)


@record
class Progress:
    """By what the citizen's progress is measured."""

    clause: ClauseId = told("The clause that asks for it.")
    set: str = told("The set of indicators: one of the vocabulary's or of this file's.")
