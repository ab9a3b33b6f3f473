"""When a session ends."""

import pytest
from django.test import Client

from fodfaeste.web.sign_in import sessions
from tests.app.sign_in.doors import is_in, sign_in

MINUTE, HOUR = 60, 60 * 60


@pytest.fixture
def at_desk(client, mette):
    sign_in(client, mette)
    return client


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of sessions by so many seconds."""
    import time

    real = time.time

    def move(seconds):
        monkeypatch.setattr("fodfaeste.web.sign_in.middleware.time.time", lambda: real() + seconds)

    return move


def test_an_idle_session_ends_after_an_hour(at_desk, clock):
    clock(59 * MINUTE)
    assert is_in(at_desk)
    clock(59 * MINUTE + 61 * MINUTE)
    page = at_desk.get("/sager/", follow=True)
    assert page.request["PATH_INFO"] == "/log-ind/"
    assert page.request["QUERY_STRING"] == "next=%2Fsager%2F"
    assert "Du blev logget ud" in page.content.decode()
    clock(0)
    assert not is_in(at_desk)


def test_how_long_is_a_setting(at_desk, clock, settings):
    settings.FODFAESTE_IDLE_MINUTES = 10
    clock(11 * MINUTE)
    assert not is_in(at_desk)


def test_a_session_in_use_ends_after_a_working_day(at_desk, clock):
    for half_hours in range(1, 16):
        clock(half_hours * 30 * MINUTE)
        assert is_in(at_desk)
    clock(8 * HOUR + MINUTE)
    assert not is_in(at_desk)


def test_who_leaves_is_out_at_once(at_desk, mette):
    mette.is_active = False
    mette.save()
    assert not is_in(at_desk)


def test_signing_in_changes_the_key_of_the_session(client, mette):
    client.get("/log-ind/")
    session = client.session
    session["left"] = "here"
    session.save()
    client.cookies["sessionid"] = session.session_key
    before = session.session_key
    sign_in(client, mette)
    assert client.session.session_key != before
    assert not Client(cookies={"sessionid": before}).session.exists(before)


def test_signing_out_leaves_nothing(at_desk):
    key = at_desk.session.session_key
    at_desk.post("/log-ud/")
    other = Client()
    other.cookies["sessionid"] = key
    assert not is_in(other)


def test_a_request_a_minute_is_noted(at_desk, clock):
    seen = at_desk.session[sessions.SEEN]
    is_in(at_desk)
    assert at_desk.session[sessions.SEEN] == seen
    clock(2 * MINUTE)
    is_in(at_desk)
    assert at_desk.session[sessions.SEEN] > seen


def test_signing_out_everywhere_ends_the_others_too(at_desk, mette, home):
    elsewhere, charlie = Client(), Client()
    sign_in(elsewhere, mette)
    charlie.force_login(home.charlie)
    assert at_desk.post("/log-ud/overalt/")["Location"] == "/log-ind/"
    assert not is_in(at_desk)
    assert not is_in(elsewhere)
    assert is_in(charlie)


def test_what_was_typed_is_not_lost_when_a_session_ends(at_desk, clock):
    clock(61 * MINUTE)
    headers = {"Sec-Fetch-Site": "same-origin"}
    page = at_desk.post("/sager/find/", {"find": "Åse & Ærø"}, headers=headers)
    assert page.status_code == 403
    assert 'name="find" value="Åse &amp; Ærø"' in page.content.decode()
    assert not is_in(at_desk)


def test_what_another_site_sent_is_not_shown(at_desk, clock):
    clock(61 * MINUTE)
    headers = {"Sec-Fetch-Site": "cross-site"}
    page = at_desk.post("/sager/find/", {"find": "Åse"}, headers=headers)
    assert page.status_code == 302
