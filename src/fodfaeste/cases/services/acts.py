"""What is done with a case itself: variant, facts, members, version, erasing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.services.writing import Registered


def choose_variant(
    *, case_id: UUID, variant: str | None, by: User, now: datetime, submission: UUID
) -> Registered:
    """Chooses the form of the programme for this case."""
    raise NotImplementedError


def record_facts(
    *, case_id: UUID, facts: Mapping[str, Any], by: User, now: datetime, submission: UUID
) -> Registered:
    """Records facts about the citizen (as the exchange format writes them; None: not known any
    more). Facts that are not named stay as they were."""
    raise NotImplementedError


def join_case(
    *, case_id: UUID, user_id: int, role: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Gives somebody a part in the case, from today."""
    raise NotImplementedError


def leave_case(
    *, case_id: UUID, user_id: int, role: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Ends somebody's part in the case, today."""
    raise NotImplementedError


def move_to_version(
    *, case_id: UUID, version: date, by: User, now: datetime, submission: UUID
) -> Registered:
    """Holds the case to another version of its programme; see ``queries.preview_version``."""
    raise NotImplementedError


def erase_text(
    *, case_id: UUID, entry_id: str, reason: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Erases the personal text of an entry for good. That it happened on its day stays."""
    raise NotImplementedError
