"""The policy: who may see which kind of information, and who may do what, in a case.

This page is the whole of it. ``relations``, ``doors`` and ``sight`` carry it out in the database;
``docs/access.md`` says it in sentences, and a test holds that page against these tables.

A person stands in one or more *relations* to a case. What they see and may do is what any of their
relations gives. Who stands in none does not learn that the case exists.
"""

from collections.abc import Mapping
from enum import StrEnum


class Relation(StrEnum):
    """How a person stands to a case."""

    MEMBER = "member"  # has a part in it now
    COVER = "cover"  # stands in today for a member who is away
    TEAM = "team"  # is in the team that it lies with
    LEADER = "leader"  # leads the organisation that runs it or has referred it
    SECRETARY = "secretary"  # does the secretary's work there
    EMERGENCY = "emergency"  # has opened it today, with a reason, and a leader was told
    RECEIVER = "receiver"  # was given access on the basis of a consent or a statute
    OPENER = "opener"  # typed the referral
    GUARD = "guard"  # watches over data protection in that organisation


class Kind(StrEnum):
    """A kind of information."""

    NAME = "name"  # name and date of birth
    PROTECTED_NAME = "protected_name"  # the same, of a citizen whose name and address are protected
    CPR = "cpr"  # of one whose name is protected, only with the name
    CONTACT = "contact"  # address, telephone, e-mail
    PROTECTED_CONTACT = "protected_contact"
    REGISTRATIONS = "registrations"  # what happened on which day, and what is due
    NOTES = "notes"  # ordinary personal text, and ordinary facts
    HEALTH = "health"
    SOCIAL = "social"
    BELIEF = "belief"  # the worker's belief in the citizen: for its author and the leader
    PEOPLE = "people"  # who has a part in the case
    CONSENTS = "consents"  # what the citizen has agreed to, and what was shared
    TRACES = "traces"  # who has looked


class Act(StrEnum):
    """Something that can be done with a case."""

    REGISTER = "register"
    CORRECT = "correct"
    WAIVE = "waive"
    RECORD_FACTS = "record_facts"
    RECORD_CONTACT = "record_contact"
    CHOOSE_VARIANT = "choose_variant"
    CHANGE_PEOPLE = "change_people"
    GRANT_SIGHT = "grant_sight"  # say which members see health and social notes
    MOVE_VERSION = "move_version"
    CLASSIFY_TEXT = "classify_text"
    ERASE_TEXT = "erase_text"
    CONSENT = "consent"  # record or withdraw a consent
    SHARE = "share"
    SEE_ACCESS = "see_access"  # why somebody can see the case, and to whom it is visible
    CHANGE_PLAN = "change_plan"  # write and publish it, record that the citizen agreed
    PLACE = "place"  # agree on a placement or job, change it, sign, begin and end it
    BOOK = "book"  # make, move and cancel appointments, say that one was not held, remind
    TAKE_OUT = "take_out"  # all that is held, for the citizen
    STATE_BELIEF = "state_belief"  # write how much one believes in the citizen
    PLAN_SUPPORT = "plan_support"  # plan phases, crises and what lasts; call in; arrange a mentor
    MATCH = "match"  # write down what work is wished, and what was done to find it
    DECIDE = "decide"  # whether a referral is accepted, and who gets a part then
    PASS_ON = "pass_on"  # noqa: S105 - no password: ask another organisation to take the whole case over
    SEND_LETTERS = "send_letters"  # print them, take them back, send them again
    TAKE_OVER = "take_over"  # say whether one takes over a case that one was asked to take


_WORK = frozenset({Kind.NAME, Kind.CPR, Kind.CONTACT, Kind.REGISTRATIONS, Kind.NOTES, Kind.PEOPLE})
_MEMBER = _WORK | {Kind.PROTECTED_NAME, Kind.PROTECTED_CONTACT, Kind.CONSENTS}

SEES: Mapping[Relation, frozenset[Kind]] = {
    # Health and social notes are for the members whom the team has said; see ``BY_MEMBER``.
    Relation.MEMBER: _MEMBER,
    Relation.COVER: _MEMBER,  # and of health and social notes what the one who is away reads
    Relation.TEAM: _WORK,
    Relation.LEADER: _MEMBER | {Kind.BELIEF, Kind.TRACES},
    Relation.SECRETARY: _WORK - {Kind.NOTES},
    Relation.OPENER: frozenset({Kind.NAME, Kind.REGISTRATIONS, Kind.PEOPLE}),
    Relation.EMERGENCY: _MEMBER | {Kind.HEALTH, Kind.SOCIAL},
    # A receiver sees the kinds that the sharing names, and nothing else; see ``SHAREABLE``.
    Relation.RECEIVER: frozenset(),
    Relation.GUARD: frozenset(
        {Kind.NAME, Kind.PROTECTED_NAME, Kind.PEOPLE, Kind.CONSENTS, Kind.TRACES}
    ),
}

BY_MEMBER: Mapping[Kind, str] = {Kind.HEALTH: "sees_health", Kind.SOCIAL: "sees_social"}
"""Kinds that a member sees only if the team has said so, with the column that says it."""

TEXTS: Mapping[str, Kind] = {
    "ordinary": Kind.NOTES,
    "health": Kind.HEALTH,
    "social": Kind.SOCIAL,
    "belief": Kind.BELIEF,
    "answer": Kind.REGISTRATIONS,  # to a referral: whoever referred is to know why
}
"""The kind of information that each kind of personal text is. Its author sees it as well."""

SHAREABLE: tuple[Kind, ...] = (
    Kind.NAME,
    Kind.CPR,
    Kind.CONTACT,
    Kind.REGISTRATIONS,
    Kind.NOTES,
    Kind.HEALTH,
    Kind.SOCIAL,
    Kind.PEOPLE,
)
"""What can be shared. The name of a citizen is protected unless ``NAME`` is shared; the worker's
belief is never shared."""

LOOKING = frozenset({Relation.EMERGENCY, Relation.RECEIVER})
"""Those who may look and do nothing. Who stands in another relation as well shows nobody, and
gives themselves for longer, nothing that they see by these alone."""

_LASTING = frozenset({Relation.MEMBER, Relation.LEADER})
"""Who changes what lasts: who takes part, who reads what, with whom it is shared."""
_RESPONSIBLE = _LASTING | {Relation.COVER}
_ANY_WORKER = _RESPONSIBLE | {Relation.TEAM, Relation.SECRETARY}

MAY: Mapping[Act, frozenset[Relation]] = {
    Act.REGISTER: _ANY_WORKER | {Relation.OPENER},
    Act.CORRECT: _RESPONSIBLE | {Relation.TEAM},
    Act.WAIVE: _RESPONSIBLE,
    Act.RECORD_FACTS: _RESPONSIBLE | {Relation.TEAM},
    Act.RECORD_CONTACT: _RESPONSIBLE | {Relation.SECRETARY},
    Act.CHOOSE_VARIANT: _RESPONSIBLE,
    Act.CHANGE_PEOPLE: _LASTING | {Relation.SECRETARY, Relation.OPENER},
    Act.GRANT_SIGHT: frozenset({Relation.MEMBER}),
    Act.MOVE_VERSION: _LASTING,
    Act.CLASSIFY_TEXT: _LASTING,
    Act.ERASE_TEXT: frozenset({Relation.LEADER, Relation.GUARD}),
    Act.CONSENT: _RESPONSIBLE,
    Act.SHARE: _LASTING,
    Act.SEE_ACCESS: _RESPONSIBLE | {Relation.GUARD},
    Act.CHANGE_PLAN: _RESPONSIBLE | {Relation.TEAM},
    Act.PLACE: _RESPONSIBLE | {Relation.TEAM},
    Act.BOOK: _ANY_WORKER,
    Act.TAKE_OUT: frozenset({Relation.GUARD}),  # it holds what a leader does not read
    Act.STATE_BELIEF: _RESPONSIBLE | {Relation.TEAM},
    Act.PLAN_SUPPORT: _RESPONSIBLE | {Relation.TEAM},
    Act.MATCH: _RESPONSIBLE | {Relation.TEAM},
    Act.DECIDE: _ANY_WORKER,
    Act.PASS_ON: _LASTING,
    Act.SEND_LETTERS: _ANY_WORKER,
    # By no relation: those who were asked may answer as long as the question stands; see ``sight``.
    Act.TAKE_OVER: frozenset(),
}
