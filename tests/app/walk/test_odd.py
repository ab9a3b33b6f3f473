"""What no browser sends by itself: every page answers it, whatever it says, and none breaks.

As somebody who may do much, since what is refused is looked at by nobody. What a page asks for, and
what its form holds, is found from the page and the code, so a new one is tried from the day it is
there.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django import forms
from django.db import transaction
from django.urls import resolve

from fodfaeste import web
from fodfaeste.web.drafts.names import OWNER, SAVE
from fodfaeste.web.fields import PARTS, DayField
from tests.app.walk.addresses import calls
from tests.app.walk.walking import Visitor
from tests.app.web_forms import sent

pytestmark = pytest.mark.django_db

ASKED = re.compile(r'GET(?:\.get|\.getlist)?[(\[]"(\w+)"')
ODD = {
    "NUL": "a\x00b",
    "a number of thirty digits": "9" * 30,
    "the last day": "9999-12-31",
    "no number": "NaN",
}


@pytest.fixture(scope="module")
def member(world):
    return Visitor(world, "member")


@pytest.fixture(scope="module")
def pages(world, member):
    """Every page that somebody can open, with the form on it if it has one."""
    found: dict[str, Any] = {}
    for call in calls(world):
        if call.scope == "own" and "GET" in call.methods and call.address.area != "sign_in":
            answer = asked(member, call.path + call.query)
            if answer.status_code == 200:
                found.setdefault(call.path + call.query, form_of(answer))
    return found


def form_of(answer):
    form = (answer.context or {}).get("form")
    return form if isinstance(form, forms.BaseForm) else None


def asked(visitor, path, data=None):
    visitor.client.cookies.load(visitor.cookies)
    with transaction.atomic():
        send = visitor.client.get if data is None else visitor.client.post
        answer = send(path, data or {})
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    return answer


def broken(answers):
    return [said for said, answer in answers if answer.status_code >= 500]


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_question_is_answered(member, pages, odd):
    names = {name for path in Path(web.__path__[0]).rglob("*.py")
             for name in ASKED.findall(path.read_text("utf-8"))}  # fmt: skip
    query = urlencode(dict.fromkeys(sorted(names), odd))
    paths = dict.fromkeys(path.partition("?")[0] for path in pages)
    assert not broken((path, asked(member, f"{path}?{query}")) for path in paths)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_form_is_answered(member, pages, odd):
    made = {path: filled(form, odd) for path, form in pages.items() if form is not None}
    assert made
    assert not broken((path, asked(member, path, data)) for path, data in made.items())


def filled(form, odd):
    """The form as it is shown, with what is odd wherever somebody could type or send it."""
    data = {**sent(form), "submission": uuid4()}
    for name, field in form.fields.items():
        if isinstance(field, DayField):
            data = {key: value for key, value in data.items() if not key.startswith(f"{name}_")}
        if name != "submission":
            data[name] = odd
    return data


def test_a_form_that_was_left_is_there_again(member, pages):
    """With what it began with, and half a day in every date."""
    whose, kept = {SAVE: "gem", OWNER: member.user.pk}, []
    for path, form in pages.items():
        if form is not None and hasattr(resolve(path.partition("?")[0]).func, "draft_what"):
            with transaction.atomic():
                saved = member.client.post(path, {**half(form), **whose, "submission": uuid4()})
                kept += [(path, member.client.get(path)), (f"saved {path}", saved)]
                transaction.set_rollback(True)
    assert kept
    assert not broken(kept)


def half(form):
    days = [name for name, field in form.fields.items() if isinstance(field, DayField)]
    typed = {f"{name}_{part}": "" for name in days for part in PARTS}
    return {**sent(form), **typed, **{f"{name}_day": "3" for name in days}}
