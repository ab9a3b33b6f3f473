"""What happens to a request before Django sees it: how large it may be, and where it comes from."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from fodfaeste.config.charset import Application

MOST_BYTES = 5 * 1024 * 1024
BESIDE_A_FILE = 1024 * 1024
"""What else a form with a document may hold."""
TAKES_FILES = re.compile(r"/sager/[0-9a-f-]{36}/(registrer|filer)/")
TOO_LARGE = b"That is more than this site takes at a time.\n"


def small_enough(application: Application, *, largest_file: int = 0) -> Application:
    """The application, asked only what it can hold in memory; and where documents are sent in, one
    of ``largest_file`` bytes, which it keeps on disk meanwhile. A body that does not say how long
    it is, is read by nobody: Django takes it for empty."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        most = max(MOST_BYTES, largest_file + BESIDE_A_FILE if takes_files(environ) else 0)
        if length.isascii() and length.isdigit() and int(length[:20]) <= most:
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(TOO_LARGE)))]
        start_response("413 Content Too Large", headers)
        return [TOO_LARGE]

    return guarded


def takes_files(environ: dict[str, Any]) -> bool:
    """Whether it is a form that can bring a document."""
    is_form = environ.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    return is_form and bool(TAKES_FILES.match(environ.get("PATH_INFO", "")))


def behind_proxies(application: Application, *, proxies: int) -> Application:
    """The application, told the address of who asks rather than the last proxy's.

    Each proxy adds the address that it was asked from at the end of ``X-Forwarded-For``. What
    stands before what ours added, anybody may have written: it is not believed.
    """

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told = environ.pop("HTTP_X_FORWARDED_FOR", "")
        if address := asked_from(told, proxies=proxies):
            environ["REMOTE_ADDR"] = address
        return application(environ, start_response)

    return guarded


def asked_from(told: str, *, proxies: int) -> str | None:
    """The address that the first of our proxies was asked from; None if it did not say."""
    addresses = [each.strip() for each in told.split(",")]
    if not 0 < proxies <= len(addresses):
        return None
    try:
        return str(ip_address(addresses[-proxies]))
    except ValueError:
        return None
