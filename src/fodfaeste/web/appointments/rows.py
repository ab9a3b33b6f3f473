"""What the rows of a case's duties say of appointments and reminders. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste.cases.bookings import Key, booked_for
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import AppointmentView, CaseView, MemberView
from fodfaeste.cases.rows import REMINDED
from fodfaeste.core.evaluation import Instance
from fodfaeste.web import booked
from fodfaeste.web.duties import DutyRow, date_box


class Bookings:
    """The appointments of a case by the duties that they would meet, and today's reminders."""

    def __init__(self, view: CaseView, waiting: Iterable[Instance], today: date) -> None:
        self.view, self.today = view, today
        planned = (each for each in view.appointments if each.state == "planned")
        own = [each for each in planned if each.case_id == view.case_id]
        self.by_duty = booked_for((each.duty for each in waiting), own)
        self.tied = {each.id for each in self.by_duty.values()}
        self.reminders = reminders_of(view, today)

    def said(self, row: DutyRow, each: Instance, actor: MemberView | None) -> DutyRow:
        """A duty's row with all that. ``actor``: whoever has the ball."""
        key = (each.rule.id, each.duty.number)
        booking = self.by_duty.get(key)
        came = booking is not None and booked.has_come(booking.day, today=self.today)
        late = booked.is_late(booking.day if booking else None, each.due_on)
        is_taken_care_of = booking is not None and not came and not late
        begins_at = booking.begins_at if booking else None
        return replace(
            row,
            box=date_box(due_on=each.due_on, today=self.today, is_booked=is_taken_care_of),
            booked=booked.said(begins_at, today=self.today, due_on=each.due_on),
            booked_late=late,
            reminded=self.reminders.get(key, ""),
            acts=self.acts(row, each, booking, came=came),
            remind="" if row.mine else self.remind(key, actor),
        )

    def acts(
        self, row: DutyRow, each: Instance, booking: AppointmentView | None, *, came: bool
    ) -> tuple[booked.RowAct, ...]:
        duty = booked.Duty(
            self.view.case_id,
            each.rule.id,
            each.duty.number,
            booked.is_contact(self.view.rules, each.rule),
            row.mine,
        )
        sight = self.view.sight
        return booked.acts(
            duty,
            booking.id if booking else None,
            came=came,
            may_register=sight.may(Act.REGISTER),
            may_book=sight.may(Act.BOOK),
        )

    def remind(self, key: Key, actor: MemberView | None) -> str:
        """What reminds whoever has to act, unless somebody has today."""
        may = self.view.sight.may(Act.BOOK) and self.view.sight.sees(Kind.PEOPLE)
        if not may or actor is None or key in self.reminders:
            return ""
        return f"{key[0]}:{key[1]}"


def reminders_of(view: CaseView, today: date) -> dict[Key, str]:
    """Who has reminded of which duty today."""
    found = {}
    for entry in view.entries:
        if entry.type == REMINDED and entry.on == today:
            key = (entry.attributes["requirement"], entry.attributes["instance"])
            found[key] = _("%(name)s reminded of it today") % {"name": entry.author}
    return found
