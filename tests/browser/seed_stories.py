"""Adds to a demonstration those who tell the stories: one person for each part in them."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from fodfaeste.accounts import services as accounts  # noqa: E402 - the models need the settings
from tests.app import web_data  # noqa: E402

STAFF = {
    "Maja Myndighed": ["jobcentre_caseworker"],
    "Sofus Social": ["social_caseworker"],
    "Karla Kontakt": ["contact_person"],
    "Jokum Job": ["employment_specialist"],
    "Carl Cetei": ["cti_worker"],
    "Inga Ind": ["intake_worker"],
    "Pil Projekt": ["project_worker"],
    "Mads Mentor": ["mentor"],
    "Bo Bosted": ["housing_support_worker"],
}


def main() -> None:
    """One municipality with a team in which everybody has one role, and a secretary."""
    organisation = accounts.add_organisation(name="Fortælleby Kommune", kind="municipality")
    team = accounts.add_team(organisation=organisation, name="Holdet")
    about = {"da": "Er med i fortællingerne.", "en": "Takes part in the stories."}
    for name, roles in STAFF.items():
        web_data.person(name, organisation, roles=roles, team=team, persona=about)
    web_data.person(
        "Sif Sekretær", organisation, function="secretary", roles=["secretary"], team=team,
        persona=about,
    )  # fmt: skip


if __name__ == "__main__":
    main()
