"""An end to what can be done over and over: guessing, collecting, wearing the server down."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db import connection

from fodfaeste.running.models import Spent


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds, counted from the full hour or the like."""

    name: str
    most: int
    seconds: int


def spend(limit: Limit, *, who: str, now: datetime) -> int | None:
    """Counts one more; None if that is allowed, else the seconds until it is again.

    One statement, so that no two processes count the same one.
    """
    period, into = divmod(int(now.timestamp()), limit.seconds)
    key = sha256(f"{limit.name} {who}".encode()).hexdigest()
    ends_at = datetime.fromtimestamp((period + 1) * limit.seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO running_spent (key, period, count, ends_at) VALUES (%s, %s, 1, %s) "
            "ON CONFLICT (key, period) DO UPDATE SET count = running_spent.count + 1 "
            "RETURNING count",
            [key, period, connection.ops.adapt_datetimefield_value(ends_at)],
        )
        (count,) = cursor.fetchone()
    return limit.seconds - into if count > limit.most else None


def forget_spent(*, now: datetime) -> str:
    """Deletes what is counted no longer."""
    deleted, _ = Spent.objects.filter(ends_at__lte=now).delete()
    return f"{deleted} counts deleted"
