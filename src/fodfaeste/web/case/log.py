"""The log of a case as it is read: newest first, every line with both its times. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste import words
from fodfaeste.cases import rows
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.core.answers import questions_for
from fodfaeste.core.events import CLOSING, CORRECTION, NOTE_SENT, WAIVER
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.letters.builders import source_of
from fodfaeste.protection.subject_access import naming
from fodfaeste.protection.subject_access.acts_named import ACTS as ACTS_NAMED
from fodfaeste.web import dates, names, saying
from fodfaeste.web.case import acts_told
from fodfaeste.web.files import presenters as filed
from fodfaeste.web.plan import lines as plan_lines

ACTS = {
    **ACTS_NAMED,
    rows.TEXT_CLASSIFIED: gettext_lazy("Said what a text is about"),
    rows.SIGHT_GIVEN: gettext_lazy("Said what somebody may read"),
    rows.SHARED: gettext_lazy("Shared"),
    rows.SHARING_ENDED: gettext_lazy("Sharing closed"),
}
"""As the citizen is told them, but for those that a line of the log goes on to explain."""


OF_OTHER_PAGES = rows.OF_TIMESHEETS | {rows.BELIEF_STATED}
"""Lines whose text is read elsewhere."""


def of_plans_first(name: str) -> tuple[int, str]:
    """In the order in which a plan asks, and what nobody asks for last."""
    asked = list(naming.OF_PLANS)
    return (asked.index(name) if name in asked else len(asked), name)


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
    letter_url: str = ""


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
        people = {member.user_id: member.name for member in view.members}
        self.around = acts_told.Around(self.rules, people, today)

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
            about=str(names.SENSITIVE.get(entry.text_kind, "")),
            correct_url=self.correct_url(entry),
            classify_url=self.classify_url(entry),
            quiet=entry.kind == "act",
            files=filed.files_of(entry, self.filed, self.by_id, case_id=self.view.case_id),
            file_url=filed.add_url(self.view, entry),
            letter_url=self.letter_url(entry),
        )

    def letter_url(self, entry: EntryView) -> str:
        """Where it is sent as a letter; empty of what is none."""
        what = source_of(self.view, entry)
        return reverse("letter_from", args=[self.view.case_id, what, entry.id]) if what else ""

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
            yield from acts_told.details(entry.type, entry.attributes, self.around)
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
        name = names.of_rule(self.rules, str(attributes["requirement"]))
        number = attributes.get("instance")
        return f"{name}, {number}" if number else name

    def texts(self, entry: EntryView) -> Iterable[tuple[str, str]]:
        """What was written: in the event itself, in the note, and as answers. A case may be looked
        at together with the citizen, so what is believed stands on a page of its own; so do the
        days of a time sheet."""
        if entry.type in OF_OTHER_PAGES:
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
        for name in sorted(entry.answers.keys() - asked.keys(), key=of_plans_first):
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
        if entry.type in rows.OF_TIMESHEETS:
            placement = entry.attributes["placement"]
            yield Link(
                _("the time sheet"), reverse("timesheet", args=[self.view.case_id, placement])
            )
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
        about = names.SENSITIVE.get(entry.text_kind)
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
