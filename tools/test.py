"""Runs everything that must hold, part by part, and closes with one summary.

Usage: python tools/test.py [PART …]      (no part: all of them)
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = str(min(os.cpu_count() or 1, 8))
# The slowest tests stand together in one file: whoever is done takes some of them.
PARALLEL = ["-n", WORKERS, "--dist", "worksteal"]


@dataclass(frozen=True)
class Part:
    """One command; `tests` says that it is pytest, so that its tests are counted."""

    name: str
    command: list[str]
    environment: dict[str, str]
    tests: bool = False


@dataclass(frozen=True)
class Result:
    part: Part
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def check(name: str, *command: str) -> Part:
    program = str(BIN / command[0])
    return Part(name, [program, *command[1:]], {})


def tests(name: str, folder: str, *options: str, **environment: str) -> Part:
    command = [str(BIN / "python"), "-m", "pytest", "-q", *options, f"tests/{folder}"]
    return Part(name, command, environment, tests=True)


PARTS = [
    check("lint", "ruff", "check", "--quiet"),
    check("format", "ruff", "format", "--check", "--quiet"),
    check("types", "mypy", "--no-error-summary"),
    check("arrows", "lint-imports", "--no-cache"),
    check("hygiene", "python", "tools/hygiene.py"),
    check("messages", "python", "tools/messages.py", "--check"),
    tests("core", "core", "-p", "no:django", "-p", "no:playwright"),
    tests("app-sqlite", "app", *PARALLEL, FODFAESTE_TEST_DATABASE="sqlite"),
    tests("app-postgres", "app", *PARALLEL, FODFAESTE_TEST_DATABASE="postgres"),
    tests("browser", "browser", FODFAESTE_TEST_DATABASE="sqlite"),
]
CHECKS = [part.name for part in PARTS if not part.tests]


def main(*names: str) -> None:
    wanted = CHECKS if names == ("checks",) else list(names) or [part.name for part in PARTS]
    if unknown := set(wanted) - {part.name for part in PARTS}:
        sys.exit(f"No such part: {sorted(unknown)}. There are: {[part.name for part in PARTS]}")
    results = [run(part) for part in PARTS if part.name in wanted]
    summarise(results)
    sys.exit(0 if all(result.ok for result in results) else 1)


def run(part: Part) -> Result:
    print(f"\n=== {part.name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [*part.command, *([f"--junitxml={report}"] if part.tests else [])]
        code = subprocess.run(
            command, cwd=ROOT, env=os.environ | part.environment, check=False
        ).returncode
        counts = counted(report) if part.tests and report.exists() else (0, 0, 0)
    seconds = time.monotonic() - began
    # A part of tests that ran none proves nothing.
    ran_something = counts[0] > 0 if part.tests else True
    return Result(part, code == 0 and ran_something, seconds, *counts)


def counted(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report, which we wrote ourselves."""
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314
    total, failed, skipped = 0, 0, 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


def summarise(results: list[Result]) -> None:
    """The table, and as the very last line the number of tests."""
    print("\n=== summary")
    for result in results:
        told = f"{result.passed} passed, {result.failed} failed" if result.part.tests else ""
        state = "ok" if result.ok else "FAILED"
        print(f"{result.part.name:<14}{state:<8}{result.seconds:6.1f} s  {told}")
    passed = sum(result.passed or (not result.part.tests and result.ok) for result in results)
    failed = sum(result.failed or (not result.ok) for result in results)
    skipped = sum(result.skipped for result in results)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)


if __name__ == "__main__":
    if not shutil.which("git"):
        sys.exit("git is needed to tell which files are committed.")
    main(*sys.argv[1:])
