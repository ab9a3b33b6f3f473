"""How long it takes to put letters into the outbox and deliver them, and how that grows.

    .venv/bin/python bench/outbox.py [--letters 200 800]

On a SQLite database in a folder that is deleted afterwards; each letter is set on paper, sealed,
handed over as a MeMo file and told in its case's log.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
A_CASE = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, nargs="+", default=[200, 800])
    numbers = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FODFAESTE_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
        }
        from fodfaeste.serving import prepare_tables

        prepare_tables()
        from tests.app.cases.world import make_world

        world = make_world()
        for number in numbers:
            measure(world, number)


def measure(world, number: int) -> None:
    from django.utils import timezone

    from fodfaeste.accounts.models import Organisation
    from fodfaeste.letters.delivering import deliver_due

    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
    began = time.perf_counter()
    for first in range(0, number, A_CASE):
        put(world, min(A_CASE, number - first))
    there = time.perf_counter()
    sent = deliver_due(clock=timezone.now)
    ended = time.perf_counter()
    print(
        f"{sent} letters: put in {there - began:.1f} s, delivered in {ended - there:.1f} s,"
        f" {1000 * (ended - there) / sent:.0f} ms each"
    )


def put(world, number: int) -> None:
    from uuid import uuid4

    from django.utils import timezone

    from fodfaeste.cases.services import NewCitizen
    from tests.app.letters.post import a_letter, put_with_act

    cpr = f"010190-{uuid4().int % 9000 + 1000}"
    case_id = world.refer(
        citizen=NewCitizen(name="Amalie Ærø", cpr=cpr), now=timezone.now()
    ).case_id
    letters = [a_letter(case_id) for _ in range(number)]
    put_with_act(letters, by=world.jens, now=timezone.now())


if __name__ == "__main__":
    main()
