"""Whether a programme that has the right form also makes sense: every mistake, with its place."""

from fodfaeste.core.faults import Faults
from fodfaeste.core.programme import Programme, Vocabulary


def check(programme: Programme, vocabulary: Vocabulary, faults: Faults) -> None:
    """Adds to ``faults`` every id that is not known, every circle, every contradiction."""
