"""A time sheet as a page: its weeks with what is agreed and what is said, totals, what was
changed. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.core.law import iso
from fodfaeste.core.timesheets import Day, Totals, Week, totals
from fodfaeste.placements import timesheets
from fodfaeste.placements.timesheets import NOTE, Change, Said, Sheet
from fodfaeste.web import dates
from fodfaeste.web.timesheets import cells
from fodfaeste.web.timesheets.forms import AS_AGREED, TimesheetForm

LATEST = 6
"""Weeks that stand open; what is older is one click away."""


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day. ``field`` None: it cannot be filled in, or not by the reader. ``said``: as words."""

    name: str
    agreed: str
    said: str
    field: BoundField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShown:
    """A week. ``state``: that it was confirmed, by whom, and whether it was changed since."""

    id: str
    name: str
    days: Sequence[DayShown]
    totals: str
    state: str
    tone: str
    note: str
    note_field: BoundField | None
    agreed_field: BoundField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShown:
    """The page. ``earlier``: the weeks before the latest few, folded unless one of them needs
    attention; ``letters``: what each letter stands for."""

    company: str
    period: str
    totals: str
    by_cause: Sequence[tuple[str, str]]
    weeks: Sequence[WeekShown]
    earlier: Sequence[WeekShown]
    earlier_says: str
    earlier_is_open: bool
    later: str
    letters: Sequence[tuple[str, str]]
    changes: Sequence[str]
    withheld: bool


def to_date(sheet: Sheet, *, today: date) -> list[Week]:
    """The weeks that have begun."""
    return [week for week in sheet.weeks if week.inside[0].day <= today.toordinal()]


def present(sheet: Sheet, form: TimesheetForm | None, *, today: date) -> SheetShown:
    """The page of a sheet; without ``form`` it is only read."""
    shower = _Shower(sheet, form, today)
    begun = to_date(sheet, today=today)
    until_today = [day for week in begun for day in week.inside if day.day <= today.toordinal()]
    whole = totals(until_today, sheet.said.filled)
    earlier = [shower.week(week) for week in begun[:-LATEST]]
    return SheetShown(
        company=sheet.placement.unit.company.name,
        period=dates.span(sheet.first, sheet.last, today=today),
        totals=shower.totals(whole),
        by_cause=list(shower.by_cause(whole)),
        weeks=[shower.week(week) for week in begun[-LATEST:]],
        earlier=earlier,
        earlier_says=earlier_says(earlier),
        earlier_is_open=any(
            day.field and day.field.errors for week in earlier for day in week.days
        ),
        later=shower.later(sheet.weeks[len(begun) :]),
        letters=letters(),
        changes=[shower.change(one) for one in sheet.said.changes],
        withheld=sheet.said.withheld,
    )


def earlier_says(weeks: Sequence[WeekShown]) -> str:
    """How many there are."""
    said = ngettext("%(n)s earlier week", "%(n)s earlier weeks", len(weeks))
    return said % {"n": len(weeks)}


def letters() -> list[tuple[str, str]]:
    """What each letter stands for, in the page's language."""
    known = cells.LETTERS[dates.language()]
    return [(letter, str(timesheets.CAUSES[cause])) for letter, cause in known.items()]


class _Shower:
    def __init__(self, sheet: Sheet, form: TimesheetForm | None, today: date) -> None:
        self.sheet, self.form, self.today = sheet, form, today
        self.said: Said = sheet.said
        self.language = dates.language()

    def week(self, week: Week) -> WeekShown:
        monday = iso(week.first)
        state, tone = self.state(week)
        return WeekShown(
            id=f"week-{monday}",
            name=self.week_name(week),
            days=[self.day(day) for day in week.inside],
            totals=self.totals(totals(week.inside, self.said.filled)),
            state=state,
            tone=tone,
            note=self.said.notes.get(week.first, ""),
            note_field=self.form[f"{NOTE}{monday}"] if self.form else None,
            agreed_field=self.form[f"{AS_AGREED}{monday}"] if self.form else None,
        )

    def week_name(self, week: Week) -> str:
        days = [date.fromordinal(day.day) for day in week.inside]
        span = dates.span(days[0], days[-1], today=self.today)
        return _("Week %(number)s, %(days)s") % {"number": week.number, "days": span}

    def day(self, day: Day) -> DayShown:
        when, name = date.fromordinal(day.day), iso(day.day)
        fields = self.form.fields if self.form else {}
        return DayShown(
            name=f"{dates.weekday(when)} {when.day}.",
            agreed=self.agreed(day),
            said=timesheets.said(self.said.filled.get(day.day), self.language),
            field=self.form[name] if self.form and name in fields else None,
        )

    def agreed(self, day: Day) -> str:
        if day.is_holiday:
            return self.sheet.days_off[day.day]
        return _("%(n)s h") % {"n": self.number(day.agreed)} if day.agreed else _("off")

    def number(self, hours: Decimal) -> str:
        return timesheets.number(hours, self.language)

    def state(self, week: Week) -> tuple[str, str]:
        known = self.said.confirmed.get(week.first)
        if known is None:
            return "", ""
        if not known.stands:
            return _("changed after it was confirmed"), "soon"
        values = {"name": known.name, "date": dates.medium(known.on, today=self.today)}
        said = _("confirmed by %(name)s on %(date)s") if known.name else _("confirmed on %(date)s")
        return said % values, "done"

    def totals(self, found: Totals) -> str:
        """``12 of 15 hours; 1 day not filled in``."""
        values = {"n": self.number(found.attended), "of": self.number(found.agreed)}
        parts = [_("%(n)s of %(of)s hours") % values]
        if found.open_days:
            open_days = ngettext("%(n)s day not filled in", "%(n)s days not filled in",
                                 found.open_days)  # fmt: skip
            parts.append(open_days % {"n": found.open_days})
        return "; ".join(parts)

    def by_cause(self, found: Totals) -> Iterator[tuple[str, str]]:
        """What became of the hours that were agreed: there, and not there by cause."""
        yield _("There"), self.hours(found.attended)
        for cause, hours in found.absent.items():
            days = found.absent_days[cause]
            if days:
                counted = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
                yield cells.name_of(cause), f"{self.hours(hours)} ({counted})"
        for name, hours in (
            (_("Fewer than agreed"), found.less),
            (_("More than agreed"), found.more),
        ):
            if hours:
                yield name, self.hours(hours)

    def hours(self, hours: Decimal) -> str:
        said = ngettext("%(n)s hour", "%(n)s hours", 1 if hours == 1 else 2)
        return said % {"n": self.number(hours)}

    def later(self, weeks: Sequence[Week]) -> str:
        """The weeks that have not begun, as a number."""
        if not weeks:
            return ""
        said = ngettext("%(n)s more week is to come.", "%(n)s more weeks are to come.", len(weeks))
        return said % {"n": len(weeks)}

    def change(self, change: Change) -> str:
        values: Mapping[str, str] = {
            "day": dates.long(date.fromordinal(change.day), today=self.today),
            "was": timesheets.said(change.was, self.language),
            "now": timesheets.said(change.now, self.language),
            "who": change.by,
            "when": dates.moment(timezone.localtime(change.at), today=self.today),
        }
        return _("%(day)s: %(was)s → %(now)s. %(who)s, %(when)s") % values


def waits(week: Week, said: Said) -> bool:
    """Whether something is written of a week that does not stand confirmed."""
    known = said.confirmed.get(week.first)
    is_filled = any(day.day in said.filled for day in week.inside)
    return is_filled and (known is None or not known.stands)


def last_name(said: Said) -> str:
    """Who confirmed last: most often the same person does again."""
    by_week = sorted(said.confirmed.items())
    return by_week[-1][1].name if by_week else ""
