"""All that is held of a citizen: looked through first, then taken out for them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fodfaeste.protection import subject_access as held
from fodfaeste.web.access import staff
from fodfaeste.web.dates import language
from fodfaeste.web.protection.forms import TakeOutForm
from fodfaeste.web.requests import signed_in_user

KINDS = {"pdf": "application/pdf", "json": "application/json"}


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def subject_access(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What would be given, and the form that gives it."""
    form = TakeOutForm(request.POST or None, initial={"language": language()})
    if form.is_bound and form.is_valid():
        return taken(request, case_id, form)
    user, now = signed_in_user(request), timezone.localtime()
    seen = held.look_at(case_id=case_id, by=user, language=language(), now=now)
    context = {
        "case_id": case_id,
        "citizen": seen.citizen,
        "held": seen.held,
        "files": seen.files,
        "form": form,
    }
    return render(request, "protection/subject_access.html", context)


def taken(request: HttpRequest, case_id: UUID, form: TakeOutForm) -> HttpResponse:
    """The file. Its name says the day and nothing of the citizen."""
    given = form.cleaned_data
    out = held.take_out(
        case_id=case_id,
        by=signed_in_user(request),
        language=given["language"],
        form=given["form"],
        now=timezone.localtime(),
        submission=given["submission"],
    ).held
    content = held.as_pdf(out) if given["form"] == "pdf" else held.as_json(out).encode()
    response = HttpResponse(content, content_type=KINDS[given["form"]])
    name = f"indsigt-{out.made_at:%Y-%m-%d}.{given['form']}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
