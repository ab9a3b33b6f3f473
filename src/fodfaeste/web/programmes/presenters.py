"""A programme as a readable page: everything that its file says, in one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.core.description import Arrangement, CaseloadNorm, Course, PartRole, Track
from fodfaeste.core.programme import Breach, Phase, Programme, Requirement, Settlement
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Words
from fodfaeste.web import dates, saying


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the programme says: what, more of it, and the clauses that say so."""

    name: str
    about: str
    clauses: tuple[str, ...]
    ident: str = ""
    aside: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause, restated, with the rules that carry it out (address within the page, name)."""

    id: str
    text: str
    carried_out_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions that are asked together."""

    name: str
    clauses: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the programme. ``current``: the one that is shown."""

    version: str
    applies: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """The page of one version of a programme."""

    id: str
    version: str
    name: str
    about: str
    criteria: Sequence[Entry]
    ways_in: Sequence[Entry]
    variants: Sequence[Entry]
    phases: Sequence[Entry]
    rules: Sequence[Entry]
    breaches: Sequence[Entry]
    outcomes: Sequence[Entry]
    settlement: Sequence[Entry]
    tracks: Sequence[Entry]
    courses: Sequence[Entry]
    offers: Sequence[Entry]
    caseload: Sequence[Entry]
    people: Sequence[Entry]
    questions: Sequence[Questions]
    arrangements: Sequence[Entry]
    clauses: Sequence[ClauseText]
    facts: Sequence[tuple[str, str]]
    versions: Sequence[VersionLine]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The parts of the page that have something in them, and what they are called."""
        named = [
            ("target-group", _("Who it is for"), self.criteria),
            ("phases", _("How it goes"), self.phases),
            ("ways-in", _("Ways in"), self.ways_in),
            ("calendar", _("When would everything fall due?"), self.rules),
            ("rules", _("Rules"), self.rules),
            ("breaches", _("What should not happen"), self.breaches),
            ("courses", _("Courses"), self.courses),
            ("offers", _("Offered, or done by agreement"), self.offers),
            ("people", _("Who does what"), self.people),
            ("arrangements", _("Asked of the organisation"), self.arrangements),
            ("questions", _("Questions"), self.questions),
            ("clauses", _("The clauses"), self.clauses),
        ]
        return [(ident, name) for ident, name, inside in named if inside]


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in the list of programmes."""

    id: str
    name: str
    about: str
    phases: tuple[str, ...]
    rules: str


def rows(found: Iterable[Rules], *, language: str) -> list[ProgrammeRow]:
    """Programmes, by name."""
    made = [programme_row(rules.programme, language) for rules in found]
    return sorted(made, key=lambda row: row.name)


def programme_row(programme: Programme, language: str) -> ProgrammeRow:
    number = len(programme.requirements) + len(programme.breaches)
    return ProgrammeRow(
        programme.programme,
        programme.name[language],
        programme.about[language],
        tuple(phase.name[language] for phase in programme.phases),
        ngettext("%(number)s rule", "%(number)s rules", number) % {"number": number},
    )


def page(rules: Rules, versions: Sequence[Rules], *, language: str, today: date) -> ProgrammePage:
    """Everything about one version of a programme."""
    say = Sayer(rules, language)
    programme = rules.programme
    return ProgrammePage(
        id=programme.programme,
        version=programme.version.isoformat(),
        name=programme.name[language],
        about=programme.about[language],
        criteria=[say.named(c.says, c, "criterion") for c in programme.target_group],
        ways_in=[say.told(way, "way") for way in programme.ways_in],
        variants=[say.named(variant.name, variant) for variant in programme.variants],
        phases=[say.phase(number, each) for number, each in enumerate(programme.phases, start=1)],
        rules=[say.requirement(rule) for rule in programme.requirements],
        breaches=[say.breach(rule) for rule in programme.breaches],
        outcomes=[say.named(outcome.name, outcome) for outcome in programme.outcomes],
        settlement=say.settlement(programme.settlement),
        tracks=[say.named(track.name, track, aside=of_track(track)) for track in programme.tracks],
        courses=[say.course(course) for course in programme.courses],
        offers=[say.told(offer, "offer") for offer in programme.offers],
        caseload=[say.norm(norm) for norm in programme.caseload],
        people=[say.part(part) for part in programme.people],
        questions=[say.questions(form) for form in programme.forms],
        arrangements=[say.arrangement(each) for each in programme.arrangements],
        clauses=say.clauses(),
        facts=facts(programme, today),
        versions=version_lines(rules, versions, today),
    )


def of_track(track: Track) -> str:
    """What is said of a track beside its name."""
    said = [_("main track")] if track.main else []
    return ", ".join(said if track.about == "ordinary" else [*said, _("read by fewer")])


def facts(programme: Programme, today: date) -> list[tuple[str, str]]:
    """Where the programme comes from."""
    source = programme.source
    return [
        (_("Source"), source.title),
        (_("Published by"), source.publisher),
        (_("Version"), applies(programme, today)),
        (_("Checked against the source"), dates.medium(source.checked_on, today=today)),
    ]


def applies(programme: Programme, today: date) -> str:
    begins = dates.medium(programme.version, today=today)
    if programme.until is None:
        return _("from %(date)s") % {"date": begins}
    return f"{begins} – {dates.medium(programme.until, today=today)}"


def version_lines(shown: Rules, versions: Sequence[Rules], today: date) -> list[VersionLine]:
    return [
        VersionLine(
            each.programme.version.isoformat(),
            applies(each.programme, today),
            each.programme.version == shown.programme.version,
        )
        for each in reversed(versions)
    ]


class Sayer:
    """Says the parts of one programme in one language."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.rules = rules
        self.language = language

    def named(self, name: Any, part: Any, kind: str = "", *, aside: str = "") -> Entry:
        ident = f"{kind}-{part.id}" if kind else ""
        return Entry(name[self.language], "", clauses_of(part), ident, aside)

    def told(self, part: Any, kind: str) -> Entry:
        about = part.about[self.language]
        return Entry(part.name[self.language], about, clauses_of(part), f"{kind}-{part.id}")

    @property
    def phases_have_numbers(self) -> bool:
        """Whether the source numbers phases itself; a second row of numbers would confuse."""
        return any(p.name[self.language][:1].isdigit() for p in self.rules.programme.phases)

    def phase(self, number: int, phase: Phase) -> Entry:
        begins = self.rules.programme.anchors[phase.begins].name[self.language]
        about = words.capitalised(_("begins with %(what)s") % {"what": begins})
        name = phase.name[self.language]
        numbered = name if self.phases_have_numbers else f"{number}. {name}"
        return Entry(numbered, f"{about}.", clauses_of(phase))

    def role(self, role: str) -> str:
        groups = self.rules.vocabulary.role_groups
        known = groups[role].name if role in groups else self.rules.terms.roles[role].name
        return known[self.language]

    def requirement(self, rule: Requirement) -> Entry:
        return Entry(
            rule.name[self.language],
            f"{rule.rule[self.language]}.",
            clauses_of(rule),
            f"rule-{rule.id}",
            words.capitalised(self.role(rule.owner)),
            rule.strength == "usual",
        )

    def breach(self, rule: Breach) -> Entry:
        return Entry(
            rule.name[self.language],
            f"{rule.rule[self.language]}.",
            clauses_of(rule),
            f"rule-{rule.id}",
            usual=rule.strength == "usual",
        )

    def settlement(self, settlement: Settlement | None) -> list[Entry]:
        if settlement is None:
            return []
        start = Entry(
            _("The project's start"),
            _("of the whole grant"),
            clauses_of(settlement),
            aside=saying.percent(settlement.project_start),
        )
        return [start, *(self.entitlement(each) for each in settlement.entitlements)]

    def entitlement(self, each: Any) -> Entry:
        name = self.rules.requirement(each.requirement).name[self.language]
        share = saying.percent(each.share)
        return Entry(name, _("of the part for each participant"), clauses_of(each), aside=share)

    def course(self, course: Course) -> Entry:
        parts = [part for part in (held(course), staffed(course, self.role)) if part]
        about = " ".join([course.about[self.language], *parts])
        ident = f"course-{course.id}"
        return Entry(course.name[self.language], about, clauses_of(course), ident)

    def norm(self, norm: CaseloadNorm) -> Entry:
        about = _("Not in the source: an assumption of ours.") if not norm.certain else ""
        names = {str(v.id): v.name[self.language] for v in self.rules.programme.variants}
        about = " ".join([*(f"{names[each]}." for each in norm.variant), about]).strip()
        number = ngettext("%(number)s citizen", "%(number)s citizens", norm.citizens)
        said = number % {"number": norm.citizens}
        name = words.capitalised(self.role(norm.role))
        return Entry(name, words.capitalised(about), clauses_of(norm), aside=said)

    def part(self, part: PartRole) -> Entry:
        name = words.capitalised(self.role(part.role))
        return Entry(name, part.does[self.language], clauses_of(part))

    def questions(self, form: Any) -> Questions:
        asked = tuple(question.asks[self.language] for question in form.questions)
        return Questions(form.name[self.language], clauses_of(form), asked)

    def arrangement(self, each: Arrangement) -> Entry:
        every = each.every
        aside = (
            _("every %(period)s") % {"period": words.period_text(every.text, self.language)}
            if every
            else ""
        )
        ident = f"arrangement-{each.id}"
        name, about = each.name[self.language], each.about[self.language]
        return Entry(name, about, clauses_of(each), ident, words.capitalised(aside))

    def clauses(self) -> list[ClauseText]:
        carried_out = self.carried_out()
        return [
            ClauseText(ident, clause[self.language], tuple(carried_out.get(ident, ())))
            for ident, clause in self.rules.programme.clauses.items()
        ]

    def carried_out(self) -> dict[str, list[tuple[str, str]]]:
        """For each clause where on the page it is carried out."""
        programme, found = self.rules.programme, dict[str, list[tuple[str, str]]]()
        named: list[tuple[str, Any, Words]] = [
            *(("criterion", each, each.says) for each in programme.target_group),
            *(("way", each, each.name) for each in programme.ways_in),
            *(("rule", each, each.name) for each in programme.requirements),
            *(("rule", each, each.name) for each in programme.breaches),
            *(("course", each, each.name) for each in programme.courses),
            *(("offer", each, each.name) for each in programme.offers),
            *(("arrangement", each, each.name) for each in programme.arrangements),
        ]
        for kind, part, name in named:
            for clause in clauses_of(part):
                found.setdefault(clause, []).append((f"{kind}-{part.id}", name[self.language]))
        return found


def clauses_of(part: Any) -> tuple[str, ...]:
    """The clauses that a part of a programme cites."""
    first = getattr(part, "clause", None)
    return ((first,) if first else ()) + tuple(getattr(part, "also", ()))


def held(course: Course) -> str:
    """What a course's pattern says beside its description: its size."""
    if course.capacity is None:
        return ""
    said = ngettext(
        "At most %(number)s participant.", "At most %(number)s participants.", course.capacity
    )
    return said % {"number": course.capacity}


def staffed(course: Course, role: Any) -> str:
    """Who is responsible for a course."""
    if not course.staff:
        return ""
    who = ", ".join(f"{each.count} × {role(each.role)}" for each in course.staff)
    return _("Held by: %(who)s.") % {"who": who}
