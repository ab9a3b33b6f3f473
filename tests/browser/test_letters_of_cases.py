"""What is in a case sent as a letter, and an organisation's own words, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_intake import person  # noqa: F401 - a fixture
from tests.browser.test_web_case import PHONE, WIDE, is_wider_than_its_window, told

pytestmark = pytest.mark.browser


def plan_of_dorthe(page) -> str:
    page.goto("/sager/?q=Dorthe+Hjorth")
    case = page.locator("#content a[href^='/sager/']", has_text="Dorthe").first
    address = f"{case.get_attribute('href')}plan/"
    page.goto(address)
    return address


def test_a_plan_is_looked_at_and_then_sent(person):  # noqa: F811
    """JS-14. Three clicks from the plan; the form stays open after the look."""
    mette = person("Mette Holm")
    plan_of_dorthe(mette)
    mette.get_by_role("link", name="Send som brev").click()
    with mette.expect_download() as saved:
        mette.get_by_role("button", name="Se det først").click()
    assert saved.value.suggested_filename == "brev.pdf"
    mette.get_by_role("button", name="Læg det i udbakken").dblclick()
    expect(told(mette)).to_contain_text("ligger i udbakken")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_page_is_for_everybody_and_fits(person, assert_accessible, size):  # noqa: F811
    mette = person("Mette Holm")
    mette.set_viewport_size(size)
    plan_of_dorthe(mette)
    mette.get_by_role("link", name="Send som brev").click()
    assert_accessible(mette)
    assert not is_wider_than_its_window(mette)
