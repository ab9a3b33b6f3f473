"""An organisation words its letters itself, kind by kind."""

from collections.abc import Mapping

from fodfaeste import words
from fodfaeste.accounts.administration.organisations import administrator
from fodfaeste.accounts.administration.scope import organisation_of
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done, Writer, difference, written
from fodfaeste.letters import examples, kinds
from fodfaeste.letters.look import look_of
from fodfaeste.letters.rendering import render
from fodfaeste.letters.sentences import WORDABLE, wording_key

Told = Mapping[tuple[str, str], str]
"""What an organisation says itself, by part of the letter and language; empty: as is usual."""


def own_words(*, by: User, organisation_id: int, kind: str) -> dict[tuple[str, str], str]:
    """What the organisation says itself in letters of a kind. Raises ``NotYours``."""
    wording = organisation_of(by, organisation_id).wording
    return {place: str(wording.get(key, "")) for place, key in _keys(kind).items()}


def worded_kinds(*, by: User, organisation_id: int) -> frozenset[str]:
    """The kinds that the organisation has worded itself. Raises ``NotYours``."""
    wording = organisation_of(by, organisation_id).wording
    return frozenset(kind for kind in kinds.names() if set(_keys(kind).values()) & set(wording))


def change_words(*, organisation_id: int, kind: str, told: Told, writer: Writer) -> Done:
    """Other words for letters of a kind, from now on; what was sent stays as it was. Raises
    ``NotYours``, and ``Refused`` for a kind that is not known."""
    found = organisation_of(administrator(writer), organisation_id)
    kinds.keys_of(kind)
    after = {key: told.get(place, "").strip() for place, key in _keys(kind).items()}

    def act() -> list[Change | None]:
        found.refresh_from_db()
        before = {key: str(found.wording.get(key, "")) for key in after}
        kept = {key: text for key, text in found.wording.items() if key not in after}
        found.wording = {**kept, **{key: text for key, text in after.items() if text}}
        found.save(update_fields=["wording"])
        return [difference("wording_changed", {}, before, after)]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def shown_on_example(
    *, by: User, organisation_id: int, kind: str, language: str, told: Told | None = None
) -> bytes:
    """A made-up letter as the organisation's looks, with the words it has or these. Raises
    ``NotYours``."""
    organisation = organisation_of(by, organisation_id)
    if told is not None:
        own = {key: told.get(place, "").strip() for place, key in _keys(kind).items()}
        organisation.wording = {**organisation.wording, **own}
    look = look_of(organisation, language=language)
    return render(kind, examples.example(kind, language=language), language=language, look=look)


def _keys(kind: str) -> dict[tuple[str, str], str]:
    return {
        (part, language): wording_key(kind, part, language=language)
        for language in words.LANGUAGES
        for part in WORDABLE
    }
