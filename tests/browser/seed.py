"""Adds the people and cases of the browser tests to a demonstration."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from tests.app import web_data  # noqa: E402 - the models need the settings


def main() -> None:
    """Pia, who has a late duty, one this week and one later; Ib, who has nothing to do."""
    home = web_data.house()
    pia = web_data.person(
        "Pia Prøve",
        home.organisation,
        roles=["jobcentre_caseworker", "contact_person"],
        team=home.team,
        persona={"da": "Prøver browseren.", "en": "Tries the browser."},
    )
    web_data.person("Ib Ingenting", home.organisation, persona={"da": "Har fri.", "en": "Is off."})
    for name, starts_in in (("Åse Ærø", -2), ("Karim Nasser", 1), ("Bent Ågård", 25)):
        web_data.refer(home, name, starts_in=starts_in, member=pia)
    web_data.refer(home, "Lone Bæk", cpr="010190-1234", starts_in=25, member=pia)


if __name__ == "__main__":
    main()
