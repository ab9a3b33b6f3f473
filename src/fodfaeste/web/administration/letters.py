"""How the organisation presents itself: texts of letters, and the logo."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.accounts.administration import organisations, queries
from fodfaeste.accounts.queries import logo_of
from fodfaeste.web.access import signed_in
from fodfaeste.web.administration.forms import LettersForm, LogoForm
from fodfaeste.web.administration.opening import act, administration, frame
from fodfaeste.web.administration.people import METHODS
from fodfaeste.web.letters_look.presenters import kinds_shown
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.uploads import attachment

KEPT_SECONDS = 24 * 60 * 60


@administration
@require_http_methods(METHODS)
def letters(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """The texts of letters."""
    around = frame(request, organisation_id, "letters")
    own = queries.presented(by=signed_in_user(request), organisation_id=organisation_id)
    begins = {"letter_name": own.letter_name, "signature": own.signature, **own.wording}
    form = LettersForm(request.POST if request.method == "POST" else None, initial=begins)
    if form.is_bound and form.is_valid():
        saved = act(
            request,
            form,
            lambda writer: organisations.change_presentation(
                organisation_id=organisation_id, told=form.told(), writer=writer
            ),
            _("The texts are saved."),
        )
        if saved:
            return redirect("administration_letters", organisation_id)
    known = kinds_shown(by=signed_in_user(request), organisation_id=organisation_id)
    context = {"frame": around, "form": form, "kinds": known}
    context["submission"] = SentOnce()["submission"]
    return render(request, "administration/letters.html", context)


@administration
@require_http_methods(METHODS)
def logo(request: HttpRequest, organisation_id: int) -> HttpResponseBase:
    """The picture at the head of pages and letters: another one, or none."""
    around = frame(request, organisation_id, "letters")
    removes = "remove" in request.POST
    form: SentOnce = logo_form(request, removes=removes)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data.get("logo")
        content, kind = (file.content, file.kind) if file else (b"", "")
        saved = act(
            request,
            form,
            lambda writer: organisations.change_logo(
                organisation_id=organisation_id, content=content, kind=kind, writer=writer
            ),
            _("The logo is taken away.") if removes else _("The logo is saved."),
        )
        if saved:
            return redirect("administration_letters", organisation_id)
    return render(request, "administration/logo.html", {"frame": around, "form": form})


def logo_form(request: HttpRequest, *, removes: bool) -> SentOnce:
    if removes:
        return SentOnce(request.POST)
    data = request.POST if request.method == "POST" else None
    return LogoForm(data, files=request.FILES if data is not None else None)


@signed_in
@require_safe
def picture(_request: HttpRequest, organisation_id: int, digest: str) -> HttpResponseBase:
    """The picture itself. Its address names what is in it, so it can be kept for a while."""
    found = logo_of(organisation_id=organisation_id, digest=digest)
    if found is None:
        raise Http404
    response = attachment(found.content, kind=found.kind, name="logo")
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return response
