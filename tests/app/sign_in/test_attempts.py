"""Whoever guesses is stopped, and the person whose account it is is not."""

import logging
import re

import pytest
from django.test import Client

from fodfaeste.web.sign_in import attempts
from tests.app import web_data
from tests.app.sign_in.doors import add_app, code_of, is_in, sign_in

THIEF, OFFICE, TRAIN = "203.0.113.7", "198.51.100.1", "192.0.2.9"


def browser(address):
    return Client(REMOTE_ADDR=address)


def guess(client, user, times=attempts.PASSWORDS.most):
    for _time in range(times):
        page = sign_in(client, user, "wrong")
    return page


def test_after_five_wrong_passwords_also_the_right_one_is_refused(mette):
    thief = browser(THIEF)
    guess(thief, mette)
    assert not is_in(thief) and sign_in(thief, mette).status_code == 200
    assert not is_in(thief)


def test_it_says_when_to_try_again(mette):
    page = guess(browser(THIEF), mette, times=6).content.decode()
    assert re.search(r"Prøv igen kl\. \d\d[.:]\d\d", page)


def test_the_owner_signs_in_from_another_address(mette):
    guess(browser(THIEF), mette, times=20)
    owner = browser(TRAIN)
    sign_in(owner, mette)
    assert is_in(owner)


def test_the_owner_signs_in_from_the_same_address_in_a_known_browser(mette):
    owner = browser(OFFICE)
    sign_in(owner, mette)
    owner.post("/log-ud/")
    guess(browser(OFFICE), mette, times=20)
    sign_in(owner, mette)
    assert is_in(owner)


def test_a_known_browser_is_known_for_its_own_people_only(home, mette):
    insider = browser(OFFICE)
    sign_in(insider, mette)
    insider.post("/log-ud/")
    leader = web_data.with_password(home.leader)
    guess(insider, leader, times=6)
    stranger = browser(OFFICE)
    assert sign_in(stranger, leader).status_code == 200  # counted by the address they share
    assert not is_in(stranger)


def test_a_made_up_known_browser_is_none(mette):
    thief = browser(THIEF)
    guess(thief, mette)
    thief.cookies["known-browser"] = '["x",["y"]]'
    sign_in(thief, mette)
    assert not is_in(thief)


def test_one_address_cannot_try_everybody(home, mette, monkeypatch):
    monkeypatch.setattr(attempts, "SPRAYING", attempts.Limit("spraying", 3, 60))
    thief = browser(THIEF)
    for number in range(3):
        thief.post("/log-ind/", {"login": f"{number}@example.org", "password": "wrong"})
    sign_in(thief, mette)
    assert not is_in(thief)


def test_right_passwords_are_not_counted(mette):
    for _time in range(attempts.PASSWORDS.most + 2):
        client = browser(OFFICE)
        sign_in(client, mette)
        assert is_in(client)


def test_what_is_written_down_names_nobody(mette, caplog):
    with caplog.at_level(logging.INFO):
        guess(browser(THIEF), mette, times=6)
    written = " ".join(record.getMessage() for record in caplog.records)
    assert "too many attempts" in written
    assert mette.email not in written and THIEF not in written


@pytest.fixture
def secret(mette):
    client = browser(OFFICE)
    sign_in(client, mette)
    return add_app(client)


def test_codes_are_counted_as_well(mette, secret):
    thief = browser(THIEF)
    sign_in(thief, mette)
    for _time in range(attempts.CODES.most):
        thief.post("/log-ind/trin-2/", {"code": "000000"})
    page = thief.post("/log-ind/trin-2/", {"code": code_of(secret, later=1)})
    assert "Prøv igen kl." in page.content.decode()
    assert not is_in(thief)


def test_codes_from_ever_new_addresses_are_counted_together(mette, secret, monkeypatch):
    monkeypatch.setattr(attempts, "CODES_OF_STRANGERS", attempts.Limit("strangers", 3, 60))
    for number in range(4):
        thief = browser(f"203.0.113.{number}")
        sign_in(thief, mette)
        page = thief.post("/log-ind/trin-2/", {"code": "000000"})
    assert "Prøv igen kl." in page.content.decode()


def test_the_owner_shows_a_code_in_a_known_browser_meanwhile(mette, monkeypatch):
    monkeypatch.setattr(attempts, "CODES_OF_STRANGERS", attempts.Limit("strangers", 3, 60))
    owner = browser(OFFICE)
    sign_in(owner, mette)
    secret = add_app(owner)
    owner.post("/log-ud/")
    for number in range(5):
        thief = browser(f"203.0.113.{number}")
        sign_in(thief, mette)
        thief.post("/log-ind/trin-2/", {"code": "000000"})
    sign_in(owner, mette)
    owner.post("/log-ind/trin-2/", {"code": code_of(secret, later=1)})
    assert is_in(owner)


def test_two_processes_never_take_the_same_place(mette):
    """The cache is the database's, and adds a key once."""
    places = {attempts._take(attempts.CODES, "x") for _time in range(attempts.CODES.most)}
    assert len(places) == attempts.CODES.most
    with pytest.raises(attempts.TooMany):
        attempts._take(attempts.CODES, "x")
