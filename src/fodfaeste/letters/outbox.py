"""How the outbox is, for whoever runs the site: numbers and nothing else."""

from datetime import datetime, timedelta

from fodfaeste.letters.models import Letter, State

LATE = timedelta(minutes=30)
"""So long after its time a letter is late: a worker that died over it has been followed by now."""


def stuck(*, now: datetime) -> int:
    """Letters that the worker should have tried, and has not."""
    return Letter.unrestricted.filter(next_at__lt=now - LATE).count()


def failed() -> int:
    """Letters of which somebody has to say what becomes of them."""
    return Letter.unrestricted.filter(state=State.FAILED).count()
