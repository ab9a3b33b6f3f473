"""A case that another organisation is asked to take over, for the tests of passing on."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from fodfaeste.accounts import services as people
from fodfaeste.cases import projection, services
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import SHAREABLE
from fodfaeste.cases.services import Member, NewConsent, NewPassing, Recipient
from fodfaeste.cases.sight import sight_of
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.world import NOW, TODAY

EVERYTHING = [kind.value for kind in SHAREABLE]
LATER = NOW + timedelta(hours=3)
OF_CENTRE = ("jens", "colleague", "leader", "secretary", "guard")


class Passed:
    """Jens's case, and an organisation elsewhere that may take it over."""

    def __init__(self, world, **values):
        self.world = world
        self.to = Recipient(role="jobcentre", organisation_id=world.elsewhere.pk)
        self.nina = people.add_user(
            email="nina@andeby.example", name="Nina Ny", organisation=world.elsewhere,
            function="contact_person", roles=("contact_person", "jobcentre_caseworker"), teams=(),
        )  # fmt: skip
        self.case_id = world.refer(
            members=[
                Member(world.jens.pk, "contact_person"),
                Member(world.mette.pk, "jobcentre_caseworker"),
            ],
            team_id=world.team.pk,
            **values,
        ).case_id

    def consent(self, kinds=EVERYTHING, *, now=NOW, **values):
        given = {
            "receiver": self.to, "kinds": kinds, "purpose": "så de kan hjælpe mig",
            "wording": "Jeg siger ja", "way": "in_person", "witness": "Vita Vidne",
            "given_on": now.date(), "since": now.date(), "last_on": now.date() + timedelta(90),
        }  # fmt: skip
        submission = uuid4()
        services.give_consent(
            case_id=self.case_id, consent=NewConsent(**given | values), by=self.world.jens,
            now=now, submission=submission,
        )  # fmt: skip
        return services.id_of_consent(submission)

    def offer(self, *, by=None, now=NOW, submission=None, **values):
        given: dict[str, Any] = {"receiver": self.to, "why": "Borgeren er flyttet til Andeby."}
        return services.offer_case(
            case_id=self.case_id, passing=NewPassing(**given | values), by=by or self.world.jens,
            now=now, submission=submission or uuid4(),
        )  # fmt: skip

    def accept(self, *, by=None, now=LATER, submission=None, parts=None, **values):
        parts = [Member(self.nina.pk, "contact_person")] if parts is None else parts
        return services.accept_case(
            case_id=self.case_id, parts=parts, by=by or self.world.charlie, now=now,
            submission=submission or uuid4(), **values,
        )  # fmt: skip

    def refuse(self, *, by=None, now=LATER, submission=None, why="Vi har ikke indsatsen."):
        return services.refuse_case(
            case_id=self.case_id, why=why, by=by or self.world.charlie, now=now,
            submission=submission or uuid4(),
        )  # fmt: skip

    @property
    def case(self):
        return Case.unrestricted.get(pk=self.case_id)

    def sight(self, who):
        user = who if hasattr(who, "pk") else getattr(self.world, who)
        return sight_of(user=user, case_id=self.case_id, on=TODAY)

    def lines(self, type_):
        return list(LogEntry.unrestricted.filter(case=self.case_id, type=type_).order_by("seq"))

    def check(self):
        assert verify_chain(self.case_id) == ()
        assert projection.refresh_all(today=TODAY)[1] == 0
