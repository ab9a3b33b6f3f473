"""The draft of a note, gathered from what was registered: nothing is typed twice (JR-13, JS-17).

Pure. Only what the writer may read goes in, and each line says from which line of the log it comes.
A note is of one kind, so what is about health or social matters is left out until one asks for it;
then the note is about that as well, and read by fewer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.cases.rows import CONSENT_EVENTS
from fodfaeste.core.answers import questions_for
from fodfaeste.core.description import Question
from fodfaeste.core.events import CLOSING, CORRECTION, WAIVER
from fodfaeste.web import dates, names
from fodfaeste.web.case.log import Teller

ORDINARY = "ordinary"
ASKED_FOR = ("health", "social")
"""Kinds of text that go in when somebody asks for them. The worker's belief never does."""
ABOUT = "about"
TOLD_ELSEWHERE = frozenset({"records", "consent"})
"""Groups of event types that say nothing of how it goes: letters, other systems, consents."""
NOT_TOLD = CONSENT_EVENTS | {CORRECTION, WAIVER, CLOSING}


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the draft. ``entry``: the line of the log that it comes from; None: a heading."""

    text: str
    entry: EntryView | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """``since``: the note after which it begins; ``others``: the kinds of text left out that it
    could have."""

    parts: tuple[Part, ...]
    since: EntryView | None = None
    others: tuple[tuple[str, str], ...] = ()
    kind: str = ORDINARY

    @property
    def text(self) -> str:
        """The parts as they are put into the note: under each heading its lines."""
        lines = [f"– {part.text}" if part.entry else f"\n{part.text}" for part in self.parts]
        return "\n".join(lines).strip()


def draft(
    view: CaseView, type_: str, attributes: Mapping[str, Any], *, kind: str, today: date
) -> Draft | None:
    """What was registered since the last note of that type about the same, or in the whole case;
    None for a type of event whose note is not gathered. ``kind``: of text that goes in beside the
    ordinary."""
    gathers = view.rules.terms.events[type_].gathers
    if gathers is None:
        return None
    since = last_note(view, type_, attributes.get(ABOUT)) if gathers == "since_last" else None
    entries = gathered(view, since, type_)
    kind = kind if kind in ASKED_FOR else ORDINARY
    teller = Gatherer(view, today, {ORDINARY, kind})
    parts = teller.in_full(entries) if gathers == "since_last" else teller.in_short(entries)
    left_out = {each.text_kind for each in entries if each.note or each.answers}
    others = tuple(
        (one, str(names.SENSITIVE[one])) for one in ASKED_FOR if one in left_out - {kind}
    )
    return Draft(tuple(parts), since, others, kind)


def last_note(view: CaseView, type_: str, about: Any) -> EntryView | None:
    """The last note of that type that stands and is about the same, or does not say."""
    notes = [each for each in view.entries if each.type == type_ and not each.corrected_by]
    same = [each for each in notes if about in (None, each.attributes.get(ABOUT, about))]
    return max(same, key=lambda each: each.seq, default=None)


def gathered(view: CaseView, since: EntryView | None, type_: str) -> list[EntryView]:
    """What happened and was written down after the note, in order of day."""
    first = since.seq if since else 0
    found = [
        each
        for each in view.entries
        if each.kind == "event"
        and each.seq > first
        and each.corrected_by is None
        and each.type not in NOT_TOLD | {type_}
    ]
    return sorted(found, key=lambda each: (each.on, each.seq))


@dataclass(slots=True)
class Gatherer:
    """Says the parts of a draft."""

    view: CaseView
    today: date
    kinds: set[str]
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self.teller = Teller(self.view, self.today)

    def in_full(self, entries: Sequence[EntryView]) -> Iterator[Part]:
        """Every contact with its day and people, every answer, every note."""
        contacts = [each for each in entries if self.is_contact(each)]
        others = [each for each in entries if self.is_turn(each)]
        yield from under(_("Contact"), (Part(self.line(each), each) for each in contacts))
        yield from under(_("Placement and job"), self.placements(entries[:1]))
        yield from self.answers(entries, most=len(entries))
        yield from under(_("What was written"), self.notes(entries))
        yield from under(_("Also registered"), (Part(self.line(each), each) for each in others))

    def in_short(self, entries: Sequence[EntryView]) -> Iterator[Part]:
        """How the whole case went: contacts counted, the first and the last answer."""
        yield from under(_("How it went"), self.turns(entries))
        yield from under(_("Placement and job"), self.placements(()))
        yield from under(_("Contact"), self.counted(entries))
        yield from self.answers(entries, most=2)
        yield from under(_("Reached"), self.reached(entries))

    def is_contact(self, entry: EntryView) -> bool:
        known = self.view.rules.terms.events.get(entry.type)
        return bool(known and known.contact)

    def is_turn(self, entry: EntryView) -> bool:
        """Whether it is told by itself: a placement is told with its days."""
        rules = self.view.rules
        known = rules.terms.events.get(entry.type)
        is_told = known is None or known.group in TOLD_ELSEWHERE
        is_placement = entry.type == rules.programme.placement.started
        return not (is_told or is_placement or self.is_contact(entry))

    def day(self, day: date) -> str:
        return dates.medium(day, today=self.today)

    def what(self, entry: EntryView) -> str:
        return ", ".join([self.teller.what(entry), *self.teller.attribute_details(entry)])

    def line(self, entry: EntryView) -> str:
        """``3. november: opfølgning, besøg på virksomheden (til stede: borger, jobkonsulent)``"""
        people = list(self.teller.details(entry))[-1:] if entry.present else []
        said = f"{self.day(entry.on)}: {self.what(entry)}"
        return f"{said} ({people[0]})" if people else said

    # --- what was written

    def reads(self, entry: EntryView) -> bool:
        return entry.text_kind in self.kinds

    def notes(self, entries: Iterable[EntryView]) -> Iterator[Part]:
        for each in entries:
            if each.note and self.reads(each):
                yield Part(f"{self.day(each.on)}: {each.note}", each)

    def answers(self, entries: Sequence[EntryView], *, most: int) -> Iterator[Part]:
        """Question by question; of more answers than ``most`` the first and the last ones."""
        found: dict[str, list[Part]] = {}
        for each in entries:
            for asks, said in self.answered(each) if self.reads(each) else ():
                found.setdefault(asks, []).append(Part(f"{self.day(each.on)}: {said}", each))
        for asks, parts in found.items():
            chosen = parts if len(parts) <= most else [parts[0], *parts[1 - most :]]
            yield from under(asks, chosen)

    def answered(self, entry: EntryView) -> Iterator[tuple[str, str]]:
        language = dates.language()
        for name, question in self.asked(entry).items() if entry.answers else ():
            if name in entry.answers:
                said = words.answer_text(question, entry.answers[name], language)
                yield question.asks[language], said

    def asked(self, entry: EntryView) -> dict[str, Question]:
        rules = self.view.rules
        return questions_for(rules.programme, rules.terms, entry.type, entry.attributes)

    # --- what happened

    def placements(self, after: Sequence[EntryView]) -> Iterator[Part]:
        """The placements with their days; those that had ended before are left out."""
        evaluation = self.view.evaluation
        first = after[0].on.toordinal() if after else 0
        started = self.view.rules.programme.placement.started
        for stay in evaluation.log.stays:
            events = [e for e in evaluation.log.of_type(started) if e.day == stay.first]
            if events and (stay.last is None or stay.last >= first):
                entry = self.view.entry_of(events[-1])
                yield Part(self.stay(entry, stay.last), entry)

    def stay(self, entry: EntryView, last: int | None) -> str:
        kind = next(iter(self.teller.attribute_details(entry)), self.teller.what(entry))
        said = {"what": words.capitalised(kind), "first": self.day(entry.on)}
        if last is None:
            return _("%(what)s from %(first)s") % said
        said["last"] = self.day(date.fromordinal(last))
        return _("%(what)s from %(first)s until %(last)s") % said

    def turns(self, entries: Sequence[EntryView]) -> Iterator[Part]:
        """What happened but contacts, each kind of thing the first time."""
        seen: set[str] = set()
        for each in entries:
            if self.is_turn(each) and self.what(each) not in seen:
                seen.add(self.what(each))
                yield Part(self.line(each), each)

    def counted(self, entries: Iterable[EntryView]) -> Iterator[Part]:
        """``2 × opfølgning, besøg på virksomheden (3. august – 20. oktober)``"""
        found: dict[str, list[EntryView]] = {}
        for each in entries:
            if self.is_contact(each):
                found.setdefault(self.what(each), []).append(each)
        for what, held in found.items():
            first, last = self.day(held[0].on), self.day(held[-1].on)
            days = first if first == last else f"{first} – {last}"
            number = ngettext("%(n)s time", "%(n)s times", len(held)) % {"n": len(held)}
            yield Part(f"{what}: {number} ({days})", held[-1])

    def reached(self, entries: Sequence[EntryView]) -> Iterator[Part]:
        for one in self.view.evaluation.outcomes:
            day = date.fromordinal(one.day)
            entry = next((each for each in reversed(entries) if each.on <= day), None)
            if entry is not None:
                yield Part(f"{one.outcome.name[dates.language()]}: {self.day(day)}", entry)


def under(heading: str, parts: Iterable[Part]) -> Iterator[Part]:
    """The parts under their heading; neither where there are none."""
    found = list(parts)
    if found:
        yield Part(heading)
        yield from found
