"""Letters made of what is in a case: what they say, and to whom they can go.

A builder is told who asks and reads through the queries, so that a letter holds no more than
whoever sends it reads.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import override

from fodfaeste.cases import rows
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.core.events import CLOSING
from fodfaeste.letters.builders import consents, ending, intake, notes, plan
from fodfaeste.letters.builders.asked import Asked, Built, Receiver
from fodfaeste.letters.builders.intake import REFERRAL

__all__ = ["BUILDERS", "Asked", "Built", "Receiver", "build", "source_of"]

BUILDERS: Mapping[str, Callable[[Asked, str], Built]] = {
    "planen": plan.build,
    "notat": notes.build,
    "kvittering": intake.receipt,
    "svar": intake.decision,
    "afslutning": ending.build,
    "samtykke": consents.build,
}
"""By the word in their address."""


def build(what: str, of: str, asked: Asked) -> Built:
    """The letter of one of the ``BUILDERS``, in its language. Raises ``KeyError``, ``NotVisible``,
    or ``Refused`` where there is nothing to send yet."""
    with override(asked.language):
        return BUILDERS[what](asked, of)


def source_of(view: CaseView, entry: EntryView) -> str:
    """The builder that makes a letter of a line of the log; empty where there is none, or none for
    the reader."""
    is_there = not (entry.withheld or entry.corrected_by or entry.erased_at)
    if not (is_there and view.sight.may(Act.SEND_LETTERS)):
        return ""
    if entry.type in (REFERRAL, CLOSING):
        return "kvittering" if entry.type == REFERRAL else "afslutning"
    if entry.type == rows.INTAKE_DECIDED:
        return "svar" if entry.attributes.get("decision") in intake.YES_OR_NO else ""
    kinds = view.rules.terms.events.values()
    return "notat" if entry.note and any(entry.type in kind.sends for kind in kinds) else ""
