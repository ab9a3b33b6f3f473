"""Finds a case for a person, or refuses and writes that down."""

from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case


class NotVisible(LookupError):
    """There is no such case for this person; whether there is one at all is not said."""


def visible_case(user: User, case_id: UUID) -> Case:
    """The case, if ``user`` may see it. Raises ``NotVisible``, and logs that it did."""
    with_names = Case.objects.visible_to(user).select_related(
        "citizen", "organisation", "referred_by", "team", "opened_by"
    )
    found = with_names.filter(pk=case_id).first()
    if found is None:
        access.note(user=user, act=access.Act.REFUSED, case_id=case_id)
        raise NotVisible(case_id)
    return found
