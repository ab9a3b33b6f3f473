"""Caseload norms, and the organisation's part in programmes."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.administration import organisations, queries
from fodfaeste.accounts.vocabulary import staff_roles
from fodfaeste.cases.queries.caseload import caseloads
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.web import dates
from fodfaeste.web.administration.forms import NormsForm, UsesForm
from fodfaeste.web.administration.opening import act, administration, frame
from fodfaeste.web.administration.people import METHODS
from fodfaeste.web.administration.presenters import norms_shown, usual_norms
from fodfaeste.web.requests import signed_in_user


def rules_today() -> list[Rules]:
    day = timezone.localdate().toordinal()
    known = catalogue.programme_ids()
    return [catalogue.in_force(catalogue.versions(one), day) for one in known]


@administration
@require_http_methods(METHODS)
def norms(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """How many open cases one person should have in a role, beside how many they have."""
    by, around = signed_in_user(request), frame(request, organisation_id, "norms")
    own = queries.norms(by=by, organisation_id=organisation_id)
    people = queries.people(by=by, organisation_id=organisation_id)
    loads, rules = caseloads(by=by, organisation_id=organisation_id), rules_today()
    held = {role for one in people for role in one.roles} | {role for _user, role in loads}
    roles = [role for role in staff_roles() if role in held | set(own) | set(usual_norms(rules))]
    form = NormsForm(request.POST if request.method == "POST" else None, roles=roles, initial=own)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.change_norms(
                organisation_id=organisation_id, norms=form.told(), writer=writer
            ),
            _("The norms are saved."),
        )
        if saved:
            return redirect("administration_norms", organisation_id)
    shown = norms_shown(roles, people, loads, own, rules)
    rows = [(one, form[one.field]) for one in shown]
    context = {"frame": around, "form": form, "rows": rows}
    return render(request, "administration/norms.html", context)


@administration
@require_http_methods(METHODS)
def uses(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """The organisation's part in each programme."""
    around = frame(request, organisation_id, "uses")
    begins = queries.uses(by=signed_in_user(request), organisation_id=organisation_id)
    language = dates.language()
    known = [(one.programme.programme, one.programme.name[language]) for one in rules_today()]
    data = request.POST if request.method == "POST" else None
    form = UsesForm(data, programmes=known, initial=begins)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.change_programmes(
                organisation_id=organisation_id, uses=form.told(), writer=writer
            ),
            _("The programmes in use are saved."),
        )
        if saved:
            return redirect("administration_uses", organisation_id)
    context = {"frame": around, "form": form, "says_nothing": not begins}
    return render(request, "administration/uses.html", context)
