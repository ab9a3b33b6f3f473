"""What somebody sees for a day, or because it was shared with them, is theirs to look at: it gives
them nothing that lasts, and they show it to nobody."""

from uuid import uuid4

import pytest

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import models, queries, services
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.services import Member, NewCitizen, NewSharing
from fodfaeste.cases.services.emergency import open_in_emergency
from fodfaeste.cases.services.rectifying import Identity, rectify_citizen
from tests.app.cases.world import NOW, TODAY

REASON = "Borgeren er faldet om i receptionen, og vi skal ringe til en pårørende."
CPR = "010190-1235"


@pytest.fixture
def case_id(world):
    """Kim takes part and has not been let see health notes; Pia is in the team."""
    case_id = world.refer(
        citizen=NewCitizen(name="Amalie Ærø", cpr=CPR, protected=True),
        team_id=world.team.pk,
        members=[Member(world.jens.pk, "contact_person")],
    ).case_id
    world.act = {"case_id": case_id, "now": NOW}
    services.join_case(
        user_id=world.colleague.pk, role="employment_specialist", by=world.leader,
        submission=uuid4(), **world.act,
    )  # fmt: skip
    return case_id


@pytest.fixture
def health(world, case_id):
    return world.register(
        case_id, "intro_session", "2026-09-08", note="om helbred", text_kind="health"
    ).entry_id


@pytest.fixture(params=["emergency", "receiver"])
def kim(request, world, case_id, health):
    """Kim sees health notes today: by emergency access, or because they are shared."""
    if request.param == "emergency":
        open_in_emergency(
            number=CPR, reason=REASON, by=world.colleague, now=NOW, submission=uuid4()
        )
    else:
        shared_with(world.colleague, case_id, world, "name", "registrations", "health")
    view = queries.case(user=world.colleague, case_id=case_id, today=TODAY)
    assert {one.id: one.note for one in view.entries}[health] == "om helbred"
    return world.colleague


def shared_with(user, case_id, world, *kinds):
    row = models.Sharing.unrestricted.create(
        case_id=case_id, way="access", statute="gdpr-vital", receiver_role="employer",
        receiver_user=user, details="", since=TODAY, opened_at=NOW, opened_by=world.jens,
    )  # fmt: skip
    models.SharedKind.objects.bulk_create(
        models.SharedKind(sharing=row, kind=kind) for kind in kinds
    )


def test_nobody_lets_themselves_see_for_good_what_they_see_today(world, kim):
    with pytest.raises(services.Refused) as refused:
        services.let_see(user_id=kim.pk, kinds=["health"], by=kim, submission=uuid4(), **world.act)
    assert [fault.code for fault in refused.value.faults] == ["not_yours_to_show"]


def test_nobody_makes_a_text_one_that_they_read_tomorrow(world, kim, health):
    with pytest.raises(services.Refused) as refused:
        services.classify_text(
            entry_id=health, kind="ordinary", by=kim, submission=uuid4(), **world.act
        )
    assert [fault.code for fault in refused.value.faults] == ["no_text"]


def test_nobody_shares_on_what_they_only_look_at(world, kim):
    sharing = NewSharing(
        receiver=Recipient(role="employer", user_id=world.charlie.pk), kinds=["health"],
        way="access", statute="gdpr-vital", reason="…", since=TODAY, last_on=TODAY,
    )  # fmt: skip
    with pytest.raises(services.Refused) as refused:
        services.check_sharing(sharing=sharing, by=kim, **world.act)
    assert "not_yours_to_show" in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize("way", ["emergency", "receiver"])
def test_nobody_takes_a_protection_away_that_they_see_behind_today(world, case_id, way):
    services.leave_case(
        user_id=world.colleague.pk, role="employment_specialist", by=world.leader,
        submission=uuid4(), **world.act,
    )  # fmt: skip
    world.colleague.teams.add(world.team)
    if way == "emergency":
        open_in_emergency(
            number=str(case_id), reason=REASON, by=world.colleague, now=NOW, submission=uuid4()
        )
    else:
        shared_with(world.colleague, case_id, world, "name", "registrations")
    with pytest.raises(services.NotAllowed):
        rectify_citizen(
            to=Identity(name="Amalie Ærø", cpr=CPR, protected=False), reason="…",
            by=world.colleague, submission=uuid4(), **world.act,
        )  # fmt: skip
    assert models.Citizen.unrestricted.get().protected


def test_the_worker_s_belief_stays_the_worker_s_and_the_leader_s(world, case_id):
    """It is never shared, so it cannot become a note that is."""
    belief = world.register(
        case_id, "intro_session", "2026-09-09", note="jeg tror på det", text_kind="belief"
    ).entry_id
    for by in (world.jens, world.leader):
        if by is world.leader:
            assert queries.case(user=by, case_id=case_id, today=TODAY).entries[0].note
        with pytest.raises(services.Refused) as refused:
            services.classify_text(
                entry_id=belief, kind="ordinary", by=by, submission=uuid4(), **world.act
            )
        assert [fault.code for fault in refused.value.faults] == ["kept_kind"]


def test_what_a_fact_is_about_the_vocabulary_says(world, case_id):
    services.record_facts(
        facts={"psychological_problems": True}, by=world.jens, submission=uuid4(), **world.act
    )
    [fact] = models.LogText.unrestricted.filter(entry__type="facts_recorded", kind="health")
    with pytest.raises(services.Refused) as refused:
        services.classify_text(
            entry_id=fact.entry.event_id, kind="ordinary", by=world.jens, submission=uuid4(),
            **world.act,
        )  # fmt: skip
    assert [fault.code for fault in refused.value.faults] == ["kept_kind"]


class TestACaseOfOnesOwn:
    """Referring somebody whom the organisation knows is no way to their protected address."""

    def refer(self, world, by, citizen):
        return world.refer(
            by=by, citizen=citizen, members=[Member(world.colleague.pk, "contact_person")]
        )

    @pytest.fixture
    def kaj(self, world, case_id):
        """Kim has no part any more, and is in the team if the test says so."""
        services.leave_case(
            user_id=world.colleague.pk, role="employment_specialist", by=world.leader,
            submission=uuid4(), **world.act,
        )  # fmt: skip
        return world.colleague

    @pytest.mark.parametrize("in_team", [False, True])
    def test_is_not_opened_by_who_does_not_see_the_name(self, world, kaj, in_team):
        if in_team:
            kaj.teams.add(world.team)
        with pytest.raises(services.Refused) as refused:
            self.refer(world, kaj, NewCitizen(name="X", cpr=CPR))
        assert [(f.place, f.code) for f in refused.value.faults] == [
            ("citizen.cpr", "protected_here")
        ]
        citizen = models.Citizen.unrestricted.get()
        line = AccessLog.objects.filter(user=kaj).order_by("-pk")[0]
        assert (line.act, line.citizen_id) == ("refused", citizen.pk)
        if in_team:
            with pytest.raises(services.Refused):
                self.refer(world, kaj, citizen.pk)

    def test_is_opened_by_who_does(self, world, kaj):
        assert self.refer(world, world.leader, NewCitizen(name="X", cpr=CPR)).case_id

    def test_is_opened_after_emergency_access(self, world, kaj):
        open_in_emergency(number=CPR, reason=REASON, by=kaj, now=NOW, submission=uuid4())
        assert self.refer(world, kaj, NewCitizen(name="X", cpr=CPR)).case_id
