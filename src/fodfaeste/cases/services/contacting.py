"""Records how the citizen is reached. Address, telephone and e-mail are encrypted; the address is
also kept as a blind index, by which look-ups of one's own household can be found."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.blind import address_index
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Case, Citizen, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight
from fodfaeste.cases.visibility import allowed_case, refuse
from fodfaeste.core.faults import Fault, Refused, too_long

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a citizen is reached; empty where it is not known. ``street``: with number and floor.
    ``digital_exempt``: ``yes`` if they are exempt from Digital Post."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    digital_exempt: str = ""


def record_contact(
    *, case_id: UUID, contact: Contact, by: User, now: datetime, submission: UUID
) -> Registered:
    """Records how the citizen is reached, in place of what was known. Who does not see a protected
    address does not write it either. Raises ``Refused`` (``too_long``, ``nothing_changed``)."""
    writer = Writer(by, now, submission)
    case = _reachable_case(case_id, by, writer)
    given = {name: " ".join(value.split()) for name, value in asdict(contact).items()}

    def decide(_: Known) -> list[Line]:
        _check(given, case.citizen)
        said = {"fields": sorted(_changed(case.citizen, given))}
        return [Line(type=rows.CONTACT_RECORDED, on=writer.today, attributes=said)]

    def also(_: Sequence[LogEntry]) -> None:
        home = address_index(street=given["street"], postcode=given["postcode"])
        Citizen.unrestricted.filter(pk=case.citizen_id).update(
            contact=crypto.encrypt_map(given), address_index=home
        )

    return append(case, writer, decide, also=also)


def _reachable_case(case_id: UUID, by: User, writer: Writer) -> Case:
    case = allowed_case(by, case_id, Act.RECORD_CONTACT, writer.today)
    sight = lasting_sight(user=by, case_id=case_id, on=writer.today)
    if not sight.sees_contact(protected=case.citizen.protected):
        refuse(by, case, sight, Act.RECORD_CONTACT)
    return case


def _check(given: Mapping[str, str], citizen: Citizen) -> None:
    faults = [*too_long(given, LONGEST)]
    if not faults and not _changed(citizen, given):
        faults = [Fault("street", "nothing_changed")]
    if faults:
        raise Refused(faults)


def _changed(citizen: Citizen, given: Mapping[str, str]) -> list[str]:
    known = crypto.decrypt_map(citizen.contact) if citizen.contact else {}
    return [name for name, value in given.items() if value != known.get(name, "")]
