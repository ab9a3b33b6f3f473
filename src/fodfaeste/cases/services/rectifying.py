"""Corrects who a citizen is: name, CPR number, date of birth, protection (article 16).

What was known before stays in the act's personal text, so that it can be seen what was corrected.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import cpr, crypto
from fodfaeste.cases.models import Case, Citizen, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import exchanged
from fodfaeste.cases.services.referring import LONGEST_NAME
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight
from fodfaeste.cases.visibility import allowed_case, refuse
from fodfaeste.core.faults import Fault, Refused

CITIZEN_RECTIFIED = "citizen_rectified"
"""The act. ``fields``: what was corrected; ``before``, ``after`` and the reason are its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a citizen is. ``cpr``: ten digits, or as people write them; None where there is none.
    With a number, the date of birth is the number's."""

    name: str
    cpr: str | None = None
    birth_date: date | None = None
    protected: bool = False


def identity_of(*, case_id: UUID, by: User, on: date) -> Identity:
    """Who the citizen of a case is, for whoever may correct it. Raises ``NotVisible`` or
    ``NotAllowed``."""
    return _identity(_allowed(case_id, by, on).citizen)


def rectify_citizen(
    *, case_id: UUID, to: Identity, reason: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Corrects who the citizen of a case is, in all their cases. Raises ``Refused`` with the
    faults at ``name``, ``cpr``, ``birth_date``, ``reason`` (``nothing_changed`` at ``name``)."""
    writer = Writer(by, now, submission)
    case = _allowed(case_id, by, writer.today)
    citizen = Citizen.unrestricted.get(pk=case.citizen_id)

    def decide(_: Known) -> list[Line]:
        before = _identity(citizen)
        after = _checked(to, reason, citizen, writer.today)
        fields = [name for name, value in asdict(after).items() if asdict(before)[name] != value]
        if not fields:
            raise Refused([Fault("name", "nothing_changed")])
        return [_line(fields, before, after, reason.strip(), writer.today)]

    def also(_: Sequence[LogEntry]) -> None:
        _save(citizen, _checked(to, reason, citizen, writer.today))

    return append(case, writer, decide, also=also)


def _allowed(case_id: UUID, by: User, on: date) -> Case:
    """Who does not see the name of a protected citizen does not correct it either."""
    case = allowed_case(by, case_id, Act.CORRECT, on)
    sight = lasting_sight(user=by, case_id=case_id, on=on)
    if not sight.sees_name(protected=case.citizen.protected):
        refuse(by, case, sight, Act.CORRECT)
    return case


def _identity(citizen: Citizen) -> Identity:
    return Identity(
        name=citizen.name,
        cpr=crypto.decrypt(citizen.cpr) if citizen.cpr else None,
        birth_date=citizen.birth_date,
        protected=citizen.protected,
    )


def _line(fields: list[str], before: Identity, after: Identity, reason: str, today: date) -> Line:
    """Only what was corrected is written down once more."""
    personal: dict[str, Any] = {"note": reason}
    for name, whole in (("before", before), ("after", after)):
        personal[name] = {field: exchanged(getattr(whole, field)) for field in fields}
    attributes = {"fields": fields}
    return Line(type=CITIZEN_RECTIFIED, on=today, attributes=attributes, personal=personal)


def _checked(to: Identity, reason: str, citizen: Citizen, today: date) -> Identity:
    """The identity as it is kept. Raises ``Refused`` with every fault."""
    faults: list[Fault] = []
    name = " ".join(to.name.split())
    if not name:
        faults.append(Fault("name", "missing"))
    if len(name) > LONGEST_NAME:
        faults.append(Fault("name", "too_long", {"value": str(LONGEST_NAME)}))
    if not reason.strip():
        faults.append(Fault("reason", "missing"))
    number = _number(to.cpr, citizen, today, faults)
    if number is None and to.birth_date is not None and to.birth_date > today:
        faults.append(Fault("birth_date", "in_the_future", {"value": str(to.birth_date)}))
    if faults:
        raise Refused(faults)
    found = replace(to, name=name, cpr=number.digits if number else None)
    return replace(found, birth_date=number.birth_date) if number else found


def _number(
    given: str | None, citizen: Citizen, today: date, faults: list[Fault]
) -> cpr.Cpr | None:
    if not given:
        return None
    try:
        number = cpr.read(given, today=today)
    except Refused as refused:
        faults += refused.faults
        return None
    same = Citizen.unrestricted.filter(home=citizen.home_id, cpr_index=cpr.blind_index(number))
    if same.exclude(pk=citizen.pk).exists():
        faults.append(Fault("cpr", "cpr_taken"))
    return number


def _save(citizen: Citizen, to: Identity) -> None:
    citizen.name, citizen.birth_date, citizen.protected = to.name, to.birth_date, to.protected
    citizen.cpr = crypto.encrypt(to.cpr) if to.cpr else None
    citizen.cpr_index = cpr.index_of_digits(to.cpr) if to.cpr else None
    citizen.save(
        update_fields=[
            "name", "sort_key", "search_key", "birth_date", "protected", "cpr", "cpr_index",
        ]
    )  # fmt: skip
