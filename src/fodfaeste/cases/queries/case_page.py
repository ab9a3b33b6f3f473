"""One case, with all that is known and derived of it."""

from datetime import date
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries.results import CaseView, VersionPreview


def case(*, user: User, case_id: UUID, today: date) -> CaseView:
    """The case as it stands on ``today``; that it was opened is logged. Raises ``NotVisible``."""
    raise NotImplementedError


def preview_version(*, user: User, case_id: UUID, version: date, today: date) -> VersionPreview:
    """What moving the case to another version would change. Raises ``NotVisible``."""
    raise NotImplementedError
