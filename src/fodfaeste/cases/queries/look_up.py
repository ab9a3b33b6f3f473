"""Whether a citizen is known already."""

from datetime import date

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries.results import KnownCitizen


def citizens(*, user: User, cpr: str, today: date) -> tuple[KnownCitizen, ...]:
    """The citizen with that CPR number, if ``user`` sees a case of theirs; else nothing, whether
    or not others know them. Raises ``Refused`` (``cpr_form``, ``cpr_date``)."""
    raise NotImplementedError
