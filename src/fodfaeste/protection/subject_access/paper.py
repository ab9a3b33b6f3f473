"""The tree as a PDF that screen readers can read, and as JSON.

No text of anybody is ever source of the PDF: all of it is data, handed to a template of ours.
"""

import json
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from fodfaeste.letters.typesetting import compiled
from fodfaeste.protection.subject_access.tree import Held, in_words


def as_json(held: Held) -> str:
    """For machines: every fact with its code, its value, and how it is said."""
    return json.dumps({**asdict(held), "made_at": held.made_at.isoformat()}, ensure_ascii=False)


def as_pdf(held: Held) -> bytes:
    """On paper, tagged. The same tree gives the same bytes."""
    return compiled("protection/typst/subject_access.typ", _data(held), made_at=held.made_at)


def _data(held: Held) -> dict[str, Any]:
    with override(held.language):
        labels = {
            "made": _("As of %(when)s") % {"when": in_words(held.made_at)},
            "page": _("Page"),
            "of": _("of"),
            "contents": _("Contents"),
        }
    return {**asdict(held), "made_at": held.made_at.isoformat(), "labels": labels}
