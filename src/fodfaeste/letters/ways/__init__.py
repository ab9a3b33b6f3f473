"""The ways by which letters go. Each hands one over once, however often it is asked, or says that
it could not; one way a module."""

from collections.abc import Callable, Mapping

from fodfaeste.letters.models import Channel
from fodfaeste.letters.ways import digital_post, mail, organisation
from fodfaeste.letters.ways.handed import Handed

__all__ = ["WAYS", "Handed"]

WAYS: Mapping[str, Callable[[Handed], None]] = {
    Channel.DIGITAL_POST: digital_post.hand_over,
    Channel.EMAIL: mail.hand_over,
    Channel.ORGANISATION: organisation.hand_over,
}
"""By channel; each raises ``CannotDeliver``. What is printed is handed over by people."""
