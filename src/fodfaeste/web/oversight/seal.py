"""The seal: one digest of all logs, when they were last checked, and what was found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.traces.checks import is_small, newest
from fodfaeste.traces.sentences import sentence
from fodfaeste.traces.verifying import verify
from fodfaeste.web.access import guard
from fodfaeste.web.oversight.presenters import moment
from fodfaeste.web.requests import signed_in_user


@guard
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest) -> HttpResponseBase:
    """What the last check found; and checking now, where that takes a moment only."""
    user, now = signed_in_user(request), timezone.localtime()
    small = is_small()
    if request.method == "POST":
        if small:
            found = verify(now=now, by=user)
            say(request, is_sound=found.is_sound)
        return redirect("oversight_seal")
    last = newest()
    context = {
        "last": last,
        "when": moment(last.at, today=now.date()) if last else "",
        "findings": [sentence(one) for one in last.findings] if last else [],
        "is_small": small,
    }
    return render(request, "oversight/seal.html", context)


def say(request: HttpRequest, *, is_sound: bool) -> None:
    if is_sound:
        messages.success(request, _("Every log is as it was written."))
    else:
        messages.error(request, _("Something is not as it was written. See below."))
