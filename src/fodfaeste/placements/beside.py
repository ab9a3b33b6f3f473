"""Whether placements, agreements, signatures and what stands elsewhere are what the logs of their
cases say. For ``fodfaeste verify``: a few questions for many cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken

from fodfaeste.accounts.chains import Broken
from fodfaeste.cases import chain, crypto, rows
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.services.erasing import CASE_ERASED
from fodfaeste.placements.following import (
    AGREEMENTS,
    TELLING,
    link_of,
    placements_of,
    said,
    standing_of,
    standings,
)
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Placement, Signature

READ = TELLING | {rows.AGREEMENT_SIGNED, rows.RECORD_CHANGED, CASE_ERASED}

Lines = Sequence[LogEntry]


def broken_placements(case_ids: Sequence[UUID]) -> Iterator[tuple[UUID, Broken]]:
    """``placement_unlogged``, ``placement_missing``, ``placement_changed`` (a row says other days,
    another beginning or end than the log); ``agreement_…`` (another text, other hours or days than
    were agreed), ``signature_…`` and ``record_…`` likewise."""
    logs = _logs(case_ids)
    placements = placements_of(case_ids)
    of_cases = {"placement__case__in": list(case_ids)}
    versions = AgreementVersion.unrestricted.filter(**of_cases).select_related("placement")
    signatures = Signature.unrestricted.filter(version__placement__case__in=list(case_ids))
    records = ExternalRecord.unrestricted.filter(**of_cases).select_related("placement")
    by_version, signed, recorded = (
        _by_case(versions, lambda one: one.placement),
        _by_case(
            signatures.select_related("version__placement"), lambda one: one.version.placement
        ),
        _by_case(records, lambda one: one.placement),
    )
    for case_id in dict.fromkeys([*logs, *placements]):
        log = logs.get(case_id, [])
        found = (
            _placements(log, placements.get(case_id, [])),
            _agreements(log, by_version.get(case_id, [])),
            _signatures(log, signed.get(case_id, [])),
            _records(log, recorded.get(case_id, [])),
        )
        yield from ((case_id, broken) for part in found for broken in part)


def _logs(case_ids: Sequence[UUID]) -> dict[UUID, list[LogEntry]]:
    """The lines of those cases in which anything was agreed."""
    agreed = LogEntry.unrestricted.filter(case__in=list(case_ids), type__in=AGREEMENTS)
    found = LogEntry.unrestricted.filter(case__in=agreed.values("case"), type__in=READ)
    logs: dict[UUID, list[LogEntry]] = {}
    for line in found.order_by("case", "seq"):
        logs.setdefault(line.case_id, []).append(line)
    return logs


def _by_case(found: Iterable[Any], placement: Any) -> dict[UUID, list[Any]]:
    by_case: dict[UUID, list[Any]] = {}
    for row in found:
        by_case.setdefault(placement(row).case_id, []).append(row)
    return by_case


def _placements(log: Lines, there: Sequence[Placement]) -> Iterator[Broken]:
    made = {line.attributes["placement"]: line for line in _of(log, rows.AGREEMENT_MADE)}
    known = standings(map(link_of, there), [said(line) for line in log])
    for row in there:
        standing = known.get(str(row.pk))
        if standing is None:
            yield Broken(row.entry.seq, "placement_unlogged")
        elif standing != standing_of(row):
            yield Broken(made[str(row.pk)].seq, "placement_changed")
    gone = made.keys() - {str(row.pk) for row in there}
    yield from (Broken(made[name].seq, "placement_missing") for name in gone)


def _agreements(log: Lines, there: Sequence[AgreementVersion]) -> Iterator[Broken]:
    told = {(line.attributes["placement"], line.attributes["agreement"]): line
            for line in _of(log, *AGREEMENTS)}  # fmt: skip
    rows_ = {(str(row.placement_id), row.number): row for row in there}
    is_erased = bool(_of(log, CASE_ERASED))
    yield from _compared("agreement", told, rows_, partial(_is_as_agreed, is_erased=is_erased))


def _signatures(log: Lines, there: Sequence[Signature]) -> Iterator[Broken]:
    told = {_party(line.attributes): line for line in _of(log, rows.AGREEMENT_SIGNED)}
    rows_ = {(str(row.version.placement_id), row.version.number, row.party): row for row in there}
    is_erased = bool(_of(log, CASE_ERASED))
    yield from _compared("signature", told, rows_, partial(_is_as_signed, is_erased=is_erased))


def _party(told: Mapping[str, Any]) -> tuple[str, int, str]:
    return told["placement"], told["agreement"], told["party"]


def _is_as_agreed(row: AgreementVersion, line: LogEntry, *, is_erased: bool) -> bool:
    said = line.attributes
    known = (row.since.isoformat(), row.until.isoformat() if row.until else None)
    is_same = known == (said["since"], said.get("until"))
    is_same = is_same and (row.hours, row.week) == (said["hours"], said["week"])
    return is_same and _is_as_written(row.details, said["digest"], is_erased=is_erased)


def _is_as_signed(row: Signature, line: LogEntry, *, is_erased: bool) -> bool:
    said = line.attributes
    is_same = (row.on, row.way, row.on_behalf) == (line.on, said["way"], said["on_behalf"])
    return is_same and _is_as_written(row.details, said["digest"], is_erased=is_erased)


def _is_as_written(content: str, digest: str, *, is_erased: bool) -> bool:
    """Whether the encrypted text is the one of which the log has the digest; once the case was
    erased, that none is there."""
    try:
        found = crypto.decrypt_map(content)
    except (InvalidToken, ValueError):
        return False
    return not found if is_erased else chain.digest_of(found) == digest


def _records(log: Lines, there: Sequence[ExternalRecord]) -> Iterator[Broken]:
    told = {(line.attributes["placement"], line.attributes["system"]): line
            for line in _of(log, rows.RECORD_CHANGED)}  # fmt: skip
    rows_ = {(str(row.placement_id), row.system): row for row in there}
    yield from _compared("record", told, rows_, _is_as_recorded)


def _is_as_recorded(row: ExternalRecord, line: LogEntry) -> bool:
    return bool(row.state == line.attributes["state"])


def _compared(
    what: str, told: Mapping[Any, LogEntry], there: Mapping[Any, Any], is_same: Any
) -> Iterator[Broken]:
    for key, line in told.items():
        if key not in there:
            yield Broken(line.seq, f"{what}_missing")
        elif not is_same(there[key], line):
            yield Broken(line.seq, f"{what}_changed")
    yield from (Broken(1, f"{what}_unlogged") for key in there.keys() - told.keys())


def _of(log: Lines, *types: str) -> list[LogEntry]:
    return [line for line in log if line.type in types]
