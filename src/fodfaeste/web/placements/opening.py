"""What the views of placements share."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.placements import queries
from fodfaeste.placements.queries import PlacementView
from fodfaeste.web import saying
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.sent_once import SentOnce


@dataclass(frozen=True, slots=True)
class OpenedPlacement:
    """A placement in a case that somebody has opened now."""

    opened: Opened
    placement: PlacementView

    @property
    def role(self) -> str | None:
        """In which role they act."""
        return role_of(self.opened)

    def acted(self, form: SentOnce) -> dict[str, Any]:
        """What every service is told."""
        return {
            "case_id": self.opened.view.case_id,
            "placement_id": self.placement.id,
            "by": self.opened.user,
            "now": self.opened.now,
            "submission": form.cleaned_data["submission"],
        }


def open_placement(
    request: HttpRequest, case_id: UUID, placement_id: UUID, *, to: Act | None = None
) -> OpenedPlacement:
    """Raises ``NotVisible`` or ``NotAllowed``."""
    opened = open_case(request, case_id, to=to)
    return OpenedPlacement(
        opened, queries.placement_of(view=opened.view, placement_id=placement_id)
    )


def role_of(opened: Opened) -> str | None:
    """In which role a person acts: that of the employment specialist, if they have it."""
    return own_role(opened.view, opened.user.pk, opened.roles, "employment_specialist") or None


def refused_in(form: SentOnce, refused: Refused) -> None:
    """Puts what was refused beside the fields."""
    saying.add_faults(form, refused.faults, PLACES)


PLACES = {"hours": "hours", "entry_id": "paper", "file": "paper", "text_kind": "paper"}


def told(request: HttpRequest, *, repeated: bool, done: str) -> None:
    """Says what was done; or that the form was sent before."""
    if repeated:
        messages.info(request, _("This form was sent before. It was registered then, and once."))
    else:
        messages.success(request, done)
