"""What is wrong with what was told, field by field. No database: what only others know (that a
company is in the register already) is asked by the services."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from fodfaeste.companies import numbers, offered
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.companies.models import Company, CompanyContact, Touch
from fodfaeste.companies.told import (
    CompanyTold,
    ContactTold,
    CooperationTold,
    OfferTold,
    StaffTold,
    TouchTold,
    UnitTold,
)
from fodfaeste.core.faults import Fault

EARLIEST = date(2000, 1, 1)
LONGEST = 200
LONGEST_TEXT = 2000
MOST_HOURS = 60
MOST_PLACES = 999
MOST_STAFF = 99_999
PHONE = re.compile(r"\+?[\d ()/-]{3,30}")
POSTCODE = re.compile(r"[0-9]{4}")


def company_faults(told: CompanyTold) -> Iterator[Fault]:
    """A workshop of one's own has no CVR number of its own; every other company has one."""
    yield from _line("name", told.name, required=True)
    yield from _line("trade", told.trade)
    if told.kind not in Company.Kind.values:
        yield Fault("kind", "unknown_company_kind")
    number = numbers.cvr(told.cvr)
    if number and not numbers.is_cvr(number):
        yield Fault("cvr", "cvr_form")
    if not number and told.kind != Company.Kind.WORKSHOP:
        yield Fault("cvr", "cvr_missing")


def unit_faults(told: UnitTold) -> Iterator[Fault]:
    yield from _line("unit_name", told.name)
    yield from _line("street", told.street)
    yield from _line("town", told.town)
    number = numbers.p_number(told.p_number)
    if number and not numbers.is_p_number(number):
        yield Fault("p_number", "p_number_form")
    if told.postcode.strip() and not POSTCODE.fullmatch(told.postcode.strip()):
        yield Fault("postcode", "postcode_form")


def contact_faults(told: ContactTold) -> Iterator[Fault]:
    yield from _line("name", told.name, required=True)
    yield from _line("title", told.title)
    if told.role not in CompanyContact.Role.values:
        yield Fault("role", "unknown_contact_role")
    if told.phone.strip() and not PHONE.fullmatch(told.phone.strip()):
        yield Fault("phone", "phone_form")
    if told.email.strip() and not is_email(told.email.strip()):
        yield Fault("email", "email_form")


def staff_faults(told: StaffTold, *, today: date) -> Iterator[Fault]:
    yield from _line("told_by", told.told_by)
    if not told.figures:
        yield Fault("", "no_figures")
    for month, number in told.figures.items():
        if month > today:
            yield Fault(f"{month:%Y-%m}", "month_to_come")
        if not is_between(number, MOST_STAFF):
            yield Fault(f"{month:%Y-%m}", "figure_form", {"value": str(MOST_STAFF)})


def offer_faults(told: OfferTold) -> Iterator[Fault]:
    if not told.kinds:
        yield Fault("kinds", "no_kinds_offered")
    if set(told.kinds) - set(offered.kinds()):
        yield Fault("kinds", "unknown_offer_kind")
    if set(told.considerations) - set(CONSIDERATIONS):
        yield Fault("considerations", "unknown_consideration")
    if not 1 <= told.places <= MOST_PLACES:
        yield Fault("places", "places_form", {"value": str(MOST_PLACES)})
    if told.open_until is not None and told.open_until < told.open_from:
        yield Fault("open_until", "ends_before_it_begins")
    if not told.tasks.strip():
        yield Fault("tasks", "missing")
    if len(told.tasks) > LONGEST_TEXT:
        yield Fault("tasks", "too_long", {"value": str(LONGEST_TEXT)})
    yield from _line("trade", told.trade)
    yield from _hours({"hours_least": told.hours_least, "hours_most": told.hours_most})


def touch_faults(told: TouchTold, *, today: date) -> Iterator[Fault]:
    if told.on > today:
        yield Fault("on", "in_the_future")
    if told.on < EARLIEST:
        yield Fault("on", "too_early")
    if told.channel not in Touch.Channel.values:
        yield Fault("channel", "unknown_contact_channel")
    if told.outcome not in Touch.Outcome.values:
        yield Fault("outcome", "unknown_touch_outcome")
    if len(told.note) > LONGEST_TEXT:
        yield Fault("note", "too_long", {"value": str(LONGEST_TEXT)})


def cooperation_faults(told: CooperationTold) -> Iterator[Fault]:
    if not told.about.strip():
        yield Fault("about", "missing")
    if len(told.about) > LONGEST_TEXT:
        yield Fault("about", "too_long", {"value": str(LONGEST_TEXT)})
    if told.until is not None and told.until < told.since:
        yield Fault("until", "ends_before_it_begins")
    if told.places is not None and not 1 <= told.places <= MOST_PLACES:
        yield Fault("places", "places_form", {"value": str(MOST_PLACES)})


def _hours(hours: Mapping[str, Decimal | None]) -> Iterator[Fault]:
    for name, number in hours.items():
        if number is not None and not is_between(number, MOST_HOURS):
            yield Fault(name, "hours_form", {"value": str(MOST_HOURS)})
    least, most = hours.values()
    if least is not None and most is not None and most < least:
        yield Fault("hours_most", "hours_order")


def is_between(number: Decimal, most: int) -> bool:
    return number.is_finite() and 0 <= number <= most


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _line(place: str, text: str, *, required: bool = False) -> Iterator[Fault]:
    if required and not text.strip():
        yield Fault(place, "missing")
    if len(text) > LONGEST:
        yield Fault(place, "too_long", {"value": str(LONGEST)})
