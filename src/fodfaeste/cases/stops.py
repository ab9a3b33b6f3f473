"""What may stop an erasure. Other rooms of the house know of such things and say so here; the
services that erase ask."""

from collections.abc import Callable

from fodfaeste.cases.models import Case
from fodfaeste.core.faults import Fault, Refused

Stop = Callable[[Case], bool]
_STOPS: list[Stop] = []


def stops_erasing(stop: Stop) -> Stop:
    """From now on ``stop`` is asked before anything of a case is erased."""
    if stop not in _STOPS:
        _STOPS.append(stop)
    return stop


def check_may_erase(case: Case) -> None:
    """Raises ``Refused`` (``on_hold`` at ``case``) if something stops erasing in this case."""
    if any(stop(case) for stop in _STOPS):
        raise Refused([Fault("case", "on_hold")])
