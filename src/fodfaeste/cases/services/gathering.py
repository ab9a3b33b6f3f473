"""Checks several things and tells all their faults at once."""

from collections.abc import Callable, Iterable

from fodfaeste.cases.services.writing import Line
from fodfaeste.core.faults import Fault, Refused

Step = Callable[[], Line | None]


def together(steps: Iterable[Step]) -> list[Line | None]:
    """What every step gives. Raises ``Refused`` with the faults of all that refuse."""
    given: list[Line | None] = []
    faults: list[Fault] = []
    for step in steps:
        try:
            given.append(step())
        except Refused as refused:
            faults += refused.faults
    if faults:
        raise Refused(faults)
    return given


def below(place: str, step: Step) -> Line | None:
    """What the step gives; its faults are placed below ``place``."""
    try:
        return step()
    except Refused as refused:
        raise Refused(
            Fault(f"{place}.{fault.place}", fault.code, fault.values) for fault in refused.faults
        ) from None
