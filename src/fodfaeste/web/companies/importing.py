"""A sheet of companies: sent in, looked at, imported or thrown away."""

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.companies import queries, services
from fodfaeste.companies.importing.sheet import MOST_BYTES
from fodfaeste.companies.queries import ImportView
from fodfaeste.web.access import organisation_wide
from fodfaeste.web.companies import reporting, sheets
from fodfaeste.web.companies.acting import did
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce

ENDING = "slags"


class SheetForm(SentOnce):
    """A sheet to send in."""

    file = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("XLSX or CSV. The first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files)

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            size = MOST_BYTES // 1024 // 1024
            said = _("The sheet is larger than %(value)s MB. Divide it into several.")
            raise ValidationError(said % {"value": size})
        content: bytes = file.read()
        return content


@organisation_wide
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """Send a sheet in; nothing is imported yet."""
    user, now = signed_in_user(request), timezone.localtime()
    is_sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if is_sent else SheetForm()
    if form.is_bound and form.is_valid():
        content = form.cleaned_data["file"]
        if did(request, form, lambda **who: services.upload(content=content, **who), now):
            pk = uuid5(form.cleaned_data["submission"], "import")
            return redirect("company_import", import_id=pk)
    earlier = queries.imports(user=user)
    context = {
        "form": form,
        "earlier": [reporting.line_said(one, today=now.date()) for one in earlier],
        "columns": reporting.template_rows()[0],
    }
    return render(request, "companies/import.html", context)


@organisation_wide
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """A sheet to fill in."""
    return sheets.handed_out(
        reporting.template_rows(), ending=ending_of(request), name=_("companies")
    )


@organisation_wide
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """What becomes of each row; sent, the sheet is imported."""
    found, now = import_of(request, import_id), timezone.localtime()
    form = SentOnce(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        did(request, form, lambda **who: services.carry_out(import_id=import_id, **who), now)
        messages.success(request, _("The sheet is imported."))
        return redirect("company_import", import_id=import_id)
    context = {"page": reporting.present(found, today=now.date()), "form": form}
    return render(request, "companies/look.html", context)


@organisation_wide
@require_safe
def report(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """What becomes of each row, as a sheet."""
    rows = reporting.report_rows(import_of(request, import_id))
    return sheets.handed_out(rows, ending=ending_of(request), name=_("report"))


@organisation_wide
@require_POST
def discard(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Throw a sheet away that has not been imported."""
    import_of(request, import_id)
    services.discard(import_id=import_id, by=signed_in_user(request))
    messages.success(request, _("The sheet is thrown away. Nothing was imported."))
    return redirect(reverse("company_imports"))


def import_of(request: HttpRequest, import_id: UUID) -> ImportView:
    found = queries.company_import(user=signed_in_user(request), import_id=import_id)
    if found is None:
        raise Http404
    return found


def ending_of(request: HttpRequest) -> str:
    asked = request.GET.get(ENDING, "")
    return asked if asked in sheets.KINDS else sheets.XLSX
