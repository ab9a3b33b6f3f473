"""Where things are."""

from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode


def of_case(case_id: UUID) -> str:
    """The page of a case."""
    return reverse("case", args=[case_id])


def of_act(case_id: UUID, requirement: str, number: int) -> str:
    """The form that registers what meets a duty, filled with what is known."""
    query = urlencode({"krav": requirement, "nr": str(number)})
    return f"{reverse('register', args=[case_id])}?{query}"


def of_clause(programme: str, clause: str) -> str:
    """A clause on its programme's page."""
    return f"{reverse('programme', args=[programme])}#{clause}"


def with_query(path: str, **values: str | None) -> str:
    """A path with those of the values that are not empty."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path
