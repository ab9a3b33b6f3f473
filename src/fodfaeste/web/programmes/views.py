from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.accounts.queries import programmes_of
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.programmes.placing import placement_rules
from fodfaeste.web import dates
from fodfaeste.web.access import staff
from fodfaeste.web.programmes import law, presenters
from fodfaeste.web.programmes.calendar import WhatIf, calendar
from fodfaeste.web.programmes.forms import WhatIfForm
from fodfaeste.web.requests import signed_in_user


@staff
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that the organisation has to do with; all, where it has said nothing."""
    day = timezone.localdate().toordinal()
    known = programmes_of(signed_in_user(request))
    found = [
        catalogue.in_force(catalogue.versions(each), day)
        for each in catalogue.programme_ids()
        if known is None or each in known
    ]
    rows = presenters.rows(found, language=dates.language())
    return render(request, "programmes/programmes.html", {"rows": rows})


@staff
@require_safe
def programme(request: HttpRequest, programme_id: str) -> HttpResponse:
    """A programme in the version that applies today."""
    versions = versions_of(programme_id)
    return shown(request, catalogue.in_force(versions, timezone.localdate().toordinal()), versions)


@staff
@require_safe
def version(request: HttpRequest, programme_id: str, version: str) -> HttpResponse:
    """A programme in a version that is named."""
    versions = versions_of(programme_id)
    found = [each for each in versions if each.programme.version.isoformat() == version]
    if not found:
        raise Http404
    return shown(request, found[0], versions)


@staff
@require_safe
def placement_law(request: HttpRequest) -> HttpResponse:
    """The rules of the law about placements, with their sources (JS-15, KV-12)."""
    page = law.page(placement_rules(), language=dates.language(), today=timezone.localdate())
    return render(request, "programmes/law.html", {"page": page})


def versions_of(programme_id: str) -> Sequence[Rules]:
    try:
        return catalogue.versions(programme_id)
    except catalogue.UnknownProgramme as unknown:
        raise Http404 from unknown


def shown(request: HttpRequest, rules: Rules, versions: Sequence[Rules]) -> HttpResponse:
    language, today = dates.language(), timezone.localdate()
    variants = [(v.id, v.name[language]) for v in rules.programme.variants]
    form = WhatIfForm(asked(request), variants=variants, today=today)
    context: dict[str, Any] = {"form": form, "what_if": answer(form, rules, today, language)}
    if request.htmx and request.htmx.target == "calendar-answer":  # type: ignore[attr-defined]
        return render(request, "programmes/calendar.html", context)
    context["page"] = presenters.page(rules, versions, language=language, today=today)
    return render(request, "programmes/programme.html", context)


def asked(request: HttpRequest) -> object:
    """What was asked, if anything was: a first visit gets an answer for today."""
    return request.GET if "start_day" in request.GET else None


def answer(form: WhatIfForm, rules: Rules, today: date, language: str) -> WhatIf | None:
    if form.is_bound and not form.is_valid():
        return None
    given = form.cleaned_data if form.is_bound else form.initial
    variant = given.get("variant") or None
    start: date = given["start"]
    return calendar(rules, variant=variant, start=start, language=language)
