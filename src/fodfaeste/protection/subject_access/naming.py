"""What codes are called in what a citizen is given. A code that has no name is given as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from fodfaeste import words
from fodfaeste.accounts.chains import canonical
from fodfaeste.accounts.models import AccessLog, Function
from fodfaeste.cases import rows
from fodfaeste.cases.models import LogEntry, TextKind
from fodfaeste.cases.policy import Kind
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.programmes import catalogue
from fodfaeste.protection.acts import ACTS as OURS
from fodfaeste.protection.subject_access.tree import Fact, day_in_words, fact

ACTS: Mapping[str, Promise] = {
    rows.CASE_OPENED: gettext_lazy("Case opened"),
    rows.FACTS_RECORDED: gettext_lazy("Facts recorded"),
    rows.VARIANT_CHOSEN: gettext_lazy("Form of the programme chosen"),
    rows.MEMBER_JOINED: gettext_lazy("Joined the case"),
    rows.MEMBER_LEFT: gettext_lazy("Left the case"),
    rows.VERSION_CHANGED: gettext_lazy("Moved to another version of the programme"),
    rows.TEXT_ERASED: gettext_lazy("Text erased"),
    rows.TEXT_CLASSIFIED: gettext_lazy("Kind of text changed"),
    rows.SIGHT_GIVEN: gettext_lazy("Who sees health and social notes, changed"),
    rows.CONTACT_RECORDED: gettext_lazy("Contact details recorded"),
    rows.SHARED: gettext_lazy("Shared with somebody"),
    rows.EXTRACT_SENT: gettext_lazy("Extract handed over"),
    rows.SHARING_ENDED: gettext_lazy("Sharing ended"),
    rows.FILE_ADDED: gettext_lazy("Document added"),
    rows.EMERGENCY_OPENED: gettext_lazy("Opened by emergency access"),
    rows.EMERGENCY_SEEN: gettext_lazy("Emergency access seen by a leader"),
    **OURS,
}
"""The acts of the store, by what they are called."""

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
}

DETAILS: Mapping[str, Promise] = {
    "name": gettext_lazy("Receiver"),
    "purpose": gettext_lazy("Purpose"),
    "wording": gettext_lazy("Wording"),
    "witness": gettext_lazy("Witness"),
    "statute_note": gettext_lazy("Reason"),
    "sent_how": gettext_lazy("How it was handed over"),
    "sent_by": gettext_lazy("Handed over by"),
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
    "today": gettext_lazy("Today"),
    "cases": gettext_lazy("Cases"),
    "shared": gettext_lazy("Shared with us"),
    "file": gettext_lazy("A document"),
    "drafts": gettext_lazy("The employee’s own drafts"),
    "due_for_erasing": gettext_lazy("What is due for erasing"),
    "deletion": gettext_lazy("A proposal to erase"),
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

    def requirement(self, code: str) -> str:
        try:
            return self.rules.requirement(code).name[self.language]
        except KeyError:
            return code

    def question(self, code: str) -> str:
        asks = {
            str(question.id): question.asks[self.language]
            for form in self.rules.programme.forms
            for question in form.questions
        }
        return asks.get(code, code)

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
        if name == "user":
            return self.people.get(value)
        if name == "role":
            return self.role(value)
        if name == "to" and isinstance(value, str):
            return self.receiver(value)
        if name in ("kinds", "fields"):
            return joined(str(IDENTITY.get(one, kind_name(one))) for one in value)
        if name == "requirement":
            return self.requirement(value)
        if name == "variant":
            return self.variant(value)
        if isinstance(value, list | dict):
            return canonical(value)
        return None


OF_ACTS: Mapping[str, Promise] = {
    "bytes": gettext_lazy("Size (bytes)"),
    "digest": gettext_lazy("Digest"),
    "file": gettext_lazy("Document (number)"),
    "type": gettext_lazy("Kind of file"),
    "citizen": gettext_lazy("Citizen"),
    "fields": gettext_lazy("What"),
    "from": gettext_lazy("Before"),
    "kinds": gettext_lazy("Kinds of information"),
    "name": gettext_lazy("Name"),
    "of": gettext_lazy("About entry"),
    "organisation": gettext_lazy("Organisation (number)"),
    "programme": gettext_lazy("Programme"),
    "referred_by": gettext_lazy("Referred by (number)"),
    "requirement": gettext_lazy("Duty"),
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
