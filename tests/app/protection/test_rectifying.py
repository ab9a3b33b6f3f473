"""Who a citizen is can be corrected; what was there before can be seen."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from fodfaeste.cases import queries
from fodfaeste.cases.models import Citizen, LogEntry, LogText
from fodfaeste.cases.queries import NotAllowed, NotVisible
from fodfaeste.cases.services.rectifying import Identity, identity_of, rectify_citizen
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.core.faults import Refused
from fodfaeste.protection import subject_access
from tests.app.cases.world import NOW, TODAY
from tests.app.protection.data import CPR, citizen_of

WAS = Identity(name="Amalie Ærø Sørensen", cpr=CPR.replace("-", ""), birth_date=date(1990, 1, 1))
OTHER = "020291-1235"


def rectify(world, case_id, *, by=None, reason="Navneændring", submission=None, **changes):
    return rectify_citizen(
        case_id=case_id,
        to=replace(WAS, **changes),
        reason=reason,
        by=by or world.jens,
        now=NOW,
        submission=submission or uuid4(),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Amalie Ørsted"},
        {"cpr": "0202911235", "birth_date": date(1991, 2, 2)},
        {"cpr": None, "birth_date": date(1990, 1, 2)},
        {"protected": True},
    ],
    ids=", ".join,
)
def test_each_thing_can_be_corrected(world, case_id, changes):
    rectify(world, case_id, **changes)
    assert identity_of(case_id=case_id, by=world.jens, on=TODAY) == replace(WAS, **changes)
    assert verify_chain(case_id) == ()


def test_the_birth_date_is_that_of_the_number(world, case_id):
    rectify(world, case_id, cpr=OTHER, birth_date=date(1970, 1, 1))
    assert citizen_of(case_id).birth_date == date(1991, 2, 2)


def test_the_citizen_is_found_by_the_new_number_and_name(world, case_id):
    rectify(world, case_id, name="Amalie Ørsted", cpr=OTHER)
    assert queries.citizens(user=world.jens, cpr=CPR, today=TODAY) == ()
    [found] = queries.citizens(user=world.jens, cpr=OTHER, today=TODAY)
    assert found.name == "Amalie Ørsted"


def test_as_it_was_stands_in_the_encrypted_text_and_not_in_clear(world, case_id):
    rectify(world, case_id, name="Amalie Ørsted", cpr=OTHER)
    line = LogEntry.unrestricted.get(case=case_id, type="citizen_rectified")
    assert line.attributes == {"fields": ["name", "cpr", "birth_date"]}
    assert "Sørensen" not in LogText.unrestricted.get(entry=line).ciphertext


def test_what_was_corrected_can_be_seen(world, case_id):
    rectify(world, case_id, name="Amalie Ørsted", cpr=OTHER)
    held = subject_access.look_at(case_id=case_id, by=world.guard, language="da", now=NOW).held
    changes = next(part for part in held.parts if part.code == "corrections")
    said = {one.code: one.said for one in changes.items[-1].facts}
    assert said["name"] == "Amalie Ærø Sørensen → Amalie Ørsted"
    assert said["cpr"] == f"{CPR} → {OTHER}"
    assert said["reason"] == "Navneændring"


def faults(world, case_id, **given):
    with pytest.raises(Refused) as refused:
        rectify(world, case_id, **given)
    return {(fault.place, fault.code) for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("name", "nothing_changed")]),
        ({"name": " "}, [("name", "missing")]),
        ({"name": "x" * 201}, [("name", "too_long")]),
        ({"name": "Ny", "reason": " "}, [("reason", "missing")]),
        ({"cpr": "1234"}, [("cpr", "cpr_form")]),
        ({"cpr": "310290-1234"}, [("cpr", "cpr_date")]),
        ({"cpr": None, "birth_date": date(2027, 1, 1)}, [("birth_date", "in_the_future")]),
        (
            {"name": "", "cpr": "x", "reason": ""},
            [("name", "missing"), ("cpr", "cpr_form"), ("reason", "missing")],
        ),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_every_fault(world, case_id, given, expected):
    assert faults(world, case_id, **given) == set(expected)


def test_a_number_of_another_citizen_of_the_organisation_is_refused(world, case_id):
    from fodfaeste.cases.services import NewCitizen

    world.refer(citizen=NewCitizen(name="Bo Berg", cpr=OTHER))
    assert faults(world, case_id, cpr=OTHER) == {("cpr", "cpr_taken")}


def test_a_form_sent_twice_corrects_once(world, case_id):
    form = uuid4()
    rectify(world, case_id, name="Amalie Ørsted", submission=form)
    assert rectify(world, case_id, name="Amalie Ørsted", submission=form).repeated
    assert LogEntry.unrestricted.filter(type="citizen_rectified").count() == 1


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        ("secretary", NotAllowed),
        ("guard", NotAllowed),
        ("charlie", NotVisible),
        ("mette", NotVisible),
    ],
)
def test_who_may_not_correct_does_not(world, case_id, who, refused):
    with pytest.raises(refused):
        rectify(world, case_id, by=getattr(world, who), name="Hacket")
    with pytest.raises(refused):
        identity_of(case_id=case_id, by=getattr(world, who), on=TODAY)
    assert citizen_of(case_id).name == "Amalie Ærø Sørensen"


def test_who_does_not_see_a_protected_name_does_not_correct_it(world, case_id):
    """The team may correct, and does not see protected names."""
    from fodfaeste.accounts.models import TeamMembership
    from fodfaeste.cases.models import Case

    Case.unrestricted.filter(pk=case_id).update(team=world.team)
    TeamMembership.objects.create(team=world.team, user=world.mette)
    identity_of(case_id=case_id, by=world.mette, on=TODAY)
    Citizen.unrestricted.update(protected=True)
    with pytest.raises(NotAllowed):
        identity_of(case_id=case_id, by=world.mette, on=TODAY)
