"""Adds the people and the case of the browser tests of consent and sharing to a demonstration."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from tests.app import web_data  # noqa: E402
from tests.browser.seed_cases import opened  # noqa: E402

ROLES = ["jobcentre_caseworker", "contact_person", "employment_specialist"]


def main() -> None:
    """Dorte, who has Freja's case, and Rasmus at a job centre, who has nothing to do with it."""
    town = accounts.add_organisation(name="Østby Kommune", kind="municipality")
    office = accounts.add_organisation(name="Jobcenter Vest", kind="job_centre")
    dorte = web_data.person(
        "Dorte Deler", town, roles=ROLES, persona={"da": "Prøver deling.", "en": "Tries sharing."}
    )
    web_data.person("Rasmus Ryg", office, persona={"da": "Får at vide.", "en": "Is told."})
    opened(dorte, "Freja Fjord", "jobspot", timezone.now(), cpr="030392-1234")


if __name__ == "__main__":
    main()
