"""The lines of an organisation's log in words: what, who, when, before and after. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fodfaeste import words
from fodfaeste.accounts.administration.queries import EventView, Names
from fodfaeste.accounts.vocabulary import staff_roles
from fodfaeste.accounts.wording import TEXTS
from fodfaeste.letters.kinds import kind_name
from fodfaeste.programmes import catalogue
from fodfaeste.web import dates
from fodfaeste.web.administration import saying
from fodfaeste.web.administration.presenters import moment
from fodfaeste.web.companies import logged as companies
from fodfaeste.web.mentoring import logged as mentoring
from fodfaeste.web.names import of_programme

TYPES = {
    "organisation_added": gettext_lazy("Organisation added"),
    "organisation_changed": gettext_lazy("Organisation changed"),
    "unit_added": gettext_lazy("Unit added"),
    "wording_changed": gettext_lazy("Letters changed"),
    "logo_changed": gettext_lazy("Logo changed"),
    "norms_changed": gettext_lazy("Caseload norms changed"),
    "programmes_changed": gettext_lazy("Programmes in use changed"),
    "meaning_added": gettext_lazy("Role at the identity provider: meaning added"),
    "meaning_removed": gettext_lazy("Role at the identity provider: meaning removed"),
    "team_made": gettext_lazy("Team made"),
    "team_changed": gettext_lazy("Team changed"),
    "user_invited": gettext_lazy("Invited"),
    "link_sent": gettext_lazy("Link to set a password sent"),
    "user_changed": gettext_lazy("Person changed"),
    "roles_from_provider": gettext_lazy("Changed at sign-in from outside"),
    "home_changed": gettext_lazy("Own address changed"),
    "cases_handed_over": gettext_lazy("Open cases handed over"),
    "cases_passed_on": gettext_lazy("Caseload handed over"),
    "cover_arranged": gettext_lazy("Cover arranged"),
    "cover_ended": gettext_lazy("Cover ended"),
    "user_left": gettext_lazy("Left"),
    "user_returned": gettext_lazy("Account opened again"),
    "factors_reset": gettext_lazy("Second factors taken away"),
    "sessions_ended": gettext_lazy("Signed out everywhere"),
    "retention_rule_made": gettext_lazy("Rule of retention made"),
    "retention_rule_ended": gettext_lazy("Rule of retention ended"),
    "sparring_recorded": gettext_lazy("Meeting of a sparring group written down"),
    "sparring_erased": gettext_lazy("Text of a sparring-group meeting erased"),
    "run_made": gettext_lazy("Course made"),
    "run_changed": gettext_lazy("Room, places or staff of a course changed"),
    "run_session_moved": gettext_lazy("Session of a course moved"),
    "run_session_cancelled": gettext_lazy("Session of a course cancelled"),
    "run_times_offered": gettext_lazy("Times for interviews offered"),
    "deletion_proposed": gettext_lazy("Erasing proposed"),
    "deletion_approved": gettext_lazy("Erasing approved"),
    "deletion_rejected": gettext_lazy("Erasing rejected"),
    **companies.TYPES,
    **mentoring.TYPES,
}
FIELDS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind of organisation"),
    "cvr": gettext_lazy("CVR number"),
    "is_active": gettext_lazy("In use"),
    "letter_name": gettext_lazy("Name in letters"),
    "signature": gettext_lazy("Signature"),
    "logo": gettext_lazy("Logo"),
    "members": gettext_lazy("Members"),
    "held_on": gettext_lazy("Held on"),
    "first_on": gettext_lazy("First day"),
    "begins": gettext_lazy("When"),
    "room": gettext_lazy("Room"),
    "capacity": gettext_lazy("Places"),
    "times": gettext_lazy("Times"),
    "function": gettext_lazy("Employed as"),
    "roles": gettext_lazy("Roles in cases"),
    "role": gettext_lazy("Role in cases"),
    "teams": gettext_lazy("Teams"),
    "rights": gettext_lazy("Rights"),
    "right": gettext_lazy("Right"),
    "email": gettext_lazy("E-mail"),
    "home": gettext_lazy("Own address"),
    "left_on": gettext_lazy("Left on"),
    "parts": gettext_lazy("Parts in cases"),
    "to": gettext_lazy("Taken over by"),
    "factors": gettext_lazy("Second factors"),
    "sessions": gettext_lazy("Sign-ins"),
    "organisation": gettext_lazy("Organisation"),
    "years": gettext_lazy("Years after closing"),
    "kle": gettext_lazy("KLE number"),
    "code": gettext_lazy("Code of retention"),
    "archive_first": gettext_lazy("Handed over to an archive first"),
    "cases": gettext_lazy("Cases"),
    "cover": gettext_lazy("Who covers"),
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    **companies.FIELDS,
    **mentoring.FIELDS,
}
PARTS = {"lead": gettext_lazy("how it begins"), "closing": gettext_lazy("how it ends")}
LANGUAGES = {"da": gettext_lazy("in Danish"), "en": gettext_lazy("in English")}


@dataclass(frozen=True, slots=True)
class Changed:
    """A field, and what it was and became; empty where it was not said."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the log."""

    seq: int
    heading: str
    about: str
    by: str
    moment: str
    changes: list[Changed]


def line_shown(event: EventView, known: Names, *, today: date) -> LineShown:
    fields = dict.fromkeys([*event.before, *event.after])
    return LineShown(
        seq=event.seq,
        heading=str(TYPES.get(event.type, event.type)),
        about=about_said(event.about, known),
        by=event.by or _("the command line"),
        moment=moment(event.at, today=today),
        changes=[changed(field, event, known, today=today) for field in fields],
    )


def about_said(about: Mapping[str, Any], known: Names) -> str:
    """Whom or what it concerns."""
    found = (
        known.people.get(about.get("user", 0), ""),
        known.teams.get(about.get("team", 0), ""),
        known.organisations.get(about.get("organisation", 0), ""),
        programme_said(about.get("programme") or ""),
        about.get("called", ""),
    )
    return ", ".join(filter(None, found))


def programme_said(programme: str) -> str:
    return of_programme(programme) if programme in catalogue.programme_ids() else programme


def changed(field: str, event: EventView, known: Names, *, today: date) -> Changed:
    name = field_said(field)
    if field == "email":
        return Changed(name, "", _("changed"))
    before, after = (
        value_said(field, part.get(field), known, today=today)
        for part in (event.before, event.after)
    )
    return Changed(name, before, after)


def field_said(field: str) -> str:
    """What a field is called: it may be a role, a programme or a text of the letters."""
    if field in FIELDS:
        return str(FIELDS[field])
    if field in TEXTS:
        return str(TEXTS[field].label)
    if "." in field:
        return worded_said(field)
    if field in staff_roles():
        return words.capitalised(saying.role_name(field))
    return programme_said(field)


def worded_said(field: str) -> str:
    """A part of a kind of letter in a language (``letters.sentences.wording_key``)."""
    kind, part, code = field.split(".")
    name = words.capitalised(kind_name(kind, language=dates.language()))
    return f"{name}: {PARTS[part]} ({LANGUAGES[code]})"


def value_said(field: str, value: Any, known: Names, *, today: date) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    if isinstance(value, list):
        return ", ".join(one_said(field, one, known, today=today) for one in value)
    return one_said(field, value, known, today=today)


def one_said(field: str, value: Any, known: Names, *, today: date) -> str:
    """One value: a code, an id or a date as people say it."""
    coded: dict[str, Callable[[str], str]] = {
        **companies.CODED,
        **mentoring.CODED,
        "kind": saying.kind_name,
        "function": saying.function_name,
        "roles": saying.role_name,
        "role": saying.role_name,
        "rights": saying.right_name,
        "right": saying.right_name,
    }
    if field in coded:
        return coded[field](str(value))
    if field in ("members", "to", "cover"):
        return known.people.get(value, str(value))
    if field in ("teams", "organisation"):
        return (known.teams if field == "teams" else known.organisations).get(value, str(value))
    if field == "begins":
        return moment(datetime.fromisoformat(str(value)), today=today)
    if field in ("left_on", "since", "until", "held_on", "first_on"):
        return dates.medium(date.fromisoformat(str(value)), today=today)
    is_part = field in catalogue.programme_ids()
    return saying.part_name(str(value)) if is_part else str(value)
