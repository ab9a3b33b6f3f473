"""Somebody at work in the world that the walk goes through."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.services import (
    Contact,
    Member,
    NewAppointment,
    NewCitizen,
    NewEvent,
    Referral,
    Slot,
)
from tests.app.walk.world import (
    PROGRAMME,
    World,
)


class Desk:
    """The services, at a moment."""

    def __init__(self, world: World, now) -> None:
        self.world, self.now = world, now

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def act(self, service, by: str, **values):
        """Does it, and gives the id of the form by which it was done."""
        submission = uuid4()
        user = self.world.visitors[by]
        done = service(by=user, now=self.now, submission=submission, **values)
        return submission, done

    def refer(self, label: str, citizen: NewCitizen, *, by="opener", member="member", **values):
        referral = Referral(
            citizen=citizen,
            programme=PROGRAMME,
            first=NewEvent(type="referral_received", on=self.today),
            members=[Member(self.world.visitors[member].pk, "contact_person")],
            **values,
        )
        _, done = self.act(services.refer_citizen, by, referral=referral)
        self.world.cases[label] = done.case_id

    def note(self, label: str, case: str, text: str, *, by="member", kind="ordinary") -> None:
        event = NewEvent(type="progress_measured", on=self.today, note=text, text_kind=kind)
        case_id = self.world.cases[case]
        _, done = self.act(services.register, by, case_id=case_id, event=event)
        self.world.entries[label] = done.entry_id

    def book(self, case: str, **texts) -> None:
        """For a day that is still to come when everybody visits."""
        slot = Slot(on=self.today + timedelta(days=60), at=time(10))
        appointment = NewAppointment(
            type="start_interview",
            slot=slot,
            roles=["citizen", "contact_person"],
            place="other",
            **texts,
        )
        case_id = self.world.cases[case]
        submission, _ = self.act(services.book, "member", case_id=case_id, appointment=appointment)
        self.world.appointments[case] = services.id_of_appointment(submission)

    def contact(self, case: str, contact: Contact) -> None:
        case_id = self.world.cases[case]
        self.act(services.record_contact, "member", case_id=case_id, contact=contact)
