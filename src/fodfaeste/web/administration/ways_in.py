"""How people sign in: which ways are on, who has a second factor, and what roles from outside
mean."""

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.accounts.administration import organisations, queries
from fodfaeste.cases.names import sort_key
from fodfaeste.web.administration.forms import MeaningForm
from fodfaeste.web.administration.opening import act, administration, frame
from fodfaeste.web.administration.people import METHODS
from fodfaeste.web.administration.saying import function_name, right_name, role_name
from fodfaeste.web.requests import signed_in_user, whole_number
from fodfaeste.web.sent_once import SentOnce

CODES = {"function": function_name, "role": role_name, "right": right_name}


@administration
@require_http_methods(METHODS)
def ways_in(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """How people sign in; a role's name at the identity provider gets a meaning here."""
    by, around = signed_in_user(request), frame(request, organisation_id, "ways_in")
    form = MeaningForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.add_meaning(
                organisation_id=organisation_id, meaning=form.told(), writer=writer
            ),
            _("The meaning is added. It counts from the next sign-in."),
        )
        if saved:
            return redirect("administration_ways_in", organisation_id)
    people = queries.people(by=by, organisation_id=organisation_id)
    without = [one for one in people if not one.has_factor]
    found = queries.meanings(by=by, organisation_id=organisation_id)
    context = {
        "frame": around,
        "form": form,
        "ways": ways(request),
        "with_factor": len(people) - len(without),
        "people": len(people),
        "without": sorted(without, key=lambda one: sort_key(one.name)),
        "meanings": [(one.pk, one.name, meaning_said(one)) for one in found],
        "submission": SentOnce()["submission"],
    }
    return render(request, "administration/ways_in.html", context)


def ways(request: HttpRequest) -> list[tuple[str, str]]:
    """What the site is set up to: settings, which those who run it decide."""
    yes, no = pgettext("fact", "yes"), pgettext("fact", "no")
    outside = [app.name or app.provider for app in get_adapter().list_apps(request)]
    return [
        (_("E-mail and password"), yes),
        (_("Sign-in from outside"), ", ".join(outside) or no),
        (_("Second factor required"), yes if settings.FODFAESTE_SECOND_FACTOR else no),
        (
            _("Also of those who sign in from outside"),
            yes if settings.FODFAESTE_SECOND_FACTOR_SSO else no,
        ),
    ]


def meaning_said(one: object) -> str:
    """``Leder``, ``CTI-medarbejder``"""
    return next(say(value) for name, say in CODES.items() if (value := getattr(one, name)))


@administration
@require_POST
def remove_meaning(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """A role's name at the identity provider means that no more."""
    form = SentOnce(request.POST)
    meaning_id = whole_number(request.POST.get("meaning", ""))
    frame(request, organisation_id, "ways_in")
    if form.is_valid() and meaning_id is not None:
        act(
            request,
            form,
            lambda writer: organisations.remove_meaning(
                organisation_id=organisation_id, meaning_id=meaning_id, writer=writer
            ),
            _("The meaning is removed."),
        )
    return redirect("administration_ways_in", organisation_id)
