"""Lists across cases: my citizens' pipelines, whom we were in touch with, and the facts of it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from fodfaeste.matching import queries
from fodfaeste.web.access import leader, staff
from fodfaeste.web.matching import listed
from fodfaeste.web.names import Option
from fodfaeste.web.requests import signed_in_user

WEEK = timedelta(days=6)


@staff
@require_safe
def pipelines(request: HttpRequest) -> HttpResponse:
    """Each citizen with the workplaces that are thought of, and the week's contacts."""
    user, today = signed_in_user(request), timezone.localdate()
    whose = request.GET.get("hvem", "mine")
    lines, more = queries.pipelines(user=user, today=today, whose=whose)
    monday = today - timedelta(days=today.weekday())
    made = queries.contacts(user=user, since=monday, until=monday + WEEK, today=today)
    context = {
        "lines": [listed.case_line(line, today=today) for line in lines],
        "more": more,
        "most": queries.MOST,
        "whose": options(whose, oversees=user.oversees),
        "contacts": [listed.contact(one, today=today) for one in made],
        "contacts_say": listed.contacts_say(made),
        "may_see_figures": user.leads,
    }
    return render(request, "matching/pipelines.html", context)


def options(chosen: str, *, oversees: bool) -> list[Option]:
    known = {"mine": _("My own"), "team": pgettext("whose cases", "My teams’")}
    if oversees:
        known["all"] = _("All of the organisation’s")
    return [Option(code, name, code == chosen) for code, name in known.items()]


@leader
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How soon, how often and how varied companies are contacted, with what each figure means."""
    user, today = signed_in_user(request), timezone.localdate()
    found = queries.figures(user=user, today=today)
    return render(request, "matching/figures.html", {"page": listed.figures(found, today=today)})
