"""Log lines as JSON, without personal data."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

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
            "message": impersonal(record.getMessage()),
        }
        return json.dumps(line | exception_of(record), ensure_ascii=False)


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
