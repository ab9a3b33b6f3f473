"""Control by sample: look-ups drawn at random, and what a leader makes of each. It is all kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.traces.models import Control, Sample, SampledLine
from fodfaeste.traces.overseeing import Looked, controlled, looked, own

SIZES = (10, 20, 50)
LONGEST_NOTE = 2000
SHOWN = 20


class NoSample(LookupError):
    """There is no such sample for this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlled:
    """A drawn look-up. ``outcome``: of ``Control.Outcome``, empty while nobody has judged it."""

    number: int
    sampled_id: int
    looked: Looked
    outcome: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleView:
    """A sample. The period is from ``since`` until, not on, ``until``."""

    sample_id: UUID
    drawn_at: datetime
    drawn_by: str
    since: date
    until: date
    found: int
    size: int
    judged: int
    follow_up: int
    lines: tuple[Controlled, ...] = ()


def draw(*, since: date, until: date, size: int, by: User, now: datetime, submission: UUID) -> UUID:
    """Draws look-ups of a period at random; lists are left out, which nobody opens at a person.
    The same form draws once. Raises ``NotOverseeing``, or ``Refused`` (``empty_period``,
    ``nothing_found``, ``unknown_size``)."""
    drawn = Sample.objects.filter(submission=submission, drawn_by=by).first()
    if drawn is not None:
        return drawn.pk
    if size not in SIZES:
        raise Refused([Fault("size", "unknown_size")])
    if until <= since:
        raise Refused([Fault("until", "empty_period")])
    days = {"at__gte": _midnight(since), "at__lt": _midnight(until)}
    lines = controlled(by).filter(**days).exclude(act=access.Act.LIST)
    found = lines.count()
    if not found:
        raise Refused([Fault("since", "nothing_found")])
    ids = list(lines.order_by("?").values_list("pk", flat=True)[:size])
    with transaction.atomic():
        sample = Sample.objects.create(
            organisation_id=by.organisation_id,
            drawn_at=now,
            drawn_by=by,
            since=since,
            until=until,
            found=found,
            submission=submission,
        )
        SampledLine.objects.bulk_create(SampledLine(sample=sample, line_id=pk) for pk in ids)
    return sample.pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def judge(
    *, sampled_id: int, outcome: str, note: str, by: User, now: datetime, submission: UUID
) -> None:
    """Says of a drawn look-up that it is in order, or is to be followed up, and why. Raises
    ``NoSample``, or ``Refused`` (``note``: ``missing`` where it is to be followed up,
    ``too_long``; ``outcome``: ``unknown_outcome``)."""
    found = SampledLine.objects.filter(pk=sampled_id, sample__organisation__in=own(by).values("pk"))
    if not found.exists():
        raise NoSample(sampled_id)
    said = note.strip()
    if outcome not in Control.Outcome.values:
        raise Refused([Fault("outcome", "unknown_outcome")])
    if outcome == Control.Outcome.FOLLOW_UP and not said:
        raise Refused([Fault("note", "missing")])
    if len(said) > LONGEST_NOTE:
        raise Refused([Fault("note", "too_long", {"value": str(LONGEST_NOTE)})])
    if Control.objects.filter(submission=submission).exists():
        return
    try:
        with transaction.atomic():
            Control.objects.create(
                sampled_id=sampled_id,
                outcome=outcome,
                note=crypto.encrypt(said) if said else "",
                at=now,
                by=by,
                submission=submission,
            )
    except IntegrityError:
        if not Control.objects.filter(submission=submission).exists():
            raise


def samples(*, user: User) -> tuple[SampleView, ...]:
    """The newest samples of their organisation. Raises ``NotOverseeing``."""
    found = Sample.objects.filter(organisation__in=own(user).values("pk"))
    newest = list(found.select_related("drawn_by").prefetch_related("lines__controls")[:SHOWN])
    return tuple(_view(sample) for sample in newest)


def sample(*, user: User, sample_id: UUID, today: date) -> SampleView:
    """A sample with its look-ups; whose names were shown is logged. Raises ``NoSample``,
    ``NotOverseeing``."""
    found = Sample.objects.filter(organisation__in=own(user).values("pk"), pk=sample_id)
    kept = found.select_related("drawn_by").prefetch_related("lines__controls__by").first()
    if kept is None:
        raise NoSample(sample_id)
    rows = list(kept.lines.select_related("line__user", "line__organisation"))
    told = {one.line_id: one for one in looked((r.line for r in rows), user=user, today=today)}
    shown = [one.case_id for one in told.values() if one.citizen and one.case_id]
    access.note_list(user=user, case_ids=shown, page="sample")
    return _view(kept, told)


def _view(sample: Sample, told: Mapping[int, Looked] | None = None) -> SampleView:
    lines = list(sample.lines.all())
    last = [controls[-1] for one in lines if (controls := list(one.controls.all()))]
    return SampleView(
        sample_id=sample.pk,
        drawn_at=sample.drawn_at,
        drawn_by=sample.drawn_by.name,
        since=sample.since,
        until=sample.until,
        found=sample.found,
        size=len(lines),
        judged=len(last),
        follow_up=sum(one.outcome == Control.Outcome.FOLLOW_UP for one in last),
        lines=tuple(
            _controlled(number, one, told[one.line_id]) for number, one in enumerate(lines, start=1)
        )
        if told is not None
        else (),
    )


def _controlled(number: int, sampled: SampledLine, told: Looked) -> Controlled:
    controls = list(sampled.controls.all())
    if not controls:
        return Controlled(number=number, sampled_id=sampled.pk, looked=told)
    last = controls[-1]
    return Controlled(
        number=number,
        sampled_id=sampled.pk,
        looked=told,
        outcome=last.outcome,
        note=crypto.decrypt(last.note) if last.note else "",
        by=last.by.name,
        at=last.at,
    )
