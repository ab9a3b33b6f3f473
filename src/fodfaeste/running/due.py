"""What is due every night. One list; each entry may run twice a night, or not for a week."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fodfaeste.cases import projection
from fodfaeste.cases.services import drafts, files
from fodfaeste.letters.verifying import verify_letters
from fodfaeste.protection import deletions
from fodfaeste.running import beats, keys, limits
from fodfaeste.traces import verifying

logger = logging.getLogger(__name__)
NAME = "due_work"
KEPT_TASKS = timedelta(days=14)


@dataclass(frozen=True)
class Work:
    """``do`` is told ``now``. It fails by an exception, or by returning what is not sound; else
    what it returns is written down, if it is text: counts, never anything personal."""

    name: str
    do: Callable[..., Any]


@dataclass(frozen=True)
class Outcome:
    """How a piece of work went. ``fault``: the kind of exception, never its text."""

    name: str
    is_well: bool
    told: str = ""


def run_all(*, now: datetime) -> tuple[Outcome, ...]:
    """Does everything that is due; what fails keeps nothing else from being done."""
    outcomes = tuple(_run(work, now) for work in DUE)
    if all(each.is_well for each in outcomes):
        beats.give(NAME, now=now)
    return outcomes


def _run(work: Work, now: datetime) -> Outcome:
    try:
        result = work.do(now=now)
    except Exception as error:
        logger.exception("work that is due failed: %s", work.name)
        return Outcome(work.name, False, type(error).__name__)
    told = result if isinstance(result, str) else ""
    return Outcome(work.name, getattr(result, "is_sound", True), told)


def clear_sessions(*, now: datetime) -> None:
    """Sessions that have ended."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_tasks(*, now: datetime) -> str:
    """Tasks that were done, or failed, a while ago."""
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_TASKS).delete()
    return f"{deleted} tasks deleted"


def renew_key_proof(*, now: datetime) -> None:
    """So that a key can be retired once all text is sealed anew."""
    keys.prove()


def refresh_lists(*, now: datetime) -> str:
    """What time alone has changed in the lists, so that the first page of the morning is quick."""
    today = timezone.localdate(now)
    seen, _ = projection.refresh_all(today=today, only_stale=True)
    return f"{seen} cases read"


DUE = (
    Work("sessions", clear_sessions),
    Work("limits", limits.forget_spent),
    Work("tasks", forget_tasks),
    Work("drafts", drafts.forget_old),
    Work("files", files.clear_files),
    Work("keys", renew_key_proof),
    Work("lists", refresh_lists),
    Work("verify", verifying.verify_nightly),
    Work("letters", verify_letters),
    Work("approved deletions", deletions.carry_out_all),
)
