"""Codes of administration in words. Pure, but for the language."""

from fodfaeste import words
from fodfaeste.accounts.models import Function, OrganisationKind, ProgrammePart, Right
from fodfaeste.programmes.catalogue import vocabulary
from fodfaeste.web.dates import language


def role_name(role: str) -> str:
    """What a role is called; the code where the vocabulary has it no more."""
    known = vocabulary().roles.get(role)
    return known.name[language()] if known else role


def roles_said(roles: tuple[str, ...] | list[str]) -> str:
    """``Sagsbehandler i jobcentret, kontaktperson``"""
    return words.capitalised(", ".join(map(role_name, roles))) if roles else ""


def function_name(function: str) -> str:
    return said(Function, function)


def kind_name(kind: str) -> str:
    return said(OrganisationKind, kind)


def right_name(right: str) -> str:
    return said(Right, right)


def part_name(part: str) -> str:
    return said(ProgrammePart, part)


def said(choices: "type[Function | OrganisationKind | Right | ProgrammePart]", value: str) -> str:
    """The name of a choice; the code where there is no such choice any more."""
    known = {str(one): str(name) for one, name in choices.choices}
    return words.capitalised(known.get(value, value))
