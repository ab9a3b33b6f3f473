"""Who reads what of a plan, and how it is kept."""

from uuid import uuid4

import pytest

from fodfaeste.cases import plans, queries
from fodfaeste.cases.models import CaseMember, PlanRevision, PlanVersion, SharedKind, Sharing
from fodfaeste.cases.services import Refused
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.plan_data import a_plan
from tests.app.cases.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def faults(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


class TestWhatIsReadByFewer:
    @pytest.fixture
    def plan(self, world, plan):
        plan.add("activity", "h1", title="Psykolog", track="health", first="2026-12-01")
        plan.add("overview", "o1", sort="barrier", text="Sover dårligt", about="health")
        return plan

    def test_others_see_that_there_is_an_activity_when_and_on_which_track(self, world, plan):
        seen = plan.seen_by(world.colleague).items
        assert seen["h1"].hidden
        assert seen["h1"].values == {"track": "health", "first": "2026-12-01"}
        assert seen["o1"].values == {"sort": "barrier"}
        assert plan.seen_by(world.jens).items["h1"]["title"] == "Psykolog"

    def test_the_secretary_sees_days_and_no_words(self, world, plan):
        seen = plan.seen_by(world.secretary).items
        assert seen["a1"].values == {
            "goal": "g1", "first": "2026-11-23", "last": "2026-11-27"
        }  # fmt: skip
        assert all(one.hidden for one in seen.values())
        assert plan.seen_by(world.secretary).sub_goals == ()

    def test_it_survives_the_editing_of_somebody_who_does_not_see_it(self, world, plan):
        plan.change("activity", "a1", {"title": "CV"} | {"last": "2026-11-30"}, by=world.colleague)
        assert plan.items["h1"]["title"] == "Psykolog"

    def test_it_moves_along_with_what_it_waits_for(self, world, plan):
        plan.change("activity", "h1", {"after": ["a1"]})
        later = {"first": "2026-11-24", "last": "2026-11-30"}
        plan.change("activity", "a1", later, along=True, by=world.colleague)
        assert (plan.items["h1"]["first"], plan.items["h1"]["title"]) == ("2026-12-04", "Psykolog")

    @pytest.mark.parametrize("values", [{"title": "Læge"}, None])
    def test_who_does_not_read_it_does_not_write_over_it(self, world, plan, values):
        with pytest.raises(Refused) as refused:
            plan.change("activity", "h1", values, by=world.colleague)
        assert faults(refused) == {("item", "plan_not_read")}

    def test_nor_writes_what_they_would_not_read(self, world, plan):
        with pytest.raises(Refused) as refused:
            plan.add("activity", title="Læge", track="health", by=world.colleague)
        assert faults(refused) == {("about", "plan_not_read")}

    def test_nor_reads_it_by_putting_back_what_was_taken_away(self, world, plan):
        seen = plan.revision
        plan.change("activity", "h1", None)
        with pytest.raises(Refused) as refused:
            plan.change("activity", "h1", {"track": ""}, seen=seen, by=world.colleague)
        assert faults(refused) == {("item", "plan_not_read")}
        plan.change("activity", "h1", {"track": "health"}, seen=seen)
        assert plan.items["h1"]["title"] == "Psykolog"

    def test_a_receiver_sees_what_is_published_of_what_is_shared(self, world, plan):
        share(plan.case_id, world.charlie, world.jens, "registrations", "notes")
        assert plan.seen_by(world.charlie).items == {}
        plan.publish()
        plan.change("goal", "g1", {"words": "Ikke offentliggjort"})
        seen = plan.seen_by(world.charlie)
        assert list(seen.items) == ["purpose", "g1", "s1", "a1", "a2", "mentor"]
        assert seen.items["g1"]["words"] == "Jeg vil kunne klare en hel vagt"
        assert seen.saved_by == ""

    def test_who_is_shown_no_registrations_sees_no_plan(self, world, plan):
        plan.publish()
        share(plan.case_id, world.charlie, world.jens, "name")
        assert plan.seen_by(world.charlie) == queries.PlanView()


def share(case_id, user, by, *kinds):
    row = Sharing.unrestricted.create(
        case_id=case_id, way="access", statute="gdpr-vital", receiver_role="employer",
        receiver_user=user, details=plans.sealed({}), since=TODAY, opened_at=NOW, opened_by=by,
    )  # fmt: skip
    SharedKind.objects.bulk_create(SharedKind(sharing=row, kind=kind) for kind in kinds)


class TestTwoCasesOfOneCitizen:
    def test_what_is_published_of_the_other_is_shown_to_who_sees_it(self, world, plan):
        citizen = queries.case(user=world.jens, case_id=plan.case_id, today=TODAY).citizen
        other = a_plan(
            world.refer(citizen=citizen.citizen_id).case_id,
            world.jens,
        )

        def shown(user):
            return queries.other_plans(user=user, case_id=plan.case_id, today=TODAY)

        assert shown(world.jens) == ()
        other.publish()
        [one] = shown(world.jens)
        assert (one.case_id, one.programme.programme) == (
            other.case_id,
            "jobrettet-rehabilitering",
        )
        assert one.items["a1"]["title"] == "CV"
        assert shown(world.colleague) == ()


class TestKept:
    def test_a_version_changed_past_the_system_is_named(self, world, plan):
        plan.publish()
        assert verify_chain(plan.case_id) == ()
        revision = PlanRevision.unrestricted.filter(number=6)
        revision.update(content=plans.sealed(plan.items))
        assert [one.code for one in verify_chain(plan.case_id)] == ["plan_changed"]
        PlanVersion.unrestricted.all().delete()
        assert [one.code for one in verify_chain(plan.case_id)] == ["plan_missing"]

    def test_one_that_nobody_published_is_named(self, world, plan):
        PlanVersion.unrestricted.create(
            case_id=plan.case_id, number=1, published_at=NOW, published_by=world.jens,
            revision=PlanRevision.unrestricted.get(number=6),
        )  # fmt: skip
        assert [one.code for one in verify_chain(plan.case_id)] == ["plan_unlogged"]

    def test_erased_with_the_case_and_that_is_as_it_should_be(self, world, plan):
        plan.publish()
        plan.change("goal", "g1", {"words": "Nyt"})
        erase_case(case_id=plan.case_id, by=world.leader, now=NOW, submission=uuid4())
        assert plan.seen_by(world.leader).items == {}
        assert verify_chain(plan.case_id) == ()
        assert PlanVersion.unrestricted.count() == 1

    def test_the_number_of_questions_does_not_grow_with_the_versions(
        self, world, plan, django_assert_max_num_queries
    ):
        def asked():
            with django_assert_max_num_queries(50) as found:
                plan.seen_by(world.jens)
            return len(found)

        plan.publish()
        one = asked()
        for number in range(3):
            plan.change("goal", "g1", {"words": f"Mål {number}"})
            plan.publish()
        assert asked() == one


def test_jens_reads_all_because_of_his_role(world, kvik):
    part = CaseMember.unrestricted.get(case=kvik, user=world.jens)
    assert part.sees_health and part.sees_social
