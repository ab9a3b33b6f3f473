"""The words of a case: texts in both languages, roles, facts, and what can happen."""

from collections.abc import Mapping
from typing import Literal, NewType

from fodfaeste.core.dates import Period
from fodfaeste.core.record import record, told, value

Id = NewType("Id", str)
ClauseId = NewType("ClauseId", str)


@value
class Words:
    """A text in both languages."""

    da: str = told("In Danish.")
    en: str = told("In English.")

    def __getitem__(self, language: str) -> str:
        return self.da if language == "da" else self.en


@value
class Wanted:
    """The values asked of an attribute: one of ``one_of``, or anything but ``none_of``."""

    one_of: tuple[object, ...] = ()
    none_of: tuple[object, ...] = ()


@record
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
    about: Literal["ordinary", "health", "social"] = told(
        "What sort of personal information a fact is: health and social matters are seen by fewer.",
        default="ordinary",
    )
    not_before_on: bool = told("Whether this date may not lie before the event.", default=False)


@record
class EventType:
    """A kind of thing that can happen in a case."""

    name: Words = told("What happened, as a log line says it.")
    attributes: Mapping[str, Attribute] = told("What more is known of it.", default={})
    group: str = told("The group under which a form lists it.", default="other")
    contact: bool = told(
        "Whether people meet or speak: a form then asks who was present, and a timeline shows it.",
        default=False,
    )
    gathers: Literal["since_last", "whole_case"] | None = told(
        "That its note is begun with what was registered: since the last one of its kind about "
        "the same, or in the whole case.",
        default=None,
    )
    sends: tuple[str, ...] = told(
        "The event types whose note it sends; its attribute `note` says which one was sent.",
        default=(),
        many=True,
    )
    takes_over: bool = told(
        "Whether somebody takes the case over by it, as whose own it is from then on.",
        default=False,
    )


@record
class Role:
    """A role in a case. ``counts_as``: roles that one who has it also fills."""

    name: Words = told("What the role is called.")
    counts_as: tuple[str, ...] = told("Roles that it also fills.", default=())
    staff: bool = told("Whether a user of the system can hold it.", default=False)
    confided: bool = told(
        "Whether who has this role from a case's first day reads notes on health and social "
        "matters, until the team says otherwise.",
        default=False,
    )


@record
class RoleGroup:
    """A word for any one of several roles, for use in requirements."""

    name: Words = told("What the group is called.")
    any_of: tuple[str, ...] = told("The roles, one of which is enough.")


@record
class Indicator:
    """Something that is asked about again and again to see how it moves. Who is asked has a
    question of their own; the answer is a number from 1 to the set's `points`."""

    id: Id = told("Its id, unique in the set.")
    name: Words = told("What it is about, in a word or two.")
    about: Literal["ordinary", "health", "social", "belief"] = told(
        "What sort of personal information an answer is. `belief` is the worker's belief in the "
        "citizen, which its author and the leader see and nobody else.",
        default="ordinary",
    )
    citizen: Words | None = told("The question to the citizen, if they are asked.", default=None)
    worker: Words | None = told("The question to the worker, if they are asked.", default=None)
    low: Words = told("What the lowest answer means.")
    high: Words = told("What the highest answer means.")


@record
class IndicatorSet:
    """Indicators that are asked about together."""

    name: Words = told("What the set is called.")
    about: Words = told("What it is for, and where it comes from.")
    points: int = told("How many steps an answer can have.")
    every: Period | None = told("How often it is well to ask. Never a duty.", default=None)
    indicators: tuple[Indicator, ...] = told("The indicators, in order.")


@record
class Vocabulary:
    """Roles, facts, event types and sets of indicators that every programme may use."""

    roles: Mapping[str, Role] = told("Roles by id.")
    role_groups: Mapping[str, RoleGroup] = told("Words for any one of several roles.")
    facts: Mapping[str, Attribute] = told("Facts about a citizen.")
    event_groups: Mapping[str, Words] = told("Headings under which forms list event types.")
    events: Mapping[str, EventType] = told("Event types by id.")
    indicator_sets: Mapping[str, IndicatorSet] = told(
        "Sets of indicators by id. Where a programme names none, the first one is used.", default={}
    )
