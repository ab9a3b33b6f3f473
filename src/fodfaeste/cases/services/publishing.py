"""Freezes a plan, sends what is frozen, and records that the citizen agreed (JS-14, KV-11)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import plans, rows
from fodfaeste.cases.models import Case, LogEntry, PlanRevision, PlanVersion
from fodfaeste.cases.plans import Draft
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core import plan_items
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.plan import circle


def publish_plan(
    *,
    case_id: UUID,
    seen: int,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Freezes the plan as version number so and so. ``seen``: the revision that was looked at; of
    another one nobody has seen what is frozen. Refused where activities wait in a circle."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CHANGE_PLAN, writer.today)

    def decide(known: Known) -> list[Line]:
        draft = plans.draft_of(case_id)
        _check(draft, seen, _newest(case))
        stated = plan_items.states_mentor_support(draft.items)
        event = NewEvent(
            type=rows.PLAN_PUBLISHED,
            on=writer.today,
            attributes={"mentor_support": True} if stated else {},
            by_role=by_role,
        )
        line = event_line(known.story.rules, known.rows, event, writer.today)
        return [line, _frozen_line(case, draft, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        _freeze(case, seen, writer)

    return append(case, writer, decide, also=also)


def send_plan(
    *,
    case_id: UUID,
    version: int,
    how: str,
    on: date,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Notes that a version was sent or given to the citizen. Nothing is sent that is not
    published: refused (``not_published``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)

    def decide(known: Known) -> list[Line]:
        found = _published(case, version)
        _check_way(how, PlanVersion.Sent.values)
        _check_day(found, on, writer.today)
        event = NewEvent(type=rows.PLAN_SENT, on=on, by_role=by_role)
        said = {"plan_version": version, "how": how}
        act = Line(type=rows.PLAN_REACHED, on=on, attributes=said)
        return [event_line(known.story.rules, known.rows, event, writer.today), act]

    def also(_: Sequence[LogEntry]) -> None:
        _versions(case, version).update(sent_on=on, sent_how=how, sent_by=by)

    return append(case, writer, decide, also=also)


def agree_plan(
    *, case_id: UUID, version: int, how: str, on: date, by: User, now: datetime, submission: UUID
) -> Registered:
    """Records that the citizen has agreed to a version, how and on which day."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CHANGE_PLAN, writer.today)

    def decide(_: Known) -> list[Line]:
        found = _published(case, version)
        _check_way(how, PlanVersion.Way.values)
        _check_day(found, on, writer.today)
        said = {"plan_version": version, "how": how}
        return [Line(type=rows.PLAN_AGREED, on=on, attributes=said)]

    def also(_: Sequence[LogEntry]) -> None:
        _versions(case, version).update(agreed_on=on, agreed_how=how, agreed_by=by)

    return append(case, writer, decide, also=also)


# --- freezing


def _newest(case: Case) -> PlanVersion | None:
    found = PlanVersion.unrestricted.filter(case=case).select_related("revision")
    return found.order_by("-number").first()


def _check(draft: Draft, seen: int, newest: PlanVersion | None) -> None:
    """Raises ``Refused`` with all that stands in the way of publishing."""
    if not draft.items:
        raise Refused([Fault("the_plan", "no_plan")])
    if draft.number != seen:
        raise Refused([Fault("the_plan", "plan_changed_since")])
    if newest is not None and newest.revision.number == draft.number:
        raise Refused([Fault("the_plan", "nothing_to_publish")])
    faults = []
    if found := circle(plan_items.activities(draft.items)):
        faults.append(Fault("the_plan", "plan_circle", {"circle": " → ".join([*found, found[0]])}))
    if any(not one["title"] for one in plan_items.of_kind(draft.items, plan_items.ACTIVITY)):
        faults.append(Fault("the_plan", "plan_untitled"))
    if faults:
        raise Refused(faults)


def _frozen_line(case: Case, draft: Draft, writer: Writer) -> Line:
    content = PlanRevision.unrestricted.get(case=case, number=draft.number).content
    newest = _newest(case)
    said = {
        "plan_version": newest.number + 1 if newest else 1,
        "revision": draft.number,
        "digest": plans.digest_of(content),
    }
    return Line(type=rows.PLAN_FROZEN, on=writer.today, attributes=said)


def _freeze(case: Case, number: int, writer: Writer) -> None:
    """Keeps the revision, and throws away those that led to it."""
    newest = _newest(case)
    PlanVersion.unrestricted.create(
        case=case,
        number=newest.number + 1 if newest else 1,
        revision=PlanRevision.unrestricted.get(case=case, number=number),
        published_at=writer.now,
        published_by=writer.by,
    )
    PlanRevision.unrestricted.filter(case=case, number__lt=number, version=None).delete()


# --- what was frozen


def _versions(case: Case, number: int) -> "QuerySet[PlanVersion]":
    return PlanVersion.unrestricted.filter(case=case, number=number)


def _published(case: Case, number: int) -> PlanVersion:
    found = _versions(case, number).first()
    if found is None:
        raise Refused([Fault("plan_version", "not_published")])
    return found


def _check_way(how: str, ways: Sequence[str]) -> None:
    if how not in ways:
        raise Refused([Fault("how", "unknown_way")])


def _check_day(version: PlanVersion, on: date, today: date) -> None:
    if on > today:
        raise Refused([Fault("on", "in_the_future", {"value": str(on)})])
    if on < timezone.localdate(version.published_at):
        raise Refused([Fault("on", "before_published")])
