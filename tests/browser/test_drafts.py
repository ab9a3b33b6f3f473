"""A form that is left in the middle is there again: whatever becomes of page, session, server and
connection."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, wait_for
from tests.browser.test_web_case import become_signe, case_of, cases_seeded  # noqa: F401

pytestmark = pytest.mark.browser

WORDS = "Vi talte om tirsdage, og om bageren på torvet."
FORM = "registrer/?krav=workplace-visits&nr=1"


@pytest.fixture
def visitor(browser, cases_seeded, fresh_data, site):  # noqa: F811
    """A browser of its own: what it complains of when the connection is cut is meant."""
    context = browser.new_context(base_url=site, locale="da-DK")
    page = context.new_page()
    become_signe(page)
    yield page
    context.close()


@pytest.fixture
def form(visitor):
    address = case_of(visitor, "Nina Nord") + FORM
    visitor.goto(address)
    return address


def write(page, words=WORDS):
    page.get_by_label("Notat (frivilligt)").fill(words)


def is_kept(page, timeout=5000):
    expect(page.locator("[data-draft-says]")).to_contain_text(
        "Gemt som kladde kl.", timeout=timeout
    )


def trouble(page):
    return page.locator("[data-draft-trouble]")


def note(page):
    return page.get_by_label("Notat (frivilligt)")


def test_a_page_that_is_killed_is_there_again(browser, visitor, form, site):
    write(visitor)
    visitor.get_by_role("group", name="Dato").get_by_label("Dag").fill("3")
    is_kept(visitor)
    assert visitor.evaluate("document.activeElement.name") == "on_day", "focus stays where it was"
    visitor.context.close()
    context = browser.new_context(base_url=site, locale="da-DK")
    page = context.new_page()
    become_signe(page)
    expect(page.locator(".lead")).to_contain_text("1 kladde")
    page.get_by_role("link", name="1 kladde").click()
    page.get_by_role("link", name="Fortsæt").click()
    expect(note(page)).to_have_value(WORDS)
    expect(page.get_by_role("group", name="Dato").get_by_label("Dag")).to_have_value("3")
    expect(page.locator(".alert")).to_contain_text("Her er din kladde fra i dag kl.")
    context.close()


def test_leaving_at_once_keeps_it_as_well(visitor, form):
    write(visitor)
    visitor.goto("/")
    visitor.goto(form)
    expect(note(visitor)).to_have_value(WORDS)


def test_a_form_that_is_only_looked_at_leaves_no_draft(visitor, form):
    visitor.wait_for_timeout(2500)
    visitor.goto("/kladder/")
    expect(visitor.locator("#drafts")).to_contain_text("Ingen kladder")


def test_it_goes_on_after_signing_in_again_in_another_tab(visitor, form):
    write(visitor)
    is_kept(visitor)
    visitor.context.clear_cookies(name="sessionid")
    write(visitor, WORDS + " Og om bussen.")
    expect(trouble(visitor)).to_contain_text("du er blevet logget ud", timeout=5000)
    with visitor.context.expect_page() as opened:
        visitor.get_by_role("link", name="Log ind i en ny fane").click()
    tab = opened.value
    become_signe(tab)
    tab.close()
    visitor.bring_to_front()
    visitor.evaluate("window.dispatchEvent(new Event('focus'))")
    is_kept(visitor)
    expect(trouble(visitor)).to_be_empty()
    visitor.get_by_role("button", name="Gem", exact=True).click()
    expect(visitor.locator(".alert-success")).to_be_visible()
    visitor.goto(form)
    expect(note(visitor)).to_have_value("")


def test_somebody_else_who_signs_in_gets_nothing_of_it(visitor, form):
    write(visitor)
    is_kept(visitor)
    tab = visitor.context.new_page()
    tab.goto("/demo/")
    tab.locator(".persona").filter(has_not_text="Signe Sag").first.get_by_role("button").click()
    tab.wait_for_url("**/")
    write(visitor, WORDS + " Hemmeligt.")
    expect(trouble(visitor)).to_contain_text("en anden er logget ind", timeout=5000)
    tab.goto("/kladder/")
    expect(tab.locator("#drafts")).to_be_visible()
    expect(tab.locator("#drafts")).not_to_contain_text("Nina Nord")


def test_a_connection_that_is_cut_is_said_and_what_was_typed_saved_when_it_is_back(visitor, form):
    visitor.context.set_offline(True)
    write(visitor)
    expect(trouble(visitor)).to_contain_text("Ikke gemt endnu – vi prøver igen", timeout=5000)
    visitor.context.set_offline(False)
    is_kept(visitor)
    expect(trouble(visitor)).to_be_empty()
    visitor.goto(form)
    expect(note(visitor)).to_have_value(WORDS)


def test_of_two_tabs_the_one_behind_is_told_and_nothing_is_lost(visitor, form):
    other = visitor.context.new_page()
    other.goto(form)
    write(visitor)
    is_kept(visitor)
    write(other, "Fra den anden fane")
    expect(trouble(other)).to_contain_text("kladden er ændret i en anden fane", timeout=5000)
    expect(note(other)).to_have_value("Fra den anden fane")
    other.get_by_role("button", name="Gem det, der står her, i stedet").click()
    is_kept(other)
    write(visitor, WORDS + " Mere.")
    expect(trouble(visitor)).to_contain_text("kladden er ændret i en anden fane", timeout=5000)
    expect(note(visitor)).to_have_value(WORDS + " Mere.")


def test_starting_over_is_asked_once(visitor, form):
    write(visitor)
    is_kept(visitor)
    visitor.goto(form)
    visitor.get_by_text("Begynd forfra").click()
    visitor.get_by_role("button", name="Smid den væk").click()
    expect(note(visitor)).to_have_value("")
    expect(visitor.locator(".alert")).to_have_count(0)


def test_a_referral_is_kept_and_can_be_thrown_away(visitor):
    visitor.goto("/henvis/jobspot/")
    visitor.get_by_label("Navn", exact=True).fill("Ida Ibsen")
    visitor.get_by_role("group", name="Har psykiske vanskeligheder").get_by_label("Ja").check()
    is_kept(visitor)
    visitor.goto("/kladder/")
    row = visitor.locator(".draft-row", has_text="Henvisning til Jobspot")
    expect(row).to_contain_text("Ida Ibsen (ikke henvist endnu)")
    row.get_by_role("link", name="Fortsæt").click()
    expect(visitor.get_by_label("Navn", exact=True)).to_have_value("Ida Ibsen")
    group = visitor.get_by_role("group", name="Har psykiske vanskeligheder")
    expect(group.get_by_label("Ja")).to_be_checked()
    expect(visitor.locator("#errors")).to_have_count(0)
    visitor.goto("/kladder/")
    visitor.get_by_text("Smid væk").click()
    visitor.get_by_role("button", name="Smid den væk").click()
    expect(visitor.locator("#drafts")).to_contain_text("Ingen kladder")


def test_nothing_of_it_is_kept_in_the_browser(visitor, form):
    write(visitor)
    is_kept(visitor)
    kept = visitor.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "bageren" not in kept and "note" not in kept


def test_a_server_that_goes_away_and_comes_back_has_it(browser, cases_seeded, site, var):  # noqa: F811
    """A server of its own on the same data, so that it can be stopped."""
    port = free_port()
    server = serve(var, port)
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="da-DK")
    try:
        page = context.new_page()
        become_signe(page)
        address = case_of(page, "Nina Nord") + FORM
        page.goto(address)
        write(page)
        is_kept(page)
        stop(server)
        write(page, WORDS + " Mens den var væk.")
        expect(trouble(page)).to_contain_text("vi prøver igen", timeout=5000)
        server = serve(var, port)
        is_kept(page, timeout=40000)
        page.goto(address)
        expect(note(page)).to_have_value(WORDS + " Mens den var væk.")
    finally:
        context.close()
        stop(server)


def serve(var, port):
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var), "PORT": str(port)}
    command = [str(Path(sys.executable).with_name("fodfaeste")), "serve"]
    server = subprocess.Popen(command, env=environment)
    wait_for(server, port)
    return server


def stop(server):
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=20)


@pytest.mark.parametrize("width", [360, 1240])
def test_the_pages_are_accessible_and_fit(visitor, form, assert_accessible, width):
    visitor.set_viewport_size({"width": width, "height": 800})
    write(visitor)
    is_kept(visitor)
    assert_accessible(visitor)
    for address in (form, "/kladder/"):
        visitor.goto(address)
        assert_accessible(visitor)
        assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
