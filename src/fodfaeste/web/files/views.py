"""Documents of an event: added to it afterwards, and handed out."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases import queries
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import FileLost
from fodfaeste.cases.services import NewFile
from fodfaeste.web import addresses
from fodfaeste.web.access import staff
from fodfaeste.web.case.event_form import TAKEN
from fodfaeste.web.case.log import Teller
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.files.adding import add
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import TEXT_KINDS, SentOnce, TextKindField
from fodfaeste.web.uploads import DocumentField, document

logger = logging.getLogger(__name__)


class FileForm(SentOnce):
    """A document, and what it is about."""

    file = DocumentField(label=gettext_lazy("Document"), help_text=TAKEN)
    text_kind = TextKindField(
        label=gettext_lazy("The document is about"),
        help_text=gettext_lazy("What is about health or social matters is read by fewer."),
        choices=TEXT_KINDS,
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest, case_id: UUID, entry_id: str) -> HttpResponseBase:
    """Add a document to something that happened."""
    opened = open_case(request, case_id, to=Act.REGISTER)
    entry = next((one for one in opened.view.entries if one.id == entry_id), None)
    if entry is None or entry.kind != "event":
        raise Http404
    files = request.FILES or None
    data = request.POST if request.method == "POST" else None
    form = FileForm(data, files=files, initial={"text_kind": entry.text_kind})
    if form.is_bound and form.is_valid() and added(request, opened, entry_id, form):
        return redirect(f"{addresses.of_case(case_id)}#{entry_id}")
    line = Teller(opened.view, opened.today).line(entry)
    context = {"case_id": case_id, "citizen": opened.citizen, "form": form, "line": line}
    return render(request, "files/add_file.html", context)


def added(request: HttpRequest, opened: Opened, entry_id: str, form: FileForm) -> bool:
    said = form.cleaned_data
    given = NewFile(said["file"].name, said["file"].file, said["text_kind"])
    return add(request, opened, entry_id, given, said["submission"])


@staff
@require_safe
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A document, to be saved."""
    return handed_out(request, case_id, file_id, for_citizen=False)


@staff
@require_safe
def file_for_citizen(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The same, by who gives the citizen all that is held."""
    return handed_out(request, case_id, file_id, for_citizen=True)


def handed_out(
    request: HttpRequest, case_id: UUID, file_id: UUID, *, for_citizen: bool
) -> HttpResponseBase:
    """The document; or, where it is gone from the disk, that it is."""
    user, today = signed_in_user(request), timezone.localdate()
    query = queries.file_for_citizen if for_citizen else queries.file
    try:
        return document(query(user=user, case_id=case_id, file_id=file_id, today=today))
    except FileLost:
        logger.error("a document is missing on disk: %s", file_id)
        said = _("The document is missing on the server. Tell whoever runs the site.")
        messages.error(request, said)
        return redirect("subject_access" if for_citizen else "case", case_id)
