"""Erases what is written about a case beside its log, when the case is erased."""

from fodfaeste.cases.models import Case
from fodfaeste.courses.models import Participant


def forget(case: Case) -> None:
    """Erases which relatives come. That the citizen had a place stays, as the log does."""
    Participant.unrestricted.filter(case=case).update(relatives=None)
