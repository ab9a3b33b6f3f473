"""The exchange format: a case in as JSON, its evaluation out; a project in, its statement out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fodfaeste import words
from fodfaeste.core.dates import as_date, parse_day
from fodfaeste.core.evaluation import Evaluation, Instance, evaluate
from fodfaeste.core.events import Case, read_case
from fodfaeste.core.explaining import criterion_reason, reason
from fodfaeste.core.faults import Fault, Faults, Refused, below, shown
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue

Json = dict[str, Any]


class _Repeated(dict[str, Any]):
    """An object in which a key stood more than once."""

    keys_repeated: Sequence[str] = ()


class _Objects:
    """Makes the objects of one JSON text, and notes whether any of them repeats a key."""

    found_repeated = False

    def make(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.found_repeated = True
        marked, names = _Repeated(found), [key for key, _ in pairs]
        marked.keys_repeated = [key for n, key in enumerate(names) if key in names[:n]]
        return marked


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def parse_json(text: str | bytes) -> Any:
    """The value in ``text``. Raises ``Refused`` if it is not JSON or a key is repeated."""
    objects, faults = _Objects(), Faults()
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=objects.make, parse_constant=_no_constant)
        if objects.found_repeated:
            _find_repeated(value, "", faults)
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        why = "nested too deeply" if deep else " ".join(str(error).split())
        raise Refused([Fault("", "not_json", {"why": why})]) from error
    faults.refuse_if_any()
    return value


def _find_repeated(value: Any, place: str, faults: Faults) -> None:
    if isinstance(value, _Repeated):
        for key in value.keys_repeated:
            faults.add(below(place, key), "repeated_key", key=shown(key))
    for key, inner in _parts(value):
        if isinstance(inner, dict | list):
            _find_repeated(inner, below(place, key), faults)


def _parts(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value)


class Question(NamedTuple):
    """A case, the rules that it is to be read by, and the day."""

    rules: Rules
    case: Case
    on: int


def read_question(data: Any, on: Any, *, on_place: str) -> Question:
    """A case as given and the day asked about. Raises ``Refused`` with every fault.

    A faulty programme file raises ``catalogue.FaultyFile``.
    """
    faults = Faults()
    day = read_day(on, on_place, faults)
    if not isinstance(data, dict):
        faults.add("", "not_a_map", value=shown(data))
        raise Refused(faults.found)
    found = read_programme_name(data, faults)
    case = _read_case(data, found, faults)
    faults.refuse_if_any()
    assert case is not None and day is not None
    return Question(catalogue.version_for(found, case, day), case, day)


def _read_case(data: Json, found: Sequence[Rules], faults: Faults) -> Case | None:
    if not found:
        return None
    try:
        return read_case(data, found[-1].terms)
    except Refused as refused:
        faults.found += refused.faults
        return None


def read_day(value: Any, place: str, faults: Faults) -> int | None:
    """A day as ``YYYY-MM-DD``, or None with a fault at ``place``."""
    day = parse_day(value)
    if day is None:
        faults.add(place, "not_a_date", value=shown(value))
    return day


def read_programme_name(data: Json, faults: Faults) -> Sequence[Rules]:
    """The versions of the programme that ``data`` names by id or path; none, with a fault."""
    name = data.get("programme")
    if "programme" not in data:
        faults.add("programme", "missing")
    elif not isinstance(name, str) or not name:
        faults.add("programme", "not_text", value=shown(name))
    else:
        try:
            return catalogue.named(name)
        except catalogue.UnknownProgramme:
            known = ", ".join(catalogue.programme_ids())
            faults.add("programme", "unknown_programme", value=shown(name), known=known)
    return ()


def evaluation_of(question: Question, language: str) -> Json:
    """The evaluation as the exchange format has it, with its reasons in ``language``."""
    found = evaluate(question.rules, question.case, question.on)
    phase = found.phase
    return {
        "programme": question.rules.programme.programme,
        "version": str(question.rules.programme.version),
        "variant": found.variant,
        "on": _iso(question.on),
        "eligibility": _eligibility(found, language),
        "phase": phase.phase.id if phase else None,
        "phases": [
            {"id": span.phase.id, "starts_on": _iso(span.first), "ends_on": _iso(span.last)}
            for span in found.phases
        ],
        "requirements": [_instance(found, one, language) for one in found.requirements],
        "breaches": [
            {
                "id": one.rule.id,
                "on": _iso(one.day),
                "strength": one.rule.strength,
                "clause": one.rule.clause,
                "because": words.breach_because(one, language),
            }
            for one in found.breaches
        ],
        "entitlements": [
            {"id": one.entitlement.requirement, "share": one.entitlement.share, "on": _iso(one.day)}
            for one in found.entitlements
        ],
        "outcomes": [{"id": one.outcome.id, "on": _iso(one.day)} for one in found.outcomes],
    }


def _eligibility(found: Evaluation, language: str) -> Json:
    facts = dict(found.log.facts)
    day = found.eligibility.day
    criteria = [
        {
            "id": one.criterion.id,
            "verdict": one.verdict,
            "clause": one.criterion.clause,
            "because": words.criterion_because(
                one, criterion_reason(one, facts, day), found.rules, language
            ),
        }
        for one in found.eligibility.criteria
    ]
    return {"verdict": found.eligibility.verdict, "criteria": criteria}


def _instance(found: Evaluation, one: Instance, language: str) -> Json:
    why = reason(found.rules, found.log, one.duty)
    return {
        "id": one.rule.id,
        "instance": one.duty.number,
        "due_on": _iso(one.duty.due),
        "met_on": _iso(one.duty.met),
        "state": one.state,
        "strength": one.rule.strength,
        "owner": one.rule.owner,
        "clause": one.rule.clause,
        "because": words.because(one, why, found.rules, language),
    }


def _iso(day: int | None) -> str | None:
    found = as_date(day)
    return found.isoformat() if found else None


def refusal_lines(refused: Refused | catalogue.FaultyFile, language: str) -> list[str]:
    """Every fault on a line of its own, with its place."""
    if isinstance(refused, Refused):
        return [words.fault_line(fault, language) for fault in refused.faults]
    return [
        f"{refused.path}:{line}: {words.fault_line(fault, language)}"
        for line, fault in refused.faults
    ]


LINE_KEYS = ("case", "on")


def answer_line(text: str | bytes, language: str, fault_language: str) -> Json:
    """One line of a stream: its evaluation, or its ``errors``."""
    try:
        if not text.strip():
            raise Refused([Fault("", "empty_line")])
        data = parse_json(text)
        _check_line(data)
        return evaluation_of(read_question(data["case"], data["on"], on_place="on"), language)
    except (Refused, catalogue.FaultyFile) as refused:
        return {"errors": refusal_lines(refused, fault_language)}


def _check_line(data: Any) -> None:
    faults = Faults()
    if not isinstance(data, dict):
        faults.add("", "not_a_map", value=shown(data))
    else:
        check_keys(data, LINE_KEYS, faults)
    faults.refuse_if_any()


def check_keys(
    data: Mapping[str, Any],
    required: Sequence[str],
    faults: Faults,
    *,
    optional: Sequence[str] = (),
) -> None:
    """A fault for each key that is not known, and for each required one that is missing."""
    known = (*required, *optional)
    for key in data:
        if key not in known:
            faults.add(key, "unknown_key", key=key, known=", ".join(known))
    for key in required:
        if key not in data:
            faults.add(key, "missing")
