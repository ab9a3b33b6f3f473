"""The organisation and its units, and what was changed in them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.accounts.administration import organisations, queries
from fodfaeste.web.administration.changes import line_shown
from fodfaeste.web.administration.forms import OrganisationForm
from fodfaeste.web.administration.opening import act, address, administration, frame
from fodfaeste.web.administration.saying import kind_name
from fodfaeste.web.requests import signed_in_user, whole_number

METHODS = ["GET", "HEAD", "POST"]
LINES = 30


@administration
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Leads to the own organisation."""
    return redirect("administration_organisation", signed_in_user(request).organisation_id)


@administration
@require_http_methods(METHODS)
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """What the organisation is, and its units."""
    around = frame(request, organisation_id, "organisation")
    here = around.place
    begins = {
        "name": here.name,
        "kind": here.kind,
        "cvr": here.cvr or "",
        "is_active": here.is_active,
    }
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, is_unit=here.parent_id is not None, initial=begins)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.change_organisation(
                organisation_id=organisation_id, told=form.told(), writer=writer
            ),
            _("The organisation is saved."),
        )
        if saved:
            return redirect("administration_organisation", organisation_id)
    known = queries.places(by=signed_in_user(request))
    units = [
        (one.name, kind_name(one.kind), one.people, one.is_active, address("organisation", one.id))
        for one in known
        if one.parent_id == here.id
    ]
    context = {"frame": around, "form": form, "units": units, "kind": kind_name(here.kind)}
    return render(request, "administration/organisation.html", context)


@administration
@require_http_methods(METHODS)
def new_unit(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """A unit of the organisation."""
    around = frame(request, organisation_id, "organisation")
    if around.place.parent_id is not None:
        return redirect("administration_new_unit", around.place.parent_id)
    data = request.POST if request.method == "POST" else None
    form = OrganisationForm(data, is_unit=True, is_new=True)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.add_unit(
                organisation_id=organisation_id, told=form.told(), writer=writer
            ),
            _("The unit is added."),
        )
        if saved:
            return redirect("administration_organisation", organisation_id)
    return render(request, "administration/new_unit.html", {"frame": around, "form": form})


@administration
@require_safe
def changes(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """The organisation's log: who changed what, when, from what to what."""
    around = frame(request, organisation_id, "changes")
    before = whole_number(request.GET.get("foer", ""))
    events, known = queries.events(
        by=signed_in_user(request), organisation_id=organisation_id, before=before, most=LINES
    )
    here, today = address("changes", organisation_id), timezone.localdate()
    is_more = bool(events) and events[-1].seq > 1
    context = {
        "frame": around,
        "lines": [line_shown(event, known, today=today) for event in events],
        "next": f"{here}?foer={events[-1].seq}" if is_more else "",
        "first": here if before is not None else "",
    }
    return render(request, "administration/changes.html", context)
