"""How a citizen gets on: measured by the answers of citizen and worker, and drawn over time."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.measurings import Measuring, measurings
from fodfaeste.cases.rows import PROGRESS_MEASURED
from fodfaeste.cases.services import NewEvent, NotVisible
from fodfaeste.core.faults import Refused
from fodfaeste.core.indicators import ASKED, set_of
from fodfaeste.core.vocabulary import IndicatorSet
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.registering import core_event, what_changed
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.progress.forms import BeliefForm, MeasureForm
from fodfaeste.web.progress.presenters import is_receiver, present, present_belief, who_says

WHO = {"borger": "citizen", "medarbejder": "worker"}
"""Who answers alone, as the address says it."""


def opened_with_set(
    request: HttpRequest, case_id: UUID, *, to: Act | None = None
) -> tuple[Opened, IndicatorSet]:
    """The case and what is asked in it. What is only shared with somebody holds no answers."""
    opened = open_case(request, case_id, to=to)
    found = set_of(opened.view.rules)
    if is_receiver(opened.view):
        raise NotVisible(case_id)
    if found is None:
        raise Http404
    return opened, found[1]


@staff
@require_safe
def progress(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Every indicator over time, drawn and as a table."""
    opened, indicators = opened_with_set(request, case_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "page": present(opened.view, indicators, today=opened.today),
    }
    return render(request, "progress/progress.html", context)


# --- measuring


@staff
@keeps(Act.REGISTER, what=gettext_lazy("Progress"), by=("hvem", "maaling"))
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Ask. ``?hvem=…``: the citizen or the worker alone; ``?maaling=…``: add to that measuring."""
    opened, indicators = opened_with_set(request, case_id, to=Act.REGISTER)
    alone = WHO.get(request.GET.get("hvem", ""))
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        indicators=indicators,
        asked=[alone] if alone else ASKED,
        measuring=added_to(request, opened),
        today=opened.today,
    )
    form = filled(request, form)
    if request.method == "POST" and form.is_valid() and measured(request, opened, form):
        return redirect("progress", case_id)
    return render(request, "progress/measure.html", measure_context(request, opened, form))


def added_to(request: HttpRequest, opened: Opened) -> Measuring | None:
    """The measuring that an address names, else today's if there is one."""
    found = measurings(opened.view)
    named = request.GET.get("maaling", "")
    if not named:
        return next((one for one in found if one.on == opened.today), None)
    wanted = next((one for one in found if one.id == named), None)
    if wanted is None:
        raise Http404
    return wanted


def measured(request: HttpRequest, opened: Opened, form: MeasureForm) -> bool:
    """Writes the answers down and says so; or puts what was refused into the form."""
    role = own_role(opened.view, opened.user.pk, opened.roles)
    measuring = form.measured(by_role=role)
    try:
        done = services.measure(
            case_id=opened.view.case_id,
            measuring=measuring,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return False
    event = NewEvent(type=PROGRESS_MEASURED, on=measuring.on)
    new = [] if measuring.of else [core_event(opened, event)]
    changed = what_changed(opened, new, first=_("The answers are written down."))
    say(request, repeated=done.repeated, done=lambda: changed)
    return True


def measure_context(request: HttpRequest, opened: Opened, form: MeasureForm) -> dict[str, object]:
    alone = request.GET.get("hvem", "")
    query = request.GET.copy()
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "alone": WHO.get(alone, ""),
        "turns": [
            (name, turn_url(query, hvem), hvem == (alone if alone in WHO else ""))
            for hvem, name in (
                ("", _("Both")),
                ("borger", _("The citizen alone")),
                ("medarbejder", _("The worker alone")),
            )
        ],
        "names": {who: who_says(who) for who in ASKED},
    }


def turn_url(query: QueryDict, hvem: str) -> str:
    named = query.copy()
    named.pop("hvem", None)
    if hvem:
        named["hvem"] = hvem
    return f"?{named.urlencode()}"


# --- the worker's belief


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def belief(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """How much one believes in the citizen: on a page of its own, since the other one is handed
    across the table."""
    opened, indicators = opened_with_set(request, case_id, to=Act.STATE_BELIEF)
    data = request.POST if request.method == "POST" else None
    form = BeliefForm(data, indicators=indicators)
    if request.method == "POST" and form.is_valid() and stated(request, opened, form):
        return redirect("belief", case_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "page": present_belief(opened.view, indicators, user_id=opened.user.pk, today=opened.today),
    }
    return render(request, "progress/belief.html", context)


def stated(request: HttpRequest, opened: Opened, form: BeliefForm) -> bool:
    try:
        done = services.state_belief(
            case_id=opened.view.case_id,
            scores=form.scores(),
            reason=form.cleaned_data["reason"],
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    say(
        request,
        repeated=done.repeated,
        done=lambda: _("It is written down, for you and your leader."),
    )
    return True
