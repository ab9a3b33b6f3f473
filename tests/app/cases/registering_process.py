"""A process of its own that registers: what two people do at once, on two machines.

Reads its orders as JSON, says when it is ready, and begins when it is told to.
"""

import json
import os
import sys
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(orders: dict[str, Any]) -> list[str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "fodfaeste.config.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"].update(orders["database"])
    django.setup()

    from django.db import connection

    from fodfaeste.accounts.models import User
    from tests.app.cases.world import NOW

    user = User.objects.get(pk=orders["user"])
    connection.ensure_connection()
    say("ready")
    sys.stdin.readline()
    act = {"refer": refer, "book": book}.get(orders["act"], register)
    return [act(orders, user, NOW, number) for number in range(orders["times"])]


def register(orders, user, now, number) -> str:
    from fodfaeste.cases import services

    on = date(2026, 9, 1) + timedelta(days=number)
    given = orders["submission"]
    done = services.register(
        case_id=UUID(orders["case"]),
        event=services.NewEvent(type="intro_session", on=on, note=f"{user} {number}"),
        by=user,
        now=now,
        submission=UUID(given) if given else uuid4(),
    )
    return done.entry_id


def book(orders, user, now, number) -> str:
    """Books one duty, or says why not."""
    from fodfaeste.cases import services
    from tests.app.appointments.booked import new

    given = orders["submission"]
    try:
        done = services.book(
            case_id=UUID(orders["case"]),
            appointment=new(requirement="start-interview", instance=1),
            by=user,
            now=now,
            submission=UUID(given) if given else uuid4(),
        )
    except services.Refused as refused:
        return ", ".join(fault.code for fault in refused.faults)
    return done.entry_id


def refer(orders, user, now, number) -> str:
    from fodfaeste.cases import services

    referral = services.Referral(
        citizen=services.NewCitizen(name="Lone Bæk", cpr="010190-1235"),
        programme="kvik",
        organisation_id=user.organisation_id,
        first=services.NewEvent(type="referral_received", on=date(2026, 9, 1)),
    )
    given = orders["submission"]
    submission = UUID(given) if given else uuid4()
    done = services.refer_citizen(referral=referral, by=user, now=now, submission=submission)
    return str(done.case_id)


if __name__ == "__main__":
    say(json.dumps(main(json.loads(sys.stdin.readline()))))
