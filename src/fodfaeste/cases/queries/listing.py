"""The list of cases."""

from datetime import date
from typing import Literal
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries.results import CasePage

State = Literal["open", "closed", "overdue"]


def cases(
    *,
    user: User,
    today: date,
    text: str = "",
    programme: str | None = None,
    phase: str | None = None,
    state: State | None = None,
    mine: bool = False,
    after: UUID | None = None,
) -> CasePage:
    """The cases that ``user`` sees, by name in Danish order. ``text``: a name or a part of one,
    or a CPR number."""
    raise NotImplementedError
