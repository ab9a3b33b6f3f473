"""Letters in some of the cases: sent, to be printed, failed, taken back, and received elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases import queries
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.models import Consent
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.services import NewConsent, give_consent
from fodfaeste.letters import delivering, enclosing, handling, services
from fodfaeste.letters.models import Channel
from fodfaeste.letters.services import NewLetter

WORKERS = ("mette", "jens", "birgit")
TO = "other"
"""What the other organisation is to the citizen."""
NUMBERS = ("30000005", "30000013", "30000021", "30000048", "30000056", "30000064")
"""Made up, so that Digital Post has a sender."""
COMPLAINT = (
    "Du kan klage over afgørelsen inden fire uger. Skriv eller ring til os, så ser vi på den igen. "
    "Holder vi fast i den, sender vi klagen videre til Ankestyrelsen."
)


def send(*, users: Mapping[str, User], now: datetime) -> None:
    """Each worker's first case has letters in the outbox, and one that went to an organisation."""
    for organisation, number in zip(
        Organisation.objects.filter(parent=None, cvr=None).order_by("pk"), NUMBERS, strict=False
    ):
        Organisation.objects.filter(pk=organisation.pk).update(cvr=number)
    for key in WORKERS:
        others = (users[name].organisation for name in ("ulla", "signe"))
        other = next(one for one in others if one.pk != users[key].organisation_id)
        _of(users[key], other, now)


def _of(worker: User, other: Organisation, now: datetime) -> None:
    today = timezone.localdate(now)
    listed = queries.cases(user=worker, today=today, state="open", mine=True)
    view = queries.case(user=worker, case_id=listed.rows[0].case_id, today=today)
    _agree(view.case_id, worker, other, now)
    with transaction.atomic():
        services.put(_earlier(view, worker, other, today), by=worker, now=now)
        delivering.deliver_due(clock=lambda: now)
    with transaction.atomic():
        services.put(_waiting(view, worker, today), by=worker, now=now)
    handling.take_back(
        letter_id=_id(view.case_id, "regret"), by=worker, now=now, submission=_id(view.case_id, "x")
    )


def _agree(case_id: UUID, worker: User, other: Organisation, now: datetime) -> None:
    """The citizen lets another organisation know when they meet."""
    today = timezone.localdate(now)
    new = NewConsent(
        receiver=Recipient(role=TO, organisation_id=other.pk),
        kinds=[Kind.REGISTRATIONS],
        purpose="Så de kan tage med til mødet.",
        wording="Ja, de må få at vide, hvornår jeg skal til møde.",
        way=Consent.Way.SIGNATURE,
        given_on=today,
        since=today,
        last_on=None,
    )
    give_consent(case_id=case_id, consent=new, by=worker, now=now, submission=_id(case_id, "yes"))


def _earlier(view: CaseView, worker: User, other: Organisation, today: date) -> Sequence[NewLetter]:
    citizen = view.citizen.name or ""
    note = {"date": today.isoformat(), "citizen": citizen, "written_on": today.isoformat(),
            "text": "Praktikken går godt. Der er aftalt en pause mere om formiddagen.",
            "author": {"name": worker.name}}  # fmt: skip
    to_them = {"name": other.name, "organisation": other.pk}
    return (
        replace(
            _letter(view, "invitation", "invitation", _invitation(view, worker, today)),
            enclosed=_agreement(view.case_id, worker, today),
        ),
        _letter(view, "note", "follow_up_note", note, to="gp", receiver={"name": "Lægehuset"}),
        _letter(
            view,
            "together",
            "invitation",
            _invitation(view, worker, today),
            to=TO,
            receiver=to_them,
        ),
    )


def _waiting(view: CaseView, worker: User, today: date) -> Sequence[NewLetter]:
    again = _invitation(view, worker, today + timedelta(days=7))
    return (
        _letter(view, "answer", "participation_decision", _decision(view, today), paper=True),
        _letter(view, "regret", "invitation", again, paper=True),
    )


def _letter(
    view: CaseView,
    name: str,
    kind: str,
    data: Mapping[str, Any],
    *,
    to: str = "citizen",
    receiver: Mapping[str, Any] | None = None,
    paper: bool = False,
) -> NewLetter:
    channel = Channel.PRINT if paper else ""
    if to == "gp":
        channel = Channel.DIGITAL_POST
    return NewLetter(
        id=_id(view.case_id, name),
        kind=kind,
        case_id=view.case_id,
        to=to,
        receiver=receiver or {"name": view.citizen.name},
        data=data,
        language="da",
        channel=channel,
    )


def _agreement(case_id: UUID, worker: User, today: date) -> Sequence[UUID]:
    """The first of the case's documents that is not about health, if it has any."""
    found = enclosing.documents(user=worker, case_id=case_id, today=today)
    return [one.file_id for one in found if one.name.startswith("Praktikaftale")][:1]


def _id(case_id: UUID, name: str) -> UUID:
    return uuid5(case_id, f"letter {name}")


def _invitation(view: CaseView, worker: User, today: date) -> Mapping[str, Any]:
    day = today + timedelta(days=6)
    return {
        "date": today.isoformat(),
        "citizen": view.citizen.name,
        "what": "samtale om din plan",
        "sessions": [{"on": day.isoformat(), "at": "10:00"}],
        "place": "Møderum 2, Nørregade 14",
        "with": [{"name": worker.name}],
        "decline": "Ring til os, hvis tiden ikke passer dig.",
    }


def _decision(view: CaseView, today: date) -> Mapping[str, Any]:
    return {
        "date": today.isoformat(),
        "citizen": view.citizen.name,
        "programme": view.rules.programme.name["da"],
        "accepted": True,
        "decided_on": today.isoformat(),
        "reasons": "Du har selv sagt, at du gerne vil, og vi kan støtte dig i det.",
        "complaint": COMPLAINT,
    }
