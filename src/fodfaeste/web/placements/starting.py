"""Registering a placement or a job: one form, with what the rules say beside it (JS-15, CT-09)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act
from fodfaeste.companies import queries as companies
from fodfaeste.core.faults import Refused
from fodfaeste.core.law import Finding
from fodfaeste.placements import days_off, judging, kinds, queries, services
from fodfaeste.placements.agreements import WORKING_DAYS
from fodfaeste.placements.new import LETTERS, id_of_placement
from fodfaeste.placements.queries import Beginning, Intended
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.drafts.keeping import filled, keeps, typed_before
from fodfaeste.web.placements import saying
from fodfaeste.web.placements.forms import AgreementForm, NewForm, UnitOption
from fodfaeste.web.placements.opening import refused_in, role_of, told
from fodfaeste.web.requests import uuid_or_none

METHODS = ["GET", "HEAD", "POST"]
CHECK, FIND = "check", "find_it"
MOST_UNITS = 8
FOUND = "found"


@staff
@keeps(
    Act.PLACE, what=gettext_lazy("A placement or job"), by=("virksomhed", "tilbud", "fra", "slags")
)
@require_http_methods(METHODS)
def start(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Agree on a placement or a job. ``?virksomhed=…`` (a unit or a company), ``?tilbud=…``,
    ``?slags=…`` (a kind): what is known beforehand; ``?fra=…``: the event by which it began,
    registered before."""
    opened = open_case(request, case_id, to=Act.PLACE)
    form = filled(request, form_for(request, opened))
    is_look = CHECK in request.POST or FIND in request.POST
    if form.is_bound and not is_look and form.is_valid() and registered(request, opened, form):
        placement = id_of_placement(form.cleaned_data["submission"])
        return redirect("placement", case_id, placement)
    if is_look:
        form.is_valid()
        form.forgive_silence()
    return answer(request, opened, form)


def form_for(request: HttpRequest, opened: Opened) -> NewForm:
    data = request.POST if request.method == "POST" else None
    begins = beginning_of(request, opened)
    typed = data if data is not None else typed_before(request) or begins
    return NewForm(
        data,
        rules=opened.view.rules,
        units=units_for(opened, typed),
        asks_agreed=bool(begins.get("was_agreed")),
        initial=begins,
    )


def beginning_of(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """What the form begins with: what the programme, the referral and the register say."""
    view, today = opened.view, opened.today
    first = working_day(today)
    begins: dict[str, Any] = {
        "since": first,
        "until": queries.usual_last_day(view, first),
        "agreed_on": today,
        "kind": next(iter(kinds.placements(view.rules))),
        "purpose": "skills",
        "letters": list(LETTERS),
        "follow_up": _("We visit the workplace and speak together on the way."),
        "group": judging.group_of(view.facts),
    }
    asked = request.GET.get("slags", "")
    named = {"kind": asked} if asked in kinds.every(view.rules) else {}
    return begins | of_event(request, opened) | of_register(request, opened) | named


def working_day(day: date) -> date:
    """That day, or the next one on which people work."""
    while day.isoweekday() not in WORKING_DAYS or days_off.in_period(day, day):
        day += timedelta(days=1)
    return day


def of_event(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """A beginning that was registered before, and has no agreement."""
    shown = queries.placements_of(view=opened.view) if "fra" in request.GET else ()
    waiting = queries.unwritten(view=opened.view, shown=shown) if "fra" in request.GET else ()
    for one in waiting:
        if one.entry_id == request.GET["fra"]:
            until = one.until or queries.usual_last_day(opened.view, one.on)
            return {"of": one.entry_id, "kind": one.kind, "since": one.on, "agreed_on": one.on,
                    "until": None if one.is_job else until,
                    "was_agreed": not one.is_agreed}  # fmt: skip
    return {}


def of_register(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """A workplace that one comes from, as from a match."""
    asked = {name: uuid_or_none(request.GET.get(name, "")) for name in ("virksomhed", "tilbud")}
    if not any(asked.values()):
        return {}
    known = queries.beginning(
        user=opened.user, unit_id=asked["virksomhed"], offer_id=asked["tilbud"]
    )
    if known is not None:
        kind = offered_kind(known, opened)
        return {"unit": known.unit.id, "find": known.unit.company, **kind, **of_unit(known)}
    company = asked["virksomhed"]
    found = companies.company(user=opened.user, company_id=company) if company else None
    return {"find": found.cvr or found.name} if found else {}


def offered_kind(known: Beginning, opened: Opened) -> dict[str, Any]:
    """What is offered there, where it is not what one would begin with."""
    rules = opened.view.rules
    offered = [kind for kind in known.kinds if kind in kinds.every(rules)]
    is_usual = next(iter(kinds.placements(rules))) in offered
    return {"kind": offered[0]} if offered and not is_usual else {}


def of_unit(known: Beginning) -> dict[str, Any]:
    """What is known of a workplace, for the fields of the form."""
    said = {
        "tasks": known.tasks,
        "hours": known.hours,
        "considerations": list(known.considerations),
        "contact": known.contact[0],
        "contact_reached": known.contact[1],
        "mentor": known.mentor[0],
        "mentor_reached": known.mentor[1],
        "representative": known.representative[0],
        "representative_reached": known.representative[1],
    }
    return {name: value for name, value in said.items() if value}


def units_for(opened: Opened, typed: Mapping[str, Any] | QueryDict) -> list[UnitOption]:
    """The workplaces that fit what is typed, the one that is chosen first."""
    chosen = uuid_or_none(str(typed.get("unit") or ""))
    text = str(typed.get("find") or "").strip()
    found = [known_unit(opened, chosen)] if chosen else []
    found += found_units(opened, text) if text else []
    by_id = {one.id: one for one in found if one is not None}
    return list(by_id.values())[:MOST_UNITS]


def known_unit(opened: Opened, unit_id: UUID) -> UnitOption | None:
    known = queries.beginning(user=opened.user, unit_id=unit_id)
    if known is None:
        return None
    unit = known.unit
    return UnitOption(str(unit.id), unit.company, about(unit.name, unit.company, unit.address))


def found_units(opened: Opened, text: str) -> list[UnitOption | None]:
    page = companies.search(user=opened.user, today=opened.today, text=text)
    return [
        UnitOption(str(unit.id), row.name, about(unit.name, row.name, unit.town, row.trade))
        for row in page.rows
        for unit in row.units
    ]


def about(unit: str, company: str, *more: str) -> str:
    """What tells a workplace from others of the company."""
    return " · ".join(filter(None, (unit if unit != company else "", *more)))


# --- registering


def registered(request: HttpRequest, opened: Opened, form: NewForm) -> bool:
    """Registers it and says what was put into the outbox; or puts what was refused in the form."""
    fill_from_register(opened, form)
    new = form.new(role_of(opened))
    try:
        done = services.start_placement(
            case_id=opened.view.case_id,
            new=new,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        refused_in(form, refused)
        return False
    told(request, repeated=done.repeated, done=said_of(new.letters))
    return True


def fill_from_register(opened: Opened, form: NewForm) -> None:
    """Whom to ask at the company, where nobody has said who it is."""
    known = queries.beginning(user=opened.user, unit_id=form.cleaned_data["unit"])
    for who in ("contact", "mentor", "representative") if known else ():
        if not form.cleaned_data[who] and not form.cleaned_data[f"{who}_reached"]:
            name, reached = getattr(known, who)
            form.cleaned_data |= {who: name, f"{who}_reached": reached}


def said_of(letters: frozenset[str]) -> str:
    if not letters:
        return _("It is registered.")
    return _("It is registered, and the letters are in the outbox.")


# --- as it is shown


def answer(request: HttpRequest, opened: Opened, form: NewForm) -> HttpResponseBase:
    htmx = getattr(request, "htmx", None)
    target = getattr(htmx, "target", None) if htmx else None
    context = {"case_id": opened.view.case_id, "citizen": opened.citizen, "form": form}
    if target == FOUND:
        return render(request, "placements/found.html", context)
    context |= rules_of(opened, form)
    if htmx and CHECK in request.POST:
        return render(request, "placements/rules.html", context)
    return render(request, "placements/start.html", context)


def rules_of(opened: Opened, form: NewForm) -> dict[str, Any]:
    """What the rules say of what is typed so far."""
    shown = form
    said = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else None
    if said is None:
        begins = NewForm(as_sent(form), rules=form.rules, units=form.units)
        begins.is_valid()
        form, said = begins, begins.cleaned_data
    intended = Intended(
        kind=said.get("kind") or "",
        terms=form.terms(),
        unit_id=said.get("unit"),
        agreed_on=said.get("agreed_on") or opened.today,
        employed_here=said.get("employed_here") or False,
        group=said.get("group"),
    )
    found = queries.judged(view=opened.view, user=opened.user, intended=intended)
    return rules_said(shown, found, must=bool(judging.warnings(found)))


def rules_said(form: AgreementForm, found: Sequence[Finding], *, must: bool) -> dict[str, Any]:
    """What the rules say, for the template; and whether a reason is asked for."""
    if must:
        form.must_decide()
    return {"said": saying.findings(found), "must_decide": must}


def as_sent(form: NewForm) -> dict[str, Any]:
    """What the form begins with, as a browser would send it."""
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}
