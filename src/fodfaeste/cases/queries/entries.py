"""A case's log with all that it says, personal text included, for its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fodfaeste.cases import crypto
from fodfaeste.cases.models import LogEntry, event_id
from fodfaeste.cases.queries.results import EntryView
from fodfaeste.cases.rows import FACTS_RECORDED, Row
from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.rules import Rules

_VALUES = (
    *Row._fields, "replaces", "registered_at", "registered_by_id", "registered_by__name",
    "text_digest", "text__ciphertext", "text__erased_at",
)  # fmt: skip
_NOTHING: Mapping[str, Any] = {}
_READERS = {"date": parse_day, "period": parse_period}


@dataclass(frozen=True, slots=True)
class Entries:
    """The lines of a log, oldest first, and the personal text of each by its number."""

    lines: tuple[dict[str, Any], ...]
    texts: Mapping[int, Mapping[str, Any]]

    @property
    def rows(self) -> list[Row]:
        """The lines as the rules read them."""
        return [Row(*(line[name] for name in Row._fields)) for line in self.lines]

    def facts(self) -> dict[str, Any]:
        """The facts recorded, later ones before earlier ones, without those taken back."""
        found: dict[str, Any] = {}
        for line in self.lines:
            found |= self.texts[line["seq"]].get("facts", _NOTHING)
        return {name: value for name, value in found.items() if value is not None}

    def facts_for(self, rules: Rules, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts as the core wants them; those that a version does not know are left out."""
        known = rules.terms.facts
        return {
            name: _READERS.get(known[name].type, _as_it_is)(value)
            for name, value in facts.items()
            if name in known
        }

    def views(self) -> tuple[EntryView, ...]:
        """The lines as a screen shows them, newest first."""
        corrected = {
            line["attributes"]["of"]: event_id(line["seq"])
            for line in self.lines
            if line["type"] == CORRECTION
        }
        replaced = {
            line["replaces"]: event_id(line["seq"]) for line in self.lines if line["replaces"]
        }
        return tuple(
            self._view(line, corrected.get(event_id(line["seq"])), replaced.get(line["seq"]))
            for line in reversed(self.lines)
        )

    def _view(
        self, line: Mapping[str, Any], corrected_by: str | None, replaced_by: str | None
    ) -> EntryView:
        text = self.texts[line["seq"]]
        return EntryView(
            id=event_id(line["seq"]),
            seq=line["seq"],
            kind=line["kind"],
            type=line["type"],
            on=line["on"],
            by_role=line["by_role"],
            present=tuple(line["present"]),
            attributes=dict(_told(line, text)),
            note=text.get("note", ""),
            answers=text.get("answers", _NOTHING),
            author=line["registered_by__name"],
            author_id=line["registered_by_id"],
            registered_at=line["registered_at"],
            corrected_by=corrected_by,
            replaced_by=replaced_by,
            replaces=event_id(line["replaces"]) if line["replaces"] else None,
            has_text=bool(text),
            erased_at=line["text__erased_at"],
        )


def read_entries(case_id: UUID) -> Entries:
    """The log of a case: one question to the database."""
    found = LogEntry.unrestricted.filter(case=case_id).order_by("seq").values(*_VALUES)
    lines = tuple(found)
    return Entries(lines, {line["seq"]: _opened(line["text__ciphertext"]) for line in lines})


def _opened(ciphertext: str | None) -> Mapping[str, Any]:
    if not ciphertext:
        return _NOTHING
    return {name: part for name, part in crypto.decrypt_map(ciphertext).items() if name != "salt"}


def _told(line: Mapping[str, Any], text: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The attributes that are known: those in clear, and the personal ones not erased."""
    personal = text.get("facts" if line["type"] == FACTS_RECORDED else "attributes", _NOTHING)
    for name, value in {**line["attributes"], **personal}.items():
        if value is not None:
            yield name, value


def _as_it_is(value: Any) -> Any:
    return value
