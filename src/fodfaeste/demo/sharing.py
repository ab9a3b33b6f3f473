"""How some of the demonstration's citizens are reached, and what they have agreed to share."""

from datetime import datetime, timedelta
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.services import Contact, NewConsent, NewSharing

REACHED = 12
"""Of so many cases of each, the citizen's address is known."""
STREETS = ("Kastanievej", "Havnegade", "Skolestræde", "Mølleagervej", "Ådalsvej", "Tværgade")
TOWNS = (("8999", "Fjordkær"), ("8998", "Skovåby"), ("8997", "Ådalen"))
_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:sharing")

WORDING = {
    "relatives": "Min søster må vide, hvad vi har aftalt, og hvornår jeg har møder.",
    "gp": "Min egen læge må få at vide, hvordan det går i praktikken.",
    "volunteer_mentor": "Foreningen må se mine aftaler, så min mentor kan støtte mig.",
}


def share(*, workers: dict[str, User], receiver: User, now: datetime) -> None:
    """Records addresses for ``workers``' first cases, and a few consents: one that stands and
    opens the case to ``receiver``, one for somebody outside the system, one withdrawn."""
    numbers = count()
    for worker in workers.values():
        for case_id in _cases(worker, now)[:REACHED]:
            _reach(case_id, worker, now, next(numbers))
    for worker in workers.values():
        first, second, third, *_ = _cases(worker, now)
        _open_to(first, receiver, worker, now)
        _consent(second, "gp", worker, now, name="Lægehuset Havnegade")
        withdrawn = _consent(third, "relatives", worker, now, name="Karla Dybdal, søster")
        services.withdraw_consent(
            case_id=third,
            consent_id=withdrawn,
            by=worker,
            now=now,
            submission=uuid5(withdrawn, "withdrawn"),
        )


def _cases(worker: User, now: datetime) -> list[UUID]:
    today = timezone.localdate(now)
    return [row.case_id for row in queries.cases(
        user=worker, today=today, state="open", mine=True).rows]  # fmt: skip


def _reach(case_id: UUID, worker: User, now: datetime, number: int) -> None:
    postcode, city = TOWNS[number % len(TOWNS)]
    contact = Contact(
        street=f"{STREETS[number % len(STREETS)]} {number + 2}",
        postcode=postcode,
        city=city,
        phone=f"00 {number:02} 55 {99 - number:02}",
        email=f"borger{number}@post.example",
    )
    services.record_contact(
        case_id=case_id,
        contact=contact,
        by=worker,
        now=now,
        submission=uuid5(case_id, "contact"),
    )


def _consent(
    case_id: UUID, role: str, worker: User, now: datetime, *, name: str = "", to: User | None = None
) -> UUID:
    today, submission = timezone.localdate(now), uuid5(case_id, f"consent {role}")
    receiver = person_at(role, to) if to else Recipient(role=role, name=name)
    services.give_consent(
        case_id=case_id,
        consent=NewConsent(
            receiver=receiver,
            kinds=("name", "registrations", "notes"),
            purpose="At støtten hænger sammen",
            wording=WORDING[role],
            way="signature",
            given_on=today,
            since=today,
            last_on=today + timedelta(days=180),
        ),
        by=worker,
        now=now,
        submission=submission,
    )
    return services.id_of_consent(submission)


def _open_to(case_id: UUID, receiver: User, worker: User, now: datetime) -> None:
    _consent(case_id, "volunteer_mentor", worker, now, to=receiver)
    services.share(
        case_id=case_id,
        sharing=NewSharing(
            receiver=person_at("volunteer_mentor", receiver),
            kinds=("name", "registrations", "notes"),
            way="access",
            since=timezone.localdate(now),
        ),
        present=lambda view: {},
        by=worker,
        now=now,
        submission=uuid5(case_id, "shared"),
    )


def person_at(role: str, one: User) -> Recipient:
    """A person where they work: as the form of a consent names them."""
    return Recipient(role=role, organisation_id=one.organisation_id, user_id=one.pk)
