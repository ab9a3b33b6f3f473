"""What is wrong with what was told, field by field. No database."""

from collections.abc import Iterator, Mapping
from datetime import date

from fodfaeste.cases.models import NOTES
from fodfaeste.cases.services.events import EARLIEST, LATEST
from fodfaeste.companies import numbers
from fodfaeste.companies.checks import is_between, line_faults, reached_faults, text_faults
from fodfaeste.core.faults import Fault
from fodfaeste.mentoring.models import MentorSupport, Partner
from fodfaeste.mentoring.told import (
    DETAILS,
    AgreementTold,
    HelpTold,
    MentorTold,
    PartnerTold,
    SupportTold,
)
from fodfaeste.mentoring.tracks import track_names

MOST_HOURS = 2000


def partner_faults(told: PartnerTold) -> Iterator[Fault]:
    yield from line_faults("name", told.name, required=True)
    if told.kind not in Partner.Kind.values:
        yield Fault("kind", "unknown_partner_kind")
    for name in ("place", "contact_name", "contact_title"):
        yield from line_faults(name, getattr(told, name))
    number = numbers.cvr(told.cvr)
    if number and not numbers.is_cvr(number):
        yield Fault("cvr", "cvr_form")
    yield from reached_faults(told.phone, told.email)


def help_faults(told: HelpTold) -> Iterator[Fault]:
    yield from text_faults("what", told.what, required=True)
    yield from text_faults("for_whom", told.for_whom)
    yield from line_faults("place", told.place)
    if told.track and told.track not in track_names():
        yield Fault("track", "unknown_track")


def agreement_faults(told: AgreementTold) -> Iterator[Fault]:
    yield from text_faults("about", told.about, required=True)
    yield from line_faults("signed_by", told.signed_by)
    yield from _period(told.since, told.until)
    yield from _days({"signed_on": told.signed_on})


def mentor_faults(told: MentorTold) -> Iterator[Fault]:
    yield from line_faults("name", told.name, required=True)
    for name in DETAILS[3:]:
        yield from line_faults(name, getattr(told, name))
    yield from reached_faults(told.phone, told.email)
    yield from _days({"confidential_on": told.confidential_on, "stopped_on": told.stopped_on})


def support_faults(told: SupportTold, bases: frozenset[str]) -> Iterator[Fault]:
    """``bases``: what paid support can be granted under."""
    if (told.mentor_id is None) == (told.user_id is None):
        yield Fault("who", "choose_mentor")
    if told.basis and (not told.is_paid or told.basis not in bases):
        yield Fault("basis", "basis_of_paid")
    if told.hours is not None and not is_between(told.hours, MOST_HOURS):
        yield Fault("hours", "hours_granted_form", {"value": str(MOST_HOURS)})
    if told.hours is not None and told.hours_per not in MentorSupport.Per.values:
        yield Fault("hours_per", "hours_per_what")
    if told.text_kind not in NOTES:
        yield Fault("text_kind", "unknown_kind")
    for name, text in told.words.items():
        yield from text_faults(name, text)
    yield from _period(told.since, told.until)
    yield from _days({"agreed_on": told.agreed_on})


def _period(since: date, until: date | None) -> Iterator[Fault]:
    if since < EARLIEST:
        yield Fault("since", "too_early", {"value": str(since)})
    if until is not None and until < since:
        yield Fault("until", "ends_before_it_begins")
    yield from _days({"since": since, "until": until})


def _days(days: Mapping[str, date | None]) -> Iterator[Fault]:
    for name, day in days.items():
        if day is not None and day > LATEST:
            yield Fault(name, "too_late", {"value": str(day)})
