"""``manage.py add_user``: the first person of a new site, and every next one."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from fodfaeste.accounts import services
from fodfaeste.accounts.models import Function, OrganisationKind, User
from fodfaeste.programmes.catalogue import vocabulary


class Command(BaseCommand):
    help = "Adds somebody who can sign in. Asks for the password unless told to make none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", required=True, help="made if it is not there")
        parser.add_argument("--kind", choices=OrganisationKind.values, default="municipality")
        parser.add_argument("--function", choices=Function.values, required=True)
        parser.add_argument("--role", action="append", choices=staff_roles(), default=[])
        parser.add_argument("--team", action="append", default=[], help="made if it is not there")
        parser.add_argument("--no-password", action="store_true", help="cannot sign in yet")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].lower()
        if User.objects.filter(email=email).exists():
            raise CommandError(f"There is a user with the address {email} already.")
        organisation = services.add_organisation(name=options["organisation"], kind=options["kind"])
        services.add_user(
            email=email,
            name=options["name"],
            organisation=organisation,
            function=options["function"],
            roles=options["role"],
            teams=[services.add_team(organisation=organisation, name=t) for t in options["team"]],
            password=None if options["no_password"] else asked_for(),
        )


def staff_roles() -> list[str]:
    return [name for name, role in vocabulary().roles.items() if role.staff]


def asked_for() -> str:
    """The password, typed twice."""
    password = getpass("Password: ")
    if password != getpass("Once more: "):
        raise CommandError("The two differ.")
    try:
        validate_password(password)
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from None
    return password
