"""Teams and who is in them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.administration import queries
from fodfaeste.accounts.administration import teams as services
from fodfaeste.cases.names import sort_key
from fodfaeste.web.administration.forms import TeamForm, TeamNameForm
from fodfaeste.web.administration.opening import act, administration, frame
from fodfaeste.web.administration.people import METHODS
from fodfaeste.web.requests import signed_in_user


@administration
@require_http_methods(METHODS)
def teams(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """The organisation's teams; a new one."""
    around = frame(request, organisation_id, "teams")
    form = TeamNameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: services.make_team(
                organisation_id=organisation_id, name=form.cleaned_data["name"], writer=writer
            ),
            _("The team is made. Open it to say who is in it."),
        )
        if saved:
            return redirect("administration_teams", organisation_id)
    found = queries.teams(by=signed_in_user(request), organisation_id=organisation_id)
    rows = sorted(found, key=lambda one: sort_key(one.name))
    context = {"frame": around, "form": form, "teams": rows}
    return render(request, "administration/teams.html", context)


@administration
@require_http_methods(METHODS)
def team(request: HttpRequest, team_id: int) -> HttpResponseBase:
    """A team's name and members."""
    by = signed_in_user(request)
    found = queries.team(by=by, team_id=team_id)
    around = frame(request, found.organisation_id, "teams")
    form = team_form(request, found)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        saved = act(
            request,
            form,
            lambda writer: services.change_team(
                team_id=team_id,
                name=said["name"],
                member_ids=frozenset(map(int, said["members"])),
                guest=said["guest"],
                writer=writer,
            ),
            _("The team is saved."),
        )
        if saved:
            return redirect("administration_team", team_id)
    context = {"frame": around, "form": form, "team": found}
    return render(request, "administration/team.html", context)


def team_form(request: HttpRequest, found: queries.TeamView) -> TeamForm:
    """The organisation's people, and those from elsewhere who are in the team already."""
    own = queries.people(by=signed_in_user(request), organisation_id=found.organisation_id)
    known = {one.user_id: one.name for one in sorted(own, key=lambda one: sort_key(one.name))}
    for user_id, name, organisation in found.members:
        known.setdefault(user_id, f"{name} – {organisation}")
    begins = {"name": found.name, "members": [str(one) for one, _name, _of in found.members]}
    data = request.POST if request.method == "POST" else None
    return TeamForm(data, people=known.items(), initial=begins)
