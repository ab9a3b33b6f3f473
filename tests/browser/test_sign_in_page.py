import pytest

pytestmark = pytest.mark.browser


def test_the_sign_in_page_opens_in_danish(page):
    response = page.goto("/log-ind/")
    assert response.ok
    assert response.headers["content-language"] == "da"
    assert page.locator("form").count() > 0
