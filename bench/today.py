"""The Today page at 1,000, 10,000 and 100,000 cases: queries, p50 and p95 under 8 clients, and the
ratio to a page that says hello on the same server.

    .venv/bin/python bench/today.py [--cases 1000 10000 100000] [--seconds 10]

Each size gets a database of its own (SQLite in a temporary folder, or the server that
DATABASE_URL names) and a server of its own. A caseworker has 40 cases; a team has 10 caseworkers;
an organisation has 10 teams. Every tenth case has a date that is passed.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
CASELOAD, PER_TEAM, TEAMS = 40, 10, 10
DUTIES = 3
CLIENTS = 8
ZONE = ZoneInfo("Europe/Copenhagen")


def set_up(folder: str) -> None:
    """Django on a database of its own."""
    os.environ.update(FODFAESTE_VAR=folder, DEMO="1", DJANGO_SETTINGS_MODULE="bench_settings")
    sys.path.insert(0, str(HERE))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def fill(count: int, today: date) -> None:
    """``count`` cases with members and duties, made straight into the tables that are read."""
    from django.db import transaction

    with transaction.atomic():
        for first in range(0, count, CASELOAD * PER_TEAM * TEAMS):
            size = min(CASELOAD * PER_TEAM * TEAMS, count - first)
            _fill_organisation(first, size, today, random.Random(first))


def _fill_organisation(first: int, size: int, today: date, rng: random.Random) -> None:
    from fodfaeste.accounts.models import Organisation, Team, TeamMembership, User

    home = Organisation.objects.create(name=f"Kommune {first}", kind="municipality")
    workers = -(-size // CASELOAD)
    teams = [
        Team.objects.create(organisation=home, name=f"Team {n}")
        for n in range(-(-workers // PER_TEAM))
    ]
    users = User.objects.bulk_create(
        User(email=f"u{first}-{n}@example.org", name=f"Bo {n}", organisation=home)
        for n in range(workers)
    )
    TeamMembership.objects.bulk_create(
        TeamMembership(user=user, team=teams[n // PER_TEAM]) for n, user in enumerate(users)
    )
    for n, user in enumerate(users):
        _fill_caseload(
            home, teams[n // PER_TEAM], user, min(CASELOAD, size - n * CASELOAD), today, rng
        )


def _fill_caseload(
    home: Any, team: Any, user: Any, size: int, today: date, rng: random.Random
) -> None:
    from fodfaeste.cases.models import Case, CaseMember, Citizen, DutyRow
    from fodfaeste.cases.names import search_key, sort_key
    from fodfaeste.programmes import catalogue

    opened = datetime.now(ZONE)
    rules = catalogue.versions(rng.choice(catalogue.programme_ids()))[-1]
    programme = rules.programme
    citizens = [Citizen(name=f"Åse {rng.random():.6f}", home=home) for _ in range(size)]
    for one in citizens:
        one.sort_key, one.search_key = sort_key(one.name), search_key(one.name)
    Citizen.unrestricted.bulk_create(citizens)
    cases = Case.unrestricted.bulk_create(
        Case(
            citizen=citizen, programme=programme.programme, version=programme.version,
            organisation=home, team=team, primary=user, opened_by=user,
            opened_at=opened - timedelta(days=rng.randrange(400)),
        )
        for citizen in citizens
    )  # fmt: skip
    requirements = [rule for rule in programme.requirements if rule.kind == "once"]
    CaseMember.unrestricted.bulk_create(
        CaseMember(case=case, user=user, role=requirements[0].owner, since=today) for case in cases
    )
    DutyRow.unrestricted.bulk_create(
        DutyRow(
            case=case, requirement=rule.id, instance=1, due_on=_due(today, rng),
            owner_role=rule.owner, responsible=user, strength=rule.strength,
            programme=programme.programme, team=team, organisation=home, reason={"code": "no_due"},
        )
        for case in cases
        for rule in rng.sample(requirements, DUTIES)
    )  # fmt: skip


def _due(today: date, rng: random.Random) -> date:
    """Most duties lie ahead, so that a day has about as many rows as a real morning."""
    ahead = rng.randrange(30, 400) if rng.random() < 0.9 else rng.randrange(-10, 25)
    return today + timedelta(days=ahead)


def sessions(number: int) -> list[str]:
    """Session keys of ``number`` people who have signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from fodfaeste.accounts.models import User

    keys = []
    for user in User.objects.order_by("?")[:number]:
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.save()
        keys.append(str(store.session_key))
    return keys


def queries(key: str) -> int:
    """How many queries the page makes."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def timed(port: int, path: str, cookies: list[str], seconds: float) -> list[float]:
    """Milliseconds of each answer to 8 clients that ask again and again for a while."""
    found: list[float] = []
    until = time.perf_counter() + seconds

    def client(cookie: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            found.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client, args=(cookie,)) for cookie in cookies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def serve(port: int) -> subprocess.Popen[bytes]:
    """The server as `make run` has it, with a page that says hello."""
    code = (
        "import django; django.setup(); from fodfaeste.serving import run_gunicorn; "
        f"run_gunicorn(host='127.0.0.1', port={port})"
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    server = subprocess.Popen([sys.executable, "-c", code], env=environment)
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def measure(count: int, seconds: float, port: int) -> dict[str, float]:
    """The figures at one size. Runs in a process of its own."""
    from django.conf import settings

    began = time.perf_counter()
    fill(count, datetime.now(ZONE).date())
    keys = sessions(CLIENTS)
    cookies = [f"{settings.SESSION_COOKIE_NAME}={key}" for key in keys]
    figures: dict[str, float] = {"cases": count, "queries": queries(keys[0])}
    figures["filling"] = round(time.perf_counter() - began, 1)
    server = serve(port)
    try:
        timed(port, "/", cookies, 2)
        for _ in range(2):
            hello = timed(port, "/bench/hello/", cookies, seconds / 2)
            today = timed(port, "/", cookies, seconds / 2)
    finally:
        server.terminate()
        server.wait()
    figures["hello p50"] = statistics.median(hello)
    figures["today p50"] = statistics.median(today)
    figures["today p95"] = statistics.quantiles(today, n=20)[-1]
    figures["to hello"] = figures["today p50"] / figures["hello p50"]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        with tempfile.TemporaryDirectory() as folder:
            set_up(folder)
            print(json.dumps(measure(options.cases[0], options.seconds, options.port)))
        return
    for count in options.cases:
        command = [sys.executable, __file__, "--inside", "--cases", str(count),
                   "--seconds", str(options.seconds), "--port", str(options.port)]  # fmt: skip
        answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        figures = json.loads(answer.stdout.splitlines()[-1])
        print("  ".join(f"{name} {value:.1f}" for name, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
