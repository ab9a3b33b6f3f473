"""The lines of a case's log with all that they say, and what was corrected in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fodfaeste.accounts.chains import canonical
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.cpr import written
from fodfaeste.cases.models import Case, LogEntry, LogText, event_id
from fodfaeste.cases.services.rectifying import CITIZEN_RECTIFIED
from fodfaeste.core.events import CORRECTION
from fodfaeste.protection.subject_access.naming import IDENTITY, Namer, text_kind_name
from fodfaeste.protection.subject_access.tree import (
    Fact,
    Item,
    day_in_words,
    fact,
    in_words,
    known,
)

SEALED = frozenset({"salt", "kind"})
"""What stands in a text for the seal's sake."""
SAID_ELSEWHERE = frozenset({"attributes", "facts", "answers", "scores", "note", "before", "after"})
CHANGES = frozenset({CORRECTION, rows.TEXT_ERASED, rows.TEXT_CLASSIFIED, CITIZEN_RECTIFIED})
"""The lines by which something that was written is put right."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log and its text. ``text`` empty: there is none, or it was erased."""

    row: LogEntry
    text: Mapping[str, Any]
    kind: str
    erased_at: Any


def read(case: Case, readable: "QuerySet[LogText] | None" = None) -> list[Line]:
    """The whole log, oldest first, with all its texts or those that are ``readable``: two
    questions to the database."""
    found = LogEntry.unrestricted.filter(case=case).order_by("seq").select_related("registered_by")
    if readable is None:
        readable = LogText.unrestricted.filter(entry__case=case)
    texts = {text.pk: text for text in readable}
    return [_line(row, texts.get(row.pk)) for row in found]


def _line(row: LogEntry, text: LogText | None) -> Line:
    if text is None:
        return Line(row, {}, "", None)
    opened = crypto.decrypt_map(text.ciphertext) if text.ciphertext else {}
    told = {name: value for name, value in opened.items() if name not in SEALED}
    return Line(row, told, text.kind, text.erased_at)


# --- the log


def log(case: Case, namer: Namer) -> Iterator[Item]:
    """Every line, with all that it says."""
    lines = read(case)
    corrected = {
        line.row.attributes.get("of"): line.row.event_id
        for line in lines
        if line.row.type == CORRECTION
    }
    for line in lines:
        heading = f"{day_in_words(line.row.on)}: {namer.what(line.row.kind, line.row.type)}"
        yield Item(heading, known(*_facts(line, namer, corrected.get(line.row.event_id))))


def _facts(line: Line, namer: Namer, corrected_by: str | None) -> Iterator[Fact]:
    row = line.row
    yield fact("entry", _("Entry"), row.event_id)
    yield from _attributes(line, namer)
    yield from _texts(line, namer)
    if row.present:
        yield fact("present", _("Present"), row.present, namer.roles(row.present))
    yield fact("registered_by", _("Written by"), row.registered_by.name)
    yield fact("by_role", _("As"), row.by_role, namer.role(row.by_role))
    yield fact("registered_at", _("Written down"), row.registered_at)
    if line.text:
        yield fact("text_kind", _("Kind of text"), line.kind, text_kind_name(line.kind))
    yield fact("corrected_by", _("Corrected by entry"), corrected_by)
    if row.replaces:
        yield fact("replaces", _("In place of entry"), event_id(row.replaces))
    yield fact("erased_at", _("The text was erased"), line.erased_at)


def _attributes(line: Line, namer: Namer) -> Iterator[Fact]:
    row = line.row
    for name, value in {**row.attributes, **line.text.get("attributes", {})}.items():
        if value is not None:
            yield namer.attribute_of(row.kind, row.type, name, value)


def _texts(line: Line, namer: Namer) -> Iterator[Fact]:
    for name, value in line.text.get("facts", {}).items():
        yield namer.fact_of(name, value)
    for name, value in line.text.get("answers", {}).items():
        yield namer.answer_of(line.row.type, line.row.attributes, name, value)
    for name, value in line.text.get("scores", {}).items():
        yield fact(name, namer.indicator(name), value, _("no answer") if value is None else None)
    yield fact("note", _("Note"), line.text.get("note"))
    for moment, label in (("before", _("before")), ("after", _("after"))):
        for name, value in line.text.get(moment, {}).items():
            said = _identity_said(name, value)
            yield fact(f"{moment}_{name}", f"{IDENTITY.get(name, name)}, {label}", value, said)
    for name, value in line.text.items():
        if name not in SAID_ELSEWHERE:
            yield fact(name, name, value, _anything(value))


def _anything(value: Any) -> str | None:
    """What a later version of the system may have written: given rather than left out."""
    return None if isinstance(value, str | int | bool) else canonical(value)


# --- corrections


def corrections(case: Case, namer: Namer) -> Iterator[Item]:
    """What was put right in a case: as it was, as it is, by whom, why."""
    yield from changes(read(case), namer)


def changes(lines: list[Line], namer: Namer) -> Iterator[Item]:
    """The same, of a log that was read."""
    by_id = {line.row.event_id: line for line in lines}
    for line in lines:
        if line.row.type in CHANGES:
            heading = f"{day_in_words(line.row.on)}: {namer.what(line.row.kind, line.row.type)}"
            yield Item(heading, known(*_change(line, by_id, lines, namer)))


def _change(
    line: Line, by_id: Mapping[str, Line], lines: list[Line], namer: Namer
) -> Iterator[Fact]:
    of = by_id.get(str(line.row.attributes.get("of")))
    if of is not None:
        yield fact("of", _("Entry"), of.row.event_id)
        yield fact("was", _("It was"), _said(of, namer))
    if line.row.type == CORRECTION and of is not None:
        instead = next((one for one in lines if one.row.replaces == of.row.seq), None)
        said = _said(instead, namer) if instead else _("removed")
        yield fact("is", _("It is"), said)
    elif line.row.type == rows.TEXT_CLASSIFIED:
        yield fact("was_kind", _("Before"), text_kind_name(line.row.attributes["from"]))
        yield fact("is_kind", _("Now"), text_kind_name(line.row.attributes["to"]))
    yield from _identity(line)
    personal = line.text.get("attributes", {})
    yield fact("reason", _("Why"), line.text.get("note") or personal.get("reason"))
    yield fact("by", _("By"), line.row.registered_by.name)
    yield fact("at", _("When"), line.row.registered_at)


def _identity(line: Line) -> Iterator[Fact]:
    before, after = line.text.get("before", {}), line.text.get("after", {})
    for name in after:
        label = IDENTITY.get(name, name)
        nothing = _("not known")
        was, is_ = (_identity_said(name, part.get(name)) or nothing for part in (before, after))
        yield fact(name, label, [before.get(name), after.get(name)], f"{was} → {is_}")


def _identity_said(name: str, value: Any) -> str:
    if name == "cpr" and value:
        return written(value)
    return in_words(value)


def _said(line: Line, namer: Namer) -> str:
    """A line in a few words: its day, what it was, and what it carried."""
    row = line.row
    facts = [one.said for one in _attributes(line, namer)]
    facts += [one.said for one in _texts(line, namer)]
    if line.erased_at is not None:
        facts.append(_("text erased"))
    what = f"{day_in_words(row.on)}, {namer.what(row.kind, row.type)}"
    return "; ".join(filter(None, [what, *facts]))
