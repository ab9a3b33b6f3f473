"""Brings in whole histories at once: for a demonstration, or from a system used before.

Every line is decided on and sealed by the code that registers it when people do so one at a time;
only the writing is done for all cases together, and what follows from the logs is derived last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fodfaeste.accounts.models import User
from fodfaeste.cases import chain, projection
from fodfaeste.cases.models import Case, LogEntry, LogText, event_id
from fodfaeste.cases.rows import Row
from fodfaeste.cases.services.events import NewEvent, correction_lines, event_line
from fodfaeste.cases.services.measuring import NewMeasuring, measuring_lines
from fodfaeste.cases.services.referring import Referral, id_of_case, planned, save
from fodfaeste.cases.services.writing import Line, Writer, prepared, text_of
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.programmes.catalogue import version_of

AT_ONCE = 500

Prepared = tuple[LogEntry, chain.Sealed | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """That an event was registered, as ``services.register`` does."""

    event: NewEvent
    by: User
    now: datetime
    submission: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """That an event was corrected, as ``services.correct`` does. ``of``: its submission."""

    of: UUID
    reason: str
    replacement: NewEvent | None = None
    by_role: str | None = None
    by: User
    now: datetime
    submission: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """That answers on progress were written down, as ``services.measure`` does."""

    measuring: NewMeasuring
    by: User
    now: datetime
    submission: UUID


Step = Registration | Correction | Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A case from its referral on, in the order in which it was registered."""

    referral: Referral
    by: User
    now: datetime
    submission: UUID
    steps: Sequence[Step] = field(default=())


def import_histories(*, histories: Iterable[History], today: date) -> tuple[UUID, ...]:
    """Writes the cases that the histories tell of, all or nothing; gives their ids in order.

    Raises what the services raise: ``Refused``, and ``NotVisible`` if somebody has written in a
    case that they do not see. Each submission must be new: nothing is repeated here.
    """
    with transaction.atomic():
        logs = [_Log(history) for history in histories]
        _write([one for log in logs for one in log.made])
        _refuse_strangers(logs, today)
        ids = tuple(log.case.pk for log in logs)
        for start in range(0, len(ids), projection.AT_ONCE):
            projection.refresh(ids[start : start + projection.AT_ONCE], today=today)
    return ids


class _Log:
    """A case's log as it grows. The citizen, the case and its members are written at once, for
    the next history may be of the same citizen."""

    def __init__(self, history: History) -> None:
        writer = Writer(history.by, history.now, history.submission)
        self.case, _, lines = planned(id_of_case(history.submission), history.referral, writer)
        save(self.case, history.referral.members, writer)
        self.rules = version_of(self.case.programme, self.case.version)
        self.made: list[Prepared] = []
        self.rows: list[Row] = []
        self.writers: dict[int, User] = {}
        self._append(lines, writer)
        for step in history.steps:
            self._append(self._decided(step), Writer(step.by, step.now, step.submission))

    def _decided(self, step: Step) -> list[Line]:
        rules, today = self.rules, Writer(step.by, step.now, step.submission).today
        if isinstance(step, Registration):
            return [event_line(rules, self.rows, step.event, today)]
        if isinstance(step, Answers):
            return measuring_lines(rules, self.rows, step.measuring, today)
        return correction_lines(
            rules,
            self.rows,
            self._entry_of(step.of),
            step.reason,
            today,
            replacement=step.replacement,
            by_role=step.by_role,
        )

    def _entry_of(self, submission: UUID) -> str:
        return next(event_id(entry.seq) for entry, _ in self.made if entry.submission == submission)

    def _append(self, lines: Sequence[Line], writer: Writer) -> None:
        last = self.made[-1][0] if self.made else None
        head = (last.seq, last.hash) if last else (0, chain.START)
        made = prepared(self.case.pk, head, lines, writer)
        self.rows += [Row(*(getattr(entry, name) for name in Row._fields)) for entry, _ in made]
        self.made += made
        self.writers[writer.by.pk] = writer.by


def _write(made: Sequence[Prepared]) -> None:
    LogEntry.unrestricted.bulk_create([entry for entry, _ in made], batch_size=AT_ONCE)
    texts = [text_of(entry, sealed) for entry, sealed in made if sealed]
    LogText.unrestricted.bulk_create(texts, batch_size=AT_ONCE)


def _refuse_strangers(logs: Sequence[_Log], today: date) -> None:
    """Everybody sees the cases they wrote in."""
    people = {pk: user for log in logs for pk, user in log.writers.items()}
    for pk, user in people.items():
        written = {log.case.pk for log in logs if pk in log.writers}
        unseen = written - set(Case.objects.visible_to(user, today).values_list("pk", flat=True))
        if unseen:
            raise NotVisible(min(unseen))
