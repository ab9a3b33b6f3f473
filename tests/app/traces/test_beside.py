"""Whoever writes past the system into the tables that open a case is named by ``verify``."""

from uuid import uuid4

import pytest

from fodfaeste.accounts import services as people
from fodfaeste.cases import services
from fodfaeste.cases.models import CaseMember, Consent, EmergencyAccess, SharedKind, Sharing
from fodfaeste.cases.services.emergency import open_in_emergency
from fodfaeste.cases.verifying import verify_chain, verify_logs
from tests.app.cases.world import NOW, TODAY
from tests.app.sharing.agreed import Agreed

REASON = "Borgeren er faldet om i receptionen, og vi skal ringe til en pårørende."


@pytest.fixture
def a(world):
    """Consents and sharings of both ways, some ended; people who came, left and read."""
    a = Agreed(world)
    consent = a.give()
    a.share()
    a.withdraw(consent)
    a.give(a.to_vera)
    a.share(a.to_vera)
    act = {"case_id": a.case_id, "now": NOW}
    colleague = {"user_id": world.colleague.pk, "role": "employment_specialist"}
    services.join_case(by=world.leader, submission=uuid4(), **colleague, **act)
    services.let_see(
        user_id=world.colleague.pk, kinds=["health"], by=a.jens, submission=uuid4(), **act
    )
    kaj = people.add_user(
        email="kaj@nord.example", name="Kaj", organisation=world.centre, function="contact_person"
    )
    open_in_emergency(number=str(a.case_id), reason=REASON, by=kaj, now=NOW, submission=uuid4())
    a.kaj = kaj
    return a


def codes(a):
    one = sorted(broken.code for broken in verify_chain(a.case_id))
    assert one == sorted(broken.code for _, broken in verify_logs())
    return one


def test_what_the_system_wrote_is_sound(a):
    assert codes(a) == []
    given = {"case_id": a.case_id, "user_id": a.colleague.pk, "now": NOW, "by": a.jens}
    services.let_see(kinds=[], submission=uuid4(), **given)
    services.leave_case(role="employment_specialist", submission=uuid4(), **given)
    assert codes(a) == []


def members(a, **values):
    return CaseMember.unrestricted.filter(case=a.case_id, **values)


def sharings(a, **values):
    return Sharing.unrestricted.filter(case=a.case_id, **values)


def no_more(rows):
    SharedKind.objects.filter(sharing__in=rows).delete()
    rows.delete()


TAMPERED = {
    "a member": (
        lambda a: CaseMember.unrestricted.create(
            case_id=a.case_id, user=a.charlie, role="contact_person", since=TODAY
        ),
        "member_unlogged",
    ),
    "a member is gone": (lambda a: members(a, user=a.colleague).delete(), "member_missing"),
    "sight": (lambda a: members(a, user=a.colleague).update(sees_social=True), "sight_changed"),
    "the receiver": (
        lambda a: sharings(a, receiver_user=a.vera).update(receiver_user=a.villy),
        "sharing_changed",
    ),
    "the end": (lambda a: sharings(a, ended_at=None).update(last_on=None), "sharing_changed"),
    "open again": (
        lambda a: sharings(a, ended_at__isnull=False).update(ended_at=None), "sharing_changed",
    ),
    "another kind": (
        lambda a: SharedKind.objects.create(sharing=sharings(a).first(), kind="health"),
        "sharing_changed",
    ),
    "a sharing is gone": (lambda a: no_more(sharings(a, ended_at=None)), "sharing_missing"),
    "another consent": (
        lambda a: Consent.unrestricted.filter(receiver_user=None).update(receiver_role="employer"),
        "consent_unlogged",
    ),
    "emergency access again": (
        lambda a: EmergencyAccess.unrestricted.update(on=TODAY.replace(year=2030)),
        "emergency_unlogged",
    ),
    "emergency access of another": (
        lambda a: EmergencyAccess.unrestricted.update(user=a.charlie), "emergency_unlogged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_what_nobody_did_is_named(a, what):
    tamper, code = TAMPERED[what]
    tamper(a)
    assert codes(a) == [code]


def test_a_sharing_that_nobody_shared_is_named(a):
    [row] = sharings(a, receiver_user=a.vera)
    row.pk, row._state.adding = uuid4(), True
    row.save(force_insert=True)
    assert codes(a) == ["sharing_unlogged"]
