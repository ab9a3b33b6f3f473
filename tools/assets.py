"""Copies what the pages need of the design system into the (ignored) vendor folder, and mends it.

Usage: python tools/assets.py NPM
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "dkfds"
TARGET = ROOT / "src" / "fodfaeste" / "web" / "static" / "vendor" / "dkfds"

TTF = "dist/fonts/IBMPlexSans/complete/ttf"

# The two pictures are named by the CSS but left out of dist.
COPIES = {
    "LICENSE.md": "LICENSE.md",
    "dist/fonts/IBMPlexSans/complete/woff2/license.txt": "fonts/OFL.txt",
    # For letters and other paper: the typesetter reads no woff2.
    f"{TTF}/IBMPlexSans-Regular.ttf": "fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf",
    f"{TTF}/IBMPlexSans-Bold.ttf": "fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Bold.ttf",
    f"{TTF}/IBMPlexSans-Italic.ttf": "fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Italic.ttf",
    "dist/img/all-svg-icons.svg": "img/all-svg-icons.svg",
    "dist/img/svg-icons": "img/svg-icons",
    "src/img/logo-placeholder.png": "img/logo-placeholder.png",
    "src/img/logo-header-placeholder.png": "img/logo-header-placeholder.png",
}
# Apache-2.0, the licence of the icons, is only linked to by the package; a copy must go along.
APACHE = ROOT / "LICENSES" / "Apache-2.0.txt"

FONT_SOURCES = re.compile(r"(@font-face\{[^}]*?IBM Plex Sans[^}]*?src:)([^}]*)(\})")
WOFF2 = re.compile(r'url\(\.\./(fonts/[^)]*\.woff2)\) format\("woff2"\)')
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*$")
LOCAL_ADDRESS = re.compile(r"url\(\"?\.\./([^)\"#?]+)")


class UnexpectedPackage(Exception):
    """The design system is not as this script knows it: look at its new version, then change us."""


def main(npm: str) -> None:
    install(npm)
    built = TARGET.with_name("dkfds.new")
    shutil.rmtree(built, ignore_errors=True)
    build(built)
    refuse_dangling_addresses(built)
    replace(TARGET, built)


def install(npm: str) -> None:
    command = [npm, "ci", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=ROOT, check=True)


def build(target: Path) -> None:
    for source, name in COPIES.items():
        copy(PACKAGE / source, target / name)
    copy(APACHE, target / "img" / "Apache-2.0.txt")
    css = mended_css((PACKAGE / "dist/css/dkfds.min.css").read_text("utf-8"))
    write(target / "css/dkfds.min.css", css)
    script = (PACKAGE / "dist/js/dkfds.min.js").read_text("utf-8")
    write(target / "js/dkfds.min.js", without_source_map(script))
    for font in sorted(set(WOFF2.findall(css))):
        copy(PACKAGE / "dist" / font, target / font)


def mended_css(css: str) -> str:
    """Leave woff2 as a font's only format: the first rule of the original lists eot before it."""
    css, faces = FONT_SOURCES.subn(only_woff2, without_source_map(css))
    if not faces:
        raise UnexpectedPackage("no @font-face in dkfds.min.css")
    return css


def only_woff2(face: re.Match[str]) -> str:
    source = WOFF2.search(face[2])
    if not source:
        raise UnexpectedPackage(f"no woff2 in {face[0]}")
    # Other declarations may follow the sources within the rule.
    _, semicolon, rest = face[2].partition(";")
    return face[1] + source[0] + semicolon + rest + face[3]


def without_source_map(text: str) -> str:
    """Manifest static storage follows the address of a source map, and we ship none."""
    text, found = SOURCE_MAP.subn("", text)
    if not found:
        raise UnexpectedPackage("no source map address to take out")
    return text


def refuse_dangling_addresses(folder: Path) -> None:
    css = (folder / "css/dkfds.min.css").read_text("utf-8")
    missing = [name for name in LOCAL_ADDRESS.findall(css) if not (folder / name).is_file()]
    if missing:
        raise UnexpectedPackage(f"the CSS names files that are not copied: {sorted(set(missing))}")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)


def write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def replace(target: Path, built: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    built.rename(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
