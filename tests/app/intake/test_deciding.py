"""A decision on a referral: its reason, its person, the parts that are given out, and what follows
(JS-10, RA-05, CT-16)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fodfaeste.accounts.models import CaseloadNorm
from fodfaeste.cases import projection, queries, services
from fodfaeste.cases.models import Case, CaseMember, LogEntry
from fodfaeste.cases.services import Member, NewEvent
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.world import NOW, TODAY


def lines(case_id, type_):
    return list(LogEntry.unrestricted.filter(case=case_id, type=type_).order_by("seq"))


def intake(case_id):
    return Case.unrestricted.get(pk=case_id).intake


def codes(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


class TestADecision:
    def test_it_has_a_reason_and_a_person_and_is_a_line_of_its_own(self, world, refer, decide):
        case_id = refer()
        assert intake(case_id) == ""
        decide(case_id, reason="  Passer til forløbet. ")
        [line] = lines(case_id, "intake_decided")
        assert (line.attributes, line.registered_by) == ({"decision": "accepted"}, world.leader)
        assert intake(case_id) == "accepted"
        assert verify_chain(case_id) == ()
        assert projection.refresh_all(today=TODAY)[1] == 0

    @pytest.mark.parametrize("decision", ["waiting_list", "declined", "withdrawn"])
    def test_it_may_be_another_later_and_both_are_seen(self, world, refer, decide, decision):
        case_id = refer()
        first = decide(case_id, decision)
        assert intake(case_id) == decision
        decide(case_id, "accepted", after=first.entry_id, reason="Ny plads.")
        assert intake(case_id) == "accepted"
        view = queries.case(user=world.mette, case_id=case_id, today=TODAY)
        told = [entry.note for entry in view.entries if entry.type == "intake_decided"]
        assert told == ["Ny plads.", "Passer til forløbet."]

    def test_whoever_referred_reads_why_and_not_the_notes(self, world, refer, decide):
        case_id = refer(members=[])
        world.register(case_id, "pre_interview", TODAY, by=world.leader, note="hemmeligt")
        decide(case_id, "declined", reason="Der er ikke plads.")
        view = queries.case(user=world.mette, case_id=case_id, today=TODAY)
        notes = {entry.type: entry.note for entry in view.entries}
        assert notes["intake_decided"] == "Der er ikke plads."
        assert notes["pre_interview"] == ""

    @pytest.mark.parametrize(
        ("decision", "values", "fault"),
        [
            ("accepted", {"reason": "  "}, ("reason", "missing")),
            ("accepted", {"reason": "x" * 2001}, ("reason", "too_long")),
            ("maybe", {}, ("decision", "unknown_decision")),
            ("sent_on", {}, ("to", "missing")),
            ("sent_on", {"organisation_id": 999_999}, ("to", "unknown_organisation")),
            ("sent_on", {"to": "x" * 201}, ("to", "too_long")),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_written(
        self, refer, decide, decision, values, fault
    ):
        case_id = refer()
        with pytest.raises(services.Refused) as refused:
            decide(case_id, decision, **values)
        assert fault in codes(refused)
        assert lines(case_id, "intake_decided") == []

    def test_sent_twice_it_is_decided_once(self, world, refer, decide):
        case_id, submission = refer(), uuid4()
        parts = [Member(world.jens.pk, "contact_person")]
        decide(case_id, submission=submission, parts=parts)
        again = decide(case_id, submission=submission, parts=parts)
        assert again.repeated
        assert len(lines(case_id, "intake_decided")) == 1
        assert CaseMember.unrestricted.filter(case=case_id, user=world.jens).count() == 1

    def test_of_two_at_once_the_second_is_told(self, world, refer, decide):
        case_id = refer()
        seen = decide(case_id, "declined")
        with pytest.raises(services.Refused) as refused:
            decide(case_id, "accepted", by=world.secretary)
        assert codes(refused) == {("decision", "decided_meanwhile")}
        decide(case_id, "accepted", by=world.secretary, after=seen.entry_id)
        assert intake(case_id) == "accepted"

    def test_those_who_may_not_are_refused(self, world, refer, decide):
        case_id = refer(members=[])
        with pytest.raises(services.NotAllowed):
            decide(case_id, by=world.mette)  # she referred
        with pytest.raises(services.NotAllowed):
            decide(case_id, by=world.guard)
        with pytest.raises(services.NotVisible):
            decide(case_id, by=world.charlie)
        with pytest.raises(services.NotVisible):
            decide(case_id, by=world.colleague)

    def test_a_leader_where_it_was_referred_from_does_not_decide(self, world, refer, decide):
        world.mette.function = "leader"
        world.mette.save()
        case_id = refer(members=[])
        with pytest.raises(services.NotAllowed):
            decide(case_id, by=world.mette)
        with pytest.raises(services.NotAllowed):
            queries.allocation(user=world.mette, case_id=case_id, today=TODAY)
        assert not queries.case(user=world.mette, case_id=case_id, today=TODAY).may_decide


class TestSentOn:
    def test_nothing_is_opened_by_it(self, world, refer, decide):
        case_id = refer()
        decide(case_id, "sent_on", organisation_id=world.elsewhere.pk)
        with pytest.raises(services.NotVisible):
            queries.case(user=world.charlie, case_id=case_id, today=TODAY)
        view = queries.case(user=world.leader, case_id=case_id, today=TODAY)
        [line] = [entry for entry in view.entries if entry.type == "intake_decided"]
        assert line.attributes["to"] == "Andeby Kommune"

    def test_a_name_is_kept_apart_from_the_line(self, refer, decide):
        case_id = refer()
        decide(case_id, "sent_on", to="Værestedet i Havnegade")
        [line] = lines(case_id, "intake_decided")
        assert line.attributes == {"decision": "sent_on", "organisation": None}


class TestParticipation:
    """Where the programme has an event that says whether the citizen takes part (RA-05)."""

    @pytest.mark.parametrize(("decision", "accepted"), [("accepted", True), ("declined", False)])
    def test_it_is_registered_in_the_same_act(self, refer, decide, decision, accepted):
        case_id = refer("rampen")
        decide(case_id, decision)
        [event] = lines(case_id, "participation_decided")
        assert event.attributes == {"accepted": accepted}
        assert intake(case_id) == decision

    def test_not_where_the_log_says_so_already(self, world, refer, decide):
        case_id = refer("rampen")
        given = {"by": world.mette, "attributes": {"accepted": True}}
        world.register(case_id, "participation_decided", TODAY, **given)
        assert intake(case_id) == "accepted"
        decide(case_id, "accepted")
        assert len(lines(case_id, "participation_decided")) == 1

    def test_a_corrected_event_decides_nothing(self, world, refer):
        case_id = refer("rampen")
        given = {"by": world.mette, "attributes": {"accepted": True}}
        entry = world.register(case_id, "participation_decided", TODAY, **given)
        services.correct(
            case_id=case_id, entry_id=entry.entry_id, reason="fejl",
            by=world.mette, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert intake(case_id) == ""

    @pytest.mark.parametrize("programme", ["jobspot", "kvik"])
    def test_other_programmes_have_no_such_event(self, refer, decide, programme):
        case_id = refer(programme)
        decide(case_id)
        assert lines(case_id, "participation_decided") == []

    def test_what_has_begun_has_nothing_left_to_decide(self, world, refer, decide):
        case_id = refer()
        decide(case_id, "waiting_list")
        world.register(case_id, "start_interview", TODAY, by=world.mette)
        assert intake(case_id) == "begun"


class TestParts:
    def test_accepting_gives_them_out_in_the_same_act(self, world, refer, decide):
        case_id = refer()
        parts = [
            Member(world.jens.pk, "contact_person"),
            Member(world.colleague.pk, "employment_specialist"),
        ]
        decide(case_id, parts=parts)
        found = CaseMember.unrestricted.filter(case=case_id, until=None).values_list("user", "role")
        assert set(found) == {
            (world.mette.pk, "jobcentre_caseworker"),
            (world.jens.pk, "contact_person"),
            (world.colleague.pk, "employment_specialist"),
        }
        assert queries.case(user=world.jens, case_id=case_id, today=TODAY).members
        assert verify_chain(case_id) == ()

    def test_they_read_what_the_referral_says_of_health(self, world, refer, decide):
        case_id = refer(facts={"psychological_problems": True})
        decide(case_id, parts=[Member(world.jens.pk, "contact_person")])
        facts = queries.case(user=world.jens, case_id=case_id, today=TODAY).facts
        assert facts["psychological_problems"] is True
        assert (
            "psychological_problems"
            not in queries.case(user=world.leader, case_id=case_id, today=TODAY).facts
        )

    def test_nobody_lets_themselves_read_it(self, world, refer, decide):
        case_id = refer(facts={"psychological_problems": True})
        world.leader.roles.create(role="contact_person")
        decide(case_id, parts=[Member(world.leader.pk, "contact_person")])
        facts = queries.case(user=world.leader, case_id=case_id, today=TODAY).facts
        assert "psychological_problems" not in facts

    def test_no_part_is_given_where_the_citizen_is_not_accepted(self, world, refer, decide):
        case_id = refer()
        decide(case_id, "declined", parts=[Member(world.jens.pk, "contact_person")])
        assert not CaseMember.unrestricted.filter(case=case_id, user=world.jens).exists()

    @pytest.mark.parametrize(
        ("who", "role", "code"),
        [
            ("charlie", "contact_person", "unknown_person"),
            ("secretary", "contact_person", "role_not_held"),
            ("jens", "citizen", "unknown_role"),
            ("mette", "jobcentre_caseworker", "already_a_member"),
        ],
    )
    def test_a_part_that_cannot_be_given_is_told(self, world, refer, decide, who, role, code):
        with pytest.raises(services.Refused) as refused:
            decide(refer(), parts=[Member(getattr(world, who).pk, role)])
        assert codes(refused) == {("members[0]", code)}

    def test_a_caseload_over_the_norm_is_shown_and_not_refused(self, world, refer, decide):
        CaseloadNorm.objects.create(organisation=world.centre, role="contact_person", cases=1)
        world.refer()  # Jens's
        case_id = refer()
        given = {"user": world.leader, "case_id": case_id, "today": TODAY}
        [part] = [p for p in queries.allocation(**given) if p.role == "contact_person"]
        kim, jens = part.choices
        assert (kim.name, kim.cases, kim.norm, kim.is_full) == ("Kim Kollega", 0, 1, False)
        assert (jens.name, jens.cases, jens.norm, jens.is_full) == ("Jens Kragh", 1, 1, True)
        decide(case_id, parts=[Member(world.jens.pk, "contact_person")])

    def test_else_the_programme_says_about_how_many(self, world, refer):
        case_id = refer("social-stoette-i-job", variant="sel-85")
        given = {"user": world.leader, "case_id": case_id, "today": TODAY}
        [part] = [p for p in queries.allocation(**given) if p.role == "cti_worker"]
        assert {(one.norm, one.certain) for one in part.choices} == {(10, False)}


class TestTakingOver:
    """RA-06: whoever takes the case over has it in their own caseload from then on."""

    def take(self, case_id, by, *, submission=None, role="employment_specialist"):
        event = NewEvent(type="case_taken_over", on=TODAY, by_role=role)
        return services.take_over(
            case_id=case_id, event=event, by=by, now=NOW, submission=submission or uuid4()
        )

    def test_it_is_registered_and_whose_case_it_is_changes_in_one_act(self, world, refer):
        case_id, submission = refer("rampen", team_id=world.team.pk), uuid4()
        services.join_case(
            case_id=case_id, user_id=world.jens.pk, role="employment_specialist",
            by=world.leader, now=NOW, submission=uuid4(),
        )  # fmt: skip
        self.take(case_id, world.jens, submission=submission)
        case = Case.unrestricted.get(pk=case_id)
        assert case.primary == world.jens
        assert len(lines(case_id, "case_taken_over")) == 1
        assert self.take(case_id, world.jens, submission=submission).repeated
        assert len(lines(case_id, "primary_changed")) == 1
        assert verify_chain(case_id) == ()
        parts = CaseMember.unrestricted.filter(case=case_id, until=None).order_by("pk")
        assert list(parts.values_list("user__name", "role", "since")) == [
            ("Jens Kragh", "employment_specialist", TODAY),
            ("Mette Holm", "jobcentre_caseworker", TODAY),
        ]

    def test_who_had_no_part_gets_one(self, world, refer):
        case_id = refer("rampen")
        world.leader.roles.create(role="employment_specialist")
        self.take(case_id, world.leader)
        assert Case.unrestricted.get(pk=case_id).primary == world.leader

    def test_the_role_is_said_and_held(self, world, refer):
        case_id = refer("rampen")
        with pytest.raises(services.Refused):
            self.take(case_id, world.leader, role=None)
        with pytest.raises(services.Refused):
            self.take(case_id, world.leader)
        with pytest.raises(services.NotVisible):
            self.take(case_id, world.charlie)
        assert lines(case_id, "case_taken_over") == []


def test_a_decision_of_yesterday_stands_today(world, refer, decide):
    case_id = refer()
    decide(case_id, "waiting_list", now=NOW - timedelta(days=0))
    page = queries.inbox(user=world.secretary, today=TODAY + timedelta(days=1))
    assert [one.case_id for one in page.listed] == [case_id]
