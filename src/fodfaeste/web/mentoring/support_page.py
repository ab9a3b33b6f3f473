"""Mentor support as it is shown: in short on the page of the case, and on a page of its own.
Pure, but for ``panel``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.mentoring import queries
from fodfaeste.mentoring.queries import Account, SupportView
from fodfaeste.mentoring.supporting import CONTACT, MISSED
from fodfaeste.web import dates, saying
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.companies.forms import number_said
from fodfaeste.web.mentoring import names
from fodfaeste.words import capitalised

HOUR = 60
ATTRIBUTE = {CONTACT: "way", MISSED: "cause"}


def name_of(one: SupportView) -> str:
    """What the mentor is called; whoever does not see it, or where it is erased, gets a word."""
    return one.name or (_("erased mentor") if one.is_erased else _("Mentor"))


def agreement_missing() -> str:
    return _(
        "It is not written down that the citizen agreed. A volunteer mentor supports by agreement"
        " with the citizen."
    )


def hours_said(minutes: int) -> str:
    """``1,25``: minutes as hours."""
    return number_said(round(Decimal(minutes) / HOUR, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mentor in the panel. ``contact_url`` empty: nothing is to be registered."""

    name: str
    url: str
    says: str
    hours: str
    is_over: bool
    warnings: list[str]
    contact_url: str


@dataclass(frozen=True, slots=True)
class PanelShown:
    """Mentor support on the page of the case."""

    rows: list[Row]
    begin_url: str


def panel(opened: Opened) -> PanelShown | None:
    """What the page of a case shows; None where there is nothing and nothing asks for it."""
    view, today = opened.view, opened.today
    found = queries.supports_of(view=view)
    may = queries.may_arrange(view)
    if not found and not may:
        return None
    rows = [row(one, view, today=today) for one in found]
    begin = reverse("mentor_begin", args=[view.case_id]) if may else ""
    return PanelShown(sorted(rows, key=lambda one: one.is_over), begin)


def row(one: SupportView, view: CaseView, *, today: date) -> Row:
    over, contact = one.is_over(today), ""
    if queries.may_register(view) and not over:
        contact = reverse("mentor_contact", args=[view.case_id, one.id])
    return Row(
        name=name_of(one),
        url=reverse("mentor_support", args=[view.case_id, one.id]),
        says=" · ".join((paid_said(one), period(one, today=today))),
        hours=used_said(one.account(today=today)),
        is_over=over,
        warnings=list(warnings(one, today=today)),
        contact_url=contact,
    )


def paid_said(one: SupportView) -> str:
    return _("paid") if one.is_paid else _("voluntary")


def period(one: SupportView, *, today: date) -> str:
    last = one.ended_on or one.until
    if last is None:
        return _("from %(date)s") % {"date": dates.medium(one.since, today=today)}
    return dates.span(one.since, last, today=today)


def used_said(found: Account) -> str:
    """Hours used, of how many that are granted."""
    used = hours_said(found.used)
    if found.so_far is None:
        return _("%(used)s hours used") % {"used": used} if found.used else ""
    said = {"used": used, "granted": number_said(found.so_far)}
    if found.in_all is None or found.in_all == found.so_far:
        return _("%(used)s of %(granted)s hours used") % said
    said["all"] = number_said(found.in_all)
    return _("%(used)s of %(granted)s hours used so far, %(all)s in all") % said


def warnings(one: SupportView, *, today: date) -> Iterator[str]:
    """What is worth a word; a person decides what to do about it."""
    found = one.account(today=today)
    if not one.is_over(today):
        if one.is_volunteer and one.agreed_on is None:
            yield agreement_missing()
        if not one.has_signed:
            yield _("The mentor has not signed a declaration of confidentiality.")
        if one.user_id is not None and not one.has_part:
            yield _("The mentor has no part in the case, and does not see it.")
        if one.until is not None and one.until < today:
            yield _("The time that was arranged is over.")
        if found.is_used_up:
            yield _("The hours granted so far are used.")
    if found.quiet_since is not None:
        day = dates.medium(found.quiet_since, today=today)
        yield _("No contact since %(date)s.") % {"date": day}


# --- the page


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """A line of the table. ``withheld``: there is a note that the reader does not read."""

    day: str
    what: str
    minutes: str
    note: str
    withheld: bool
    by: str
    url: str
    correct_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthShown:
    """A month of contacts."""

    name: str
    hours: str
    held: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportShown:
    """The page."""

    name: str
    lead: str
    is_over: bool
    is_volunteer: bool
    facts: list[tuple[str, str]]
    words: list[tuple[str, str]]
    is_withheld: bool
    reason: str
    hours: str
    warnings: list[str]
    months: list[MonthShown]
    contacts: list[ContactShown]
    contact_url: str
    change_url: str
    end_url: str
    print_url: str
    sharing_url: str


def present(one: SupportView, view: CaseView, *, today: date) -> SupportShown:
    case, over = [view.case_id, one.id], one.is_over(today)
    may = queries.may_arrange(view) and not one.ended_on
    teller = Teller(view, today)
    return SupportShown(
        name=name_of(one),
        lead=" · ".join((paid_said(one), period(one, today=today))),
        is_over=over,
        is_volunteer=one.is_volunteer,
        facts=list(facts(one, view, today=today)),
        words=[(str(names.WORDS.get(n, n)), said) for n, said in sorted_words(one) if said],
        is_withheld=one.is_withheld,
        reason=one.reason,
        hours=used_said(one.account(today=today)),
        warnings=list(warnings(one, today=today)),
        months=months(one),
        contacts=[teller.contact(entry) for entry in one.contacts],
        contact_url=reverse("mentor_contact", args=case) if queries.may_register(view) else "",
        change_url=reverse("mentor_change", args=case) if may else "",
        end_url=reverse("mentor_end", args=case) if may else "",
        print_url=reverse("mentor_print", args=case),
        sharing_url=reverse("sharing", args=[view.case_id]) if teller.sees_consents else "",
    )


def sorted_words(one: SupportView) -> Sequence[tuple[str, str]]:
    return [(name, str(one.words.get(name, ""))) for name in names.WORDS]


def facts(one: SupportView, view: CaseView, *, today: date) -> Iterator[tuple[str, str]]:
    yield _("Mentor"), name_of(one)
    if one.basis:
        yield _("Granted under"), names.basis(one.basis, view.rules)
    yield _("Period"), period(one, today=today)
    if one.hours is not None:
        yield _("Hours granted"), f"{number_said(one.hours)} {names.per(one.hours_per)}"
    if one.agreed_on is not None:
        yield _("The citizen agreed on"), dates.medium(one.agreed_on, today=today)


def months(one: SupportView) -> list[MonthShown]:
    return [
        MonthShown(
            name=capitalised(dates.month_and_year(found.first)),
            hours=hours_said(found.minutes),
            held=found.held,
            missed=found.missed,
        )
        for found in queries.by_month(one.spent)
    ]


class Teller:
    """Tells the contacts of one case."""

    def __init__(self, view: CaseView, today: date) -> None:
        self.view, self.today = view, today
        self.may_correct = view.sight.may(Act.CORRECT)
        self.sees_consents = view.sight.sees(Kind.CONSENTS)

    def contact(self, entry: EntryView) -> ContactShown:
        case, minutes = self.view.case_id, queries.minutes_of(entry)
        log = f"{reverse('case', args=[case])}#{entry.id}"
        correct = self.may_correct and not entry.withheld
        return ContactShown(
            day=dates.medium(entry.on, today=self.today),
            what=self.what(entry),
            minutes=minutes_said(minutes) if minutes else "",
            note=entry.note,
            withheld=entry.withheld,
            by=entry.author,
            url=log,
            correct_url=reverse("correct", args=[case, entry.id]) if correct else "",
        )

    def what(self, entry: EntryView) -> str:
        """``Mødtes``, or that it was not held and why."""
        name = ATTRIBUTE[entry.type]
        known = self.view.rules.terms.events[entry.type].attributes[name]
        said = saying.value(known, entry.attributes.get(name, ""), today=self.today)
        if entry.type == MISSED:
            return str(NOT_HELD) % {"cause": said}
        return capitalised(said)


NOT_HELD = gettext_lazy("Not held: %(cause)s")


def minutes_said(minutes: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
