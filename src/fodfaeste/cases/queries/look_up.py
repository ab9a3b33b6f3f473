"""Whether a citizen is known already."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.cpr import blind_index, read
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.queries.results import KnownCitizen
from fodfaeste.cases.relations import sees_name, sees_number


def citizens(*, user: User, cpr: str, today: date) -> tuple[KnownCitizen, ...]:
    """Whoever has that CPR number and a case that ``user`` sees; else nothing, whether or not
    others know them. More than one where organisations that did not know of each other each
    registered the same person. Raises ``Refused`` (``cpr_form``, ``cpr_date``). It is logged."""
    index = blind_index(read(cpr, today=today))
    seen = seen_by_number(user, today).filter(cpr_index=index)
    found = sorted(seen, key=lambda one: (one.home_id != user.organisation_id, one.pk))
    ids: list[UUID | None] = [one.pk for one in found]
    for citizen_id in ids or [None]:
        access.note(
            user=user, act=access.Act.SEARCH, citizen_id=citizen_id, by="cpr", hits=len(found)
        )
    return tuple(_known(user, one, today) for one in found)


def seen_by_number(user: User, today: date) -> "QuerySet[Citizen]":
    """The citizens whose CPR number ``user`` may know."""
    cases = Case.unrestricted.filter(sees_number(user, today))
    return Citizen.objects.visible_to(user, today).filter(pk__in=cases.values("citizen"))


def _known(user: User, citizen: Citizen, today: date) -> KnownCitizen:
    seen = Case.objects.visible_to(user, today).filter(citizen=citizen).order_by("opened_at")
    shown = seen.filter(sees_name(user, today)).exists()
    return KnownCitizen(
        citizen_id=citizen.pk,
        name=citizen.name if shown else None,
        birth_date=citizen.birth_date if shown else None,
        cases=tuple(seen.values_list("pk", "programme", "closed_on")),
    )
