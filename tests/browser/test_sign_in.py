"""Signing in with a second factor, in a real browser: a site for real, its content policy, an app
that shows codes, and a security key that the browser plays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app import web_data
from tests.browser.conftest import free_port, wait_for

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
OPEN_PAGES = ("/log-ind/", "/glemt-adgangskode/", "/glemt-adgangskode/sendt/",
              "/ny-adgangskode/1/x/", "/ny-adgangskode/valgt/")  # fmt: skip
OWN_PAGES = ("/min-adgang/", "/min-adgang/app/", "/min-adgang/noegle/", "/log-ud/")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The address of a site for real; by its name, since keys are not for numbers."""
    var, port = tmp_path_factory.mktemp("real"), free_port()
    unwanted = {"DEMO", "DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY",
                "FODFAESTE_SECOND_FACTOR"}  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {
        "DATABASE_URL": f"sqlite:///{var / 'site.sqlite3'}",
        "FODFAESTE_VAR": str(var),
        "PORT": str(port),
    }
    command = [str(Path(sys.executable).with_name("fodfaeste")), "serve"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            wait_for(server, port)
            seed = [sys.executable, "-m", "tests.browser.seed_sign_in"]
            subprocess.run(seed, cwd=ROOT, env=environment, check=True)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


@pytest.fixture
def browser_page(page, real):
    """Goes to pages of the real site, and can be told its language and width."""
    page.real = real
    return page


def sign_in(page, first_name):
    page.goto(f"{page.real}/log-ind/")
    page.get_by_label("E-mail").fill(f"{first_name}@1.example")
    page.get_by_label("Adgangskode").fill(web_data.PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def sign_out(page):
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Log ud", exact=True).click()
    page.wait_for_url("**/log-ind/")


def code_for(secret, *, later=0):
    from allauth.mfa.totp.internal import auth

    counter = next(auth.yield_hotp_counters_from_time()) + 1 + later
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def in_english(page):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.real}])


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_an_app_is_set_up_first_and_then_shown_each_time(browser_page):
    page = browser_page
    sign_in(page, "app")
    expect(page.locator("h1")).to_have_text("Min adgang")
    page.goto(f"{page.real}/sager/")
    expect(page.locator("h1")).to_have_text("Min adgang")
    page.get_by_role("link", name="Tilføj en app").click()
    assert page.locator(".qr svg").bounding_box()["width"] > 150
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Kode", exact=True).fill("000000")
    page.get_by_role("button", name="Tilføj appen").click()
    expect(page.locator("#errors")).to_be_focused()
    assert page.locator(".secret").inner_text().replace(" ", "") == secret
    page.get_by_label("Kode", exact=True).fill(code_for(secret))
    page.get_by_role("button", name="Tilføj appen").click()
    expect(page.locator(".recovery li")).to_have_count(10)
    page.get_by_role("link", name="Jeg har gemt dem").click()
    expect(page.locator("h1")).to_contain_text("App")
    sign_out(page)
    sign_in(page, "app")
    expect(page.locator("h1")).to_have_text("Andet trin")
    page.get_by_label("Kode", exact=True).fill(code_for(secret, later=1))
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("h1")).to_contain_text("App")


def test_a_security_key_is_set_up_and_shown(browser_page):
    page = browser_page
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )["authenticatorId"]  # fmt: skip
    sign_in(page, "blue")
    page.get_by_role("link", name="Tilføj en nøgle").click()
    page.get_by_label("Hvad kalder du nøglen?").fill("Den blå")
    page.get_by_role("button", name="Tilføj nøglen").click()
    expect(page.locator(".recovery li")).to_have_count(10)
    credentials = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})
    assert len(credentials["credentials"]) == 1
    page.goto(f"{page.real}/min-adgang/")
    expect(page.locator("#factors")).to_contain_text("Den blå")
    sign_out(page)
    sign_in(page, "blue")
    page.get_by_role("button", name="Brug sikkerhedsnøgle").click()
    expect(page.locator("h1")).to_contain_text("Blue")


def test_a_key_that_is_not_there_is_told_and_the_page_stays(browser_page):
    page = browser_page
    sign_in(page, "kode")
    page.get_by_role("link", name="Tilføj en nøgle").click()
    # As the browser does when nobody puts a key in.
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Tilføj nøglen").click()
    expect(page.locator("#key-fault")).to_be_focused()
    expect(page.get_by_role("button", name="Tilføj nøglen")).to_be_enabled()


@pytest.mark.parametrize("english", [False, True])
def test_pages_are_accessible_and_fit_a_phone(browser_page, assert_accessible, english):
    page = browser_page
    sign_in(page, "kode")
    if english:
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="In English").click()
    for address in OWN_PAGES:
        page.set_viewport_size({"width": 1240, "height": 800})
        page.goto(f"{page.real}{address}")
        assert_accessible(page)
        page.set_viewport_size(PHONE)
        assert not is_wider_than_its_window(page), address
    if english:
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="På dansk").click()


@pytest.mark.parametrize("english", [False, True])
def test_pages_before_sign_in_are_accessible_and_fit_a_phone(
    browser_page, assert_accessible, english
):
    page = browser_page
    if english:
        in_english(page)
    for address in OPEN_PAGES:
        page.set_viewport_size({"width": 1240, "height": 800})
        page.goto(f"{page.real}{address}")
        assert_accessible(page)
        page.set_viewport_size(PHONE)
        assert not is_wider_than_its_window(page), address
