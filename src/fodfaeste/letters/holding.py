"""What kinds of information a letter holds, which decides who reads it, and what it rests on.

What it says, it holds as it was put into the outbox, and as the text that it was written from is
classified by now; what lies in the same envelope likewise (``enclosing``).
"""

from django.db.models import Exists, OuterRef, Q

from fodfaeste.cases.models import LogText
from fodfaeste.cases.policy import TEXTS, Kind
from fodfaeste.letters import enclosing
from fodfaeste.letters.models import Enclosure, Letter

HOLDS = (
    Kind.REGISTRATIONS, Kind.NOTES, Kind.HEALTH, Kind.SOCIAL, Kind.BELIEF, Kind.CONSENTS,
)  # fmt: skip
"""What a letter may be read as."""
CONFIDED = {
    text: kind for text, kind in TEXTS.items() if kind in (Kind.HEALTH, Kind.SOCIAL, Kind.BELIEF)
}
"""What a text may be classified as so that fewer read the letter that says it. An ordinary one adds
nothing: what was decided goes with registrations, whatever the line is that says so."""


def said_as(*kinds: str) -> str:
    """Kinds of information as a letter has them."""
    return " ".join(sorted(set(map(str, kinds))))


def says(kind: Kind) -> Q:
    """The letters that say that kind of information themselves."""
    texts = [text for text, held in CONFIDED.items() if held == kind]
    written = LogText.unrestricted.filter(entry=OuterRef("written_from"), kind__in=texts)
    by_now = Q(Exists(written)) if texts else Q(pk__in=())
    return Q(seen_as__contains=kind.value) | by_now


def holds(kind: Kind) -> Q:
    """Those in whose envelope it is."""
    enclosed = Enclosure.unrestricted.filter(enclosing.held_as(kind), letter=OuterRef("pk"))
    return says(kind) | Q(Exists(enclosed))


def said_in(letter: Letter) -> frozenset[Kind]:
    """The kinds that the letter itself says."""
    found = LogText.unrestricted.filter(entry=letter.written_from_id, kind__in=CONFIDED)
    by_now = [CONFIDED[kind] for kind in found.values_list("kind", flat=True)]
    return frozenset([*map(Kind, letter.seen_as.split()), *by_now])


def is_erased(letter: Letter) -> bool:
    """Whether the text that it was written from is gone: then it does not go any more."""
    found = LogText.unrestricted.filter(entry=letter.written_from_id, erased_at__isnull=False)
    return found.exists()


def held_in(letter: Letter) -> frozenset[Kind]:
    """The kinds that are in the envelope."""
    return said_in(letter) | enclosing.held_in(letter.pk)
