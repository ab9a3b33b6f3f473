"""A date that was answered as the next follow-up is offered for booking."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.answers import questions_for
from fodfaeste.web import addresses, dates
from fodfaeste.web.case.opening import Opened


def address_of_booking(case_id: UUID, type_: str, on: date) -> str:
    """The form that books an appointment of that type for that day."""
    path = addresses.of_new_appointment(case_id)
    return addresses.with_query(path, slags=type_, dag=on.isoformat())


def wanted(opened: Opened, event: NewEvent) -> Iterator[tuple[str, date]]:
    """What is to be booked for which day to come, by the answers."""
    rules = opened.view.rules
    asked = questions_for(rules.programme, rules.terms, event.type, event.attributes)
    for name, question in asked.items():
        given = event.answers.get(name)
        if question.books and given and date.fromisoformat(str(given)) >= opened.today:
            yield question.books, date.fromisoformat(str(given))


def offer(request: HttpRequest, opened: Opened, event: NewEvent) -> None:
    """Says what can be booked now, with the way there."""
    for type_, on in wanted(opened, event) if opened.view.sight.may(Act.BOOK) else ():
        address = address_of_booking(opened.view.case_id, type_, on)
        said = _("Book the next one, %(date)s") % {"date": dates.medium(on, today=opened.today)}
        messages.info(request, format_html('<a href="{}">{}</a>', address, said))
