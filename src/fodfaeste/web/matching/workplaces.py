"""A workplace that is thought of for a citizen: finding it, each step, taking one back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.cases.policy import Act
from fodfaeste.matching import queries, services
from fodfaeste.matching.pipeline import ProspectView
from fodfaeste.matching.queries import MatchView, UnitFound
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.matching import after, presenters
from fodfaeste.web.matching.acting import done
from fodfaeste.web.matching.forms import MinutesForm, ReasonForm, StepForm
from fodfaeste.web.matching.names import STEPS
from fodfaeste.web.requests import uuid_or_none


@staff
@require_safe
def find(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Find a workplace in the register, whether it offers anything or not."""
    opened = open_case(request, case_id, to=Act.MATCH)
    text = request.GET.get("q", "").strip()[:100]
    found = queries.units(user=opened.user, text=text)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "text": text,
        "found": [(one, presenters.url_of(case_id, one.unit_id)) for one in found],
    }
    return render(request, "matching/find.html", context)


@staff
@keeps(Act.MATCH, what=gettext_lazy("A step towards a workplace"))
@require_http_methods(["GET", "HEAD", "POST"])
def workplace(request: HttpRequest, case_id: UUID, unit_id: UUID) -> HttpResponseBase:
    """What has happened with a workplace, and the next step."""
    opened, found = open_match(request, case_id)
    known = found.of_unit(unit_id)
    place = queries.unit(user=opened.user, unit_id=unit_id)
    if known is None and (place is None or not found.may):
        raise Http404
    form = step_form(request, opened, known) if found.may else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_bound and form.is_valid():
        offer_id = uuid_or_none(request.POST.get("offer", ""))
        given = {"unit_id": unit_id, "new": form.step(offer_id)}
        if done(request, form, services.take_step, opened, _("It is registered."), **given):
            return redirect("match_unit", case_id, unit_id)
    context = page(opened, found, known, place) | {"form": form, "unit_id": unit_id}
    return render(request, "matching/workplace.html", context)


def open_match(request: HttpRequest, case_id: UUID) -> tuple[Opened, MatchView]:
    """The case and its match; what is not for the reader to read is not there."""
    opened = open_case(request, case_id)
    found = queries.match(user=opened.user, view=opened.view)
    if found is None:
        raise Http404
    return opened, found


def step_form(request: HttpRequest, opened: Opened, known: ProspectView | None) -> StepForm:
    form = StepForm(
        request.POST if request.method == "POST" else None,
        today=opened.today,
        kind=next_step(request, known),
        user_id=opened.user.pk,
        colleagues=colleagues(opened),
    )
    return filled(request, form)


def next_step(request: HttpRequest, known: ProspectView | None) -> str:
    """What most likely comes next, unless the page from which one comes has said it."""
    said = request.GET.get("skridt", "")
    if said in STEPS:
        return said
    return presenters.NEXT[known.state] if known else "idea"


def colleagues(opened: Opened) -> list[tuple[int, str]]:
    """Who may have been in touch: whoever writes, and those with a part in the case."""
    people = {opened.user.pk: opened.user.name}
    people |= {one.user_id: one.name for one in opened.view.members if one.until is None}
    return list(people.items())


def page(
    opened: Opened, found: MatchView, known: ProspectView | None, place: UnitFound | None
) -> dict[str, object]:
    """What is shown of the workplace, beside the form."""
    case_id, today = opened.view.case_id, opened.today
    shown = known or place
    assert shown is not None
    minutes = found.wishes.wishes.minutes.get(shown.unit_id) if found.wishes else None
    steps = known.steps if known else ()
    return {
        "case_id": case_id,
        "citizen": opened.citizen,
        "name": presenters.name_of(shown),
        "place": place,
        "company_url": after.company_url(known, place),
        "steps": [
            presenters.step_shown(one, case_id, shown.unit_id, may=found.may, today=today)
            for one in reversed(steps)
        ],
        "minutes": minutes,
        "minutes_form": MinutesForm(initial={"minutes": minutes}) if place and found.may else None,
        "next": after.links(opened, known) if known else [],
        "told": presenters.wishes_shown(found.wishes, today=today),
    }


@staff
@require_POST
def minutes(request: HttpRequest, case_id: UUID, unit_id: UUID) -> HttpResponseBase:
    """Write down how long the citizen travels to a workplace."""
    opened = open_case(request, case_id, to=Act.MATCH)
    form = MinutesForm(request.POST)
    if form.is_valid():
        given = {"unit_id": unit_id, "minutes": form.cleaned_data["minutes"]}
        said = _("The travel time is written down.")
        if done(request, form, services.tell_minutes, opened, said, **given):
            return redirect("match_unit", case_id, unit_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "heading": _("Travel time"),
        "back": presenters.url_of(case_id, unit_id),
        "form": form,
    }
    return render(request, "matching/one_form.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, case_id: UUID, unit_id: UUID, step_id: int) -> HttpResponseBase:
    """Say that a step was a mistake."""
    opened = open_case(request, case_id, to=Act.MATCH)
    found = queries.match(user=opened.user, view=opened.view)
    known = found.of_unit(unit_id) if found else None
    step = next((one for one in known.steps if one.id == step_id), None) if known else None
    if step is None or step.withheld:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = {"step_id": step_id, "reason": form.cleaned_data["reason"]}
        said = _("The step is taken back, and can still be read.")
        if done(request, form, services.take_back, opened, said, **given):
            return redirect("match_unit", case_id, unit_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "heading": _("Take back a step"),
        "lead": presenters.last_said(step, today=opened.today),
        "back": presenters.url_of(case_id, unit_id),
        "form": form,
    }
    return render(request, "matching/one_form.html", context)
