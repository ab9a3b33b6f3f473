"""Wishes and steps: what is written, and by whom."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from fodfaeste.cases import services as of_cases
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.services import NotAllowed, NotVisible, Refused
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.matching import services
from fodfaeste.matching.models import Prospect, Step, WishVersion
from fodfaeste.matching.wishes import Needs, Wishes
from tests.app.cases.world import NOW, TODAY
from tests.app.matching.matched import NEEDS, WISHES, act, codes, seen, step, wish, workplace

pytestmark = pytest.mark.django_db


class TestWishes:
    def test_each_time_is_a_version_and_a_line_of_the_log(self, world, case_id):
        wish(case_id, world.jens)
        wish(case_id, world.jens, replace(WISHES, tasks=("lager",)))
        assert seen(case_id, world.jens).wishes.wishes.tasks == ("lager",)
        lines = LogEntry.unrestricted.filter(case=case_id, type="wishes_written").order_by("seq")
        assert [line.attributes for line in lines] == [{"number": 1}, {"number": 2}]

    def test_they_come_back_as_they_were_with_the_day_of_the_decision(self, world, case_id):
        whole = replace(
            WISHES, hours_least=Decimal("7.5"), hours_most=Decimal(15), kinds=("ordinary",)
        )
        wish(case_id, world.jens, whole)
        found = seen(case_id, world.jens).wishes
        assert found.wishes == replace(whole, told_on=TODAY)
        assert found.needs == NEEDS

    def test_nothing_of_it_stands_in_clear(self, world, case_id):
        wish(case_id, world.jens)
        row = WishVersion.unrestricted.get()
        lines = json.dumps(list(LogEntry.unrestricted.values_list("attributes", flat=True)))
        for text in (row.content, row.needs, lines):
            assert not any(word in text for word in ("køkken", "8000", "quiet", "telefon"))

    def test_sent_twice_it_is_one(self, world, case_id):
        once = uuid4()
        first = wish(case_id, world.jens, submission=once)
        again = wish(case_id, world.jens, submission=once)
        assert again.repeated and again.entry_id == first.entry_id
        assert WishVersion.unrestricted.count() == 1

    def test_who_does_not_read_about_health_does_not_see_or_change_what_is_needed(
        self, world, case_id
    ):
        wish(case_id, world.jens)
        found = seen(case_id, world.leader)
        assert found.wishes.wishes.tasks == WISHES.tasks and found.wishes.needs is None
        wish(case_id, world.leader, replace(WISHES, tasks=("lager",)), needs=None)
        assert seen(case_id, world.jens).wishes.needs == NEEDS
        with pytest.raises(Refused) as refused:
            wish(case_id, world.leader, needs=Needs())
        assert codes(refused) == [("codes", "needs_not_yours")]

    def test_minutes_are_kept_when_wishes_change(self, world, case_id, kitchen):
        act(services.tell_minutes, case_id, world.jens, unit_id=kitchen.pk, minutes=25)
        wish(case_id, world.jens)
        found = seen(case_id, world.jens).wishes
        assert dict(found.wishes.minutes) == {kitchen.pk: 25}
        act(services.tell_minutes, case_id, world.jens, unit_id=kitchen.pk, minutes=None)
        assert not seen(case_id, world.jens).wishes.wishes.minutes
        assert seen(case_id, world.jens).wishes.needs == NEEDS

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            ({"near": "80"}, ("near", "bad_postcode")),
            ({"near": "８０００"}, ("near", "bad_postcode")),
            ({"hours_least": Decimal(61)}, ("hours_least", "bad_hours")),
            (
                {"hours_least": Decimal(20), "hours_most": Decimal(10)},
                ("hours_most", "most_below_least"),
            ),
            ({"most_minutes": 0}, ("most_minutes", "bad_travel")),
            ({"tasks": ("x" * 101,)}, ("tasks", "line_too_long")),
            ({"tasks": tuple("abcdefghijklm")}, ("tasks", "too_many_lines")),
            ({"told": "perhaps"}, ("told", "unknown_answer")),
            ({"told": "yes", "told_on": TODAY + timedelta(days=1)}, ("told_on", "in_the_future")),
            ({"where": "x" * 2001}, ("where", "too_long")),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_at_its_place(self, world, case_id, given, fault):
        with pytest.raises(Refused) as refused:
            wish(case_id, world.jens, Wishes(**given))
        assert codes(refused) == [fault]
        assert not WishVersion.unrestricted.exists()

    def test_considerations_are_of_the_list(self, world, case_id):
        with pytest.raises(Refused) as refused:
            wish(case_id, world.jens, needs=Needs(codes=("diagnosis",)))
        assert codes(refused) == [("codes", "unknown_consideration")]


class TestSteps:
    def test_the_first_makes_a_prospect_and_each_is_a_line(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, note="Set i avisen")
        step(case_id, world.jens, kitchen, "contacted", note="Vil gerne høre mere")
        [one] = seen(case_id, world.jens).prospects
        assert (one.company, one.state) == ("Solgården", "contacted")
        assert [(each.kind, each.note) for each in one.steps] == [
            ("idea", "Set i avisen"),
            ("contacted", "Vil gerne høre mere"),
        ]
        lines = LogEntry.unrestricted.filter(case=case_id, type="match_step").order_by("seq")
        assert [line.attributes["step"] for line in lines] == ["idea", "contacted"]
        assert lines[1].attributes == {
            "prospect": str(one.id), "step": "contacted", "channel": "phone", "company": None,
        }  # fmt: skip
        assert not any("Solgården" in text.ciphertext for text in LogText.unrestricted.all())

    def test_the_day_it_happened_is_not_the_moment_it_was_written(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, "visit", TODAY - timedelta(days=3))
        step(case_id, world.jens, kitchen, "contacted", TODAY - timedelta(days=5))
        [one] = seen(case_id, world.jens).prospects
        assert [each.kind for each in one.steps] == ["contacted", "visit"]
        assert one.state == "visit" and one.last.on == TODAY - timedelta(days=3)
        assert one.last.written_at == NOW
        assert one.last.channel == "in_person"

    def test_who_was_in_touch_need_not_be_who_writes(self, world, case_id, kitchen):
        of_cases.join_case(
            case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        step(case_id, world.jens, kitchen, "contacted", done_by=world.colleague.pk)
        [one] = seen(case_id, world.jens).prospects
        assert (one.last.done_by, one.last.author) == ("Kim Kollega", "Jens Kragh")
        with pytest.raises(Refused) as refused:
            step(case_id, world.jens, kitchen, "contacted", done_by=world.charlie.pk)
        assert codes(refused) == [("done_by", "not_a_member")]

    def test_sent_twice_it_is_one(self, world, case_id, kitchen):
        once = uuid4()
        step(case_id, world.jens, kitchen, submission=once)
        assert step(case_id, world.jens, kitchen, submission=once).repeated
        assert (Prospect.unrestricted.count(), Step.unrestricted.count()) == (1, 1)

    @pytest.mark.parametrize("by", ["company", "citizen", "us"])
    def test_it_is_said_who_declined(self, world, case_id, kitchen, by):
        step(case_id, world.jens, kitchen, "declined", declined_by=by, note="For langt væk")
        [one] = seen(case_id, world.jens).prospects
        assert (one.state, one.last.declined_by) == ("declined", by)

    def test_after_a_no_one_can_begin_again(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, "declined", TODAY - timedelta(days=9))
        step(case_id, world.jens, kitchen, "contacted")
        [one] = seen(case_id, world.jens).prospects
        assert one.state == "contacted"

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            ({"kind": "married"}, ("kind", "unknown_match_step")),
            ({"kind": "taken_back"}, ("kind", "unknown_match_step")),
            ({"kind": "contacted", "channel": ""}, ("channel", "missing")),
            ({"kind": "contacted", "channel": "pigeon"}, ("channel", "unknown_way")),
            ({"kind": "declined", "declined_by": ""}, ("declined_by", "missing")),
            ({"on": TODAY + timedelta(days=1)}, ("on", "in_the_future")),
            ({"on": date(1999, 12, 31)}, ("on", "too_early")),
            ({"text_kind": "belief"}, ("text_kind", "unknown_kind")),
            ({"note": "x" * 4001}, ("note", "too_long")),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_place(self, world, case_id, kitchen, given, fault):
        with pytest.raises(Refused) as refused:
            step(case_id, world.jens, kitchen, **given)
        assert codes(refused) == [fault]
        assert not Prospect.unrestricted.exists()

    def test_a_workplace_of_another_register_is_none(self, world, case_id):
        theirs = workplace(world.elsewhere, world.charlie, "Fjern", tasks="Opvask")
        with pytest.raises(Refused) as refused:
            step(case_id, world.jens, theirs)
        assert codes(refused) == [("unit", "unknown_workplace")]

    def test_a_mistake_is_taken_back_and_stays_to_be_read(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen)
        step(case_id, world.jens, kitchen, "agreed")
        agreed = Step.unrestricted.get(kind="agreed")
        given = {"step_id": agreed.pk, "reason": "Forkert virksomhed"}
        act(services.take_back, case_id, world.jens, **given)
        [one] = seen(case_id, world.jens).prospects
        assert one.state == "idea"
        assert [each.taken_back for each in one.steps] == [None, "Forkert virksomhed"]
        with pytest.raises(Refused) as refused:
            act(services.take_back, case_id, world.jens, **given)
        assert codes(refused) == [("", "already_taken_back")]

    def test_taking_back_asks_why_and_knows_only_this_case(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen)
        one = Step.unrestricted.get()
        with pytest.raises(Refused) as refused:
            act(services.take_back, case_id, world.jens, step_id=one.pk, reason=" ")
        assert codes(refused) == [("reason", "missing")]
        other = world.refer().case_id
        with pytest.raises(Refused) as refused:
            act(services.take_back, other, world.jens, step_id=one.pk, reason="Fejl")
        assert codes(refused) == [("", "unknown_step")]

    def test_the_database_changes_none_of_them(self, world, case_id, kitchen):
        step(case_id, world.jens, kitchen)
        for table in ("matching_step", "matching_prospect"):
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):  # noqa: S608
                with pytest.raises(IntegrityError), transaction.atomic():
                    connection.cursor().execute(statement)


class TestWho:
    def test_a_stranger_finds_nothing_and_a_secretary_does_nothing(self, world, case_id, kitchen):
        for user, refused in (
            (world.charlie, NotVisible),
            (world.colleague, NotVisible),
            (world.secretary, NotAllowed),
        ):
            with pytest.raises(refused):
                wish(case_id, user)
            with pytest.raises(refused):
                step(case_id, user, kitchen)
            with pytest.raises(refused):
                act(services.tell_minutes, case_id, user, unit_id=kitchen.pk, minutes=5)
        assert seen(case_id, world.secretary) is None

    def test_the_doors_give_what_the_case_gives(self, world, case_id, kitchen):
        wish(case_id, world.jens)
        step(case_id, world.jens, kitchen)
        for user, number in ((world.jens, 1), (world.leader, 1), (world.secretary, 0),
                             (world.charlie, 0), (world.colleague, 0)):  # fmt: skip
            for model in (WishVersion, Prospect, Step):
                assert model.objects.visible_to(user, TODAY).count() == number, (user, model)


def test_erased_it_says_nothing_of_anybody(world, case_id, kitchen):
    wish(case_id, world.jens)
    step(case_id, world.jens, kitchen, note="Vil gerne")
    erase_case(case_id=case_id, by=world.leader, now=NOW, submission=uuid4())
    found = seen(case_id, world.jens)
    assert found.wishes.wishes == Wishes() and found.wishes.needs == Needs()
    assert [each.note for each in found.prospects[0].steps] == [""]
