"""The match in short, on the page of the case. Pure, but for ``matched``."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste.matching import queries
from fodfaeste.matching.queries import MatchView
from fodfaeste.matching.wishes import Wishes
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.matching import names
from fodfaeste.web.matching.presenters import (
    ProspectShown,
    counts_said,
    hours_said,
    prospect_shown,
    told_said,
)

FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelShown:
    """The match in short. ``wished``: in one line; ``counts``: how many stand where."""

    wished: str
    told: str
    counts: str
    first: tuple[ProspectShown, ...]
    url: str
    may: bool


def panel(match: MatchView | None, case_id: UUID, *, today: date) -> PanelShown | None:
    """None where there is nothing and the reader could not begin."""
    if match is None or not (match.wishes or match.prospects or match.may):
        return None
    wishes = match.wishes.wishes if match.wishes else Wishes()
    going_on = [one for one in match.prospects if one.state != "declined"]
    hours = hours_said(wishes)
    wished = [
        *wishes.tasks,
        *wishes.trades,
        _("%(n)s hours a week") % {"n": hours} if hours else "",
    ]
    return PanelShown(
        wished=names.joined(filter(None, wished)),
        told=told_said(wishes, today) if match.wishes else "",
        counts=counts_said(one.state for one in match.prospects),
        first=tuple(prospect_shown(one, today=today) for one in going_on[:FIRST]),
        url=reverse("match", args=[case_id]),
        may=match.may,
    )


def matched(opened: Opened) -> PanelShown | None:
    """What the page of a case shows of the match."""
    found = queries.match(user=opened.user, view=opened.view)
    return panel(found, opened.view.case_id, today=opened.today)
