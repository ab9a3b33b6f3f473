"""To another organisation that uses the system: they find it in their inbox as soon as it is
written that it was sent, so that this is all there is to do."""

from fodfaeste.letters.faults import Cannot, CannotDeliver
from fodfaeste.letters.ways.handed import Handed


def hand_over(handed: Handed) -> None:
    """Raises ``CannotDeliver`` (``not_here``)."""
    to = handed.letter.receiver_organisation
    if to is None or not to.is_active:
        raise CannotDeliver(Cannot.NOT_HERE)
