"""A mentor at a citizen's side: begun, changed, ended; contacts and hours."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from fodfaeste.cases import services as cases
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.cases.visibility import NotAllowed, NotVisible
from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.models import MentorContact, MentorSupport
from tests.app.cases.world import NOW, TODAY
from tests.app.mentoring.helping import BEGUN, ago, refused

WORDS = {"mentor_what": "Tager med til lægen", "mentor_where": "I byen"}


class TestBeginning:
    def test_it_registers_that_a_mentor_is_assigned(self, help_with):
        help_with.begin(words=WORDS)
        [line] = help_with.lines("mentor_assigned")
        assert (line.on, line.kind) == (BEGUN, LogEntry.Kind.EVENT)
        assert len(help_with.lines("mentor_support_begun")) == 1

    def test_one_that_the_log_tells_of_already_is_not_assigned_again(self, world, help_with):
        world.register(help_with.case_id, "mentor_assigned", BEGUN)
        help_with.begin()
        assert len(help_with.lines("mentor_assigned")) == 1

    def test_another_mentor_is(self, help_with):
        help_with.begin()
        help_with.begin(mentor_id=help_with.mentor(), is_paid=False, since=ago(3))
        assert [line.on for line in help_with.lines("mentor_assigned")] == [BEGUN, ago(3)]

    def test_one_that_was_corrected_does_not_count(self, world, help_with):
        made = world.register(help_with.case_id, "mentor_assigned", BEGUN)
        help_with.act(
            cases.correct, case_id=help_with.case_id, entry_id=made.entry_id, reason="Fejl"
        )
        help_with.begin()
        assert len(help_with.lines("mentor_assigned")) == 2

    def test_that_of_the_future_is_assigned_today(self, help_with):
        help_with.begin(since=TODAY + timedelta(days=7))
        [line] = help_with.lines("mentor_assigned")
        assert line.on == TODAY

    def test_what_is_said_in_words_is_encrypted_and_in_no_row(self, help_with):
        support = help_with.begin(words=WORDS)
        [line] = help_with.lines("mentor_support_begun")
        assert "læge" not in str(line.attributes)
        assert "læge" not in LogText.unrestricted.get(entry=line).ciphertext
        assert dict(help_with.seen(support).words) == WORDS

    def test_sent_twice_it_begins_once(self, help_with):
        submission = uuid4()
        assert help_with.begin(submission=submission) == help_with.begin(submission=submission)
        assert MentorSupport.unrestricted.count() == 1
        assert len(help_with.lines("mentor_assigned")) == 1

    def test_a_mentor_of_others_cannot_be_chosen(self, world, help_with):
        theirs = help_with.mentor(by=world.charlie)
        assert refused(lambda: help_with.begin(mentor_id=theirs)) == [("who", "unknown_mentor")]
        assert refused(lambda: help_with.begin(user_id=world.charlie.pk)) == [
            ("who", "unknown_mentor")
        ]

    @pytest.mark.parametrize(
        ("told", "faults"),
        [
            ({"is_paid": False, "basis": "lab-31b"}, [("basis", "basis_of_paid")]),
            ({"basis": "moon"}, [("basis", "basis_of_paid")]),
            ({"hours": Decimal(-1), "hours_per": "week"}, [("hours", "hours_granted_form")]),
            ({"hours": Decimal(2)}, [("hours_per", "hours_per_what")]),
            ({"until": date(2026, 9, 1)}, [("until", "ends_before_it_begins")]),
            ({"since": date(1970, 1, 1)}, [("since", "too_early")]),
            ({"since": date(3026, 1, 1)}, [("since", "too_late")]),
            ({"until": date(9999, 12, 31)}, [("until", "too_late")]),
            ({"agreed_on": date(3026, 1, 1)}, [("agreed_on", "too_late")]),
            ({"text_kind": "moon"}, [("text_kind", "unknown_kind")]),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, help_with, told, faults):
        assert refused(lambda: help_with.begin(**told)) == faults

    def test_the_opener_and_the_secretary_do_not_begin_it_and_strangers_find_nothing(
        self, world, help_with
    ):
        with pytest.raises(NotAllowed):
            help_with.begin(by=world.secretary)
        with pytest.raises(NotVisible):
            help_with.begin(by=world.charlie)


class TestChangingAndEnding:
    def test_a_change_is_a_line_and_the_words_before_stay(self, help_with):
        support = help_with.begin(words=WORDS)
        told = help_with.told(words={"mentor_what": "Kun telefon"}, hours=Decimal(1),
                              hours_per="week")  # fmt: skip
        help_with.act(
            services.change_support, case_id=help_with.case_id, support_id=support, told=told
        )
        seen = help_with.seen(support)
        assert dict(seen.words) == {"mentor_what": "Kun telefon"}
        assert seen.hours == 1
        assert len(LogText.unrestricted.filter(entry__type__startswith="mentor_support")) == 2

    def test_another_mentor_is_support_of_its_own(self, help_with):
        support = help_with.begin()
        told = help_with.told(mentor_id=help_with.mentor())
        change = {"case_id": help_with.case_id, "support_id": support, "told": told}
        assert refused(lambda: help_with.act(services.change_support, **change)) == [
            ("who", "unknown_mentor")
        ]

    def test_it_ends_with_a_reason_and_then_nothing_changes(self, help_with):
        support = help_with.begin()
        end = {"case_id": help_with.case_id, "support_id": support, "on": TODAY}
        help_with.act(services.end_support, **end, reason="Klarer sig selv")
        seen = help_with.seen(support)
        assert (seen.ended_on, seen.reason) == (TODAY, "Klarer sig selv")
        again = lambda: help_with.act(services.end_support, **end, reason="Igen")  # noqa: E731
        assert refused(again) == [("", "support_ended")]

    @pytest.mark.parametrize(
        ("on", "reason", "fault"),
        [
            (TODAY + timedelta(days=1), "Sådan", ("on", "in_the_future")),
            (date(2026, 9, 30), "Sådan", ("on", "ends_before_support")),
            (TODAY, " ", ("reason", "missing")),
        ],
    )
    def test_when_and_why_are_checked(self, help_with, on, reason, fault):
        end = {"case_id": help_with.case_id, "support_id": help_with.begin()}
        act = lambda: help_with.act(services.end_support, **end, on=on, reason=reason)  # noqa: E731
        assert refused(act) == [fault]

    def test_support_of_another_case_is_none_of_this_one(self, world, help_with):
        support = help_with.begin()
        other = world.refer().case_id
        with pytest.raises(NotVisible):
            help_with.act(
                services.end_support, case_id=other, support_id=support, on=TODAY, reason="Nej"
            )


class TestContacts:
    def test_it_is_an_event_of_the_log_and_its_note_is_encrypted(self, world, help_with):
        support = help_with.begin()
        help_with.contact(support, minutes=90, note="Gik en tur", by=world.colleague)
        [line] = help_with.lines("mentor_contact")
        assert line.attributes == {"way": "met", "minutes": 90}
        assert (line.kind, line.present) == (LogEntry.Kind.EVENT, ["citizen", "mentor"])
        [seen] = help_with.seen(support).contacts
        assert (seen.note, seen.author) == ("Gik en tur", "Kim Kollega")

    def test_a_volunteer_is_present_as_one(self, help_with):
        help_with.contact(help_with.begin(mentor_id=help_with.mentor(), is_paid=False))
        [line] = help_with.lines("mentor_contact")
        assert line.present == ["citizen", "volunteer_mentor"]

    def test_one_that_was_not_held_says_why_and_nobody_was_there(self, help_with):
        support = help_with.begin()
        help_with.contact(support, cause="no_word", minutes=20)
        [line] = help_with.lines("mentor_contact_missed")
        assert (line.attributes, line.present) == ({"cause": "no_word", "minutes": 20}, [])

    def test_health_is_read_by_those_the_team_has_chosen(self, world, help_with):
        support = help_with.begin()
        help_with.contact(support, note="Sover dårligt", text_kind="health")
        [mine] = help_with.seen(support).contacts
        [theirs] = help_with.seen(support, user=world.leader).contacts
        assert (mine.note, theirs.note, theirs.withheld) == ("Sover dårligt", "", True)

    @pytest.mark.parametrize(
        ("told", "fault"),
        [
            ({"way": ""}, ("way", "way_or_cause")),
            ({"way": "met", "cause": "excused"}, ("way", "way_or_cause")),
            ({"minutes": 0}, ("minutes", "minutes_form")),
            ({"minutes": 1441}, ("minutes", "minutes_form")),
            ({"on": TODAY + timedelta(days=1)}, ("on", "in_the_future")),
        ],
    )
    def test_what_is_wrong_is_said(self, help_with, told, fault):
        support = help_with.begin()
        assert refused(lambda: help_with.contact(support, **told)) == [fault]

    def test_sent_twice_it_counts_once(self, help_with):
        support, submission = help_with.begin(), uuid4()
        for _ in range(2):
            help_with.contact(support, submission=submission, minutes=30)
        assert help_with.account(support).used == 30
        assert MentorContact.unrestricted.count() == 1

    def test_corrected_it_does_not_count_and_what_stands_in_its_place_does(self, help_with):
        support = help_with.begin()
        other = help_with.begin(mentor_id=help_with.mentor(), is_paid=False)
        made = help_with.contact(other, minutes=30)
        mended = NewEvent(
            type="mentor_contact", on=TODAY, attributes={"way": "phone", "minutes": 45}
        )
        help_with.act(
            cases.correct,
            case_id=help_with.case_id,
            entry_id=made.entry_id,
            reason="Det var længere",
            replacement=mended,
        )
        assert help_with.account(other).used == 45
        assert help_with.account(support).used == 0

    def test_one_that_was_registered_as_any_event_belongs_to_the_support_of_its_day(
        self, world, help_with
    ):
        support = help_with.begin()
        world.register(
            help_with.case_id, "mentor_contact", TODAY, attributes={"way": "phone", "minutes": 10}
        )
        assert help_with.account(support).used == 10

    def test_strangers_register_nothing(self, world, help_with):
        support = help_with.begin()
        with pytest.raises(NotVisible):
            help_with.contact(support, by=world.charlie)


class TestHours:
    def test_hours_a_week_are_granted_as_the_weeks_begin(self, help_with):
        support = help_with.begin(since=ago(20), hours=Decimal(2), hours_per="week",
                                  until=ago(20) + timedelta(days=69))  # fmt: skip
        help_with.contact(support, minutes=90)
        found = help_with.account(support)
        assert (found.used, found.so_far, found.in_all) == (90, 6, 20)
        assert not found.is_used_up

    def test_used_up_is_said_and_nothing_is_refused(self, help_with):
        support = help_with.begin(hours=Decimal(1), hours_per="all")
        help_with.contact(support, minutes=60)
        assert help_with.account(support).is_used_up
        help_with.contact(support, minutes=60)
        assert help_with.account(support).used == 120

    @pytest.mark.parametrize(("days", "is_quiet"), [(21, False), (22, True)])
    def test_three_weeks_without_contact_are_mentioned(self, help_with, days, is_quiet):
        support = help_with.begin()
        help_with.contact(support, on=ago(days))
        help_with.contact(support, on=TODAY, cause="no_word")
        assert (help_with.account(support).quiet_since is not None) is is_quiet

    def test_by_month_the_newest_first(self, help_with):
        support = help_with.begin()
        help_with.contact(support, on=date(2026, 10, 5), minutes=30)
        help_with.contact(support, on=date(2026, 11, 2), minutes=60)
        help_with.contact(support, on=date(2026, 11, 9), cause="mentor")
        months = queries.by_month(help_with.seen(support).spent)
        assert [(one.first.month, one.minutes, one.held, one.missed) for one in months] == [
            (11, 60, 1, 1),
            (10, 30, 1, 0),
        ]


class TestWhoSees:
    def test_who_sees_what_happened_sees_it(self, world, help_with):
        support = help_with.begin(words=WORDS)
        assert help_with.seen(support, user=world.secretary).words == {}
        assert help_with.seen(support, user=world.secretary).name == "Kim Kollega"

    def test_who_does_not_gets_nothing(self, world, help_with):
        help_with.begin()
        view = help_with.view(world.guard)
        assert queries.supports_of(view=view) == ()

    def test_the_number_of_questions_does_not_grow(
        self, help_with, django_assert_max_num_queries, django_assert_num_queries
    ):
        def asked():
            view = help_with.view()
            with django_assert_num_queries(2):
                return queries.supports_of(view=view)

        help_with.contact(help_with.begin())
        assert len(asked()) == 1
        for _ in range(2):
            help_with.contact(help_with.begin(mentor_id=help_with.mentor()))
        assert len(asked()) == 3

    def test_a_mentor_with_a_part_in_the_case_registers(self, world, help_with):
        support = help_with.begin(user_id=world.colleague.pk)
        help_with.contact(support, by=world.colleague)
        assert help_with.seen(support).has_part

    def test_erased_with_its_case_no_word_is_left(self, world, help_with):
        support = help_with.begin(words=WORDS)
        help_with.contact(support, note="Gik en tur")
        erase_case(case_id=help_with.case_id, by=world.leader, now=NOW, submission=uuid4())
        texts = LogText.unrestricted.filter(entry__case=help_with.case_id)
        assert not texts.exclude(ciphertext=None).exclude(ciphertext="").exists()
