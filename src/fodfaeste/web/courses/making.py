"""Making a run: which course, when; looked at before it is made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.accounts.models import User
from fodfaeste.accounts.queries import colleagues
from fodfaeste.core.courses import Laid, interview_days, lacking, refer_by
from fodfaeste.core.faults import Refused
from fodfaeste.courses import patterns, services
from fodfaeste.courses.days_off import name_of
from fodfaeste.courses.patterns import Kind
from fodfaeste.web import addresses, dates, names
from fodfaeste.web import saying as faults
from fodfaeste.web.access import staff
from fodfaeste.web.courses import saying
from fodfaeste.web.courses.forms import RunForm
from fodfaeste.web.courses.opening import act
from fodfaeste.web.requests import signed_in_user


@staff
@require_safe
def choose(request: HttpRequest) -> HttpResponseBase:
    """Which course is to be held."""
    user = maker(request)
    kinds = [
        {
            "key": kind.key,
            "name": saying.name_of(kind),
            "programme": names.of_programme(kind.rules.programme.programme),
            "about": kind.course.about[dates.language()],
            "clause": kind.course.clause,
            "clause_url": addresses.of_clause(kind.rules.programme.programme, kind.course.clause),
        }
        for kind in patterns.kinds_for(user)
    ]
    return render(request, "courses/choose.html", {"kinds": kinds})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, course_key: str) -> HttpResponseBase:
    """When it is held and who is responsible; the sessions are shown before they are made."""
    user, now = maker(request), timezone.localtime()
    kind = patterns.kind_of(user, course_key)
    if kind is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form, looked = RunForm(data, kind=kind, people=colleagues(user=user)), None
    if form.is_bound and form.is_valid():
        looked = preview(form, kind)
        if looked and "make" in request.POST:
            said, new = _("The course is made."), form.new_run()
            if act(request, form, services.make_run, said, new=new, by=user, now=now):
                return redirect("course", services.id_of_run(form.cleaned_data["submission"]))
            looked = None
    context = {"form": form, "kind": kind, "name": saying.name_of(kind), "looked": looked}
    context["about"] = kind.course.about[dates.language()]
    return render(request, "courses/make.html", context)


def maker(request: HttpRequest) -> User:
    """Whoever is signed in, if they may make a run."""
    user = signed_in_user(request)
    if not patterns.may_arrange(user, user.organisation_id):
        raise PermissionDenied
    return user


def preview(form: RunForm, kind: Kind) -> dict[str, Any] | None:
    """The sessions as they would be, and what follows from them; None where they are refused."""
    today = timezone.localdate()
    try:
        laid = services.laid_out(pattern=form.pattern(), off=form.cleaned_data["off"], today=today)
    except Refused as refused:
        faults.add_faults(form, refused.faults, {})
        return None
    return {
        "sessions": [session(each, form) for each in laid.sessions],
        "fallen": [fallen(day) for day in laid.fallen],
        "follows": list(follows(laid, form, kind)),
    }


def session(each: Any, form: RunForm) -> str:
    """``mandag 7. december kl. 9.00–11.30, i stedet for …``"""
    today, said = timezone.localdate(), form.cleaned_data
    times = f"{dates.clock(said['begins_at'])}–{dates.clock(said['ends_at'])}"
    when = _("%(date)s at %(time)s") % {"date": dates.long(each.on, today=today), "time": times}
    if each.instead_of is None:
        return when
    return _("%(when)s, instead of %(day)s") % {"when": when, "day": fallen(each.instead_of)}


def fallen(day: Any) -> str:
    """``fredag 25. december (1. juledag)``"""
    said = dates.long(day, today=timezone.localdate())
    return f"{said} ({name_of(day, dates.language())})"


def follows(laid: Laid, form: RunForm, kind: Kind) -> Any:
    """By when one is referred, when the interviews are, and whom it lacks."""
    today, first = timezone.localdate(), laid.sessions[0].on if laid.sessions else None
    if first is None:
        return
    by = refer_by(kind.rules.programme, kind.course, first)
    if by is not None:
        day = dates.long(by.on, today=today)
        text = _("Referrals are to be here by %(date)s (%(clause)s).")
        yield text % {"date": day, "clause": by.rule.clause}
    days = interview_days(kind.course, first)
    if days:
        span = dates.span(days[0], days[-1], today=today)
        yield _("Start interviews in the week before: %(days)s.") % {"days": span}
    counts: dict[str, int] = {}
    for _user, role in form.staff:
        counts[role] = counts.get(role, 0) + 1
    said = saying.lacking(kind, lacking(kind.course, counts))
    if said:
        yield f"{said}."
