"""What several tests of signing in do."""

import re

from allauth.mfa.totp.internal import auth as totp

from tests.app import web_data

NEW_PASSWORD = "en ny hest og to batterier"


def sign_in(client, user, password=web_data.PASSWORD, **more):
    return client.post("/log-ind/", {"login": user.email, "password": password, **more})


def is_in(client):
    return client.get("/").status_code == 200


def code_of(secret, *, later=0):
    """What the app shows now, or so many steps later."""
    counter = next(totp.yield_hotp_counters_from_time()) + 1 + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def add_app(client):
    """Sets up an app, signed in; gives its secret."""
    client.get("/min-adgang/app/")
    secret = client.session[totp.SECRET_SESSION_KEY]
    response = client.post("/min-adgang/app/", {"code": code_of(secret)})
    assert response.status_code == 302, response.content.decode()
    return secret


def link_in(mail):
    [path] = re.findall(r"http://testserver(/\S+)", mail.body)
    return path
