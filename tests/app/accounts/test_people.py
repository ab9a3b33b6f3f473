import pytest
from django.db import IntegrityError, transaction

from fodfaeste.accounts import access, queries, services
from fodfaeste.accounts.models import AccessLog, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return services.add_organisation(name="Søby Kommune", kind="municipality")


@pytest.fixture
def mette(town):
    return services.add_user(
        email="Mette@Fodfaeste.example",
        name="Mette Bo Holm",
        organisation=town,
        function="caseworker",
        roles=["jobcentre_caseworker", "social_caseworker"],
        teams=[services.add_team(organisation=town, name="Unge")],
        password="a long enough password",
        persona_text={"da": "Sagsbehandler", "en": "Caseworker"},
    )


def test_an_address_is_kept_in_small_letters_and_given_once(mette, town):
    assert mette.email == "mette@fodfaeste.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(
            "METTE@fodfaeste.example", name="Other", organisation=town, function="leader"
        )


def test_a_person_signs_in_with_the_address(client, mette):
    assert client.login(username="mette@fodfaeste.example", password="a long enough password")
    assert not client.login(username="mette@fodfaeste.example", password="another")


def test_a_person_without_a_password_cannot_sign_in(client, town):
    services.add_user(email="a@b.example", name="A", organisation=town, function="leader")
    assert not client.login(username="a@b.example", password="")


def test_greeting_and_initials(mette):
    assert (mette.first_name, mette.initials) == ("Mette", "MH")
    assert str(mette) == mette.get_full_name() == "Mette Bo Holm"


def test_personas_are_those_who_are_one_and_active(mette, town):
    services.add_user(email="x@b.example", name="X", organisation=town, function="leader")
    [persona] = queries.personas()
    assert persona.name == "Mette Bo Holm"
    assert persona.text == {"da": "Sagsbehandler", "en": "Caseworker"}
    User.objects.update(is_active=False)
    assert queries.personas() == ()


def test_colleagues_are_of_the_organisations_asked_for_and_of_shared_teams(mette, town):
    centre = services.add_organisation(name="Center Nord", kind="rehabilitation_centre")
    elsewhere = services.add_organisation(name="Andeby", kind="municipality")
    unge = services.add_team(organisation=town, name="Unge")

    def person(name, organisation, **values):
        return services.add_user(
            email=f"{name}@b.example",
            name=name,
            organisation=organisation,
            function="contact_person",
            roles=["contact_person"],
            **values,
        )

    person("jens", centre)
    person("tove", elsewhere, teams=[unge])
    person("stranger", elsewhere)

    def names(**asked):
        return [one.name for one in queries.colleagues(user=mette, **asked)]

    assert names() == ["Mette Bo Holm", "tove"]
    assert names(organisation_ids=(centre.pk,)) == ["Mette Bo Holm", "jens", "tove"]
    assert names(role="contact_person") == ["tove"]
    assert queries.colleagues(user=mette)[0].roles == ("jobcentre_caseworker", "social_caseworker")


def test_teams_to_choose_from(mette, town):
    other = services.add_organisation(name="Center Nord", kind="rehabilitation_centre")
    team = services.add_team(organisation=other, name="Nord")
    assert [one.name for one in queries.teams(user=mette)] == ["Unge"]
    found = queries.teams(user=mette, organisation_ids=(other.pk,))
    assert {one.id for one in found} - {one.id for one in queries.teams(user=mette)} == {team.pk}
    assert [one.name for one in queries.organisations()] == ["Center Nord", "Søby Kommune"]


def test_a_line_of_the_access_log_stays_as_it_is(mette):
    access.note(user=mette, act=access.Act.SEARCH, by="name", hits=3)
    line = AccessLog.objects.get()
    assert line.detail == {"by": "name", "hits": 3}
    assert line.at is not None
    for change in (
        lambda: AccessLog.objects.update(act="view"),
        AccessLog.objects.all().delete,
        line.delete,
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    assert AccessLog.objects.get().act == "search"
