"""Correcting an entry of the log, and leaving a duty out: each with a reason, each its own act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.events import CORRECTION, WAIVER, Event
from fodfaeste.core.faults import Refused
from fodfaeste.web import dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case import doubts, shapes
from fodfaeste.web.case.choosing import decided, fitting_data, is_choosing, is_ready, refitted
from fodfaeste.web.case.event_form import CorrectionForm, ReasonForm, WaiverForm
from fodfaeste.web.case.goals import goals_of, with_those_of
from fodfaeste.web.case.log import LogLine, Teller
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.page import waiver_of
from fodfaeste.web.case.registering import (
    core_event,
    duty_row,
    is_meant,
    named_duty,
    what_changed,
)
from fodfaeste.web.drafts.keeping import filled, keeps, typed_before
from fodfaeste.web.sent_once import SentOnce


@staff
@keeps(Act.CORRECT, what=gettext_lazy("Correct an entry"))
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: UUID, entry_id: str) -> HttpResponseBase:
    """Mend what was registered, or leave it out, and say why. The log keeps both."""
    opened = open_case(request, case_id, to=Act.CORRECT)
    entry = event_line(opened, entry_id)
    if entry.corrected_by is not None:
        return corrected_already(request, opened, entry)
    form = filled(request, correction_form(request, opened, entry))
    if request.method == "POST" and is_choosing(request) and isinstance(form, CorrectionForm):
        refitted(form)
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "case/chosen.html", {"form": form})
    elif request.method == "POST" and is_fit(form) and corrected(request, opened, entry, form):
        return redirect(safe_return(request, case_id))
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "line": bare_line(opened, entry),
        "undoes_waiver": entry.type == WAIVER,
        "back": form["back"].value(),
    }
    return render(request, "case/correct.html", context)


def is_fit(form: CorrectionForm | ReasonForm) -> bool:
    """Whether what was sent can be saved. Of what never happened nothing is asked."""
    if isinstance(form, CorrectionForm) and not form.is_void:
        return is_ready(form)
    return form.is_valid()


def event_line(opened: Opened, entry_id: str) -> EntryView:
    """The line, if it is one that can be, or has been, corrected."""
    entry = entry_of(opened, entry_id)
    if entry is None or not (entry.can_be_corrected or entry.corrected_by):
        raise Http404
    return entry


def entry_of(opened: Opened, entry_id: str | None) -> EntryView | None:
    return next((each for each in opened.view.entries if each.id == entry_id), None)


def corrected_already(request: HttpRequest, opened: Opened, entry: EntryView) -> HttpResponseBase:
    """Says by whom and when, and keeps what was typed; a form sent twice is only sent twice."""
    case_id = opened.view.case_id
    if was_sent(request, opened):
        say(request, repeated=True, done=str)
        return redirect(safe_return(request, case_id))
    by = entry_of(opened, entry.corrected_by)
    said = _("The entry has been corrected already by %(who)s")
    context = {
        "heading": _("Corrected already"),
        "says": said_by(by, said) if by else "",
        "line": bare_line(opened, entry),
        "entry": entry.corrected_by,
    }
    return done_already(request, opened, context)


def said_by(entry: EntryView, said: str) -> str:
    """Who did it, and when: ``… af Mette Holm, 23. november kl. 10:05``."""
    when = timezone.localtime(entry.registered_at)
    at = _("%(date)s at %(time)s") % {
        "date": dates.medium(when.date(), today=timezone.localdate()),
        "time": f"{when:%H:%M}",
    }
    return f"{said % {'who': entry.author}}, {at}."


def was_sent(request: HttpRequest, opened: Opened) -> bool:
    """Whether what is sent here has been sent, and done, before."""
    form = SentOnce(request.POST)
    return form.is_valid() and services.was_sent(
        case_id=opened.view.case_id,
        by=opened.user,
        on=opened.today,
        submission=form.cleaned_data["submission"],
    )


def done_already(request: HttpRequest, opened: Opened, context: dict[str, Any]) -> HttpResponseBase:
    """That somebody was faster, with what was typed, now or before, so that it is not lost."""
    is_sent = request.method == "POST"
    data: Mapping[str, str] = request.POST if is_sent else typed_before(request) or {}
    context |= {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "typed": [data[name] for name in ("reason", "note") if data.get(name)],
    }
    return render(request, "case/done_already.html", context)


def correction_form(
    request: HttpRequest, opened: Opened, entry: EntryView
) -> CorrectionForm | ReasonForm:
    """What was registered, to be mended; a waiver can only be undone."""
    data = fitting_data(request) if request.method == "POST" else None
    back = came_from(request, opened.view.case_id)
    if entry.type == WAIVER:
        return ReasonForm(data, label=_("Why is it asked for after all?"), back=back)
    begun = shapes.filled_from(entry)
    shape = shapes.shape_of(
        opened.view,
        entry.type,
        roles=opened.roles,
        known=begun,
        decided=decided(opened, entry.type, begun, data or typed_before(request)),
        goals=with_those_of(entry, goals_of(opened.view)),
    )
    return CorrectionForm(
        data,
        shape=shape,
        filled=begun,
        today=opened.today,
        entry=entry,
        back=back,
    )


def bare_line(opened: Opened, entry: EntryView) -> LogLine:
    """The entry as the log shows it."""
    return replace(Teller(opened.view, opened.today).line(entry), correct_url="")


def corrected(
    request: HttpRequest, opened: Opened, entry: EntryView, form: CorrectionForm | ReasonForm
) -> bool:
    mended = isinstance(form, CorrectionForm) and not form.is_void
    replacement = form.event() if isinstance(form, CorrectionForm) and mended else None
    if not is_sure(opened, entry, form, replacement):
        return False
    try:
        done = services.correct(
            case_id=opened.view.case_id,
            entry_id=entry.id,
            reason=form.cleaned_data["reason"],
            replacement=replacement,
            by_role=shapes.own_role(opened.view, opened.user.pk, opened.roles) or None,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        places = form.places if isinstance(form, CorrectionForm) else {}
        saying.add_faults(form, refused.faults, places)
        return False
    events = [Event(CORRECTION, opened.today.toordinal(), attributes={"of": entry.id})]
    events += [core_event(opened, replacement)] if replacement else []
    say(
        request,
        repeated=done.repeated,
        done=lambda: what_changed(opened, events, first=_("Corrected.")),
    )
    return True


def is_sure(
    opened: Opened,
    entry: EntryView,
    form: CorrectionForm | ReasonForm,
    replacement: NewEvent | None,
) -> bool:
    """Whether nothing looks odd in what is put in the entry's place, or it is said to be right."""
    if replacement is None or not isinstance(form, CorrectionForm):
        return True
    return is_meant(opened, form, doubts.of_mended(opened, replacement, entry))


# --- leaving out


@staff
@keeps(Act.WAIVE, what=gettext_lazy("Leave out, with a reason"), by=("krav", "nr"))
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Decide with a reason that a duty is not to be met. ``?krav=…&nr=…`` says which."""
    opened = open_case(request, case_id, to=Act.WAIVE)
    duty = named_duty(request, opened, request.GET.get("krav", ""))
    if duty.state == "waived":
        return waived_already(request, opened, duty)
    data = request.POST if request.method == "POST" else None
    back = came_from(request, case_id)
    form = filled(request, WaiverForm(data, repeats=repeats(opened, duty), back=back))
    if data is not None and form.is_valid() and waived(request, opened, duty, form):
        return redirect(safe_return(request, case_id))
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "duty": duty_row(opened, duty),
        "back": form["back"].value(),
    }
    return render(request, "case/waive.html", context)


def waived_already(request: HttpRequest, opened: Opened, duty: Instance) -> HttpResponseBase:
    """Says who left it out, when and why; a form sent twice is only sent twice."""
    case_id = opened.view.case_id
    if was_sent(request, opened):
        say(request, repeated=True, done=str)
        return redirect(safe_return(request, case_id))
    entry = waiver_of(opened.view.entries, duty)
    said = _("It has been left out already by %(who)s")
    context = {
        "heading": _("Left out already"),
        "says": said_by(entry, said) if entry else "",
        "duty": duty_row(opened, duty),
        "entry": entry.id if entry else "",
    }
    return done_already(request, opened, context)


def repeats(opened: Opened, duty: Instance) -> bool:
    """Whether there are, or may come, several of the kind."""
    rule = duty.rule
    several = sum(each.rule.id == rule.id for each in opened.view.evaluation.requirements) > 1
    return several or rule.for_each is not None or rule.kind in ("every", "per_period")


def waived(request: HttpRequest, opened: Opened, duty: Instance, form: WaiverForm) -> bool:
    everyone = form.cleaned_data.get("scope") == WaiverForm.ALL
    instance = None if everyone or "scope" not in form.fields else duty.duty.number
    try:
        done = services.waive(
            case_id=opened.view.case_id,
            requirement=duty.rule.id,
            instance=instance,
            reason=form.cleaned_data["reason"],
            by_role=shapes.own_role(opened.view, opened.user.pk, opened.roles) or None,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("Left out, with your reason in the log.")
    say(request, repeated=done.repeated, done=lambda: said)
    return True
