"""Consents and sharings in a few words, for the tests."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import CaseMember
from fodfaeste.cases.services import NewConsent, NewSharing, Recipient
from tests.app.cases.world import NOW, TODAY, World, make_world

GP = Recipient(role="gp", name="Lægehuset Torvet")
KINDS = ("name", "registrations")


class Agreed(World):
    """The world, with a case of Jens's, and a receiver: a job centre with two people in it."""

    kaj: User

    def __init__(self, world: World) -> None:
        self.__dict__.update(world.__dict__)
        self.job_centre = people.add_organisation(name="Jobcenter Havn", kind="job_centre")
        self.vera = self._worker("Vera Vest")
        self.villy = self._worker("Villy Vang")
        self.office = Recipient(role="jobcentre", organisation_id=self.job_centre.pk)
        self.to_vera = replace(self.office, user_id=self.vera.pk)
        self.case_id = world.refer().case_id

    def _worker(self, name):
        return people.add_user(
            email=f"{name.split()[0].lower()}@havn.example",
            name=name,
            organisation=self.job_centre,
            function="caseworker",
            roles=(),
            teams=(),
        )

    def jens_sees(self, **kinds):
        """What the team lets Jens see besides ordinary notes."""
        CaseMember.unrestricted.filter(case=self.case_id, user=self.jens).update(
            **{f"sees_{kind}": value for kind, value in kinds.items()}
        )

    def give(self, receiver=None, kinds=KINDS, *, by=None, now=NOW, submission=None, **values):
        given = {
            "receiver": receiver or self.office,
            "kinds": kinds,
            "purpose": "så de kan følge med",
            "wording": "Jeg siger ja",
            "way": "in_person",
            "witness": "Vita Vidne",
            "given_on": now.date(),
            "since": now.date(),
            "last_on": now.date() + timedelta(days=365),
        }
        submission = submission or uuid4()
        services.give_consent(
            case_id=self.case_id,
            consent=NewConsent(**given | values),
            by=by or self.jens,
            now=now,
            submission=submission,
        )
        return services.id_of_consent(submission)

    def withdraw(self, consent_id, *, by=None, now=NOW, submission=None, **values):
        return services.withdraw_consent(
            case_id=self.case_id,
            consent_id=consent_id,
            by=by or self.jens,
            now=now,
            submission=submission or uuid4(),
            **values,
        )

    def share(self, receiver=None, kinds=KINDS, *, by=None, now=NOW, submission=None, **values):
        present = values.pop("present", content)
        seen = values.pop("seen", None)
        given = {"receiver": receiver or self.office, "kinds": kinds, "way": "access"}
        sharing = NewSharing(**given | {"since": now.date()} | values)
        if seen is None and sharing.way == "extract":
            seen = self.preview(kinds, present=present, by=by, today=now.date())
        submission = submission or uuid4()
        services.share(
            case_id=self.case_id,
            sharing=sharing,
            present=present,
            seen=seen or "",
            by=by or self.jens,
            now=now,
            submission=submission,
        )
        return services.id_of_sharing(submission)

    def preview(self, kinds, *, present, by=None, today=TODAY):
        view = queries.receiver_view(
            user=by or self.jens, case_id=self.case_id, kinds=kinds, today=today
        )
        return services.digest_of(present(view))

    def extract(self, kinds=KINDS, **values):
        return self.share(values.pop("receiver", GP), kinds, way="extract", **values)

    def send(self, sharing_id, *, how="handed_over", by=None, now=NOW, submission=None):
        return services.send_extract(
            case_id=self.case_id,
            sharing_id=sharing_id,
            how=how,
            by=by or self.jens,
            now=now,
            submission=submission or uuid4(),
        )

    def end(self, sharing_id, *, by=None, now=NOW, submission=None, **values):
        return services.end_sharing(
            case_id=self.case_id,
            sharing_id=sharing_id,
            by=by or self.jens,
            now=now,
            submission=submission or uuid4(),
            **values,
        )


def content(view):
    """An extract in its plainest form."""
    return {
        "name": view.citizen.name,
        "cpr": view.citizen.cpr,
        "happened": [f"{entry.on} {entry.type} {entry.note}" for entry in view.entries],
    }


def agreed() -> Agreed:
    return Agreed(make_world())


def later(days: int):
    return NOW + timedelta(days=days)


def day(text: str) -> date:
    return date.fromisoformat(text)
