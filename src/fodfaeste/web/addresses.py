"""Where things are."""

from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode


def of_case(case_id: UUID) -> str:
    """The page of a case."""
    return _with_id("case", case_id)


def of_act(case_id: UUID, requirement: str, number: int) -> str:
    """The form that registers what meets a duty, filled with what is known."""
    query = urlencode({"krav": requirement, "nr": str(number)})
    return f"{_with_id('register', case_id)}?{query}"


def of_registering(case_id: UUID, type_: str) -> str:
    """The form that registers an event of that type."""
    return with_query(_with_id("register", case_id), slags=type_)


def of_new_appointment(case_id: UUID) -> str:
    """The form that books something in a case."""
    return _with_id("book", case_id)


def of_booking(case_id: UUID, requirement: str, number: int) -> str:
    """The form that books what would meet a duty."""
    query = urlencode({"krav": requirement, "nr": str(number)})
    return f"{_with_id('book', case_id)}?{query}"


def of_holding(case_id: UUID, appointment_id: UUID, **values: str) -> str:
    """The form that registers that an appointment was held. ``values``: what else is known of it:
    the duty, or the event type."""
    path = _with_id("register", case_id)
    return with_query(path, **values, aftale=str(appointment_id))


def of_appointment(case_id: UUID, appointment_id: UUID, act: str = "") -> str:
    """The page of an appointment, or of what is done with it."""
    return f"{_with_id('book', case_id).removesuffix('ny/')}{appointment_id}/{act}"


def of_clause(programme: str, clause: str) -> str:
    """A clause on its programme's page."""
    return f"{reverse('programme', args=[programme])}#{clause}"


def with_query(path: str, **values: str | None) -> str:
    """A path with those of the values that are not empty."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def _with_id(name: str, case_id: UUID) -> str:
    before, after = _around_id(name)
    return f"{before}{case_id}{after}"


@cache
def _around_id(name: str) -> list[str]:
    """What stands before and after the id: a list asks for the same address for every row."""
    nobody = UUID(int=0)
    return reverse(name, args=[nobody]).split(str(nobody))
