"""What may stop an erasure, and what goes with it. Other rooms of the house know of such things and
say so here; the services that erase ask."""

from collections.abc import Callable

from fodfaeste.cases.models import Case
from fodfaeste.core.faults import Fault, Refused

Stop = Callable[[Case], bool]
_STOPS: list[Stop] = []
Empty = Callable[[Case], None]
_EMPTIES: list[Empty] = []


def stops_erasing(stop: Stop) -> Stop:
    """From now on ``stop`` is asked before anything of a case is erased."""
    if stop not in _STOPS:
        _STOPS.append(stop)
    return stop


def check_may_erase(case: Case) -> None:
    """Raises ``Refused`` (``on_hold`` at ``case``) if something stops erasing in this case."""
    if any(stop(case) for stop in _STOPS):
        raise Refused([Fault("case", "on_hold")])


def erased_too(empty: Empty) -> Empty:
    """From now on ``empty`` is called, inside the transaction, when all that is personal in a case
    is erased: it erases what another room holds of it. Called twice, it does nothing more."""
    if empty not in _EMPTIES:
        _EMPTIES.append(empty)
    return empty


def erase_beside(case: Case) -> None:
    """Erases what other rooms hold of the case."""
    for empty in _EMPTIES:
        empty(case)
