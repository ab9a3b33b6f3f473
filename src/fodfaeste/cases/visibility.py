"""Finds a case for a person, or refuses and writes that down."""

from datetime import date
from typing import NoReturn
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import MAY, Act
from fodfaeste.cases.sight import Sight, sight_of


class NotVisible(LookupError):
    """There is no such case for this person; whether there is one at all is not said."""


class NotAllowed(PermissionError):
    """The person sees the case, and may not do this in it. ``act`` says what."""

    def __init__(self, act: Act) -> None:
        super().__init__(act)
        self.act = act
        self.who = MAY[act]


def visible_case(user: User, case_id: UUID, on: date) -> tuple[Case, Sight]:
    """The case, and what ``user`` sees of it. Raises ``NotVisible``, and logs that it did."""
    sight = sight_of(user=user, case_id=case_id, on=on)
    if not sight.relations:
        note_refused(by=user, case_id=case_id)
        raise NotVisible(case_id)
    return _with_names(case_id), sight


def allowed_case(by: User, case_id: UUID, act: Act, on: date) -> Case:
    """The case, if ``by`` may do this in it. Raises ``NotVisible`` or ``NotAllowed``, and logs
    that it did."""
    case, sight = visible_case(by, case_id, on)
    if not sight.may(act):
        refuse(by, case, sight, act)
    return case


def check_may(*, by: User, case_id: UUID, act: Act, on: date) -> None:
    """Raises what ``allowed_case`` does, for a page on which something is done."""
    allowed_case(by, case_id, act, on)


def refuse(by: User, case: Case, sight: Sight, act: Act) -> NoReturn:
    """Raises ``NotAllowed``, and logs that it did."""
    access.note(
        user=by,
        act=access.Act.REFUSED,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        relations=sight.relations,
        attempt=act.value,
    )
    raise NotAllowed(act)


def note_refused(*, by: User, case_id: UUID) -> None:
    """Logs that somebody was refused at a case, whatever it was that they asked for."""
    access.note(user=by, act=access.Act.REFUSED, case_id=case_id)


def _with_names(case_id: UUID) -> Case:
    with_names = Case.unrestricted.select_related(
        "citizen", "organisation", "referred_by", "team", "opened_by"
    )
    return with_names.get(pk=case_id)
