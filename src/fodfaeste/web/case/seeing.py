"""Who sees the case and its texts, and how the citizen is reached."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.traces import look_ups_in
from fodfaeste.core.faults import Refused
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.access_shown import access_shown, look_up_lines
from fodfaeste.web.case.keeping import METHODS, act, done_by, nothing_changed, page
from fodfaeste.web.case.mending import bare_line
from fodfaeste.web.case.opening import Opened, open_case, safe_return
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.requests import whole_number
from fodfaeste.web.sent_once import TEXT_KINDS, SentOnce


@staff
@require_safe
def access(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """To whom the case is visible and why, and who has looked."""
    opened = open_case(request, case_id, to=Act.SEE_ACCESS)
    user, today = opened.user, opened.today
    seen_by = queries.onlookers(user=user, case_id=case_id, today=today)
    looked = look_ups_in(user=user, case_id=case_id, today=today)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "shown": access_shown(opened.view, seen_by, user_id=opened.user.pk, today=opened.today),
        "look_ups": look_up_lines(looked, today=opened.today),
    }
    return render(request, "case/access.html", context)


# --- what members read


class LetSeeForm(SentOnce):
    user_id = forms.IntegerField(widget=forms.HiddenInput)
    health = forms.BooleanField(required=False)
    social = forms.BooleanField(required=False)


@staff
@require_POST
def let_see(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Say which of health and social notes somebody reads; a row of the page of people."""
    opened = open_case(request, case_id, to=Act.GRANT_SIGHT)
    form = LetSeeForm(request.POST)
    if not form.is_valid() or whole_number(str(form.cleaned_data["user_id"])) is None:
        raise Http404
    said = form.cleaned_data
    kinds = [kind for kind in ("health", "social") if said[kind]]
    try:
        services.let_see(
            user_id=said["user_id"], kinds=kinds, submission=said["submission"], **done_by(opened)
        )
    except Refused as refused:
        messages.warning(request, " ".join(map(saying.fault, refused.faults)))
    else:
        messages.success(request, _("Who reads about health and social matters is saved."))
    return redirect("people", case_id)


# --- what a text is about


class ClassifyForm(SentOnce):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is the text about?"),
        help_text=gettext_lazy("What is about health or social matters is read by fewer."),
        choices=TEXT_KINDS,
        widget=forms.RadioSelect,
    )


@staff
@require_http_methods(METHODS)
def classify(request: HttpRequest, case_id: UUID, entry_id: str) -> HttpResponseBase:
    """Say what a text is about, which decides who reads it."""
    opened = open_case(request, case_id, to=Act.CLASSIFY_TEXT)
    entry = next((one for one in opened.view.entries if one.id == entry_id), None)
    if entry is None or not entry.has_text:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ClassifyForm(data, initial={"kind": entry.text_kind})
    if data is not None and form.is_valid():
        chosen = form.cleaned_data["kind"]
        if chosen == entry.text_kind:
            return nothing_changed(request, case_id)
        said, service = _("What the text is about is saved."), services.classify_text
        given: dict[str, Any] = {"entry_id": entry_id, "kind": chosen, **done_by(opened)}
        if act(request, form, service, said, **given):
            return redirect(safe_return(request, case_id))
    line = bare_line(opened, entry)
    return page(request, opened, form, heading=_("Who reads the text"), note="", line=line)


# --- how the citizen is reached


class ContactForm(SentOnce):
    street = forms.CharField(label=gettext_lazy("Street and number"), required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False)
    city = forms.CharField(label=gettext_lazy("Town"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    digital_exempt = forms.BooleanField(
        label=gettext_lazy("Exempt from Digital Post: letters are printed"), required=False
    )

    def contact(self) -> services.Contact:
        """What was given; for a form that is valid."""
        names = ("street", "postcode", "city", "phone", "email")
        said = self.cleaned_data
        exempt = "yes" if said["digital_exempt"] else ""
        return services.Contact(digital_exempt=exempt, **{name: said[name] for name in names})


@staff
@keeps(Act.RECORD_CONTACT, what=gettext_lazy("How the citizen is reached"))
@require_http_methods(METHODS)
def contact(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Record how the citizen is reached."""
    opened = open_case(request, case_id, to=Act.RECORD_CONTACT)
    known = opened.view.citizen.contact
    data = request.POST if request.method == "POST" else None
    form = filled(request, ContactForm(data, initial=dict(known)))
    if data is not None and form.is_valid():
        given = form.contact()
        if is_known(opened, given):
            return nothing_changed(request, case_id)
        said, service = _("The contact details are saved."), services.record_contact
        if act(request, form, service, said, contact=given, **done_by(opened)):
            return redirect(safe_return(request, case_id))
    return page(request, opened, form, heading=_("How the citizen is reached"), note="")


def is_known(opened: Opened, given: services.Contact) -> bool:
    """Whether nothing of it is new."""
    known = opened.view.citizen.contact
    return all(known.get(name, "") == getattr(given, name) for name in given.__slots__)
