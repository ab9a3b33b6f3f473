"""What waits on Today besides duties: placements that should have begun or are not signed, sessions
of courses without attendance, places that are offered and not answered. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.courses.queries.waiting import OfferWaiting, Unmarked
from fodfaeste.placements.queries import PlacementWaiting
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.booked import RowAct
from fodfaeste.web.courses import saying as courses
from fodfaeste.web.duties import DateBox, date_box
from fodfaeste.web.placements import saying as placements


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A row. ``citizen``: empty of what is about no citizen."""

    box: DateBox
    what: str
    why: str
    programme: str
    acts: Sequence[RowAct]
    citizen: str = ""
    citizen_url: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """A card of Today."""

    id: str
    heading: str
    rows: Sequence[Wait]


def present_waits(
    found: Iterable[PlacementWaiting],
    sessions: Iterable[Unmarked],
    offers: Iterable[OfferWaiting],
    *,
    today: date,
) -> list[Waits]:
    """The cards that have something in them."""
    of_courses = [
        *(offer(one, today=today) for one in offers),
        *(session(one, today=today) for one in sessions),
    ]
    cards = [
        Waits("placements", _("Placements and jobs"), [placement(o, today=today) for o in found]),
        Waits("courses", _("Courses"), of_courses),
    ]
    return [card for card in cards if card.rows]


def placement(one: PlacementWaiting, *, today: date) -> Wait:
    """It should have begun, or its agreement is not signed."""
    rules = names.rules_of(one.programme, one.version)
    what = _("%(kind)s at %(company)s") % {
        "kind": placements.kind(one.kind, rules), "company": one.company,
    }  # fmt: skip
    page = reverse("placement", args=[one.case_id, one.placement_id])
    return Wait(
        box=date_box(due_on=one.since if one.is_to_begin else one.holds_from, today=today),
        what=what[:1].upper() + what[1:],
        why=_should_have_begun(one, today) if one.is_to_begin else _not_signed(one, today),
        programme=names.of_course(rules, one.variant),
        acts=_beginning(page) if one.is_to_begin else _signing(one),
        citizen=names.of_citizen(one.citizen),
        citizen_url=addresses.of_case(one.case_id),
        protected=one.protected,
    )


def _should_have_begun(one: PlacementWaiting, today: date) -> str:
    if one.since == today:
        return _("It begins today, as agreed.")
    day = dates.medium(one.since, today=today)
    return _("It should have begun %(date)s. Nobody has said that it did.") % {"date": day}


def _beginning(page: str) -> list[RowAct]:
    return [
        RowAct(_("It has begun"), f"{page}#begin", loud=True),
        RowAct(_("It comes to nothing"), f"{page}#drop"),
    ]


def _not_signed(one: PlacementWaiting, today: date) -> str:
    who = _(" and ").join(str(placements.PARTIES[party]) for party in one.unsigned)
    said = {"who": who, "date": dates.medium(one.holds_from, today=today)}
    return _("The agreement from %(date)s is not signed by %(who)s.") % said


def _signing(one: PlacementWaiting) -> list[RowAct]:
    url = reverse("placement_sign", args=[one.case_id, one.placement_id])
    return [RowAct(_("Sign"), url)]


def session(one: Unmarked, *, today: date) -> Wait:
    """It was held, and nobody has said who was there."""
    said = ngettext(
        "%(when)s: nobody has said whether %(n)s citizen was there.",
        "%(when)s: nobody has said which of %(n)s citizens were there.",
        one.enrolled,
    )
    when = courses.session(one.begins_at, one.ends_at, today=today)
    held_on = timezone.localdate(one.begins_at)
    url = reverse("course_attendance", args=[one.run_id])
    return Wait(
        box=date_box(due_on=held_on, today=held_on),
        what=courses.name_of(one.kind),
        why=said % {"when": when[:1].upper() + when[1:], "n": one.enrolled},
        programme=courses.programme_of(one.kind),
        acts=[RowAct(_("Register attendance"), url, loud=True)],
    )


def offer(one: OfferWaiting, *, today: date) -> Wait:
    """A place is kept, and the citizen has not answered."""
    said = {
        "date": dates.medium(one.first_on, today=today),
        "by": dates.medium(one.answer_by, today=today),
    }
    text = _("A place from %(date)s is kept until %(by)s. The citizen has not answered.")
    if one.is_late(today):
        text = _("A place from %(date)s was kept until %(by)s. The citizen has not answered.")
    return Wait(
        box=date_box(due_on=one.answer_by, today=today),
        what=courses.name_of(one.kind),
        why=text % said,
        programme=courses.programme_of(one.kind),
        acts=[RowAct(_("Write down the answer"), reverse("course", args=[one.run_id]), loud=True)],
        citizen=names.of_citizen(one.citizen),
        citizen_url=addresses.of_case(one.case_id),
        protected=one.protected,
    )
