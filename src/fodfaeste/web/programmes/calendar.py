"""When everything would fall due for a citizen who starts on a day: drawn, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.core.calendar import what_if
from fodfaeste.core.dates import as_date
from fodfaeste.core.duties import Duty
from fodfaeste.core.evaluation import PhaseSpan, phases
from fodfaeste.core.explaining import reason
from fodfaeste.core.log import Log
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates
from fodfaeste.web.drawing import Axis, Bar, Caption, Dot, Drawing, bar, room_for, ticks

WIDE, NARROW = 760, 328
LEFT_OF_ROWS = 232
ROW = 30
HIGH_ROW = 46
TOP = 34


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line of the table: a duty and the day it would be due."""

    day: str
    what: str
    who: str
    arithmetic: str
    clause: str
    usual: bool


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase and the days it would last."""

    name: str
    days: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to the what-if form."""

    phases: Sequence[PhaseLine]
    dated: Sequence[DueLine]
    undated: Sequence[DueLine]
    wide: Drawing | None
    narrow: Drawing | None


def calendar(rules: Rules, *, variant: str | None, start: date, language: str) -> WhatIf:
    """What would fall due when, if all goes as it should."""
    log, duties = what_if(rules, variant, start.toordinal())
    asked = [duty for duty in duties if duty.rule.kind != "at_most"]
    dated = sorted((d for d in asked if d.due is not None), key=lambda d: d.due or 0)
    spans = phases(rules, log)
    teller = Teller(rules, log, language, start)
    return WhatIf(
        phases=[teller.phase(span) for span in spans],
        dated=[teller.line(duty) for duty in dated],
        undated=[teller.line(duty) for duty in asked if duty.due is None],
        wide=teller.drawn(spans, dated, ident="calendar", width=WIDE),
        narrow=teller.drawn(spans, dated, ident="calendar-narrow", width=NARROW),
    )


class Teller:
    """Says and draws what is due by one programme's rules."""

    def __init__(self, rules: Rules, log: Log, language: str, start: date) -> None:
        self.rules, self.log, self.language, self.start = rules, log, language, start

    def day(self, ordinal: int) -> str:
        return dates.long(date.fromordinal(ordinal), today=self.start)

    def phase(self, span: PhaseSpan) -> PhaseLine:
        said = dates.span(as_date(span.first), as_date(span.last), today=self.start)
        return PhaseLine(span.phase.name[self.language], said)

    def line(self, duty: Duty) -> DueLine:
        rule = duty.rule
        why = words.why(
            reason(self.rules, self.log, duty),
            self.rules,
            rule.id,
            self.language,
            this_year=self.start.year,
        )
        roles, groups = self.rules.terms.roles, self.rules.vocabulary.role_groups
        owner = groups[rule.owner].name if rule.owner in groups else roles[rule.owner].name
        day = self.day(duty.due) if duty.due is not None else ""
        what, usual = self.name(duty), rule.strength == "usual"
        return DueLine(day, what, owner[self.language], why.arithmetic, rule.clause, usual)

    def name(self, duty: Duty) -> str:
        name = duty.rule.name[self.language]
        repeats = duty.rule.count > 1 or duty.rule.kind in ("every", "per_period")
        return f"{name} ({duty.number})" if repeats else name

    def drawn(
        self, spans: Sequence[PhaseSpan], dated: Sequence[Duty], *, ident: str, width: int
    ) -> Drawing | None:
        """A row a rule: the days in which it can be met, and the days on which it is due."""
        if not dated:
            return None
        axis = self.axis(spans, dated, width)
        is_wide = width == WIDE
        groups = by_rule(dated)
        row = ROW if is_wide else HIGH_ROW
        top = TOP + 50
        marks = [self.marks(axis, duties, top + k * row, row) for k, duties in enumerate(groups)]
        captions = [
            Caption(0, top + k * row + (18 if is_wide else 14), self.caption(duties))
            for k, duties in enumerate(groups)
        ]
        return Drawing(
            ident=ident,
            title=_("Deadlines for a citizen who starts on %(date)s")
            % {"date": dates.medium(self.start, today=self.start)},
            width=width,
            height=top + len(groups) * row + 12,
            ticks=ticks(axis),
            bars=[*self.phase_bars(axis, spans), *(each for bars, _dots in marks for each in bars)],
            dots=[each for _bars, dots in marks for each in dots],
            captions=captions,
        )

    def axis(self, spans: Sequence[PhaseSpan], dated: Sequence[Duty], width: int) -> Axis:
        days = [duty.due or 0 for duty in dated] + [self.start.toordinal()]
        days += [span.last for span in spans if span.last is not None]
        first, last = room_for(min(days), max(days))
        left = LEFT_OF_ROWS if width == WIDE else 2
        return Axis(first, last, left, width - 8)

    def caption(self, duties: Sequence[Duty]) -> str:
        name = duties[0].rule.name[self.language]
        return name if len(name) <= 34 else f"{name[:32].rstrip()}…"

    def phase_bars(self, axis: Axis, spans: Sequence[PhaseSpan]) -> list[Bar]:
        return [
            bar(axis, (span.first, span.last), y=TOP, height=26, tone="coming",
                title=f"{line.name}: {line.days}", label=line.name)
            for span in spans
            for line in [self.phase(span)]
        ]  # fmt: skip

    def marks(
        self, axis: Axis, duties: Sequence[Duty], y: int, row: int
    ) -> tuple[list[Bar], list[Dot]]:
        middle = y + row - (ROW - 13)
        windows = dict.fromkeys(
            (duty.first, duty.last) for duty in duties if duty.first is not None
        )
        bars = [
            bar(axis, (first, last), y=middle - 3, height=6, tone="window", label="",
                title=dates.span(as_date(first), as_date(last), today=self.start))
            for first, last in windows
        ]  # fmt: skip
        dots = [
            Dot(x=axis.middle(duty.due), y=middle, tone="due",
                title=f"{self.name(duty)}: {self.day(duty.due)}")
            for duty in duties
            if duty.due is not None
        ]  # fmt: skip
        return bars, dots


def by_rule(duties: Sequence[Duty]) -> list[list[Duty]]:
    """Duties of a rule together, rules in order of their first day."""
    groups: dict[str, list[Duty]] = {}
    for duty in duties:
        groups.setdefault(duty.rule.id, []).append(duty)
    return list(groups.values())
