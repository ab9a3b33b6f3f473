"""Fields for facts about a citizen: those that a programme's target group is judged from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from fodfaeste.core.rules import Rules
from fodfaeste.web.attribute_fields import field_of
from fodfaeste.web.dates import language

FACT = "f_"
FROM_THE_CITIZEN = "birth_date"
"""Known of the citizen, whatever the programme."""


def facts_asked(rules: Rules, *, known: Iterable[str] = ()) -> list[str]:
    """The facts that the criteria use, and others already known, in the vocabulary's order."""
    target_group = rules.programme.target_group
    used = {criterion.fact for criterion in target_group}
    used |= {name for criterion in target_group for name in criterion.only_when}
    wanted = (used | set(known)) - {FROM_THE_CITIZEN}
    return [name for name in rules.terms.facts if name in wanted]


def fact_fields(rules: Rules, asked: Iterable[str]) -> dict[str, forms.Field]:
    """A field for each fact; none has to be known."""
    return {
        f"{FACT}{name}": field_of(
            rules.terms.facts[name], language=language(), required=False, is_fact=True
        )
        for name in asked
    }


def facts_given(cleaned: Mapping[str, Any], asked: Iterable[str]) -> dict[str, Any]:
    """What was said of each fact, as the exchange format writes it; None: nothing."""
    return {name: cleaned.get(f"{FACT}{name}") for name in asked}
