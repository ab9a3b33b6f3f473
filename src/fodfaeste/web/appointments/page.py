"""The page of an appointment. Pure."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import AppointmentView, CaseView
from fodfaeste.web import addresses, booked, dates
from fodfaeste.web.appointments import saying
from fodfaeste.web.booked import CANCEL, RowAct


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPage:
    """``facts``: all that is agreed; ``acts``: what can be done, while it is planned."""

    heading: str
    lead: str
    state: str
    facts: list[tuple[str, str]]
    acts: tuple[RowAct, ...]
    cancel_url: str
    entry_url: str


def page(one: AppointmentView, view: CaseView, *, today: date) -> AppointmentPage:
    is_planned = one.state == "planned"
    may_book = view.sight.may(Act.BOOK)
    return AppointmentPage(
        heading=saying.what(one),
        lead=words.capitalised(saying.when(one, today=today)),
        state="" if is_planned else words.capitalised(saying.because(one)) or state(one),
        facts=facts(one, today=today),
        acts=acts(one, view, today=today) if is_planned else (),
        cancel_url=addresses.of_appointment(one.case_id, one.id, CANCEL)
        if is_planned and may_book
        else "",
        entry_url=f"{addresses.of_case(one.case_id)}#{one.entry_id}" if one.entry_id else "",
    )


def state(one: AppointmentView) -> str:
    return str(saying.STATES[one.state])


def acts(one: AppointmentView, view: CaseView, *, today: date) -> tuple[RowAct, ...]:
    came = booked.has_come(one.day, today=today)
    held = addresses.of_holding(one.case_id, one.id, slags=one.type)
    return booked.of_appointment(
        one.case_id,
        one.id,
        held_url=held if came and view.sight.may(Act.REGISTER) else "",
        came=came,
        may_book=view.sight.may(Act.BOOK),
    )


def facts(one: AppointmentView, *, today: date) -> list[tuple[str, str]]:
    """All that is agreed, and who agreed it."""
    by = {"who": one.booked_by, "date": booked_on(one, today=today)}
    said = _("%(date)s by %(who)s") % by if one.booked_by else by["date"]
    pairs = [
        (_("Where"), words.capitalised(saying.place(one))),
        (_("Who is to come"), saying.invited(one)),
        (_("With"), ", ".join(one.people.values())),
        (_("Note"), one.note),
        (_("Moved"), words.capitalised(saying.moved(one, today=today))),
        (_("Booked on"), said),
    ]
    return [(name, text) for name, text in pairs if text]


def booked_on(one: AppointmentView, *, today: date) -> str:
    return dates.moment(one.booked_at, today=today) if one.booked_at else ""
