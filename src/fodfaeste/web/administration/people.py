"""Those who work there: the list, an invitation, and each one's page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.accounts.administration import people as services
from fodfaeste.accounts.administration import queries
from fodfaeste.accounts.administration.links import reached
from fodfaeste.accounts.organisation_log import Done, Writer
from fodfaeste.cases.queries.caseload import caseload
from fodfaeste.web.addresses import with_query
from fodfaeste.web.administration.forms import HomeForm, PersonForm
from fodfaeste.web.administration.mail import E_MAIL, FACTORS, send_link, tell_changed
from fodfaeste.web.administration.opening import (
    Frame,
    act,
    address,
    administration,
    frame,
    say_faults,
)
from fodfaeste.web.administration.presenters import person_rows, person_shown
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce

METHODS = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50


@administration
@require_safe
def people(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """Those who work there, or did, by a part of the name."""
    text, left = request.GET.get("q", "").strip(), request.GET.get("vis") == "forladt"
    found = queries.people(
        by=signed_in_user(request), organisation_id=organisation_id, text=text, left=left
    )
    rows = person_rows(found, today=timezone.localdate())
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("side"))
    here = address("people", organisation_id)
    shown = "forladt" if left else ""
    context = {
        "frame": frame(request, organisation_id, "people"),
        "page": page,
        "count": len(rows),
        "text": text,
        "left": left,
        "active_url": with_query(here, q=text),
        "left_url": with_query(here, q=text, vis="forladt"),
        "next": with_query(here, q=text, vis=shown, side=str(page.number + 1))
        if page.has_next()
        else "",
        "first": with_query(here, q=text, vis=shown) if page.number > 1 else "",
    }
    return render(request, "administration/people.html", context)


@administration
@require_http_methods(METHODS)
def invite(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """Invite somebody: a user, and a mail with a link by which they set a password."""
    around = frame(request, organisation_id, "people")
    form = person_form(request, organisation_id)
    if form.is_bound and form.is_valid():
        made: list[services.Invited] = []

        def service(writer: Writer) -> Done:
            made.append(
                services.invite(organisation_id=organisation_id, person=form.told(), writer=writer)
            )
            return made[0].done

        if act(request, form, service, _("The person is added.")):
            return invited(request, made[0])
    context = {"frame": around, "form": form, "heading": _("Invite somebody")}
    return render(request, "administration/person_form.html", context)


def invited(request: HttpRequest, made: services.Invited) -> HttpResponseBase:
    """The mail goes out once, after all is written."""
    if not made.done.repeated:
        send_link(request, made.user_id)
    return redirect("administration_person", made.user_id)


def person_form(
    request: HttpRequest, organisation_id: int, begins: dict[str, Any] | None = None
) -> PersonForm:
    """The form, with the teams of the place first."""
    teams = queries.own_teams(by=signed_in_user(request))
    ranked = sorted(teams, key=lambda one: one.organisation_id != organisation_id)
    data = request.POST if request.method == "POST" else None
    return PersonForm(data, teams=[(one.team_id, one.name) for one in ranked], initial=begins or {})


def opened(request: HttpRequest, user_id: int) -> tuple[queries.PersonView, Frame]:
    """The person and the frame of their page. Raises ``NotYours``."""
    person = queries.person(by=signed_in_user(request), user_id=user_id)
    return person, frame(request, person.organisation_id, "people")


@administration
@require_safe
def person(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Somebody's page: work, access, caseload, and what can be done."""
    found, around = opened(request, user_id)
    loads = caseload(by=signed_in_user(request), user_id=user_id)
    context = {
        "frame": around,
        "person": found,
        "shown": person_shown(found, loads, today=timezone.localdate()),
        "submission": SentOnce()["submission"],
    }
    return render(request, "administration/person.html", context)


@administration
@require_http_methods(METHODS)
def change(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Other work, another name, other rights."""
    found, around = opened(request, user_id)
    before = reached(user_id)
    begins = {
        "name": found.name,
        "email": found.email,
        "function": found.function,
        "roles": found.roles,
        "teams": [str(team_id) for team_id, _name, _of in found.teams],
        "rights": found.rights,
    }
    form = person_form(request, found.organisation_id, begins)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: services.change_person(
                user_id=user_id, person=form.told(), writer=writer
            ),
            _("The person is saved."),
        )
        if saved:
            if reached(user_id).email != before.email:
                tell_changed(before, E_MAIL)
            return redirect("administration_person", user_id)
    context = {"frame": around, "form": form, "person": found, "heading": _("Change")}
    return render(request, "administration/person_form.html", context)


@administration
@require_http_methods(METHODS)
def own_home(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """By what the person's own home can be recognised."""
    found, around = opened(request, user_id)
    form = HomeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        saved = act(
            request,
            form,
            lambda writer: services.set_home(
                user_id=user_id, street=said["street"], postcode=said["postcode"], writer=writer
            ),
            _("The address is saved.") if said["street"] else _("The address is removed."),
        )
        if saved:
            return redirect("administration_person", user_id)
    context = {"frame": around, "form": form, "person": found}
    return render(request, "administration/own_home.html", context)


# --- buttons


@administration
@require_POST
def send_again(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """A new link to set a password by."""
    form = SentOnce(request.POST)
    done: list[Done] = []

    def service(writer: Writer) -> Done:
        done.append(services.invite_again(user_id=user_id, writer=writer))
        return done[0]

    made = form.is_valid() and act(request, form, service, _("A new link is made."))
    if made and not done[0].repeated:
        send_link(request, user_id)
    return back(request, form, user_id)


@administration
@require_POST
def take_back(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Opens the account of somebody who left."""
    said = _("The account is open again. Send a link to set a password.")
    return pressed(request, user_id, services.take_back, said)


@administration
@require_POST
def reset_factors(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Takes away a person's second factors."""
    said = _("The second factors are taken away. A new one is set up at the next sign-in.")

    def service(*, user_id: int, writer: Writer) -> Done:
        done = services.reset_factors(user_id=user_id, writer=writer)
        if not done.repeated:
            tell_changed(reached(user_id), FACTORS)
        return done

    return pressed(request, user_id, service, said)


@administration
@require_POST
def sign_out_everywhere(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Ends every sign-in of a person."""
    said = _("The person is signed out everywhere.")
    return pressed(request, user_id, services.sign_out_everywhere, said)


def pressed(request: HttpRequest, user_id: int, service: Any, said: str) -> HttpResponseBase:
    form = SentOnce(request.POST)
    if form.is_valid():
        act(request, form, lambda writer: service(user_id=user_id, writer=writer), said)
    return back(request, form, user_id)


def back(request: HttpRequest, form: SentOnce, user_id: int) -> HttpResponseBase:
    queries.person(by=signed_in_user(request), user_id=user_id)
    if "submission" in form.errors:
        messages.warning(request, _("Something was missing in the form. Try once more."))
    else:
        say_faults(request, form)
    return redirect("administration_person", user_id)
