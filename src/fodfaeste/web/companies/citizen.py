"""A contact with a company about a citizen is written in the citizen's case. This leads there."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from fodfaeste.companies.queries import CompanyView
from fodfaeste.matching import queries as matching
from fodfaeste.matching.queries import CaseLine
from fodfaeste.web import addresses, names
from fodfaeste.web.access import staff
from fodfaeste.web.companies.acting import Asking, check_may_keep, company_of, to_company
from fodfaeste.web.requests import signed_in_user

STEP = "contacted"


class CitizenForm(forms.Form):
    """Which citizen it was about, and at which of the company's units."""

    sag = forms.ChoiceField(label=gettext_lazy("Which citizen was it about?"))
    sted = forms.ChoiceField(label=gettext_lazy("At which workplace?"))

    def __init__(self, data: Any, *, lines: list[CaseLine], company: CompanyView) -> None:
        super().__init__(data)
        units = [(str(one.id), one.name) for one in company.units if one.is_active]
        self.fields["sag"].choices = [(str(one.case_id), case_said(one)) for one in lines]  # type: ignore[attr-defined]
        self.fields["sted"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["sted"].widget = forms.HiddenInput()
            self.fields["sted"].initial = units[0][0]


def case_said(line: CaseLine) -> str:
    """``Amalie Ærø · JobSpot``: programmes tell apart two cases of one citizen."""
    return f"{names.of_citizen(line.citizen)} · {names.of_programme(line.programme)}"


@staff
@require_safe
def about_citizen(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Choose the citizen, among one's open cases; those for whom a workplace is looked for come
    first. It goes on at the step of that case, with the workplace filled in."""
    found, today = company_of(request, company_id), timezone.localdate()
    check_may_keep(request)
    lines, _more = matching.pipelines(user=signed_in_user(request), today=today)
    data = request.GET if "sag" in request.GET else None
    form = CitizenForm(data, lines=lines, company=found)
    if form.is_bound and form.is_valid():
        step = reverse("match_unit", args=[form.cleaned_data["sag"], form.cleaned_data["sted"]])
        return redirect(addresses.with_query(step, skridt=STEP))
    context = {"page": asking(found), "form": form, "has_cases": bool(lines)}
    return render(request, "companies/citizen.html", context)


def asking(company: CompanyView) -> Asking:
    return Asking(
        heading=_("In touch about a citizen"),
        lead=_("It is written in the citizen’s case, where only those who see the case read it. "
               "Here it is shown that somebody was in touch, and not about whom."),
        done="",
        save=_("Go on"),
        back=to_company(company.id),
        back_label=company.name,
    )  # fmt: skip
