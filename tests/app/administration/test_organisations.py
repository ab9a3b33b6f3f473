"""Organisations, units, teams, norms, programmes, letters and meanings, and their log."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from fodfaeste.accounts import queries as known
from fodfaeste.accounts.administration import organisations, queries, teams
from fodfaeste.accounts.administration.organisations import Described, Meaning, Presented
from fodfaeste.accounts.administration.scope import NotYours
from fodfaeste.accounts.models import Logo, Organisation, OutsideRole, Team, User
from fodfaeste.accounts.wording import wording_of
from fodfaeste.core.faults import Refused
from tests.app import web_data
from tests.app.administration.town import told, types, writer

CVR, WRONG_CVR = "13585628", "13585629"


def codes(refused):
    return [(fault.place, fault.code) for fault in refused.value.faults]


def describe(town, place=None, by=None, **said):
    values = {"name": "Søby Kommune", "kind": "municipality", **said}
    return organisations.change_organisation(
        organisation_id=(place or town.soby).pk,
        told=Described(**values),
        writer=writer(by or town.ada),
    )


# --- what it is


def test_a_changed_organisation_says_what_it_was(town):
    describe(town, name=" Nye  Søby ", cvr="DK 13 58 56 28")
    soby = Organisation.objects.get(pk=town.soby.pk)
    assert (soby.name, soby.cvr) == ("Nye Søby", CVR)
    [line] = told(town.soby)
    assert line.before == {"name": "Søby Kommune", "cvr": None}
    assert line.after == {"name": "Nye Søby", "cvr": CVR}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": " "}, ("name", "missing")),
        ({"name": "Fjernby Kommune"}, ("name", "name_taken")),
        ({"kind": "castle"}, ("kind", "unknown_way")),
        ({"cvr": WRONG_CVR}, ("cvr", "cvr_form")),
        ({"cvr": "hello"}, ("cvr", "cvr_form")),
        ({"is_active": False}, ("is_active", "whole_in_use")),
    ],
)
def test_nonsense_about_an_organisation_is_refused(town, said, fault):
    with pytest.raises(Refused) as refused:
        describe(town, **said)
    assert codes(refused) == [fault]
    assert types(town.soby) == []


def test_a_cvr_number_belongs_to_one_organisation_and_to_no_unit(town):
    Organisation.objects.filter(pk=town.charlie.organisation_id).update(cvr=CVR)
    with pytest.raises(Refused) as refused:
        describe(town, cvr=CVR)
    assert codes(refused) == [("cvr", "cvr_taken")]
    with pytest.raises(Refused) as refused:
        describe(town, place=town.unit, name="Jobcenter Søby", kind="job_centre", cvr=CVR)
    assert codes(refused) == [("cvr", "cvr_of_unit")]


def test_a_unit_is_added_and_taken_out_of_use(town):
    submission, unit = uuid4(), Described(name="Socialafdelingen Søby", kind="social_department")
    for _ in range(2):
        organisations.add_unit(
            organisation_id=town.soby.pk, told=unit, writer=writer(town.ada, submission)
        )
    made = Organisation.objects.get(name="Socialafdelingen Søby")
    assert made.parent == town.soby
    assert next(place.id for place in queries.places(by=town.ada)) == town.soby.pk
    assert made.pk in [place.id for place in queries.places(by=town.ada)]
    describe(town, place=made, name=made.name, kind=made.kind, is_active=False)
    assert made.pk not in [choice.id for choice in known.organisations()]
    team = Team.objects.create(organisation=made, name="Team Social")
    house = replace(town.house, organisation=made, team=team)
    with pytest.raises(Refused) as refused:
        web_data.refer(house, "Bo Berg", member=web_data.person("Sus Social", made))
    assert ("organisation_id", "unknown_organisation") in codes(refused)
    assert types(town.soby) == ["unit_added"]
    assert types(made) == ["organisation_changed"]


def test_a_unit_has_no_units(town):
    una = web_data.person("Una Unit", town.unit, function="administrative")
    una.rights.create(right="administer")
    with pytest.raises(Refused):
        organisations.add_unit(
            organisation_id=town.unit.pk,
            told=Described(name="Afsnit", kind="job_centre"),
            writer=writer(una),
        )


# --- teams


def test_a_team_is_made_renamed_and_filled(town):
    teams.make_team(organisation_id=town.soby.pk, name=" Team  Å ", writer=writer(town.ada))
    team = Team.objects.get(name="Team Å")
    teams.change_team(
        team_id=team.pk,
        name="Team Ås",
        member_ids=frozenset({town.house.mette.pk, town.charlie.pk}),
        writer=writer(town.ada),
    )
    assert list(team.members.all()) == [town.house.mette], "Charlie is not ours to choose"
    assert types(town.soby) == ["team_made", "team_changed"]
    assert told(town.soby)[1].after == {"name": "Team Ås", "members": [town.house.mette.pk]}


def test_somebody_from_elsewhere_joins_by_address_and_stays(town):
    team = town.house.team
    guest = {"team_id": team.pk, "name": team.name, "writer": writer(town.ada)}
    teams.change_team(member_ids=frozenset(), guest=town.charlie.email.upper(), **guest)
    assert list(team.members.all()) == [town.charlie]
    guest["writer"] = writer(town.ada)
    teams.change_team(member_ids=frozenset({town.charlie.pk}), **guest)
    assert list(team.members.all()) == [town.charlie]
    with pytest.raises(Refused) as refused:
        teams.change_team(
            member_ids=frozenset(),
            guest="nobody@x.example",
            **{**guest, "writer": writer(town.ada)},
        )
    assert codes(refused) == [("guest", "email_unknown")]


def test_a_name_of_a_team_is_taken_once(town):
    with pytest.raises(Refused) as refused:
        teams.make_team(organisation_id=town.soby.pk, name="Team Fjord", writer=writer(town.ada))
    assert codes(refused) == [("name", "name_taken")]


# --- norms and programmes


def test_norms_are_said_by_role_and_taken_back(town):
    def say(**norms):
        organisations.change_norms(
            organisation_id=town.soby.pk, norms=norms, writer=writer(town.ada)
        )

    say(cti_worker=12, mentor=30)
    say(cti_worker=None)
    assert queries.norms(by=town.ada, organisation_id=town.soby.pk) == {"mentor": 30}
    assert [line.after for line in told(town.soby)] == [
        {"cti_worker": 12, "mentor": 30},
        {"cti_worker": None},
    ]
    with pytest.raises(Refused):
        say(citizen=3)


def use(town, place=None, **uses):
    organisations.change_programmes(
        organisation_id=(place or town.soby).pk, uses=uses, writer=writer(town.ada)
    )


def fresh(user):
    return User.objects.get(pk=user.pk)


def listed(found: frozenset[str] | None) -> list[str]:
    assert found is not None
    return sorted(found)


def test_where_nothing_is_said_all_programmes_are_offered(town):
    assert known.programmes_of(town.house.mette) is None
    assert known.may_refer_to(town.house.mette, "kvik")


def test_nobody_says_of_themselves_that_they_see_the_cases_of_others(town, capsys):
    """Who coordinates or pays sees what other organisations do, so the terminal gives it."""
    for part in ("coordinates", "funds"):
        with pytest.raises(Refused) as refused:
            use(town, kvik=["runs", part])
        assert [(one.place, one.code) for one in refused.value.faults] == [("kvik", "over_others")]
        call_command("give_part", town.soby.name, "kvik", part)
        assert told(town.soby)[-1].after == {"kvik": [part]}
        use(town, kvik=["runs", part])
        use(town, kvik=["runs"])
        with pytest.raises(Refused):
            use(town, kvik=["runs", part])
    for wrong in (["Andre", "kvik"], [town.soby.name, "nothing"]):
        with pytest.raises(CommandError):
            call_command("give_part", *wrong, "funds")


def test_only_programmes_in_use_are_referred_to(town):
    call_command("give_part", town.soby.name, "kvik", "coordinates")
    call_command("give_part", town.soby.name, "rampen", "funds")
    use(town, jobspot=["refers"], kvik=["coordinates"], rampen=["runs", "funds"])
    mette = fresh(town.house.mette)
    assert listed(known.programmes_of(mette)) == ["jobspot", "kvik", "rampen"]
    assert listed(known.referable_by(mette)) == ["jobspot", "rampen"]
    assert not known.may_refer_to(mette, "kvik")
    assert known.programmes_of(fresh(town.charlie)) is None
    assert told(town.soby)[-1].after == {
        "jobspot": ["refers"],
        "rampen": ["funds", "runs"],
    }
    use(town, jobspot=[], kvik=[], rampen=[])
    assert known.programmes_of(fresh(mette)) is None


def test_a_unit_that_says_nothing_does_as_the_whole_says(town):
    worker = web_data.person("Ulf Unit", town.unit)
    use(town, jobspot=["refers"])
    assert listed(known.referable_by(fresh(worker))) == ["jobspot"]
    use(town, place=town.unit, kvik=["runs"])
    assert listed(known.referable_by(fresh(worker))) == ["kvik"]


def test_a_part_that_is_none_is_refused(town):
    with pytest.raises(Refused):
        use(town, jobspot=["owns"])


# --- letters, logo, meanings


def present(town, **wording):
    organisations.change_presentation(
        organisation_id=town.soby.pk,
        told=Presented(letter_name="Søby", signature="Jobcentret", wording=wording),
        writer=writer(town.ada),
    )
    return Organisation.objects.get(pk=town.soby.pk)


def test_own_words_go_before_the_usual_ones(town):
    soby = present(town, greeting="Hej", sign_off="  ", nonsense="x")
    assert wording_of(soby, "greeting", language="da") == "Hej"
    assert wording_of(soby, "sign_off", language="da") == "Med venlig hilsen"
    assert soby.wording == {"greeting": "Hej"}
    assert told(town.soby)[0].after == {
        "letter_name": "Søby",
        "signature": "Jobcentret",
        "greeting": "Hej",
    }


def logo(town, content, kind="image/png"):
    return organisations.change_logo(
        organisation_id=town.soby.pk, content=content, kind=kind, writer=writer(town.ada)
    )


def test_a_logo_is_kept_replaced_and_taken_away(town):
    logo(town, b"one")
    assert not logo(town, b"one").changed
    logo(town, b"two")
    digest = Organisation.objects.get(pk=town.soby.pk).logo_digest
    found = known.logo_of(organisation_id=town.soby.pk, digest=digest)
    assert found == known.Picture(b"two", "image/png")
    assert known.logo_of(organisation_id=town.soby.pk, digest="") is None
    logo(town, b"", "")
    assert not Logo.objects.exists()
    assert types(town.soby) == ["logo_changed"] * 3


def mean(town, **said):
    meaning = Meaning(**{"name": "SB-Leder", **said})
    return organisations.add_meaning(
        organisation_id=town.soby.pk, meaning=meaning, writer=writer(town.ada)
    )


def test_a_role_at_the_provider_gets_a_meaning_and_loses_it(town):
    mean(town, function="leader")
    mean(town, right="administer")
    assert not mean(town, function="leader").changed
    one = OutsideRole.objects.get(function="leader")
    organisations.remove_meaning(
        organisation_id=town.soby.pk, meaning_id=one.pk, writer=writer(town.ada)
    )
    assert OutsideRole.objects.count() == 1
    assert types(town.soby) == ["meaning_added", "meaning_added", "meaning_removed"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": " ", "role": "mentor"}, ("name", "missing")),
        ({}, ("meaning", "nothing_said")),
        ({"function": "citizen"}, ("meaning", "unknown_function")),
        ({"role": "citizen"}, ("meaning", "unknown_role")),
        ({"right": "all"}, ("meaning", "unknown_right")),
    ],
)
def test_a_meaning_without_sense_is_refused(town, said, fault):
    with pytest.raises(Refused) as refused:
        mean(town, **said)
    assert codes(refused) == [fault]


def test_a_meaning_of_others_is_not_removed(town):
    theirs = OutsideRole.objects.create(
        organisation=town.charlie.organisation, name="X", role="mentor"
    )
    done = organisations.remove_meaning(
        organisation_id=town.soby.pk, meaning_id=theirs.pk, writer=writer(town.ada)
    )
    assert not done.changed
    assert OutsideRole.objects.filter(pk=theirs.pk).exists()


# --- whose affair it is


ACTS = {
    "organisation": lambda town, by: describe(town, by=by, name="Taget"),
    "unit": lambda town, by: organisations.add_unit(
        organisation_id=town.soby.pk,
        told=Described(name="Ny", kind="job_centre"),
        writer=writer(by),
    ),
    "norms": lambda town, by: organisations.change_norms(
        organisation_id=town.soby.pk, norms={"mentor": 1}, writer=writer(by)
    ),
    "programmes": lambda town, by: organisations.change_programmes(
        organisation_id=town.soby.pk, uses={"kvik": ["runs"]}, writer=writer(by)
    ),
    "letters": lambda town, by: organisations.change_presentation(
        organisation_id=town.soby.pk,
        told=Presented(letter_name="x", signature="", wording={}),
        writer=writer(by),
    ),
    "logo": lambda town, by: organisations.change_logo(
        organisation_id=town.soby.pk, content=b"x", kind="image/png", writer=writer(by)
    ),
    "meaning": lambda town, by: organisations.add_meaning(
        organisation_id=town.soby.pk, meaning=Meaning(name="x", role="mentor"), writer=writer(by)
    ),
    "make_team": lambda town, by: teams.make_team(
        organisation_id=town.soby.pk, name="Ny", writer=writer(by)
    ),
    "change_team": lambda town, by: teams.change_team(
        team_id=town.house.team.pk,
        name="Ny",
        member_ids=frozenset({town.charlie.pk}),
        writer=writer(by),
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["charlie", "lis"])
def test_it_is_refused_to_others(town, act, who):
    with pytest.raises(NotYours):
        ACTS[act](town, getattr(town, who))
    assert types(town.soby) == []
