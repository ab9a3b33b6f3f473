"""Sparring groups (CT-26): who writes and reads what, and that nobody is known in it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases.models import SparringMeeting
from fodfaeste.cases.queries.sparring import meeting, meetings
from fodfaeste.cases.services.referring import NewCitizen
from fodfaeste.cases.services.sparring import (
    NewSparring,
    erase_sparring,
    may_spar,
    recognisable,
    record_sparring,
)
from fodfaeste.core.faults import Refused
from tests.app.cases.world import NOW, TODAY

ASKED = "Hvordan siger vi det til en arbejdsgiver?"


def record(by, *participants, on=TODAY, questions=ASKED, agreed="Sammen", submission=None):
    told = NewSparring(
        on=on,
        participants=[user.pk for user in participants],
        questions=questions,
        agreed=agreed,
    )
    return record_sparring(meeting=told, by=by, now=NOW, submission=submission or uuid4())


def read(user):
    return [(one.people, one.questions, one.agreed) for one in meetings(user=user)]


def lines(world):
    return list(
        OrganisationEvent.objects.filter(
            organisation=world.centre, type__startswith="sparring"
        ).values_list("type", "after")
    )


def test_those_who_took_part_and_the_leader_read_it(world):
    record(world.jens, world.colleague)
    told = [(("Jens Kragh", "Kim Kollega"), ASKED, "Sammen")]
    for reader in (world.jens, world.colleague, world.leader):
        assert read(reader) == told
    for other in (world.mette, world.secretary, world.guard, world.charlie):
        assert read(other) == []
        assert meeting(user=other, meeting_id=SparringMeeting.unrestricted.get().pk) is None


def test_it_is_encrypted_and_a_line_of_the_organisations_log(world):
    pk = record(world.jens, world.colleague)
    assert ASKED not in SparringMeeting.unrestricted.get().content
    people = sorted([world.jens.pk, world.colleague.pk])
    assert lines(world) == [("sparring_recorded", {"members": people, "held_on": "2026-11-23"})]
    [line] = OrganisationEvent.objects.filter(type="sparring_recorded")
    assert line.about == {"meeting": str(pk)}
    assert ASKED not in str(line.after)


def test_sent_twice_it_is_written_once(world):
    submission = uuid4()
    assert record(world.jens, submission=submission) == record(world.jens, submission=submission)
    assert SparringMeeting.unrestricted.count() == len(lines(world)) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"questions": " "}, [("questions", "missing")]),
        ({"questions": "x" * 8001}, [("questions", "too_long")]),
        ({"agreed": "x" * 8001}, [("agreed", "too_long")]),
        ({"on": TODAY + timedelta(days=1)}, [("on", "in_the_future")]),
        ({"on": TODAY.replace(year=1999)}, [("on", "too_early")]),
    ],
)
def test_what_is_no_meeting_is_refused(world, given, expected):
    with pytest.raises(Refused) as refused:
        record(world.jens, **given)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == expected
    assert not SparringMeeting.unrestricted.exists() and not lines(world)


def test_nobody_from_elsewhere_takes_part(world):
    with pytest.raises(Refused) as refused:
        record(world.jens, world.charlie)
    assert refused.value.faults[0].code == "unknown_fellow"


def test_who_has_no_such_group_writes_nothing(world):
    assert may_spar(world.jens) and may_spar(world.leader)
    for who in (world.mette, world.secretary, world.guard):
        assert not may_spar(who)
        with pytest.raises(PermissionDenied):
            record(who)


class TestErasing:
    def test_what_it_said_goes_and_that_it_was_held_stays(self, world):
        pk = record(world.jens, world.colleague)
        erase_sparring(meeting_id=pk, by=world.leader, now=NOW, submission=uuid4())
        [one] = meetings(user=world.jens)
        assert (one.questions, one.agreed, one.may_erase) == ("", "", False)
        assert one.people == ("Jens Kragh", "Kim Kollega")
        assert [type_ for type_, _ in lines(world)] == ["sparring_recorded", "sparring_erased"]

    def test_who_only_took_part_does_not_erase(self, world):
        pk = record(world.jens, world.colleague)
        for who in (world.colleague, world.charlie, world.mette):
            with pytest.raises(PermissionDenied):
                erase_sparring(meeting_id=pk, by=who, now=NOW, submission=uuid4())
        assert read(world.jens) == [(("Jens Kragh", "Kim Kollega"), ASKED, "Sammen")]


class TestWhoCanBeKnown:
    def named(self, world, text, by=None):
        return recognisable(texts=[text], by=by or world.jens, on=TODAY)

    def test_names_of_citizens_whose_cases_one_sees(self, world):
        world.refer()
        assert self.named(world, "Amalie vil ikke. Og soerensen heller ikke.") == ("Amalie",)
        assert self.named(world, "Hvad gør vi, når Sørensen ringer?") == ("Sørensen",)
        assert self.named(world, "Hvad gør vi, når en borger ringer?") == ()

    def test_names_that_one_does_not_see_are_not_told(self, world):
        world.refer()
        assert self.named(world, "Amalie vil ikke.", by=world.charlie) == ()

    def test_a_protected_name_that_is_not_seen_is_not_told(self, world):
        world.refer(citizen=NewCitizen(name="Perpetua Skjult", protected=True))
        assert self.named(world, "Perpetua vil ikke.") == ("Perpetua",)
        assert self.named(world, "Perpetua vil ikke.", by=world.secretary) == ()

    @pytest.mark.parametrize("number", ["010190-1234", "0101901234", "010190 1234"])
    def test_numbers_like_that_of_a_citizen(self, world, number):
        assert self.named(world, f"Det er {number}.") == (number,)


def test_one_meeting_or_three_cost_the_same(world):
    def asked():
        with CaptureQueriesContext(connection) as found:
            read(world.leader)
        return len(found)

    record(world.jens)
    one = asked()
    for _ in range(2):
        record(world.jens, world.colleague)
    assert asked() == one == 2
