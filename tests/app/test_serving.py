import json
import socket
from contextlib import closing

import pytest
from gunicorn.config import Config

from fodfaeste import serving
from fodfaeste.config.server_log import ServerLog
from tests.app.cases.world import make_world


def test_a_used_port_is_refused_with_another_to_choose():
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(serving.PortInUse, match=f"PORT={port + 1}"):
            serving.refuse_used_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("0.0.0.0:80", "http://127.0.0.1:80/"),
    ],
)
def test_the_address_told_is_one_to_open(bind, address):
    assert serving.address_of(bind) == address


def test_no_browser_is_opened_where_there_is_no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not serving.has_display()


def test_the_server_keeps_no_search_words_and_opens_no_control_socket():
    options = serving.gunicorn_options(host="127.0.0.1", port=1)
    assert options["control_socket_disable"]
    assert options["accesslog"] is None


def test_what_the_server_itself_writes_tells_no_search_words(capsys):
    logger = ServerLog(Config())
    logger.error("Error handling request %s", "/sager/?q=Lone 04.06.84-1234")
    line = capsys.readouterr().err
    assert json.loads(line)["message"].startswith("Error handling request /sager/?…")
    assert "1234" not in line


@pytest.mark.parametrize(("is_behind", "rebuilt"), [(True, 1), (False, 0)])
def test_an_upgrade_that_changes_tables_derives_all_lists_anew(monkeypatch, db, is_behind, rebuilt):
    called = upgrade(monkeypatch, is_behind=is_behind)
    assert called.count("rebuild_duties") == 0  # nothing to derive in an empty database
    make_world().refer()
    called = upgrade(monkeypatch, is_behind=is_behind)
    assert called.count("rebuild_duties") == rebuilt


def test_a_database_that_is_up_to_date_is_not_behind(db):
    assert not serving.cases_are_behind()


def upgrade(monkeypatch, *, is_behind):
    """Prepares the tables, and gives the commands that it called."""
    called = []
    monkeypatch.setattr(serving, "start", lambda: None)
    monkeypatch.setattr(serving, "cases_are_behind", lambda: is_behind)
    monkeypatch.setattr(serving, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr("fodfaeste.running.keys.prove", lambda: None)
    serving.prepare_tables()
    return called
