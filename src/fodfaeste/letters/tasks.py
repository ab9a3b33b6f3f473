"""What the worker is asked to do for the outbox. It looks by itself as well, every few seconds:
a task that a worker died over is not done again, a letter is."""

from django.utils import timezone
from django_tasks import task


@task()
def deliver_waiting() -> None:
    """Delivers what waits."""
    from fodfaeste.letters.delivering import deliver_due

    deliver_due(clock=timezone.now)
