"""Tells the stories: who it happened to, on which day, who wrote it down and what.

The same on every machine: chance is drawn from the story's name and the number of its telling.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random
from typing import Any

from fodfaeste.core.answers import forms_for
from fodfaeste.core.events import CORRECTION, WAIVER
from fodfaeste.demo.citizens import People, Person
from fodfaeste.demo.days import (
    WEEKDAYS,
    day_of,
    weekday_of,
    working_day_after,
    working_day_before,
)
from fodfaeste.demo.desks import Desk
from fodfaeste.demo.stories import Moment, Note, Story, Words
from fodfaeste.programmes.catalogue import versions

OPENS, CLOSES = time(8, 5), time(15, 20)
"""When the first and the last line of a day is written."""
WRITTEN_LATER = (0, 0, 0, 0, 0, 1, 1, 4)
"""After how many days something is written down, where a story does not say."""
PLAIN = "ordinary"
ANSWERED = 50
"""In how many of a hundred notes the form is filled in too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event of a telling. ``attributes``: as the exchange format writes them.

    ``by``: the role of whoever wrote it down. ``corrects``: the number (from 0, the referral) of
    the happening that a correction is of; ``replacement``: what stands in its place.
    """

    type: str
    on: date
    at: datetime
    by: str
    present: Sequence[str] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    about: str = "ordinary"
    answers: Mapping[str, Any] = field(default_factory=dict)
    corrects: int | None = None
    replacement: "Happening | None" = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it happened to one person. The first happening opens the case."""

    name: str
    story: Story
    desk: Desk
    person: Person
    facts: Mapping[str, Any]
    happenings: Sequence[Happening]


def tell_all(
    stories: Sequence[Story], desks: Mapping[str, Desk], words: Words, *, today: date, zone: tzinfo
) -> tuple[Told, ...]:
    """Every telling of every story for a reader on ``today``."""
    people = People(words.names, today=today, rng=_chance("people"))
    known: dict[tuple[str, int], Person] = {}
    told = []
    for story, number, desk in _tellings(stories, desks):
        earlier = known.get((story.same_citizens_as or "", number))
        person = known[story.name, number] = earlier or people.another(age=story.age)
        told.append(_Teller(story, number, desk, person, words, today, zone).tell())
    # In the order in which the cases were opened, whatever order the files have.
    return tuple(sorted(told, key=lambda one: one.happenings[0].at))


def _tellings(
    stories: Sequence[Story], desks: Mapping[str, Desk]
) -> Iterator[tuple[Story, int, Desk]]:
    for story in stories:
        chosen = [desks[name] for name, count in story.told.items() for _ in range(count)]
        yield from ((story, number, desk) for number, desk in enumerate(chosen))


def _chance(name: str) -> Random:
    """Not for secrets: made-up data is to be the same everywhere."""
    return Random(f"fodfæste 1 {name}")  # noqa: S311


class _Teller:
    """Tells one story once."""

    def __init__(
        self,
        story: Story,
        number: int,
        desk: Desk,
        person: Person,
        words: Words,
        today: date,
        zone: tzinfo,
    ) -> None:
        self._story, self._desk, self._person, self._words = story, desk, person, words
        self._name = f"{story.name} {number}"
        self._rng = _chance(self._name)
        self._last = working_day_before(today - timedelta(days=1))
        self._today = today - timedelta(days=_shift(story, number))
        self._zone = zone
        rules = versions(story.programme)[-1]
        self._terms, self._programme = rules.terms, rules.programme
        self._filling = {**self._rng.choice(words.filling), "fornavn": person.first_name}
        self._noted: set[str] = set()

    def tell(self) -> Told:
        told = [one for moment in self._story.log for one in self._happenings(moment)]
        told.sort(key=lambda one: (one.at.date(), one.on))
        story = self._story
        in_order = _numbered(self._at_their_times(told))
        return Told(self._name, story, self._desk, self._person, self._facts(), in_order)

    def _happenings(self, moment: Moment) -> Iterator[Happening]:
        for day in self._days(moment):
            if self._rng.randrange(100) < moment.chance:
                yield self._happening(moment, day)

    def _days(self, moment: Moment) -> list[date]:
        first = day_of(moment.day, today=self._today)
        if not moment.weekly:
            return [min(first, self._last)]
        through = min(day_of(moment.through, today=self._today), self._last)
        weeks = range((through - first).days // 7 + 2)
        days = [
            weekday_of(first + timedelta(weeks=week), weekday)
            for week in weeks
            for weekday in sorted(moment.weekly, key=WEEKDAYS.index)
        ]
        return [day for day in days if first <= day <= through]

    def _happening(self, moment: Moment, on: date) -> Happening:
        """A correction or a waiver is of the day on which it is written."""
        is_act = moment.type in {CORRECTION, WAIVER}
        written = on if is_act else self._written_on(moment, on)
        (about, note), answers = self._written(moment, on)
        told = Happening(
            type=moment.type,
            on=on,
            at=datetime.combine(written, OPENS, self._zone),
            by=self._desk.role_of(moment.by),
            present=tuple(self._there(role) for role in moment.present),
            attributes=self._attributes(moment),
            note=note,
            about=about,
            answers=answers,
            id=moment.id,
        )
        if moment.instead is None:
            return told
        instead = self._happening(moment.instead, day_of(moment.instead.day, today=self._today))
        return replace(told, replacement=instead)

    def _there(self, role: str) -> str:
        """Who comes in a role: where nobody here has it, a member whose own role counts as it."""
        if role not in self._desk.members:
            for held in self._desk.members:
                if role in self._terms.roles[held].counts_as:
                    return held
        return role

    def _written_on(self, moment: Moment, on: date) -> date:
        later = moment.recorded
        if later is None:
            later = self._rng.choice(WRITTEN_LATER)
        return max(min(working_day_after(on + timedelta(days=later)), self._last), on)

    def _attributes(self, moment: Moment) -> dict[str, Any]:
        known = self._terms.events[moment.type].attributes
        return {
            name: str(day_of(value, today=self._today))
            if known[name].type == "date"
            else self._filled(value)
            for name, value in moment.attributes.items()
        }

    def _facts(self) -> dict[str, Any]:
        known = self._terms.facts
        return {
            name: str(day_of(value, today=self._today)) if known[name].type == "date" else value
            for name, value in self._story.facts.items()
            if value is not None
        }

    # --- words

    def _filled(self, value: Any) -> Any:
        return value.format_map(self._filling) if isinstance(value, str) else value

    def _written(self, moment: Moment, on: date) -> tuple[tuple[str, str], Mapping[str, Any]]:
        """What the note of an event is about and says, and the answers in its form."""
        if moment.note is not None:
            return (PLAIN, str(self._filled(moment.note))), {}
        for note in self._words.notes:
            if note.type == moment.type and note.where.items() <= moment.attributes.items():
                is_silent = self._rng.randrange(100) >= note.share
                if is_silent:
                    break
                return self._chosen(note.texts), self._answers(note, moment, on)
        return (PLAIN, ""), {}

    def _answers(self, note: Note, moment: Moment, on: date) -> dict[str, Any]:
        """What the programme's own form asks for; most forms are not filled in. A date is told as
        days from the event's."""
        forms = forms_for(self._programme, self._terms, note.type, moment.attributes)
        asked = {str(question.id): question for form in forms for question in form.questions}
        if not note.answers or self._rng.randrange(100) >= ANSWERED:
            return {}
        given = self._rng.choice(note.answers)
        return {
            name: str(working_day_after(on + timedelta(days=said)))
            if asked[name].type == "date"
            else self._filled(said)
            for name, said in given.items()
            if name in asked
        }

    def _chosen(self, texts: Sequence[str | Mapping[str, str]]) -> tuple[str, str]:
        """What it is about, and the text. Nobody writes the same twice in one case."""
        known = [next(iter(text.items())) if isinstance(text, Mapping) else (PLAIN, text)
                 for text in texts]  # fmt: skip
        left = [(about, text) for about, text in known if text not in self._noted]
        if not left:
            return PLAIN, ""
        about, text = self._rng.choice(left)
        self._noted.add(text)
        return about, str(self._filled(text))

    # --- times of the day

    def _at_their_times(self, told: Sequence[Happening]) -> Iterator[Happening]:
        """One line after the other, within working hours as long as there is time."""
        before: datetime | None = None
        for one in told:
            begins = datetime.combine(one.at.date(), OPENS, self._zone)
            at = begins + timedelta(minutes=self._rng.randrange(_minutes(OPENS, CLOSES)))
            if before is not None and at <= before:
                at = before + timedelta(minutes=self._rng.randint(2, 9))
            before = at
            yield replace(one, at=at)


def _minutes(first: time, last: time) -> int:
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _shift(story: Story, number: int) -> int:
    """Tellings are spread evenly, the last one being the oldest."""
    count = sum(story.told.values())
    return story.spread * number // max(count - 1, 1)


def _numbered(told: Iterator[Happening]) -> tuple[Happening, ...]:
    """Corrections by the number of what they correct, instead of its name in the story."""
    numbers: dict[str, int] = {}
    found = []
    for number, one in enumerate(told):
        if one.id is not None:
            numbers[one.id] = number
        if one.type == CORRECTION:
            named = dict(one.attributes)
            found.append(replace(one, corrects=numbers[named.pop("of")], attributes=named))
        else:
            found.append(one)
    return tuple(found)
