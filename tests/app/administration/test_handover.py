"""Whoever leaves hands over their open cases: each case has it in its log, and whose case it is
follows the work."""

from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.accounts.administration.scope import NotYours
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases.models import Case, CaseMember, DutyRow, LogEntry
from fodfaeste.cases.queries.caseload import caseload, caseloads, shares
from fodfaeste.cases.services import Member, handover
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.core.faults import Refused
from tests.app.cases.world import NOW, TODAY, make_world

PROGRAMME, ROLE = "jobrettet-rehabilitering", "contact_person"
KEY = (PROGRAMME, ROLE)


@pytest.fixture
def world(db):
    made = make_world()
    made.leader.rights.create(right="administer")
    made.charlie.rights.create(right="administer")
    return made


def leave(world, *takers, by=None, submission=None, key=KEY):
    return handover.leave(
        user_id=world.jens.pk,
        successors={key: [taker.pk for taker in takers]},
        by=by or world.leader,
        now=NOW,
        submission=submission or uuid4(),
    )


def third(world):
    """Another colleague who can be contact person."""
    from fodfaeste.accounts import services as people

    return people.add_user(
        email="tine@fodfaeste.example",
        name="Tine Tredje",
        organisation=world.centre,
        function="contact_person",
        roles=[ROLE],
    )


def members(case_id):
    rows = CaseMember.unrestricted.filter(case=case_id, until=None).order_by("pk")
    return list(rows.values_list("user__name", "role"))


def lines(case_id):
    return list(LogEntry.unrestricted.filter(case=case_id).order_by("seq"))


def test_what_is_handed_over_is_counted_without_a_citizen(world):
    world.refer()
    world.refer()
    [share] = shares(by=world.leader, user_id=world.jens.pk)
    assert (share.programme, share.role, share.cases, share.left_open) == (*KEY, 2, 0)
    assert [(one.name, one.cases, one.fits) for one in share.candidates] == [("Kim Kollega", 0, 2)]
    assert caseload(by=world.leader, user_id=world.jens.pk) == {ROLE: 2}
    loads = caseloads(by=world.leader, organisation_id=world.centre.pk)
    assert loads == {(world.jens.pk, ROLE): 2}


def test_the_work_goes_over_with_a_line_in_the_log_of_each_case(world):
    cases = [world.refer().case_id for _ in range(2)]
    done = leave(world, world.colleague)
    assert done.changed
    for case_id in cases:
        left, joined, *_sight = [
            line for line in lines(case_id) if line.registered_by_id == world.leader.pk
        ]
        assert (left.type, left.attributes) == (
            "member_left",
            {"user": world.jens.pk, "role": ROLE},
        )
        assert joined.attributes == {"user": world.colleague.pk, "role": ROLE}
        assert members(case_id) == [("Kim Kollega", ROLE)]
        assert verify_chain(case_id) == ()
        case = Case.unrestricted.get(pk=case_id)
        assert case.primary == world.colleague
        duties = DutyRow.objects.of_person(world.colleague).filter(case=case_id)
        assert duties.exists()
    assert not User.objects.get(pk=world.jens.pk).is_active
    types = [event.type for event in OrganisationEvent.objects.order_by("seq")]
    assert types == ["cases_handed_over", "user_left"]
    assert OrganisationEvent.objects.get(seq=1).after == {"parts": 2, "to": [world.colleague.pk]}


def test_who_leaves_stays_in_the_history_of_the_case(world):
    case_id = world.refer().case_id
    leave(world, world.colleague)
    [past] = CaseMember.unrestricted.filter(case=case_id, user=world.jens)
    assert (past.role, past.until) == (ROLE, TODAY)


def test_whose_case_it_is_follows_the_work(world):
    case_id = world.refer(
        members=[Member(world.jens.pk, ROLE), Member(world.colleague.pk, "employment_specialist")]
    ).case_id
    tine = third(world)
    leave(world, tine)
    assert members(case_id)[0] == ("Tine Tredje", ROLE)
    assert Case.unrestricted.get(pk=case_id).primary == tine


def test_several_share_and_who_has_fewest_gets_most(world):
    tine = third(world)
    world.refer(members=[Member(world.colleague.pk, ROLE)], by=world.colleague)
    for _ in range(3):
        world.refer()
    leave(world, world.colleague, tine)
    loads = caseloads(by=world.leader, organisation_id=world.centre.pk)
    assert loads == {(world.colleague.pk, ROLE): 2, (tine.pk, ROLE): 2}


def test_several_roles_in_one_case_go_over_together(world):
    case_id = world.refer(
        members=[Member(world.jens.pk, ROLE), Member(world.jens.pk, "employment_specialist")]
    ).case_id
    handover.leave(
        user_id=world.jens.pk,
        successors={
            KEY: [third(world).pk],
            (PROGRAMME, "employment_specialist"): [world.colleague.pk],
        },
        by=world.leader,
        now=NOW,
        submission=uuid4(),
    )
    assert members(case_id) == [
        ("Tine Tredje", ROLE),
        ("Kim Kollega", "employment_specialist"),
    ]


def test_who_has_the_part_already_only_sees_the_other_go(world):
    case_id = world.refer(
        members=[Member(world.jens.pk, ROLE), Member(world.colleague.pk, ROLE)]
    ).case_id
    leave(world, world.colleague)
    assert members(case_id) == [("Kim Kollega", ROLE)]
    assert "member_joined" not in [
        line.type for line in lines(case_id) if line.registered_by_id == world.leader.pk
    ]


def test_what_the_leaver_saw_beside_ordinary_notes_the_taker_sees(world):
    case_id = world.refer().case_id
    CaseMember.unrestricted.filter(case=case_id).update(sees_health=True, sees_social=False)
    leave(world, world.colleague)
    part = CaseMember.unrestricted.get(case=case_id, until=None)
    assert (part.sees_health, part.sees_social) == (True, False)
    assert lines(case_id)[-1].attributes == {"user": world.colleague.pk, "kinds": ["health"]}


def test_a_form_sent_twice_hands_over_once(world):
    case_id, submission = world.refer().case_id, uuid4()
    leave(world, world.colleague, submission=submission)
    count = len(lines(case_id))
    assert leave(world, world.colleague, submission=submission).repeated
    assert len(lines(case_id)) == count
    assert OrganisationEvent.objects.count() == 2


def test_a_form_that_stopped_half_way_goes_on(world, monkeypatch):
    cases, submission = [world.refer().case_id for _ in range(2)], uuid4()
    append: Any = vars(handover)["append"]
    calls: list[int] = []

    def breaks(*args, **kwargs):
        if calls:
            raise ConnectionError
        calls.append(1)
        return append(*args, **kwargs)

    monkeypatch.setattr(handover, "append", breaks)
    with pytest.raises(ConnectionError):
        leave(world, world.colleague, submission=submission)
    assert User.objects.get(pk=world.jens.pk).is_active, "nobody leaves with a case in hand"
    monkeypatch.setattr(handover, "append", append)
    leave(world, world.colleague, submission=submission)
    assert [members(case_id) for case_id in cases] == [[("Kim Kollega", ROLE)]] * 2
    assert not User.objects.get(pk=world.jens.pk).is_active


@pytest.mark.parametrize("chosen", ["nobody", "mette", "secretary", "charlie"])
def test_without_somebody_who_can_take_it_nobody_leaves(world, chosen):
    case_id = world.refer().case_id
    takers = [] if chosen == "nobody" else [getattr(world, chosen)]
    with pytest.raises(Refused) as refused:
        leave(world, *takers)
    [fault] = refused.value.faults
    assert (fault.place, fault.code) == (f"{PROGRAMME}:{ROLE}", "cases_left")
    assert members(case_id) == [("Jens Kragh", ROLE)]
    assert User.objects.get(pk=world.jens.pk).is_active


def test_a_part_that_nobody_at_all_can_take_is_left_open(world):
    case_id = world.refer().case_id
    world.colleague.roles.all().delete()
    [share] = shares(by=world.leader, user_id=world.jens.pk)
    assert (share.left_open, share.candidates) == (1, ())
    leave(world)
    assert members(case_id) == []
    assert lines(case_id)[-1].type == "member_left"


def test_the_last_administrator_hands_nothing_over(world):
    case_id = world.refer(members=[Member(world.jens.pk, ROLE)]).case_id
    world.leader.rights.all().delete()
    world.jens.rights.create(right="administer")
    jens = User.objects.get(pk=world.jens.pk)
    with pytest.raises(Refused) as refused:
        leave(world, world.colleague, by=jens)
    assert [fault.code for fault in refused.value.faults] == ["last_administrator"]
    assert members(case_id) == [("Jens Kragh", ROLE)]


@pytest.mark.parametrize("who", ["charlie", "mette", "colleague", "secretary"])
def test_it_is_no_affair_of_others(world, who):
    case_id, by = world.refer().case_id, getattr(world, who)
    with pytest.raises(NotYours):
        leave(world, world.colleague, by=by)
    for query in (shares, caseload):
        with pytest.raises(NotYours):
            query(by=by, user_id=world.jens.pk)
    assert members(case_id) == [("Jens Kragh", ROLE)]


class TestPassingOn:
    """Somebody changes work, or is on leave: the cases go, and they stay."""

    def pass_on(self, world, *takers, by=None, submission=None):
        return handover.pass_on(
            user_id=world.jens.pk,
            successors={KEY: [taker.pk for taker in takers]},
            by=by or world.leader,
            now=NOW,
            submission=submission or uuid4(),
        )

    def test_all_cases_go_with_a_line_in_each_and_they_stay(self, world):
        cases = [world.refer().case_id for _ in range(2)]
        self.pass_on(world, world.colleague)
        for case_id in cases:
            assert members(case_id) == [("Kim Kollega", ROLE)]
            assert Case.unrestricted.get(pk=case_id).primary == world.colleague
            left = CaseMember.unrestricted.get(case=case_id, user=world.jens)
            assert left.until == TODAY
            assert verify_chain(case_id) == ()
        assert User.objects.get(pk=world.jens.pk).is_active
        [event] = OrganisationEvent.objects.filter(organisation=world.centre)
        assert event.type == "cases_passed_on"
        assert event.after == {"parts": 2, "to": [world.colleague.pk]}

    def test_shared_out_among_several(self, world):
        cases = [world.refer().case_id for _ in range(4)]
        self.pass_on(world, world.colleague, third(world))
        took = [members(case_id)[0][0] for case_id in cases]
        assert sorted(took) == ["Kim Kollega"] * 2 + ["Tine Tredje"] * 2

    def test_sent_twice_it_happens_once(self, world):
        world.refer()
        submission = uuid4()
        self.pass_on(world, world.colleague, submission=submission)
        assert self.pass_on(world, world.colleague, submission=submission).repeated
        assert OrganisationEvent.objects.filter(organisation=world.centre).count() == 1

    def test_with_nothing_to_hand_over_it_says_so(self, world):
        with pytest.raises(Refused) as refused:
            self.pass_on(world, world.colleague)
        assert [fault.code for fault in refused.value.faults] == ["no_open_cases"]

    def test_nobody_from_elsewhere(self, world):
        world.refer()
        with pytest.raises(NotYours):
            self.pass_on(world, world.colleague, by=world.charlie)
        with pytest.raises(NotYours):
            self.pass_on(world, world.colleague, by=world.jens)
