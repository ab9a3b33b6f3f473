"""A letter made of what is in a case is put into the outbox: looked at first, and once."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import Registered
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters import channels
from fodfaeste.letters.builders import Built, Receiver
from fodfaeste.letters.look import look_of
from fodfaeste.letters.models import Letter
from fodfaeste.letters.new import NewLetter
from fodfaeste.letters.rendering import render
from fodfaeste.letters.services import put

ATTEMPTS = 20
"""Each time somebody else has written to the case: so many in a row is more than a busy one."""


def send(
    *,
    case_id: UUID,
    built: Built,
    to: str,
    channel: str,
    language: str,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Puts it into the outbox, to the receiver of that key; once, however often the form is sent.
    What it meets is met when it has gone. Raises ``NotVisible``, ``NotAllowed`` or ``Refused``
    (``to``: ``unknown_way``; ``channel``: ``unknown_channel``; what the letter lacks)."""
    case = allowed_case(by, case_id, Act.SEND_LETTERS, timezone.localdate(now))
    receiver = _receiver(built, to)
    _check_channel(case, receiver, channel)
    letter = NewLetter(
        id=uuid5(submission, built.kind),
        kind=built.kind,
        case_id=case_id,
        to=receiver.role,
        receiver=receiver.details,
        data=built.data,
        language=language,
        when_sent=receiver.event,
        seen_as=built.seen_as,
        channel=channel,
    )
    return Registered(case_id, str(letter.id), repeated=not _put(letter, by, now))


def _receiver(built: Built, to: str) -> Receiver:
    found = next((one for one in built.receivers if one.key == to), None)
    if found is None:
        raise Refused([Fault("to", "unknown_way", {"value": to})])
    return found


def _check_channel(case: Case, receiver: Receiver, channel: str) -> None:
    known = channels.possible(to=receiver.role, receiver=receiver.details, citizen=case.citizen)
    if channel and channel not in known:
        raise Refused([Fault("channel", "unknown_channel")])


def _put(letter: NewLetter, by: User, now: datetime) -> bool:
    """Whether it was not there before."""
    for _ in range(ATTEMPTS):
        if Letter.unrestricted.filter(pk=letter.id).exists():
            return False
        try:
            with transaction.atomic():
                put([letter], by=by, now=now)
        except IntegrityError:
            continue  # somebody wrote to the case, or sent the same form, in between
        return True
    raise TimeoutError("the case is written to without pause")


def on_paper(
    *, case_id: UUID, built: Built, to: str, language: str, by: User, now: datetime
) -> bytes:
    """The letter as it would go out, to look at. Of the address no more is shown than that it
    is put there when the letter goes. Raises as ``send``."""
    case = allowed_case(by, case_id, Act.SEND_LETTERS, timezone.localdate(now))
    receiver = {"name": _receiver(built, to).name}
    look = look_of(case.organisation, language=language)
    return render(built.kind, {**built.data, "receiver": receiver}, language=language, look=look)
