"""The first administrator of an organisation, who makes everybody else."""

from dataclasses import dataclass

from django.db import transaction

from fodfaeste.accounts.administration.organisations import (
    Described,
    check_described,
    one_line,
)
from fodfaeste.accounts.administration.people import Person, add_invited, check_person, told
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.accounts.organisation_log import Change, Writer, written


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """An administrator, and the organisation, which is made if it is not there."""

    person: Person
    organisation: Described


def add_administrator(*, first: First, writer: Writer) -> User:
    """Makes them, with lines in the organisation's log. Raises ``Refused``; an organisation that
    is there already stays as it is."""
    with transaction.atomic():
        return _add(first, writer)


def _add(first: First, writer: Writer) -> User:
    check_person(first.person, frozenset())
    found = Organisation.objects.filter(name=one_line(first.organisation.name)).first()
    is_new = found is None
    if found is None:
        number = check_described(first.organisation, Organisation())
        found = Organisation.objects.create(
            name=one_line(first.organisation.name), kind=first.organisation.kind, cvr=number
        )
    made: list[User] = []

    def act() -> list[Change]:
        user = add_invited(found.pk, first.person, writer)
        made.append(user)
        added = Change("organisation_added", {}, {}, {"name": found.name, "kind": found.kind})
        invited = Change("user_invited", {"user": user.pk}, {}, told(first.person))
        return [added, invited] if is_new else [invited]

    written(organisation_id=found.pk, writer=writer, act=act)
    return made[0]
