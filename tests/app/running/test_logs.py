"""What is written down about running holds nothing of anybody's."""

import io
import json
import logging

import pytest
from django.http import Http404
from django.urls import path

from fodfaeste.config.logs import Impersonal
from tests.app import web_data

NAME, CPR = "Lone Lund", "040684-1234"
pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """Everything that is logged, down to the smallest, as it would be written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Impersonal())
    root, loggers = logging.getLogger(), [logging.getLogger(n) for n in ("fodfaeste.request", "")]
    levels = [each.level for each in loggers]
    root.addHandler(handler)
    for each in loggers:
        each.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


def test_every_answer_has_a_line_that_says_what_by_whom_how_and_how_long(client, written):
    mette = web_data.house().mette
    client.force_login(mette)
    response = client.get("/sager/?q=Lone")
    [line] = [each for each in written() if each["logger"] == "fodfaeste.request"]
    taken = line.pop("ms")
    assert 0 <= taken < 60_000
    assert line.pop("time")
    assert line == {
        "level": "INFO",
        "logger": "fodfaeste.request",
        "message": "answered",
        "method": "GET",
        "view": "cases",
        "user": mette.pk,
        "status": 200,
        "request": response["X-Request-ID"],
    }


def test_the_line_asks_nothing_of_the_database(client, written, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/no-such-page/")
    [line] = [each for each in written() if each["logger"] == "fodfaeste.request"]
    assert (line["user"], line["view"], line["status"]) == (None, None, 404)


def raises(request, name):
    raise ValueError(f"{NAME} {CPR}")


def missing(request, name):
    raise Http404(NAME)


urlpatterns = [path("raises/<str:name>/", raises), path("missing/<str:name>/", missing)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("view", ["raises", "missing", "nowhere"])
def test_neither_names_nor_numbers_nor_search_words_are_written(client, written, view):
    client.raise_request_exception = False
    client.force_login(web_data.house().mette)
    client.get(
        f"/{view}/{NAME}/?q={CPR}&navn={NAME}", headers={"User-Agent": NAME, "Referer": NAME}
    )
    client.post(f"/{view}/{NAME}/", {"cpr": CPR, "name": NAME})
    text = json.dumps(written(), ensure_ascii=False)
    assert "answered" in text
    for secret in ("Lone", "Lund", "040684", "1234"):
        assert secret not in text


def test_lines_of_one_request_carry_its_id_and_others_none(client, written):
    logging.getLogger("x").warning("before")
    client.get("/no-such-page/")
    before, *during = written()
    assert "request" not in before
    assert len({each["request"] for each in during}) == 1
    assert len(during) > 1
