"""The worker: does what was put aside for later, and gives a sign of life every few seconds."""

import logging
import time
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from fodfaeste.letters import delivering
from fodfaeste.running import beats

NAME = "worker"
PAUSE = 2  # seconds
BEATS_EVERY = timedelta(seconds=20)


def work_until_told(*, rounds: int | None = None) -> None:
    """Works until it is told to stop by a signal; ``rounds`` is for tests."""
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    worker = new_worker()
    worker.configure_signals()
    last = timezone.now() - BEATS_EVERY
    while worker.running and rounds != 0:
        # It returns once nothing waits any more.
        worker.run()
        # Also what is tried again after a pause, and what a worker died over.
        delivering.deliver_due(clock=timezone.now, goes_on=lambda: worker.running)
        if (now := timezone.now()) - last >= BEATS_EVERY:
            beats.give(NAME, now=now)
            last = now
        rounds = None if rounds is None else rounds - 1
        if worker.running and rounds != 0:
            time.sleep(PAUSE)


def new_worker() -> Any:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
