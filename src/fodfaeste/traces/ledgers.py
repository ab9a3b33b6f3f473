"""The logs of the house that are chained: how each is read, and what is wrong with it.

A log of a new kind is chained as ``accounts.chains`` says, and named in ``LEDGERS``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from fodfaeste.accounts import access, chains
from fodfaeste.accounts.chains import Broken
from fodfaeste.accounts.models import AccessLog, Listed, Organisation, User
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases.beside import broken_covers
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.verifying import verify_logs

Found = Iterator[tuple[Any, Broken]]


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a log. Whoever has it can tell later whether all that was there is there
    still. ``ledger``: which kind of log; ``key``: whose."""

    ledger: str
    key: str
    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.ledger} {self.key} {self.seq} {self.hash}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A kind of log. ``lines``: its table, with a chain for each ``owner``, which is the name of
    the column that refers to a row of ``owners``. ``shown``: columns that tell a person which
    line is meant; nothing personal. ``broken``: reads all of it, and gives what is wrong."""

    name: str
    lines: type[models.Model]
    owners: type[models.Model]
    owner: str
    shown: tuple[str, ...]
    broken: Callable[[], Found]

    def heads(self) -> Iterator[Head]:
        """The last line of every log, in the order of their keys."""
        last = _all(self.lines).filter(**{self.owner: OuterRef("pk")}).order_by("-seq")
        found = _all(self.owners).annotate(
            last_seq=Subquery(last.values("seq")[:1]), last_hash=Subquery(last.values("hash")[:1])
        )
        rows = found.filter(last_seq__isnull=False).order_by("pk")
        for key, seq, hash_ in rows.values_list("pk", "last_seq", "last_hash").iterator():
            yield Head(self.name, str(key), seq, hash_)

    def broken_since(self, heads: Sequence[Head]) -> Iterator[tuple[str, Broken]]:
        """What of a few heads taken earlier is there no more, or is another line now: ``gone`` (the
        whole log), ``cut_off`` (its end), ``rewritten``. ``seq``: the first line that is missing,
        or the one that was the last."""
        keys, seqs = {head.key for head in heads}, {head.seq for head in heads}
        lines = _all(self.lines).filter(**{f"{self.owner}__in": keys})
        same = lines.filter(seq__in=seqs).values_list(self.owner, "seq", "hash")
        there = {(str(key), seq): hash_ for key, seq, hash_ in same}
        last = lines.order_by(self.owner).values_list(self.owner).annotate(models.Max("seq"))
        reaches = {str(key): seq for key, seq in last}
        for head in heads:
            if head.key not in reaches:
                yield head.key, Broken(1, "gone")
            elif (head.key, head.seq) not in there:
                yield head.key, Broken(min(reaches[head.key] + 1, head.seq), "cut_off")
            elif there[head.key, head.seq] != head.hash:
                yield head.key, Broken(head.seq, "rewritten")

    def line(self, key: str, seq: int) -> str:
        """Which line it is, in the log's own codes; empty if it is not there."""
        found = _all(self.lines).filter(**{self.owner: key, "seq": seq})
        row = found.values_list(*self.shown).first()
        return " ".join(str(value) for value in row) if row else ""


def _all(model: type[models.Model]) -> "models.QuerySet[Any]":
    """Every row: a check asks for nobody in particular."""
    return model._default_manager.all()


def _cases() -> Found:
    yield from verify_logs()


def _look_ups() -> Found:
    yield from _linked(AccessLog, "user_id", AccessLog.SAID)
    rows = Listed.objects.order_by("people", "case_id").values_list("people", "case_id")
    for people, listed in groupby(rows.iterator(), key=lambda row: row[0]):
        if access.digest_of(case_id for _, case_id in listed) != people:
            yield from _lists(AccessLog.objects.filter(people=people))
    names = Listed.objects.filter(people=OuterRef("people"))
    yield from _lists(AccessLog.objects.exclude(people="").filter(~Exists(names)))


def _lists(lines: "models.QuerySet[AccessLog]") -> Found:
    """The first line of each list whose names are not those that were written."""
    told = set()
    for key, seq, people in lines.order_by("pk").values_list("user_id", "seq", "people").iterator():
        if people not in told:
            told.add(people)
            yield key, Broken(seq, "list_changed")


def _organisations() -> Found:
    yield from _linked(OrganisationEvent, "organisation_id", OrganisationEvent.SAID)
    yield from broken_covers()


def _linked(model: type[models.Model], owner: str, said: Sequence[str]) -> Found:
    rows = _all(model).order_by(owner, "seq").values(*said, "hash").iterator(chunk_size=2000)
    for key, log in groupby(rows, key=lambda row: row[owner]):
        for broken in chains.broken_links(said, log):
            yield key, broken


LEDGERS: tuple[Ledger, ...] = (
    Ledger("case", LogEntry, Case, "case_id", ("type", "on"), _cases),
    Ledger("access", AccessLog, User, "user_id", ("act", "at"), _look_ups),
    Ledger(
        "organisation",
        OrganisationEvent,
        Organisation,
        "organisation_id",
        ("type", "at"),
        _organisations,
    ),
)
