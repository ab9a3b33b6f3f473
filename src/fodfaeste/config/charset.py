"""Refuses requests in other encodings than UTF-8, before Django reads anything of them.

Django lets the sender of a request choose how its bytes are read, from all that Python knows. Some
of those make no text at all, which breaks every page; others make characters that no database
takes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
UNDERSTOOD = frozenset({"utf-8", "utf8"})
BODY = b"This site is sent UTF-8 only.\n"


def only_utf8(application: Application) -> Application:
    """The application, asked only what can be read."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if is_readable(environ):
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))]
        start_response("400 Bad Request", headers)
        return [BODY]

    return guarded


def is_readable(environ: Mapping[str, Any]) -> bool:
    """Whether the request names no encoding, or the one there is."""
    try:
        _kind, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except (ValueError, LookupError):
        return False
    named = [value for name, value in parameters.items() if name.lower() == "charset"]
    return all(value.strip().lower() in UNDERSTOOD for value in named)
