"""Emergency access: for a colleague of the case's organisation, for a reason, for a day, and a
leader is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from fodfaeste.accounts.models import AccessLog, User
from fodfaeste.accounts.services import add_user
from fodfaeste.cases import queries
from fodfaeste.cases.models import Case, EmergencyAccess, LogEntry
from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.queries.emergencies import count_unseen, emergencies, opened_by
from fodfaeste.cases.services import NewCitizen, Refused
from fodfaeste.cases.services.emergency import (
    ATTEMPTS,
    mark_emergency_seen,
    open_in_emergency,
)
from fodfaeste.cases.sight import sight_of
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.cases.visibility import NotAllowed, NotVisible
from tests.app.cases.world import NOW, TODAY

CPR = "010190-1234"
REASON = "Borgeren er faldet om i receptionen, og vi skal ringe til en pårørende."


@pytest.fixture
def case_id(world):
    return world.refer(citizen=NewCitizen(name="Åse Ærø", cpr=CPR)).case_id


def person(world, name, organisation, function="contact_person"):
    email = f"{name.lower()}@fodfaeste.example"
    return add_user(email=email, name=name, organisation=organisation, function=function)


@pytest.fixture
def kaj(world):
    """A colleague at the centre, in no team and with no part in the case."""
    return person(world, "Kaj", world.centre)


@pytest.fixture
def lis(world):
    return world.leader


def open_(by, **values):
    given: dict[str, Any] = {"number": CPR, "reason": REASON, "now": NOW, "submission": uuid4()}
    return open_in_emergency(by=by, **given | values)


def codes(call):
    with pytest.raises(Refused) as refused:
        call()
    return [(fault.place, fault.code) for fault in refused.value.faults]


def relations(user, case_id, on=TODAY):
    return sight_of(user=user, case_id=case_id, on=on).relations


class TestAColleague:
    def test_does_not_learn_of_the_case_before(self, kaj, case_id):
        assert relations(kaj, case_id) == frozenset()
        assert queries.cases(user=kaj, today=TODAY, text="Åse").rows == ()
        assert queries.citizens(user=kaj, cpr=CPR, today=TODAY) == ()

    @pytest.mark.parametrize("by_number", [True, False])
    def test_opens_it_for_the_rest_of_the_day(self, kaj, case_id, by_number):
        assert open_(kaj, number=CPR if by_number else str(case_id)) == (case_id,)
        assert relations(kaj, case_id) == {Relation.EMERGENCY}
        assert relations(kaj, case_id, TODAY + timedelta(days=1)) == frozenset()
        page = queries.case(user=kaj, case_id=case_id, today=TODAY)
        assert page.citizen.name == "Åse Ærø"

    def test_of_the_organisation_that_referred_opens_it_as_well(self, world, case_id):
        assert open_(person(world, "Ulla", world.town)) == (case_id,)

    def test_reads_and_does_nothing(self, world, kaj, case_id):
        open_(kaj)
        with pytest.raises(NotAllowed):
            world.register(case_id, "start_interview", "2026-09-03", by=kaj)
        sight = sight_of(user=kaj, case_id=case_id, on=TODAY)
        assert sight.sees(Kind.NOTES)
        assert not any(sight.may(act) for act in Act)

    def test_is_written_down_everywhere(self, kaj, case_id):
        open_(kaj)
        kept = EmergencyAccess.unrestricted.get()
        line = LogEntry.unrestricted.filter(case=case_id).order_by("seq").reverse()[0]
        assert line.type == "emergency_opened"
        assert line.attributes == {"access": str(kept.pk), "user": kaj.pk}
        look_up = AccessLog.objects.get(user=kaj)
        assert (look_up.act, look_up.case_id) == ("emergency", case_id)
        assert look_up.detail == {"emergency": str(kept.pk)}
        assert look_up.relations == ["emergency"]
        assert "receptionen" not in kept.reason + str(line.attributes) + str(look_up.detail)
        assert verify_chain(case_id) == ()

    def test_opens_open_cases_only_if_there_are_any(self, world, kaj, case_id):
        citizen = Case.unrestricted.get(pk=case_id).citizen_id
        other = world.refer(citizen=citizen).case_id
        world.register(case_id, "case_closed", "2026-09-20", attributes={"reason": "flyttet"})
        assert open_(kaj) == (other,)
        world.register(other, "case_closed", "2026-09-20", attributes={"reason": "flyttet"})
        assert set(open_(kaj)) == {case_id, other}

    def test_sending_the_form_twice_opens_it_once(self, kaj, lis, case_id):
        submission = uuid4()
        for _ in range(2):
            assert open_(kaj, submission=submission) == (case_id,)
        open_(kaj)
        assert EmergencyAccess.unrestricted.count() == 1
        assert LogEntry.unrestricted.filter(type="emergency_opened").count() == 1
        assert AccessLog.objects.filter(act="emergency").count() == 1

    def test_who_sees_it_all_already_needs_none(self, world, case_id):
        assert open_(world.jens) == (case_id,)
        assert not EmergencyAccess.unrestricted.exists()


class TestNothingIsFound:
    @pytest.fixture(params=["charlie", "unknown", "other_id"])
    def ask(self, request, world, kaj, case_id):
        """Charlie asks for a citizen of others; Kim for a number that nobody has."""
        by = world.charlie if request.param == "charlie" else kaj
        number = {"charlie": CPR, "unknown": "020290-1234", "other_id": str(uuid4())}
        return lambda: open_(by, number=number[request.param])

    def test_and_the_same_is_said(self, ask):
        assert codes(ask) == [("number", "no_case")]

    def test_and_it_is_logged(self, ask):
        codes(ask)
        line = AccessLog.objects.get()
        assert (line.act, line.case_id, line.citizen_id) == ("refused", None, None)
        assert line.detail == {"attempt": "emergency", "code": "no_case"}
        assert not EmergencyAccess.unrestricted.exists()

    @pytest.mark.parametrize("function", ["citizen", "employer"])
    def test_by_who_does_not_work_here(self, world, case_id, function):
        outsider = person(world, "Otto", world.centre, function)
        assert codes(lambda: open_(outsider)) == [("number", "no_case")]

    def test_by_trying_numbers(self, kaj, case_id):
        for _ in range(ATTEMPTS):
            assert codes(lambda: open_(kaj, number="020290-1234")) == [("number", "no_case")]
        assert codes(lambda: open_(kaj)) == [("number", "too_many_attempts")]
        assert AccessLog.objects.filter(user=kaj, act="refused").count() == ATTEMPTS + 1


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"reason": " travlt "}, [("reason", "reason_too_short")]),
        ({"reason": "x" * 2001}, [("reason", "too_long")]),
        ({"number": "12"}, [("number", "cpr_form")]),
        ({"number": "310290-1234"}, [("number", "cpr_date")]),
        ({"number": "", "reason": ""}, [("number", "cpr_form"), ("reason", "reason_too_short")]),
    ],
)
def test_a_form_that_is_not_in_order_finds_nothing(kaj, case_id, values, found):
    assert codes(lambda: open_(kaj, **values)) == found
    assert not AccessLog.objects.exists()


class TestTheLeaders:
    def test_are_told_by_a_letter_that_says_nothing(
        self, kaj, lis, case_id, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            open_(kaj)
        told = [(letter.to, f"{letter.subject}{letter.body}") for letter in mail.outbox]
        assert [to for [to], _ in told] == [lis.email]
        assert not any(word in told[0][1] for word in ("Kaj", "Åse", "0101", "receptionen"))

    def test_where_there_are_none_those_are_told_who_watch(
        self, world, kaj, case_id, django_capture_on_commit_callbacks
    ):
        User.objects.filter(organisation=world.centre, function="leader").delete()
        with django_capture_on_commit_callbacks(execute=True):
            open_(kaj)
        assert [letter.to for letter in mail.outbox] == [[world.guard.email]]

    def test_see_who_and_why_until_one_has_marked_it(self, kaj, lis, case_id):
        open_(kaj)
        [one] = emergencies(user=lis, today=TODAY, unseen=True)
        assert (one.user, one.citizen, one.reason, one.seen_by) == ("Kaj", "Åse Ærø", REASON, "")
        assert count_unseen(lis) == 1
        for _ in range(2):
            mark_emergency_seen(access_id=one.access_id, by=lis, now=NOW, submission=uuid4())
        assert count_unseen(lis) == 0
        [seen] = emergencies(user=lis, today=TODAY)
        assert (seen.seen_by, seen.seen_at) == (lis.name, NOW)
        assert LogEntry.unrestricted.filter(type="emergency_seen").count() == 1

    def test_of_the_organisation_that_referred_see_it(self, world, kaj, case_id):
        open_(kaj)
        chief = person(world, "Ib", world.town, "leader")
        assert [one.user for one in emergencies(user=chief, today=TODAY)] == ["Kaj"]

    def test_from_elsewhere_and_others_see_none(self, world, kaj, case_id):
        open_(kaj)
        kept = EmergencyAccess.unrestricted.get()
        for nobody in (world.charlie, world.jens, world.secretary, kaj):
            assert emergencies(user=nobody, today=TODAY) == ()
            with pytest.raises(NotVisible):
                mark_emergency_seen(access_id=kept.pk, by=nobody, now=NOW, submission=uuid4())
        assert [one.reason for one in opened_by(user=kaj, today=TODAY)] == [REASON]
        assert opened_by(user=world.jens, today=TODAY) == ()
