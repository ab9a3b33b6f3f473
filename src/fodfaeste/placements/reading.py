"""The placements of a case as one person sees them: what is agreed, who signed, where else they
are recorded. The same few questions to the database, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import event_id
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.placements import agreements, kinds
from fodfaeste.placements.agreements import Hours, Terms
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Placement, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """A signature. ``name``, ``reason``: empty to those who do not read notes."""

    party: str
    way: str
    on: date
    on_behalf: bool
    name: str
    reason: str
    file_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A version of the agreement. Of ``terms`` the text is left out for those who do not read
    notes: ``is_withheld``."""

    number: int
    terms: Terms
    made_at: datetime
    made_by: str
    signatures: tuple[SignatureView, ...]
    is_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """How it stands in another system."""

    system: str
    state: str
    reference: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """The workplace."""

    id: UUID
    company_id: UUID
    company: str
    cvr: str
    name: str
    p_number: str
    address: str
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementView:
    """A placement or a job. ``state``: ``agreed`` (it begins later, or nobody has said that it
    began), ``running``, ``ended``, ``dropped``. ``versions``: oldest first; ``hours``: over time.
    ``begun_by``, ``ended_by``: the lines that say that it began, and how it ended."""

    id: UUID
    case_id: UUID
    unit: UnitView
    kind: str
    is_job: bool
    since: date
    until: date | None
    ended_on: date | None
    state: str
    employed_here: bool
    group: int | None
    versions: tuple[VersionView, ...]
    hours: tuple[Hours, ...]
    records: tuple[RecordView, ...]
    begun_by: str
    ended_by: str

    @property
    def newest(self) -> VersionView:
        return self.versions[-1]

    @property
    def last(self) -> date | None:
        """The last day, as far as it is known."""
        return self.ended_on or self.until

    def record(self, system: str) -> RecordView | None:
        return next((one for one in self.records if one.system == system), None)


def placements_of(*, view: CaseView) -> tuple[PlacementView, ...]:
    """Those of a case that somebody has opened, the newest first: one question where there are
    none. Nothing for those who do not see what happened in the case."""
    if not view.sight.sees(Kind.REGISTRATIONS):
        return ()
    found = Placement.unrestricted.filter(case=view.case_id)
    full = found.select_related("unit__company", "begun", "ended").prefetch_related(
        "versions__made_by", "versions__signatures__file__entry", "records"
    )
    return tuple(_view(one, view) for one in full.order_by("-since", "-made_at"))


def placement_of(*, view: CaseView, placement_id: UUID) -> PlacementView:
    """One of them. Raises ``NotVisible``."""
    for one in placements_of(view=view):
        if one.id == placement_id:
            return one
    raise NotVisible(view.case_id)


def _view(row: Placement, view: CaseView) -> PlacementView:
    versions = list(row.versions.all())
    return PlacementView(
        id=row.pk,
        case_id=row.case_id,
        unit=unit_view(row.unit),
        kind=row.kind,
        is_job=kinds.is_job(row.kind, view.rules),
        since=row.since,
        until=row.until,
        ended_on=row.ended_on,
        state=_state(row),
        employed_here=row.employed_here,
        group=row.group,
        versions=tuple(_version(one, view) for one in versions),
        hours=tuple(agreements.over_time(versions, last=row.ended_on or row.until)),
        records=tuple(_record(one, view) for one in row.records.all()),
        begun_by=event_id(row.begun.seq) if row.begun else "",
        ended_by=event_id(row.ended.seq) if row.ended else "",
    )


def _state(row: Placement) -> str:
    if row.ended_on is not None and row.ended_on < row.since:
        return "dropped"
    if row.ended is not None:
        return "ended"
    return "agreed" if row.begun is None else "running"


def unit_view(unit: ProductionUnit) -> UnitView:
    """A workplace."""
    town = " ".join(filter(None, (unit.postcode, unit.town)))
    return UnitView(
        id=unit.pk,
        company_id=unit.company_id,
        company=unit.company.name,
        cvr=unit.company.cvr,
        name=unit.name,
        p_number=unit.p_number,
        address=", ".join(filter(None, (unit.street, town))),
        is_public=unit.company.is_public,
    )


def _version(row: AgreementVersion, view: CaseView) -> VersionView:
    reads = view.sight.sees(Kind.NOTES)
    terms = Terms(
        since=row.since,
        until=row.until,
        steps=agreements.steps_of(row),
        week=agreements.week_of(row),
        details=agreements.opened(row.details) if reads else agreements.Details(),
    )
    return VersionView(
        number=row.number,
        terms=terms,
        made_at=row.made_at,
        made_by=row.made_by.name if view.sight.sees(Kind.PEOPLE) else "",
        signatures=tuple(_signature(one, reads=reads) for one in row.signatures.all()),
        is_withheld=not reads,
    )


def _signature(row: Signature, *, reads: bool) -> SignatureView:
    said: Mapping[str, str] = crypto.decrypt_map(row.details) if reads else {}
    return SignatureView(
        party=row.party,
        way=row.way,
        on=row.on,
        on_behalf=row.on_behalf,
        name=said.get("name", ""),
        reason=said.get("reason", ""),
        file_id=row.file_id if row.file and row.file.removed_at is None else None,
    )


def _record(row: ExternalRecord, view: CaseView) -> RecordView:
    reads = view.sight.sees(Kind.NOTES) and row.reference is not None
    return RecordView(
        system=row.system,
        state=row.state,
        reference=crypto.decrypt(row.reference or "") if reads else "",
        changed_at=row.changed_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """That a placement or a job was registered without an agreement: by which event. ``is_agreed``:
    the log says that it was agreed, or it needs not."""

    entry_id: str
    kind: str
    on: date
    until: date | None
    is_job: bool
    is_agreed: bool


def unwritten(*, view: CaseView, shown: Sequence[PlacementView]) -> tuple[Unwritten, ...]:
    """Beginnings in the log to which no placement belongs, the newest first."""
    if not view.sight.sees(Kind.REGISTRATIONS):
        return ()
    known = {one.begun_by for one in shown}
    counting = [one.type for one in view.entries if not one.corrected_by]
    waiting = sum(one.state == "agreed" and not one.is_job for one in shown)
    lacks = kinds.lacks_agreed(counting, waiting=waiting)
    found = [
        one
        for one in view.entries
        if one.type in (kinds.STARTED, kinds.JOB_STARTED) and not one.corrected_by
    ]
    return tuple(
        Unwritten(
            entry_id=one.id,
            kind=str(one.attributes["kind"]),
            on=one.on,
            until=agreements.day_of(one.attributes.get("until")),
            is_job=one.type == kinds.JOB_STARTED,
            is_agreed=one.type == kinds.JOB_STARTED or not lacks,
        )
        for one in found
        if one.id not in known
    )


# --- for the form


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What the register knows of a workplace, for a new agreement: whom to ask there, and what it
    offers."""

    unit: UnitView
    contact: tuple[str, str] = ("", "")
    mentor: tuple[str, str] = ("", "")
    representative: tuple[str, str] = ("", "")
    tasks: str = ""
    hours: str = ""
    considerations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def unit_of(*, user: User, unit_id: UUID) -> ProductionUnit | None:
    """A unit of ``user``'s register; None if there is no such one."""
    found = ProductionUnit.objects.visible_to(user).select_related("company")
    return found.filter(pk=unit_id).first()
