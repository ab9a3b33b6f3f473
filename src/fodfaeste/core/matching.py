"""Rules made ready to run: matches and named days become functions of a log.

A match becomes a function to the events that fit it, in the log's order; a point in time becomes
a function to its day, or None while that is not known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from fodfaeste.core.dates import Period, add, last_day
from fodfaeste.core.events import Event, Terms
from fodfaeste.core.log import Log
from fodfaeste.core.programme import Anchor, Condition, Length, Match, Stretch
from fodfaeste.core.vocabulary import Vocabulary, Wanted

Finder = Callable[[Log], Sequence[Event]]
Test = Callable[[Event], bool]
Day = Callable[[Log], int | None]


class Matcher:
    """Makes finders for one programme's words. Finders of equal matches are shared."""

    def __init__(self, terms: Terms, vocabulary: Vocabulary) -> None:
        self._terms = terms
        self._groups = {name: group.any_of for name, group in vocabulary.role_groups.items()}

    def fillers(self, role: str) -> frozenset[str]:
        """The roles that fill ``role``: itself, those that count as it, those of a group."""
        wanted = set(self._groups.get(role, (role,)))
        filling = {name for name, known in self._terms.roles.items() if wanted & {*known.counts_as}}
        return frozenset(wanted | filling)

    def finder(self, matches: Iterable[Match | Anchor | Condition]) -> Finder:
        """A function to the events that fit any of ``matches``."""
        tests: dict[str, list[Test | None]] = {}
        for match in matches:
            present = () if isinstance(match, Condition) else match.present
            for name in match.event:
                test = self.condition(name, match.where, present)
                tests.setdefault(name, []).append(test)
        if len(tests) == 1:
            [(name, alternatives)] = tests.items()
            return _of_one_type(name, _any_of(alternatives))
        return _of_several_types({name: _any_of(some) for name, some in tests.items()})

    def condition(
        self, kind: str, where: Mapping[str, Wanted], present: Sequence[str]
    ) -> Test | None:
        """The test that ``where`` and ``present`` make together, None if they ask for nothing."""
        tests = [self._value_test(kind, name, wanted) for name, wanted in where.items()]
        tests += [_present_test(self.fillers(role)) for role in present]
        if len(tests) < 2:
            return tests[0] if tests else None
        return lambda event: all(test(event) for test in tests)

    def _value_test(self, kind: str, name: str, wanted: Wanted) -> Test:
        known = self._terms.events[kind].attributes[name]
        absent = False if known.type == "yes_no" else None
        return _wanted_test(name, wanted, absent)


def fits(wanted: Wanted, value: object) -> bool:
    """Whether a value is one of those wanted. Nothing known fits no ``one_of``."""
    return value in wanted.one_of if wanted.one_of else value not in wanted.none_of


def _wanted_test(name: str, wanted: Wanted, absent: object) -> Test:
    if len(wanted.one_of) == 1:
        [value] = wanted.one_of
        return lambda event: bool(event.attributes.get(name, absent) == value)
    return lambda event: fits(wanted, event.attributes.get(name, absent))


def _present_test(fillers: frozenset[str]) -> Test:
    return lambda event: not fillers.isdisjoint(event.present)


def _any_of(tests: Sequence[Test | None]) -> Test | None:
    real = [test for test in tests if test is not None]
    if len(real) < len(tests):
        return None
    return real[0] if len(real) == 1 else lambda event: any(test(event) for test in real)


def _of_one_type(name: str, test: Test | None) -> Finder:
    if test is None:
        return lambda log: log.by_type.get(name, ())
    return lambda log: [event for event in log.by_type.get(name, ()) if test(event)]


def _of_several_types(tests: Mapping[str, Test | None]) -> Finder:
    def find(log: Log) -> Sequence[Event]:
        return [
            event
            for event in log.events
            if event.type in tests and ((test := tests[event.type]) is None or test(event))
        ]

    return find


# --- conditions


def holds(condition: Condition, matcher: Matcher) -> Callable[[Log], bool]:
    """A function telling whether ``condition`` holds for a log."""
    if condition.closed:
        return lambda log: log.closed_on is not None
    if condition.variant:
        return lambda log: log.variant in condition.variant
    if condition.latest:
        return _latest_is(condition, condition.latest, matcher)
    find = matcher.finder([condition])
    return lambda log: bool(find(log))


def _latest_is(condition: Condition, kind: str, matcher: Matcher) -> Callable[[Log], bool]:
    test = matcher.condition(kind, condition.where, ())

    def latest_is(log: Log) -> bool:
        events = log.of_type(kind)
        return bool(events) and (test is None or test(events[-1]))

    return latest_is


# --- days


def shifted(
    day: int | None, plus: Length | None, minus: Length | None, variant: str | None
) -> int | None:
    """``day`` moved by the periods; None if it, or a period for the variant, is not known."""
    for length, sign in ((plus, 1), (minus, -1)):
        if day is not None and length is not None:
            period = length.of(variant)
            day = None if period is None else add(day, period, sign)
    return day


class Days:
    """The named days of a programme, as functions of a log that remember their answer in it."""

    def __init__(
        self,
        anchors: Mapping[str, Anchor],
        stretches: Mapping[str, Stretch],
        matcher: Matcher,
        met: Callable[[str], Day],
    ) -> None:
        self._anchors = anchors
        self._stretches = stretches
        self._matcher = matcher
        self._met = met
        self._made: dict[str, Day] = {}
        self._roots: dict[str, Day] = {}

    def day(self, name: str) -> Day:
        """The function to the day of the anchor ``name``."""
        if name not in self._made:
            self._made[name] = _remembered(name, self._make(name, self._anchors[name]))
        return self._made[name]

    def root(self, name: str) -> Day:
        """The function to the day on which the anchor rests, before it is moved."""
        if name not in self._roots:
            self._roots[name] = self._base(self._anchors[name])
        return self._roots[name]

    def _make(self, name: str, anchor: Anchor) -> Day:
        base = self.root(name)
        if anchor.plus is None and anchor.minus is None:
            return base
        return lambda log: shifted(base(log), anchor.plus, anchor.minus, log.variant)

    def _base(self, anchor: Anchor) -> Day:
        if anchor.event:
            return self._of_event(anchor)
        if anchor.anchor:
            return self.day(anchor.anchor)
        if anchor.requirement:
            return self._met(anchor.requirement)
        if anchor.last_day_of:
            return self._of_last_day(self._stretches[anchor.last_day_of])
        return self._of_part(self._stretches[anchor.part_of or ""], anchor.part or 1)

    def _of_event(self, anchor: Anchor) -> Day:
        find, attribute = self._matcher.finder([anchor]), anchor.attribute

        def day(log: Log) -> int | None:
            events = find(log)
            if not events:
                return None
            return events[0].attributes.get(attribute) if attribute else events[0].day

        return day

    def _of_last_day(self, stretch: Stretch) -> Day:
        return _counted(self.day(stretch.begins), stretch.lasts, last_day)

    def _of_part(self, stretch: Stretch, part: int) -> Day:
        if part == 1:
            return self.day(stretch.begins)
        return _counted(self.day(stretch.begins), stretch.lasts, _part_begins(stretch, part))


def _part_begins(stretch: Stretch, part: int) -> Callable[[int, Period], int]:
    def begins(first: int, whole: Period) -> int:
        one = whole.part(stretch.parts)
        assert one is not None, "the reading of the file refuses parts that are not equal"
        return add(first, one, part - 1)

    return begins


def _counted(begins: Day, lasts: Length, count: Callable[[int, Period], int]) -> Day:
    def day(log: Log) -> int | None:
        first, period = begins(log), lasts.of(log.variant)
        return None if first is None or period is None else count(first, period)

    return day


def _remembered(name: str, find: Day) -> Day:
    def day(log: Log) -> int | None:
        if name not in log.days:
            log.days[name] = find(log)
        return log.days[name]

    return day
