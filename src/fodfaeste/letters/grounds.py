"""Whether a letter may go, by what rests on the citizen's word (CT-06, RA-12 to RA-14).

To the citizen, and those at their side, everything goes. Whoever runs the case or referred it is
told of it anyway, and papers of a placement rest on the agreement that the employer is a party to.
Any other is told by a consent, or a statute, that stands on the day on which it is sent.
"""

from collections.abc import Sequence
from datetime import date

from fodfaeste.cases import crypto
from fodfaeste.cases.basis import Missing, Recipient, may_send
from fodfaeste.cases.models import Companion
from fodfaeste.letters.holding import held_in, said_in
from fodfaeste.letters.models import Letter
from fodfaeste.letters.new import CITIZEN

OF_THE_CITIZEN = frozenset({CITIZEN, *Companion.Kind.values})
EMPLOYER = "employer"
OF_PLACEMENTS = frozenset({"grant_letter", "time_sheets", "work_agreement"})


def may_go(letter: Letter, *, on: date) -> bool:
    """Whether there is what the letter rests on."""
    if letter.to_role in OF_THE_CITIZEN:
        return True
    held = held_in(letter)
    if letter.to_role == EMPLOYER and letter.kind in OF_PLACEMENTS and held == said_in(letter):
        return True
    if letter.receiver_organisation_id in _those_with_the_case(letter):
        return True
    return _is_agreed(letter, sorted(held), on)


def _those_with_the_case(letter: Letter) -> set[int]:
    case = letter.case
    return {pk for pk in (case.organisation_id, case.referred_by_id) if pk is not None}


def _is_agreed(letter: Letter, kinds: Sequence[str], on: date) -> bool:
    receiver = crypto.decrypt_map(letter.receiver)
    to = Recipient(
        role=letter.to_role,
        organisation_id=letter.receiver_organisation_id,
        name=receiver.get("name", ""),
    )
    found = may_send(case_id=letter.case_id, receiver=to, kinds=kinds, on=on)
    return not isinstance(found, Missing)
