"""A programme made ready to run: built once, used for every case."""

from collections.abc import Callable, Iterator, Sequence

from fodfaeste.core.duties import Deriver, DutyMaker
from fodfaeste.core.events import Case, Event, Terms, terms_of
from fodfaeste.core.log import Log
from fodfaeste.core.matching import Day, Days, Matcher
from fodfaeste.core.outcomes import Reach, reach
from fodfaeste.core.programme import (
    Breach,
    Entitlement,
    LatestBefore,
    Outcome,
    Programme,
    Requirement,
)
from fodfaeste.core.vocabulary import Vocabulary

BreachFinder = Callable[[Log], Iterator[tuple[Event, int | None]]]


class Rules:
    """The rules of one version of a programme, as functions of a log."""

    def __init__(self, programme: Programme, vocabulary: Vocabulary) -> None:
        self.programme = programme
        self.terms: Terms = terms_of(programme, vocabulary)
        self.vocabulary = vocabulary
        self.matcher = Matcher(self.terms, vocabulary)
        self.days = Days(programme.anchors, programme.stretches, self.matcher, self._met)
        self._maker = DutyMaker(self.days, self.matcher, programme.placement.agreed)
        self._by_id: dict[str, Requirement] = {rule.id: rule for rule in programme.requirements}
        self.derivers: Sequence[Deriver] = [self._maker.deriver(r) for r in programme.requirements]
        self.phase_days: Sequence[Day] = [self.days.day(p.begins) for p in programme.phases]
        self.breaches = [*self._upper_limits(), *self._forbidden()]
        self.entitlements: Sequence[tuple[Entitlement, Day]] = self._entitlements()
        self.outcomes: Sequence[tuple[Outcome, Reach]] = [
            (outcome, reach(outcome, self.matcher)) for outcome in programme.outcomes
        ]

    def log(self, case: Case, on: int) -> Log:
        """The log of ``case`` as it stands on ``on``."""
        programme = self.programme
        return Log(case, on, placement=programme.placement, variant_from=programme.variant_from)

    def requirement(self, name: str) -> Requirement:
        """The requirement of that id. Raises KeyError if there is none."""
        return self._by_id[name]

    def _met(self, name: str) -> Day:
        derive = self._maker.deriver(self._by_id[name])

        def met(log: Log) -> int | None:
            duties = derive(log, log.on)
            return duties[0].met if duties else None

        return met

    def _entitlements(self) -> list[tuple[Entitlement, Day]]:
        settlement = self.programme.settlement
        return (
            [(e, self._met(e.requirement)) for e in settlement.entitlements] if settlement else []
        )

    def _upper_limits(self) -> Iterator[tuple[Requirement | Breach, BreachFinder]]:
        for rule in self.programme.requirements:
            if rule.kind == "at_most":
                yield rule, self._beyond(rule)

    def _beyond(self, rule: Requirement) -> BreachFinder:
        find, spans = self._maker.finder(rule), self._maker.spans(rule.window)

        def beyond(log: Log) -> Iterator[tuple[Event, int | None]]:
            events = find(log)
            for first, last in spans(log) if len(events) > rule.count else ():
                inside = [e for e in events if first <= e.day and (last is None or e.day <= last)]
                for k in range(rule.count, len(inside)):
                    yield inside[k], k + 1

        return beyond

    def _forbidden(self) -> Iterator[tuple[Requirement | Breach, BreachFinder]]:
        for rule in self.programme.breaches:
            yield rule, self._without_excuse(rule)

    def _without_excuse(self, rule: Breach) -> BreachFinder:
        match = rule.on_each or rule.on_first
        assert match is not None, "checked when the file was read"
        find, excused = self.matcher.finder([match]), self._excuse(rule)

        def without_excuse(log: Log) -> Iterator[tuple[Event, int | None]]:
            events = find(log)
            for event in events if rule.on_each else events[:1]:
                if not excused(log, event):
                    yield event, None

        return without_excuse

    def _excuse(self, rule: Breach) -> Callable[[Log, Event], bool]:
        if rule.unless_by_that_day:
            find = self.matcher.finder([rule.unless_by_that_day])
            return lambda log, event: any(other.day <= event.day for other in find(log))
        if rule.unless_latest_before:
            return self._latest_before(rule.unless_latest_before)
        return lambda log, event: False

    def _latest_before(self, rule: LatestBefore) -> Callable[[Log, Event], bool]:
        find = self.matcher.finder(rule.of)

        def latest_is(log: Log, event: Event) -> bool:
            candidates = set(map(id, find(log)))
            latest: Event | None = None
            for other in log.events:
                if other is event:
                    break
                if id(other) in candidates:
                    latest = other
            return latest is not None and latest.type == rule.is_a

        return latest_is
