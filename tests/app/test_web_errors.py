import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from fodfaeste.core.faults import Fault
from fodfaeste.web import errors, saying
from fodfaeste.web.case.event_form import ReasonForm

pytestmark = pytest.mark.django_db
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("view", "status", "danish", "english"),
    [
        (errors.bad_request, 400, "Det kunne ikke forstås", "This could not be understood"),
        (errors.forbidden, 403, "Det har du ikke adgang til", "You do not have access to this"),
        (errors.not_found, 404, "Her er ikke noget", "There is nothing here"),
        (errors.broken, 500, "Noget gik galt", "Something went wrong"),
    ],
)
def test_error_pages_speak_both_languages(view, status, danish, english):
    request = RequestFactory().get("/")
    for language, heading in (("da", danish), ("en", english)):
        with override(language):
            page = view(request)
        assert page.status_code == status
        assert heading in page.content.decode()
        assert f'<html lang="{language}">' in page.content.decode()


def test_the_pages_are_the_ones_that_the_site_shows(client):
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "Her er ikke noget" in page.content.decode()


def test_a_form_with_a_stale_token_keeps_what_was_typed():
    data = {"csrfmiddlewaretoken": "stale", "note": 'Hun sagde "ja"', "present": ["a", "b"]}
    page = Client(enforce_csrf_checks=True).post("/sprog/", data, headers=SAME_SITE)
    text = page.content.decode()
    assert page.status_code == 403
    assert 'name="note" value="Hun sagde &quot;ja&quot;"' in text
    assert text.count('name="present"') == 2
    assert "stale" not in text
    assert 'action="/sprog/"' in text


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"note": "x"}, {"Sec-Fetch-Site": "cross-site"}),
        ({"note": "x"}, {}),
        ({"note": "x", "password": "secret"}, SAME_SITE),
    ],
)
def test_a_form_from_elsewhere_or_with_a_password_is_not_kept(data, headers):
    page = Client(enforce_csrf_checks=True).post("/sprog/", data, headers=headers)
    assert page.status_code == 403
    assert 'name="note"' not in page.content.decode()
    assert "secret" not in page.content.decode()


def test_an_error_page_needs_no_signed_in_user():
    request = RequestFactory().get("/")
    assert isinstance(errors.broken(request), HttpResponse)


@pytest.mark.parametrize(
    ("language", "said"), [("da", "Skal udfyldes."), ("en", "This has to be filled in.")]
)
def test_what_was_left_empty_says_what_to_do_whoever_found_it(language, said):
    with override(language):
        form = ReasonForm({}, label="Why?")
        assert form.errors["reason"] == [said]
        assert saying.fault(Fault("reason", "missing")) == said
