"""``fodfaeste programme list | show | check | calendar``."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from fodfaeste import words
from fodfaeste.commands.evaluating import BAD_INPUT, print_faults
from fodfaeste.commands.tables import print_heading, print_table, print_text
from fodfaeste.core.calendar import what_if
from fodfaeste.core.dates import as_date, parse_day
from fodfaeste.core.explaining import reason
from fodfaeste.core.faults import Fault, Refused, shown
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue

Json = dict[str, Any]

LABELS = {
    "da": {
        "id": "Id", "version": "Version", "name": "Navn", "variants": "Varianter",
        "clause": "Klausul", "what": "Hvad", "rule": "Regel",
        "owner": "Hvem", "due": "Frist", "why": "Hvorfor",
        "target_group": "Målgruppe", "phases": "Faser", "requirements": "Krav", "breaches": "Brud",
        "outcomes": "Resultater", "entitlements": "Udbetaling", "share": "Andel",
        "usual": "som regel", "must": "skal", "strength": "Styrke", "good": "{path}: i orden",
        "none": "ingen frist",
    },
    "en": {
        "id": "Id", "version": "Version", "name": "Name", "variants": "Variants",
        "clause": "Clause", "what": "What", "rule": "Rule",
        "owner": "Who", "due": "Due", "why": "Why",
        "target_group": "Target group", "phases": "Phases", "requirements": "Requirements",
        "breaches": "Breaches", "outcomes": "Outcomes", "entitlements": "Payment", "share": "Share",
        "usual": "as a rule", "must": "must", "strength": "Strength", "good": "{path}: in order",
        "none": "no deadline",
    },
}  # fmt: skip


def _answering(answer: Callable[[], int], language: str | None) -> int:
    """Runs a command and tells what is refused on standard error."""
    try:
        return answer()
    except catalogue.UnknownProgramme as unknown:
        known = ", ".join(catalogue.programme_ids())
        fault = Fault("", "unknown_programme", {"value": shown(str(unknown)), "known": known})
        refused: Refused | catalogue.FaultyFile = Refused([fault])
    except (Refused, catalogue.FaultyFile) as error:
        refused = error
    print_faults(refused, language)
    return BAD_INPUT


def list_all(*, language: str | None, as_json: bool) -> int:
    """Lists every programme with its versions, names and variants."""

    def answer() -> int:
        rows = [_listed(rules, language or "da") for rules in _all_versions()]
        if as_json:
            return _print_json(rows)
        keys = ("id", "version", "name", "variants")
        print_table(_labels(keys, language), [[row[key] for key in keys] for row in rows])
        return 0

    return _answering(answer, language)


def _all_versions() -> list[Rules]:
    return [rules for name in catalogue.programme_ids() for rules in catalogue.versions(name)]


def _listed(rules: Rules, language: str) -> Json:
    programme = rules.programme
    return {
        "id": programme.programme,
        "version": str(programme.version),
        "name": programme.name[language],
        "variants": ", ".join(variant.id for variant in programme.variants),
    }


def show(name: str, *, language: str | None, as_json: bool) -> int:
    """Shows a programme's rules in words, each with its clause."""

    def answer() -> int:
        rules = catalogue.named(name)[-1]
        shown_as = _sections(rules, language or "da")
        if as_json:
            return _print_json({**_listed(rules, language or "da"), **shown_as})
        _print_programme(rules, shown_as, language or "da")
        return 0

    return _answering(answer, language)


def _sections(rules: Rules, language: str) -> dict[str, list[Json]]:
    programme = rules.programme
    sections: dict[str, list[Json]] = {
        "target_group": [
            {"clause": c.clause, "id": c.id, "what": c.says[language]}
            for c in programme.target_group
        ],
        "phases": [
            {"clause": p.clause, "id": p.id, "what": p.name[language]} for p in programme.phases
        ],
        "requirements": [
            {
                "clause": r.clause,
                "id": r.id,
                "what": r.name[language],
                "rule": r.rule[language],
                "owner": rules.terms.roles[r.owner].name[language],
                "strength": LABELS[language][r.strength],
            }
            for r in programme.requirements
        ],
        "breaches": [
            {"clause": b.clause, "id": b.id, "what": b.name[language], "rule": b.rule[language]}
            for b in programme.breaches
        ],
        "outcomes": [
            {"clause": o.clause, "id": o.id, "what": o.name[language]} for o in programme.outcomes
        ],
    }
    if programme.settlement:
        sections["entitlements"] = [
            {"clause": e.clause, "id": e.requirement, "share": e.share}
            for e in programme.settlement.entitlements
        ]
    return sections


def _print_programme(rules: Rules, sections: dict[str, list[Json]], language: str) -> None:
    programme = rules.programme
    print_heading(f"{programme.name[language]} ({programme.programme}, {programme.version})")
    print_text(programme.about[language])
    for name, rows in sections.items():
        if rows:
            print_heading(LABELS[language][name])
            keys = list(rows[0])
            cells = [[row[key] or "" for key in keys] for row in rows]
            print_table(_labels(keys, language), cells)


def check(path: str, *, language: str | None, as_json: bool) -> int:
    """Checks a programme file and tells every mistake with its line and remedy."""
    try:
        catalogue.load(path)
    except catalogue.FaultyFile as faulty:
        return _tell_mistakes(faulty, path, language, as_json)
    if as_json:
        return _print_json({"file": path, "mistakes": []})
    print_text(LABELS[language or "da"]["good"].format(path=path))
    return 0


def _tell_mistakes(
    faulty: catalogue.FaultyFile, path: str, language: str | None, as_json: bool
) -> int:
    spoken = language or ("en" if as_json else "da")
    if as_json:
        mistakes = [
            {
                "line": line,
                "place": one.place,
                "code": one.code,
                "text": words.fault_text(one, spoken),
            }
            for line, one in faulty.faults
        ]
        _print_json({"file": path, "mistakes": mistakes})
    for line, one in faulty.faults:
        print(f"{path}:{line}: {words.fault_line(one, spoken)}", file=sys.stderr)
    return BAD_INPUT


def calendar(
    name: str, *, variant: str | None, start: str, language: str | None, as_json: bool
) -> int:
    """Shows when everything would fall due for a citizen who starts on a day."""

    def answer() -> int:
        rules = catalogue.named(name)[-1]
        rows = _calendar(rules, variant, _start(rules, variant, start), language or "da")
        if as_json:
            return _print_json(rows)
        keys = ("due", "what", "owner", "why")
        cells = [[row[key] or LABELS[language or "da"]["none"] for key in keys] for row in rows]
        print_table(_labels(keys, language), cells)
        return 0

    return _answering(answer, language)


def _start(rules: Rules, variant: str | None, start: str) -> int:
    """The first day; a fault for a day or a variant that there is not."""
    day = parse_day(start)
    faults = [] if day else [Fault("--start", "not_a_date", {"value": shown(start)})]
    known = [one.id for one in rules.programme.variants]
    if variant is not None and variant not in known:
        values = {"value": shown(variant), "known": ", ".join(known) or "–"}
        faults.append(Fault("--variant", "unknown_variant", values))
    if day is None or faults:
        raise Refused(faults)
    return day


def _calendar(rules: Rules, variant: str | None, start: int, language: str) -> list[Json]:
    log, duties = what_if(rules, variant, start)
    duties.sort(key=lambda duty: (duty.due is None, duty.due or 0))
    return [
        {
            "due": str(as_date(duty.due)) if duty.due is not None else None,
            "id": duty.rule.id,
            "instance": duty.number,
            "what": duty.rule.name[language],
            "owner": rules.terms.roles[duty.rule.owner].name[language],
            "why": str(words.why(reason(rules, log, duty), rules, duty.rule.id, language)),
        }
        for duty in duties
    ]


def _labels(keys: Sequence[str], language: str | None) -> list[str]:
    return [LABELS[language or "da"][key] for key in keys]


def _print_json(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return 0
