"""People are invited, get other work, and leave; every act has its line in the log."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.administration import people
from fodfaeste.accounts.administration.links import link_for
from fodfaeste.accounts.administration.scope import NotYours
from fodfaeste.accounts.blind import address_index
from fodfaeste.accounts.models import AccessLog, Right, Team, User
from fodfaeste.core.faults import Refused
from tests.app import web_data
from tests.app.administration.town import as_is, new, told, types, writer


def invite(town, person=None, **how):
    return people.invite(
        organisation_id=how.get("place", town.soby).pk,
        person=person or new(),
        writer=writer(how.get("by", town.ada), how.get("submission")),
    )


def codes(refused):
    return [(fault.place, fault.code) for fault in refused.value.faults]


# --- invited


def test_whoever_is_invited_is_there_and_cannot_sign_in_yet(town):
    team = town.house.team
    made = invite(
        town, new(roles=["cti_worker"], team_ids=[team.pk], rights=["protect"], name=" Nye  N ")
    )
    user = User.objects.get(pk=made.user_id)
    assert (user.name, user.email, user.organisation) == ("Nye N", "nye@soeby.example", town.soby)
    assert not user.has_usable_password()
    assert user.invited_at is not None
    assert user.has_right(Right.PROTECT)
    assert list(user.teams.all()) == [team]
    [line] = told(town.soby)
    assert (line.type, line.by, line.about) == ("user_invited", town.ada, {"user": user.pk})
    assert line.after["roles"] == ["cti_worker"]
    assert "nye@" not in str(line.after), "the log holds no e-mail address"


def test_a_form_sent_twice_invites_once(town):
    submission = uuid4()
    first, again = (invite(town, submission=submission) for _ in range(2))
    assert first.user_id == again.user_id
    assert (first.done.repeated, again.done.repeated) == (False, True)
    assert types(town.soby) == ["user_invited"]


def test_the_administrator_of_the_whole_invites_into_a_unit(town):
    made = invite(town, place=town.unit)
    assert User.objects.get(pk=made.user_id).organisation == town.unit
    assert types(town.unit) == ["user_invited"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": "  "}, ("name", "missing")),
        ({"email": "METTE@{soby}.example"}, ("email", "email_taken")),
        ({"function": "citizen"}, ("function", "unknown_function")),
        ({"function": "king"}, ("function", "unknown_function")),
        ({"roles": ["citizen"]}, ("roles", "unknown_role")),
        ({"rights": ["everything"]}, ("rights", "unknown_right")),
        ({"team_ids": [0]}, ("teams", "no_such_team")),
    ],
)
def test_nonsense_makes_nobody(town, said, fault):
    if "email" in said:
        said = {"email": said["email"].format(soby=town.soby.pk)}
    with pytest.raises(Refused) as refused:
        invite(town, new(**said))
    assert codes(refused) == [fault]
    assert types(town.soby) == []
    assert not User.objects.filter(email="nye@soeby.example").exists()


def test_nobody_is_put_into_a_team_of_others(town):
    theirs = Team.objects.create(organisation=town.charlie.organisation, name="Deres")
    with pytest.raises(Refused) as refused:
        invite(town, new(team_ids=[theirs.pk]))
    assert codes(refused) == [("teams", "no_such_team")]


def address_of(link):
    return reverse("account_reset_password_from_key", args=[link.uid, link.key])


def test_a_new_link_makes_the_earlier_one_useless(town, client):
    made = invite(town)
    earlier = link_for(made.user_id)
    people.invite_again(user_id=made.user_id, writer=writer(town.ada))
    page = client.get(address_of(earlier), follow=True)
    assert "password1" not in page.content.decode()
    later = link_for(made.user_id)
    page = client.get(address_of(later), follow=True)
    assert "password1" in page.content.decode()
    assert types(town.soby) == ["user_invited", "link_sent"]


# --- changed


def test_only_what_changed_is_told(town):
    mette = town.house.mette
    people.change_person(
        user_id=mette.pk, person=as_is(mette, roles=["cti_worker"]), writer=writer(town.ada)
    )
    [line] = told(town.soby)
    assert line.before == {"roles": ["contact_person", "jobcentre_caseworker"]}
    assert line.after == {"roles": ["cti_worker"]}
    assert [role.role for role in mette.roles.all()] == ["cti_worker"]


def test_a_changed_address_is_told_without_saying_it(town):
    mette = town.house.mette
    EmailAddress.objects.create(user=mette, email=mette.email, primary=True)
    people.change_person(
        user_id=mette.pk, person=as_is(mette, email="Ny@Soeby.example"), writer=writer(town.ada)
    )
    assert User.objects.get(pk=mette.pk).email == "ny@soeby.example"
    assert not EmailAddress.objects.filter(user=mette).exists(), "the old one signs in no more"
    [line] = told(town.soby)
    assert (line.before, line.after) == ({"email": False}, {"email": True})


def test_where_nothing_differs_nothing_is_told(town):
    mette = town.house.mette
    done = people.change_person(user_id=mette.pk, person=as_is(mette), writer=writer(town.ada))
    assert not done.changed
    assert types(town.soby) == []


def test_a_part_in_a_team_of_others_is_theirs_to_end(town):
    mette = town.house.mette
    theirs = Team.objects.create(organisation=town.charlie.organisation, name="Deres")
    theirs.members.add(mette)
    people.change_person(
        user_id=mette.pk, person=as_is(mette, team_ids=[]), writer=writer(town.ada)
    )
    assert list(mette.teams.all()) == [theirs]


def test_the_last_administrator_keeps_the_right(town):
    with pytest.raises(Refused) as refused:
        people.change_person(
            user_id=town.ada.pk, person=as_is(town.ada, rights=[]), writer=writer(town.ada)
        )
    assert codes(refused) == [("rights", "last_administrator")]
    person = as_is(town.lis, rights=["administer"])
    people.change_person(user_id=town.lis.pk, person=person, writer=writer(town.ada))
    people.change_person(
        user_id=town.ada.pk, person=as_is(town.ada, rights=[]), writer=writer(town.ada)
    )
    assert not User.objects.get(pk=town.ada.pk).has_right(Right.ADMINISTER)


# --- home


def home_of(user):
    found = User.objects.get(pk=user.pk).address_index
    return bytes(found) if found is not None else None


def test_of_a_home_only_what_it_is_recognised_by_is_kept(town):
    mette = town.house.mette
    people.set_home(
        user_id=mette.pk, street="Ågade 4, 2. tv.", postcode="4000", writer=writer(town.ada)
    )
    assert home_of(mette) == address_index(street="aagade 4 2 TV", postcode="4000")
    assert home_of(mette) != address_index(street="Ågade 4, 2. th.", postcode="4000")
    [line] = told(town.soby)
    assert (line.before, line.after) == ({"home": False}, {"home": True})
    people.set_home(user_id=mette.pk, street="", postcode="", writer=writer(town.ada))
    assert home_of(mette) is None


def test_half_a_home_is_none(town):
    with pytest.raises(Refused) as refused:
        people.set_home(
            user_id=town.lis.pk, street="Ågade 4", postcode=" ", writer=writer(town.ada)
        )
    assert codes(refused) == [("street", "address_incomplete")]


# --- leaving, and sign-ins


def leave(user, by, submission=None):
    return people.leave(
        user_id=user.pk,
        on=timezone.localdate(),
        ready=list,
        writer=writer(by, submission),
    )


def test_whoever_leaves_is_signed_out_and_stays_known(town, client):
    mette = web_data.with_password(town.house.mette)
    client.force_login(mette)
    assert Session.objects.count() == 1
    leave(mette, town.ada)
    mette = User.objects.get(pk=mette.pk)
    assert (mette.is_active, mette.left_on) == (False, timezone.localdate())
    assert not mette.has_usable_password()
    assert not mette.teams.exists()
    assert Session.objects.count() == 0
    assert client.get("/").status_code == 302
    assert told(town.soby)[0].before["teams"] == [town.house.team.pk]


def test_whoever_has_left_is_not_changed_and_can_come_back(town):
    leave(town.lis, town.ada)
    with pytest.raises(Refused) as refused:
        people.change_person(user_id=town.lis.pk, person=as_is(town.lis), writer=writer(town.ada))
    assert codes(refused) == [("", "has_left")]
    people.take_back(user_id=town.lis.pk, writer=writer(town.ada))
    lis = User.objects.get(pk=town.lis.pk)
    assert (lis.is_active, lis.left_on) == (True, None)
    assert types(town.soby) == ["user_left", "user_returned"]


def test_the_last_administrator_does_not_leave(town):
    with pytest.raises(Refused) as refused:
        leave(town.ada, town.ada)
    assert codes(refused) == [("", "last_administrator")]


def test_signing_out_everywhere_leaves_others_signed_in(town, client):
    client.force_login(town.house.mette)
    other = type(client)()
    other.force_login(town.lis)
    people.sign_out_everywhere(user_id=town.house.mette.pk, writer=writer(town.ada))
    assert client.get("/").status_code == 302
    assert other.get("/").status_code == 200
    assert told(town.soby)[0].before == {"sessions": 1}


def test_second_factors_are_taken_away(town):
    mfa = pytest.importorskip("allauth.mfa.models")
    mfa.Authenticator.objects.create(user=town.lis, type="totp", data={"secret": "x"})
    people.reset_factors(user_id=town.lis.pk, writer=writer(town.ada))
    assert not mfa.Authenticator.objects.filter(user=town.lis).exists()
    assert told(town.soby)[0].before == {"factors": 1}


# --- whose affair it is


ACTS = {
    "invite": lambda town, by: invite(town, by=by),
    "invite_again": lambda town, by: people.invite_again(user_id=town.lis.pk, writer=writer(by)),
    "change": lambda town, by: people.change_person(
        user_id=town.lis.pk, person=as_is(town.lis, rights=["administer"]), writer=writer(by)
    ),
    "home": lambda town, by: people.set_home(
        user_id=town.lis.pk, street="Ågade 4", postcode="4000", writer=writer(by)
    ),
    "leave": lambda town, by: leave(town.lis, by),
    "take_back": lambda town, by: people.take_back(user_id=town.lis.pk, writer=writer(by)),
    "factors": lambda town, by: people.reset_factors(user_id=town.lis.pk, writer=writer(by)),
    "sign_out": lambda town, by: people.sign_out_everywhere(user_id=town.lis.pk, writer=writer(by)),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["charlie", "lis"])
def test_it_is_refused_to_others_and_noted(town, act, who):
    by = getattr(town, who)
    with pytest.raises(NotYours):
        ACTS[act](town, by)
    assert types(town.soby) == []
    assert AccessLog.objects.filter(user=by, act="refused").exists()


def test_the_administrator_of_a_unit_does_not_administer_the_whole(town):
    una = web_data.person("Una Unit", town.unit, function="administrative")
    una.rights.create(right="administer")
    with pytest.raises(NotYours):
        invite(town, by=una)
    assert invite(town, by=una, place=town.unit).user_id
