"""Who stands at the citizen's side: guardian, party representative, interpreter."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste import words
from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import NewCompanion
from fodfaeste.protection.subject_access.naming import COMPANIONS
from fodfaeste.web import dates
from fodfaeste.web.access import staff
from fodfaeste.web.case.beside import companion
from fodfaeste.web.case.keeping import act, done_by
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import SentOnce


class CompanionForm(SentOnce):
    """Somebody, what they are to the citizen, and from when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What are they?"),
        choices=[(code, words.capitalised(str(name))) for code, name in COMPANIONS.items()],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.CharField(
        label=gettext_lazy("Language"), help_text=gettext_lazy("Of an interpreter."), required=False
    )
    scope = forms.CharField(
        label=gettext_lazy("What do they stand in for?"),
        help_text=gettext_lazy("For example money matters, or everything."),
        required=False,
    )
    letters = forms.BooleanField(
        label=gettext_lazy("Every letter goes to them too"), required=False
    )
    since = DayField(label=gettext_lazy("From"))
    last_on = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"since": timezone.localdate()})
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (code, words.capitalised(str(name))) for code, name in COMPANIONS.items()
        ]

    def told(self) -> NewCompanion:
        """As the service takes it; for a form that is valid."""
        said = {name: self.cleaned_data[name] for name in NewCompanion.__dataclass_fields__}
        return NewCompanion(**said)


class EndForm(SentOnce):
    companion_id = forms.UUIDField(widget=forms.HiddenInput)


@staff
@keeps(Act.RECORD_CONTACT, what=gettext_lazy("Guardian, representative, interpreter"))
@require_http_methods(["GET", "HEAD", "POST"])
def companions(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Record a guardian, a party representative or an interpreter; or that one is no more."""
    opened = open_case(request, case_id, to=Act.RECORD_CONTACT)
    ending = request.method == "POST" and "end" in request.POST
    data = request.POST if request.method == "POST" and not ending else None
    form = filled(request, CompanionForm(data))
    if ending:
        return end(request, opened)
    if form.is_bound and form.is_valid():
        said = _("It is recorded.")
        if act(request, form, services.add_companion, said, new=form.told(), **done_by(opened)):
            return redirect("case", case_id)
    today = opened.today
    found = queries.companions(view=opened.view, today=today)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "now": [(one, *companion(one, today=today)) for one in found if not one.ended],
        "before": [
            (*companion(one, today=today), dates.span(one.since, one.last_on, today=today))
            for one in found
            if one.ended
        ],
        "submission": SentOnce()["submission"],
    }
    return render(request, "case/companions.html", context)


def end(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    form = EndForm(request.POST)
    if form.is_valid():
        named = {"companion_id": form.cleaned_data["companion_id"]}
        said = _("It is ended.")
        if not act(request, form, services.end_companion, said, **named, **done_by(opened)):
            messages.warning(request, " ".join(map(str, form.non_field_errors())))
    return redirect("companions", opened.view.case_id)
