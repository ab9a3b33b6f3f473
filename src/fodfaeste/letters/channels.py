"""By which way a letter is proposed to go, from what is known of whoever gets it.

Digital Post reaches whom Denmark has a number of and who is not exempt from it. Nobody is reached
by a way that would show a protected address: Digital Post needs none.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Citizen
from fodfaeste.letters.enclosing import all_in_digital_post
from fodfaeste.letters.models import Channel
from fodfaeste.letters.new import CITIZEN

EXEMPT = "digital_exempt"
"""Stands in what is known of how a citizen is reached, if they are exempt from Digital Post."""


def proposed(
    *, to: str, receiver: Mapping[str, Any], citizen: Citizen, sender: Organisation
) -> Channel:
    """The channel that is proposed. Nobody sends by Digital Post without a number of their own."""
    if receiver.get("organisation") is not None:
        return Channel.ORGANISATION
    if not number_of(sender):
        return Channel.PRINT
    if to == CITIZEN:
        return Channel.DIGITAL_POST if has_digital_post(citizen) else Channel.PRINT
    return Channel.DIGITAL_POST if receiver.get("cvr") else Channel.PRINT


class Blocked(StrEnum):
    """Why a way cannot be chosen."""

    NO_NUMBER = "no_number"  # no CPR or CVR number is known
    EXEMPT = "exempt"  # the citizen is exempt from Digital Post
    NO_SENDER = "no_sender"  # nor is it sent by whom nobody knows the number of
    NO_ADDRESS = "no_address"  # no e-mail address is known
    ENCLOSED = "enclosed"  # Digital Post does not take what is enclosed
    NOT_HERE = "not_here"  # they do not use the system
    HAS_INBOX = "has_inbox"  # they do, and are reached there


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What decides by which ways somebody can be written to. ``enclosed``: the kinds of file that
    go along."""

    to: str
    receiver: Mapping[str, Any]
    citizen: Citizen
    sender: Organisation
    enclosed: Collection[str] = ()


def possible(one: Reached) -> tuple[str, ...]:
    """The channels among which somebody may choose, the proposed one first."""
    first = proposed(to=one.to, receiver=one.receiver, citizen=one.citizen, sender=one.sender)
    closed, order = blocked(one), (first, *(each for each in Channel if each is not first))
    return tuple(each.value for each in order if each.value not in closed)


def best(one: Reached) -> str:
    """The way by which somebody is reached, as far as is known; empty if there is none. A letter
    is posted only where there is an address to put on it."""
    known = contact_of(one.citizen) if one.to == CITIZEN else one.receiver
    is_posted = bool(known.get("street") or known.get("address"))
    ways = (way for way in possible(one) if way != Channel.PRINT or is_posted)
    return next(ways, "")


def blocked(one: Reached) -> dict[str, str]:
    """The channels that cannot be chosen, and why. Paper always can."""
    if one.receiver.get("organisation") is not None:
        ways = (Channel.DIGITAL_POST, Channel.EMAIL)
        return dict.fromkeys((way.value for way in ways), Blocked.HAS_INBOX.value)
    found = {Channel.ORGANISATION.value: Blocked.NOT_HERE.value}
    if not address_of(to=one.to, receiver=one.receiver, citizen=one.citizen):
        found[Channel.EMAIL.value] = Blocked.NO_ADDRESS.value
    why = next(_no_digital_post(one), None)
    return {**found, Channel.DIGITAL_POST.value: why.value} if why else found


def _no_digital_post(one: Reached) -> Iterator[Blocked]:
    is_citizen = one.to == CITIZEN
    if not (one.citizen.cpr is not None if is_citizen else one.receiver.get("cvr")):
        yield Blocked.NO_NUMBER
    if is_citizen and contact_of(one.citizen).get(EXEMPT):
        yield Blocked.EXEMPT
    if not number_of(one.sender):
        yield Blocked.NO_SENDER
    if not all_in_digital_post(one.enclosed):
        yield Blocked.ENCLOSED


def number_of(sender: Organisation) -> str:
    """The CVR number under which an organisation sends: its own, or that of the one which it is a
    unit of; empty if neither is known."""
    parent = sender.parent
    return sender.cvr or (parent.cvr if parent is not None else None) or ""


def has_digital_post(citizen: Citizen) -> bool:
    """Whether they have a CPR number and are not exempt."""
    return citizen.cpr is not None and not contact_of(citizen).get(EXEMPT)


def address_of(*, to: str, receiver: Mapping[str, Any], citizen: Citizen) -> str:
    """The e-mail address of whoever gets it; empty if it is not known."""
    known = contact_of(citizen) if to == CITIZEN else receiver
    return str(known.get("email") or "")


def contact_of(citizen: Citizen) -> dict[str, Any]:
    """How the citizen is reached, as far as it is known."""
    return crypto.decrypt_map(citizen.contact) if citizen.contact else {}
