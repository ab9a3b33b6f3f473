"""What programmes, and the things in them, are called in the page's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.core.programme import Breach, Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.web.dates import language

SENSITIVE = {
    "health": gettext_lazy("health"),
    "social": gettext_lazy("social matters"),
    "belief": gettext_lazy("the worker’s belief in the citizen"),
}
"""What texts are about that fewer read."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a filter."""

    value: str
    name: str
    chosen: bool


def rules_of(programme: str, version: date | None = None) -> Rules:
    """The rules of a version, or of the newest one."""
    if version is None:
        return catalogue.versions(programme)[-1]
    return catalogue.version_of(programme, version)


def of_citizen(name: str | None) -> str:
    """The citizen's name, or that it is not for the reader to see."""
    return name or _("Name not shown")


def of_programme(programme: str) -> str:
    """Its short name."""
    return rules_of(programme).programme.short_name[language()]


def programme_options(chosen: str | None) -> list[Option]:
    """All programmes to filter by, by name."""
    found = (Option(each, of_programme(each), each == chosen) for each in catalogue.programme_ids())
    return sorted(found, key=lambda option: option.name)


def of_variant(rules: Rules, variant: str | None) -> str:
    """What a form of the programme is called; empty if it is not known."""
    found = (each.name[language()] for each in rules.programme.variants if each.id == variant)
    return next(found, "")


def of_course(rules: Rules, variant: str | None) -> str:
    """Programme and variant, as a chip says them."""
    parts = (rules.programme.short_name[language()], of_variant(rules, variant))
    return " · ".join(filter(None, parts))


def of_requirement(programme: str, requirement: str) -> str:
    """What is to be done, in a few words; the id where the newest version has it no more."""
    try:
        return rules_of(programme).requirement(requirement).name[language()]
    except KeyError:
        return requirement


def of_phase(rules: Rules, phase: str | None) -> str:
    """What a phase is called; empty if there is none yet."""
    found = (each.name[language()] for each in rules.programme.phases if each.id == phase)
    return next(found, "")


def of_role(rules: Rules, role: str) -> str:
    """What a role, or a word for any one of several, is called."""
    known = rules.terms.roles.get(role) or catalogue.vocabulary().role_groups.get(role)
    return known.name[language()] if known else role


def of_rule(rules: Rules, rule_id: str) -> str:
    """What a requirement or a breach is called; its id where this version has it no more."""
    known: list[Requirement | Breach] = [*rules.programme.requirements, *rules.programme.breaches]
    return next((rule.name[language()] for rule in known if rule.id == rule_id), rule_id)
