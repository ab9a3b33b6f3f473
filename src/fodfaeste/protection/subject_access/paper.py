"""The tree as a PDF that screen readers can read, and as JSON.

No text of anybody is ever source of the PDF: all of it is data, handed to a template of ours.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from fodfaeste.protection.subject_access.tree import Held, in_words

HERE = Path(__file__).resolve().parent.parent / "typst"
FONTS = (
    Path(__file__).resolve().parents[2] / "web/static/vendor/dkfds/fonts/IBMPlexSans/complete/ttf"
)
"""Where they are not there, the typesetter's own letters are taken."""


def as_json(held: Held) -> str:
    """For machines: every fact with its code, its value, and how it is said."""
    return json.dumps({**asdict(held), "made_at": held.made_at.isoformat()}, ensure_ascii=False)


def as_pdf(held: Held) -> bytes:
    """On paper, tagged by PDF/UA-1. The same tree gives the same bytes."""
    return typst.compile(
        str(HERE / "subject_access.typ"),
        root=str(HERE),
        font_paths=list(_fonts()),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_data(held), ensure_ascii=False)},
        timestamp=_seconds(held.made_at),
    )


def _data(held: Held) -> dict[str, Any]:
    with override(held.language):
        labels = {
            "made": _("As of %(when)s") % {"when": in_words(held.made_at)},
            "page": _("Page"),
            "of": _("of"),
            "contents": _("Contents"),
        }
    return {**asdict(held), "made_at": held.made_at.isoformat(), "labels": labels}


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _fonts() -> Iterator[str]:
    if FONTS.is_dir():
        yield str(FONTS)
