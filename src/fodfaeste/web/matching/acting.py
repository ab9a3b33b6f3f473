"""What the views that do something share."""

from typing import Any

from django.http import HttpRequest

from fodfaeste.cases.services import Registered
from fodfaeste.core.faults import Refused
from fodfaeste.web import saying
from fodfaeste.web.case.opening import Opened, say
from fodfaeste.web.sent_once import SentOnce


def done(
    request: HttpRequest, form: SentOnce, service: Any, opened: Opened, said: str, **given: Any
) -> bool:
    """Does it and says so; or puts what was refused into the form."""
    try:
        kept: Registered = service(
            case_id=opened.view.case_id,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
            **given,
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    say(request, repeated=kept.repeated, done=lambda: said)
    return True
