"""Refuses what no linter looks for: addresses in locks, private paths, files grown too long.

Usage: python tools/hygiene.py
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400

# Which index or mirror somebody installs from is their own business.
REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|npmmirror|yarnpkg)\.(org|com)\b")
ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|\"resolved\"\s*:")
LOCKS = {"package-lock.json", "requirements/base.txt", "requirements/dev.txt"} | {
    "requirements/node.txt"
}
HOME = re.compile(r"/(home|Users)/\w+|/root/|[A-Z]:\\Users\\")
UPWARDS = re.compile(r"(?<![\w./-])(?:\.\./)+[\w-]+")
# Where a checkout may lie without saying anything about its owner.
COMMON_FOLDERS = {Path("/"), Path("/tmp"), Path("/srv"), Path("/opt"), Path("/home")}  # noqa: S108


def main() -> None:
    found = [fault for path in committed() for fault in faults(path)]
    if found:
        sys.exit("\n".join(found))


def committed() -> list[Path]:
    """What is committed, or would be by the next `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = [ROOT / name for name in sorted(set(listed.split("\0"))) if name]
    return [path for path in paths if path.is_file()]


def faults(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT).as_posix()
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines, start=1):
        yield from (f"{name}:{number}: {why}" for why in reasons(path, name, line))
    if path.suffix == ".py" and "migrations" not in path.parts and len(lines) > LONGEST_FILE:
        yield f"{name}: {len(lines)} lines; past {LONGEST_FILE} it is two files"


def reasons(path: Path, name: str, line: str) -> Iterator[str]:
    if REGISTRY.search(line):
        yield "names the host of a package registry"
    if name in LOCKS and ADDRESS.search(line):
        yield "a lock holds hashes, no addresses"
    if path != Path(__file__).resolve() and (HOME.search(line) or names_checkout(line)):
        yield "names a folder of somebody's machine"
    if any(leads_out(path, found) for found in UPWARDS.findall(line)):
        yield "names a folder outside the repository"


def names_checkout(line: str) -> bool:
    folders = {ROOT, ROOT.parent} - COMMON_FOLDERS
    return any(re.search(rf"(?<![\w.~-]){re.escape(str(each))}(/|\b)", line) for each in folders)


def leads_out(path: Path, reference: str) -> bool:
    return not (path.parent / reference).resolve().is_relative_to(ROOT)


if __name__ == "__main__":
    main()
