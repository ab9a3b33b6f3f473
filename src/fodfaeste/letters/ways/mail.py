"""An e-mail that says only that a letter waits: no name, no content, no number, not even from
which programme.

A mail server cannot be asked what it was given. So it is written down before it is given anything;
whoever dies in between leaves a letter of which a person is asked, and nothing is sent twice.
"""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from fodfaeste.cases import crypto
from fodfaeste.letters import channels
from fodfaeste.letters.faults import Cannot, CannotDeliver
from fodfaeste.letters.models import Letter
from fodfaeste.letters.ways.handed import Handed


def hand_over(handed: Handed) -> None:
    """Raises ``CannotDeliver`` (``no_address``, ``no_answer``, ``refused``, ``unclear``)."""
    letter = handed.letter
    address = channels.address_of(
        to=letter.to_role, receiver=crypto.decrypt_map(letter.receiver), citizen=letter.case.citizen
    )
    if not address:
        raise CannotDeliver(Cannot.NO_ADDRESS)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise CannotDeliver(Cannot.NO_ANSWER) from error
    try:
        handed.begin()
        message = message_of(letter, address)
        message.connection = connection
        _send(message)
    finally:
        connection.close()


def message_of(letter: Letter, address: str) -> EmailMessage:
    """The same each time: its id is the letter's."""
    with translation.override(letter.language):
        sender = letter.case.organisation
        subject = _("A letter is waiting for you")
        text = _(
            "There is a letter for you from %(sender)s.\n\n"
            "For your safety we do not write by e-mail what it is about. Ask whoever you usually "
            "speak to how to get it, or call us.\n\n"
            "You cannot answer this e-mail."
        ) % {"sender": sender.letter_name or sender.name}
    headers = {"Message-ID": f"<{letter.pk}@fodfaeste>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, to=[address], headers=headers)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        raise CannotDeliver(Cannot.REFUSED) from error
    except (OSError, SMTPException) as error:
        raise CannotDeliver(Cannot.UNCLEAR) from error
