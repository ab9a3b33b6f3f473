"""Who stands at the citizen's side, whether the citizen is away, what else they take part in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.cases import crypto, queries, services
from fodfaeste.cases.models import Companion, LogEntry
from fodfaeste.cases.services import Member, NewCitizen, NewCompanion, NewEvent
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.web.case.beside import beside
from tests.app.cases.world import NOW, TODAY


@pytest.fixture
def case_id(world):
    return world.refer(citizen=NewCitizen(name="Amalie Ærø", cpr="010190-1235")).case_id


def guardian(**values):
    given: dict[str, Any] = {
        "kind": "guardian",
        "name": "Torben Værge",
        "since": TODAY,
        "letters": True,
    }
    return NewCompanion(**given | values)


def add(world, case_id, new=None, *, by=None, submission=None):
    return services.add_companion(
        case_id=case_id, new=new or guardian(), by=by or world.jens, now=NOW,
        submission=submission or uuid4(),
    )  # fmt: skip


def seen(user, case_id, today=TODAY):
    view = queries.case(user=user, case_id=case_id, today=today)
    return queries.companions(view=view, today=today)


def top(user, case_id, today=TODAY):
    view = queries.case(user=user, case_id=case_id, today=today)
    return beside(
        view,
        companions=queries.companions(view=view, today=today),
        also=queries.also_in(user=user, view=view, today=today),
        today=today,
        pass_on_url="/overdrag/",
    )


class TestAtTheCitizensSide:
    def test_it_is_a_line_of_its_own_and_the_name_is_kept_apart(self, world, case_id):
        add(world, case_id)
        [line] = LogEntry.unrestricted.filter(case=case_id, type="companion_added")
        row = Companion.unrestricted.get()
        assert line.attributes == {"companion": str(row.pk), "kind": "guardian"}
        assert "Torben" not in row.details
        assert crypto.decrypt_map(row.details) == {"name": "Torben Værge"}
        assert verify_chain(case_id) == ()

    def test_it_stands_at_the_top_of_the_case(self, world, case_id):
        add(world, case_id, guardian(scope="økonomi"))
        interpreter = NewCompanion(kind="interpreter", name="", language="arabisk", since=TODAY)
        add(world, case_id, interpreter)
        names = dict(top(world.jens, case_id).companions)
        assert [name for name in names.values() if "arabisk" in name]
        [said] = [name for name in names.values() if "Torben" in name]
        assert "økonomi" in said and " · " in said

    def test_it_ends_and_stays_to_be_seen(self, world, case_id):
        add(world, case_id, guardian(since=TODAY - timedelta(days=9)))
        [one] = seen(world.jens, case_id)
        given = {"case_id": case_id, "companion_id": one.id, "by": world.jens, "now": NOW}
        services.end_companion(submission=uuid4(), **given)
        [one] = seen(world.jens, case_id)
        assert one.ended and top(world.jens, case_id).companions == []
        with pytest.raises(services.Refused):
            services.end_companion(submission=uuid4(), **given)

    @pytest.mark.parametrize(
        ("values", "place"),
        [
            ({"name": ""}, "name"),
            ({"kind": "friend"}, "kind"),
            ({"kind": "interpreter"}, "language"),
            ({"last_on": TODAY - timedelta(days=1)}, "last_on"),
            ({"phone": "1" * 201}, "phone"),
        ],
    )
    def test_what_is_wrong_is_said(self, world, case_id, values, place):
        with pytest.raises(services.Refused) as refused:
            add(world, case_id, guardian(**values))
        assert place in {fault.place for fault in refused.value.faults}
        assert not Companion.unrestricted.exists()

    def test_sent_twice_it_is_there_once(self, world, case_id):
        submission = uuid4()
        add(world, case_id, submission=submission)
        assert add(world, case_id, submission=submission).repeated
        assert Companion.unrestricted.count() == 1

    def test_those_who_may_not_are_refused(self, world, case_id):
        with pytest.raises(services.NotVisible):
            add(world, case_id, by=world.charlie)
        with pytest.raises(services.NotAllowed):
            add(world, case_id, by=world.guard)

    def test_beside_a_protected_citizen_only_for_those_who_see_the_address(self, world):
        case_id = world.refer(citizen=NewCitizen(name="Bo", protected=True)).case_id
        add(world, case_id)
        with pytest.raises(services.NotAllowed):
            add(world, case_id, by=world.secretary)
        assert seen(world.secretary, case_id) == ()
        assert len(seen(world.leader, case_id)) == 1

    def test_it_goes_with_the_citizen_when_they_become_anonymous(self, world, case_id):
        add(world, case_id)
        erase_case(case_id=case_id, by=world.leader, now=NOW, submission=uuid4())
        assert crypto.decrypt_map(Companion.unrestricted.get().details) == {}
        assert verify_chain(case_id) == ()

    def test_whoever_writes_past_the_system_is_named(self, world, case_id):
        add(world, case_id)
        Companion.unrestricted.update(kind="interpreter")
        assert [one.code for one in verify_chain(case_id)] == ["companion_unlogged"]


class TestAway:
    def register(self, world, case_id, type_, on=TODAY, **attributes):
        world.register(case_id, type_, on, attributes=attributes)

    def test_in_hospital_is_said_and_changes_no_duty(self, world, case_id):
        before = queries.case(user=world.jens, case_id=case_id, today=TODAY).evaluation
        self.register(world, case_id, "absence_began", cause="hospital")
        after = queries.case(user=world.jens, case_id=case_id, today=TODAY).evaluation
        assert before.requirements == after.requirements
        shown = top(world.jens, case_id)
        assert shown.chip
        [notice] = shown.notices
        assert "23" in notice.says and len(notice.links) == 1

    def test_it_is_over(self, world, case_id):
        self.register(world, case_id, "absence_began", TODAY - timedelta(days=3), cause="illness")
        self.register(world, case_id, "absence_ended")
        shown = top(world.jens, case_id)
        assert (shown.chip, shown.notices) == ("", [])

    def test_registered_by_mistake_it_is_not_said(self, world, case_id):
        entry = world.register(case_id, "absence_began", TODAY, attributes={"cause": "other"})
        services.correct(
            case_id=case_id, entry_id=entry.entry_id, reason="fejl",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert top(world.jens, case_id).chip == ""

    def test_moved_offers_to_pass_the_case_on_or_to_close_it(self, world, case_id):
        self.register(world, case_id, "moved_municipality", to="Odense Kommune")
        [notice] = top(world.jens, case_id).notices
        assert "Odense Kommune" in notice.says
        passed_on, closed = (link.url for link in notice.links)
        assert passed_on == "/overdrag/" and closed.endswith("slags=case_closed")
        [line] = LogEntry.unrestricted.filter(case=case_id, type="moved_municipality")
        assert line.attributes == {"to": None}


class TestTwoProgrammes:
    def refer(self, world, case_id, **values):
        view = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        given = {"citizen": view.citizen.citizen_id, "programme": "rampen"}
        return world.refer(**given | values).case_id

    def test_it_is_said_with_a_link_where_it_is_seen(self, world, case_id):
        other = self.refer(world, case_id)
        assert [link.url for link in top(world.jens, case_id).also] == [f"/sager/{other}/"]

    def test_and_not_where_it_is_not(self, world, case_id):
        other = self.refer(world, case_id, members=[Member(world.jens.pk, "contact_person")])
        services.join_case(
            case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
            by=world.leader, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert top(world.colleague, case_id).also == []
        with pytest.raises(services.NotVisible):
            queries.case(user=world.colleague, case_id=other, today=TODAY)

    def test_a_closed_case_is_not_named(self, world, case_id):
        other = self.refer(world, case_id)
        world.register(other, "case_closed", TODAY, attributes={"reason": "Færdig"})
        assert top(world.jens, case_id).also == []


class TestTheSamePersonAllTheWay:
    """CT-25: one employment specialist all through; it says so when that changes."""

    def test_a_change_is_said_with_both_and_since_when(self, world):
        case_id = world.refer(
            programme="social-stoette-i-job",
            first=NewEvent(type="referral_received", on=TODAY),
            members=[Member(world.jens.pk, "employment_specialist")],
        ).case_id
        assert top(world.jens, case_id).changed == []
        given = {"case_id": case_id, "role": "employment_specialist", "by": world.leader}
        services.join_case(user_id=world.colleague.pk, now=NOW, submission=uuid4(), **given)
        services.leave_case(user_id=world.jens.pk, now=NOW, submission=uuid4(), **given)
        [notice] = top(world.leader, case_id).changed
        assert "Kim Kollega" in notice.says and "Jens Kragh" in notice.says
        assert [link.says for link in notice.links] == ["CT-25"]

    def test_not_of_a_role_that_may_change(self, world, case_id):
        given = {"case_id": case_id, "role": "employment_specialist", "by": world.leader}
        for who in (world.colleague, world.jens):
            services.join_case(user_id=who.pk, now=NOW, submission=uuid4(), **given)
        services.leave_case(user_id=world.jens.pk, now=NOW, submission=uuid4(), **given)
        assert top(world.leader, case_id).changed == []
