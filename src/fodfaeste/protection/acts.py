"""The acts of data protection in a case's log, and what they are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services.erasing import CASE_ERASED
from fodfaeste.cases.services.rectifying import CITIZEN_RECTIFIED

HOLD_PLACED = "hold_placed"
HOLD_LIFTED = "hold_lifted"
"""``scope``: ``case``, or ``citizen`` for all of the citizen's."""
SUBJECT_ACCESS_GIVEN = "subject_access_given"
"""All that is held was taken out for the citizen. ``form``: as what."""

ACTS: Mapping[str, Promise] = {
    CASE_ERASED: _("Case erased"),
    CITIZEN_RECTIFIED: _("Citizen’s data corrected"),
    HOLD_PLACED: _("Legal hold placed"),
    HOLD_LIFTED: _("Legal hold lifted"),
    SUBJECT_ACCESS_GIVEN: _("Given to the citizen: all that is held"),
}
