"""Keeps the Danish message catalogue in step with the code.

Usage: python tools/messages.py [--check]

English is what the code is written in; it needs no catalogue of its own.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fodfaeste"
DANISH = SOURCE / "locale" / "da" / "LC_MESSAGES" / "django.po"

PLURAL, CONTEXT, CONTEXT_PLURAL = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}

# A fixed moment, so that a new run changes nothing but the messages.
SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
HEADER = "# Danish messages of Fodfæste. Kept in step with the code by `make messages`."

# <c-field :label="_('Name')">: an expression, which Django's lexer takes for plain text.
COTTON_EXPRESSION = re.compile(r"""\s:[\w.-]+=("[^"]*"|'[^']*')""")
COTTON_MESSAGE = re.compile(r"""\b_\((["'])(.*?)(?<!\\)\1\)""")


def main(*arguments: str) -> None:
    if arguments == ("--check",):
        if found := faults():
            sys.exit("\n".join(["The Danish messages are not in step:", *found]))
        return
    update()
    waiting = [str(message.id) for message in saved() if is_untranslated(message)]
    print(f"{len(list(saved())) - 1} messages, {len(waiting)} of them without a translation.")


def update() -> None:
    catalogue = saved()
    catalogue.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = SOME_MOMENT
    output = io.BytesIO()
    write_po(output, catalogue, sort_output=True, include_lineno=False, width=100)
    DANISH.parent.mkdir(parents=True, exist_ok=True)
    DANISH.write_bytes(output.getvalue())


def faults() -> list[str]:
    """What a commit should not have: messages missing, left over, untranslated or fuzzy."""
    danish, needed = saved(), extracted()
    missing = [f"missing (make messages): {each.id}" for each in absent(needed, danish)]
    left = [f"left over (make messages): {each.id}" for each in absent(danish, needed)]
    open_ = [f"untranslated: {each.id}" for each in danish if is_untranslated(each)]
    fuzzy = [f"fuzzy: {each.id}" for each in danish if each.id and each.fuzzy]
    broken = [f"{error}: {each.id}" for each, errors in danish.check() for error in errors]
    return missing + left + open_ + fuzzy + broken


def absent(some: Catalog, others: Catalog) -> list[Message]:
    return [each for each in some if each.id and not others.get(each.id, each.context)]


def is_untranslated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(message.id) and not all(strings)


def saved() -> Catalog:
    if not DANISH.exists():
        return new_catalogue()
    with DANISH.open("rb") as stream:
        return read_po(stream, locale="da", domain="django", abort_invalid=True)


def extracted() -> Catalog:
    catalogue = new_catalogue()
    for path, method in sources():
        with path.open("rb") as stream:
            for line, message, comments, context in extract(
                method, stream, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
            ):
                place = (path.relative_to(ROOT).as_posix(), line)
                catalogue.add(message, None, [place], auto_comments=comments, context=context)
    return catalogue


def new_catalogue() -> Catalog:
    return Catalog(
        locale="da",
        domain="django",
        header_comment=HEADER,
        project="Fodfæste",
        version="main",
        msgid_bugs_address="see SECURITY.md and CONTRIBUTING.md",
        last_translator="the contributors",
        language_team="the contributors",
        creation_date=SOME_MOMENT,
        revision_date=SOME_MOMENT,
        fuzzy=False,
    )


# Line, name of the call, what it says, comments: Babel's own types say less than that.
Found = tuple[int, Any, Any, Any]
Method = Callable[..., Any]


def sources() -> Iterator[tuple[Path, Method]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, extract_python
    for pattern in ("*.html", "*.txt"):
        for path in sorted(SOURCE.glob(f"**/templates/**/{pattern}")):
            yield path, extract_template


def extract_template(stream: BinaryIO, keywords: Any, tags: Any, options: Any) -> Iterator[Found]:
    """Django turns a template into calls among blotted-out text; those can be read as Python."""
    text = stream.read().decode()
    calls = "\n".join(line.strip() for line in templatize(text).splitlines())
    yield from extract_python(io.BytesIO(calls.encode()), keywords, tags, options)
    for expression in COTTON_EXPRESSION.findall(text):
        for _quote, message in COTTON_MESSAGE.findall(expression[1:-1]):
            yield 0, "_", message, []


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    main(*sys.argv[1:])
