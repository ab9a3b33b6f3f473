"""How long `fodfaeste verify` takes, and how much memory.

Usage: python bench/verify.py --cases 1000 10000 100000

Makes cases of 20 lines, every fourth with a text, and five look-ups each, in a database of its own;
then runs the command in a process of its own. Figures are in docs/performance.md.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
LINES, LOOK_UPS, TEXT_EVERY, USERS = 20, 5, 4, 50
AT_ONCE = 500
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.make)
        return
    print("cases\tlines\tprocessor seconds\tlines/s\tMB")
    for cases in options.cases:
        measure(cases)


def measure(cases: int) -> None:
    with tempfile.TemporaryDirectory(prefix="fodfaeste-bench-") as folder:
        given = {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FODFAESTE_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "fodfaeste.config.settings",
            "SECRET_KEY": "bench-" * 12,
            "LOG_LEVEL": "ERROR",
        }
        environment = os.environ | given
        for command in (["-m", "django", "migrate", "-v0"], [__file__, "--make", str(cases)]):
            subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)
        began = used()
        verify = [sys.executable, "-m", "django", "verify"]
        subprocess.run(verify, env=environment, check=True, stdout=subprocess.DEVNULL)
        took = used() - began
    lines = cases * (LINES + LOOK_UPS)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{cases}\t{lines}\t{took:.1f}\t{lines / took:.0f}\t{peak:.0f}", flush=True)


def used() -> float:
    """Seconds of a processor: on a busy machine the clock on the wall says nothing."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def make(cases: int) -> None:
    import django

    django.setup()
    from django.db import transaction

    from fodfaeste.accounts.models import Organisation, User

    town = Organisation.objects.create(name="Bench", kind="municipality")
    users = [
        User.objects.create(email=f"u{n}@bench.example", name=f"U {n}", organisation=town)
        for n in range(USERS)
    ]
    chains: dict[int, tuple[int, str]] = {}
    for first in range(0, cases, AT_ONCE):
        with transaction.atomic():
            some(min(AT_ONCE, cases - first), town, users, chains)


def some(number, town, users, heads) -> None:  # type: ignore[no-untyped-def]
    """That many cases with their logs, and look-ups of them."""
    from fodfaeste.accounts.models import AccessLog
    from fodfaeste.cases.models import Case, Citizen, LogEntry, LogText

    citizens = [Citizen(name=f"C {count}", home=town, sort_key="c") for count in range(number)]
    cases = [opened(citizen, town, users[0]) for citizen in citizens]
    made = [one for case in cases for one in log_of(case, users[0])]
    Citizen.unrestricted.bulk_create(citizens)
    Case.unrestricted.bulk_create(cases)
    LogEntry.unrestricted.bulk_create(entry for entry, _ in made)
    LogText.unrestricted.bulk_create(
        LogText(entry=entry, ciphertext=sealed.ciphertext, kind=sealed.kind)
        for entry, sealed in made
        if sealed is not None
    )
    looked = [look_up(case, users[n % USERS], heads) for case in cases for n in range(LOOK_UPS)]
    AccessLog.objects.bulk_create(looked)


def opened(citizen, town, user):  # type: ignore[no-untyped-def]
    from fodfaeste.cases.models import Case

    return Case(
        citizen=citizen, programme="jobspot", organisation=town, opened_at=NOW, opened_by=user,
        version=NOW.date(),
    )  # fmt: skip


def log_of(case, user):  # type: ignore[no-untyped-def]
    from fodfaeste.cases import chain
    from fodfaeste.cases.services.writing import Line, Writer, prepared

    today = NOW.date()
    first = Line(type="case_opened", on=today, attributes=chain.placed(case))
    texts = [{"note": "Kom til tiden"} if n % TEXT_EVERY == 0 else {} for n in range(1, LINES)]
    rest = [Line(type="follow_up", on=today, kind="event", personal=text) for text in texts]
    return prepared(case.pk, (0, chain.START), [first, *rest], Writer(user, NOW, uuid4()))


def look_up(case, user, heads):  # type: ignore[no-untyped-def]
    from fodfaeste.accounts import chains
    from fodfaeste.accounts.models import AccessLog

    seq, previous = heads.get(user.pk, (0, chains.START))
    values = {
        "user_id": user.pk, "seq": seq + 1, "at": NOW, "organisation_id": user.organisation_id,
        "function": "", "act": "view", "case_id": case.pk, "citizen_id": case.citizen_id,
        "kinds": ["name", "notes"], "relations": ["member"], "people": "", "detail": {},
        "previous_hash": previous,
    }  # fmt: skip
    line = AccessLog(**values, hash=chains.hash_of(AccessLog.SAID, values))
    heads[user.pk] = (line.seq, line.hash)
    return line


if __name__ == "__main__":
    main()
