from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from fodfaeste.accounts.queries import Persona


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """Somebody to sign in as, and who they are in a sentence."""

    user_id: int
    name: str
    initials: str
    about: str


def by_organisation(
    personas: Iterable[Persona], *, language: str
) -> list[tuple[str, list[PersonaRow]]]:
    """The personas under their organisations, both in the order in which they came."""
    order = list(dict.fromkeys(each.organisation for each in personas))
    ranked = sorted(personas, key=lambda each: order.index(each.organisation))
    return [
        (organisation, [persona_row(each, language=language) for each in group])
        for organisation, group in groupby(ranked, key=lambda each: each.organisation)
    ]


def persona_row(persona: Persona, *, language: str) -> PersonaRow:
    about = persona.text.get(language, "")
    return PersonaRow(persona.user_id, persona.name, persona.initials, about)
