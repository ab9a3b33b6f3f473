"""A letter made of what is in a case is put into the outbox: looked at first, and once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from fodfaeste.letters import channels, enclosing
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
    (``to``: ``unknown_way``; ``channel``: ``unknown_channel``; ``enclosed``: see ``enclosing``;
    what the letter lacks)."""
    today = timezone.localdate(now)
    case = allowed_case(by, case_id, Act.SEND_LETTERS, today)
    receiver = _receiver(built, to)
    files = enclosing.chosen(built.enclosed, case_id=case_id, by=by, today=today)
    _check_channel(case, receiver, channel, [one.kind for one in files])
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
        written_from=built.written_from,
        channel=channel,
        enclosed=[one.pk for one in files],
    )
    return Registered(case_id, str(letter.id), repeated=not put_alone(letter, by=by, now=now))


def _receiver(built: Built, to: str) -> Receiver:
    found = next((one for one in built.receivers if one.key == to), None)
    if found is None:
        raise Refused([Fault("to", "unknown_way", {"value": to})])
    return found


def _check_channel(case: Case, receiver: Receiver, channel: str, enclosed: Sequence[str]) -> None:
    one = _reached(case, receiver)
    if channel and channel in channels.blocked(one):
        raise Refused([Fault("channel", "unknown_channel")])
    if channel and channel in channels.blocked(replace(one, enclosed=enclosed)):
        raise Refused([Fault("enclosed", "enclosure_not_by_post")])


def _reached(case: Case, receiver: Receiver) -> channels.Reached:
    return channels.Reached(
        to=receiver.role,
        receiver=receiver.details,
        citizen=case.citizen,
        sender=case.organisation,
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody can be written to, the proposed way first, and why they cannot otherwise."""

    possible: Sequence[str]
    blocked: Mapping[str, str]


def ways(*, case_id: UUID, receivers: Iterable[Receiver]) -> dict[str, Ways]:
    """By the key of each receiver that a builder named."""
    case = Case.unrestricted.select_related("citizen", "organisation__parent").get(pk=case_id)
    reached = {one.key: _reached(case, one) for one in receivers}
    return {
        key: Ways(channels.possible(one), channels.blocked(one)) for key, one in reached.items()
    }


def put_alone(
    letter: NewLetter, *, by: User, now: datetime, also: Callable[[], object] = lambda: None
) -> bool:
    """Puts a letter into the outbox that belongs to no other act, with what ``also`` writes beside
    it, all or nothing. Whether it was not there before."""
    for _ in range(ATTEMPTS):
        if Letter.unrestricted.filter(pk=letter.id).exists():
            return False
        try:
            with transaction.atomic():
                put([letter], by=by, now=now)
                also()
        except IntegrityError:
            continue  # somebody wrote to the case, or sent the same form, in between
        return True
    raise TimeoutError("the case is written to without pause")


def on_paper(
    *,
    case_id: UUID,
    built: Built,
    to: str,
    language: str,
    by: User,
    now: datetime,
) -> bytes:
    """The letter as it would go out, to look at. Of the address no more is shown than that it
    is put there when the letter goes. Raises as ``send``."""
    today = timezone.localdate(now)
    case = allowed_case(by, case_id, Act.SEND_LETTERS, today)
    files = enclosing.chosen(built.enclosed, case_id=case_id, by=by, today=today)
    more = {"receiver": {"name": _receiver(built, to).name}, "enclosed": enclosing.names(files)}
    look = look_of(case.organisation, language=language)
    return render(built.kind, {**built.data, **more}, language=language, look=look)
