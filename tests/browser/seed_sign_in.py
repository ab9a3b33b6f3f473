"""Two people with a password for the browser tests of sign-in, in a site for real."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from tests.app import web_data  # noqa: E402 - the models need the settings

if __name__ == "__main__":
    home = web_data.house()
    for name in ("App Andersen", "Blue Nielsen", "Kode Karlsen"):
        web_data.with_password(web_data.person(name, home.organisation))
