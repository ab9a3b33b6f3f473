"""The log of a case as it is read: newest first, every line with both its times. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fodfaeste import words
from fodfaeste.cases import rows
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.core.answers import questions_for
from fodfaeste.core.events import CLOSING, CORRECTION, NOTE_SENT, WAIVER
from fodfaeste.core.programme import Breach, Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.protection.subject_access import naming
from fodfaeste.web import dates, names, saying
from fodfaeste.web.appointments.saying import CAUSES, event_name
from fodfaeste.web.case.acts_told import DETAILS
from fodfaeste.web.files import presenters as filed
from fodfaeste.web.intake import words as intake
from fodfaeste.web.plan import lines as plan_lines
from fodfaeste.web.sharing import terms

ACTS = {
    **naming.ACTS,
    rows.TEXT_CLASSIFIED: gettext_lazy("Said what a text is about"),
    rows.SIGHT_GIVEN: gettext_lazy("Said what somebody may read"),
    rows.SHARED: gettext_lazy("Shared"),
    rows.SHARING_ENDED: gettext_lazy("Sharing closed"),
}
"""As the citizen is told them, but for those that a line of the log goes on to explain."""


SENSITIVE = {
    "health": gettext_lazy("health"),
    "social": gettext_lazy("social matters"),
    "belief": gettext_lazy("the worker’s belief in the citizen"),
}
"""What texts are about that fewer read."""
LOGGED = {
    **dict.fromkeys(rows.OF_CONSENTS, terms.logged),
    **dict.fromkeys(rows.OF_PLANS, plan_lines.logged),
}
"""Who says the details of an act."""
OF_PEOPLE = frozenset(
    {rows.MEMBER_JOINED, rows.MEMBER_LEFT, rows.PRIMARY_CHANGED, rows.SIGHT_GIVEN}
    | {rows.COMPANION_ADDED, rows.COMPANION_ENDED}
)
"""Acts about somebody: with a part in the case, or at the citizen's side."""
BOOKED = rows.OF_APPOINTMENTS | {rows.REMINDED}


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the log that another one points at."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the log.

    ``struck``: it was corrected; then ``why_struck``, ``struck_by`` and ``links`` say why, by whom
    and when, and by what.
    ``texts``: what was written, each with what it answers (empty for the note).
    """

    id: str
    day: str
    what: str
    details: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    registered: str
    struck: bool
    why_struck: str
    struck_by: str
    links: tuple[Link, ...]
    erased: str
    withheld: str
    about: str
    correct_url: str
    classify_url: str
    quiet: bool
    files: tuple[filed.FileShown, ...] = ()
    file_url: str = ""


def log_lines(view: CaseView, *, today: date) -> list[LogLine]:
    """The lines by the day that they are about, newest first."""
    told = plan_lines.in_one(view.entries)
    ordered = sorted(told, key=lambda entry: (entry.on, entry.seq), reverse=True)
    teller = Teller(view, today)
    return [teller.line(entry) for entry in ordered]


class Teller:
    """Tells the lines of one case's log."""

    def __init__(self, view: CaseView, today: date) -> None:
        self.view, self.rules, self.today = view, view.rules, today
        self.by_id = {entry.id: entry for entry in view.entries}
        self.filed = filed.readable(view)
        self.people = {member.user_id: member.name for member in view.members}

    def line(self, entry: EntryView) -> LogLine:
        struck = entry.corrected_by is not None
        return LogLine(
            id=entry.id,
            day=dates.short(entry.on, today=self.today),
            what=self.what(entry),
            details=tuple(self.details(entry)),
            texts=tuple(self.texts(entry)),
            registered=self.registered(entry),
            struck=struck,
            why_struck=self.reason_of(entry.corrected_by),
            struck_by=self.struck_by(entry),
            links=tuple(self.links(entry)),
            erased=self.erased(entry),
            withheld=self.withheld(entry),
            about=str(SENSITIVE.get(entry.text_kind, "")),
            correct_url=self.correct_url(entry),
            classify_url=self.classify_url(entry),
            quiet=entry.kind == "act",
            files=filed.files_of(entry, self.filed, self.by_id, case_id=self.view.case_id),
            file_url=filed.add_url(self.view, entry),
        )

    def what(self, entry: EntryView) -> str:
        if entry.kind == "act":
            return str(ACTS.get(entry.type, entry.type))
        if self.reopens(entry):
            return _("Case opened again")
        known = self.rules.terms.events.get(entry.type)
        return known.name[dates.language()] if known else entry.type

    def reopens(self, entry: EntryView) -> bool:
        """Whether it takes back that the case was closed, and puts nothing in its place."""
        if entry.type != CORRECTION:
            return False
        of = self.by_id.get(str(entry.attributes.get("of")))
        return of is not None and of.type == CLOSING and of.replaced_by is None

    def value(self, known: Attribute, given: Any) -> str:
        """A value in words."""
        return words.capitalised(saying.value(known, given, today=self.today))

    def details(self, entry: EntryView) -> Iterable[str]:
        if entry.kind == "act":
            told = DETAILS.get(entry.type)
            if entry.type in BOOKED:
                yield from self.booked(entry)
            elif entry.type == rows.FILE_ADDED:
                yield from filed.details(entry.attributes)
            else:
                yield from told(self.rules, entry.attributes) if told else self.act_details(entry)
            return
        yield from self.attribute_details(entry)
        if entry.present:
            people = ", ".join(names.of_role(self.rules, role) for role in entry.present)
            yield _("present: %(people)s") % {"people": people}

    def attribute_details(self, entry: EntryView) -> Iterable[str]:
        """What an event carries, but its personal texts."""
        if entry.type == WAIVER:
            yield self.waived(entry.attributes)
            return
        if entry.type == CORRECTION:
            return
        for given, known in self.known(entry):
            if known.type != "text" and given != self.note_sent(entry):
                yield saying.detail(known, given, today=self.today)

    def note_sent(self, entry: EntryView) -> str | None:
        """The line that holds the note which an event sends; it is a link and no detail."""
        kind = self.rules.terms.events.get(entry.type)
        return entry.attributes.get(NOTE_SENT) if kind and kind.sends else None

    def known(self, entry: EntryView) -> Iterable[tuple[Any, Attribute]]:
        """The attributes in the order of the programme."""
        kind = self.rules.terms.events.get(entry.type)
        for name, known in (kind.attributes if kind else {}).items():
            if name in entry.attributes:
                yield entry.attributes[name], known

    def waived(self, attributes: Mapping[str, object]) -> str:
        name = rule_name(self.rules, str(attributes["requirement"]))
        number = attributes.get("instance")
        return f"{name}, {number}" if number else name

    def act_details(self, entry: EntryView) -> Iterable[str]:
        given = entry.attributes
        if entry.type == rows.FACTS_RECORDED:
            yield from facts_said(self.rules, given, today=self.today)
        elif entry.type in OF_PEOPLE:
            yield from self.people_details(entry)
        elif entry.type == rows.INTAKE_DECIDED:
            said = intake.decision(str(given["decision"]))
            yield f"{said}: {given['to']}" if given.get("to") else said
        elif entry.type == rows.VARIANT_CHOSEN:
            chosen = names.of_variant(self.rules, given.get("variant"))
            yield chosen or pgettext("form of the programme", "none")
        elif entry.type == rows.TEXT_CLASSIFIED:
            yield str(SENSITIVE.get(given["to"], _("the course itself")))
        elif entry.type in LOGGED:
            yield from LOGGED[entry.type](given)
        elif entry.type in (rows.VERSION_CHANGED, rows.CASE_OPENED):
            version = date.fromisoformat(str(given["version"]))
            yield _("version of %(date)s") % {"date": dates.medium(version, today=self.today)}

    def people_details(self, entry: EntryView) -> Iterable[str]:
        """Whom it is about, and what they are or read."""
        given = entry.attributes
        if entry.type in (rows.COMPANION_ADDED, rows.COMPANION_ENDED):
            yield str(naming.COMPANIONS.get(given["kind"], given["kind"]))
            return
        who = self.people.get(given["user"], "")
        if entry.type == rows.SIGHT_GIVEN:
            kinds = [str(SENSITIVE.get(kind, kind)) for kind in given.get("kinds", ())]
            yield who or _("a colleague")
            yield ", ".join(kinds) or _("neither health nor social matters")
        else:
            yield ", ".join(filter(None, [who, names.of_role(self.rules, str(given["role"]))]))

    def booked(self, entry: EntryView) -> Iterable[str]:
        """Of appointments and reminders."""
        given = entry.attributes
        if entry.type == rows.REMINDED:
            yield self.people.get(given["user"], _("a colleague"))
            yield rule_name(self.rules, str(given["requirement"]))
        else:
            yield from of_appointment(self.rules, given, today=self.today)

    def texts(self, entry: EntryView) -> Iterable[tuple[str, str]]:
        """What was written: in the event itself, in the note, and as answers. A case may be looked
        at together with the citizen, so what is believed stands on a page of its own."""
        if entry.type == rows.BELIEF_STATED:
            return
        if entry.kind == "event":
            for given, known in self.known(entry):
                if known.type == "text" and given:
                    yield f"{known.name[dates.language()]}:", str(given)
        if entry.note:
            yield "", entry.note
        yield from self.answers(entry)

    def answers(self, entry: EntryView) -> Iterable[tuple[str, str]]:
        """Question and answer, in the order in which they are asked."""
        programme, terms = self.rules.programme, self.rules.terms
        asked = questions_for(programme, terms, entry.type, entry.attributes)
        for name, question in asked.items() if entry.answers else ():
            if name in entry.answers:
                said = words.answer_text(question, entry.answers[name], dates.language())
                yield question.asks[dates.language()], said
        for name in entry.answers.keys() - asked.keys():
            yield str(naming.OF_PLANS.get(name, "")), str(entry.answers[name])

    def registered(self, entry: EntryView) -> str:
        """Who wrote it down, in which role, and when."""
        when = timezone.localtime(entry.registered_at)
        day = dates.short(when.date(), today=self.today)
        role = names.of_role(self.rules, entry.by_role) if entry.by_role else ""
        who = ", ".join(filter(None, [entry.author, role]))
        said = _("%(who)s, registered %(date)s at %(time)s")
        if not who:
            said = _("Registered %(date)s at %(time)s")
        return said % {"who": who, "date": day, "time": f"{when:%H:%M}"}

    def reason_of(self, entry_id: str | None) -> str:
        entry = self.by_id.get(entry_id or "")
        return str(entry.attributes.get("reason", "")) if entry else ""

    def struck_by(self, entry: EntryView) -> str:
        by = self.by_id.get(entry.corrected_by or "")
        return self.registered(by) if by else ""

    def links(self, entry: EntryView) -> Iterable[Link]:
        if entry.corrected_by:
            yield Link(_("see the correction"), f"#{entry.corrected_by}")
        if entry.replaced_by:
            yield Link(_("see what it says now"), f"#{entry.replaced_by}")
        if entry.replaces:
            yield Link(_("stands in place of an earlier entry"), f"#{entry.replaces}")
        sent = self.by_id.get(self.note_sent(entry) or "")
        if sent is not None:
            day = dates.short(sent.on, today=self.today)
            yield Link(_("the note of %(date)s") % {"date": day}, f"#{sent.id}")
        if entry.type == CORRECTION and entry.attributes.get("of") in self.by_id:
            corrected = self.by_id[str(entry.attributes["of"])]
            day = dates.short(corrected.on, today=self.today)
            text = _("of: %(what)s, %(date)s") % {"what": self.what(corrected), "date": day}
            yield Link(text, f"#{corrected.id}")

    def erased(self, entry: EntryView) -> str:
        if entry.erased_at is None:
            return ""
        day = dates.medium(timezone.localtime(entry.erased_at).date(), today=self.today)
        return _("The text was erased on %(date)s.") % {"date": day}

    def withheld(self, entry: EntryView) -> str:
        if not entry.withheld:
            return ""
        if entry.type == rows.FILE_ADDED:
            return _("There is a document here that you do not read.")
        about = SENSITIVE.get(entry.text_kind)
        if about is None:
            return _("There is a text here that you do not read.")
        return _("There is a text about %(what)s here that you do not read.") % {"what": about}

    def classify_url(self, entry: EntryView) -> str:
        is_set = entry.type in rows.KIND_IS_SET or entry.text_kind == "belief"
        can_be = entry.has_text and not is_set
        if not can_be or not self.view.sight.may(Act.CLASSIFY_TEXT):
            return ""
        return reverse("classify", args=[self.view.case_id, entry.id])

    def correct_url(self, entry: EntryView) -> str:
        may = self.view.sight.may(Act.CORRECT) and not entry.withheld
        if not entry.can_be_corrected or not may:
            return ""
        return reverse("correct", args=[self.view.case_id, entry.id])


def of_appointment(rules: Rules, given: Mapping[str, Any], *, today: date) -> Iterable[str]:
    """What a line says of an appointment: what it is, when, and because of whom it fell."""
    if "event" in given:
        yield event_name(rules, str(given["event"]))
    for name, text in (("begins", "%s"), ("from", _("from %s")), ("to", _("to %s"))):
        if name in given:
            when = datetime.fromisoformat(str(given[name]))
            yield text % dates.moment(when, today=today)
    if "cause" in given:
        yield str(CAUSES.get(given["cause"], given["cause"]))


def rule_name(rules: Rules, requirement: str) -> str:
    """What a requirement or a breach is called; its id where this version has it no more."""
    programme = rules.programme
    known: list[Requirement | Breach] = [*programme.requirements, *programme.breaches]
    for rule in known:
        if rule.id == requirement:
            return rule.name[dates.language()]
    return requirement


def facts_said(rules: Rules, facts: Mapping[str, object], *, today: date) -> list[str]:
    """Facts with their names."""
    return [f"{name}: {said}" for name, said in fact_pairs(rules, facts, today=today)]


def fact_pairs(
    rules: Rules, facts: Mapping[str, object], *, today: date
) -> Sequence[tuple[str, str]]:
    """Facts and their names, in the order of the vocabulary."""
    return [
        (
            known.name[dates.language()],
            words.capitalised(saying.value(known, facts[name], today=today)),
        )
        for name, known in rules.terms.facts.items()
        if facts.get(name) is not None
    ]
