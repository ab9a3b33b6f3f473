"""Records: frozen dataclasses that are made ready when they are first needed.

Forty dataclasses take longer to make than a case takes to evaluate, and a programme that comes
from the cache needs none of their methods. So ``record`` only marks a class; ``complete`` makes
the dataclass of it, when one is first constructed or its fields are asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_OPEN: dict[type, Mapping[str, bool]] = {}
"""Classes that are not yet dataclasses, and the options with which they will be."""

BY_NAME: dict[str, type] = {}
"""Every record class by its name."""


class Told:
    """A field of a record: its description, default, and how it stands in a file."""

    __slots__ = ("default", "key", "many", "says")

    def __init__(self, says: str, default: Any, many: bool, key: str | None) -> None:
        self.says = says
        self.default = default
        self.many = many
        self.key = key


def told(text: str, *, default: Any = ..., many: bool = False, key: str | None = None) -> Any:
    """A field of a programme file: its description, and its default if it may be left out.

    A default that is a function or a class is called for each record. ``many``: a single value
    may stand for a list of one. ``key``: its name in the file, where Python reserves that word.
    """
    return Told(text, default, many, key)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(told,))
def record(cls: type[T]) -> type[T]:
    """Marks a class as a frozen dataclass with keyword-only fields."""
    return _open(cls, {"kw_only": True})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(told,))
def unique_record(cls: type[T]) -> type[T]:
    """A record of which each object is equal to itself only."""
    return _open(cls, {"kw_only": True, "eq": False})


@dataclass_transform(frozen_default=True, field_specifiers=(told,))
def value(cls: type[T]) -> type[T]:
    """A record whose fields may be given by position."""
    return _open(cls, {})


def _open(cls: type[T], options: Mapping[str, bool]) -> type[T]:
    _OPEN[cls] = options
    BY_NAME[cls.__name__] = cls
    cls.__init__ = _completing(cls)  # type: ignore[method-assign]
    return cls


def _completing(cls: type) -> Callable[..., None]:
    def completing(self: Any, *arguments: Any, **named: Any) -> None:
        complete(cls)
        # A record has no subclasses, so this is the dataclass's own.
        self.__init__(*arguments, **named)

    return completing


def is_record(kind: object) -> bool:
    """Whether ``kind`` is a record class."""
    return isinstance(kind, type) and BY_NAME.get(kind.__name__) is kind


def complete(cls: type) -> type:
    """Makes the dataclass, if that has not been done."""
    options = _OPEN.pop(cls, None)
    if options is not None:
        from dataclasses import dataclass

        del cls.__init__  # type: ignore[misc]
        for name in cls.__annotations__:
            given = cls.__dict__.get(name)
            if isinstance(given, Told):
                _set_field(cls, name, given)
        dataclass(frozen=True, **options)(cls)
    return cls


def _set_field(cls: type, name: str, given: Told) -> None:
    from dataclasses import field

    metadata = {"says": given.says, "many": given.many, "key": given.key}
    if given.default is ...:
        made = field(metadata=metadata)
    elif isinstance(given.default, dict):
        made = field(default_factory=dict, metadata=metadata)
    elif callable(given.default):
        made = field(default_factory=given.default, metadata=metadata)
    else:
        made = field(default=given.default, metadata=metadata)
    setattr(cls, name, made)


def names_of(cls: type) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    return tuple(cls.__annotations__)


def restore(cls: type, values: Sequence[Any]) -> Any:
    """A record with these values, as they once were in a record of the same class."""
    made: Any = object.__new__(cls)
    made.__dict__.update(zip(cls.__annotations__, values, strict=True))
    return made
