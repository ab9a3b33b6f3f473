"""Files that people send in are what they are, not what they are called."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from fodfaeste.web.uploads import Upload, UploadField, attachment, kind_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
PDF = b"%PDF-1.7\n"
PAGE = b"<html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (PDF, "application/pdf"),
        (PAGE, None),
        (DRAWING, None),
        (b" " + PNG, None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content, kind):
    assert kind_of(content) == kind


class Sent(forms.Form):
    logo = UploadField(most_bytes=100, required=False)


def sent(content, name="logo.png"):
    files: MultiValueDict[str, Any] = MultiValueDict()
    if content:
        files["logo"] = SimpleUploadedFile(name, content, "image/png")
    return Sent({}, files)


@pytest.mark.parametrize("content", [PNG, JPEG])
def test_a_picture_is_taken(content):
    form = sent(content)
    assert form.is_valid()
    assert form.cleaned_data["logo"] == Upload(content, str(kind_of(content)))


@pytest.mark.parametrize(
    ("content", "code"),
    [(PAGE, "kind"), (DRAWING, "kind"), (PDF, "kind"), (PNG + b"\0" * 100, "too_large")],
)
def test_what_is_no_small_picture_is_refused(content, code):
    form = sent(content)
    assert not form.is_valid()
    assert form.has_error("logo", code)


def test_nothing_sent_is_nothing():
    form = sent(b"")
    assert form.is_valid()
    assert form.cleaned_data["logo"] is None


def test_it_is_handed_out_as_an_attachment_in_which_nothing_runs():
    response = attachment(PNG, kind="image/png", name="logo")
    assert response["Content-Disposition"] == 'attachment; filename="logo.png"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "image/png"


def test_what_was_not_taken_in_is_not_handed_out():
    with pytest.raises(ValueError, match="no kind"):
        attachment(PAGE, kind="text/html", name="logo")
