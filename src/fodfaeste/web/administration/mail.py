"""The mail with the link by which somebody sets a password."""

import logging

from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fodfaeste.accounts.administration.links import DAYS, Reached, link_for

log = logging.getLogger(__name__)


E_MAIL = gettext_lazy("An administrator gave you another e-mail address.")
FACTORS = gettext_lazy("An administrator took your second factors away.")


def tell_changed(person: Reached, change: Promise) -> None:
    """Tells somebody, where they were reached before, that another changed how they sign in: who
    does both could sign in as them."""
    known = {"user": person, "change": change, "at": timezone.localtime()}
    with translation.override(person.language):
        text = render_to_string("sign_in/mail/changed_message.txt", known)
        subject = render_to_string("sign_in/mail/changed_subject.txt").strip()
    try:
        EmailMessage(subject, text, to=[person.email]).send()
    except OSError:
        log.exception("a mail could not be sent")


def send_link(request: HttpRequest, user_id: int) -> None:
    """Sends it, and says whether it went out. The mail says no more of anybody than the
    greeting does."""
    link = link_for(user_id)
    path = reverse("account_reset_password_from_key", args=[link.uid, link.key])
    known = {
        "first_name": link.first_name,
        "address": request.build_absolute_uri(path),
        "site": request.get_host(),
        "days": DAYS,
    }
    with translation.override(link.language):
        text = render_to_string("administration/mail/link.txt", known)
        subject = _("Your access to Fodfæste")
    try:
        EmailMessage(subject, text, to=[link.email]).send()
    except OSError:
        log.exception("a link could not be sent")
        messages.warning(request, _("The e-mail could not be sent. Try again in a while."))
    else:
        said = ngettext(
            "An e-mail with a link was sent. The link works once, for %(n)s day.",
            "An e-mail with a link was sent. The link works once, for %(n)s days.",
            DAYS,
        )
        messages.info(request, said % {"n": DAYS})
