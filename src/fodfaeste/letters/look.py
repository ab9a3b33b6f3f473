"""How an organisation's letters look: its name, picture, signature and wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fodfaeste.accounts.models import Logo, Organisation
from fodfaeste.accounts.wording import wording_of
from fodfaeste.letters.sentences import usual, wording_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an organisation gives to all its letters. ``wording``: its own words for parts of them,
    by ``sentences.wording_key``. ``greeting``, ``sign_off``: by language."""

    name: str
    logo: bytes = b""
    signature: str = ""
    foot: str = ""
    greeting: str = ""
    sign_off: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)

    def says(self, kind: str, part: str, *, language: str) -> str:
        """A part of a letter, in the organisation's words or the usual ones."""
        own = self.wording.get(wording_key(kind, part, language=language))
        return own or usual(kind, part, language=language)


def look_of(organisation: Organisation, *, language: str) -> Look:
    """The look of an organisation's letters in a language. A unit that has not said how it looks
    is called by its own name and looks like what it is a unit of."""
    whole = organisation if _has_look(organisation) else organisation.parent or organisation
    return Look(
        name=organisation.letter_name or organisation.name,
        logo=_logo(whole),
        signature=whole.signature,
        foot=wording_of(whole, "footer", language=language),
        greeting=wording_of(whole, "greeting", language=language),
        sign_off=wording_of(whole, "sign_off", language=language),
        wording={key: str(text) for key, text in whole.wording.items()},
    )


def _has_look(one: Organisation) -> bool:
    return bool(one.letter_name or one.signature or one.wording or one.logo_digest)


def _logo(organisation: Organisation) -> bytes:
    row = (
        Logo.objects.filter(organisation=organisation).first() if organisation.logo_digest else None
    )
    return b"" if row is None else bytes(row.content)
