"""A plan as it is written: brought together, compared, and what is not to be read taken out."""

from fodfaeste.core import plan_items as items
from fodfaeste.core.plan_items import Clash, Item

TRACKS = {"employment": "ordinary", "health": "health"}


def item(id_, kind="goal", **values):
    return Item(id_, kind, values)


def plan(*parts):
    return {one.id: one for one in parts}


def test_what_is_written_is_read_again_without_what_is_empty():
    parts = plan(item("g1", words="Jeg vil i job", ours=""), item("a1", "activity", after=[]))
    rows = items.written(parts)
    assert rows[0] == {"id": "g1", "kind": "goal", "values": {"words": "Jeg vil i job"}}
    again = items.read(rows)
    assert again["g1"]["ours"] == "" and again["a1"]["after"] == []


def test_activities_are_reckoned_with_by_their_days():
    [one] = items.activities(
        plan(item("a1", "activity", track="job", first="2026-03-02", after=["a0"], state="done"))
    )
    assert (one.track, one.last, one.after, one.over) == ("job", None, ("a0",), True)
    assert one.first is not None


def test_mentor_support_is_stated_with_what_where_when_and_how():
    said = {"what": "Følgeskab", "where": "Hjemme", "when": "Mandag", "how": "Sammen"}
    assert items.states_mentor_support(plan(item("mentor", "mentor", **said)))
    assert not items.states_mentor_support(plan(item("mentor", "mentor", **said | {"how": ""})))
    assert not items.states_mentor_support({})


class TestTakingAway:
    PLAN = plan(
        item("g1"),
        item("s1", "sub_goal", goal="g1"),
        item("a1", "activity", goal="s1"),
        item("a2", "activity", after=["a1"], title="Praktik"),
    )

    def test_with_a_goal_its_sub_goals_go_and_activities_become_free(self):
        left = items.without(self.PLAN, "g1")
        assert list(left) == ["a1", "a2"]
        assert left["a1"]["goal"] == ""

    def test_nothing_waits_for_an_activity_that_is_gone(self):
        left = items.without(self.PLAN, "a1")
        assert left["a2"]["after"] == [] and left["a2"]["title"] == "Praktik"


class TestTwoAtOnce:
    BASE = item("g1", words="Jeg vil i job", ours="Praktik", about="")

    def test_what_each_changed_is_kept(self):
        theirs = item("g1", words="Jeg vil i job", ours="Praktik i køkken")
        mine = item("g1", words="Jeg vil have et job", ours="Praktik")
        found, clashes = items.merged(self.BASE, theirs, mine)
        assert (found["words"], found["ours"]) == ("Jeg vil have et job", "Praktik i køkken")
        assert clashes == ()

    def test_the_same_field_changed_by_both_is_told_with_both_texts(self):
        theirs = item("g1", words="Jeg vil i praktik", ours="Praktik")
        mine = item("g1", words="Jeg vil have et job", ours="Praktik")
        _found, clashes = items.merged(self.BASE, theirs, mine)
        assert clashes == (Clash("words", "Jeg vil have et job", "Jeg vil i praktik"),)

    def test_the_same_change_is_no_clash(self):
        both = item("g1", words="Jeg vil have et job", ours="Praktik")
        assert items.merged(self.BASE, both, both) == (both, ())

    def test_what_was_taken_away_is_put_back(self):
        mine = item("g1", words="Jeg vil have et job")
        assert items.merged(self.BASE, None, mine) == (mine, ())

    def test_where_it_is_not_known_how_it_was_every_difference_is_told(self):
        _found, clashes = items.merged(None, item("g1", words="A"), item("g1", words="B"))
        assert [one.name for one in clashes] == ["words"]


def test_differences_say_what_is_new_changed_and_gone():
    before = plan(item("g1", words="A"), item("a1", "activity", first="2026-03-02", title="CV"))
    after = plan(
        item("a1", "activity", first="2026-03-09", title="CV"), item("g2", words="B", ours="")
    )
    changed, new, gone = items.differences(before, after)
    assert (changed.item.id, changed.fields) == ("a1", ("first",))
    assert (new.before, new.item.id) == (None, "g2")
    assert (gone.after, gone.item.id) == (None, "g1")
    assert items.differences(after, after) == []


class TestReading:
    PLAN = plan(
        item("g1", words="Jeg vil sove", about="health"),
        item("s1", "sub_goal", goal="g1", title="Seks timer", due_on="2026-05-01"),
        item("a1", "activity", title="Psykolog", track="health", first="2026-03-02", who=["gp"]),
        item("a2", "activity", title="Gæld", track="employment", about="social"),
        item("a3", "activity", title="CV", track="employment"),
    )

    def test_only_that_it_is_there_when_and_where_is_told_of_what_is_not_to_be_read(self):
        shown = items.readable(self.PLAN, TRACKS, lambda kind: kind == "ordinary")
        assert [one.hidden for one in shown.values()] == [True, True, True, True, False]
        assert shown["a1"].values == {"track": "health", "first": "2026-03-02"}
        assert shown["s1"].values == {"goal": "g1", "due_on": "2026-05-01"}
        assert not any("Psykolog" in str(one) or "Gæld" in str(one) for one in shown.values())

    def test_who_reads_the_kind_reads_it(self):
        shown = items.readable(self.PLAN, TRACKS, lambda kind: kind != "social")
        assert [one.hidden for one in shown.values()] == [False, False, False, True, False]

    def test_an_activity_is_at_least_what_its_track_holds(self):
        light = item("a1", "activity", track="health", about="ordinary")
        assert items.about(light, {}, TRACKS) == "health"
