"""A case that is passed on whole, as it is shown to those who ask and those who are asked. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, GoesAlong, OfferView
from fodfaeste.cases.queries.passing import ANSWERED_FOR, PartView
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, duties, names
from fodfaeste.web.appointments.saying import event_name
from fodfaeste.web.case.page import Shower
from fodfaeste.web.duties import DateBox, DutyRow, date_box


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelShown:
    """On the page of a case. ``pass_on_url``: where one asks; the rest is of what was asked."""

    heading: str = ""
    says: str = ""
    why: str = ""
    who: str = ""
    answer_url: str = ""
    take_back_url: str = ""
    pass_on_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlongShown:
    """What becomes of what belongs to the case."""

    due: Sequence[DutyRow]
    planned: Sequence[str]
    leaving: Sequence[str]
    staying: Sequence[str]
    plan: str
    consents: str
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """A case in the inbox that one is asked to take over, or has asked others to."""

    box: DateBox
    url: str
    citizen: str
    protected: bool
    programme: str
    says: str
    why: str
    who: str
    answer_url: str


def panel(view: CaseView, offer: OfferView | None, *, today: date) -> PanelShown:
    """What is asked about this case, told to who has it and to who is asked."""
    is_open = view.evaluation.log.closed_on is None
    url = reverse("pass_on", args=[view.case_id]) if view.may_pass_on and is_open else ""
    if offer is None or not is_to_be_told(offer, today):
        return PanelShown(pass_on_url=url)
    back = reverse("sharing", args=[view.case_id]) if view.sight.may(Act.SHARE) else ""
    waits = not offer.answer and offer.stands
    return PanelShown(
        heading=heading(offer),
        says=_("The case goes on here until they answer.") if waits and not offer.is_mine else "",
        why=offer.answer_note if offer.answer else offer.why,
        who=who(offer, today=today),
        answer_url=reverse("take_over", args=[view.case_id]) if offer.is_mine else "",
        take_back_url=f"{back}#open" if back and waits and not offer.is_mine else "",
        pass_on_url="" if waits else url,
    )


def is_to_be_told(offer: OfferView, today: date) -> bool:
    """What was taken back or taken over is told by the log."""
    if offer.answered_at is None:
        return True
    since = timezone.localtime(offer.answered_at).date()
    return offer.answer == "refused" and since >= today - ANSWERED_FOR


def heading(offer: OfferView) -> str:
    values = {"place": offer.place, "to": receiver(offer)}
    if offer.is_mine:
        return _("%(place)s asks you to take this case over") % values
    if offer.answer == "refused":
        return _("%(to)s does not take the case over") % values
    if offer.stands:
        return _("%(to)s has been asked to take the case over") % values
    return _("%(to)s did not answer whether they take the case over") % values


def receiver(offer: OfferView) -> str:
    return ", ".join(filter(None, [offer.person, offer.organisation]))


def who(offer: OfferView, *, today: date) -> str:
    """Who asked and until when, or who answered and when."""
    if offer.answer and offer.answered_at:
        day = dates.medium(timezone.localtime(offer.answered_at).date(), today=today)
        return _("%(who)s, %(date)s") % {"who": offer.answered_by, "date": day}
    day = dates.medium(timezone.localtime(offer.asked_at).date(), today=today)
    asked = _("Asked by %(who)s, %(place)s, %(date)s") % {
        "who": offer.asked_by, "place": offer.place, "date": day,
    }  # fmt: skip
    if offer.last_on is None:
        return asked
    until = _("answer by %(date)s") % {"date": dates.medium(offer.last_on, today=today)}
    return f"{asked} · {until}"


def rows(found: Iterable[OfferView], *, today: date) -> list[OfferRow]:
    """What stands in the inbox."""
    return [
        OfferRow(
            box=date_box(due_on=None if one.answer else one.last_on, today=today),
            url=addresses.of_case(one.case_id) if one.citizen is not None else "",
            citizen=names.of_citizen(one.citizen) if is_theirs(one) else "",
            protected=one.protected and is_theirs(one),
            programme=names.of_programme(one.programme),
            says=row_says(one),
            why=one.answer_note if one.answer else one.why,
            who=who(one, today=today),
            answer_url=reverse("take_over", args=[one.case_id]) if one.is_mine else "",
        )
        for one in found
    ]


def is_theirs(one: OfferView) -> bool:
    """Whether the case is still theirs to see: not once it was taken over."""
    return one.answer != "accepted"


def row_says(one: OfferView) -> str:
    if one.answer == "accepted" and not one.is_mine:
        said = _("%(to)s has taken the case over. It is not yours to see any more.")
        return said % {"to": receiver(one)}
    return heading(one)


# --- what goes along


def along(view: CaseView, found: GoesAlong, *, today: date) -> AlongShown:
    """What belongs to the case, and what becomes of it."""
    shower = Shower(view, 0, today)
    return AlongShown(
        due=[duties.without_acts(row) for part in shower.now() for row in part],
        planned=[booked(view.rules, *one, today=today) for one in found.planned],
        leaving=[part(view.rules, one) for one in found.leaving],
        staying=[part(view.rules, one) for one in found.staying],
        plan=plan_says(view),
        consents=consents_say(found.consents),
        shared=shared_says(found.shared),
    )


def booked(rules: Rules, at: object, type_: str, *, today: date) -> str:
    when = dates.moment(at, today=today)  # type: ignore[arg-type]
    return f"{when}: {event_name(rules, type_)}"


def part(rules: Rules, one: PartView) -> str:
    role = names.of_role(rules, one.role)
    return f"{one.name}, {role} ({one.organisation})"


def plan_says(view: CaseView) -> str:
    return _("The plan, with all its versions.") if view.plan.revision else ""


def consents_say(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(n)s consent ends: it was given to those who have the case now. Ask the citizen anew.",
        "%(n)s consents end: they were given to those who have the case now. Ask the citizen anew.",
        number,
    )
    return said % {"n": number}


def shared_says(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(n)s thing that is shared with others now is closed.",
        "%(n)s things that are shared with others now are closed.",
        number,
    )
    return said % {"n": number}


def role_name(rules: Rules, role: str) -> str:
    return words.capitalised(names.of_role(rules, role))
