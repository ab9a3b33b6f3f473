"""Somebody leaves, and hands over their open cases first."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.organisation_log import Done
from fodfaeste.cases.queries.caseload import shares
from fodfaeste.cases.services import handover
from fodfaeste.web.administration.forms import ticked
from fodfaeste.web.administration.opening import act, administration
from fodfaeste.web.administration.people import METHODS, opened
from fodfaeste.web.administration.presenters import ShareShown, shares_shown
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce


class LeaveForm(SentOnce):
    """For each programme and role: who takes over those cases. A form that was sent before may
    name what is there no more, so nothing is asked of it that is."""

    def __init__(self, data: Any = None, *, shown: Sequence[ShareShown]) -> None:
        super().__init__(data)
        self.shown = [one for one in shown if one.choices]
        for one in self.shown:
            self.fields[one.key] = taker_field(one)

    def chosen(self) -> dict[tuple[str, str], list[int]]:
        """By programme and role, as the service takes it."""
        return {
            key_of(one.key): [int(taker) for taker in self.cleaned_data[one.key]]
            for one in self.shown
        }


def key_of(key: str) -> tuple[str, str]:
    programme, _colon, role = key.partition(":")
    return programme, role


def taker_field(one: ShareShown) -> forms.MultipleChoiceField:
    several = _("With several, the cases are shared out; who has fewest gets most.")
    hint = [f"{one.says}.", several if len(one.choices) > 1 else "", one.left_open]
    field = ticked(one.heading, " ".join(filter(None, hint)))
    field.required = True
    field.choices = one.choices
    field.error_messages["required"] = _("Choose at least one who takes these cases over.")
    return field


@administration
@require_http_methods(METHODS)
def pass_on(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Somebody stays, and all their open cases go to colleagues."""
    said = _("The open cases of %(name)s are handed over.")
    return handed_over(request, user_id, handover.pass_on, said, "administration/pass_on.html")


@administration
@require_http_methods(METHODS)
def leave(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """What is handed over, to whom; then the account is closed."""
    said = _("%(name)s has left, and the open cases are handed over.")
    return handed_over(request, user_id, handover.leave, said, "administration/leave.html")


def handed_over(
    request: HttpRequest, user_id: int, service: Callable[..., Done], said: str, template: str
) -> HttpResponseBase:
    """The page that asks who takes the cases over, and the handing over by ``service``."""
    person, around = opened(request, user_id)
    by = signed_in_user(request)
    shown = shares_shown(shares(by=by, user_id=user_id))
    form = LeaveForm(request.POST if request.method == "POST" else None, shown=shown)
    if form.is_bound and form.is_valid():
        done = act(
            request,
            form,
            lambda writer: service(
                user_id=user_id,
                successors=form.chosen(),
                by=by,
                now=timezone.now(),
                submission=writer.submission,
            ),
            said % {"name": person.name},
        )
        if done:
            return redirect("administration_person", user_id)
    context = {
        "frame": around,
        "person": person,
        "form": form,
        "nobody": [one for one in shown if not one.choices],
        "shares": bool(shown),
        "is_self": person.user_id == by.pk,
    }
    return render(request, template, context)
