"""The activities of a plan: circles, what moves along, what holds up, what could be parallel."""

from graphlib import TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.core.dates import LAST_DAY
from fodfaeste.core.plan import Activity, Apart, Days, HoldUp, apart, circle, held_up, moved
from tests.core.support import day


def activity(id_, first=None, last=None, *after, track="employment", over=False):
    days = [None if text is None else day(f"2026-{text}") for text in (first, last)]
    return Activity(id=id_, track=track, first=days[0], last=days[1], after=after, over=over)


def days(first, last=None):
    return Days(*(None if text is None else day(f"2026-{text}") for text in (first, last)))


CV = activity("cv", "03-02", "03-13")
COURSE = activity("course", "03-16", "03-27", "cv")
PLACEMENT = activity("placement", "04-06", "07-03", "course")


class TestCircles:
    def test_none(self):
        assert circle([CV, COURSE, PLACEMENT]) == ()

    def test_is_named_in_order_each_before_the_one_that_waits_for_it(self):
        a, b, c = activity("a", None, None, "c"), activity("b", None, None, "a"), activity("c")
        assert circle([a, b, c]) == ()
        c = activity("c", None, None, "b")
        found = circle([a, b, c])
        assert sorted(found) == ["a", "b", "c"]
        known = {one.id: one for one in (a, b, c)}
        for before, after in zip(found, [*found[1:], found[0]], strict=True):
            assert before in known[after].after

    def test_one_that_waits_for_itself(self):
        assert circle([activity("a", None, None, "a")]) == ("a",)

    def test_what_is_not_there_is_no_circle(self):
        assert circle([activity("a", None, None, "gone")]) == ()


class TestMoving:
    def test_what_waits_keeps_its_distance(self):
        assert moved([CV, COURSE, PLACEMENT], "cv", days("03-09", "03-20")) == {
            "course": days("03-23", "04-03"),
            "placement": days("04-13", "07-10"),
        }

    def test_earlier_too(self):
        assert moved([CV, COURSE], "cv", days("02-23", "03-06")) == {
            "course": days("03-09", "03-20")
        }

    def test_a_longer_one_counts_by_its_end(self):
        assert moved([CV, COURSE], "cv", days("03-02", "03-20")) == {
            "course": days("03-23", "04-03")
        }

    def test_nothing_is_pulled_before_something_else_that_it_waits_for(self):
        home = activity("home", "03-02", "03-15", track="social")
        course = activity("course", "03-16", "03-27", "cv", "home")
        assert moved([CV, home, course], "cv", days("02-02", "02-13")) == {}

    def test_what_began_too_early_is_put_right_when_it_moves_along(self):
        early = activity("course", "03-10", "03-27", "cv")
        assert moved([CV, early], "cv", days("03-03", "03-14")) == {
            "course": days("03-15", "04-01")
        }

    def test_without_an_end_the_beginning_counts(self):
        open_ = activity("cv", "03-02")
        after = activity("course", "03-16", None, "cv")
        assert moved([open_, after], "cv", days("03-09")) == {"course": days("03-23")}

    def test_what_has_no_days_yet_gets_none_and_passes_the_move_on(self):
        between = activity("between", None, None, "cv")
        last = activity("last", "05-01", "05-02", "between")
        assert moved([CV, between, last], "cv", days("03-03", "03-14")) == {
            "last": days("05-02", "05-03")
        }

    def test_no_further_than_the_calendar_goes(self):
        last = Days(day("9999-12-01"), day("9999-12-31"))
        assert moved([CV, COURSE], "cv", last) == {"course": Days(LAST_DAY, LAST_DAY)}

    def test_the_others_stay(self):
        assert moved([CV, COURSE, PLACEMENT], "placement", days("05-04", "07-31")) == {}

    def test_nothing_moves_in_a_circle_or_for_one_that_is_not_there(self):
        assert moved([activity("a", "03-02", "03-03", "a")], "a", days("03-09")) == {}
        assert moved([CV], "gone", days("03-09")) == {}


class TestTheMainTrack:
    HOME = activity("home", "03-02", "05-29", track="social")

    def test_another_track_holds_up_its_start(self):
        waits = activity("placement", "06-01", None, "cv", "home")
        assert held_up([CV, self.HOME, waits], "employment") == [HoldUp("placement", "home")]

    def test_not_where_something_of_its_own_ends_later(self):
        job = activity("search", "03-02", "05-31")
        waits = activity("placement", "06-01", None, "search", "home")
        assert held_up([job, self.HOME, waits], "employment") == []

    def test_an_end_that_nobody_knows_holds_up(self):
        home = activity("home", "03-02", track="social")
        waits = activity("placement", "06-01", None, "home")
        assert held_up([home, waits], "employment") == [HoldUp("placement", "home")]

    def test_not_once_it_is_over_nor_without_a_main_track(self):
        home = activity("home", "03-02", "05-29", track="social", over=True)
        waits = activity("placement", "06-01", None, "home")
        assert held_up([home, waits], "employment") == []
        assert held_up([self.HOME, waits], None) == []

    def test_the_main_track_may_hold_up_others(self):
        waits = activity("home", "06-01", None, "cv", track="social")
        assert held_up([CV, waits], "employment") == []


class TestInParallel:
    def test_one_track_begins_when_another_has_ended_and_does_not_depend_on_it(self):
        health = activity("health", "07-20", "08-01", track="health")
        assert apart([CV, COURSE, PLACEMENT, health]) == [Apart("placement", "health")]

    def test_not_where_it_waits_for_something_there(self):
        health = activity("health", "07-20", "08-01", "cv", track="health")
        assert apart([CV, COURSE, PLACEMENT, health]) == []

    def test_not_where_they_overlap_or_an_end_is_open(self):
        health = activity("health", "06-01", "08-01", track="health")
        assert apart([CV, COURSE, PLACEMENT, health]) == []
        late = activity("health", "09-01", "09-02", track="health")
        assert apart([activity("cv", "03-02"), late]) == []

    def test_activities_without_a_track_are_in_none(self):
        late = activity("walk", "09-01", "09-02", track=None)
        assert apart([CV, late]) == []


# --- whatever the plan

DAYS = st.integers(740000, 740400)


@st.composite
def plans(draw, circles=False):
    """Activities that wait for earlier ones, in any order; with ``circles`` for any."""
    number = draw(st.integers(1, 7))
    made = []
    for n in range(number):
        others = range(number) if circles else range(n)
        after = draw(st.lists(st.sampled_from([f"a{k}" for k in others] or ["gone"]), unique=True))
        first = draw(st.none() | DAYS)
        last = None if first is None else draw(st.none() | st.integers(first, first + 60))
        track = draw(st.sampled_from(["employment", "social", None]))
        made.append(
            Activity(id=f"a{n}", track=track, first=first, last=last, after=tuple(sorted(after)))
        )
    return draw(st.permutations(made))


@given(plans(), st.data())
def test_after_moving_along_what_waits_begins_after_what_it_waits_for(plan, data):
    chosen = data.draw(st.sampled_from(plan))
    first = data.draw(DAYS)
    to = Days(first, data.draw(st.none() | st.integers(first, first + 60)))
    new = {one.id: Days(one.first, one.last) for one in plan}
    along = moved(plan, chosen.id, to)
    new |= {chosen.id: to, **along}
    affected = {chosen.id}
    known = {one.id: one for one in plan}
    graph = {one.id: [name for name in one.after if name in known] for one in plan}
    for name in TopologicalSorter(graph).static_order():
        if affected & set(graph[name]):
            affected.add(name)
    for one in plan:
        for before in graph[one.id]:
            end = new[before].first if new[before].last is None else new[before].last
            begins = new[one.id].first
            if one.id in affected - {chosen.id} and end is not None and begins is not None:
                assert begins > end
    assert set(along) <= affected


@given(plans(), st.data())
def test_moving_changes_no_length_and_moving_nowhere_moves_nothing_that_is_in_order(plan, data):
    chosen = data.draw(st.sampled_from(plan))
    known = {one.id: one for one in plan}
    for name, new in moved(plan, chosen.id, Days(740500, 740510)).items():
        old = known[name]
        if old.first and old.last and new.first and new.last:
            assert new.last - new.first == old.last - old.first
    in_order = all(
        one.first is None or known[name].end is None or one.first > known[name].end
        for one in plan
        for name in one.after
        if name in known
    )
    if in_order:
        assert moved(plan, chosen.id, Days(chosen.first, chosen.last)) == {}


@given(plans(circles=True))
def test_a_circle_is_one_and_is_found_whenever_there_is_one(plan):
    known = {one.id: one for one in plan}
    found = circle(plan)
    for before, after in zip(found, [*found[1:], *found[:1]], strict=True):
        assert before in known[after].after
    left, changed = dict(known), True
    while changed:
        free = [n for n, one in left.items() if not set(one.after) & set(left)]
        changed = bool(free)
        for name in free:
            del left[name]
    assert bool(found) == bool(left)
