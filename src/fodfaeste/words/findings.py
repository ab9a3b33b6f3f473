"""What the rules about placements find, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from fodfaeste.core.law import Finding
from fodfaeste.words import capitalised, count_text, day_text, findings_da, findings_en, period_text
from fodfaeste.words import da as danish
from fodfaeste.words import en as english

_TABLES: Mapping[str, Any] = {"da": findings_da, "en": findings_en}
_MONTHS: Mapping[str, Sequence[str]] = {"da": danish.MONTHS, "en": english.MONTHS}


def finding_text(finding: Finding, language: str) -> str:
    """A finding as a sentence, without the rule that it rests on."""
    phrases: Mapping[str, str] = _TABLES[language].FINDINGS
    values = {
        name: _SAID.get(name, _as_it_is)(value, language) for name, value in finding.values.items()
    }
    if finding.values.get("places") is not None:
        values["spots"] = count_text(int(finding.values["places"]), "place", language)
    if finding.values.get("free") is not None:
        values["unused"] = _TABLES[language].UNUSED[str(finding.values["free"]) != "1"]
    return capitalised(phrases[_phrase(finding)].format(**values))


def _phrase(finding: Finding) -> str:
    """Some codes are said in another way when there is nothing, or no end."""
    code, values = finding.code, finding.values
    if code in ("ratio_exceeded", "overlapping"):
        return _of_days(code, values)
    if code == "ratio":
        now = "" if _is_above_zero(values["asked"]) else "_now"
        return f"ratio{now}" if _is_above_zero(values["free"]) else f"ratio_full{now}"
    if code == "duration" and values["before"]:
        return "duration_used" if values["used_up"] else "duration_after"
    return code


def _of_days(code: str, values: Mapping[str, Any]) -> str:
    """From a day until another, on one day, or with no end that is known."""
    if values["last"] is None:
        return f"{code}_open"
    return f"{code}_day" if values["first"] == values["last"] else code


def _is_above_zero(number: str) -> bool:
    return not number.startswith("-") and number != "0"


def number_text(number: str | None, language: str) -> str:
    """A number of the core's: ``7,5``, ``7.5``."""
    text = number or "–"
    return text.replace(".", ",") if language == "da" else text


def month_text(day: str, language: str) -> str:
    """The month of a day: ``november 2026``."""
    on = date.fromisoformat(day)
    return f"{_MONTHS[language][on.month - 1]} {on.year}"


def _day(value: str | None, language: str) -> str:
    return day_text(value, language) if value else ""


def _days(value: int, language: str) -> str:
    return count_text(value, "day", language)


def _heads(value: int, language: str) -> str:
    return str(_TABLES[language].HEADS[value != 1]).format(n=value)


def _months(value: Sequence[str], language: str) -> str:
    return _listed([month_text(one, language) for one in value], language)


def _missing(value: Sequence[str], language: str) -> str:
    return _listed([_TABLES[language].MISSING[one] for one in value], language)


def _as_it_is(value: Any, _: str) -> Any:
    return value


def _listed(parts: Sequence[str], language: str) -> str:
    *others, last = parts or ("",)
    return f"{', '.join(others)}{_TABLES[language].AND}{last}" if others else last


_SAID: Mapping[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(("first", "last", "since", "until", "to_last", "unemployed", "from"), _day),
    **dict.fromkeys(("lasts", "least", "most", "to"), period_text),
    **dict.fromkeys(
        ("ordinary", "taken", "free", "asked", "together", "now", "against"), number_text
    ),
    **dict.fromkeys(("before", "days"), _days),
    "heads": _heads,
    "month": month_text,
    "months": _months,
    "missing": _missing,
}
"""How each value is said."""
