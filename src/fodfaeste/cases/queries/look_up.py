"""Whether a citizen is known already."""

from datetime import date
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.cpr import blind_index, read
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.queries.results import KnownCitizen


def citizens(*, user: User, cpr: str, today: date) -> tuple[KnownCitizen, ...]:
    """Whoever has that CPR number and a case that ``user`` sees; else nothing, whether or not
    others know them. More than one where organisations that did not know of each other each
    registered the same person. Raises ``Refused`` (``cpr_form``, ``cpr_date``). It is logged."""
    index = blind_index(read(cpr, today=today))
    seen = Citizen.objects.visible_to(user).filter(cpr_index=index)
    found = sorted(seen, key=lambda one: (one.home_id != user.organisation_id, one.pk))
    ids: list[UUID | None] = [one.pk for one in found]
    for citizen_id in ids or [None]:
        access.note(
            user=user, act=access.Act.SEARCH, citizen_id=citizen_id, by="cpr", hits=len(found)
        )
    return tuple(_known(user, one) for one in found)


def _known(user: User, citizen: Citizen) -> KnownCitizen:
    seen = Case.objects.visible_to(user).filter(citizen=citizen).order_by("opened_at")
    return KnownCitizen(
        citizen_id=citizen.pk,
        name=citizen.name,
        birth_date=citizen.birth_date,
        cases=tuple(seen.values_list("pk", "programme", "closed_on")),
    )
