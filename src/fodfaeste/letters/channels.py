"""By which way a letter is proposed to go, from what is known of whoever gets it.

Digital Post reaches whom Denmark has a number of and who is not exempt from it. Nobody is reached
by a way that would show a protected address: Digital Post needs none.
"""

from collections.abc import Mapping
from typing import Any

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Citizen
from fodfaeste.letters.models import Channel
from fodfaeste.letters.new import CITIZEN

EXEMPT = "digital_exempt"
"""Stands in what is known of how a citizen is reached, if they are exempt from Digital Post."""


def proposed(*, to: str, receiver: Mapping[str, Any], citizen: Citizen) -> Channel:
    """The channel that is proposed."""
    if receiver.get("organisation") is not None:
        return Channel.ORGANISATION
    if to == CITIZEN:
        return Channel.DIGITAL_POST if has_digital_post(citizen) else Channel.PRINT
    return Channel.DIGITAL_POST if receiver.get("cvr") else Channel.PRINT


def possible(*, to: str, receiver: Mapping[str, Any], citizen: Citizen) -> tuple[Channel, ...]:
    """The channels among which somebody may choose, the proposed one first."""
    first = proposed(to=to, receiver=receiver, citizen=citizen)
    if first is Channel.ORGANISATION:
        return (Channel.ORGANISATION, Channel.PRINT)
    numbered = citizen.cpr is not None if to == CITIZEN else bool(receiver.get("cvr"))
    others = [Channel.PRINT]
    others += [Channel.EMAIL] if address_of(to=to, receiver=receiver, citizen=citizen) else []
    others += [Channel.DIGITAL_POST] if numbered else []
    return (first, *(one for one in others if one is not first))


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
