"""Publishes versions of programmes: from then on their files never change.

Usage: python tools/publish.py [--check] FILE …

The hash of each file goes into published.json, beside its folder; a file that was published and
has changed is refused whenever it is read. Publishing twice does nothing. With --check nothing is
written: it is only told whether the files, and the scenarios beside them, are in order.
"""

import json
import sys
from pathlib import Path

from fodfaeste import words
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue, scenarios
from fodfaeste.programmes.reading import file_hash, published


class Refused(ValueError):
    """A file cannot be published; the message says why."""


def main(*arguments: str) -> None:
    names = [name for name in arguments if name != "--check"]
    if not names:
        sys.exit(__doc__)
    act = publish if len(names) == len(arguments) else check
    try:
        for name in names:
            print(act(Path(name).resolve()))
    except Refused as refused:
        sys.exit(str(refused))


def publish(path: Path) -> str:
    """Puts the hash of the version in ``path`` on record, if the file is good and new."""
    check(path)
    record = path.parent.parent / catalogue.PUBLISHED
    known, name = published(str(record)), f"{path.parent.name}/{path.name}"
    if name in known:
        return f"{name} was published before"
    hashes = dict(sorted({**known, name: file_hash(str(path))}.items()))
    record.write_text(json.dumps(hashes, indent=2) + "\n", "utf-8")
    return f"{name} is published; it never changes from now on"


def check(path: Path) -> str:
    """Sees that a file is good, lies where its name says, and that its scenarios hold.

    Raises ``Refused`` otherwise.
    """
    try:
        rules = catalogue.load(path)
    except catalogue.FaultyFile as faulty:
        told = [f"{path}:{line}: {words.fault_line(one, 'en')}" for line, one in faulty.faults]
        raise Refused("\n".join(told)) from None
    programme = rules.programme
    named = (path.parent.name, path.stem)
    if named != (programme.programme, str(programme.version)):
        raise Refused(f"{path} should be {programme.programme}/{programme.version}.yaml")
    if told := [line for file in scenarios.scenario_files(path) for line in _faults(rules, file)]:
        raise Refused("\n".join(told))
    return f"{path.parent.name}/{path.name} is in order, and so are its scenarios"


def _faults(rules: Rules, file: Path) -> list[str]:
    version = str(rules.programme.version)
    return [
        told
        for scenario in scenarios.read_scenarios(file)
        if scenario.version in (None, version)
        for told in scenarios.differences(rules, scenario)
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
