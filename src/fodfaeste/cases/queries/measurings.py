"""How a citizen has got on, as the lines of a case's log tell it to whoever reads them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from fodfaeste.cases import rows
from fodfaeste.cases.queries.results import CaseView, EntryView


class Asked(NamedTuple):
    """What was asked of whom: ``citizen`` or ``worker``, and an indicator."""

    who: str
    indicator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """A measuring. ``scores``: the answers that the asker reads, the latest of each; ``withheld``:
    those that they do not."""

    id: str
    on: date
    scores: Mapping[Asked, int] = field(default_factory=dict)
    withheld: frozenset[Asked] = frozenset()

    def answered_by(self, who: str) -> bool:
        """Whether there are answers of theirs, read or not."""
        return any(asked.who == who for asked in (*self.scores, *self.withheld))


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a worker wrote down of their belief in the citizen."""

    on: date
    author_id: int
    author: str
    scores: Mapping[str, int]
    reason: str


def measurings(view: CaseView) -> tuple[Measuring, ...]:
    """The measurings that have not been corrected away, by day."""
    in_order = sorted(view.entries, key=lambda entry: entry.seq)
    standing = [
        entry
        for entry in in_order
        if entry.type == rows.PROGRESS_MEASURED and entry.corrected_by is None
    ]
    answers = _by_measuring(in_order)
    found = [_measuring(entry, answers.get(entry.id, ())) for entry in standing]
    return tuple(sorted(found, key=lambda one: one.on))


def _by_measuring(entries: Iterable[EntryView]) -> dict[str, list[EntryView]]:
    """The answers of each measuring; of one that was corrected, what stands in its place."""
    kept = list(entries)
    replaced = {entry.id: entry.replaced_by for entry in kept if entry.replaced_by}
    found: dict[str, list[EntryView]] = {}
    for entry in kept:
        if entry.type == rows.PROGRESS_ANSWERED:
            of = str(entry.attributes.get("of"))
            while of in replaced:
                of = str(replaced[of])
            found.setdefault(of, []).append(entry)
    return found


def _measuring(event: EntryView, answers: Iterable[EntryView]) -> Measuring:
    scores: dict[Asked, int | None] = {}
    withheld: set[Asked] = set()
    for entry in answers:
        for name in entry.attributes.get("indicators", ()):
            asked = Asked(entry.attributes["who"], name)
            scores[asked] = entry.scores.get(name)
            (withheld.add if entry.withheld else withheld.discard)(asked)
    given = {asked: score for asked, score in scores.items() if score is not None}
    return Measuring(
        id=event.id,
        on=event.on,
        scores={asked: score for asked, score in given.items() if asked not in withheld},
        withheld=frozenset(withheld),
    )


def beliefs(view: CaseView) -> tuple[Belief, ...]:
    """What was written down of belief in the citizen and is for the asker to see, by day."""
    found = [entry for entry in view.entries if entry.type == rows.BELIEF_STATED and entry.scores]
    return tuple(
        Belief(
            on=entry.on,
            author_id=entry.author_id,
            author=entry.author,
            scores={name: score for name, score in entry.scores.items() if score is not None},
            reason=entry.note,
        )
        for entry in sorted(found, key=lambda entry: entry.seq)
    )
