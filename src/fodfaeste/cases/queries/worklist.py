"""Today: what a person, or their team, must do."""

from datetime import date
from typing import Literal

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries.results import TodayList

Scope = Literal["mine", "team"]


def today(
    *,
    user: User,
    today: date,
    scope: Scope = "mine",
    programme: str | None = None,
    requirement: str | None = None,
) -> TodayList:
    """What is overdue, due this week (through Sunday), due later, and open without a date."""
    raise NotImplementedError
