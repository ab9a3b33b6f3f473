"""Who answers for an organisation's data, and for which cases: its own, and its units'."""

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import Organisation, Right, User
from fodfaeste.cases.models import Case


class NotYours(PermissionError):
    """The person neither leads nor watches over data protection."""


def answers(user: User) -> bool:
    """Whether they lead their organisation, or watch over data protection in it."""
    return user.is_active and (user.leads or user.has_right(Right.PROTECT))


def check_answers(user: User) -> None:
    """Raises ``NotYours``."""
    if not answers(user):
        raise NotYours(user.pk)


def own_organisations(user: User) -> "QuerySet[Organisation]":
    """The person's organisation and its units."""
    return Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))


def run_by(user: User) -> "QuerySet[Case]":
    """The cases that the person's organisation runs: those it decides how long to keep."""
    return Case.unrestricted.filter(organisation__in=own_organisations(user).values("pk"))
