"""How the site is, for a machine that asks every minute."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from fodfaeste.running.health import State, examine, overall
from fodfaeste.web.access import everyone


@everyone
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """``ok`` or ``attention`` with 200, ``broken`` with 503. Part by part for whoever has the
    token; ``fodfaeste manage health`` tells the same on the machine itself."""
    findings = examine(now=timezone.now())
    state = overall(findings)
    told: dict[str, object] = {"status": state}
    if shows_token(request):
        told["parts"] = [asdict(each) for each in findings]
    return JsonResponse(told, status=503 if state is State.BROKEN else 200)


def shows_token(request: HttpRequest) -> bool:
    """Not by the address it comes from: behind a proxy, everybody comes from this machine."""
    token, shown = settings.FODFAESTE_HEALTH_TOKEN, request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(shown, f"Bearer {token}")
