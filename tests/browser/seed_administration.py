"""Adds an administrator, and colleagues with cases, to a site for the browser tests."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from tests.app import web_data  # noqa: E402 - the models need the settings
from tests.app.administration.town import town  # noqa: E402


def main() -> None:
    """Ada, who administers; Mette, who has two cases; Kim, who can take them over."""
    made = town()
    web_data.with_password(made.ada)
    web_data.person("Kim Kollega", made.soby, roles=["jobcentre_caseworker", "contact_person"])
    for name in ("Åse Ærø", "Bent Ågård"):
        web_data.refer(made.house, name)


if __name__ == "__main__":
    main()
