"""Adding a document to an event, and saying how that went."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fodfaeste.cases import services
from fodfaeste.cases.services import NewFile, Refused
from fodfaeste.web import saying
from fodfaeste.web.case.opening import Opened, say

logger = logging.getLogger(__name__)


def add(
    request: HttpRequest, opened: Opened, entry_id: str, given: NewFile, submission: UUID
) -> bool:
    """Adds it and says so, or says why not."""
    try:
        done = services.add_file(
            case_id=opened.view.case_id,
            entry_id=entry_id,
            given=given,
            by=opened.user,
            now=opened.now,
            submission=submission,
        )
    except Refused as refused:
        messages.warning(request, " ".join(map(saying.fault, refused.faults)))
        return False
    except OSError as error:
        logger.error("a document could not be written: %s", type(error).__name__)
        messages.warning(request, _("The document could not be saved. Try to add it once more."))
        return False
    say(request, repeated=done.repeated, done=lambda: _("The document is added."))
    return True
