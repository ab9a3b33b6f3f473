from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.queries.covers import CoverView
from fodfaeste.core.faults import Refused
from fodfaeste.web import dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.covering.forms import CoverForm, EndForm
from fodfaeste.web.requests import signed_in_user, whole_number

ABSENT = "for"


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def covers(request: HttpRequest) -> HttpResponseBase:
    """Who covers while somebody is away. ``?for=…``: somebody whom the reader leads."""
    user, now = signed_in_user(request), timezone.localtime()
    if request.method == "POST" and "end" in request.POST:
        return end(request, user, now)
    people = {one.user_id: one for one in queries.away_choices(user=user)}
    absent_id = named(request, user)
    if absent_id not in people:
        raise Http404
    form = form_of(request, user, absent_id, now.date())
    if form.is_bound and form.is_valid() and arranged(request, user, now, form):
        return redirect("covers")
    found = queries.covers(user=user, today=now.date())
    context = {
        "form": form,
        "absent": people[absent_id],
        "is_self": absent_id == user.pk,
        "people": [one for one in people.values() if one.user_id != absent_id],
        "covers": [(one, says(one, user, today=now.date())) for one in found],
        "submission": EndForm()["submission"],
    }
    return render(request, "covering/covers.html", context)


def named(request: HttpRequest, user: User) -> int | None:
    asked = request.GET.get(ABSENT, "")
    return whole_number(asked) if asked else user.pk


def form_of(request: HttpRequest, user: User, absent_id: int, today: date) -> CoverForm:
    choices = [
        (one.user_id, f"{one.name} – {one.organisation}")
        for one in queries.cover_choices(user=user, absent_id=absent_id)
    ]
    data = request.POST if request.method == "POST" else None
    return CoverForm(data, absent_id=absent_id, choices=choices, today=today)


def arranged(request: HttpRequest, user: User, now: datetime, form: CoverForm) -> bool:
    try:
        done = services.arrange_cover(
            new=form.told(), by=user, now=now, submission=form.cleaned_data["submission"]
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    if done.repeated:
        messages.info(request, _("This form was sent before. It was registered then, and once."))
    else:
        messages.success(request, _("Cover is arranged."))
    return True


def end(request: HttpRequest, user: User, now: datetime) -> HttpResponseBase:
    form = EndForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        services.end_cover(cover_id=said["end"], by=user, now=now, submission=said["submission"])
        messages.success(request, _("Cover is ended."))
    return redirect("covers")


def says(one: CoverView, user: User, *, today: date) -> tuple[str, str]:
    """Who covers for whom, and from when to when."""
    values = {"cover": one.cover, "absent": one.absent}
    if one.cover_id == user.pk:
        text = _("You cover for %(absent)s") % values
    elif one.absent_id == user.pk:
        text = _("%(cover)s covers for you") % values
    else:
        text = _("%(cover)s covers for %(absent)s") % values
    return text, dates.span(one.first_on, one.last_on, today=today)
