"""Wrong settings, each with an id and what to do about it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from fodfaeste.config.environment import Problem


class WrongSettings(Exception):
    """The server does not start; the text lists every wrong setting and its remedy."""


@register
def check_environment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    problems: list[Problem] = settings.FODFAESTE_PROBLEMS
    return [Error(each.message, hint=each.remedy, id=each.code) for each in problems]


@register
def check_https(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.FODFAESTE_HTTPS or settings.FODFAESTE_DEMO or settings.FODFAESTE_LOCAL:
        return []
    message = "HTTPS is off: passwords and personal data travel unprotected."
    hint = "Leave FODFAESTE_HTTPS out, unless only this machine's own browser reaches the server."
    return [Caution(message, hint=hint, id="fodfaeste.W001")]


@register
def check_made_keys(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.FODFAESTE_DEMO or not settings.FODFAESTE_LOCAL:
        return []
    message = "Keys that were not given are made and kept in site-keys.json below FODFAESTE_VAR."
    hint = (
        "Keep a copy apart from the backups: without it personal text is lost. Give the keys "
        "through the environment before the site gets a name in ALLOWED_HOSTS."
    )
    return [Caution(message, hint=hint, id="fodfaeste.W004")]


@register
def check_debug(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.FODFAESTE_DEMO or not settings.DEBUG:
        return []
    message = "Error pages show the insides of the system, personal data included."
    return [Caution(message, hint="Leave FODFAESTE_DEBUG out.", id="fodfaeste.W003")]


@register
def check_demo_is_not_public(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """In a demonstration anybody may become anybody."""
    local = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    strangers = sorted(set(settings.ALLOWED_HOSTS) - local)
    if not settings.FODFAESTE_DEMO or not strangers:
        return []
    message = f"A demonstration answers to {', '.join(strangers)}, with sign-in open to all."
    hint = "Fine for a public demonstration of made-up data. For real use set DATABASE_URL."
    return [Caution(message, hint=hint, id="fodfaeste.W002")]


def refuse_wrong_settings() -> None:
    """For the server, which unlike the management commands runs no system checks by itself."""
    problems: list[Problem] = settings.FODFAESTE_PROBLEMS
    if problems:
        lines = [f"{each.code}: {each.message} {each.remedy}" for each in problems]
        raise WrongSettings("\n".join(lines))
