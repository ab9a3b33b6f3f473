"""What else of a case goes when it is erased. Other rooms of the house keep text beside the log too
and say here how it is emptied; the service that erases asks them, inside its transaction."""

from collections.abc import Callable

from fodfaeste.cases.models import Case

Empty = Callable[[Case], None]
_EMPTIERS: list[Empty] = []


def empties_cases(empty: Empty) -> Empty:
    """From now on ``empty`` is called when a case is erased, and leaves nothing that tells who or
    what it was about. Called again, it does nothing more."""
    if empty not in _EMPTIERS:
        _EMPTIERS.append(empty)
    return empty


def empty_beside(case: Case) -> None:
    """Empties what other rooms keep of the case."""
    for empty in _EMPTIERS:
        empty(case)
