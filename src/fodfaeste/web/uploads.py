"""Files that people send in, and how they are handed out again.

What a file is, its first bytes say: neither its name nor what the browser claims. It is never
shown as a page of ours: it is sent as an attachment, from an address of its own (``/filer/…``),
under a policy that lets nothing in it run. A picture of a page may still point at it, since a
browser asks no leave to draw one.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.files.kinds import ENDINGS as DOCUMENTS
from fodfaeste.cases.queries import FileView
from fodfaeste.cases.services import NewFile, Refused, checked
from fodfaeste.web import saying

FIRST_BYTES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "application/pdf": b"%PDF-",
}
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
PICTURES = ("image/png", "image/jpeg")
MOST_BYTES = 2 * 1024 * 1024
NOTHING_RUNS = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent in. ``kind``: one of ``FIRST_BYTES``."""

    content: bytes
    kind: str


def kind_of(content: bytes) -> str | None:
    """What a file is, by its first bytes; None if it is nothing we take."""
    return next((kind for kind, first in FIRST_BYTES.items() if content.startswith(first)), None)


class UploadField(forms.FileField):
    """A file of one of the ``kinds``, no larger than ``most_bytes``. ``clean`` gives an ``Upload``,
    or None where none was sent and none is required."""

    default_error_messages = {
        "too_large": _("The file is larger than %(most)s. Choose a smaller one."),
        "kind": _("This kind of file cannot be used here. Choose one of: %(kinds)s."),
    }

    def __init__(
        self, *, kinds: tuple[str, ...] = PICTURES, most_bytes: int = MOST_BYTES, **options: Any
    ) -> None:
        self.kinds, self.most_bytes = kinds, most_bytes
        accept = {"accept": ",".join(kinds)}
        super().__init__(widget=forms.FileInput(attrs=accept), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return self._read(file) if isinstance(file, UploadedFile) else None

    def _read(self, file: "UploadedFile[Any]") -> Upload:
        if (file.size or 0) > self.most_bytes:
            raise self._fault("too_large", most=filesizeformat(self.most_bytes))
        content = file.read()
        kind = kind_of(content)
        if kind is None or kind not in self.kinds:
            raise self._fault("kind", kinds=", ".join(ENDINGS[each].upper() for each in self.kinds))
        return Upload(content, kind)

    def _fault(self, code: str, **values: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=values)


class DocumentField(forms.FileField):
    """A document of a case. ``clean`` gives a ``NewFile``, or None where none was sent."""

    def __init__(self, **options: Any) -> None:
        accept = {"accept": ",".join(f".{ending}" for ending in DOCUMENTS.values())}
        super().__init__(widget=forms.FileInput(attrs=accept), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        source = file.file if isinstance(file, UploadedFile) else None
        if source is None:
            return None
        given = NewFile(file.name or "", source)
        try:
            checked(given)
        except Refused as refused:
            raise ValidationError([saying.fault(each) for each in refused.faults]) from refused
        return given


def document(found: FileView) -> StreamingHttpResponse:
    """The answer that hands a document out, piece by piece: saved and not opened."""
    if found.kind not in DOCUMENTS:
        raise ValueError(f"{found.kind} is no kind that was taken in")
    response = StreamingHttpResponse(found.content, content_type=found.kind)
    response["Content-Length"] = str(found.size)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """The answer that hands a file out: saved and not opened, with a name that tells nothing.

    ``name``: a word of ours without an ending, never what the sender called the file.
    """
    if kind not in FIRST_BYTES:
        raise ValueError(f"{kind} is no kind that was taken in")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS[kind]}"'
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response
