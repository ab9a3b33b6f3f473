"""Passwords: how they are kept, chosen, changed and forgotten."""

import pytest
from django.test import Client

from tests.app import web_data
from tests.app.sign_in.doors import NEW_PASSWORD, is_in, link_in, sign_in

COMMON, SHORT, FIGURES = "password1234", "kort", "982347230498"


@pytest.fixture
def at_desk(client, mette):
    sign_in(client, mette)
    return client


def change(client, new, present=web_data.PASSWORD, again=None):
    values = {"oldpassword": present, "password1": new, "password2": again or new}
    return client.post("/adgangskode/", values)


def test_a_password_is_kept_as_argon2(mette):
    assert mette.password.startswith("argon2")


def test_a_changed_password_is_kept_as_argon2_and_the_old_one_is_none(at_desk, mette):
    assert change(at_desk, NEW_PASSWORD)["Location"] == "/min-adgang/"
    mette.refresh_from_db()
    assert mette.password.startswith("argon2")
    assert not is_in(signed_in_anew(mette, web_data.PASSWORD))
    assert is_in(signed_in_anew(mette, NEW_PASSWORD))


def signed_in_anew(user, password):
    browser = Client()
    sign_in(browser, user, password)
    return browser


@pytest.mark.parametrize("password", [COMMON, SHORT, FIGURES, "mette.holm.søby"])
def test_a_poor_password_is_refused_when_changed(at_desk, mette, password):
    page = change(at_desk, password)
    assert page.status_code == 200
    assert 'id="errors"' in page.content.decode()
    mette.refresh_from_db()
    assert mette.check_password(web_data.PASSWORD)


@pytest.mark.parametrize("password", [COMMON, SHORT, FIGURES])
def test_a_poor_password_is_refused_by_the_link(client, mette, mailoutbox, password):
    client.post("/glemt-adgangskode/", {"email": mette.email})
    page = client.get(link_in(mailoutbox[0]), follow=True)
    answer = client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    assert 'id="errors"' in answer.content.decode()
    mette.refresh_from_db()
    assert mette.check_password(web_data.PASSWORD)


def test_only_who_knows_the_present_one_can_change_it(at_desk, mette):
    assert change(at_desk, NEW_PASSWORD, present="wrong").status_code == 200
    mette.refresh_from_db()
    assert mette.check_password(web_data.PASSWORD)


def test_changing_it_signs_out_everywhere_else_and_not_here(at_desk, mette, mailoutbox):
    elsewhere = signed_in_anew(mette, web_data.PASSWORD)
    change(at_desk, NEW_PASSWORD)
    assert is_in(at_desk)
    assert not is_in(elsewhere)
    assert [mail.to for mail in mailoutbox] == [[mette.email]]


def test_a_forgotten_password_is_replaced_by_the_link_once(client, mette, mailoutbox):
    elsewhere = signed_in_anew(mette, web_data.PASSWORD)
    client.post("/glemt-adgangskode/", {"email": mette.email})
    path = link_in(mailoutbox[0])
    page = client.get(path, follow=True)
    assert path not in page.request["PATH_INFO"]  # nothing to tell the next site
    values = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(page.request["PATH_INFO"], values).status_code == 302
    assert not is_in(client)
    assert not is_in(elsewhere)
    assert is_in(signed_in_anew(mette, NEW_PASSWORD))
    assert "password1" not in Client().get(path, follow=True).content.decode()


def test_the_answer_tells_nobody_whether_there_is_an_account(client, mette, mailoutbox):
    known = client.post("/glemt-adgangskode/", {"email": mette.email})
    unknown = client.post("/glemt-adgangskode/", {"email": "ingen@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [[mette.email]]


@pytest.mark.parametrize("how", ["left", "without a password"])
def test_no_link_is_sent_to_who_may_not_sign_in_by_password(client, mette, mailoutbox, how):
    if how == "left":
        mette.is_active = False
    else:
        mette.set_unusable_password()
    mette.save()
    client.post("/glemt-adgangskode/", {"email": mette.email})
    assert mailoutbox == []


@pytest.mark.parametrize("path", ["/ny-adgangskode/1/abc-def/", "/ny-adgangskode/zzz/x/"])
def test_a_made_up_link_leads_nowhere(client, mette, path):
    assert "password1" not in client.get(path, follow=True).content.decode()


def test_who_has_no_password_is_offered_none(client, home):
    client.force_login(home.mette)
    assert client.get("/adgangskode/")["Location"] == "/min-adgang/"
