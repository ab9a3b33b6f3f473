"""The link by which somebody sets a password: it works once, and for a few days."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from fodfaeste.accounts.models import User

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)


@dataclass(frozen=True, slots=True)
class Link:
    """What stands in the link's address, and to whom it is sent, in which language."""

    uid: str
    key: str
    email: str
    first_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Where somebody reads a mail, and in which language."""

    email: str
    first_name: str
    language: str


def reached(user_id: int) -> Reached:
    """Where somebody is reached now."""
    user = User.objects.get(pk=user_id)
    return Reached(user.email, user.first_name, user.language)


def link_for(user_id: int) -> Link:
    """A new link for somebody."""
    user = User.objects.get(pk=user_id)
    key = default_token_generator.make_token(user)
    return Link(user_pk_to_url_str(user), key, user.email, user.first_name, user.language)
