"""What is done with a case itself."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Case, DutyRow
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.programmes import catalogue
from tests.app.cases.world import NOW, TODAY


def do(act, world, case_id, **values):
    return act(case_id=case_id, by=world.jens, now=NOW, submission=uuid4(), **values)


def faults(call):
    with pytest.raises(services.Refused) as refused:
        call()
    return [(fault.place, fault.code) for fault in refused.value.faults]


def page(world, case_id):
    return queries.case(user=world.jens, case_id=case_id, today=TODAY)


def responsible(case_id, requirement):
    row = DutyRow.unrestricted.get(case=case_id, requirement=requirement)
    return row.responsible and row.responsible.name


class TestVariant:
    def test_dates_that_need_it_are_known_once_it_is_chosen(self, world, case_id):
        world.register(case_id, "programme_started", "2026-09-07")
        due = DutyRow.unrestricted.filter(requirement="placement-started")
        assert due.get().due_on is None
        do(services.choose_variant, world, case_id, variant="9-months")
        assert due.get().due_on == date(2027, 1, 7)
        assert Case.unrestricted.get(pk=case_id).variant == "9-months"
        do(services.choose_variant, world, case_id, variant=None)
        assert due.get().due_on is None

    def test_one_that_is_not_there(self, world, case_id):
        assert faults(lambda: do(services.choose_variant, world, case_id, variant="x")) == [
            ("variant", "unknown_variant")
        ]

    def test_the_event_that_decides_it_decides(self, world):
        case_id = world.refer(programme="social-stoette-i-job", variant="sel-85").case_id
        world.register(
            case_id, "support_granted", "2026-09-20", attributes={"legal_basis": "lab-31b"}
        )
        assert Case.unrestricted.get(pk=case_id).variant == "lab-31b"


class TestFacts:
    def test_later_ones_stand_and_can_be_taken_back(self, world, case_id):
        do(services.record_facts, world, case_id, facts={"motivated": True, "benefit": "none"})
        do(services.record_facts, world, case_id, facts={"benefit": "disability_pension"})
        assert page(world, case_id).facts == {"motivated": True, "benefit": "disability_pension"}
        do(services.record_facts, world, case_id, facts={"motivated": None})
        assert page(world, case_id).facts == {"benefit": "disability_pension"}

    def test_they_decide_eligibility(self, world, case_id):
        facts = {"motivated": True, "benefit": "disability_pension", "psychiatry_plan": True}
        do(services.record_facts, world, case_id, facts=facts)
        assert page(world, case_id).evaluation.eligibility.verdict == "eligible"

    def test_one_that_is_not_known(self, world, case_id):
        given = faults(lambda: do(services.record_facts, world, case_id, facts={"hair": "red"}))
        assert given == [("hair", "unknown_fact")]


class TestMembers:
    def test_who_fills_the_role_becomes_responsible(self, world, case_id):
        world.register(case_id, "case_closed", "2026-10-01", attributes={"reason": "flyttet"})
        assert responsible(case_id, "closing-interview") == "Jens Kragh"
        owner = DutyRow.unrestricted.get(requirement="closing-interview").owner_role
        do(services.join_case, world, case_id, user_id=world.mette.pk, role="jobcentre_caseworker")
        expected = "Mette Holm" if owner == "jobcentre_caseworker" else "Jens Kragh"
        assert responsible(case_id, "closing-interview") == expected

    def test_joining_and_leaving_are_in_the_log(self, world, case_id):
        mette = {"user_id": world.mette.pk, "role": "jobcentre_caseworker"}
        do(services.join_case, world, case_id, **mette)
        assert faults(lambda: do(services.join_case, world, case_id, **mette)) == [
            ("user_id", "already_a_member")
        ]
        do(services.leave_case, world, case_id, **mette)
        assert faults(lambda: do(services.leave_case, world, case_id, **mette)) == [
            ("user_id", "not_a_member")
        ]
        do(services.join_case, world, case_id, **mette)
        seen = page(world, case_id)
        assert [entry.type for entry in seen.entries[:3]] == [
            "member_joined",
            "member_left",
            "member_joined",
        ]
        assert [(m.name, m.until) for m in seen.members] == [
            ("Jens Kragh", None),
            ("Mette Holm", None),
            ("Mette Holm", TODAY),
        ]

    def test_when_the_first_leaves_the_next_is_the_primary_worker(self, world, case_id):
        do(services.join_case, world, case_id, user_id=world.mette.pk, role="jobcentre_caseworker")
        do(services.leave_case, world, case_id, user_id=world.jens.pk, role="contact_person")
        assert Case.unrestricted.get(pk=case_id).primary == world.mette
        assert not DutyRow.unrestricted.filter(responsible=world.jens).exists()

    def test_a_role_has_to_be_held(self, world, case_id):
        given = {"user_id": world.mette.pk, "role": "contact_person"}
        assert faults(lambda: do(services.join_case, world, case_id, **given)) == [
            ("members[0]", "role_not_held")
        ]


class TestVersion:
    @pytest.fixture
    def newer(self, tmp_path: Path, monkeypatch):
        """The programme in two versions, of which the second wants a placement sooner."""
        old = Path(catalogue.OWN_FOLDER) / "jobrettet-rehabilitering" / "2018-02-01.yaml"
        folder = tmp_path / "jobrettet-rehabilitering"
        folder.mkdir()
        text = old.read_text("utf-8").replace("version: 2018-02-01", "version: 2026-10-01", 1)
        new = text.replace("4-months: P2M", "4-months: P1M")
        assert new != text
        (folder / "2026-10-01.yaml").write_text(new, "utf-8")
        monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(tmp_path))
        catalogue.forget()
        yield date(2026, 10, 1)
        monkeypatch.undo()
        catalogue.forget()

    def test_a_case_keeps_the_version_in_force_when_it_began(self, world, newer):
        assert page(world, world.refer(on=date(2026, 9, 30)).case_id).version == date(2018, 2, 1)
        assert page(world, world.refer(on=date(2026, 10, 1)).case_id).version == newer

    def test_what_changes_is_shown_and_then_done(self, world, newer):
        case_id = world.refer(variant="4-months").case_id
        world.register(case_id, "programme_started", "2026-09-28")
        assert page(world, case_id).newer_version == newer
        preview = queries.preview_version(
            user=world.jens, case_id=case_id, version=newer, today=TODAY
        )
        [change] = preview.changes
        assert (change.requirement, change.instance) == ("placement-started", 1)
        assert (change.before.state, change.before.due_on) == ("pending", date(2026, 11, 28))
        assert (change.after.state, change.after.due_on) == ("overdue", date(2026, 10, 28))
        do(services.move_to_version, world, case_id, version=newer)
        seen = page(world, case_id)
        assert (seen.version, seen.newer_version) == (newer, None)
        assert seen.entries[0].attributes == {"version": "2026-10-01", "from": "2018-02-01"}
        row = DutyRow.unrestricted.get(case=case_id, requirement="placement-started")
        assert row.due_on == date(2026, 10, 28)
        assert verify_chain(case_id) == ()

    def test_one_that_is_not_there_or_its_own(self, world, case_id):
        def move(version):
            return faults(lambda: do(services.move_to_version, world, case_id, version=version))

        assert move(date(2000, 1, 1)) == [("version", "unknown_version")]
        assert move(date(2018, 2, 1)) == [("version", "same_version")]
