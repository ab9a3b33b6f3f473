"""What codes are called in what a citizen is given. A code that has no name is given as it is."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from fodfaeste import words
from fodfaeste.accounts.chains import canonical
from fodfaeste.accounts.models import AccessLog, Function
from fodfaeste.cases import rows
from fodfaeste.cases.intake import Decision
from fodfaeste.cases.models import Appointment, Companion, LogEntry, TextKind
from fodfaeste.cases.policy import Kind
from fodfaeste.core.answers import questions_for
from fodfaeste.core.indicators import sets_of
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.programmes import catalogue
from fodfaeste.protection.subject_access import timesheets
from fodfaeste.protection.subject_access.acts_named import ACTS
from fodfaeste.protection.subject_access.tree import Fact, day_in_words, fact, in_words

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")

DECISIONS: Mapping[str, Promise] = {
    Decision.ACCEPTED: pgettext_lazy("of a referral", "Accepted"),
    Decision.WAITING_LIST: pgettext_lazy("of a referral", "Put on the waiting list"),
    Decision.DECLINED: pgettext_lazy("of a referral", "Declined"),
    Decision.WITHDRAWN: pgettext_lazy("of a referral", "Withdrawn"),
    Decision.SENT_ON: pgettext_lazy("of a referral", "Sent on elsewhere"),
}
"""What can be decided on a referral."""

COMPANIONS: Mapping[str, Promise] = {
    Companion.Kind.GUARDIAN: gettext_lazy("guardian"),
    Companion.Kind.PARTY_REPRESENTATIVE: gettext_lazy("party representative"),
    Companion.Kind.INTERPRETER: gettext_lazy("interpreter"),
}
"""Those at the citizen's side."""

COMPANION: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
    "scope": gettext_lazy("What do they stand in for?"),
}
"""What is known of them."""

IDENTITY: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "cpr": gettext_lazy("CPR number"),
    "birth_date": gettext_lazy("Date of birth"),
    "protected": gettext_lazy("Name and address protection"),
}

CONTACT: Mapping[str, Promise] = {
    "street": gettext_lazy("Street and number"),
    "postcode": gettext_lazy("Postcode"),
    "city": gettext_lazy("City"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "digital_exempt": gettext_lazy("Exempt from Digital Post"),
}

DETAILS: Mapping[str, Promise] = {
    "name": gettext_lazy("Receiver"),
    "purpose": gettext_lazy("Purpose"),
    "wording": gettext_lazy("Wording"),
    "witness": gettext_lazy("Witness"),
    "statute_note": gettext_lazy("Reason"),
    "sent_how": gettext_lazy("How it was handed over"),
    "sent_by": gettext_lazy("Handed over by"),
    "why": gettext_lazy("Why the case is passed on"),
    "referrer_stays": gettext_lazy("Whoever referred follows the case on"),
    "answer": gettext_lazy("Answer"),
    "answered_by": gettext_lazy("Answered by"),
    "answer_note": gettext_lazy("What they answered"),
}
"""The encrypted details of consents and sharings."""


def kind_name(kind: str) -> str:
    """A kind of information."""
    return str(KINDS.get(kind, kind))


KINDS: Mapping[str, Promise] = {
    Kind.NAME: gettext_lazy("name and date of birth"),
    Kind.PROTECTED_NAME: gettext_lazy("protected name"),
    Kind.CPR: gettext_lazy("CPR number"),
    Kind.CONTACT: gettext_lazy("contact details"),
    Kind.PROTECTED_CONTACT: gettext_lazy("protected contact details"),
    Kind.REGISTRATIONS: gettext_lazy("what happened and when"),
    Kind.NOTES: gettext_lazy("notes"),
    Kind.HEALTH: gettext_lazy("health"),
    Kind.SOCIAL: gettext_lazy("social matters"),
    Kind.BELIEF: gettext_lazy("the worker’s belief in the citizen"),
    Kind.PEOPLE: gettext_lazy("who takes part"),
    Kind.CONSENTS: gettext_lazy("consents and sharing"),
    Kind.TRACES: gettext_lazy("who has looked"),
}

PAGES: Mapping[str, Promise] = {
    "plan_page": gettext_lazy("The plan"),
    "today": gettext_lazy("Today"),
    "cases": gettext_lazy("Cases"),
    "calendar": gettext_lazy("Calendar"),
    "case": gettext_lazy("Another case of the same citizen"),
    "shared": gettext_lazy("Shared with us"),
    "file": gettext_lazy("A document"),
    "letter": gettext_lazy("A letter"),
    "letters": gettext_lazy("The outbox"),
    "drafts": gettext_lazy("The employee’s own drafts"),
    "due_for_erasing": gettext_lazy("What is due for erasing"),
    "deletion": gettext_lazy("A proposal to erase"),
    "inbox": gettext_lazy("Inbox"),
    "secretary": gettext_lazy("The secretary’s page"),
    "pipelines": gettext_lazy("Work for citizens"),
    "company": gettext_lazy("A company"),
    "company_contacts": gettext_lazy("Companies contacted this week"),
    "course": gettext_lazy("A course"),
    "attendance": gettext_lazy("Attendance at a course"),
    "placement": gettext_lazy("A placement or a job"),
    "subject_access": gettext_lazy("All that is held"),
}


def text_kind_name(kind: str) -> str:
    return str(dict(TextKind.choices).get(kind, kind))


def look_up_name(act: str) -> str:
    return str(dict(AccessLog.Act.choices).get(act, act))


def function_name(function: str) -> str:
    return str(dict(Function.choices).get(function, function))


def joined(names: Iterable[str]) -> str:
    return ", ".join(filter(None, names))


@dataclass(frozen=True, slots=True)
class Namer:
    """Names what a programme's version has names for. ``people``: of the case, by id."""

    rules: Rules
    language: str
    people: Mapping[int, str] = field(default_factory=dict)

    def role(self, code: str | None) -> str:
        if not code:
            return ""
        known = self.rules.terms.roles.get(code) or catalogue.vocabulary().role_groups.get(code)
        return known.name[self.language] if known else code

    def receiver(self, code: str) -> str:
        """Whom a consent names: one of a list of receivers, or a role."""
        event = self.rules.terms.events.get(rows.CONSENT_GIVEN)
        known = event.attributes["to"].values.get(code) if event else None
        return known[self.language] if known else self.role(code)

    def roles(self, codes: Iterable[str]) -> str:
        return joined(map(self.role, codes))

    def what(self, kind: str, type_: str) -> str:
        """What a line of the log says."""
        if kind == LogEntry.Kind.ACT:
            return str(ACTS.get(type_, type_))
        known = self.rules.terms.events.get(type_)
        return known.name[self.language] if known else type_

    def variant(self, code: str | None) -> str:
        found = (one.name[self.language] for one in self.rules.programme.variants if one.id == code)
        return next(found, code or "")

    def phase(self, code: str) -> str:
        found = (one.name[self.language] for one in self.rules.programme.phases if one.id == code)
        return next(found, code)

    def track(self, code: str) -> str:
        found = (one.name[self.language] for one in self.rules.programme.tracks if one.id == code)
        return next(found, code)

    def requirement(self, code: str) -> str:
        try:
            return self.rules.requirement(code).name[self.language]
        except KeyError:
            return code

    def answer_of(self, type_: str, attributes: Mapping[str, Any], name: str, value: Any) -> Fact:
        """An answer to a question of an event's form, in words."""
        terms = self.rules.terms
        if type_ in rows.OF_TIMESHEETS:
            return timesheets.fact_of(name, str(value), self.language)
        if type_ not in terms.events:
            return fact(name, str(OF_PLANS.get(name, name)), value)
        asked = questions_for(self.rules.programme, terms, type_, attributes).get(name)
        if asked is None:
            return fact(name, str(OF_PLANS.get(name, name)), value)
        said = words.answer_text(asked, value, self.language)
        return fact(name, asked.asks[self.language], value, said)

    def indicator(self, code: str) -> str:
        """What an answer on progress is about."""
        asked = (each for one in sets_of(self.rules).values() for each in one.indicators)
        return next((each.name[self.language] for each in asked if each.id == code), code)

    def indicator_set(self, code: str) -> str:
        found = sets_of(self.rules).get(code)
        return found.name[self.language] if found else code

    def fact_of(self, name: str, value: Any) -> Fact:
        """A fact about the citizen."""
        return self._of(name, value, self.rules.terms.facts.get(name))

    def attribute_of(self, kind: str, type_: str, name: str, value: Any) -> Fact:
        """An attribute of a line of the log."""
        event = self.rules.terms.events.get(type_) if kind == LogEntry.Kind.EVENT else None
        known = event.attributes.get(name) if event else None
        return self._of(name, value, known)

    def _of(self, name: str, value: Any, known: Attribute | None) -> Fact:
        if known is None:
            return fact(name, OF_ACTS.get(name, name), value, self._said_of_act(name, value))
        label = known.name[self.language]
        if known.type == "period":
            return fact(name, label, value, words.period_text(value, self.language))
        if known.type == "date" and isinstance(value, str):
            return fact(name, label, value, day_in_words(date.fromisoformat(value)))
        found = known.values.get(str(value))
        return fact(name, label, value, found[self.language] if found else None)

    def _said_of_act(self, name: str, value: Any) -> str | None:
        """A value that no programme describes; None leaves it to what values are said as."""
        if name in ("begins", "from", "to") and _MOMENT.match(str(value)):
            return in_words(datetime.fromisoformat(value))
        if name in ("kinds", "fields"):
            return joined(str(IDENTITY.get(one, kind_name(one))) for one in value)
        if name == "to" and not isinstance(value, str):
            return None
        if name in self._NAMED:
            return self._NAMED[name](self, value)
        return canonical(value) if isinstance(value, list | dict) else None

    def _cause(self, code: str) -> str:
        return str(dict(Appointment.Cause.choices).get(code, code))

    def course(self, code: str) -> str:
        """What a course of the programme is called."""
        known = {str(one.id): one.name[self.language] for one in self.rules.programme.courses}
        return known.get(code, code)

    def _event(self, type_: str) -> str:
        return self.what(LogEntry.Kind.EVENT, type_)

    def _person(self, user_id: int) -> str | None:
        return self.people.get(user_id)

    _NAMED: ClassVar[Mapping[str, Callable[["Namer", Any], str | None]]] = {
        "by": _person,
        "decision": lambda _self, code: str(DECISIONS.get(code, code)),
        "indicators": lambda self, codes: joined(map(self.indicator, codes)),
        "kind": lambda _self, code: str(COMPANIONS.get(code, code)),
        "phase": lambda self, number: self.phase(number),
        "set": lambda self, code: self.indicator_set(code),
        "tracks": lambda self, codes: joined(map(self.track, codes)),
        "who": lambda _self, code: str(ANSWERING.get(code, code)),
        "cause": _cause,
        "course": course,
        "event": _event,
        "requirement": requirement,
        "role": role,
        "roles": roles,
        "to": receiver,
        "user": _person,
        "variant": variant,
    }
    """How the values of acts are said, by their names."""


OF_PLANS: Mapping[str, Promise] = {
    "signs": gettext_lazy("Signs that it is going wrong"),
    "helps": gettext_lazy("What helps, and what does not"),
    "called": gettext_lazy("Who is called, and who calls"),
    "mentor_what": gettext_lazy("What the mentor does"),
    "mentor_where": gettext_lazy("Where"),
    "mentor_when": gettext_lazy("When"),
    "mentor_how": gettext_lazy("How"),
    "mentor_agreed": gettext_lazy("How the citizen agreed"),
}
"""What a plan for crisis and relapse says, and what is arranged with a mentor."""

ANSWERING: Mapping[str, Promise] = {
    "citizen": gettext_lazy("the citizen"),
    "worker": gettext_lazy("the worker"),
}
"""Whose answers on progress they are."""

OF_ACTS: Mapping[str, Promise] = {
    "indicators": gettext_lazy("Asked about"),
    "phase": gettext_lazy("Phase"),
    "set": gettext_lazy("Set of indicators"),
    "tracks": gettext_lazy("Tracks"),
    "who": gettext_lazy("Answered by"),
    "appointment": gettext_lazy("Appointment (number)"),
    "accepted": gettext_lazy("Said yes"),
    "course": gettext_lazy("Course"),
    "first_on": gettext_lazy("First day"),
    "run": gettext_lazy("Course (number)"),
    "begins": gettext_lazy("When"),
    "confirmed_on": gettext_lazy("Confirmed on"),
    "weeks": gettext_lazy("Weeks, from Monday"),
    "at": gettext_lazy("When"),
    "by": gettext_lazy("By"),
    "cause": gettext_lazy("Because of"),
    "event": gettext_lazy("What"),
    "instance": gettext_lazy("Number"),
    "minutes": gettext_lazy("Minutes"),
    "roles": gettext_lazy("Who is invited"),
    "bytes": gettext_lazy("Size (bytes)"),
    "file": gettext_lazy("Document (number)"),
    "type": gettext_lazy("Kind of file"),
    "citizen": gettext_lazy("Citizen"),
    "companion": gettext_lazy("Person (number)"),
    "decision": gettext_lazy("Decision"),
    "kind": gettext_lazy("Kind"),
    "fields": gettext_lazy("What"),
    "from": gettext_lazy("Before"),
    "digest": gettext_lazy("Seal"),
    "how": gettext_lazy("How"),
    "kinds": gettext_lazy("Kinds of information"),
    "name": gettext_lazy("Name"),
    "of": gettext_lazy("About entry"),
    "organisation": gettext_lazy("Organisation (number)"),
    "plan_version": gettext_lazy("Version of the plan"),
    "programme": gettext_lazy("Programme"),
    "referred_by": gettext_lazy("Referred by (number)"),
    "referrer_stays": gettext_lazy("Whoever referred follows the case on"),
    "requirement": gettext_lazy("Duty"),
    "revision": gettext_lazy("Saved as number"),
    "role": gettext_lazy("Role"),
    "scope": gettext_lazy("Scope"),
    "sharing": gettext_lazy("Sharing (number)"),
    "since": gettext_lazy("From"),
    "team": gettext_lazy("Team (number)"),
    "to": gettext_lazy("To"),
    "until": gettext_lazy("Until"),
    "user": gettext_lazy("Employee"),
    "variant": gettext_lazy("Form of the programme"),
    "version": gettext_lazy("Version of the programme"),
    "way": gettext_lazy("How"),
    "form": gettext_lazy("As"),
}
