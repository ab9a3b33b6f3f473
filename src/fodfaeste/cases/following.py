"""What else follows a case's log. Other rooms of the house keep rows that say for lists and for
counting what the log says already. They say here how such rows are brought in step, inside the
transaction that writes the lines, from whichever page they come; and how it is checked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from django.db import transaction

from fodfaeste.accounts.chains import Broken
from fodfaeste.cases.models import LogEntry

Follow = Callable[[UUID], None]
Check = Callable[[Sequence[UUID]], Iterator[tuple[UUID, Broken]]]
_FOLLOWERS: dict[Follow, frozenset[str]] = {}
_CHECKS: list[Check] = []


def follows_logs(follow: Follow, *, types: frozenset[str]) -> Follow:
    """From now on ``follow`` is called when a line of one of these types was written. Called again
    for the same log, it changes nothing."""
    _FOLLOWERS[follow] = types
    return follow


def checks_rows(check: Check) -> Check:
    """From now on ``fodfaeste verify`` asks ``check`` too what of some cases is not as logged."""
    if check not in _CHECKS:
        _CHECKS.append(check)
    return check


def follow(case_id: UUID, entries: Sequence[LogEntry]) -> None:
    """Brings in step what the new lines are about."""
    written = {one.type for one in entries}
    for each, types in _FOLLOWERS.items():
        if types & written:
            each(case_id)


def follow_anew(case_ids: Iterable[UUID]) -> None:
    """Brings all of it in step, whatever was written last."""
    for case_id in case_ids:
        for each in _FOLLOWERS:
            with transaction.atomic():
                each(case_id)


def broken_rows(case_ids: Sequence[UUID]) -> Iterator[tuple[UUID, Broken]]:
    """What other rooms find that is not as the logs of these cases have it."""
    for check in _CHECKS:
        yield from check(case_ids)
