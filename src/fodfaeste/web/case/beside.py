"""What stands at the top of a case: who is at the citizen's side, whether the citizen is away, in
what else they take part. Pure, but for the view that asks for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases.intake import Decision
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView, MemberView
from fodfaeste.cases.queries.beside_citizen import AlsoIn, CompanionView
from fodfaeste.core.events import CLOSING, Event
from fodfaeste.protection.subject_access.naming import COMPANIONS
from fodfaeste.web import addresses, dates, names, saying

ABSENCE_BEGAN, ABSENCE_ENDED, MOVED = "absence_began", "absence_ended", "moved_municipality"


@dataclass(frozen=True, slots=True)
class Link:
    """A way on."""

    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before one does anything, and what can be done about it."""

    says: str
    more: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideShown:
    """``chip``: beside the citizen's name. ``companions``: what each is, and the rest of it."""

    chip: str
    notices: Sequence[Notice]
    companions: Sequence[tuple[str, str]]
    also: Sequence[Link]
    changed: Sequence[Notice]

    @property
    def is_empty(self) -> bool:
        return not (self.notices or self.companions or self.also or self.changed)


def beside(
    view: CaseView,
    *,
    companions: Iterable[CompanionView],
    also: Iterable[AlsoIn],
    today: date,
    pass_on_url: str = "",
) -> BesideShown:
    """What the reader of a case is told first. ``pass_on_url``: where they pass it on, if they may
    and nobody is asked yet."""
    away = absence(view)
    return BesideShown(
        chip=cause_says(view, away) if away else "",
        notices=[*absences(view, away, today=today), *moves(view, pass_on_url, today=today)],
        companions=[companion(one, today=today) for one in companions if is_now(one, today)],
        also=[also_link(one, today=today) for one in also],
        changed=list(changes(view, today=today)),
    )


# --- away, and moved


def told(view: CaseView) -> Sequence[Event]:
    """What happened, as far as the reader sees it."""
    return view.evaluation.log.events if view.sight.sees(Kind.REGISTRATIONS) else ()


def absence(view: CaseView) -> Event | None:
    """The absence that goes on, if there is one. The case goes on too: no duty changes by it."""
    found: Event | None = None
    for event in told(view):
        if event.type in (ABSENCE_BEGAN, ABSENCE_ENDED):
            found = event if event.type == ABSENCE_BEGAN else None
    return found if view.evaluation.log.closed_on is None else None


def cause_says(view: CaseView, away: Event) -> str:
    known = view.rules.terms.events[ABSENCE_BEGAN].attributes["cause"]
    return saying.value(known, away.attributes["cause"], today=date.min)


def absences(view: CaseView, away: Event | None, *, today: date) -> Iterator[Notice]:
    if away is None:
        return
    since = dates.medium(date.fromordinal(away.day), today=today)
    cause = words.capitalised(cause_says(view, away))
    says = _("%(cause)s since %(date)s") % {"cause": cause, "date": since}
    until = away.attributes.get("expected_until")
    if until:
        day = dates.medium(date.fromordinal(until), today=today)
        says = f"{says}, {_('expected until %(date)s') % {'date': day}}"
    ended = Link(_("Register that it is over"), register(view, ABSENCE_ENDED))
    links = [ended] if view.sight.may(Act.REGISTER) else []
    yield Notice(f"{says}.", _("The case goes on, and the deadlines stay as they are."), links)


def moves(view: CaseView, pass_on_url: str, *, today: date) -> Iterator[Notice]:
    """The citizen lives elsewhere now: the case is passed on whole, or closed."""
    found = [event for event in told(view) if event.type == MOVED]
    if not found or view.evaluation.log.closed_on is not None or view.intake == Decision.SENT_ON:
        return
    to = view.entry_of(found[-1]).attributes.get("to") or _("another municipality")
    day = dates.medium(date.fromordinal(found[-1].day), today=today)
    links = []
    if pass_on_url:
        links.append(Link(_("Pass the case on whole"), pass_on_url))
    if view.sight.may(Act.REGISTER):
        links.append(Link(_("Close the case"), register(view, CLOSING)))
    yield Notice(_("Moved to %(place)s on %(date)s.") % {"place": to, "date": day}, "", links)


def register(view: CaseView, type_: str) -> str:
    return addresses.with_query(reverse("register", args=[view.case_id]), slags=type_)


# --- at the citizen's side


def is_now(one: CompanionView, today: date) -> bool:
    return not one.ended and one.since <= today


def companion(one: CompanionView, *, today: date) -> tuple[str, str]:
    """``Tolk``, ``arabisk · Fatima Said, 20 30 40 50``"""
    reach = ", ".join(filter(None, (one.name, one.phone, one.email)))
    letters = _("every letter goes to them too") if one.letters else ""
    until = ""
    if one.last_on is not None:
        until = _("until %(date)s") % {"date": dates.medium(one.last_on, today=today)}
    parts = filter(None, (one.language, reach, one.scope, letters, until))
    return words.capitalised(str(COMPANIONS.get(one.kind, one.kind))), " · ".join(parts)


def also_link(one: AlsoIn, *, today: date) -> Link:
    """``Rampen (siden 3. juni)``"""
    rules = names.rules_of(one.programme, one.version)
    since = _("since %(date)s") % {"date": dates.medium(one.since, today=today)}
    name = names.of_course(rules, one.variant)
    return Link(f"{name} ({since})", addresses.of_case(one.case_id))


# --- the same person all the way (CT-25)


def changes(view: CaseView, *, today: date) -> Iterator[Notice]:
    """That somebody else has a role now in which it should be the same person all the way."""
    for part in view.rules.programme.people:
        if part.throughout:
            held = [member for member in view.members if member.role == part.role]
            now = [member for member in held if member.until is None]
            before = [one for one in held if one.until is not None and is_another(one, now)]
            if before:
                yield changed(view, part.role, part.clause or "", now, before, today=today)


def is_another(one: MemberView, now: Iterable[MemberView]) -> bool:
    return one.user_id not in {each.user_id for each in now}


def changed(
    view: CaseView,
    role: str,
    clause: str,
    now: Sequence[MemberView],
    before: Sequence[MemberView],
    *,
    today: date,
) -> Notice:
    name = words.capitalised(names.of_role(view.rules, role))
    earlier = "; ".join(
        f"{one.name}, {dates.span(one.since, one.until, today=today)}" for one in before
    )
    values = {"role": name, "before": earlier}
    links = [Link(clause, addresses.of_clause(view.programme, clause))] if clause else []
    if not now:
        return Notice(_("%(role)s: nobody now. Before: %(before)s.") % values, "", links)
    values |= {"who": now[0].name, "date": dates.medium(now[0].since, today=today)}
    said = _("%(role)s: %(who)s since %(date)s. Before: %(before)s.") % values
    return Notice(said, _("It is to be the same person all the way."), links)


# --- everybody who had a part


def earlier(view: CaseView, *, today: date) -> list[tuple[str, str, str]]:
    """Those who have left: name, role, and from when to when; the last to leave first."""
    left = sorted(
        (member for member in view.members if member.until is not None),
        key=lambda member: member.until or today,
        reverse=True,
    )
    return [
        (
            one.name,
            words.capitalised(names.of_role(view.rules, one.role)),
            dates.span(one.since, one.until, today=today),
        )
        for one in left
    ]
