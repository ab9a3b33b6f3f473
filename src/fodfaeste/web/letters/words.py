"""What letters, their ways and what befell them are called, in the page's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fodfaeste import words
from fodfaeste.cases.rows import CONSENT_GIVEN
from fodfaeste.letters import kinds
from fodfaeste.letters.channels import Blocked
from fodfaeste.letters.faults import Cannot
from fodfaeste.letters.models import Channel, State
from fodfaeste.programmes import catalogue
from fodfaeste.protection.subject_access.naming import COMPANIONS
from fodfaeste.web.dates import language

CHANNELS: Mapping[str, Promise] = {
    Channel.PRINT: gettext_lazy("by post"),
    Channel.EMAIL: gettext_lazy("by e-mail that a letter waits"),
    Channel.DIGITAL_POST: gettext_lazy("by Digital Post"),
    Channel.ORGANISATION: gettext_lazy("to their inbox here"),
}
"""By which way, after what it is."""

BLOCKED: Mapping[str, Promise] = {
    Blocked.NO_NUMBER: gettext_lazy("no CPR or CVR number is known"),
    Blocked.EXEMPT: gettext_lazy("the citizen is exempt from Digital Post"),
    Blocked.NO_SENDER: gettext_lazy("your organisation has no CVR number here"),
    Blocked.NO_ADDRESS: gettext_lazy("no e-mail address is known"),
    Blocked.ENCLOSED: gettext_lazy("it does not take one of the enclosed documents"),
    Blocked.NOT_HERE: gettext_lazy("they do not use Fodfæste"),
    Blocked.HAS_INBOX: gettext_lazy("they are reached in their inbox here"),
}
"""Why a letter cannot go by a way."""

STATES: Mapping[str, Promise] = {
    State.WAITING: pgettext_lazy("of a letter", "waiting"),
    State.SENDING: pgettext_lazy("of a letter", "on its way"),
    State.SENT: pgettext_lazy("of a letter", "sent"),
    State.PRINTED: pgettext_lazy("of a letter", "printed and posted"),
    State.FAILED: pgettext_lazy("of a letter", "could not be sent"),
    State.WITHDRAWN: pgettext_lazy("of a letter", "taken back"),
}
TONES: Mapping[str, str] = {State.FAILED: "late", State.SENT: "done", State.PRINTED: "done"}
"""How a chip shows a state; any other plainly."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and what to do."""

    says: Promise
    do: Promise


TROUBLES: Mapping[str, Trouble] = {
    Cannot.NO_BASIS: Trouble(
        gettext_lazy("No consent or statute lets the receiver have it."),
        gettext_lazy("Ask the citizen for a consent and send it again, or take it back."),
    ),
    Cannot.NO_NUMBER: Trouble(
        gettext_lazy("Digital Post needs a CPR or CVR number, and none is known."),
        gettext_lazy("Choose another way, or record the number and send it again."),
    ),
    Cannot.NO_SENDER: Trouble(
        gettext_lazy("Your organisation has no CVR number here, which Digital Post needs."),
        gettext_lazy("Choose another way, or ask whoever administers your organisation."),
    ),
    Cannot.NO_ADDRESS: Trouble(
        gettext_lazy("No e-mail address is known."),
        gettext_lazy("Record the address and send it again, or choose another way."),
    ),
    Cannot.NOT_HERE: Trouble(
        gettext_lazy("The organisation does not use Fodfæste any more."),
        gettext_lazy("Choose another way."),
    ),
    Cannot.INCOMPLETE: Trouble(
        gettext_lazy("Something that the letter must say is missing."),
        gettext_lazy("Take it back, and make the letter again from the case."),
    ),
    Cannot.UNCLEAR: Trouble(
        gettext_lazy("It may have gone out: the connection broke while it was being sent."),
        gettext_lazy(
            "Ask the receiver whether it came. If it did not, send it again; "
            "it is not sent twice by itself."
        ),
    ),
    Cannot.NO_ANSWER: Trouble(
        gettext_lazy("The server that passes it on does not answer."),
        gettext_lazy("Send it again, or choose another way. Tell whoever runs the site."),
    ),
    Cannot.REFUSED: Trouble(
        gettext_lazy("The mail server did not take it. The address may be wrong."),
        gettext_lazy("Look at the address and send it again, or choose another way."),
    ),
    Cannot.TEXT_GONE: Trouble(
        gettext_lazy("The text that it was written from has been erased."),
        gettext_lazy("Take the letter back."),
    ),
    Cannot.ENCLOSURE_GONE: Trouble(
        gettext_lazy("A document that was to go along has been erased, or is lost."),
        gettext_lazy("Take the letter back, and send it again without that document."),
    ),
}
OURS = Trouble(
    gettext_lazy("Something went wrong here."),
    gettext_lazy("Send it again, or choose another way. Tell whoever runs the site."),
)
"""What is nobody's fault who reads it."""


def trouble(fault: str) -> str:
    """What is wrong and what to do, in a sentence each; empty where nothing is."""
    if not fault:
        return ""
    found = TROUBLES.get(fault, OURS)
    return f"{found.says} {found.do}"


def says(fault: str) -> str:
    """What is wrong, alone."""
    return str(TROUBLES.get(fault, OURS).says) if fault else ""


def kind(code: str) -> str:
    """``Bevilling``"""
    if code not in kinds.names():
        return code
    return words.capitalised(kinds.kind_name(code, language=language()))


def receiver(role: str) -> str:
    """What the receiver is to the case: ``borger``, ``værge``, ``egen læge``."""
    if role in COMPANIONS:
        return str(COMPANIONS[role])
    known = catalogue.vocabulary()
    outside = known.events[CONSENT_GIVEN].attributes["to"].values
    found = known.roles.get(role)
    name = found.name if found else outside.get(role)
    return name[language()] if name else role


def state(code: str) -> str:
    return str(STATES.get(code, code))


def channel(code: str) -> str:
    return str(CHANNELS.get(code, code))


def blocked(ways: Mapping[str, str]) -> list[tuple[str, str]]:
    """The ways by which a letter cannot go, and why."""
    return [(words.capitalised(channel(way)), str(BLOCKED[why])) for way, why in ways.items()]


def to_whom(role: str, name: str) -> str:
    """``Til borger: Amalie Ærø``"""
    said = _("To: %(role)s") % {"role": receiver(role)}
    return f"{said}, {name}" if name else said
