"""Erases what is written about a case beside its log, when the case is erased."""

from uuid import UUID

from fodfaeste.courses.models import Participant


def forget(*, case_id: UUID) -> None:
    """Erases which relatives come. That the citizen had a place stays, as the log does."""
    Participant.unrestricted.filter(case=case_id).update(relatives=None)
