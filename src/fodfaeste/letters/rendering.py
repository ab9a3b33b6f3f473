"""A letter of a kind, its data and an organisation's look, as a PDF."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

from fodfaeste import words
from fodfaeste.letters import kinds, sentences
from fodfaeste.letters.kinds import Key
from fodfaeste.letters.look import Look
from fodfaeste.letters.typesetting import compiled

WEEKDAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def render(kind: str, data: Mapping[str, Any], *, language: str, look: Look) -> bytes:
    """The PDF: tagged, declared PDF/UA-1 and PDF/A-2a, the same for the same data. Raises
    ``Refused`` with every fault of the data; see ``kinds.check``."""
    kinds.check(kind, data)
    said = _group(kinds.keys_of(kind), data, language)
    told = {
        "language": language,
        "said": said,
        "texts": _texts(kind, _flat(said), language=language, look=look),
        "look": {**asdict(look), "logo": list(look.logo) or None},
    }
    made_at = datetime.combine(kinds.day_of(data), time(12), UTC)
    return compiled(f"letters/typst/{kind}.typ", told, made_at=made_at)


def title(kind: str, data: Mapping[str, Any], *, language: str) -> str:
    """What stands at the top of a letter: also its name in a list, or in Digital Post."""
    said = _group(kinds.keys_of(kind), data, language)
    return sentences.filled(sentences.usual(kind, "title", language=language), _flat(said))


def _texts(kind: str, said: Mapping[str, str], *, language: str, look: Look) -> dict[str, str]:
    parts = {
        "title": sentences.usual(kind, "title", language=language),
        **{part: look.says(kind, part, language=language) for part in sentences.WORDABLE},
    }
    filled = {name: sentences.filled(text, said) for name, text in parts.items()}
    return {**sentences.labels(language=language), **filled}


def _flat(said: Mapping[str, Any]) -> dict[str, str]:
    """What sentences may name: the texts and days that are said of the letter as a whole."""
    days = {
        name: one["said"] for name, one in said.items() if isinstance(one, dict) and "iso" in one
    }
    return {**days, **{name: one for name, one in said.items() if isinstance(one, str)}}


# --- values, as they are said


def _group(keys: Mapping[str, Key], data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Only what is said: templates ask whether a key is there."""
    return {
        name: _value(keys[name], value, language)
        for name, value in data.items()
        if name in keys and not kinds.is_empty(value)
    }


def _value(key: Key, value: Any, language: str) -> Any:
    if key.many:
        return [_single(key, each, language) for each in value]
    return _single(key, value, language)


def _single(key: Key, value: Any, language: str) -> Any:
    if key.type == "group":
        return _group(key.keys, value, language)
    if key.type == "date":
        return _day(value, language)
    if key.type == "time":
        return _time(value, language)
    if key.type == "number":
        return _number(str(value), language)
    return " ".join(value.split()) if key.type == "line" else value


def _day(iso: str, language: str) -> dict[str, str]:
    weekday = WEEKDAYS[language][datetime.fromisoformat(iso).weekday()]
    said = words.day_text(iso, language)
    brief = words.day_text(iso, language, this_year=int(iso[:4]))
    return {
        "iso": iso,
        "said": said,
        "in_full": f"{weekday} {said}",
        "weekday": weekday,
        "brief": brief,
    }


def _time(text: str, language: str) -> str:
    """``9.05`` in Danish, ``09:05`` in English."""
    hour, _, minute = text.partition(":")
    return f"{int(hour)}.{minute}" if language == "da" else text


def _number(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "da" else text
