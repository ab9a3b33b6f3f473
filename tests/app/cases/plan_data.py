"""A plan in a few words, for the tests."""

from itertools import count
from uuid import UUID, uuid4

from fodfaeste.cases import queries, services
from fodfaeste.cases.plans import draft_of
from fodfaeste.cases.services import PlanChange
from tests.app.cases.world import NOW, TODAY

NUMBERS = count(1)
SAID = {"what": "Følgeskab", "where": "På arbejdet", "when": "Mandag", "how": "Sammen"}


class Planned:
    """The plan of one case, written by somebody."""

    def __init__(self, case_id: UUID, by) -> None:
        self.case_id, self.by = case_id, by

    @property
    def revision(self) -> int:
        return draft_of(self.case_id).number

    @property
    def items(self):
        return draft_of(self.case_id).items

    def change(self, kind, item, values, *, seen=None, by=None, now=NOW, submission=None, **more):
        change = PlanChange(
            item=item,
            kind=kind,
            values=values,
            seen=self.revision if seen is None else seen,
            **more,
        )
        return services.change_plan(
            case_id=self.case_id,
            change=change,
            by=by or self.by,
            now=now,
            submission=submission or uuid4(),
        )

    def add(self, kind, item=None, *, by=None, now=NOW, **values):
        item = item or f"i{next(NUMBERS)}"
        self.change(kind, item, values, by=by, now=now)
        return item

    def publish(self, *, seen=None, by=None, now=NOW, submission=None):
        return services.publish_plan(
            case_id=self.case_id,
            seen=self.revision if seen is None else seen,
            by=by or self.by,
            now=now,
            submission=submission or uuid4(),
        )

    def send(self, version=1, how="post", on=TODAY, *, by=None, submission=None):
        return services.send_plan(
            case_id=self.case_id,
            version=version,
            how=how,
            on=on,
            by=by or self.by,
            now=NOW,
            submission=submission or uuid4(),
        )

    def agree(self, version=1, how="in_person", on=TODAY, *, by=None, submission=None):
        return services.agree_plan(
            case_id=self.case_id,
            version=version,
            how=how,
            on=on,
            by=by or self.by,
            now=NOW,
            submission=submission or uuid4(),
        )

    def seen_by(self, user, today=TODAY):
        return queries.plan_of(user=user, case_id=self.case_id, today=today)


def a_plan(case_id, by) -> Planned:
    """A purpose, a goal with a sub-goal, two activities one after the other, mentor support."""
    plan = Planned(case_id, by)
    plan.add("purpose", "purpose", words="Jeg vil i job", ours="Praktik først")
    plan.add("goal", "g1", words="Jeg vil kunne klare en hel vagt")
    goal = {"goal": "g1", "title": "4 timer", "measured": "Timesedler", "due_on": "2027-01-31"}
    plan.add("sub_goal", "s1", **goal)
    plan.add("activity", "a1", title="CV", goal="g1", first="2026-11-23", last="2026-11-27")
    plan.add("activity", "a2", title="Praktik", first="2026-12-01", last="2027-02-26", after=["a1"])
    plan.add("mentor", "mentor", **SAID)
    return plan
