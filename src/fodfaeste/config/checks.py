"""Wrong settings, each with an id and what to do about it."""

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

from fodfaeste.config.environment import Problem

SECRETS = ("SECRET_KEY", "FODFAESTE_INDEX_KEY", "FODFAESTE_BACKUP_KEY", "FODFAESTE_HEALTH_TOKEN")


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
    message = "HTTPS is off and the site has a name: personal data would travel unprotected."
    hint = "Leave FODFAESTE_HTTPS out, and put a proxy with a certificate in front."
    return [Error(message, hint=hint, id="fodfaeste.E022")]


@register
def check_origins(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    origins = settings.CSRF_TRUSTED_ORIGINS if settings.FODFAESTE_HTTPS else []
    wrong = [each for each in origins if each.startswith("http:") or "*" in each]
    message = f"CSRF_TRUSTED_ORIGINS trusts {', '.join(wrong)}, which anybody may pretend to be."
    hint = "Name whole origins that begin with https://, or leave it out: the site trusts itself."
    return [Error(message, hint=hint, id="fodfaeste.E023")] if wrong else []


@register
def check_hosts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    wide = [each for each in settings.ALLOWED_HOSTS if each == "*" or each.startswith(".")]
    if settings.FODFAESTE_DEMO or not wide:
        return []
    message = f"ALLOWED_HOSTS lets {', '.join(wide)} in: links in letters could lead elsewhere."
    hint = "Name the site in full: sager.kommune.example."
    return [Error(message, hint=hint, id="fodfaeste.E024")]


@register
def check_demo_is_meant(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A forgotten DATABASE_URL must not open the doors of a site with a name."""
    is_meant = bool(os.environ.get("DEMO", "").strip())
    if not settings.FODFAESTE_DEMO or settings.FODFAESTE_LOCAL or is_meant:
        return []
    message = "The site has a name and no DATABASE_URL: it would be a demonstration, open to all."
    hint = "Set DATABASE_URL; or DEMO=1, if a public demonstration is what you want."
    return [Error(message, hint=hint, id="fodfaeste.E025")]


@register
def check_secrets_differ(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Who gets hold of one secret must not hold another with it."""
    given = [(name, getattr(settings, name)) for name in SECRETS if getattr(settings, name)]
    given += [("FODFAESTE_KEYS", key) for key in settings.FODFAESTE_KEYS]
    values = [value for _, value in given]
    same = sorted({name for name, value in given if values.count(value) > 1})
    message = f"{', '.join(same)} are one and the same."
    hint = "Make one for each: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Error(message, hint=hint, id="fodfaeste.E026")] if same else []


@register
def check_backup_key(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.FODFAESTE_BACKUP_KEY:
        return []
    message = "FODFAESTE_BACKUP_KEY is not set: no backup can be made."
    hint = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Caution(message, hint=hint, id="fodfaeste.W005")]


@register
def check_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    is_sent = not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")
    if settings.FODFAESTE_DEMO or settings.FODFAESTE_LOCAL or is_sent:
        return []
    message = "Mail ends up in the log of the server: nobody is invited, and links are readable."
    return [Caution(message, hint="Set EMAIL_URL.", id="fodfaeste.W006")]


@register
def check_database_connection(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    database = settings.DATABASES["default"]
    host, options = database.get("HOST") or "", database.get("OPTIONS", {})
    is_here = not host or host.startswith("/") or host in {"localhost", "127.0.0.1", "::1"}
    if is_here or options.get("sslmode") in {"verify-full", "verify-ca", "require"}:
        return []
    message = "The database is on another machine, and the way there may be unencrypted."
    hint = "Put ?sslmode=verify-full behind the address in DATABASE_URL (or require, at the least)."
    return [Caution(message, hint=hint, id="fodfaeste.W007")]


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
    hint = "Leave FODFAESTE_DEBUG out."
    if settings.FODFAESTE_LOCAL:
        return [Caution(message, hint=hint, id="fodfaeste.W003")]
    return [Error(message, hint=hint, id="fodfaeste.E027")]


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
    found = [message for check in CHECKS for message in check(None) if message.is_serious()]
    if found:
        raise WrongSettings("\n".join(f"{each.id}: {each.msg} {each.hint}" for each in found))


CHECKS = (
    check_environment,
    check_https,
    check_origins,
    check_hosts,
    check_demo_is_meant,
    check_secrets_differ,
    check_debug,
)
"""Those that can find an error."""
