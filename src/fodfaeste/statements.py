"""Model projects and their statements in the exchange format."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from fodfaeste.core.dates import as_date
from fodfaeste.core.events import CASE_KEYS, read_case
from fodfaeste.core.faults import Faults, Refused, below, shown
from fodfaeste.core.rules import Rules
from fodfaeste.core.settlement import (
    Line,
    Participant,
    Project,
    Quarter,
    Statement,
    settle,
)
from fodfaeste.exchange import Json, check_keys, read_day, read_programme_name
from fodfaeste.programmes import catalogue

_QUARTER = re.compile(r"(\d{4})Q([1-4])\Z", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,18}(\.\d{1,9})?\Z", re.ASCII)
REQUIRED = ("project", "programme", "grant", "planned_participants", "started_on", "cases")
OPTIONAL = ("statements",)
STATEMENT_KEYS = ("quarter", "lines", "amount")
LINE_KEYS = ("case", "entitlement", "on", "share", "amount")
_NO_LINE = Line(None, "", 1, Decimal(0), Decimal(0))


def parse_quarter(text: Any) -> Quarter | None:
    """The quarter written as ``2026Q2``; None if ``text`` is anything else."""
    found = _QUARTER.match(text) if isinstance(text, str) else None
    return Quarter(int(found[1]), int(found[2])) if found and int(found[1]) else None


def statement_of(data: Any, quarter: str) -> Json:
    """The statement of the project in ``data``. Raises ``Refused`` with every fault."""
    faults = Faults()
    asked = parse_quarter(quarter)
    if asked is None:
        faults.add("--quarter", "quarter", value=shown(quarter))
    project = _project(data, asked, faults)
    faults.refuse_if_any()
    assert project is not None and asked is not None
    return _written(data, settle(project, asked), project.statements)


def _project(data: Any, asked: Quarter | None, faults: Faults) -> Project | None:
    if not isinstance(data, dict):
        faults.add("", "not_a_map", value=shown(data))
        return None
    check_keys(data, REQUIRED, faults, optional=OPTIONAL)
    _text(data.get("project"), "project", faults, given="project" in data)
    grant = _grant(data.get("grant"), faults) if "grant" in data else Fraction(0)
    planned = _planned(data.get("planned_participants"), faults, "planned_participants" in data)
    started = read_day(data["started_on"], "started_on", faults) if "started_on" in data else None
    found = read_programme_name(data, faults) if "programme" in data else ()
    rules = catalogue.in_force(found, started or 1) if found else None
    if rules and rules.programme.settlement is None:
        faults.add("programme", "no_settlement", value=shown(data["programme"]))
    participants = _participants(data.get("cases", []), found, asked, faults)
    statements = _statements(data, asked, faults)
    if faults.found or rules is None or rules.programme.settlement is None or started is None:
        return None
    return Project(grant, planned, started, rules.programme.settlement, participants, statements)


def _text(value: Any, place: str, faults: Faults, *, given: bool = True) -> None:
    if given and (not isinstance(value, str) or not value):
        faults.add(place, "not_text", value=shown(value))


def _amount(value: Any, place: str, faults: Faults) -> Decimal:
    if isinstance(value, str) and _AMOUNT.match(value):
        return Decimal(value)
    faults.add(place, "not_an_amount", value=shown(value))
    return Decimal(0)


def _grant(value: Any, faults: Faults) -> Fraction:
    amount = _amount(value, "grant", faults)
    if amount < 0:
        faults.add("grant", "negative", value=shown(value))
    return Fraction(amount)


def _planned(value: Any, faults: Faults, given: bool) -> int:
    if not given:
        return 1
    if not isinstance(value, int) or isinstance(value, bool):
        faults.add("planned_participants", "not_a_number", value=shown(value))
        return 1
    if value < 1:
        faults.add("planned_participants", "below_one", value=value)
    return max(value, 1)


def _participants(
    rows: Any, found: Sequence[Rules], asked: Quarter | None, faults: Faults
) -> tuple[Participant, ...]:
    if not isinstance(rows, list):
        faults.add("cases", "not_a_list", value=shown(rows))
        return ()
    seen: set[str] = set()
    read = [
        _participant(row, below("cases", n), found, asked, seen, faults)
        for n, row in enumerate(rows)
    ]
    return tuple(one for one in read if one is not None)


def _participant(
    row: Any,
    place: str,
    found: Sequence[Rules],
    asked: Quarter | None,
    seen: set[str],
    faults: Faults,
) -> Participant | None:
    if not isinstance(row, dict):
        faults.add(place, "not_a_map", value=shown(row))
        return None
    name = row.get("id")
    if "id" not in row:
        faults.add(below(place, "id"), "missing")
    elif isinstance(name, str) and name in seen:
        faults.add(below(place, "id"), "repeated_case", value=shown(name))
    if isinstance(name, str):
        seen.add(name)
    if "programme" in row:
        known = ", ".join(sorted(CASE_KEYS - {"programme"}))
        faults.add(below(place, "programme"), "unknown_key", key="programme", known=known)
    if not found:
        return None
    try:
        case = read_case(row, found[-1].terms, place=place)
    except Refused as refused:
        faults.found += refused.faults
        return None
    last_day = asked.last_day if asked else 1
    return Participant(str(name), catalogue.version_for(found, case, last_day), case)


def _statements(data: Json, asked: Quarter | None, faults: Faults) -> tuple[Statement, ...]:
    rows = data.get("statements", [])
    if not isinstance(rows, list):
        faults.add("statements", "not_a_list", value=shown(rows))
        return ()
    read = [_statement(row, below("statements", n), data, faults) for n, row in enumerate(rows)]
    statements = tuple(one for one in read if one is not None)
    quarters = [one.quarter for one in statements]
    for n, (earlier, later) in enumerate(pairwise(quarters)):
        if later <= earlier:
            faults.add(
                f"statements[{n + 1}].quarter", "quarter_not_after", value=later, latest=earlier
            )
    if asked and quarters and asked <= quarters[-1]:
        faults.add("--quarter", "quarter_not_after", value=asked, latest=quarters[-1])
    return statements


def _statement(row: Any, place: str, data: Json, faults: Faults) -> Statement | None:
    if not isinstance(row, dict):
        faults.add(place, "not_a_map", value=shown(row))
        return None
    before = len(faults.found)
    if not _has_all(row, STATEMENT_KEYS, place, faults):
        return None
    quarter = parse_quarter(row.get("quarter"))
    if quarter is None:
        faults.add(below(place, "quarter"), "quarter", value=shown(row.get("quarter")))
    if "project" in row and row["project"] != data.get("project"):
        known = shown(data.get("project"))
        faults.add(
            below(place, "project"), "another_project", value=shown(row["project"]), known=known
        )
    amount = _amount(row.get("amount"), below(place, "amount"), faults)
    lines = _lines(row.get("lines"), below(place, "lines"), faults)
    if len(faults.found) > before or quarter is None:
        return None
    return Statement(quarter, lines, amount)


def _has_all(row: Json, keys: Sequence[str], place: str, faults: Faults) -> bool:
    missing = [key for key in keys if key not in row]
    for key in missing:
        faults.add(below(place, key), "missing")
    return not missing


def _lines(rows: Any, place: str, faults: Faults) -> tuple[Line, ...]:
    if not isinstance(rows, list):
        faults.add(place, "not_a_list", value=shown(rows))
        return ()
    return tuple(_line(row, below(place, n), faults) for n, row in enumerate(rows))


def _line(row: Any, place: str, faults: Faults) -> Line:
    if not isinstance(row, dict):
        faults.add(place, "not_a_map", value=shown(row))
        return _NO_LINE
    if not _has_all(row, LINE_KEYS, place, faults):
        return _NO_LINE
    case, name = row.get("case"), row.get("entitlement")
    if case is not None:
        _text(case, below(place, "case"), faults)
    _text(name, below(place, "entitlement"), faults)
    on = read_day(row.get("on"), below(place, "on"), faults)
    share = _amount(row.get("share"), below(place, "share"), faults)
    amount = _amount(row.get("amount"), below(place, "amount"), faults)
    return Line(case, str(name), on or 1, share, amount)


def _written(data: Json, statement: Statement, earlier: Sequence[Statement]) -> Json:
    before = sum((one.amount for one in earlier), Decimal("0.00"))
    return {
        "project": data["project"],
        "quarter": str(statement.quarter),
        "grant": data["grant"],
        "lines": [
            {
                "case": line.case,
                "entitlement": line.entitlement,
                "on": str(as_date(line.on)),
                "share": str(line.share),
                "amount": _money(line.amount),
            }
            for line in statement.lines
        ],
        "amount": _money(statement.amount),
        "paid_before": _money(before),
        "paid_to_date": _money(before + statement.amount),
    }


def _money(amount: Decimal) -> str:
    return f"{amount + 0:.2f}"
