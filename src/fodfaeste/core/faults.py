"""Faults in what was given: a place, a code and the values that a sentence about it needs."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One mistake: ``place`` (as ``events[3].on``), ``code``, ``values`` for its sentence."""

    place: str
    code: str
    values: Mapping[str, str] = {}


class _Faulty:
    """Stands for what could not be read: whatever is asked of it, nothing is to be said."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any) -> Any:
        return self

    def __getitem__(self, _: Any) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __lt__(self, _: Any) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


FAULTY: Any = _Faulty()


class Refused(ValueError):
    """What was given is faulty; ``faults`` holds every mistake found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in self.faults))


def refuse_if_any(faults: Iterable[Fault]) -> None:
    """Raise ``Refused`` with all of them, if there are any."""
    if found := tuple(faults):
        raise Refused(found)


def too_long(texts: Mapping[str, str], longest: int) -> Iterator[Fault]:
    """A fault for each text, by its place, that has more than ``longest`` characters."""
    for place, text in texts.items():
        if len(text) > longest:
            yield Fault(place, "too_long", {"value": str(longest)})


class Faults:
    """Collects mistakes, so that all of them are told at once."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: str, code: str, **values: object) -> None:
        self.found.append(Fault(place, code, {key: str(value) for key, value in values.items()}))

    def refuse_if_any(self) -> None:
        """Raise ``Refused`` with all that was found, if anything was."""
        refuse_if_any(self.found)


def shown(value: object) -> str:
    """A value as a fault's sentence quotes it: on one line, short, told from other types."""
    try:
        text = repr(value)
    except RecursionError:
        text = "what is nested so deeply"
    text = {"None": "null", "True": "true", "False": "false"}.get(text, text)
    return text if len(text) <= 80 else text[:77] + "…"


def below(place: str, key: str | int) -> str:
    """The place of a key or position inside ``place``."""
    if isinstance(key, int):
        return f"{place}[{key}]"
    return f"{place}.{key}" if place else key
