"""A citizen is referred: a case is opened, with all that is told of it in its log."""

from datetime import date
from uuid import uuid4

import pytest

from fodfaeste.accounts import services as people
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Case, CaseMember, Citizen, LogEntry
from fodfaeste.cases.services import Member, NewCitizen, NewEvent
from tests.app.cases.world import TODAY

CPR = "010190-1235"


def faults(call):
    with pytest.raises(services.Refused) as refused:
        call()
    return [(fault.place, fault.code) for fault in refused.value.faults]


def test_all_that_was_told_is_in_the_case(world):
    done = world.refer(
        citizen=NewCitizen(name=" Lone  Bæk ", cpr=CPR, protected=True),
        programme="social-stoette-i-job",
        variant="sel-85",
        facts={"benefit": "cash_assistance", "unemployed_since": date(2025, 1, 1)},
        team_id=world.team.pk,
        members=[
            Member(world.jens.pk, "cti_worker"),
            Member(world.mette.pk, "jobcentre_caseworker"),
        ],
    )
    assert done.odd_cpr
    seen = queries.case(user=world.mette, case_id=done.case_id, today=TODAY)
    assert [entry.type for entry in reversed(seen.entries)] == [
        "case_opened",
        "facts_recorded",
        "variant_chosen",
        "member_joined",
        "member_joined",
        "referral_received",
    ]
    citizen = seen.citizen
    assert (citizen.name, citizen.cpr, citizen.protected) == ("Lone Bæk", CPR, True)
    assert citizen.birth_date == date(1990, 1, 1)
    assert seen.facts == {
        "birth_date": "1990-01-01",
        "benefit": "cash_assistance",
        "unemployed_since": "2025-01-01",
    }
    assert (seen.organisation, seen.referred_by, seen.team) == (
        "Center Nord",
        "Søby Kommune",
        "Team Nord",
    )
    assert [(m.name, m.role, m.primary) for m in seen.members] == [
        ("Jens Kragh", "cti_worker", True),
        ("Mette Holm", "jobcentre_caseworker", False),
    ]
    assert seen.evaluation.variant == "sel-85"
    assert (seen.version, seen.newer_version) == (date(2018, 2, 1), None)


def test_sent_twice_opens_one_case(world):
    form = uuid4()
    one, two = world.refer(submission=form), world.refer(submission=form)
    assert (one.case_id, one.citizen_id) == (two.case_id, two.citizen_id)
    assert (one.repeated, two.repeated) == (False, True)
    assert (Case.unrestricted.count(), Citizen.unrestricted.count()) == (1, 1)


def test_anothers_form_does_not_give_their_case_away(world):
    form = uuid4()
    world.refer(submission=form)
    with pytest.raises(services.NotVisible):
        world.refer(submission=form, by=world.charlie, organisation_id=world.elsewhere.pk)


def test_a_known_number_is_the_same_citizen(world):
    one = world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR))
    two = world.refer(citizen=NewCitizen(name="L. Bæk", cpr=CPR.replace("-", "")))
    three = world.refer(citizen=one.citizen_id)
    assert one.citizen_id == two.citizen_id == three.citizen_id
    assert Citizen.unrestricted.get().name == "Lone Bæk"


def test_a_number_that_only_others_know_makes_a_citizen_of_ones_own(world):
    one = world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR))
    elsewhere = {"by": world.charlie, "organisation_id": world.elsewhere.pk}
    elsewhere |= {"referred_by_id": None, "members": []}
    two = world.refer(citizen=NewCitizen(name="Gæt", cpr=CPR), **elsewhere)
    three = world.refer(citizen=NewCitizen(name="Gæt igen", cpr=CPR), **elsewhere)
    assert one.citizen_id != two.citizen_id == three.citizen_id
    names = {each.home_id: each.name for each in Citizen.unrestricted.all()}
    assert names == {world.centre.pk: "Lone Bæk", world.elsewhere.pk: "Gæt"}


def test_a_member_from_the_other_organisation_knows_the_citizen(world):
    members = [Member(world.mette.pk, "jobcentre_caseworker")]
    one = world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR), members=members)
    two = world.refer(
        citizen=NewCitizen(name="L. Bæk", cpr=CPR),
        by=world.mette,
        organisation_id=world.town.pk,
        referred_by_id=None,
        members=[],
    )
    assert one.citizen_id == two.citizen_id


def test_protection_once_asked_for_stays(world):
    world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR))
    world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR, protected=True))
    world.refer(citizen=NewCitizen(name="Lone Bæk", cpr=CPR))
    assert Citizen.unrestricted.get().protected


def test_a_name_has_an_end(world):
    assert world.refer(citizen=NewCitizen(name="Å" * 200))
    given = faults(lambda: world.refer(citizen=NewCitizen(name="Å" * 201)))
    assert given == [("citizen.name", "too_long")]


def test_two_without_a_number_are_two(world):
    one, two = world.refer(), world.refer()
    assert one.citizen_id != two.citizen_id


def test_a_citizen_one_does_not_see_cannot_be_taken_by_id(world):
    theirs = world.refer().citizen_id
    with pytest.raises(services.NotVisible):
        world.refer(citizen=theirs, by=world.charlie, organisation_id=world.elsewhere.pk)


def test_an_organisation_that_refers_to_itself_refers_to_nobody(world):
    done = world.refer(referred_by_id=world.centre.pk)
    assert Case.unrestricted.get(pk=done.case_id).referred_by is None


def test_every_fault_is_told_at_once_and_nothing_kept(world):
    given = faults(
        lambda: world.refer(
            first=NewEvent(type="follow_up", on=date(2026, 12, 24), attributes={"form": "letter"}),
            facts={"benefit": "gold", "hair": "red"},
            variant="3-months",
            team_id=10**6,
            members=[Member(world.jens.pk, "king"), Member(world.jens.pk, "secretary")],
        )
    )
    assert set(given) == {
        ("first.form", "not_one_of"),
        ("facts.benefit", "not_one_of"),
        ("facts.hair", "unknown_fact"),
        ("variant", "unknown_variant"),
        ("team_id", "unknown_team"),
        ("members[0]", "unknown_role"),
        ("members[1]", "role_not_held"),
    }
    assert not Citizen.unrestricted.exists()


@pytest.mark.parametrize(
    ("citizen", "expected"),
    [
        (NewCitizen(name=" ", cpr="1"), {("citizen.name", "missing"), ("citizen.cpr", "cpr_form")}),
        (NewCitizen(name="A", cpr="310290-1234"), {("citizen.cpr", "cpr_date")}),
        (
            NewCitizen(name="A", birth_date=date(2030, 1, 1)),
            {("citizen.birth_date", "in_the_future")},
        ),
    ],
)
def test_faults_of_the_citizen(world, citizen, expected):
    assert set(faults(lambda: world.refer(citizen=citizen))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"programme": "no-such"}, ("programme", "unknown_programme")),
        ({"first": NewEvent(type="referral_received", on=date(2026, 12, 1))},
         ("first.on", "in_the_future")),
        ({"organisation_id": 10**6}, ("organisation_id", "unknown_organisation")),
    ],
)  # fmt: skip
def test_faults_of_the_case(world, values, expected):
    assert expected in faults(lambda: world.refer(**values))


def test_a_case_has_to_be_seen_by_who_opens_it(world):
    assert faults(lambda: world.refer(by=world.charlie)) == [("organisation_id", "not_yours")]


def test_a_team_belongs_to_one_of_the_organisations(world):
    other = people.add_team(organisation=world.elsewhere, name="Andre")
    assert faults(lambda: world.refer(team_id=other.pk)) == [("team_id", "unknown_team")]


def test_members_belong_to_the_case_s_organisations_or_team(world):
    tove = people.add_user(
        email="tove@x.example",
        name="Tove Friis",
        organisation=world.elsewhere,
        function="cti_worker",
        roles=["cti_worker"],
        teams=[world.team],
    )
    member = [Member(tove.pk, "cti_worker")]
    assert faults(lambda: world.refer(members=member)) == [("members[0]", "unknown_person")]
    assert world.refer(members=member, team_id=world.team.pk)
    twice = [Member(world.jens.pk, "contact_person")] * 2
    assert faults(lambda: world.refer(members=twice)) == [("members", "already_a_member")]


def test_nobody_who_has_left_becomes_a_member(world):
    world.mette.is_active = False
    world.mette.save()
    member = [Member(world.mette.pk, "jobcentre_caseworker")]
    assert faults(lambda: world.refer(members=member)) == [("members[0]", "unknown_person")]


def test_a_case_without_members_is_nobodys_yet(world):
    case_id = world.refer(members=[]).case_id
    assert Case.unrestricted.get(pk=case_id).primary is None
    assert not CaseMember.unrestricted.exists()
    team = queries.today(user=world.secretary, today=TODAY, scope="team")
    assert {row.responsible for row in team.undated.rows} == {None}


def test_the_log_of_a_new_case_is_one_chain(world):
    case_id = world.refer().case_id
    seqs = LogEntry.unrestricted.filter(case=case_id).order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == [1, 2, 3]
