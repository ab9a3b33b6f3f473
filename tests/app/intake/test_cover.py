"""Cover: who may arrange it, what it opens, and that it is over the day after."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Case, CaseMember, Cover
from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.services import NewCitizen, NewCover
from fodfaeste.cases.sight import sight_of
from fodfaeste.traces.verifying import broken
from tests.app.cases.world import NOW, TODAY

LAST = TODAY + timedelta(days=7)


def arrange(world, *, by=None, absent=None, cover=None, submission=None, **days):
    given = {"first_on": TODAY, "last_on": LAST} | days
    new = NewCover(
        absent_id=(absent or world.jens).pk, cover_id=(cover or world.colleague).pk, **given
    )
    return services.arrange_cover(
        new=new, by=by or world.jens, now=NOW, submission=submission or uuid4()
    )


def codes(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


@pytest.fixture
def case_id(world):
    return world.refer(
        citizen=NewCitizen(name="Amalie Ærø", protected=True),
        facts={"psychological_problems": True},
    ).case_id


class TestWhatItOpens:
    def sight(self, world, case_id, on=TODAY):
        return sight_of(user=world.colleague, case_id=case_id, on=on)

    def test_the_same_sight_as_whoever_is_away_while_it_lasts(self, world, case_id):
        assert self.sight(world, case_id).relations == frozenset()
        arrange(world)
        own = sight_of(user=world.jens, case_id=case_id, on=TODAY)
        for day in (TODAY, LAST):
            sight = self.sight(world, case_id, day)
            assert sight.relations == {Relation.COVER}
            assert sight.kinds == own.kinds
        view = queries.case(user=world.colleague, case_id=case_id, today=TODAY)
        assert view.citizen.name == "Amalie Ærø"
        assert view.facts["psychological_problems"] is True

    def test_not_the_day_before_and_not_the_day_after(self, world, case_id):
        tomorrow = TODAY + timedelta(days=1)
        arrange(world, first_on=tomorrow)
        for day in (TODAY, LAST + timedelta(days=1)):
            assert self.sight(world, case_id, day).relations == frozenset()
            assert not Case.objects.visible_to(world.colleague, day).exists()
        with pytest.raises(services.NotVisible):
            queries.case(user=world.colleague, case_id=case_id, today=LAST + timedelta(days=1))

    def test_health_only_as_far_as_whoever_is_away_reads_it(self, world, case_id):
        CaseMember.unrestricted.filter(case=case_id, user=world.jens).update(sees_health=False)
        arrange(world)
        assert Kind.HEALTH not in self.sight(world, case_id).kinds
        assert Kind.SOCIAL in self.sight(world, case_id).kinds

    def test_what_is_due_stands_on_today_for_the_one_who_is_away(self, world, case_id):
        assert queries.today(user=world.colleague, today=TODAY).undated.rows == ()
        arrange(world)
        rows = queries.today(user=world.colleague, today=TODAY).undated.rows
        assert rows and {(one.covered_for, one.mine) for one in rows} == {("Jens Kragh", True)}
        after = LAST + timedelta(days=1)
        assert queries.today(user=world.colleague, today=after).undated.rows == ()
        own = queries.today(user=world.jens, today=TODAY).undated.rows
        assert {one.covered_for for one in own} == {None}

    def test_who_covers_registers_and_changes_nothing_that_lasts(self, world, case_id):
        arrange(world)
        world.register(case_id, "start_interview", TODAY, by=world.colleague)
        acts = self.sight(world, case_id).acts
        assert {Act.REGISTER, Act.CORRECT, Act.CONSENT} <= acts
        lasting = {Act.CHANGE_PEOPLE, Act.GRANT_SIGHT, Act.SHARE, Act.CLASSIFY_TEXT}
        assert not acts & lasting
        with pytest.raises(services.NotAllowed):
            services.join_case(
                case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
                by=world.colleague, now=NOW, submission=uuid4(),
            )  # fmt: skip

    def test_it_is_not_handed_on(self, world, case_id):
        arrange(world)
        third = world.secretary
        third.roles.create(role="contact_person")
        third.function = "contact_person"
        third.save()
        tomorrow = TODAY + timedelta(days=1)
        arrange(world, absent=world.colleague, by=world.colleague, cover=third, first_on=tomorrow)
        assert sight_of(user=third, case_id=case_id, on=tomorrow).relations == frozenset()

    def test_the_page_access_says_it_of_everybody(self, world, case_id):
        arrange(world)
        told = queries.onlookers(user=world.jens, case_id=case_id, today=TODAY)
        [kim] = [one for one in told if one.user_id == world.colleague.pk]
        assert kim.sight == sight_of(user=world.colleague, case_id=case_id, on=TODAY)
        assert (kim.covers_for, kim.until) == (("Jens Kragh",), LAST)

    def test_who_sees_it_anyway_sees_no_less(self, world, case_id):
        before = sight_of(user=world.leader, case_id=case_id, on=TODAY)
        world.leader.roles.create(role="contact_person")
        arrange(world, cover=world.leader)
        after = sight_of(user=world.leader, case_id=case_id, on=TODAY)
        assert after.kinds > before.kinds and after.acts >= before.acts


class TestWhoArrangesIt:
    def test_a_leader_for_those_whom_they_lead(self, world):
        arrange(world, by=world.leader)
        [line] = OrganisationEvent.objects.filter(organisation=world.centre)
        row = Cover.objects.get()
        assert (line.type, line.by) == ("cover_arranged", world.leader)
        assert line.about == {"user": world.jens.pk, "arrangement": str(row.pk)}
        assert list(broken()) == []

    def test_nobody_for_a_colleague_and_nobody_from_elsewhere(self, world):
        for by in (world.colleague, world.secretary, world.mette, world.charlie):
            with pytest.raises(services.NotVisible):
                arrange(world, by=by)
        assert not Cover.objects.exists()

    @pytest.mark.parametrize("by", ["leader", "jens"])
    def test_nobody_takes_it_for_themselves(self, world, by):
        who = getattr(world, by)
        who.roles.create(role="mentor")
        with pytest.raises(services.Refused) as refused:
            arrange(world, by=who, cover=who)
        assert codes(refused) == {("cover", "own_cover")}

    def test_it_reaches_colleagues_alone(self, world):
        for who in (world.charlie, world.mette):
            with pytest.raises(services.Refused) as refused:
                arrange(world, cover=who)
            assert codes(refused) == {("cover", "not_a_colleague")}

    @pytest.mark.parametrize(
        ("days", "fault"),
        [
            ({"first_on": TODAY - timedelta(days=1)}, ("first_on", "cover_in_the_past")),
            ({"last_on": TODAY - timedelta(days=1)}, ("last_on", "empty_period")),
            ({"last_on": TODAY + timedelta(days=184)}, ("last_on", "cover_too_long")),
        ],
    )
    def test_days_that_cannot_be(self, world, days, fault):
        with pytest.raises(services.Refused) as refused:
            arrange(world, **days)
        assert codes(refused) == {fault}

    def test_once_in_the_same_days_and_sent_twice_once(self, world):
        submission = uuid4()
        arrange(world, submission=submission)
        assert arrange(world, submission=submission).repeated
        with pytest.raises(services.Refused) as refused:
            arrange(world)
        assert codes(refused) == {("first_on", "covered_already")}
        assert Cover.objects.count() == 1

    def test_not_by_somebody_who_is_away_themselves(self, world):
        third = world.secretary
        third.roles.create(role="secretary_helper")
        arrange(world, absent=world.colleague, by=world.colleague, cover=world.jens)
        with pytest.raises(services.Refused) as refused:
            arrange(world)
        assert codes(refused) == {("cover", "away_themselves")}


class TestEnding:
    def end(self, cover_id, by, submission=None):
        return services.end_cover(
            cover_id=cover_id, by=by, now=NOW, submission=submission or uuid4()
        )

    def test_it_ends_today_and_opens_nothing_any_more(self, world, case_id):
        arrange(world)
        [cover] = queries.covers(user=world.colleague, today=TODAY)
        assert not cover.may_end
        self.end(cover.id, world.jens)
        sight = sight_of(user=world.colleague, case_id=case_id, on=TODAY)
        assert sight.relations == frozenset()
        assert queries.covers(user=world.jens, today=TODAY) == ()
        assert not self.end(cover.id, world.jens).changed
        assert list(broken()) == []

    def test_not_by_others(self, world):
        arrange(world)
        cover_id = Cover.objects.get().pk
        for by in (world.colleague, world.charlie, world.mette):
            with pytest.raises(services.NotVisible):
                self.end(cover_id, by)
        with pytest.raises(services.NotVisible):
            self.end(uuid4(), world.jens)


def test_whoever_writes_past_the_system_is_named(world):
    arrange(world)
    Cover.objects.update(cover=world.secretary)
    assert [finding.code for finding in broken()] == ["cover_unlogged"]


def test_the_page_is_read_by_those_whom_it_is_about(world):
    arrange(world)
    assert [one.cover for one in queries.covers(user=world.leader, today=TODAY)] == ["Kim Kollega"]
    assert queries.covers(user=world.charlie, today=TODAY) == ()
    assert queries.cover_choices(user=world.charlie, absent_id=world.jens.pk) == ()
