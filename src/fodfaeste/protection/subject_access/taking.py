"""Who may take out all that is held, of which cases; and that it was done is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.cpr import blind_index
from fodfaeste.cases.cpr import read as read_cpr
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.policy import MAY, Act, Kind
from fodfaeste.cases.relations import for_organisation, stands_in_any
from fodfaeste.cases.services.writing import Line, Writer, append
from fodfaeste.cases.visibility import NotVisible, allowed_case
from fodfaeste.protection.acts import SUBJECT_ACCESS_GIVEN
from fodfaeste.protection.subject_access import letters
from fodfaeste.protection.subject_access.files import ToGive, to_give
from fodfaeste.protection.subject_access.gathering import Asked, gathered
from fodfaeste.protection.subject_access.tree import Held


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out, and the citizen's own name for the screen only. ``files``: the documents,
    which are taken out one by one."""

    held: Held
    citizen: str
    files: tuple[ToGive, ...] = ()


def look_at(*, case_id: UUID, by: User, language: str, now: datetime) -> Taken:
    """What would be given, to be looked through before. It is logged as a look-up. Raises
    ``NotVisible`` or ``NotAllowed``."""
    asked = _asked(case_id, by, language, now)
    for case in asked.cases:
        _note(case, by, access.Act.VIEW, page="subject_access")
    given = (*to_give(asked.cases), *letters.to_give(asked.cases, language))
    return Taken(gathered(asked), asked.cases[0].citizen.name, given)


def take_out(
    *, case_id: UUID, by: User, language: str, form: str, now: datetime, submission: UUID
) -> Taken:
    """What is given to the citizen. It is logged as taken out, and is an act in the log of every
    case that is in it. Raises ``NotVisible`` or ``NotAllowed``."""
    asked = _asked(case_id, by, language, now)
    for case in asked.cases:
        writer = Writer(by, now, uuid5(submission, str(case.pk)))
        append(case, writer, lambda _, writer=writer: [_line(form, writer.today)])  # type: ignore[misc]
        _note(case, by, access.Act.EXPORT, page="subject_access", form=form)
    return Taken(gathered(asked), asked.cases[0].citizen.name)


def _line(form: str, today: date) -> Line:
    return Line(type=SUBJECT_ACCESS_GIVEN, on=today, attributes={"form": form})


def _note(case: Case, by: User, act: str, **detail: str) -> None:
    access.note(
        user=by,
        act=act,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        kinds=Kind,
        relations=for_organisation(by) & MAY[Act.TAKE_OUT],
        **detail,
    )


def _asked(case_id: UUID, by: User, language: str, now: datetime) -> Asked:
    on = Writer(by, now, case_id).today
    case = allowed_case(by, case_id, Act.TAKE_OUT, on)
    cases = _may_take_out(by, on).filter(citizen__in=_same_person(case.citizen))
    with_names = cases.select_related(
        "citizen__home", "organisation", "referred_by", "team", "opened_by", "primary"
    )
    return Asked(by, tuple(with_names.order_by("opened_at", "pk")), language, now)


def _may_take_out(by: User, on: date) -> "QuerySet[Case]":
    """The cases of the organisation: what others hold is theirs to give."""
    return Case.unrestricted.filter(stands_in_any(MAY[Act.TAKE_OUT], by, on))


def _same_person(citizen: Citizen) -> "QuerySet[Citizen]":
    """The citizen, also where organisations that did not know of each other each registered
    them."""
    if citizen.cpr_index is None:
        return Citizen.unrestricted.filter(pk=citizen.pk)
    return Citizen.unrestricted.filter(cpr_index=citizen.cpr_index)


def cases_by_citizen(*, citizen_id: UUID, by: User, on: date) -> UUID:
    """One of the citizen's cases to begin from. Raises ``NotVisible``, and logs that it did."""
    return _first(Citizen.unrestricted.filter(pk=citizen_id), by, on)


def cases_by_number(*, cpr: str, by: User, on: date) -> UUID:
    """The same, for whom a CPR number belongs to. Raises ``Refused`` for what is none."""
    index = blind_index(read_cpr(cpr, today=on))
    return _first(Citizen.unrestricted.filter(cpr_index=index), by, on)


def _first(citizens: "QuerySet[Citizen]", by: User, on: date) -> UUID:
    found = _may_take_out(by, on).filter(citizen__in=citizens).order_by("opened_at", "pk")
    case_id = found.values_list("pk", flat=True).first()
    if case_id is None:
        access.note(user=by, act=access.Act.REFUSED, attempt=Act.TAKE_OUT.value)
        raise NotVisible(Act.TAKE_OUT.value)
    return case_id
