"""What the pages of administration show. Pure, but for the language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fodfaeste import words
from fodfaeste.accounts.administration.queries import PersonView
from fodfaeste.cases.names import sort_key
from fodfaeste.cases.queries.caseload import Load, Share
from fodfaeste.core.description import CaseloadNorm
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates, names
from fodfaeste.web.administration.saying import (
    function_name,
    right_name,
    role_name,
    roles_said,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list of people. ``mark``: a short word beside the name, and its kind."""

    user_id: int
    name: str
    initials: str
    about: str
    email: str
    mark: str = ""
    mark_kind: str = "plain"


def person_rows(people: Iterable[PersonView], *, today: date) -> list[PersonRow]:
    """The people in Danish order."""
    return [
        PersonRow(
            one.user_id, one.name, one.initials, about(one), one.email, *mark(one, today=today)
        )
        for one in sorted(people, key=lambda one: sort_key(one.name))
    ]


def about(person: PersonView) -> str:
    """What they are employed as, and their teams."""
    parts = [function_name(person.function), *(name for _id, name, _of in person.teams)]
    return " · ".join(parts)


def mark(person: PersonView, *, today: date) -> tuple[str, str]:
    """What is unusual about the account, if anything is."""
    if person.left_on is not None:
        return _("left %(day)s") % {"day": dates.medium(person.left_on, today=today)}, "plain"
    if not person.is_active:
        return _("closed"), "plain"
    if person.is_waited_for:
        return _("invited"), "soon"
    return (_("administrator"), "act") if "administer" in person.rights else ("", "plain")


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody's page."""

    row: PersonRow
    work: list[tuple[str, str]]
    access: list[tuple[str, str]]
    loads: list[tuple[str, str]]


def person_shown(person: PersonView, loads: Mapping[str, int], *, today: date) -> PersonShown:
    """Work, access and caseload of somebody, as names and values."""
    [row] = person_rows([person], today=today)
    none = _("none")
    work = [
        (_("E-mail"), person.email),
        (_("Employed as"), function_name(person.function)),
        (_("Roles in cases"), roles_said(person.roles) or none),
        (_("Teams"), ", ".join(name for _id, name, _of in person.teams) or none),
        (_("Rights"), ", ".join(map(right_name, person.rights)) or none),
    ]
    access = [
        (_("Account"), account_said(person, today=today)),
        (_("Signed in last"), moment(person.last_login, today=today) or _("never")),
        (_("Second factor"), _("set up") if person.has_factor else _("not set up")),
        (_("Own address"), _("can be recognised") if person.has_home else _("not known")),
    ]
    counts = [(words.capitalised(role_name(role)), str(n)) for role, n in sorted(loads.items())]
    return PersonShown(row, work, access, counts)


def account_said(person: PersonView, *, today: date) -> str:
    if person.left_on is not None:
        return _("Left %(day)s") % {"day": dates.medium(person.left_on, today=today)}
    if person.is_waited_for:
        said = moment(person.invited_at, today=today)
        return _("Invited %(moment)s, and has not been here yet") % {"moment": said}
    return _("Open") if person.is_active else _("Closed")


def moment(at: datetime | None, *, today: date) -> str:
    """``23. november kl. 9.05``"""
    if at is None:
        return ""
    local = timezone.localtime(at)
    clock = f"{local:%H.%M}" if dates.language() == "da" else f"{local:%H:%M}"
    return pgettext("moment", "%(day)s at %(clock)s") % {
        "day": dates.medium(local.date(), today=today),
        "clock": clock,
    }


# --- leaving


@dataclass(frozen=True, slots=True)
class ShareShown:
    """The cases of one programme and role, and who can take them over."""

    key: str
    heading: str
    says: str
    choices: list[tuple[str, str]]
    left_open: str


def shares_shown(shares: Iterable[Share]) -> list[ShareShown]:
    return [share_shown(share) for share in shares]


def share_shown(share: Share) -> ShareShown:
    heading = f"{names.of_programme(share.programme)} · {role_name(share.role)}"
    says = ngettext("%(n)s open case", "%(n)s open cases", share.cases) % {"n": share.cases}
    choices = []
    for one in share.candidates:
        has = ngettext("has %(n)s case", "has %(n)s cases", one.cases) % {"n": one.cases}
        known = f"{one.name} – {one.organisation}, {has}"
        if one.fits < share.cases:
            can = _("can take %(n)s of these") % {"n": one.fits}
            known = f"{known}; {can}"
        choices.append((str(one.user_id), known))
    left = ngettext(
        "For %(n)s case nobody can take the role. It is left open, and the case's log says so.",
        "For %(n)s cases nobody can take the role. It is left open, and the cases' logs say so.",
        share.left_open,
    )
    open_said = left % {"n": share.left_open} if share.left_open else ""
    return ShareShown(f"{share.programme}:{share.role}", heading, says, choices, open_said)


# --- norms


@dataclass(frozen=True, slots=True)
class NormShown:
    """A role: what the programmes say, and who has how many cases in it. ``field``: its name in
    the form."""

    field: str
    role: str
    usual: list[str]
    bearers: list[tuple[str, int, int, bool]]


def norms_shown(
    roles: Sequence[str],
    people: Sequence[PersonView],
    loads: Load,
    norms: Mapping[str, int],
    rules: Iterable[Rules],
) -> list[NormShown]:
    """Every role with its people in Danish order: name, cases, the norm to measure by, and
    whether there are more than that."""
    usual = usual_norms(rules)
    ordered = sorted(people, key=lambda one: sort_key(one.name))
    shown = []
    for role in roles:
        default = max((norm.citizens for _rules, norm in usual.get(role, [])), default=0)
        norm = norms.get(role) or default
        bearers = [
            (one.name, n := loads.get((one.user_id, role), 0), norm, bool(norm) and n > norm)
            for one in ordered
            if role in one.roles or (one.user_id, role) in loads
        ]
        said = [usual_said(*each) for each in usual.get(role, [])]
        shown.append(NormShown(role, role_name(role), said, bearers))
    return shown


def usual_norms(rules: Iterable[Rules]) -> dict[str, list[tuple[Rules, CaseloadNorm]]]:
    """What programmes say of caseloads, by role."""
    found: dict[str, list[tuple[Rules, CaseloadNorm]]] = {}
    for one in rules:
        for norm in one.programme.caseload:
            found.setdefault(norm.role, []).append((one, norm))
    return found


def usual_said(rules: Rules, norm: CaseloadNorm) -> str:
    """``Social støtte i job, § 85, 9 måneder: ca. 10 (CT-16)``"""
    variants = [names.of_variant(rules, each) for each in norm.variant]
    where = ", ".join([rules.programme.short_name[dates.language()], *filter(None, variants)])
    return _("%(where)s: about %(n)s (%(clause)s)") % {
        "where": where,
        "n": norm.citizens,
        "clause": norm.clause,
    }
