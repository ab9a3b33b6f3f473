"""A case passed on whole to another organisation: asked, answered, and what goes along."""

import json
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q

from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import Right, User, UserRight
from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Missing
from fodfaeste.cases.models import Case, CaseMember, Consent, DutyRow, Sharing
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.caseload import loads_of
from fodfaeste.cases.services import (
    Member,
    NewConsent,
    NewEvent,
    NewPassing,
    NewSharing,
    NoBasis,
    Recipient,
    emergency,
)
from fodfaeste.cases.sight import Sight, sight_of
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.core.faults import Refused
from fodfaeste.protection.subject_access.taking import look_at
from tests.app.cases.world import NOW, TODAY
from tests.app.intake.passed import EVERYTHING, LATER, OF_CENTRE, Passed
from tests.app.progress.asking import believe, believed


def codes(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


class TestAsking:
    def test_the_case_stays_until_it_is_answered(self, asked):
        assert asked.case.organisation == asked.world.centre
        assert asked.sight("jens").sees(Kind.NOTES)
        [line] = asked.lines("case_offered")
        assert line.attributes["organisation"] == asked.world.elsewhere.pk
        asked.check()

    def test_who_answers_sees_what_a_leader_would_and_nothing_more(self, asked):
        seen = asked.sight("charlie")
        assert seen.kinds >= {Kind.NAME, Kind.REGISTRATIONS, Kind.NOTES, Kind.PEOPLE}
        assert not seen.kinds & {Kind.HEALTH, Kind.SOCIAL, Kind.BELIEF, Kind.CONSENTS, Kind.TRACES}
        assert asked.sight(asked.nina) == Sight()

    def test_one_person_alone_may_be_asked(self, passed):
        passed.consent()
        passed.offer(receiver=Recipient(
            role="jobcentre", organisation_id=passed.world.elsewhere.pk, user_id=passed.nina.pk
        ))  # fmt: skip
        assert passed.sight("charlie") == Sight()
        assert passed.sight(passed.nina).sees(Kind.REGISTRATIONS)

    def test_without_a_basis_for_all_of_it_it_is_refused(self, passed):
        passed.consent(kinds=[kind for kind in EVERYTHING if kind != "health"])
        with pytest.raises(NoBasis) as refused:
            passed.offer()
        assert refused.value.missing.kinds == (Kind.HEALTH,)
        assert passed.lines("case_offered") == []

    def test_a_paragraph_is_a_basis_with_a_reason_and_an_end(self, passed):
        with pytest.raises(Refused) as refused:
            passed.offer(statute="fvl-28-2-2")
        assert codes(refused) == {("reason", "missing"), ("last_on", "end_needed")}
        passed.offer(statute="fvl-28-2-2", reason="Loven siger det.", last_on=TODAY)
        assert passed.sight("charlie").sees(Kind.NAME)
        tomorrow = TODAY + timedelta(1)
        assert sight_of(user=passed.world.charlie, case_id=passed.case_id, on=tomorrow) == Sight()

    def test_what_is_wrong_is_said_all_at_once(self, passed):
        passed.consent()
        with pytest.raises(Refused) as refused:
            passed.offer(receiver=Recipient(role="jobcentre"), why=" ")
        assert {("organisation_id", "missing"), ("why", "missing")} <= codes(refused)

    def test_where_nobody_would_answer_nobody_is_asked(self, passed):
        empty = people.add_organisation(name="Tomby Kommune", kind="municipality")
        receiver = Recipient(role="jobcentre", organisation_id=empty.pk)
        passed.consent(receiver=receiver)
        with pytest.raises(Refused) as refused:
            passed.offer(receiver=receiver)
        assert ("organisation_id", "nobody_answers") in codes(refused)

    def test_one_is_asked_at_a_time(self, asked):
        with pytest.raises(Refused) as refused:
            asked.offer()
        assert codes(refused) == {("", "already_offered")}

    def test_a_form_that_is_sent_twice_asks_once(self, passed):
        passed.consent()
        submission = uuid4()
        passed.offer(submission=submission)
        assert passed.offer(submission=submission).repeated
        assert len(passed.lines("case_offered")) == 1

    @pytest.mark.parametrize("who", ["secretary", "charlie", "guard"])
    def test_others_may_not(self, passed, who):
        passed.consent()
        with pytest.raises((services.NotAllowed, services.NotVisible)):
            passed.offer(by=getattr(passed.world, who))

    def test_whoever_leads_where_the_citizen_came_from_may_not(self, passed):
        lena = people.add_user(
            email="lena@soby.example", name="Lena", organisation=passed.world.town,
            function="leader", roles=(), teams=(),
        )  # fmt: skip
        passed.consent()
        with pytest.raises(services.NotAllowed):
            passed.offer(by=lena)
        passed.offer(by=passed.world.leader)

    def test_withdrawing_the_consent_takes_it_back(self, passed):
        consent = passed.consent()
        passed.offer()
        services.withdraw_consent(
            case_id=passed.case_id, consent_id=consent, by=passed.world.jens, now=LATER,
            submission=uuid4(),
        )  # fmt: skip
        with pytest.raises(services.NotVisible):
            passed.accept()
        passed.check()

    def test_it_is_not_shared_by_the_ordinary_form(self, passed):
        passed.consent()
        with pytest.raises(Refused) as refused:
            services.share(
                case_id=passed.case_id,
                sharing=NewSharing(
                    receiver=passed.to, kinds=["name"], way="handover", since=TODAY
                ),
                present=lambda view: {}, by=passed.world.jens, now=NOW, submission=uuid4(),
            )  # fmt: skip
        assert ("way", "unknown_way") in codes(refused)


class TestRefusing:
    def test_the_case_stays_and_is_closed_to_those_who_were_asked(self, asked):
        asked.refuse()
        assert asked.case.organisation == asked.world.centre
        assert asked.sight("charlie") == Sight()
        view = queries.case(user=asked.world.mette, case_id=asked.case_id, today=TODAY)
        assert "Vi har ikke indsatsen." in [entry.note for entry in view.entries]
        asked.check()
        asked.offer()

    def test_it_takes_a_reason(self, asked):
        with pytest.raises(Refused) as refused:
            asked.refuse(why="")
        assert codes(refused) == {("why", "missing")}

    def test_sent_twice_it_is_said_once(self, asked):
        submission = uuid4()
        asked.refuse(submission=submission)
        assert asked.refuse(submission=submission).repeated
        assert len(asked.lines("case_refused")) == 1

    @pytest.mark.parametrize("who", ["jens", "leader"])
    def test_those_who_have_the_case_do_not_answer_for_others(self, asked, who):
        with pytest.raises(services.NotAllowed):
            asked.refuse(by=getattr(asked.world, who))
        with pytest.raises(services.NotAllowed):
            asked.accept(by=getattr(asked.world, who))


class TestTakingOver:
    def test_the_case_lies_with_the_new_organisation_and_its_people(self, asked):
        asked.accept()
        case = asked.case
        assert (case.organisation, case.team) == (asked.world.elsewhere, None)
        assert case.primary == asked.nina
        assert set(
            DutyRow.unrestricted.filter(case=case).values_list("organisation", flat=True)
        ) == {asked.world.elsewhere.pk}
        asked.check()

    def test_those_who_had_it_see_it_no_more_from_that_moment(self, asked):
        services.join_case(
            case_id=asked.case_id, user_id=asked.world.colleague.pk, role="cti_worker",
            by=asked.world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        asked.accept()
        for who in OF_CENTRE:
            assert asked.sight(who) == Sight(), who

    def test_what_was_opened_in_an_emergency_before_is_closed_as_well(self, asked):
        world = asked.world
        outsider = people.add_user(
            email="ulla@nord.example", name="Ulla", organisation=world.centre,
            function="contact_person", roles=(), teams=(),
        )  # fmt: skip
        emergency.open_in_emergency(
            number=str(asked.case_id), reason="Borgeren er i fare lige nu.", by=outsider, now=NOW,
            submission=uuid4(),
        )  # fmt: skip
        assert asked.sight(outsider).relations
        asked.accept()
        assert asked.sight(outsider) == Sight()

    def test_whoever_referred_and_their_people_stay_where_it_was_said(self, asked):
        asked.accept()
        assert asked.case.referred_by == asked.world.town
        assert asked.sight("mette").sees(Kind.NOTES)
        assert asked.case.primary == asked.nina

    def test_and_leave_where_it_was_not(self, passed):
        passed.consent()
        passed.offer(referrer_stays=False)
        passed.accept()
        assert passed.case.referred_by is None
        assert passed.sight("mette") == Sight()
        passed.check()

    def test_notes_on_health_are_read_in_the_roles_that_read_them(self, asked):
        asked.world.register(
            asked.case_id, "pre_interview", TODAY, note="Sover dårligt.", text_kind="health"
        )
        asked.accept()
        assert asked.sight(asked.nina).sees(Kind.HEALTH)
        assert not asked.sight("charlie").sees(Kind.HEALTH)

    def test_the_history_stays_to_be_read(self, asked):
        asked.world.register(asked.case_id, "pre_interview", TODAY, note="Vil gerne i gang.")
        asked.accept()
        view = queries.case(user=asked.nina, case_id=asked.case_id, today=TODAY)
        assert "Vil gerne i gang." in [entry.note for entry in view.entries]
        assert {"case_offered", "case_passed_on"} <= {entry.type for entry in view.entries}

    def test_consents_count_no_more_and_what_was_shared_is_closed(self, asked):
        gp = Recipient(role="gp", name="Lægehuset")
        asked.consent(receiver=gp, kinds=["name"])
        asked.accept()
        found = services.may_send(case_id=asked.case_id, receiver=gp, kinds=["name"], on=TODAY)
        assert isinstance(found, Missing)
        assert [gap.standing for gap in found.gaps] == ["ended"]
        assert Consent.unrestricted.filter(receiver_role="gp", last_on__gt=TODAY).exists()
        assert not Sharing.unrestricted.filter(case=asked.case_id, ended_at=None).exists()

    def test_a_new_consent_counts(self, asked):
        asked.accept()
        services.give_consent(
            case_id=asked.case_id, by=asked.nina, now=LATER + timedelta(hours=1),
            submission=uuid4(), consent=NewConsent(
                receiver=Recipient(role="gp"), kinds=["name"], purpose="p", wording="w",
                way="signature", given_on=TODAY, since=TODAY, last_on=None, witness="",
            ),
        )  # fmt: skip
        assert services.has_basis(case_id=asked.case_id, role="gp", kinds=["name"], on=TODAY)

    def test_caseloads_follow(self, asked):
        asked.accept()
        assert loads_of(Q(user=asked.world.jens)) == {}
        assert loads_of(Q(user=asked.nina)) == {(asked.nina.pk, "contact_person"): 1}

    def test_a_belief_does_not_go_along(self, world):
        of_cti = Passed(
            world,
            programme="social-stoette-i-job",
            first=NewEvent(type="referral_received", on=TODAY, attributes={"sender": "jobcentre"}),
        )
        believe(of_cti.case_id, world.jens, 4, reason="Tror på det.")
        assert believed(of_cti.case_id, world.leader)
        of_cti.consent()
        of_cti.offer()
        of_cti.accept()
        view = queries.case(user=world.charlie, case_id=of_cti.case_id, today=TODAY)
        assert "belief_stated" not in [entry.type for entry in view.entries]
        assert believed(of_cti.case_id, world.charlie) == []

    def test_somebody_has_to_have_it(self, asked):
        with pytest.raises(Refused) as refused:
            asked.accept(parts=[])
        assert codes(refused) == {("members", "nobody_has_it")}

    def test_only_those_who_are_there_then(self, asked):
        with pytest.raises(Refused) as refused:
            asked.accept(parts=[Member(asked.world.colleague.pk, "cti_worker")])
        assert codes(refused) == {("members[0]", "unknown_person")}
        assert asked.case.organisation == asked.world.centre

    def test_sent_twice_it_is_taken_over_once(self, asked):
        submission = uuid4()
        asked.accept(submission=submission)
        assert asked.accept(submission=submission).repeated
        assert len(asked.lines("case_passed_on")) == 1

    def test_the_second_of_two_is_told(self, asked):
        asked.accept()
        with pytest.raises((services.NotAllowed, services.NotVisible)):
            asked.refuse()

    def test_a_case_that_was_closed_meanwhile_is_not(self, asked):
        asked.world.register(asked.case_id, "case_closed", TODAY, attributes={"reason": "Job"})
        with pytest.raises(Refused) as refused:
            asked.accept()
        assert codes(refused) == {("", "already_closed")}

    def test_it_can_be_passed_on_again(self, asked):
        asked.accept()
        case_id, later = asked.case_id, LATER + timedelta(hours=1)
        back = Recipient(role="jobcentre", organisation_id=asked.world.centre.pk)
        services.offer_case(
            case_id=case_id, by=asked.nina, now=later, submission=uuid4(),
            passing=NewPassing(receiver=back, why="Flyttet hjem.", statute="fvl-28-2-2",
                               reason="Lov.", last_on=TODAY),
        )  # fmt: skip
        services.accept_case(
            case_id=case_id, by=asked.world.leader, now=later + timedelta(hours=1),
            submission=uuid4(), parts=[Member(asked.world.jens.pk, "contact_person")],
        )  # fmt: skip
        assert asked.case.organisation == asked.world.centre
        assert asked.sight("charlie") == Sight()
        asked.check()

    def test_verify_finds_that_it_lies_elsewhere(self, asked):
        asked.accept()
        Case.unrestricted.filter(pk=asked.case_id).update(organisation=asked.world.centre)
        assert "other_case" in {broken.code for broken in verify_chain(asked.case_id)}

    def test_who_watches_over_data_protection_there_answers_for_it(self, asked):
        UserRight.objects.create(user=asked.world.charlie, right=Right.PROTECT)
        asked.accept()
        assert asked.sight("charlie").sees(Kind.TRACES)

    def test_who_may_see_it_is_said_as_it_is(self, asked):
        before = self.onlookers(asked, asked.world.jens)
        assert "Charlie Ravn" in before and "Jens Kragh" in before
        asked.accept()
        after = self.onlookers(asked, asked.nina)
        assert after == {"Charlie Ravn", "Mette Holm", "Nina Ny"}

    def onlookers(self, asked, user):
        """The names, each of whom sees exactly what is said of them."""
        found = queries.onlookers(user=user, case_id=asked.case_id, today=TODAY)
        for one in found:
            assert one.user_id is not None
            assert one.sight == asked.sight(User.objects.get(pk=one.user_id)), one.name
        return {one.name for one in found}

    def test_parts_of_everybody_end_on_that_day(self, asked):
        asked.accept()
        left = CaseMember.unrestricted.get(case=asked.case_id, user=asked.world.jens)
        assert left.until == TODAY

    def test_the_citizen_is_told_that_and_why(self, asked):
        asked.accept(note="Velkommen.")
        UserRight.objects.create(user=asked.world.charlie, right=Right.PROTECT)
        guard = User.objects.get(pk=asked.world.charlie.pk)
        taken = look_at(case_id=asked.case_id, by=guard, language="da", now=LATER)
        told = json.dumps(asdict(taken.held), default=str, ensure_ascii=False)
        for said in ("Borgeren er flyttet til Andeby.", "Velkommen.", "taken_over_at"):
            assert said in told, said
