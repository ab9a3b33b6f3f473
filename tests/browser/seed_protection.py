"""Adds somebody who watches over data protection, and cases whose time is up."""

import os
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts.models import Organisation, Right, Team, User, UserRight  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from fodfaeste.protection import deletions, retention  # noqa: E402
from tests.app import web_data  # noqa: E402

ABOUT = {"da": "Våger over databeskyttelsen.", "en": "Watches over data protection."}


def main() -> None:
    """Vera, who watches over it; Ove, who has proposed to erase a case; and another case due."""
    home = Organisation.objects.create(name="Vagtby Kommune", kind="municipality")
    team = Team.objects.create(organisation=home, name="Team Vagt")
    roles = ["jobcentre_caseworker", "contact_person"]
    vera = web_data.person("Vera Vagt", home, function="leader", roles=roles, persona=ABOUT)
    ove = web_data.person("Ove Over", home, function="leader")
    for user in (vera, ove):
        UserRight.objects.create(user=user, right=Right.PROTECT)
    house = web_data.House(home, team, mette=vera, leader=vera, charlie=vera)
    rule = retention.NewRule(years=5, code="P1825D", archive_first=True)
    retention.make_rule(rule=rule, by=vera, now=timezone.now(), submission=uuid4())
    closed(house, vera, "Gerda Gammel")
    deletions.propose(by=ove, now=timezone.now(), submission=uuid4())
    closed(house, vera, "Anton Arkiv")
    web_data.refer(house, "Nanna Ny", cpr="010190-1234", member=vera)


def closed(house: web_data.House, by: User, name: str) -> None:
    case_id = web_data.refer(house, name, member=by)
    day = timezone.localdate()
    services.register(
        case_id=case_id,
        event=services.NewEvent(
            type="case_closed",
            on=day.replace(year=day.year - 6, day=1),
            attributes={"reason": "Formålet er nået."},
        ),
        by=by,
        now=timezone.now(),
        submission=uuid4(),
    )


if __name__ == "__main__":
    main()
