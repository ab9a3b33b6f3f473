"""Asks whoever has the ball to do a duty: it stands on their Today that day."""

from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import DutyRow
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused


def remind(
    *, case_id: UUID, requirement: str, instance: int, by: User, now: datetime, submission: UUID
) -> Registered:
    """Reminds whoever has to act. Raises ``Refused`` (``unknown_duty``, ``nobody_to_remind``,
    ``own_ball``, and ``reminded_today``: each does so once a day)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)

    def decide(known: Known) -> list[Line]:
        duty = DutyRow.unrestricted.filter(
            case=case, requirement=requirement, instance=instance
        ).first()
        said = {"requirement": requirement, "instance": instance, "by": by.pk}
        _refuse(duty, by)
        if any(_is_same(row.attributes, said) for row in known.rows if _is_todays(row, writer)):
            raise Refused([Fault("requirement", "reminded_today")])
        said["user"] = duty.responsible_id if duty else None
        return [Line(type=rows.REMINDED, on=writer.today, attributes=said)]

    return append(case, writer, decide)


def _refuse(duty: DutyRow | None, by: User) -> None:
    if duty is None:
        raise Refused([Fault("requirement", "unknown_duty")])
    if duty.responsible_id is None:
        raise Refused([Fault("requirement", "nobody_to_remind")])
    if duty.responsible_id == by.pk:
        raise Refused([Fault("requirement", "own_ball")])


def _is_todays(row: rows.Row, writer: Writer) -> bool:
    return row.type == rows.REMINDED and row.on == writer.today


def _is_same(attributes: dict[str, object], said: dict[str, object]) -> bool:
    return all(attributes.get(name) == value for name, value in said.items())
