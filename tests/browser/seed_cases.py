"""Adds the person and the cases of the browser tests of the case to a demonstration."""

import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.accounts.models import Organisation  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ["jobcentre_caseworker", "contact_person", "employment_specialist"]


def main() -> None:
    """Signe, who does it all; Nina, whose start interview is due; Rolf, well under way; Lea, in
    a programme with several forms; Vera, whose placement ends soon."""
    if Organisation.objects.filter(name="Nørreby Kommune").exists():
        return  # the tests of another file have asked for them
    organisation = accounts.add_organisation(name="Nørreby Kommune", kind="municipality")
    signe = web_data.person(
        "Signe Sag",
        organisation,
        roles=ROLES,
        persona={"da": "Prøver sager.", "en": "Tries cases."},
    )
    begun = timezone.now() - timedelta(days=40)
    opened(signe, "Nina Nord", "jobspot", timezone.now(), course_start=day(1), cpr="030392-1234")
    rolf = opened(signe, "Rolf Rask", "jobspot", begun, course_start=day(-20))
    opened(signe, "Lea Lund", "social-stoette-i-job", begun, variant="sel-85")
    happened(signe, rolf, "placement_started", 15, kind="work_placement")
    for days_ago in (12, 10, 8, 6, 4):
        happened(signe, rolf, "follow_up", days_ago, form="phone")
    vera = opened(signe, "Vera Vang", "jobspot", begun, course_start=day(-20))
    happened(signe, vera, "placement_started", 15, kind="work_placement", until=day(3))
    wrong = happened(signe, rolf, "purpose_written", 3)
    when: dict[str, Any] = {"by": signe, "now": timezone.now()}
    services.correct(case_id=rolf, entry_id=wrong, reason="Prøve", submission=uuid4(), **when)
    left_out: dict[str, Any] = {"requirement": "group-follow-up", "instance": None}
    services.waive(case_id=rolf, submission=uuid4(), reason="Prøve", **left_out, **when)


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def opened(signe, name, programme, now, *, cpr=None, variant=None, **attributes):
    referral = services.Referral(
        citizen=services.NewCitizen(name=name, cpr=cpr),
        programme=programme,
        organisation_id=signe.organisation_id,
        variant=variant,
        first=services.NewEvent(type="referral_received", on=now.date(), attributes=attributes),
        members=[services.Member(signe.pk, role) for role in ROLES],
    )
    done = services.refer_citizen(referral=referral, by=signe, now=now, submission=uuid4())
    return done.case_id


def happened(signe, case_id, type_, days_ago, **attributes):
    event = services.NewEvent(type=type_, on=day(-days_ago), attributes=attributes, note="Prøve")
    done = services.register(
        case_id=case_id, event=event, by=signe, now=timezone.now(), submission=uuid4()
    )
    return done.entry_id


if __name__ == "__main__":
    main()
