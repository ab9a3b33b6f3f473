"""What the services of the register share: whose register it is, and a line in the log of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models

from fodfaeste.accounts import organisation_log
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.companies.models import Company, RegisterDoor
from fodfaeste.core.faults import Fault

M = TypeVar("M", bound=models.Model)
Act = Callable[[], Sequence[Change | None]]


class NotInRegister(NotVisible):
    """There is no such thing in the register of this person's organisation."""


def may_keep(user: User) -> bool:
    """Whether somebody keeps the register: everybody who works in the organisation."""
    return user.is_active and user.works_here


def write(by: User, now: datetime, submission: UUID, act: Act) -> Done:
    """Does ``act`` with its lines in the log of ``by``'s organisation. Raises
    ``PermissionDenied``."""
    if not may_keep(by):
        raise PermissionDenied
    writer = organisation_log.Writer(by, now, submission)
    return organisation_log.written(organisation_id=by.organisation_id, writer=writer, act=act)


def found(door: RegisterDoor[M], by: User, pk: UUID) -> M:
    """What of the register is asked for, as it is now. Raises ``NotInRegister``."""
    row = door.visible_to(by).filter(pk=pk).first()
    if row is None:
        raise NotInRegister(pk)
    return row


def about(company: Company, **more: UUID) -> dict[str, str]:
    """What a line of the log concerns: the company, as it is called then, and what of it."""
    ids = {name: str(pk) for name, pk in more.items()}
    return {"company": str(company.pk), "called": company.name, **ids}


def responsible_faults(user_id: int, by: User) -> Iterator[Fault]:
    """Whoever of ours sees to an agreement works here."""
    colleagues = User.objects.filter(organisation=by.organisation_id, is_active=True)
    if not colleagues.filter(pk=user_id).exists():
        yield Fault("responsible", "unknown_responsible")
