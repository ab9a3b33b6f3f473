"""What a request must be before anybody looks at it, and what goes back with the answer."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth import logout
from django.test import RequestFactory

from fodfaeste.config.gate import (
    BESIDE_A_FILE,
    MOST_BYTES,
    asked_from,
    behind_proxies,
    small_enough,
)
from tests.app import web_data

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("told", "proxies", "address"),
    [
        ("", 1, None),
        ("192.0.2.7", 0, None),
        ("192.0.2.7", 1, "192.0.2.7"),
        ("10.0.0.1, 192.0.2.7", 1, "192.0.2.7"),  # the first was made up
        ("192.0.2.7, 10.0.0.1", 2, "192.0.2.7"),
        ("192.0.2.7", 2, None),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("' OR 1=1", 1, None),
    ],
)
def test_who_asks_is_who_our_own_proxy_says(told, proxies, address):
    assert asked_from(told, proxies=proxies) == address


def test_what_anybody_may_have_written_reaches_nobody():
    seen = []

    def application(environ, start):
        seen.append(environ)
        return []

    asked = {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "REMOTE_ADDR": "127.0.0.1"}
    behind_proxies(application, proxies=0)(asked, None)
    assert seen == [{"REMOTE_ADDR": "127.0.0.1"}]


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("", "200"),
        ("0", "200"),
        (str(MOST_BYTES), "200"),
        (str(MOST_BYTES + 1), "413"),
        ("9" * 400, "413"),
        ("-1", "413"),
        ("²", "413"),
    ],
)
def test_a_request_larger_than_anybody_needs_is_refused_unread(length, status):
    answered = []

    def application(environ, start):
        start("200 OK", [])
        return []

    environ = {"CONTENT_LENGTH": length}
    list(small_enough(application)(environ, lambda said, headers: answered.append(said[:3])))
    assert answered == [status]


UPLOAD = {
    "PATH_INFO": f"/sager/{UUID(int=1)}/registrer/",
    "CONTENT_TYPE": "multipart/form-data; boundary=x",
}


@pytest.mark.parametrize(
    ("changed", "length", "status"),
    [
        ({}, 7_000_000 + BESIDE_A_FILE, "200"),
        ({}, 7_000_001 + BESIDE_A_FILE, "413"),
        ({"PATH_INFO": f"/sager/{UUID(int=1)}/filer/e3/"}, 7_000_000, "200"),
        ({"PATH_INFO": f"/sager/{UUID(int=1)}/oplysninger/"}, 7_000_000, "413"),
        ({"PATH_INFO": "/log-ind/"}, 7_000_000, "413"),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 7_000_000, "413"),
    ],
)
def test_a_document_may_be_larger_where_documents_are_sent_in(changed, length, status):
    answered = []

    def application(environ, start):
        start("200 OK", [])
        return []

    environ = {**UPLOAD, **changed, "CONTENT_LENGTH": str(length)}
    guarded = small_enough(application, largest_file=7_000_000)
    list(guarded(environ, lambda said, headers: answered.append(said[:3])))
    assert answered == [status]


def test_signing_out_makes_the_browser_forget(client, db):
    client.force_login(web_data.house().mette)
    response = client.post("/log-ud/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/log-ind/")


def test_so_does_every_other_end_of_a_session(client, db):
    from fodfaeste.config.headers import SecurityHeaders

    client.force_login(web_data.house().mette)
    request = RequestFactory().get("/")
    request.session = client.session

    def ends(request):
        from django.http import HttpResponse

        logout(request)
        return HttpResponse()

    assert "Clear-Site-Data" in SecurityHeaders(ends)(request)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "a b", "[", "testserver:x"]
)
def test_a_name_that_is_not_the_sites_is_refused(client, host):
    assert client.get("/log-ind/", headers={"Host": host}).status_code == 400


TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)|\shx-on|hx-vals\s*=\s*[\"']js",
    re.IGNORECASE,
)


def test_there_are_templates():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_script_or_style_inside(path):
    """The content policy lets none run; one that is written would silently do nothing."""
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_is_sent_carries_its_token(path):
    text = path.read_text("utf-8")
    forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.I | re.S)
    assert all("csrf" in form for form in forms)


SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{36}|xox[bp]-[0-9]"
    r"|(?:SECRET_KEY|FODFAESTE_\w*KEYS?|PASSWORD|TOKEN)\s*=\s*[\"']?(?!only-for-tests)[A-Za-z0-9_\-+/]{32,}=*"
)


def committed():
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_there_is_no_secret_in_the_repository():
    found = []
    for path in committed():
        if path.is_file() and path.stat().st_size < 500_000 and path != Path(__file__):
            text = path.read_bytes().decode("utf-8", "replace")
            found += [f"{path.relative_to(ROOT)}: {m[:30]}" for m in SECRET.findall(text)]
    assert found == []


@pytest.mark.parametrize(
    "name", [".env", "keys.json", "site-keys.json", "*.pem", "*.key", "*.backup"]
)
def test_files_of_secrets_and_backups_are_ignored_by_git(name):
    import subprocess

    path = name.replace("*", "x")
    run = subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False)
    assert run.returncode == 0


def test_what_a_message_says_is_in_no_cookie(settings):
    assert settings.MESSAGE_STORAGE.endswith("session.SessionStorage")
