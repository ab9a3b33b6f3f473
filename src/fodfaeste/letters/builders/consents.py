"""What the citizen has agreed to, on paper (CT-06)."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import ConsentView, NotVisible, consent
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters.builders.asked import Asked, Built
from fodfaeste.letters.builders.receivers import to_citizen


def build(asked: Asked, of: str) -> Built:
    """The consent ``of``. What it covers and whom it is given to the page says. Raises
    ``NotVisible``, or ``Refused`` for one that was withdrawn."""
    try:
        consent_id = UUID(of)
    except ValueError as error:
        raise NotVisible(of) from error
    view = asked.view
    found = consent(user=asked.user, case_id=view.case_id, consent_id=consent_id, today=asked.today)
    if found.withdrawn_at is not None:
        raise Refused([Fault("", "letter_of_withdrawn")])
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "to": asked.shown.get("to", ""),
        "scope": asked.shown.get("scope", []),
        "purpose": found.purpose,
        "statement": found.wording,
        "withdraw": _("You can take your consent back at any time: call us, or write to us."),
        "given_on": found.given_on.isoformat(),
        "until": found.last_on.isoformat() if found.last_on else None,
        "how": asked.shown.get("how", ""),
        "signatures": signatures(found, asked.citizen, asked.shown.get("how", "")),
    }
    return Built(kind="consent", data=data, receivers=[to_citizen(asked)], seen_as=Kind.CONSENTS)


def signatures(found: ConsentView, citizen: str, how: str) -> list[dict[str, str]]:
    """Who gave it and how, who heard it, and who wrote it down: it stands, and nobody is asked to
    sign it anew."""
    given, written = found.given_on.isoformat(), timezone.localdate(found.recorded_at).isoformat()
    told = [
        {"role": _("Citizen"), "name": citizen, "how": inside(how), "signed_on": given},
        {"role": _("Witness"), "name": found.witness, "signed_on": given},
        {"role": _("Written down by"), "name": found.recorded_by, "signed_on": written},
    ]
    return [one for one in told if one["name"]]


def inside(how: str) -> str:
    """As it stands within a line."""
    return how[:1].lower() + how[1:]
