"""The second factors that people sign in with, as far as an administrator has to do with them."""

from collections.abc import Iterable

from django.apps import apps


def have_factors(user_ids: Iterable[int]) -> frozenset[int]:
    """Those of the people who have set up a second factor."""
    if not apps.is_installed("allauth.mfa"):
        return frozenset()
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.filter(user__in=list(user_ids))
    found = found.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return frozenset(found.values_list("user", flat=True))


def forget_factors(*, user_id: int) -> int:
    """Takes away a person's second factors and recovery codes; says how many factors there were."""
    if not apps.is_installed("allauth.mfa"):
        return 0
    from allauth.mfa.models import Authenticator

    own = Authenticator.objects.filter(user=user_id)
    count: int = own.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    own.delete()
    return count
