"""What the page of a case tells of appointments. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import AppointmentView, CaseView
from fodfaeste.web import addresses, booked, names
from fodfaeste.web.appointments import saying
from fodfaeste.web.booked import RowAct
from fodfaeste.web.duties import DateBox, date_box

STATUTORY = "statutory_contact"
"""A contact that the law asks for, whatever the programme does: counted by itself (CT-19)."""
FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An appointment in a list. ``asks``: its time has passed, and it is asked what became of it.
    ``programme``: said of another case of the same citizen."""

    box: DateBox
    what: str
    url: str
    time: str
    place: str
    remarks: str
    programme: str = ""
    asks: bool = False
    acts: tuple[RowAct, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentsShown:
    """``coming``: the next ones, ``later`` the others; ``fallen``: those not held. ``counted``: how
    many contacts of each kind there have been, and ``not_held``, in words."""

    coming: Sequence[Shown]
    later: Sequence[Shown]
    fallen: Sequence[Shown]
    counted: Sequence[tuple[str, str]]
    fallen_says: str
    book_url: str


def panel(view: CaseView, *, tied: Collection[UUID], today: date) -> AppointmentsShown:
    """``tied``: those for which a duty's row says what can be done."""
    known = [each for each in view.appointments if each.state == "planned"]
    planned = [shown(view, each, today=today, is_tied=each.id in tied) for each in known]
    fallen = [
        shown(view, each, today=today)
        for each in reversed(view.appointments)
        if each.state == "not_held" and each.case_id == view.case_id
    ]
    count = len(fallen)
    says = ngettext("%(n)s was not held", "%(n)s were not held", count) % {"n": count}
    return AppointmentsShown(
        coming=planned[:FIRST],
        later=planned[FIRST:],
        fallen=fallen,
        counted=counted(view),
        fallen_says=says,
        book_url=addresses.of_new_appointment(view.case_id) if view.sight.may(Act.BOOK) else "",
    )


def shown(view: CaseView, one: AppointmentView, *, today: date, is_tied: bool = False) -> Shown:
    """An appointment of the citizen's, in this case or another one."""
    is_here, is_planned = one.case_id == view.case_id, one.state == "planned"
    came = booked.has_come(one.day, today=today)
    can_be_answered = is_here and is_planned and came and not is_tied
    remarks = [saying.because(one), saying.moved(one, today=today)]
    rules = names.rules_of(one.programme, one.version)
    return Shown(
        # Its own day, whatever today is: an appointment has no deadline to be late for.
        box=date_box(due_on=one.day, today=one.day, is_booked=True),
        what=saying.what(one),
        url=addresses.of_appointment(one.case_id, one.id),
        time=saying.time(one),
        place=saying.place(one),
        remarks=" · ".join(filter(None, remarks)),
        programme="" if is_here else names.of_course(rules, one.variant),
        asks=is_planned and one.day < today,
        acts=acts(view, one, came=came) if can_be_answered else (),
    )


def acts(view: CaseView, one: AppointmentView, *, came: bool) -> tuple[RowAct, ...]:
    """What can be done with one whose day has come."""
    return booked.of_appointment(
        one.case_id,
        one.id,
        held_url=addresses.of_holding(one.case_id, one.id, slags=one.type)
        if view.sight.may(Act.REGISTER)
        else "",
        came=came,
        may_book=view.sight.may(Act.BOOK),
    )


def counted(view: CaseView) -> list[tuple[str, str]]:
    """The contacts that there have been: the programme's, and those that the law asks for."""
    events = view.rules.terms.events
    contacts = [e.type for e in view.evaluation.log.events if events[e.type].contact]
    statutory = contacts.count(STATUTORY)
    pairs = [(_("Contacts in the programme"), len(contacts) - statutory)]
    if STATUTORY in events:
        pairs.append((_("Statutory contacts"), statutory))
    return [(name, str(number)) for name, number in pairs]
