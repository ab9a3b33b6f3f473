"""What is kept about a case: its form of the programme, facts, people, and its version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.queries import colleagues
from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.core.faults import Refused
from fodfaeste.web import dates, duties, names, policy_words, saying
from fodfaeste.web.access import staff
from fodfaeste.web.attribute_fields import shown_fact
from fodfaeste.web.case import beside
from fodfaeste.web.case.opening import Opened, open_case, safe_return
from fodfaeste.web.case.page import Shower
from fodfaeste.web.case.shown import Person
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.fact_fields import fact_fields, facts_asked, facts_given
from fodfaeste.web.requests import whole_number
from fodfaeste.web.sent_once import SentOnce

METHODS = ["GET", "HEAD", "POST"]


def act(
    request: HttpRequest, form: forms.Form, service: Callable[..., Any], said: str, **values: Any
) -> bool:
    """Does one thing, and says so; or puts what was refused into the form."""
    try:
        service(**values, submission=form.cleaned_data["submission"])
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    messages.success(request, said)
    return True


def nothing_changed(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Says so, and writes nothing into the log."""
    messages.info(request, _("Nothing has been changed."))
    return redirect(safe_return(request, case_id))


def done_by(opened: Opened) -> dict[str, Any]:
    return {"case_id": opened.view.case_id, "by": opened.user, "now": opened.now}


def page(request: HttpRequest, opened: Opened, form: forms.Form, **values: Any) -> HttpResponseBase:
    view = opened.view
    values |= {"case_id": view.case_id, "citizen": opened.citizen, "form": form}
    return render(request, "case/keep.html", values)


# --- the form of the programme


class VariantForm(SentOnce):
    variant = forms.ChoiceField(
        label=gettext_lazy("Form of the programme"), widget=forms.RadioSelect, required=False
    )


@staff
@require_http_methods(METHODS)
def variant(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Choose the form of the programme, where it has several."""
    opened = open_case(request, case_id, to=Act.CHOOSE_VARIANT)
    programme = opened.view.rules.programme
    if not programme.variants:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = VariantForm(data, initial={"variant": opened.view.case.variant or ""})
    choices = [(v.id, v.name[dates.language()]) for v in programme.variants]
    form.fields["variant"].choices = [*choices, ("", _("Not chosen yet"))]  # type: ignore[attr-defined]
    if data is not None and form.is_valid():
        chosen = form.cleaned_data["variant"] or None
        if chosen == opened.view.case.variant:
            return nothing_changed(request, case_id)
        said = _("The form of the programme is chosen.")
        service = services.choose_variant
        if act(request, form, service, said, variant=chosen, **done_by(opened)):
            return redirect(safe_return(request, case_id))
    note = decided_note(opened)
    return page(request, opened, form, heading=_("Form of the programme"), note=note)


def decided_note(opened: Opened) -> str:
    """Where an event decides the variant, that goes before what is chosen here."""
    source, terms = opened.view.rules.programme.variant_from, opened.view.rules.terms
    if source is None:
        return ""
    what = terms.events[source.event].name[dates.language()]
    return _("Once there is a “%(what)s” in the log, the latest one decides instead.") % {
        "what": what
    }


# --- facts


@staff
@keeps(Act.RECORD_FACTS, what=gettext_lazy("About the citizen"))
@require_http_methods(METHODS)
def facts(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Record or change facts about the citizen."""
    opened = open_case(request, case_id, to=Act.RECORD_FACTS)
    view = opened.view
    asked = facts_asked(view.rules, known=view.facts)
    begins = {f"f_{name}": shown_fact(view.facts.get(name)) for name in asked}
    data = request.POST if request.method == "POST" else None
    form = filled(request, SentOnce(data, initial=begins))
    form.fields.update(fact_fields(view.rules, asked))
    if data is not None and form.is_valid():
        changed = changed_facts(view.facts, facts_given(form.cleaned_data, asked))
        if not changed:
            return nothing_changed(request, case_id)
        if act(
            request,
            form,
            services.record_facts,
            _("The facts are recorded."),
            facts=changed,
            **done_by(opened),
        ):
            return redirect(safe_return(request, case_id))
    return page(request, opened, form, heading=_("About the citizen"))


def changed_facts(before: Any, after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}


# --- people


class JoinForm(SentOnce):
    """Somebody and the role in which they take part, as one choice."""

    part = forms.ChoiceField(label=gettext_lazy("Who, and in which role"))


class LeaveForm(SentOnce):
    part = forms.CharField(widget=forms.HiddenInput)


@staff
@require_http_methods(METHODS)
def people(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Who takes part in the case: somebody joins, or leaves."""
    opened = open_case(request, case_id, to=Act.CHANGE_PEOPLE)
    leaving = request.method == "POST" and "leave" in request.POST
    form = join_form(request, opened, bound=request.method == "POST" and not leaving)
    if leaving:
        return leave(request, opened)
    if form.is_bound and form.is_valid() and joined(request, opened, form):
        return redirect("people", case_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "members": members(opened),
        "may_grant": opened.view.sight.may(Act.GRANT_SIGHT),
        "submission": SentOnce()["submission"],
        "earlier": beside.earlier(opened.view, today=opened.today),
        "changed": list(beside.changes(opened.view, today=opened.today)),
    }
    return render(request, "case/people.html", context)


@dataclass(frozen=True, slots=True)
class Reads:
    """Which notes somebody who takes part reads beside the ordinary ones, and since when."""

    user_id: int
    health: bool
    social: bool
    says: str
    since: str


def members(opened: Opened) -> list[tuple[Person, list[tuple[str, str]], Reads]]:
    """Who takes part, each with the parts that they can leave (as it is sent, and its name), and
    what they read."""
    shower = Shower(opened.view, opened.user.pk, opened.today)
    return [
        (
            shower.person(parts, ()),
            [(f"{m.user_id}:{m.role}", role_of(opened, m)) for m in parts],
            reads(parts, opened.today),
        )
        for parts in shower.parts().values()
    ]


def reads(parts: Sequence[queries.MemberView], today: date) -> Reads:
    seen = frozenset[Kind]().union(*(part.sees for part in parts))
    kinds = policy_words.kinds(seen)
    said = _("Also reads: %(kinds)s.") % {"kinds": ", ".join(kinds)} if kinds else ""
    first = dates.medium(min(part.since for part in parts), today=today)
    since = _("since %(date)s") % {"date": first}
    return Reads(parts[0].user_id, Kind.HEALTH in seen, Kind.SOCIAL in seen, said, since)


def role_of(opened: Opened, member: queries.MemberView) -> str:
    return names.of_role(opened.view.rules, member.role)


def join_form(request: HttpRequest, opened: Opened, *, bound: bool) -> JoinForm:
    form = JoinForm(request.POST if bound else None)
    form.fields["part"].choices = [("", _("Choose")), *part_choices(opened)]  # type: ignore[attr-defined]
    return form


def part_choices(opened: Opened) -> list[tuple[str, str]]:
    """Colleagues with each role that they can have here and do not have already."""
    view = opened.view
    there = {(m.user_id, m.role) for m in view.members if m.until is None}
    staff = {role for role, known in view.rules.terms.roles.items() if known.staff}
    found = colleagues(user=opened.user, organisation_ids=(view.organisation_id,))
    return [
        (f"{each.user_id}:{role}", f"{each.name} – {names.of_role(view.rules, role)}")
        for each in found
        for role in each.roles
        if role in staff and (each.user_id, role) not in there
    ]


def joined(request: HttpRequest, opened: Opened, form: JoinForm) -> bool:
    user_id, _colon, role = form.cleaned_data["part"].partition(":")
    said = _("Added to the case: %(who)s.") % {"who": chosen_of(form)}
    part = {"user_id": int(user_id), "role": role}
    return act(request, form, services.join_case, said, **part, **done_by(opened))


def chosen_of(form: JoinForm) -> str:
    """Who is added, and in which role, as the list says it."""
    listed = dict(form.fields["part"].choices)  # type: ignore[attr-defined]
    return str(listed[form.cleaned_data["part"]])


def leave(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """Ends somebody's part; one's own only once it has been asked about. What is refused there
    (they have left already) needs no form."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        raise Http404
    named, _colon, role = form.cleaned_data["part"].partition(":")
    user_id = whole_number(named)
    if user_id is None:
        raise Http404
    part = {"user_id": user_id, "role": role}
    if is_own(opened, user_id, role) and "sure" not in request.POST:
        return ask_whether_to_leave(request, opened, form)
    said = _("No longer on the case: %(who)s.") % {"who": name_of(opened, user_id, role)}
    if not act(request, form, services.leave_case, said, **part, **done_by(opened)):
        messages.warning(request, " ".join(map(str, form.non_field_errors())))
    return redirect("people", opened.view.case_id)


def is_own(opened: Opened, user_id: int, role: str) -> bool:
    """Whether it is a part that the reader has."""
    parts = {(member.user_id, member.role) for member in opened.view.members if not member.until}
    return user_id == opened.user.pk and (user_id, role) in parts


def name_of(opened: Opened, user_id: int, role: str) -> str:
    """``Ali Kaya – virksomhedskonsulent``"""
    people = {member.user_id: member.name for member in opened.view.members}
    return f"{people.get(user_id, '')} – {names.of_role(opened.view.rules, role)}"


def ask_whether_to_leave(request: HttpRequest, opened: Opened, form: LeaveForm) -> HttpResponseBase:
    """Whoever leaves may not find the case on their own lists any more."""
    view, part = opened.view, form.cleaned_data["part"]
    context = {
        "case_id": view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "role": names.of_role(view.rules, part.partition(":")[2]),
    }
    return render(request, "case/leave.html", context)


# --- the version of the programme


@staff
@require_http_methods(METHODS)
def version(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Hold the case to the newer version of its programme, after seeing what that changes."""
    opened = open_case(request, case_id, to=Act.MOVE_VERSION)
    newer = opened.view.newer_version
    if newer is None:
        raise Http404
    form = SentOnce(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = _("The case now follows the newer version.")
        if act(request, form, services.move_to_version, said, version=newer, **done_by(opened)):
            return redirect("case", case_id)
    preview = queries.preview_version(
        user=opened.user, case_id=case_id, version=newer, today=opened.today
    )
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "newer": dates.medium(newer, today=opened.today),
        "changes": [change_said(each, preview, opened.today) for each in preview.changes],
    }
    return render(request, "case/version.html", context)


def change_said(
    change: queries.Change, preview: queries.VersionPreview, today: date
) -> tuple[str, str, str]:
    """What is changed: the duty, how it stands now, how it would."""
    evaluations = (preview.after, preview.before)
    rule = next(
        each.rule
        for evaluation in evaluations
        for each in evaluation.requirements
        if each.rule.id == change.requirement
    )
    return (
        duties.what(rule, change.instance),
        standing_said(change.before, today),
        standing_said(change.after, today),
    )


def standing_said(standing: queries.Standing, today: date) -> str:
    words = {
        "met": _("done"),
        "met_late": _("done late"),
        "waived": _("left out"),
        "missed": _("did not happen"),
        "open": _("waiting"),
        "pending": _("waiting"),
        "overdue": _("over the deadline"),
        "not_required": _("not asked for here"),
    }
    said = words[standing.state] if standing.state else _("not in this version")
    if standing.due_on is None:
        return said
    return f"{said}, {dates.medium(standing.due_on, today=today)}"
