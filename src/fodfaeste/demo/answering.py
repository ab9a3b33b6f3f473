"""What citizens and workers of the demonstration answer when progress is measured."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from fodfaeste.cases.rows import PROGRESS_MEASURED
from fodfaeste.cases.services import NewMeasuring
from fodfaeste.core.indicators import ASKED, WORKER, asked_of, set_of
from fodfaeste.core.vocabulary import Indicator
from fodfaeste.demo.telling import Happening, Told
from fodfaeste.programmes.catalogue import versions

ANSWERED = 92
"""Of a hundred questions, so many are answered."""


def measuring(told: Told, one: Happening) -> NewMeasuring:
    """The answers of both at one of a telling's measurings: most have come further."""
    found = set_of(versions(told.story.programme)[-1])
    assert found is not None, "the vocabulary has a set"
    number = sum(other.type == PROGRESS_MEASURED and other.on < one.on for other in told.happenings)
    chance = _chance(told.name)
    begun: dict[str, int] = {each.id: chance.randint(1, 3) for each in found[1].indicators}
    return NewMeasuring(
        on=one.on,
        answers={
            who: dict(
                _scores(asked_of(found[1], who), begun, _chance(f"{told.name} {who} {number}"),
                        came=number - (who == WORKER), most=found[1].points)
            )
            for who in ASKED
        },
    )  # fmt: skip


def _scores(
    asked: Sequence[Indicator], begun: Mapping[str, int], chance: Random, *, came: int, most: int
) -> Iterator[tuple[str, int]]:
    for each in asked:
        score = begun[each.id] + (came + chance.randint(0, 2)) // 2
        if chance.randrange(100) < ANSWERED:
            yield each.id, min(max(score, 1), most)


def _chance(name: str) -> Random:
    return Random(f"fodfæste answers {name}")  # noqa: S311 - made up, the same everywhere
