"""The log of an organisation: every administrative act, with what it changed. Nothing else writes
it.

Acts on one organisation queue at its row, so what an act reads stays true until it has written.
Each line holds the hash of the one before it, as the log of a case does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from fodfaeste.accounts import chains
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.accounts.organisation_event import OrganisationEvent


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes (None: whoever sits at the command line), when, and from which form."""

    by: User | None
    now: datetime
    submission: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """What a line is to say; see ``OrganisationEvent``."""

    type: str
    about: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """``repeated``: this form was sent before, and did then what it asks for. ``changed``: False
    if everything was so already, and nothing was written."""

    repeated: bool = False
    changed: bool = True


def written(
    *, organisation_id: int, writer: Writer, act: Callable[[], Sequence[Change | None]]
) -> Done:
    """Does ``act`` and appends what it says was changed, all or nothing; once, however often the
    form is sent. What ``act`` raises is raised, and nothing is written."""
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
        if was_sent(organisation_id=organisation_id, submission=writer.submission):
            return Done(repeated=True)
        changes = [change for change in act() if change is not None]
        _append(organisation_id, changes, writer)
    return Done(changed=bool(changes))


def was_sent(*, organisation_id: int, submission: UUID) -> bool:
    """Whether this form's act has been done."""
    found = OrganisationEvent.objects.filter(organisation=organisation_id, submission=submission)
    return found.exists()


def difference(
    type_: str, about: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change | None:
    """The line that says which fields came to differ; None if none did."""
    names = [name for name, value in after.items() if before.get(name) != value]
    if not names:
        return None
    told = ({name: values.get(name) for name in names} for values in (before, after))
    return Change(type_, about, *told)


def _append(organisation_id: int, changes: Sequence[Change], writer: Writer) -> None:
    seq, previous = _head(organisation_id)
    for number, change in enumerate(changes):
        values = {
            "organisation_id": organisation_id,
            "seq": seq + 1 + number,
            "type": change.type,
            "about": dict(change.about),
            "before": dict(change.before),
            "after": dict(change.after),
            "at": writer.now,
            "by_id": writer.by.pk if writer.by else None,
            "submission": uuid5(writer.submission, str(number)) if number else writer.submission,
            "previous_hash": previous,
        }
        previous = chains.hash_of(OrganisationEvent.SAID, values)
        OrganisationEvent.objects.create(**values, hash=previous)


def _head(organisation_id: int) -> tuple[int, str]:
    found = OrganisationEvent.objects.filter(organisation=organisation_id).order_by("-seq")
    return found.values_list("seq", "hash").first() or (0, chains.START)
