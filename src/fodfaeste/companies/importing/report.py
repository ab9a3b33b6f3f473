"""What became of every row, kept as plain data: codes, which are put into words where shown."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fodfaeste.cases import crypto
from fodfaeste.companies.importing.judging import ADDED, MERGED, REFUSED, SAME, Judged
from fodfaeste.core.faults import Fault

OUTCOMES = (REFUSED, ADDED, MERGED, SAME)


def sealed(judged: Sequence[Judged], unknown: Sequence[str]) -> str:
    """The report, encrypted: the name of a one-man business is that of a person."""
    return crypto.encrypt(json.dumps({"unknown": unknown, "rows": [*map(_row, judged)]}))


def opened(token: str) -> tuple[Sequence[Judged], Sequence[str]]:
    """The rows, and the columns that were passed over."""
    found = json.loads(crypto.decrypt(token))
    return [_judged(row) for row in found["rows"]], found["unknown"]


def counts(judged: Sequence[Judged]) -> Mapping[str, int]:
    """Of how many rows what becomes."""
    found = Counter(one.outcome for one in judged)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def _row(one: Judged) -> list[Any]:
    faults = [[fault.place, fault.code, dict(fault.values)] for fault in one.faults]
    return [one.number, one.outcome, one.name, one.cvr, faults, one.with_row]


def _judged(row: Sequence[Any]) -> Judged:
    number, outcome, name, cvr, faults, with_row = row
    return Judged(
        number=number,
        outcome=outcome,
        name=name,
        cvr=cvr,
        faults=tuple(Fault(*fault) for fault in faults),
        with_row=with_row,
    )
