"""Emergency access: the way to a case that is not one's own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.queries.emergencies import opened_by
from fodfaeste.cases.services.emergency import LONGEST, open_in_emergency
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, saying
from fodfaeste.web.access import staff
from fodfaeste.web.oversight.presenters import emergency_shown
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce


class EmergencyForm(SentOnce):
    number = forms.CharField(
        label=gettext_lazy("The citizen’s CPR number"),
        help_text=gettext_lazy(
            "All ten digits. The number of a case, as in its address, also works."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you need to see the case now?"),
        help_text=gettext_lazy("Your leader reads this. Write what has happened."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("number", "reason")
def emergency(request: HttpRequest) -> HttpResponseBase:
    """Open a case that is not one's own for the rest of the day, with a reason."""
    user, now = signed_in_user(request), timezone.localtime()
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = {"by": user, "now": now, **said(form)}
        try:
            found = open_in_emergency(**given)
        except Refused as refused:
            saying.add_faults(form, refused.faults, {})
        else:
            text = ngettext(
                "You can read the case until midnight. Your leader has been told.",
                "You can read the cases until midnight. Your leader has been told.",
                len(found),
            )
            messages.success(request, text)
            return redirect(addresses.of_case(found[0]) if len(found) == 1 else "emergency")
    today = now.date()
    opened = [emergency_shown(one, today=today) for one in opened_by(user=user, today=today)]
    return render(request, "oversight/emergency.html", {"form": form, "opened": opened})


def said(form: EmergencyForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("number", "reason", "submission")}
