"""What decisions on a referral are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.intake import Decision
from fodfaeste.protection.subject_access.naming import DECISIONS

CHOICES: Mapping[str, Promise] = {
    Decision.ACCEPTED: _("Accept the citizen"),
    Decision.WAITING_LIST: _("Put on the waiting list"),
    Decision.DECLINED: _("Decline the referral"),
    Decision.WITHDRAWN: _("The referral is withdrawn"),
    Decision.SENT_ON: _("Send on elsewhere"),
}


def decision(code: str) -> str:
    """What was decided."""
    return str(DECISIONS.get(code, code))
