"""Whether a citizen is known already."""

from datetime import date

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.cpr import blind_index, read
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.queries.results import KnownCitizen


def citizens(*, user: User, cpr: str, today: date) -> tuple[KnownCitizen, ...]:
    """The citizen with that CPR number, if ``user`` sees a case of theirs; else nothing, whether
    or not others know them. Raises ``Refused`` (``cpr_form``, ``cpr_date``). It is logged."""
    index = blind_index(read(cpr, today=today))
    found = Citizen.objects.visible_to(user).filter(cpr_index=index).first()
    access.note(
        user=user,
        act=access.Act.SEARCH,
        citizen_id=found.pk if found else None,
        by="cpr",
        hits=int(found is not None),
    )
    return (_known(user, found),) if found else ()


def _known(user: User, citizen: Citizen) -> KnownCitizen:
    seen = Case.objects.visible_to(user).filter(citizen=citizen).order_by("opened_at")
    return KnownCitizen(
        citizen_id=citizen.pk,
        name=citizen.name,
        birth_date=citizen.birth_date,
        cases=tuple(seen.values_list("pk", "programme", "closed_on")),
    )
