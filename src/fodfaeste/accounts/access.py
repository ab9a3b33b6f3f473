"""Keeps the log of look-ups. Nothing else writes it."""

from uuid import UUID

from fodfaeste.accounts.models import AccessLog, User

Act = AccessLog.Act


def note(
    *,
    user: User,
    act: str,
    case_id: UUID | None = None,
    citizen_id: UUID | None = None,
    **detail: str | int,
) -> None:
    """Writes down that ``user`` looked something up, or was refused.

    ``detail`` says by what (a name, a CPR number) and how many were found, never what was typed.
    """
    AccessLog.objects.create(
        user=user, act=act, case_id=case_id, citizen_id=citizen_id, detail=detail
    )
