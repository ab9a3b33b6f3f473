"""A programme and the shared vocabulary, read from plain data, with every mistake collected."""

from typing import Any

from fodfaeste.core import shapes
from fodfaeste.core.checking import check
from fodfaeste.core.faults import FAULTY, Faults
from fodfaeste.core.indicators import check_shared
from fodfaeste.core.programme import Programme
from fodfaeste.core.vocabulary import Vocabulary


def read_vocabulary(data: Any) -> Vocabulary:
    """The shared vocabulary. Raises ``Refused`` with every mistake."""
    faults = Faults()
    vocabulary = shapes.read(Vocabulary, data, "", faults)
    if vocabulary is not FAULTY:
        check_shared(vocabulary, faults)
    faults.refuse_if_any()
    return vocabulary  # type: ignore[no-any-return]


def read_programme(data: Any, vocabulary: Vocabulary, faults: Faults) -> Programme | None:
    """The programme in ``data``; None if ``faults`` holds any mistake afterwards."""
    programme: Programme | Any = shapes.read(Programme, data, "", faults)
    if programme is FAULTY:
        return None
    check(programme, vocabulary, faults)
    return None if faults.found else programme
