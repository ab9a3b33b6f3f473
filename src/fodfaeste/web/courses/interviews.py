"""The times for interviews that a run offers, as they are shown. Pure."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.courses.queries import RunView, TimeView
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.courses.shown import TimeShown


def bookable(view: RunView) -> list[tuple[UUID, str]]:
    """Those on the run who have no time for an interview yet."""
    booked = {one.case_id for one in view.times if one.case_id}
    return [
        (one.case_id, names.of_citizen(one.citizen))
        for one in view.of_state("enrolled", "offered")
        if one.may_change and one.case_id not in booked
    ]


def times(view: RunView, *, today: date) -> Iterator[TimeShown]:
    """Each free time proposes the next of those who have none, so that all can be booked in turn
    without choosing."""
    next_one = cycle([case_id for case_id, _name in bookable(view)] or [None])
    for one in view.times:
        yield _time(one, proposed=next(next_one) if one.is_free else None, today=today)


def _time(one: TimeView, *, proposed: UUID | None, today: date) -> TimeShown:
    whose = "" if one.is_free else names.of_citizen(one.citizen) if one.case_id else _("taken")
    return TimeShown(
        id=one.id,
        when=dates.moment(timezone.localtime(one.begins_at), today=today),
        whose=whose,
        url=addresses.of_case(one.case_id) if one.case_id else "",
        is_free=one.is_free,
        proposed=proposed,
    )
