"""Who is signed in now, and how a sign-in is ended from outside."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_sessions(*, user_id: int, now: datetime) -> int:
    """Ends every sign-in of a person; says how many there were."""
    found = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user_id)
    ]
    Session.objects.filter(pk__in=found).delete()
    return len(found)
