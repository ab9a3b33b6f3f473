"""The plan of a case as one person sees it: what they read of it, and how far it has come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import plans
from fodfaeste.cases.models import Case, PlanRevision, PlanVersion
from fodfaeste.cases.policy import TEXTS, Kind
from fodfaeste.cases.relations import sees
from fodfaeste.cases.sight import Sight, sight_of
from fodfaeste.cases.visibility import NotVisible, visible_case
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import SUB_GOAL, Item
from fodfaeste.core.programme import Programme
from fodfaeste.programmes.catalogue import version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionView:
    """A published version. ``sent_how``, ``agreed_how``: codes, empty if it has not been."""

    number: int
    revision: int
    published_at: datetime
    published_by: str
    sent_on: date | None
    sent_how: str
    agreed_on: date | None
    agreed_how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """``items``: the draft or, to whom the case is shared, the newest version; without the text
    that the asker does not read. ``revision``: its number, 0 where there is no plan. ``versions``:
    newest first."""

    revision: int = 0
    items: Mapping[str, Item] = field(default_factory=dict)
    saved_at: datetime | None = None
    saved_by: str = ""
    versions: tuple[PlanVersionView, ...] = ()

    @property
    def newest(self) -> PlanVersionView | None:
        return self.versions[0] if self.versions else None

    @property
    def is_changed(self) -> bool:
        """Whether it has been changed since it was last published, if it was."""
        return self.newest is not None and self.newest.revision != self.revision

    @property
    def sub_goals(self) -> tuple[tuple[str, str], ...]:
        """The sub-goals not reached yet that the asker reads, each by its id and in words: what a
        follow-up asks about one by one."""
        waiting = (one for one in self._sub_goals() if not one["reached_on"])
        return tuple((one.id, one["title"]) for one in waiting)

    @property
    def every_sub_goal(self) -> tuple[tuple[str, str], ...]:
        """Those reached as well: what is looked back on when the case is closed."""
        return tuple((one.id, one["title"]) for one in self._sub_goals())

    def _sub_goals(self) -> Iterator[Item]:
        found = plan_items.of_kind(self.items, SUB_GOAL)
        return (one for one in found if not one.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """The published plan of another case of the same citizen, by its programme."""

    case_id: UUID
    programme: Programme
    items: Mapping[str, Item]


def read_plan(found: Case, sight: Sight, programme: Programme) -> PlanView:
    """What ``sight`` shows of the plan: one question to the database where there is none, else
    two."""
    if not sight.sees(Kind.REGISTRATIONS):
        return PlanView()
    revisions = _revisions(found.pk)
    shown = _shown(revisions, sight)
    if shown is None:
        return PlanView()
    return PlanView(
        revision=shown.number,
        items=_readable(plans.opened(shown.content), sight, programme),
        saved_at=shown.made_at,
        saved_by=shown.made_by.name if sight.sees(Kind.PEOPLE) else "",
        versions=_versions(revisions, sight),
    )


def plan_of(*, user: User, case_id: UUID, today: date) -> PlanView:
    """The plan of a case; that it was looked at is logged. Raises ``NotVisible``."""
    found, sight = visible_case(user, case_id, today)
    _note(user, found, sight)
    return read_plan(found, sight, version_of(found.programme, found.version).programme)


def plan_version(
    *, user: User, case_id: UUID, number: int, today: date
) -> tuple[PlanVersionView, Mapping[str, Item]]:
    """A published version as it was, without what the asker does not read; it is logged. Raises
    ``NotVisible``, also of a version that there is not."""
    found, sight = visible_case(user, case_id, today)
    revisions = _revisions(case_id) if sight.sees(Kind.REGISTRATIONS) else []
    versions = _versions(revisions, sight)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise NotVisible(case_id)
    _note(user, found, sight)
    programme = version_of(found.programme, found.version).programme
    items = plans.items_at(case_id, version.revision)
    return version, _readable(items, sight, programme)


def other_plans(*, user: User, case_id: UUID, today: date) -> tuple[OtherPlan, ...]:
    """What is published of the plans of the citizen's other cases that the asker sees; which they
    were is logged. The questions to the database grow with the citizen's cases, and with nothing
    else."""
    seen = Case.objects.visible_to(user, today)
    citizen = seen.filter(pk=case_id).values("citizen")
    cases = seen.filter(sees(Kind.REGISTRATIONS, user, today), citizen__in=citizen)
    found = [_other(user, case, today) for case in cases.exclude(pk=case_id).order_by("opened_at")]
    shown = tuple(one for one in found if one is not None)
    access.note_list(user=user, case_ids=[one.case_id for one in shown], page="plan_page")
    return shown


def _other(user: User, case: Case, today: date) -> OtherPlan | None:
    newest = PlanVersion.unrestricted.filter(case=case).select_related("revision")
    version = newest.order_by("-number").first()
    if version is None:
        return None
    programme = version_of(case.programme, case.version).programme
    sight = sight_of(user=user, case_id=case.pk, on=today)
    items = _readable(plans.opened(version.revision.content), sight, programme)
    return OtherPlan(case_id=case.pk, programme=programme, items=items)


# --- parts


def _note(user: User, case: Case, sight: Sight) -> None:
    access.note(
        user=user,
        act=access.Act.VIEW,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        kinds=sight.kinds & {Kind.REGISTRATIONS, Kind.NOTES, Kind.HEALTH, Kind.SOCIAL},
        relations=sight.relations,
        page="plan_page",
    )


def is_receiver(sight: Sight) -> bool:
    """Whether the case is only shared with them: how it is kept is nothing to them."""
    return sight.author_id is None


def _revisions(case_id: UUID) -> list[PlanRevision]:
    """What there is of the plan, newest first, each with the version that it became if it did.
    What it says is read of the one that is shown."""
    found = PlanRevision.unrestricted.filter(case=case_id).defer("content")
    full = found.select_related("made_by", "version__published_by")
    return list(full.order_by("-number"))


def _versions(revisions: Sequence[PlanRevision], sight: Sight) -> tuple[PlanVersionView, ...]:
    published = (one for one in revisions if hasattr(one, "version"))
    return tuple(_version(one.version, one.number, sight) for one in published)


def _version(one: PlanVersion, revision: int, sight: Sight) -> PlanVersionView:
    return PlanVersionView(
        number=one.number,
        revision=revision,
        published_at=one.published_at,
        published_by=one.published_by.name if sight.sees(Kind.PEOPLE) else "",
        sent_on=one.sent_on,
        sent_how=one.sent_how,
        agreed_on=one.agreed_on,
        agreed_how=one.agreed_how,
    )


def _shown(revisions: Sequence[PlanRevision], sight: Sight) -> PlanRevision | None:
    """The draft; to a receiver what was published last."""
    if is_receiver(sight):
        revisions = [one for one in revisions if hasattr(one, "version")]
    return revisions[0] if revisions else None


def _readable(items: Mapping[str, Item], sight: Sight, programme: Programme) -> dict[str, Item]:
    """Colleagues learn that there is something which they do not read; a receiver does not."""
    tracks = plans.tracks_of(programme)
    shown = plan_items.readable(items, tracks, lambda kind: TEXTS[kind] in sight.kinds)
    if is_receiver(sight):
        return {one.id: one for one in shown.values() if not one.hidden}
    return shown
