"""How long it takes to set letters on paper, and how large they are.

    .venv/bin/python bench/letters.py [--letters 200]

All kinds in turn, in both languages, with a picture at the head.
"""

import argparse
import os
import tempfile
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=200)
    number = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "fodfaeste.config.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FODFAESTE_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
        }
        measure(number)


def measure(number: int) -> None:
    import django

    django.setup()
    from fodfaeste.letters import examples, kinds
    from fodfaeste.letters.look import Look
    from fodfaeste.letters.rendering import render

    look = Look(name="Center for Beskæftigelse", greeting="Kære", sign_off="Med venlig hilsen")
    every = [(kind, language) for kind in kinds.names() for language in ("da", "en")]
    began, size = time.perf_counter(), 0
    for n in range(number):
        kind, language = every[n % len(every)]
        data = examples.example(kind, language=language)
        data["reference"] = f"2026-{n:04}"
        size += len(render(kind, data, language=language, look=look))
    took = time.perf_counter() - began
    print(
        f"{number} letters: {took:.1f} s, {took / number * 1000:.0f} ms and {size // number} B each"
    )


if __name__ == "__main__":
    main()
