"""The placements and jobs of a case in short, for its page. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.placements import queries
from fodfaeste.placements.queries import PlacementView, Retention, Unwritten
from fodfaeste.web import addresses, dates
from fodfaeste.web.placements import saying
from fodfaeste.words import period_text


@dataclass(frozen=True, slots=True)
class Row:
    """A placement or a job. ``left``: what is missing of it."""

    heading: str
    says: str
    state: str
    chip: str
    left: Sequence[str]
    url: str


@dataclass(frozen=True, slots=True)
class Lasting:
    """How a job lasts: hours week by week, and lengths of time that were reached."""

    says: str
    weeks: Sequence[tuple[int, str]]
    marks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlacementsShown:
    """The panel. ``unwritten``: what was registered without an agreement, with where it is
    written."""

    rows: Sequence[Row]
    unwritten: Sequence[tuple[str, str]]
    start_url: str
    lasting: Lasting | None


def panel(view: CaseView, *, today: date) -> PlacementsShown | None:
    """None for those who do not see what happened, and where there is nothing to see or begin."""
    if not view.sight.sees(Kind.REGISTRATIONS):
        return None
    found = queries.placements_of(view=view)
    may = view.sight.may(Act.PLACE) and view.evaluation.log.closed_on is None
    if not found and not may:
        return None
    shower = Shower(view, today)
    waiting = queries.unwritten(view=view, shown=found) if may else ()
    return PlacementsShown(
        rows=[shower.row(one) for one in found],
        unwritten=[shower.unwritten(one) for one in waiting],
        start_url=reverse("placement_start", args=[view.case_id]) if may else "",
        lasting=shower.lasting(queries.retention(found, on=today)),
    )


class Shower:
    """Says the placements of one case."""

    def __init__(self, view: CaseView, today: date) -> None:
        self.view, self.today = view, today

    def row(self, one: PlacementView) -> Row:
        kind = saying.kind(one.kind, self.view.rules)
        period = saying.period(one.since, one.last, today=self.today)
        said = (kind, period, saying.hours_on(one, self.today))
        return Row(
            heading=one.unit.company,
            says=" · ".join(filter(None, said)),
            state=str(saying.STATES[one.state]),
            chip=saying.CHIPS[one.state],
            left=list(self.left(one)),
            url=reverse("placement", args=[self.view.case_id, one.id]),
        )

    def left(self, one: PlacementView) -> Iterator[str]:
        """What is to be done about it: begin it on its day, sign, carry it to VITAS and FASIT."""
        if one.state in ("ended", "dropped"):
            return
        if one.state == "agreed" and one.since <= self.today:
            yield _("Has it begun? Register it.")
        signed = {each.party for each in one.newest.signatures}
        if not {"citizen", "employer"} <= signed:
            yield _("The agreement is not signed.")
        for system in saying.SYSTEMS if not one.is_job else ():
            if one.record(system) is None:
                yield _("Not recorded in %(system)s.") % {"system": saying.SYSTEMS[system]}

    def unwritten(self, one: Unwritten) -> tuple[str, str]:
        said = _("%(kind)s from %(date)s has no agreement here. Write it.") % {
            "kind": saying.kind(one.kind, self.view.rules).capitalize(),
            "date": dates.medium(one.on, today=self.today),
        }
        path = reverse("placement_start", args=[self.view.case_id])
        return said, addresses.with_query(path, fra=one.entry_id)

    # --- how a job lasts

    def lasting(self, found: Retention | None) -> Lasting | None:
        if found is None or found.since > self.today:
            return None
        since = dates.medium(found.since, today=self.today)
        return Lasting(
            says=_("In work since %(date)s") % {"date": since},
            weeks=[
                (week.number, "–" if week.hours is None else saying.number(week.hours))
                for week in found.weeks
            ],
            marks=[self.mark(one.period, one.on, one.is_reached) for one in found.marks],
        )

    def mark(self, period: str, on: date, is_reached: bool | None) -> tuple[str, str]:
        day = dates.medium(on, today=self.today)
        said = {
            True: _("reached %(date)s"),
            False: _("not reached: the job ended before %(date)s"),
            None: _("on %(date)s"),
        }[is_reached]
        return period_text(period, dates.language()), said % {"date": day}
