"""Log lines as JSON, without personal data."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from django.http import HttpRequest

from fodfaeste.config.request_log import request_id, view_of

# A CPR number, with or without its dash and dots.
TEN_DIGITS = re.compile(r"\b\d{2}\.?\d{2}\.?\d{2}[- .]?\d{4}\b")
# Search words travel in the query part of an address.
QUERY = re.compile(r"\?[^\s\"']*")


class Impersonal(logging.Formatter):
    """One JSON object a line. Of an exception it keeps kind and places, never its text:
    databases quote the offending values in theirs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": impersonal(without_address(record)),
        }
        # What our own lines tell beside their message; see request_log.
        beside = getattr(record, "told", {}) | exception_of(record)
        # Django tells of some answers when they have left us already.
        asked = getattr(record, "request", None)
        if found := request_id.get() or getattr(asked, "logged_as", ""):
            beside["request"] = found
        return json.dumps(line | beside, ensure_ascii=False)


def without_address(record: logging.LogRecord) -> str:
    """The message; Django's own lines about a request tell the view's name, not its address."""
    message, request = record.getMessage(), getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return message
    name = view_of(request) or "an unknown address"
    for address in (request.get_full_path(), request.path):
        message = message.replace(address, name)
    return message


def impersonal(text: str) -> str:
    return TEN_DIGITS.sub("[number]", QUERY.sub("?…", text))


def exception_of(record: logging.LogRecord) -> dict[str, object]:
    kind, _, trace = record.exc_info or (None, None, None)
    if kind is None:
        return {}
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return {"exception": f"{kind.__module__}.{kind.__qualname__}", "at": places}
