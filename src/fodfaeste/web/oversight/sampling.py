"""Control by sample."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste import words
from fodfaeste.core.faults import Refused
from fodfaeste.traces import sampling
from fodfaeste.traces.models import Control
from fodfaeste.traces.sampling import LONGEST_NOTE, SIZES, NoSample
from fodfaeste.web import saying
from fodfaeste.web.access import overseer
from fodfaeste.web.fields import DayField
from fodfaeste.web.oversight.presenters import controlled_shown, period, sample_line
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce

METHODS = ["GET", "HEAD", "POST"]
MONTH = timedelta(days=30)
LARGEST_ID = 2**31


class DrawForm(SentOnce):
    since = DayField(label=gettext_lazy("From"))
    until = DayField(label=gettext_lazy("To"), help_text=gettext_lazy("That day included."))
    size = forms.TypedChoiceField(
        label=gettext_lazy("How many"), coerce=int, choices=[(n, str(n)) for n in SIZES]
    )


@overseer
@require_http_methods(METHODS)
def samples(request: HttpRequest) -> HttpResponseBase:
    """The samples there are, and drawing one."""
    user, now = signed_in_user(request), timezone.localtime()
    today = now.date()
    data = request.POST if request.method == "POST" else None
    form = DrawForm(data, initial={"since": today - MONTH, "until": today, "size": SIZES[1]})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            drawn = sampling.draw(
                since=given["since"],
                until=given["until"] + timedelta(days=1),
                size=given["size"],
                by=user,
                now=now,
                submission=given["submission"],
            )
        except Refused as refused:
            saying.add_faults(form, refused.faults, {})
        else:
            return redirect("oversight_sample", drawn)
    lines = [sample_line(one, today=today) for one in sampling.samples(user=user)]
    return render(request, "oversight/samples.html", {"form": form, "samples": lines})


class JudgeForm(SentOnce):
    sampled_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_ID)
    outcome = forms.ChoiceField(label=gettext_lazy("Is it in order?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Needed where it is to be followed up."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (value, words.capitalised(str(label))) for value, label in Control.Outcome.choices
        ]


@overseer
@require_http_methods(METHODS)
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponseBase:
    """A sample: each look-up, and what is made of it."""
    user, now = signed_in_user(request), timezone.localtime()
    try:
        failed = judged(request) if request.method == "POST" else None
        if request.method == "POST" and failed is None:
            return redirect("oversight_sample", sample_id)
        found = sampling.sample(user=user, sample_id=sample_id, today=now.date())
    except NoSample as error:
        raise Http404 from error
    lines = controlled_shown(found.lines, today=now.date())
    context = {
        "sample": sample_line(found, today=now.date()),
        "period": period(found, today=now.date()),
        "found": found.found,
        "rows": [(line, form_for(line.sampled_id, failed)) for line in lines],
        "failed": failed,
    }
    return render(request, "oversight/sample.html", context)


def judged(request: HttpRequest) -> JudgeForm | None:
    """Judges a look-up; the form, if it was not in order. Raises ``NoSample``."""
    number = request.POST.get("sampled_id", "")
    form = JudgeForm(request.POST, auto_id=f"id_%s_{number}")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("sampled_id", "outcome", "note")}
        try:
            sampling.judge(
                by=signed_in_user(request),
                now=timezone.localtime(),
                submission=form.cleaned_data["submission"],
                **given,
            )
        except Refused as refused:
            saying.add_faults(form, refused.faults, {})
        else:
            messages.success(request, _("Your judgement is saved."))
            return None
    return form


def form_for(sampled_id: int, failed: JudgeForm | None) -> JudgeForm:
    """The form of a line: as it was sent, if it was this one that failed."""
    if failed is not None and str(sampled_id) == failed.data.get("sampled_id"):
        return failed
    return JudgeForm(initial={"sampled_id": sampled_id}, auto_id=f"id_%s_{sampled_id}")
