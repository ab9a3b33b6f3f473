"""Look-ups at times of one's own: the log itself goes by the database's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fodfaeste.accounts import chains
from fodfaeste.accounts.models import AccessLog

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(day, hour=10, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=COPENHAGEN)


def look(user, when, *, act="view", case_id=None, citizen_id=None, **detail):
    """A line of the log as it would have been written then."""
    last = AccessLog.objects.filter(user=user).order_by("-seq").first()
    values = {
        "user_id": user.pk,
        "organisation_id": user.organisation_id,
        "function": user.function,
        "act": act,
        "case_id": case_id,
        "citizen_id": citizen_id,
        "kinds": ["name"],
        "relations": ["team"],
        "people": "",
        "detail": detail,
        "at": when,
        "seq": last.seq + 1 if last else 1,
        "previous_hash": last.hash if last else chains.START,
    }
    return AccessLog.objects.create(**values, hash=chains.hash_of(AccessLog.SAID, values))
