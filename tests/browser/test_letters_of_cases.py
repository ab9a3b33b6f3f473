"""What is in a case sent as a letter, and an organisation's own words, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_intake import person  # noqa: F401 - a fixture
from tests.browser.test_progress import case_by
from tests.browser.test_web_case import PHONE, WIDE, is_wider_than_its_window, told

pytestmark = pytest.mark.browser


PUBLISHED = """
select version.case_id from cases_planversion version
  join cases_casemember member on member.case_id = version.case_id
  join accounts_user user on user.id = member.user_id
where user.name = 'Mette Holm' order by version.published_at desc
"""


def go_to_a_plan(page, var) -> None:
    """One that was published in a case of hers."""
    page.goto(f"{case_by(var, PUBLISHED)}plan/")


def test_a_plan_is_looked_at_and_then_sent(person, var):  # noqa: F811
    """JS-14. Three clicks from the plan; the form stays open after the look."""
    mette = person("Mette Holm")
    go_to_a_plan(mette, var)
    mette.get_by_role("link", name="Send som brev").click()
    with mette.expect_download() as saved:
        mette.get_by_role("button", name="Se det først").click()
    assert saved.value.suggested_filename == "brev.pdf"
    mette.get_by_role("button", name="Læg det i udbakken").dblclick()
    expect(told(mette)).to_contain_text("ligger i udbakken")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_page_is_for_everybody_and_fits(person, var, assert_accessible, size):  # noqa: F811
    mette = person("Mette Holm")
    mette.set_viewport_size(size)
    go_to_a_plan(mette, var)
    mette.get_by_role("link", name="Send som brev").click()
    assert_accessible(mette)
    assert not is_wider_than_its_window(mette)
