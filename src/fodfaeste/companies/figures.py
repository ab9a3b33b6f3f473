"""Ordinary employees of units, month by month. The latest figure said of a month counts."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from fodfaeste.companies.models import StaffFigure


def latest(unit_ids: Collection[UUID]) -> Mapping[UUID, Mapping[date, Decimal]]:
    """By unit and first day of a month, in order of time. For whoever has been let through to the
    units: one question to the database, however many they are."""
    rows = StaffFigure.unrestricted.filter(unit__in=unit_ids)
    said: dict[UUID, dict[date, Decimal]] = {}
    for unit, month, number in rows.order_by("month", "recorded_at", "pk").values_list(
        "unit", "month", "full_time"
    ):
        said.setdefault(unit, {})[month] = number
    return said
