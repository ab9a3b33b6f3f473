"""How long a backup and restoring it take, and how much memory.

    .venv/bin/python bench/backup.py [--rows 100000]

On a SQLite database in a folder that is deleted afterwards, with rows of some 500 characters.
"""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FODFAESTE_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
        }
        measure(Path(folder), rows)


def measure(folder: Path, rows: int) -> None:
    from fodfaeste.serving import prepare_tables

    prepare_tables()
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from fodfaeste.running.backup.making import make
    from fodfaeste.running.backup.restoring import restore

    fill(rows)
    path = folder / "bench.backup"
    began = time.perf_counter()
    make(path=path, now=timezone.now())
    told = f"{rows} rows: made in {time.perf_counter() - began:.1f} s"
    print(f"{told}, {path.stat().st_size / 2**20:.1f} MB; most memory {most_memory()} MB")
    DBTaskResult.objects.all().delete()
    began = time.perf_counter()
    with path.open("rb") as file:
        restore(file)
    print(f"restored in {time.perf_counter() - began:.1f} s; most memory {most_memory()} MB")


def fill(rows: int) -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    text = "Borgeren kom til samtalen og fortalte om sin uge. " * 8
    for first in range(0, rows, 1000):
        DBTaskResult.objects.bulk_create(
            DBTaskResult(
                args_kwargs={"number": number, "text": text},
                task_path="x",
                backend_name="default",
                run_after=timezone.now(),
            )
            for number in range(first, min(first + 1000, rows))
        )


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
