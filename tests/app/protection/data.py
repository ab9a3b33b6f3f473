"""A case that holds something of every kind."""

from uuid import uuid4

from fodfaeste.cases import crypto, services
from fodfaeste.cases.models import Case, Citizen, EmergencyAccess, LogEntry
from fodfaeste.cases.services import NewCitizen, NewEvent
from fodfaeste.cases.services.writing import Line, Writer, append
from tests.app.cases.world import NOW, TODAY

CPR = "010190-1234"
CLOSING = {"reason": "Formålet er nået."}
NOTE = "Ringer helst om formiddagen."


def a_case(world, **values):
    """A case with notes, facts, a corrected event, and an emergency access."""
    first = NewEvent(type="referral_received", on=TODAY, note=NOTE)
    given = {"citizen": NewCitizen(name="Amalie Ærø Sørensen", cpr=CPR), "first": first}
    made = world.refer(**(given | values))
    fill(world, made.case_id)
    return made.case_id


def fill(world, case_id):
    world.register(case_id, "start_interview", TODAY, note="Har sovet dårligt.", text_kind="health")
    services.correct(
        case_id=case_id,
        entry_id=last_entry(case_id),
        reason="Det var en anden borger.",
        by=world.jens,
        now=NOW,
        submission=uuid4(),
    )
    opened = EmergencyAccess.unrestricted.create(
        case_id=case_id,
        user=world.colleague,
        organisation=world.centre,
        reason=crypto.encrypt("Borgeren ringede, og ingen andre var på arbejde."),
        on=TODAY,
        opened_at=NOW,
    )
    said = {"access": str(opened.pk), "user": world.colleague.pk}
    line = Line(type="emergency_opened", on=TODAY, attributes=said)
    append(opened.case, Writer(world.colleague, NOW, uuid4()), lambda _: [line])


def last_entry(case_id) -> str:
    return LogEntry.unrestricted.filter(case=case_id).order_by("-seq")[0].event_id


def citizen_of(case_id) -> Citizen:
    return Case.unrestricted.select_related("citizen").get(pk=case_id).citizen


def close(world, case_id, on) -> None:
    """Closes a case on a day."""
    world.register(case_id, "case_closed", on, attributes=CLOSING)


def opened_again(world, case_id, *, closed=None) -> None:
    """The closing is corrected: left out, or moved to another day."""
    [line] = LogEntry.unrestricted.filter(case=case_id, type="case_closed")
    services.correct(
        case_id=case_id,
        entry_id=line.event_id,
        reason="Forkert sag",
        replacement=NewEvent(type="case_closed", on=closed, attributes=CLOSING) if closed else None,
        by=world.jens,
        now=NOW,
        submission=uuid4(),
    )
