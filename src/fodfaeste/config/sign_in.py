from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Nobody signs up: an organisation's administrator makes the accounts."""

    def is_open_for_signup(self, request: HttpRequest, *args: Any) -> bool:
        return False
