"""Invitations to a run: with the act that gives a place, or to all who have had none (JS-11)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import MAY, Act
from fodfaeste.cases.relations import stands_in_any
from fodfaeste.cases.services.writing import Writer
from fodfaeste.courses.letters import invitation, to_interview
from fodfaeste.courses.models import InterviewTime, Participant, Run, Session
from fodfaeste.courses.services.runs import held_run, seen_run
from fodfaeste.letters.models import State
from fodfaeste.letters.new import NewLetter
from fodfaeste.letters.sending import put_alone
from fodfaeste.letters.services import put

NOT_INVITED = Q(invitation=None) | Q(invitation__state=State.WITHDRAWN)
"""Those who have had no invitation; one that was taken back is none."""


def invite_those_without(*, run_id: UUID, by: User, now: datetime, submission: UUID) -> int:
    """Puts an invitation into the outbox for each participant who has had none and to whom ``by``
    may send letters; gives how many. Nothing is sent of a run that has no session to come. Raises
    ``NoSuchRun``."""
    run = seen_run(by, run_id)
    number = 0
    for one in to_invite(run, by, Writer(by, now, submission)):
        theirs = Writer(by, now, uuid5(submission, str(one.pk)))
        number += _invited(run, one, theirs)
    return number


def to_invite(run: Run, by: User, writer: Writer) -> "QuerySet[Participant]":
    """The participants of a run without an invitation to whom ``by`` may send letters."""
    seen = Participant.objects.visible_to(by, writer.today).filter(NOT_INVITED, run=run)
    may = stands_in_any(MAY[Act.SEND_LETTERS], by, writer.today, "case")
    enrolled = seen.filter(may, state=Participant.State.ENROLLED)
    return enrolled.select_related("case__citizen").order_by("listed_at", "pk")


def _invited(run: Run, one: Participant, writer: Writer) -> bool:
    """Whether an invitation was put there: somebody else may have done so meanwhile."""
    with transaction.atomic():
        held_run(run.pk)
        still = Participant.unrestricted.filter(NOT_INVITED, pk=one.pk)
        letter = letter_of(run, one.case, writer) if still.exists() else None
        if letter is None:
            return False
        return put_alone(letter, by=writer.by, now=writer.now, also=lambda: _say(one.pk, letter))


def invite(run: Run, case: Case, writer: Writer, language: str) -> None:
    """Invites one who is given a place, inside the transaction of that act."""
    letter = letter_of(run, case, writer, language)
    if letter is not None:
        put([letter], by=writer.by, now=writer.now)
        found = Participant.unrestricted.filter(run=run, case=case)
        found.update(invitation=letter.id)


def invite_to_interview(run: Run, time: InterviewTime, case_id: UUID, writer: Writer) -> None:
    """Invites one for whom a time was booked."""
    case = Case.unrestricted.select_related("citizen").get(pk=case_id)
    put_alone(to_interview(run, time, case, writer), by=writer.by, now=writer.now)


def letter_of(run: Run, case: Case, writer: Writer, language: str = "") -> NewLetter | None:
    """The invitation to what is still to come of a run; None where nothing is."""
    sessions = to_come(run, writer.now)
    return invitation(run, case, sessions, writer, language) if sessions else None


def to_come(run: Run, now: datetime) -> Sequence[Session]:
    """The sessions of a run that have not begun."""
    return list(Session.unrestricted.filter(run=run, is_cancelled=False, begins_at__gt=now))


def _say(participant_id: UUID, letter: NewLetter) -> None:
    Participant.unrestricted.filter(pk=participant_id).update(invitation=letter.id)
