"""The list of a run on paper, to hang up or to bring along."""

from collections.abc import Mapping
from typing import Any

from fodfaeste.accounts.models import Organisation
from fodfaeste.letters.look import look_of
from fodfaeste.letters.rendering import render

KIND = "course_list"


def on_paper(*, organisation_id: int, data: Mapping[str, Any], language: str) -> bytes:
    """The PDF of a list with the look of the organisation whose run it is. ``data``: see
    ``letters/kinds.yaml``. Raises ``Refused`` where it lacks sessions or participants."""
    organisation = Organisation.objects.select_related("parent").get(pk=organisation_id)
    look = look_of(organisation, language=language)
    return render(KIND, data, language=language, look=look)
