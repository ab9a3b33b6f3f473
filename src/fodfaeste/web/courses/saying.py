"""Courses in words: what they are called, when they are held, how somebody was there. Pure."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.courses.patterns import ABSENT, SESSION_MISSED, Kind
from fodfaeste.web import dates, names


def name_of(kind: Kind) -> str:
    """``Introforløb``"""
    return kind.course.name[dates.language()]


def programme_of(kind: Kind) -> str:
    return kind.rules.programme.short_name[dates.language()]


def session(begins: datetime, ends: datetime, *, today: date) -> str:
    """``mandag 7. december kl. 9.00–11.30``"""
    day = dates.long(timezone.localdate(begins), today=today)
    return _("%(date)s at %(time)s") % {"date": day, "time": times(begins, ends)}


def times(begins: datetime, ends: datetime) -> str:
    return f"{dates.clock(begins)}–{dates.clock(ends)}"


def places(taken: int, capacity: int | None) -> str:
    """``5 af 8 pladser optaget``"""
    if capacity is None:
        return ngettext("%(n)s place taken", "%(n)s places taken", taken) % {"n": taken}
    return _("%(n)s of %(all)s places taken") % {"n": taken, "all": capacity}


def waiting(number: int) -> str:
    return _("%(n)s on the waiting list") % {"n": number} if number else ""


def lacking(kind: Kind, needed: Mapping[str, int]) -> str:
    """``Mangler: 2 × kontaktperson, 1 × jobkonsulent``; empty if nobody is."""
    if not needed:
        return ""
    who = ", ".join(f"{n} × {names.of_role(kind.rules, role)}" for role, n in needed.items())
    return _("Staff lacking: %(who)s") % {"who": who}


def mark(kind: Kind, code: str) -> str:
    """``til stede, kom for sent``, ``udeblev``"""
    what, _sep, more = code.partition(":")
    events = kind.rules.terms.events
    if what == ABSENT:
        causes = events[SESSION_MISSED].attributes["cause"].values
        return causes[more][dates.language()] if more in causes else _("absent")
    known = events[str(kind.course.session_event)].attributes
    said = [known[name].name[dates.language()] for name in more.split("+") if name in known]
    return ", ".join([_("present"), *(each[:1].lower() + each[1:] for each in said)])


def role(kind: Kind, code: str) -> str:
    return words.capitalised(names.of_role(kind.rules, code))
