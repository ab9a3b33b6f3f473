"""The texts of letters and pages that an organisation may word as it likes: all of them, here."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class Text:
    """A text to word. ``default``: what stands where the organisation has not said anything, by
    language."""

    label: Promise
    about: Promise
    default: Mapping[str, str]
    is_long: bool = False


TEXTS: Mapping[str, Text] = {
    "greeting": Text(
        _("Greeting"),
        _("How a letter begins. The citizen's name follows it."),
        {"da": "Kære", "en": "Dear"},
    ),
    "sign_off": Text(
        _("Ending"),
        _("What stands above the signature."),
        {"da": "Med venlig hilsen", "en": "Kind regards"},
    ),
    "complaint": Text(
        _("How to complain"),
        _("Stands under a decision that can be complained about."),
        {
            "da": "Du kan klage inden 4 uger fra den dag, du har modtaget afgørelsen. Send klagen"
            " til os. Hvis vi fastholder afgørelsen, sender vi klagen videre til Ankestyrelsen.",
            "en": "You can complain within 4 weeks of the day you received the decision. Send"
            " your complaint to us. If we stand by the decision, we pass your complaint on to the"
            " National Board of Appeal.",
        },
        is_long=True,
    ),
    "footer": Text(
        _("Foot of a letter"),
        _("Address, telephone, opening hours: as they should stand at the foot of every page."),
        {"da": "", "en": ""},
        is_long=True,
    ),
}


def wording_of(organisation: Organisation, text: str, *, language: str) -> str:
    """A text as the organisation words it, or as it is by default. Raises ``KeyError``."""
    default = TEXTS[text].default[language]
    return str(organisation.wording.get(text) or default)
