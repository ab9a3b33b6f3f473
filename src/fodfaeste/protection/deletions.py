"""Erasing what is due: one proposes, another approves, and then it is carried out.

Whatever changed meanwhile is minded: a case that is held, was opened again, or has no rule any
more, is kept. Carrying out can be interrupted and begun again; what is done is not done twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from fodfaeste.accounts import access, organisation_log
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change
from fodfaeste.cases.services.erasing import Erased, erase_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.protection.holds import is_held
from fodfaeste.protection.models import Deletion, DeletionCase, ErasureRecord
from fodfaeste.protection.reach import check_answers
from fodfaeste.protection.retention import Due, due, years_after

AT_ONCE = 20
"""So many cases are emptied while somebody waits for the page; a command does the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal and how far it is. ``mine``: the reader made it, and so cannot approve it.
    ``state``: ``waits``, ``rejected``, ``approved`` (not carried out yet), ``done``."""

    id: UUID
    state: str
    mine: bool
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    archived_by: str
    cases: int
    left: int
    needs_archive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCase:
    """A case of a proposal. ``kept``: why it was not erased, as a code."""

    case_id: UUID
    citizen: str
    programme: str
    closed_on: date
    due_on: date
    years: int
    done: bool
    texts: int
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a deletion did; see ``ErasureRecord``."""

    at: datetime
    proposed_by: str
    approved_by: str
    archived_by: str
    cases: int
    texts: int
    citizens: int
    kept: int


# --- proposing and deciding


def propose(*, by: User, now: datetime, submission: UUID) -> UUID:
    """Proposes to erase all that is due today and not held. Raises ``Refused``
    (``nothing_due``) or ``NotYours``."""
    if Deletion.objects.filter(pk=submission, organisation=by.organisation_id).exists():
        return submission
    found = due(user=by, today=timezone.localdate(now))

    def act() -> Sequence[Change]:
        if not found.cases:
            raise Refused([Fault("cases", "nothing_due")])
        _save(found, by, now, submission)
        after = {"cases": len(found.cases)}
        return [Change("deletion_proposed", {"deletion": str(submission)}, {}, after)]

    _write(by, now, submission, act)
    return submission


def _save(found: Due, by: User, now: datetime, submission: UUID) -> None:
    deletion = Deletion.objects.create(
        pk=submission,
        organisation=by.organisation,
        due_on=timezone.localdate(now),
        proposed_at=now,
        proposed_by=by,
    )
    DeletionCase.objects.bulk_create(
        DeletionCase(
            deletion=deletion,
            case_id=each.case_id,
            rule_id=each.rule.id,
            closed_on=each.closed_on,
        )
        for each in found.cases
    )


def decide(
    *,
    deletion_id: UUID,
    approve: bool,
    archived: bool,
    by: User,
    now: datetime,
    submission: UUID,
) -> None:
    """Approves a proposal, or rejects it. ``archived``: what has to be handed over to an archive
    first has been. Whoever proposed may take it back and not approve it. Raises ``Refused``
    (``no_such_proposal``, ``decided_already``, ``own_proposal``, ``archive_first``)."""
    check_answers(by)

    def act() -> Sequence[Change]:
        deletion = _waiting(deletion_id, by)
        if approve:
            _check_approval(deletion, by, archived=archived)
            deletion.archived_by = by if _needs_archive(deletion) else None
        deletion.approved, deletion.decided_at, deletion.decided_by = approve, now, by
        deletion.save()
        type_ = "deletion_approved" if approve else "deletion_rejected"
        return [Change(type_, {"deletion": str(deletion.pk)})]

    _write(by, now, submission, act)


def _waiting(deletion_id: UUID, by: User) -> Deletion:
    found = Deletion.objects.filter(pk=deletion_id, organisation=by.organisation_id).first()
    if found is None:
        raise Refused([Fault("deletion", "no_such_proposal")])
    if found.approved is not None:
        raise Refused([Fault("deletion", "decided_already")])
    return found


def _check_approval(deletion: Deletion, by: User, *, archived: bool) -> None:
    if deletion.proposed_by_id == by.pk:
        raise Refused([Fault("deletion", "own_proposal")])
    if _needs_archive(deletion) and not archived:
        raise Refused([Fault("archived", "archive_first")])


def _needs_archive(deletion: Deletion) -> bool:
    return deletion.cases.filter(rule__archive_first=True).exists()


def _write(by: User, now: datetime, submission: UUID, act: Callable[[], Sequence[Change]]) -> None:
    writer = organisation_log.Writer(by, now, submission)
    organisation_log.written(organisation_id=by.organisation_id, writer=writer, act=act)


# --- carrying out


def carry_out(*, deletion_id: UUID, now: datetime, at_most: int | None = None) -> int:
    """Empties the cases of an approved deletion that are left, ``at_most`` so many; says how many
    are left then. The last one writes the record."""
    deletion = Deletion.objects.select_related("decided_by", "proposed_by").get(pk=deletion_id)
    if deletion.approved is not True or deletion.done_at is not None:
        return 0
    left = deletion.cases.filter(done_at=None).select_related("case__citizen", "rule")
    for row in left[:at_most]:
        _carry_out(row, deletion, now)
    still = left.count()
    if not still:
        _finish(deletion, now)
    return still


def carry_out_all(*, now: datetime) -> str:
    """Carries out whatever is approved, every night; says how many deletions that were."""
    found = Deletion.objects.filter(approved=True, done_at=None).order_by("decided_at")
    waiting = list(found.values_list("pk", flat=True))
    for deletion_id in waiting:
        carry_out(deletion_id=deletion_id, now=now)
    return f"{len(waiting)} approved deletions carried out"


def _carry_out(row: DeletionCase, deletion: Deletion, now: datetime) -> None:
    """One case, all or nothing; what somebody else does at once is left to them."""
    assert deletion.decided_by is not None
    with transaction.atomic():
        if not DeletionCase.objects.filter(pk=row.pk, done_at=None).update(done_at=now):
            return
        kept = _why_kept(row)
        done = Erased()
        if not kept:
            submission = uuid5(deletion.pk, str(row.case_id))
            by = deletion.decided_by
            done = erase_case(case_id=row.case_id, by=by, now=now, submission=submission)
        result = {"kept": kept, "texts": done.texts, "anonymised": done.anonymised}
        DeletionCase.objects.filter(pk=row.pk).update(**result)


def _why_kept(row: DeletionCase) -> str:
    """What changed since it was proposed; empty if nothing did."""
    if row.case.closed_on != row.closed_on:
        return "reopened"
    if is_held(row.case):
        return "held"
    return "" if row.rule.ended_at is None else "no_rule"


def _finish(deletion: Deletion, now: datetime) -> None:
    """Writes the record, once."""
    with transaction.atomic():
        if not Deletion.objects.filter(pk=deletion.pk, done_at=None).update(done_at=now):
            return
        of_them = deletion.cases.aggregate(
            cases=Count("pk", filter=Q(kept="")),
            texts=Sum("texts", default=0),
            citizens=Count("pk", filter=Q(anonymised=True)),
            kept=Count("pk", filter=~Q(kept="")),
        )
        assert deletion.decided_by is not None
        ErasureRecord.objects.create(
            deletion=deletion,
            organisation_id=deletion.organisation_id,
            proposed_by=deletion.proposed_by,
            approved_by=deletion.decided_by,
            archived_by_id=deletion.archived_by_id,
            at=now,
            **of_them,
        )


# --- for the screen


def proposals(*, user: User) -> tuple[Proposal, ...]:
    """The organisation's proposals, newest first. Raises ``NotYours``."""
    check_answers(user)
    return tuple(_proposal(row, user) for row in _proposals(user)[:50])


def proposal(*, user: User, deletion_id: UUID) -> tuple[Proposal, tuple[ProposedCase, ...]] | None:
    """A proposal with its cases, by name; that they were shown is logged. None if there is no
    such. Raises ``NotYours``."""
    check_answers(user)
    found = _proposals(user).filter(pk=deletion_id).first()
    if found is None:
        return None
    rows = found.cases.select_related("case__citizen", "rule").order_by("closed_on", "pk")
    cases = tuple(map(_proposed, rows))
    access.note_list(user=user, page="deletion", case_ids=[each.case_id for each in cases])
    return _proposal(found, user), cases


def _proposals(user: User) -> "QuerySet[Deletion]":
    archive = Q(cases__rule__archive_first=True)
    return (
        Deletion.objects.filter(organisation=user.organisation_id)
        .select_related("proposed_by", "decided_by", "archived_by")
        .annotate(
            number=Count("cases"),
            left=Count("cases", filter=Q(cases__done_at=None)),
            to_archive=Count("cases", filter=archive),
        )
    )


def _proposal(row: Deletion, user: User) -> Proposal:
    return Proposal(
        id=row.pk,
        state=_state(row),
        mine=row.proposed_by_id == user.pk,
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by.name,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        archived_by=row.archived_by.name if row.archived_by else "",
        cases=row.number,  # type: ignore[attr-defined]
        left=row.left,  # type: ignore[attr-defined]
        needs_archive=bool(row.to_archive),  # type: ignore[attr-defined]
    )


def _state(row: Deletion) -> str:
    if row.approved is None:
        return "waits"
    if not row.approved:
        return "rejected"
    return "approved" if row.done_at is None else "done"


def _proposed(row: DeletionCase) -> ProposedCase:
    return ProposedCase(
        case_id=row.case_id,
        citizen=row.case.citizen.name,
        programme=row.case.programme,
        closed_on=row.closed_on,
        due_on=years_after(row.closed_on, row.rule.years),
        years=row.rule.years,
        done=row.done_at is not None,
        texts=row.texts,
        kept=row.kept,
    )


def records(*, user: User) -> tuple[Record, ...]:
    """What was erased in the organisation, newest first. Raises ``NotYours``."""
    check_answers(user)
    found = ErasureRecord.objects.filter(organisation=user.organisation_id)
    return tuple(
        Record(
            at=row.at,
            proposed_by=row.proposed_by.name,
            approved_by=row.approved_by.name,
            archived_by=row.archived_by.name if row.archived_by else "",
            cases=row.cases,
            texts=row.texts,
            citizens=row.citizens,
            kept=row.kept,
        )
        for row in found.select_related("proposed_by", "approved_by", "archived_by")[:100]
    )
