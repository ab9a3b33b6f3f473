"""What the page that decides on a referral says of it, so that nobody has to remember it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.core.events import Event
from fodfaeste.web import dates, eligibility, names
from fodfaeste.web.eligibility import EligibilityShown
from fodfaeste.web.intake.presenters import (
    asked_says,
    referral_of,
    target_group_says,
    timely_of,
    timely_says,
    way_says,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """A referral in a few lines. ``note``: why, in the words of whoever referred, if it is the
    reader's to read; ``verdict``: on the target group, ``kind`` is its colour; both empty where
    the reader does not see all that it rests on."""

    programme: str
    way: str
    who: str
    asked: Sequence[str]
    in_time: str
    late: bool
    note: str
    verdict: str
    kind: str


def referred(view: CaseView, *, today: date) -> Referred:
    """The referral with which a case began."""
    first = referral_of(view.rules, view.case.events)
    timely = timely_of(view.evaluation, first)
    target = target_group(view)
    return Referred(
        programme=names.of_course(view.rules, view.evaluation.variant),
        way=way_says(view.rules, first),
        who=_who_says(view, first, today=today),
        asked=asked_says(view.rules, first, today=today),
        in_time=timely_says(timely, today=today) if timely else "",
        late=timely is not None and timely.state == "met_late",
        note=view.entry_of(first).note if first else "",
        verdict=target_group_says(target.verdict) if target else "",
        kind=target.kind if target else "plain",
    )


def target_group(view: CaseView) -> EligibilityShown | None:
    """For those who see every fact that it may rest on."""
    if not {Kind.NOTES, Kind.HEALTH, Kind.SOCIAL} <= view.sight.kinds:
        return None
    return eligibility.shown(view.rules, view.evaluation.eligibility, view.case.facts)


def _who_says(view: CaseView, first: Event | None, *, today: date) -> str:
    day = date.fromordinal(first.day) if first else timezone.localdate(view.opened_at)
    values = {
        "date": dates.medium(day, today=today),
        "place": view.referred_by or view.organisation,
        "who": view.opened_by,
    }
    return _("Received %(date)s from %(place)s, %(who)s") % values
