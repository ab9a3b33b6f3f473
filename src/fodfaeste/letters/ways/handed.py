"""What is handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fodfaeste.letters.models import DeliveryAttempt, Letter


@dataclass(frozen=True, slots=True)
class Handed:
    """A letter, its PDF, and the attempt that hands it over."""

    letter: Letter
    pdf: bytes
    attempt: DeliveryAttempt
    clock: Callable[[], datetime]

    def begin(self) -> None:
        """Writes down that from now on nobody can know whether it was handed over."""
        found = DeliveryAttempt.unrestricted.filter(pk=self.attempt.pk, ended_at=None)
        found.update(handing_at=self.clock())
