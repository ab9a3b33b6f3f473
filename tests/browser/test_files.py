"""A document is added to what is registered, and saved from the log."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_web_case import case_of, cases_seeded, signe  # noqa: F401

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.4\n" + b"x" * 6_000_000
"""Larger than any form without a document may be."""


def chosen(name, content=PDF):
    return {"name": name, "mimeType": "text/html", "buffer": content}


@pytest.mark.parametrize("width", [360, 1240])
def test_a_document_is_added_and_saved_again(signe, assert_accessible, width):  # noqa: F811
    page = signe
    page.set_viewport_size({"width": width, "height": 800})
    case = case_of(page, "Nina Nord")
    page.goto(f"{case}registrer/?slags=cv_completed")
    page.get_by_text("Vedhæft et dokument").click()
    page.get_by_label("Dokument (frivilligt)").set_input_files(chosen("Praktikaftale.pdf"))
    assert_accessible(page)
    page.get_by_role("button", name="Gem", exact=True).click()
    page.goto(case)
    link = page.get_by_role("link", name="Praktikaftale.pdf")
    expect(link).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "Praktikaftale.pdf"
    assert saved.value.path().read_bytes() == PDF


def test_one_that_is_not_taken_is_said_and_nothing_else_is_lost(signe, assert_accessible):  # noqa: F811
    page = signe
    page.goto(case_of(page, "Nina Nord"))
    page.get_by_role("link", name="vedhæft et dokument").first.click()
    page.get_by_label("Dokumentet handler om").select_option("social")
    page.get_by_label("Dokument", exact=True).set_input_files(chosen("brev.pdf", b"<html>"))
    page.get_by_role("button", name="Vedhæft").click()
    expect(page.locator("#errors")).to_contain_text("Filen er ikke af en type, vi tager imod")
    expect(page.get_by_label("Dokumentet handler om")).to_have_value("social")
    assert_accessible(page)
