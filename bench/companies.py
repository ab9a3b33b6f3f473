"""How long a sheet of companies takes, from the file to the register, and a search in it.

    .venv/bin/python bench/companies.py [--rows 10000]

On a SQLite database in a folder that is deleted afterwards; one in 33 rows is faulty.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

R = TypeVar("R")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FODFAESTE_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
        }
        sys.path.insert(0, str(Path(__file__).parent.parent))
        measure(rows)


def timed(told: str, act: Callable[[], R]) -> R:
    began, used = time.perf_counter(), time.process_time()
    found = act()
    took, used = time.perf_counter() - began, time.process_time() - used
    print(f"{told}: {took:.2f} s, of which the processor {used:.2f} s")
    return found


def measure(rows: int) -> None:
    from fodfaeste.serving import prepare_tables

    prepare_tables()
    from django.utils import timezone

    from fodfaeste.accounts import services as people
    from fodfaeste.companies import queries, services
    from tests.app.companies.sheets import as_csv, as_xlsx, many

    town = people.add_organisation(name="Søby Kommune", kind="municipality")
    by = people.add_user(
        email="s@soeby.example", name="Signe Dam", organisation=town, function="secretary"
    )
    now, today = timezone.now(), timezone.localdate()
    given = many(rows, faulty=rows // 33)
    for name, content in (("CSV", as_csv(given)), ("XLSX", as_xlsx(given))):

        def upload(content: bytes = content):
            return services.upload(content=content, by=by, now=now, submission=uuid4())

        pk = timed(f"{rows} rows of {name} read and judged", upload)

        def carry_out(pk=pk):
            services.carry_out(import_id=pk, by=by, now=now, submission=uuid4())

        timed(f"{rows} rows of {name} imported", carry_out)
    for text in ("", "virksomhed 9", "søby handel 12", "90000", "findes ikke"):
        timed(
            f"search for {text!r}",
            lambda text=text: queries.search(user=by, today=today, text=text),
        )


if __name__ == "__main__":
    main()
