"""Goes to every address as one visitor, and keeps what came back."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.test import Client, override_settings

from fodfaeste.accounts.models import AccessLog
from tests.app.walk.addresses import Call, calls
from tests.app.walk.world import CPR, SECRETS, World

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
SIGNED_OUT = "signed out"


@dataclass(frozen=True)
class Answer:
    """What an address said. ``secrets``: those of the world's that stand in it, head or body;
    ``wrote``: the tables that were written to meanwhile; ``noted``: the acts that the log of
    look-ups says of it."""

    call: Call
    method: str
    status: int
    location: str
    secrets: frozenset[str]
    wrote: frozenset[str]
    noted: frozenset[str]
    headers: dict[str, str]

    @property
    def row(self) -> str:
        return self.call.row(self.method)

    @property
    def cell(self) -> str:
        """The same in a word."""
        if self.status == 405:
            return "—"
        if self.status not in {301, 302, 303, 307}:
            return str(self.status)
        ways = {"/log-ind/": "→in", "/min-adgang/": "→2nd", "/bekraeft/": "→2nd"}
        return next((said for path, said in ways.items() if self.location.startswith(path)), "→")

    @property
    def is_refused(self) -> bool:
        return self.status in {403, 404, 405} or self.cell in {"→in", "→2nd"}


class Visitor:
    """Somebody with a browser, at the door each time as if they had just come."""

    def __init__(self, world: World, name: str) -> None:
        self.name, self.user = name, world.visitors.get(name)
        self.client = Client(raise_request_exception=False)
        if self.user is not None:
            self.client.force_login(self.user, settings.AUTHENTICATION_BACKENDS[1])
        self.cookies = self.client.cookies.output(header="")
        self.calls = calls(world)
        self.last = AccessLog.objects.aggregate(last=Max("pk"))["last"] or 0

    def walk(self) -> list[Answer]:
        with override_settings(FODFAESTE_SECOND_FACTOR=self.name == "no factor"):
            return [
                answer
                for call in self.calls
                for method in call.methods
                for answer in self.asked(call, method)
            ]

    def asked(self, call: Call, method: str) -> Iterator[Answer]:
        """A form is sent as by somebody who never saw it; and, unless that is refused, with what
        every form holds. One that is filled in is sent both ways in any case."""
        first = self.ask(call, method, call.data if method == "POST" else {})
        yield first
        if method == "POST" and (call.data or not first.is_refused):
            yield self.ask(call, method, {**call.data, "submission": str(uuid4())})

    def ask(self, call: Call, method: str, data: Mapping[str, str]) -> Answer:
        """One question; whatever it changed is taken back."""
        self.client.cookies.load(self.cookies)
        send = getattr(self.client, method.lower())
        with transaction.atomic(), writing() as wrote:
            response = send(call.path + call.query, data) if data else send(call.path + call.query)
            body = b"".join(response) if response.streaming else response.content
            noted = self.noted() if AccessLog._meta.db_table in wrote else ()
            transaction.set_rollback(True)
        headers = dict(response.items())
        cookies = "\n".join(morsel.output() for morsel in response.cookies.values())
        said = plain("\n".join([*headers.values(), cookies, body.decode("utf-8", "replace")]))
        typed = plain(" ".join([call.query, *data.values(), *follows(data)]))
        return Answer(
            call,
            method,
            response.status_code,
            headers.get("Location", ""),
            frozenset(
                secret
                for secret, words in SECRETS.items()
                if any(plain(word) in said and plain(word) not in typed for word in words)
            ),
            frozenset(wrote),
            frozenset(noted),
            headers,
        )

    def noted(self) -> list[str]:
        """What the log of look-ups says of this question: the rest was taken back."""
        return list(AccessLog.objects.filter(pk__gt=self.last).values_list("act", flat=True))


def follows(data: Mapping[str, str]) -> tuple[str, ...]:
    """What follows from what was typed: of a CPR number, the date of birth."""
    return SECRETS["birth date"] if CPR in data.values() else ()


def plain(text: str) -> str:
    """A text as it is read: no entities, one kind of space, no capitals."""
    return " ".join(html.unescape(text).casefold().split())


@contextmanager
def writing() -> Iterator[set[str]]:
    """Gathers the tables that are written to."""
    found: set[str] = set()

    def look(execute, sql, params, many, context):
        if match := WRITES.match(sql):
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found
