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
    yield from line_faults("name", told.name, required=True)
    yield from line_faults("trade", told.trade)
    if told.kind not in Company.Kind.values:
        yield Fault("kind", "unknown_company_kind")
    number = numbers.cvr(told.cvr)
    if number and not numbers.is_cvr(number):
        yield Fault("cvr", "cvr_form")
    if not number and told.kind != Company.Kind.WORKSHOP:
        yield Fault("cvr", "cvr_missing")


def unit_faults(told: UnitTold) -> Iterator[Fault]:
    yield from line_faults("unit_name", told.name)
    yield from line_faults("street", told.street)
    yield from line_faults("town", told.town)
    number = numbers.p_number(told.p_number)
    if number and not numbers.is_p_number(number):
        yield Fault("p_number", "p_number_form")
    if told.postcode.strip() and not POSTCODE.fullmatch(told.postcode.strip()):
        yield Fault("postcode", "postcode_form")


def contact_faults(told: ContactTold) -> Iterator[Fault]:
    yield from line_faults("name", told.name, required=True)
    yield from line_faults("title", told.title)
    if told.role not in CompanyContact.Role.values:
        yield Fault("role", "unknown_contact_role")
    yield from reached_faults(told.phone, told.email)


def staff_faults(told: StaffTold, *, today: date) -> Iterator[Fault]:
    yield from line_faults("told_by", told.told_by)
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
    yield from text_faults("tasks", told.tasks, required=True)
    yield from line_faults("trade", told.trade)
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
    yield from text_faults("note", told.note)


def cooperation_faults(told: CooperationTold) -> Iterator[Fault]:
    yield from text_faults("about", told.about, required=True)
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


def reached_faults(phone: str, email: str) -> Iterator[Fault]:
    if phone.strip() and not PHONE.fullmatch(phone.strip()):
        yield Fault("phone", "phone_form")
    if email.strip() and not is_email(email.strip()):
        yield Fault("email", "email_form")


def line_faults(place: str, text: str, *, required: bool = False) -> Iterator[Fault]:
    yield from text_faults(place, text, required=required, longest=LONGEST)


def text_faults(
    place: str, text: str, *, required: bool = False, longest: int = LONGEST_TEXT
) -> Iterator[Fault]:
    if required and not text.strip():
        yield Fault(place, "missing")
    if len(text) > longest:
        yield Fault(place, "too_long", {"value": str(longest)})
