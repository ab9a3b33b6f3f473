"""How letters of each kind begin and end, and how they look, for administrators."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.letters import kinds, wording
from fodfaeste.web.administration.opening import act, administration, frame
from fodfaeste.web.administration.people import METHODS
from fodfaeste.web.dates import language
from fodfaeste.web.letters_look.forms import WordsForm, begins
from fodfaeste.web.letters_look.presenters import name_of
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.uploads import attachment


@administration
@require_http_methods(METHODS)
def words(request: HttpRequest, organisation_id: int, kind: str) -> HttpResponseBase:
    """The words of a kind of letter: kept, or looked at first on a made-up letter."""
    around = frame(request, organisation_id, "letters")
    known_or_404(kind)
    by = signed_in_user(request)
    own = wording.own_words(by=by, organisation_id=organisation_id, kind=kind)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, kind=kind, initial=begins(own))
    if form.is_bound and form.is_valid():
        if "look" in request.POST:
            return on_paper(request, organisation_id, kind, form.told())
        saved = act(
            request,
            form,
            lambda writer: wording.change_words(
                organisation_id=organisation_id, kind=kind, told=form.told(), writer=writer
            ),
            _("The texts are saved."),
        )
        if saved:
            return redirect("administration_letters", organisation_id)
    context = {"frame": around, "form": form, "kind": kind, "name": name_of(kind)}
    return render(request, "letters_look/words.html", context)


@administration
@require_safe
def example(request: HttpRequest, organisation_id: int, kind: str) -> HttpResponseBase:
    """A made-up letter as the organisation's look now."""
    known_or_404(kind)
    return on_paper(request, organisation_id, kind, None)


def on_paper(
    request: HttpRequest, organisation_id: int, kind: str, told: wording.Told | None
) -> HttpResponseBase:
    asked = request.POST.get("look") or request.GET.get("sprog") or language()
    made = wording.shown_on_example(
        by=signed_in_user(request),
        organisation_id=organisation_id,
        kind=kind,
        language="en" if asked == "en" else "da",
        told=told,
    )
    return attachment(made, kind="application/pdf", name="eksempel")


def known_or_404(kind: str) -> None:
    if kind not in kinds.names():
        raise Http404
