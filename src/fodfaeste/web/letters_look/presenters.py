"""The kinds of letters as an administrator sees them."""

from dataclasses import dataclass

from fodfaeste import words
from fodfaeste.accounts.models import User
from fodfaeste.letters import kinds
from fodfaeste.letters.wording import worded_kinds
from fodfaeste.web.dates import language


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind of letter. ``is_worded``: the organisation has words of its own for it."""

    kind: str
    name: str
    is_worded: bool


def kinds_shown(*, by: User, organisation_id: int) -> list[KindShown]:
    """All kinds, in their order. Raises ``NotYours``."""
    own = worded_kinds(by=by, organisation_id=organisation_id)
    return [KindShown(kind, name_of(kind), kind in own) for kind in kinds.names()]


def name_of(kind: str) -> str:
    """The name of a kind, as a heading."""
    return words.capitalised(kinds.kind_name(kind, language=language()))
