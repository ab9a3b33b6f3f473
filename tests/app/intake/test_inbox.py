"""The inbox and the secretary's page: what stands there, for whom, and what it costs."""

import sys
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import Listed
from fodfaeste.cases import queries
from fodfaeste.cases.queries import Pile
from fodfaeste.cases.services import Member, NewCitizen, NewEvent
from fodfaeste.web import addresses
from fodfaeste.web.intake.presenters import present_inbox
from fodfaeste.web.secretary.presenters import present_desk
from tests.app.appointments.booked import book
from tests.app.cases.world import NOW, TODAY


def first(on=TODAY, **attributes):
    return NewEvent(type="referral_received", on=on, attributes=attributes)


def inbox(user, today=TODAY):
    return queries.inbox(user=user, today=today)


def shown(user, today=TODAY):
    return present_inbox(inbox(user, today), today=today)


def asked(act):
    with CaptureQueriesContext(connection) as found:
        act()
    return len(found)


class TestWhatStandsThere:
    def test_the_oldest_first_and_only_what_waits(self, world, refer, decide):
        before = timedelta(days=2)
        older = refer(now=NOW - before, first=first(on=TODAY - before))
        newer, decided = refer(), refer()
        decide(decided)
        assert [one.case_id for one in inbox(world.secretary).new] == [older, newer]

    def test_the_waiting_list_stands_by_itself(self, world, refer, decide):
        case_id = refer()
        decide(case_id, "waiting_list")
        found = inbox(world.secretary)
        assert (found.new, [one.case_id for one in found.listed]) == ((), [case_id])

    def test_way_in_deadline_and_what_comes_next(self, world, refer):
        starts = TODAY + timedelta(days=20)
        refer(first=first(sender="jobcentre", course_start=starts, wants_pre_interview=True))
        [row] = shown(world.secretary).piles[0].rows
        assert row.way in ("Henvisning til et hold", "Referral to a course")
        assert not row.late and row.in_time
        assert row.box.day == str((starts - timedelta(days=1)).day)
        assert [step.clause for step in row.steps][:2] == ["JS-10", "JS-05"]
        assert len(row.asked) == 2

    def test_too_late_is_said(self, world, refer):
        refer(first=first(sender="jobcentre", course_start=TODAY + timedelta(days=5)))
        assert shown(world.secretary).piles[0].rows[0].late

    @pytest.mark.parametrize(
        ("programme", "attributes", "step"),
        [
            ("rampen", {"sender": "jobcentre", "way": "joint-meeting"}, "information_meeting"),
            ("rampen", {"sender": "jobcentre", "way": "clarifying-interview"},
             "clarifying_interview"),
            ("jobrettet-rehabilitering",
             {"sender": "social_department", "way": "by-a-motivation-course"},
             "motivation_course_started"),
            ("jobrettet-rehabilitering", {"sender": "jobcentre", "way": "from-the-job-centre"},
             "pre_interview"),
            ("social-stoette-i-job", {"sender": "jobcentre"}, "startup_meeting"),
            ("kvik", {"sender": "jobcentre"}, "first_interview"),
        ],
    )  # fmt: skip
    def test_each_way_in_has_its_own_first_step(self, world, refer, programme, attributes, step):
        refer(programme, first=first(**attributes))
        [row] = inbox(world.secretary).new
        rules = row.told.rules
        [told] = shown(world.secretary).piles[0].rows
        name = rules.terms.events[step].name["en"]
        requirements = {
            rule.name["en"]
            for rule in rules.programme.requirements
            if any(step in match.event for match in rule.match)
        }
        assert {name, *requirements} & {each.what for each in english(told, world)}
        assert told.way

    def test_the_target_group_in_a_word_for_those_who_see_all_of_it(self, world, refer):
        facts = {"lab_target_group": "2.1.5", "psychological_problems": True, "willing": True}
        parts = [Member(world.jens.pk, "contact_person")]
        refer(facts=facts, members=parts, team_id=world.team.pk)
        assert shown(world.jens).piles[0].rows[0].kind == "done"
        assert shown(world.leader).piles[0].rows[0].verdict == ""
        assert shown(world.secretary).piles[0].rows[0].verdict == ""

    def test_a_protected_name_is_not_shown(self, world, refer):
        refer(citizen=NewCitizen(name="Amalie Ærø", protected=True))
        assert inbox(world.secretary).new[0].citizen is None
        assert inbox(world.leader).new[0].citizen == "Amalie Ærø"


def english(told, world):
    from django.utils.translation import override

    with override("en"):
        return shown(world.secretary).piles[0].rows[0].steps


class TestMany:
    """A page at a time; and a pile that grows hides no other."""

    @pytest.fixture(autouse=True)
    def two_on_a_page(self, monkeypatch):
        monkeypatch.setattr(sys.modules["fodfaeste.cases.queries.inbox"], "ON_A_PAGE", 2)

    @pytest.fixture
    def cases(self, refer):
        days = [NOW - timedelta(days=n) for n in (5, 4, 3)]
        return [refer(now=day, first=first(on=day.date())) for day in days]

    def test_a_long_waiting_list_hides_nothing_that_is_new(self, world, refer, decide, cases):
        for case_id in cases:
            decide(case_id, "waiting_list")
        newest = refer()
        found = inbox(world.secretary)
        assert [one.case_id for one in found.new] == [newest]
        assert [one.case_id for one in found.listed] == cases[:2]
        assert found.piles[Pile.LISTED].count == 3

    def test_the_next_ones_follow_the_last_and_then_there_are_no_more(self, world, cases):
        begun = queries.inbox(user=world.secretary, today=TODAY, pile=Pile.NEW)
        assert begun.piles[Pile.NEW].after == cases[1]
        following = queries.inbox(user=world.secretary, today=TODAY, pile=Pile.NEW, after=cases[1])
        assert [one.case_id for one in following.new] == cases[2:]
        assert following.piles[Pile.NEW].after is None
        assert following.answers == ()

    def test_the_next_ones_come_also_when_the_last_has_been_decided(self, world, decide, cases):
        decide(cases[1])
        following = queries.inbox(user=world.secretary, today=TODAY, pile=Pile.NEW, after=cases[1])
        assert [one.case_id for one in following.new] == cases[2:]

    def test_the_page_leads_to_the_rest_and_back(self, world, client, cases):
        client.force_login(world.secretary)
        page = client.get("/indbakke/").content.decode()
        assert "/indbakke/?vis=nye" in page
        page = client.get("/indbakke/", {"vis": "nye"}).content.decode()
        assert f"/indbakke/?vis=nye&amp;efter={cases[1]}" in page
        page = client.get("/indbakke/", {"vis": "nye", "efter": str(cases[1])}).content.decode()
        assert str(cases[2]) in page
        assert 'href="/indbakke/?vis=nye"' in page

    def test_nonsense_in_the_address_is_no_filter(self, world, client, cases):
        client.force_login(world.secretary)
        asked = {"vis": "alt", "efter": "x", "program": "findes-ikke"}
        page = client.get("/indbakke/", asked).content.decode()
        assert str(cases[0]) in page


class TestOfOneProgramme:
    def test_the_others_are_left_out_and_not_counted(self, world, refer):
        refer()
        wanted = refer("kvik")
        found = queries.inbox(user=world.secretary, today=TODAY, programme="kvik")
        assert [one.case_id for one in found.new] == [wanted]
        assert found.piles[Pile.NEW].count == 1


class TestOnesOwn:
    def test_it_says_to_whom_it_went_and_that_it_is_on_their_list(self, world, refer, decide):
        decide(refer(), "waiting_list")
        [_new, sent] = shown(world.mette).piles
        assert world.centre.name in sent.rows[0].who
        assert sent.rows[0].is_listed
        assert not shown(world.secretary).piles[1].rows[0].is_listed


class TestForWhom:
    def test_somebody_elsewhere_gets_nothing(self, world, refer):
        refer()
        found = inbox(world.charlie)
        assert (found.new, found.listed, found.sent, found.answers) == ((), (), (), ())

    def test_a_colleague_sees_what_lies_with_their_team(self, world, refer):
        case_id = refer(team_id=world.team.pk)
        assert [one.case_id for one in inbox(world.jens).new] == [case_id]
        assert inbox(world.colleague).new == ()

    def test_whoever_referred_sees_what_waits_and_then_the_answer(self, world, refer, decide):
        case_id = refer()
        found = inbox(world.mette)
        assert (found.new, [one.case_id for one in found.sent]) == ((), [case_id])
        assert not found.sent[0].may_decide
        decide(case_id, "declined", reason="Holdet er fuldt.")
        found = inbox(world.mette)
        assert found.sent == ()
        [answer] = found.answers
        assert (answer.decision, answer.reason, answer.by) == (
            "declined", "Holdet er fuldt.", "Lis Leder",
        )  # fmt: skip
        assert inbox(world.leader).answers == ()

    def test_whoever_referred_within_the_organisation_sees_what_a_colleague_decided(
        self, world, refer, decide
    ):
        own = {"by": world.leader, "referred_by_id": None, "members": []}
        decide(refer(**own, team_id=world.team.pk), by=world.jens)
        assert [one.by for one in inbox(world.leader).answers] == [world.jens.name]
        assert inbox(world.jens).answers == ()
        decide(refer(**own), by=world.leader)
        assert len(inbox(world.leader).answers) == 1, "one's own decision is no answer"

    def test_the_latest_answer_counts(self, world, refer, decide):
        case_id = refer()
        first_ = decide(case_id, "declined")
        decide(case_id, "accepted", after=first_.entry_id)
        assert [one.decision for one in inbox(world.mette).answers] == ["accepted"]

    def test_it_is_logged_who_was_named(self, world, refer):
        case_id = refer()
        Listed.objects.all()
        inbox(world.secretary)
        assert Listed.objects.filter(case_id=case_id).exists()


def test_one_row_or_three_cost_the_same(world, refer, decide):
    decide(refer(), "declined")
    refer()
    inbox(world.secretary)
    few = cost(world)
    for _ in range(2):
        refer(facts={"willing": True})
        decide(refer(), "declined")
    # A list of other people is written down by one line and its names.
    assert all(after - before <= 1 for before, after in zip(few, cost(world), strict=True))


def cost(world):
    people = (world.secretary, world.mette, world.jens)
    return [asked(partial(inbox, user)) for user in people]


class TestTheSecretarysPage:
    def desk(self, world, today=TODAY):
        return queries.desk(user=world.secretary, today=today)

    def test_what_the_secretary_books_is_not_cut_off_by_what_others_do(
        self, world, refer, monkeypatch
    ):
        for _time in range(4):
            refer("kvik")
        refer(first=first(sender="jobcentre", course_start=TODAY + timedelta(days=40)))
        monkeypatch.setattr(sys.modules["fodfaeste.cases.queries.secretary"], "SHOWN", 1)
        found = self.desk(world)
        assert [one.requirement for one in found.bookings] == ["start-interview"]
        [bookings, *_others] = present_desk(found, (), today=TODAY).counts
        assert (bookings.href, bookings.number) == ("#bookings", "1+")

    def test_a_start_interview_is_to_be_booked_by_the_clause_that_says_so(self, world, refer):
        starts = TODAY + timedelta(days=20)
        refer(first=first(sender="jobcentre", course_start=starts))
        found = self.desk(world)
        assert [one.requirement for one in found.bookings] == ["start-interview"]
        [row] = present_desk(found, (), today=TODAY).bookings
        assert row.clause == "JS-11"

    def test_it_leads_to_the_booking_and_goes_when_that_is_done(self, world, refer):
        starts = TODAY + timedelta(days=20)
        case_id = refer(first=first(sender="jobcentre", course_start=starts))
        [row] = present_desk(self.desk(world), (), today=TODAY).bookings
        assert addresses.of_booking(case_id, "start-interview", 1) in {act.url for act in row.acts}
        book(world, case_id, by=world.secretary)
        assert self.desk(world).bookings == ()

    def test_it_comes_at_once_and_goes_with_who_does_not_come(self, world, refer, decide):
        starts = TODAY + timedelta(days=90)
        case_id = refer(first=first(sender="jobcentre", course_start=starts))
        assert len(self.desk(world).bookings) == 1
        decide(case_id, "withdrawn")
        assert self.desk(world).bookings == ()

    def test_letters_come_when_they_are_due(self, world, refer):
        case_id = refer()
        given = {"by": world.mette, "attributes": {"kind": "work_placement"}}
        world.register(case_id, "placement_started", TODAY, **given)
        letters = {one.requirement for one in self.desk(world).letters}
        assert {"grant-letter-sent", "timesheets-sent"} <= letters

    def test_courses_by_the_day_with_places_taken(self, world, refer, decide):
        monday = TODAY + timedelta(days=21)
        cases = [
            refer(first=first(sender="jobcentre", course_start=monday), now=NOW) for _ in range(4)
        ]
        refer(first=first(sender="jobcentre", course_start=monday + timedelta(days=14)))
        decide(cases[0])
        decide(cases[1], "waiting_list")
        decide(cases[2], "declined")
        near, later = present_desk(self.desk(world), (), today=TODAY).courses
        assert "1 af 8 pladser" in near.says and near.row is None
        assert "jobspot:intro-course" in near.url
        assert sorted(place.says != "" for place in near.places) == [False, True, True]
        assert ("0 af 8 pladser" in later.says, len(later.places)) == (True, 1)

    def test_it_is_their_organisations_alone(self, world, refer):
        refer(first=first(sender="jobcentre", course_start=TODAY + timedelta(days=20)))
        found = queries.desk(user=world.charlie, today=TODAY)
        assert (found.bookings, found.letters, found.courses) == ((), (), ())

    def test_one_row_or_three_cost_the_same(self, world, refer):
        def one_more():
            refer(first=first(sender="jobcentre", course_start=TODAY + timedelta(days=20)))

        one_more()
        self.desk(world)
        few = asked(lambda: self.desk(world))
        one_more()
        one_more()
        assert asked(lambda: self.desk(world)) - few <= 1
