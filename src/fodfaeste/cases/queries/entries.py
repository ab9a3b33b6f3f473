"""A case's log with all that it says, personal text included, for its page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fodfaeste.cases import crypto
from fodfaeste.cases.models import LogEntry, LogText, TextKind, event_id
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.results import EntryView
from fodfaeste.cases.rows import FACTS_RECORDED, FILE_ADDED, Row
from fodfaeste.cases.sight import Sight
from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.rules import Rules

_VALUES = (
    *Row._fields, "replaces", "registered_at", "registered_by_id", "registered_by__name",
    "text_digest", "text__kind", "text__erased_at",
)  # fmt: skip
_NOTHING: Mapping[str, Any] = {}
_SEALED = frozenset({"salt", "kind"})
_READERS = {"date": parse_day, "period": parse_period}


@dataclass(frozen=True, slots=True)
class Entries:
    """The lines of a log, oldest first, and the personal text of each by its number.
    ``withheld``: the numbers of those whose text is not for the asker to read."""

    lines: tuple[dict[str, Any], ...]
    texts: Mapping[int, Mapping[str, Any]]
    withheld: frozenset[int] = frozenset()

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
            text_kind=line["text__kind"] or TextKind.ORDINARY,
            withheld=line["seq"] in self.withheld,
            scores=text.get("scores", _NOTHING),
        )


def read_entries(case_id: UUID, sight: Sight) -> Entries:
    """What ``sight`` shows of the log of a case: two questions to the database, which gives no
    text that is not for the asker. Without registrations there is nothing."""
    if not sight.sees(Kind.REGISTRATIONS):
        return Entries((), {})
    found = LogEntry.unrestricted.filter(case=case_id).order_by("seq").values(*_VALUES)
    opened = {seq: _opened(cipher) for seq, cipher in _texts(case_id, sight)}
    lines = tuple(line for line in found if _is_told(line, opened, sight))
    texts = {line["seq"]: opened.get(line["seq"], _NOTHING) for line in lines}
    return Entries(lines, texts, _withheld(lines, opened) if sight.author_id else frozenset())


def _is_told(line: Mapping[str, Any], opened: Mapping[int, Any], sight: Sight) -> bool:
    """A receiver is not told that there is a document which they do not read."""
    return line["type"] != FILE_ADDED or sight.author_id is not None or line["seq"] in opened


def _texts(case_id: UUID, sight: Sight) -> "QuerySet[LogText, Any]":
    readable = Q(kind__in=sight.texts)
    if sight.author_id is not None:
        readable |= Q(entry__registered_by=sight.author_id)
    found = LogText.unrestricted.filter(readable, entry__case=case_id)
    return found.values_list("entry__seq", "ciphertext")


def _withheld(lines: Iterable[Mapping[str, Any]], opened: Mapping[int, Any]) -> frozenset[int]:
    """Colleagues learn that there is a text which they do not read; a receiver does not."""
    return frozenset(
        line["seq"]
        for line in lines
        if line["text_digest"] and not line["text__erased_at"] and line["seq"] not in opened
    )


def _opened(ciphertext: str | None) -> Mapping[str, Any]:
    if not ciphertext:
        return _NOTHING
    return {
        name: part for name, part in crypto.decrypt_map(ciphertext).items() if name not in _SEALED
    }


def _told(line: Mapping[str, Any], text: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The attributes that are known: those in clear, and the personal ones not erased."""
    personal = text.get("facts" if line["type"] == FACTS_RECORDED else "attributes", _NOTHING)
    for name, value in {**line["attributes"], **personal}.items():
        if value is not None:
            yield name, value


def _as_it_is(value: Any) -> Any:
    return value
