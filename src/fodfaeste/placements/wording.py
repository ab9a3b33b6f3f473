"""What an agreement says, in words of the language that is on."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.core import timesheets
from fodfaeste.core.timesheets import Agreed, Week
from fodfaeste.placements import days_off
from fodfaeste.placements.agreements import (
    Details,
    Terms,
    hours_by_day,
    plain,
    starting_hours,
)
from fodfaeste.placements.models import AgreementVersion
from fodfaeste.placements.purposes import PURPOSES

Data = dict[str, Any]


def full(**values: Any) -> Data:
    """What has something in it: a letter says nothing of what is not known."""
    return {name: value for name, value in values.items() if value}


def lines_of(text: str) -> list[str]:
    """The lines of a text in which something stands."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def hours_said(terms: Terms) -> list[Data]:
    """Hours a week by kind over time; the times of the week at the first."""
    rows = [
        full(
            kind=str(AgreementVersion.Hours(step.kind).label),
            a_week=plain(step.a_week),
            since=step.since.isoformat() if step.since else "",
        )
        for step in terms.steps
    ]
    times = times_said(terms)
    return [{**row, **({"times": times} if n == 0 and times else {})} for n, row in enumerate(rows)]


def times_said(terms: Terms) -> str:
    """``mandag og onsdag 9.00–13.00``: days with the same times together."""
    by_times: dict[str, list[str]] = {}
    for day, (begins, ends) in sorted(terms.week.items()):
        said = f"{clock(begins)}–{clock(ends)}"
        by_times.setdefault(said, []).append(weekday(day))
    return ", ".join(f"{_joined(days)} {said}" for said, days in by_times.items())


def clock(at: time) -> str:
    return f"{at.hour}.{at:%M}" if (translation.get_language() or "da") == "da" else f"{at:%H:%M}"


def weekday(day: int) -> str:
    """The day of the week; 1 is Monday."""
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )[day - 1]  # fmt: skip


def _joined(words: Sequence[str]) -> str:
    *others, last = words
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(others), "last": last} if others else last
    )


def purpose_said(details: Details) -> str:
    """The purpose in words, and what was added to it."""
    known = str(PURPOSES.get(details.purpose, ""))
    said = known[:1].upper() + known[1:] + "." if known else ""
    return "\n".join(filter(None, (said, details.purpose_text))) or _(
        "To come nearer to a job on the citizen’s own terms."
    )


def considered(details: Details) -> list[str]:
    """What the workplace takes care of, in words."""
    known = [str(CONSIDERATIONS[code]) for code in details.considerations if code in CONSIDERATIONS]
    return [*known, *lines_of(details.other)]


# --- week by week


def weeks_of(terms: Terms) -> tuple[Week, ...]:
    """The weeks of the whole period, with what is agreed of each day."""
    last = terms.until or terms.since
    first_day, last_day = terms.since.toordinal(), last.toordinal()
    off = days_off.in_period(terms.since, last)
    return timesheets.weeks(first_day, last_day, agreed=_agreed(terms), holidays=off)


def _agreed(terms: Terms) -> Iterator[Agreed]:
    for one in starting_hours(terms):
        last = one.last.toordinal() if one.last else None
        yield Agreed(first=one.first.toordinal(), last=last, hours=hours_by_day(one))


def week_said(week: Week, terms: Terms) -> Data:
    shown = [day for day in week.inside if day.agreed or day.is_holiday]
    return {
        "number": week.number,
        "days": [_day(one.day, one.agreed, one.is_holiday, terms) for one in shown or week.inside],
    }


def _day(day: int, agreed: Decimal, is_holiday: bool, terms: Terms) -> Data:
    on = date.fromordinal(day)
    return full(
        on=on.isoformat(),
        planned=_planned(on, agreed, terms),
        note=_("public holiday") if is_holiday else "",
    )


def _planned(on: date, agreed: Decimal, terms: Terms) -> str:
    if agreed and on.isoweekday() in terms.week:
        begins, ends = terms.week[on.isoweekday()]
        return f"{clock(begins)}–{clock(ends)}"
    return _("%(n)s hours") % {"n": plain(agreed)} if agreed else ""
