"""What the views of courses share: who opens a run, and what is done once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from fodfaeste.accounts.models import User
from fodfaeste.core.faults import Refused
from fodfaeste.courses import queries
from fodfaeste.courses.queries import RunView
from fodfaeste.web import saying as faults
from fodfaeste.web.requests import signed_in_user


@dataclass(frozen=True, slots=True)
class Opened:
    """A run, opened by somebody now."""

    view: RunView
    user: User
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def done_by(self) -> dict[str, Any]:
        return {"run_id": self.view.run_id, "by": self.user, "now": self.now}


def open_run(request: HttpRequest, run_id: UUID, *, to_arrange: bool = False) -> Opened:
    """The run, for the person signed in; to others it does not exist. ``to_arrange``: the page is
    for those who may change it."""
    user, now = signed_in_user(request), timezone.localtime()
    view = queries.run(user=user, run_id=run_id, now=now)
    if view is None:
        raise Http404
    if to_arrange and not view.may_arrange:
        raise PermissionDenied
    return Opened(view, user, now)


def act(
    request: HttpRequest,
    form: Form,
    service: Callable[..., Any],
    said: str | Promise | Callable[[], str],
    **values: Any,
) -> bool:
    """Does one thing, and says so; or puts what was refused into the form."""
    try:
        service(**values, submission=form.cleaned_data["submission"])
    except Refused as refused:
        faults.add_faults(form, refused.faults, {})
        return False
    messages.success(request, said() if callable(said) else str(said))
    return True
