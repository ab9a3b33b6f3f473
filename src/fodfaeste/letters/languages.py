"""In which language a citizen is written to."""

from collections.abc import Collection, Mapping
from uuid import UUID

from fodfaeste.letters.models import Letter, State
from fodfaeste.letters.new import CITIZEN

USUAL = "da"


def last_written_in(case_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The language of the last letter to the citizen of each case; none of those who had none. What
    was taken back was no letter."""
    sent = Letter.unrestricted.filter(case__in=case_ids, to_role=CITIZEN, copy_of=None)
    kept = sent.exclude(state=State.WITHDRAWN).order_by("put_at", "id")
    return dict(kept.values_list("case", "language"))


def language_of(case_id: UUID) -> str:
    """In which a citizen is written to where nobody chooses: as the last time."""
    return last_written_in([case_id]).get(case_id, USUAL)
