"""``manage.py add_administrator``: an organisation, and the first person who administers it."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation

from fodfaeste.accounts import faults
from fodfaeste.accounts.administration.first import First, add_administrator
from fodfaeste.accounts.administration.links import DAYS, link_for
from fodfaeste.accounts.administration.organisations import Described
from fodfaeste.accounts.administration.people import Person
from fodfaeste.accounts.models import OUTSIDE, Function, OrganisationKind, Right
from fodfaeste.accounts.organisation_log import Writer
from fodfaeste.core.faults import Refused

FUNCTIONS = [function for function in Function.values if function not in OUTSIDE]


class Command(BaseCommand):
    help = "Adds an administrator, and the organisation. Prints a link to set a password by."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", required=True, help="made if it is not there")
        parser.add_argument("--kind", choices=OrganisationKind.values, default="municipality")
        parser.add_argument("--cvr", default="", help="of a new organisation, eight digits")
        parser.add_argument("--function", choices=FUNCTIONS, default=Function.ADMINISTRATIVE)
        parser.add_argument("--site", default="", help="as https://sager.kommune.example")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"{options['email']} is not an e-mail address.") from None
        writer = Writer(None, timezone.now(), uuid4())
        try:
            user = add_administrator(first=first_of(options), writer=writer)
        except Refused as refused:
            raise CommandError(said(refused)) from None
        self.stdout.write(f"{user.name} administers {user.organisation.name}.")
        self.stdout.write(f"To set a password, once and within {DAYS} days, open:")
        self.stdout.write(address_of(user.pk, options["site"]))


def first_of(options: dict[str, Any]) -> First:
    person = Person(
        name=options["name"],
        email=options["email"],
        function=options["function"],
        rights=frozenset({Right.ADMINISTER}),
    )
    organisation = Described(name=options["organisation"], kind=options["kind"], cvr=options["cvr"])
    return First(person=person, organisation=organisation)


def said(refused: Refused) -> str:
    with translation.override("en"):
        told = [faults.sentence(each) or f"{each.place}: {each.code}." for each in refused.faults]
        return " ".join(told)


def address_of(user_id: int, site: str) -> str:
    link = link_for(user_id)
    path = reverse("account_reset_password_from_key", args=[link.uid, link.key])
    return (site.rstrip("/") or own_site()) + path


def own_site() -> str:
    """The site's address as far as the settings tell it."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return str(settings.CSRF_TRUSTED_ORIGINS[0])
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), "")
    return f"{'https' if settings.FODFAESTE_HTTPS else 'http'}://{host or 'localhost'}"
