"""Partners, mentors and mentor support to try things on."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases import queries as cases
from fodfaeste.cases.models import LogEntry
from fodfaeste.core.faults import Refused
from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.services import (
    AgreementTold,
    ContactTold,
    HelpTold,
    MentorTold,
    PartnerTold,
    SupportTold,
)
from tests.app.cases.world import NOW, TODAY

BEGUN = date(2026, 10, 1)
MENTOR = {"name": "Frida Frivillig", "phone": "12 34 56 78", "languages": "dansk og tyrkisk"}


class Helping:
    """The services, as done by Jens of the centre unless somebody else is named."""

    def __init__(self, world, case_id):
        self.world, self.case_id = world, case_id

    def act(self, service, *, by=None, now=NOW, submission=None, **values):
        by = by or self.world.jens
        return service(by=by, now=now, submission=submission or uuid4(), **values)

    def partner(self, name="Søby Løbeklub", *, by=None, submission=None, **told):
        given = PartnerTold(**{"name": name, "kind": "association", **told})
        return self.act(services.add_partner, told=given, by=by, submission=submission)

    def help(self, partner_id, what="Løber sammen om onsdagen", *, by=None, **told):
        given = HelpTold(what=what, **told)
        return self.act(services.add_help, partner_id=partner_id, told=given, by=by)

    def agree(self, partner_id, *, by=None, **told):
        begins = {"about": "To pladser", "since": BEGUN, "responsible_id": self.world.jens.pk}
        given = AgreementTold(**{**begins, **told})
        return self.act(services.agree, partner_id=partner_id, told=given, by=by)

    def mentor(self, *, by=None, submission=None, **told):
        given = MentorTold(**{**MENTOR, **told})
        return self.act(services.add_mentor, told=given, by=by, submission=submission)

    def told(self, **told):
        if "mentor_id" not in told and "user_id" not in told:
            told["user_id"] = self.world.colleague.pk
        return SupportTold(**{"since": BEGUN, "is_paid": True, "words": {}, **told})

    def begin(self, *, by=None, submission=None, case_id=None, **told):
        submission = submission or uuid4()
        self.act(
            services.begin_support,
            case_id=case_id or self.case_id,
            told=self.told(**told),
            by=by,
            submission=submission,
        )
        return services.id_of_support(submission)

    def contact(self, support_id, *, by=None, submission=None, **told):
        given = ContactTold(**{"on": TODAY, **({} if "cause" in told else {"way": "met"}), **told})
        return self.act(
            services.register_contact,
            case_id=self.case_id,
            support_id=support_id,
            told=given,
            by=by,
            submission=submission,
        )

    def partner_seen(self, partner_id):
        return queries.partner(user=self.world.jens, partner_id=partner_id)

    def view(self, user=None):
        return cases.case(user=user or self.world.jens, case_id=self.case_id, today=TODAY)

    def seen(self, support_id, user=None):
        return queries.support_of(view=self.view(user), support_id=support_id)

    def account(self, support_id, today=TODAY):
        return self.seen(support_id).account(today=today)

    def lines(self, type_):
        return list(LogEntry.unrestricted.filter(case=self.case_id, type=type_).order_by("seq"))

    def told_to_organisation(self, type_):
        found = OrganisationEvent.objects.filter(organisation=self.world.centre, type=type_)
        return list(found.order_by("seq"))


def refused(act):
    with pytest.raises(Refused) as found:
        act()
    return [(fault.place, fault.code) for fault in found.value.faults]


def ago(days):
    return TODAY - timedelta(days=days)
