"""What is enclosed with letters, handed out: saved and not opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fodfaeste.letters import taking_out
from fodfaeste.letters.faults import CannotDeliver
from fodfaeste.web.access import organisation_wide, staff
from fodfaeste.web.letters import words
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.uploads import document


@staff
@require_safe
def enclosure(request: HttpRequest, letter_id: UUID, number: int) -> HttpResponseBase:
    """A document that lies in the same envelope, by who reads the letter."""
    user, today = signed_in_user(request), timezone.localdate()
    try:
        found = taking_out.enclosure(user=user, letter_id=letter_id, number=number, today=today)
    except CannotDeliver as cannot:
        messages.error(request, words.trouble(cannot.fault))
        return redirect("letter", letter_id)
    return document(found)


@staff
@require_safe
def for_citizen(
    request: HttpRequest, case_id: UUID, letter_id: UUID, number: int
) -> HttpResponseBase:
    """What went out, by who gives the citizen all that is held."""
    return document(
        taking_out.enclosure_for_citizen(
            user=signed_in_user(request),
            case_id=case_id,
            letter_id=letter_id,
            number=number,
            today=timezone.localdate(),
        )
    )


@organisation_wide
@require_POST
def received(request: HttpRequest, letter_id: UUID, number: int) -> HttpResponseBase:
    """What came with a letter that was opened here; that it was taken out is written down."""
    user = signed_in_user(request)
    return document(taking_out.enclosure_received(user=user, letter_id=letter_id, number=number))
