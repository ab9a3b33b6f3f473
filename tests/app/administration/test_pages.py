"""The pages of administration: what they show and do, and to whom."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fodfaeste.accounts.models import Organisation, OutsideRole, Right, Team, User
from fodfaeste.web.administration.urls import urlpatterns
from tests.app import web_data
from tests.app.administration.town import types
from tests.app.pictures import png

PNG = png()
OF_ADMINISTRATION = [one.name for one in urlpatterns if one.name != "logo"]


@pytest.fixture
def ada(client, town):
    client.force_login(town.ada)
    return client


def address(name, town):
    known = {
        "organisation_id": town.soby.pk,
        "user_id": town.house.mette.pk,
        "team_id": town.house.team.pk,
    }
    [pattern] = [one for one in urlpatterns if one.name == name]
    values = {key: known[key] for key in pattern.pattern.converters}
    return reverse(name, kwargs=values)


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def send(client, path, **said):
    return client.post(path, {"submission": str(uuid4()), **said}, follow=True)


# --- to whom


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_ADMINISTRATION)
def test_whoever_has_not_the_right_is_told_so(client, town, name, method):
    client.force_login(town.lis)
    assert getattr(client, method)(address(name, town)).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [one for one in OF_ADMINISTRATION if one != "administration"])
def test_charlie_who_administers_elsewhere_finds_nothing(client, town, name, method):
    client.force_login(town.charlie)
    page = getattr(client, method)(address(name, town), {"submission": str(uuid4())})
    assert page.status_code in {404, 405}
    assert "Mette" not in page.content.decode()
    assert types(town.soby) == []


@pytest.mark.parametrize("name", OF_ADMINISTRATION)
def test_every_page_opens_for_the_administrator(ada, town, name):
    assert ada.get(address(name, town)).status_code in {200, 302, 405}


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999"])
def test_a_number_that_is_nobodys_is_not_there(ada, number):
    for path in ("", "medarbejdere/", "teams/", "aendringer/"):
        assert ada.get(f"/administration/{number}/{path}").status_code == 404
    assert ada.get(f"/administration/medarbejder/{number}/").status_code == 404


def test_the_menu_leads_administrators_there_and_no_others(client, town):
    client.force_login(town.ada)
    assert 'href="/administration/"' in text(client.get("/"))
    client.force_login(town.lis)
    assert 'href="/administration/"' not in text(client.get("/"))


# --- people


def test_people_are_found_by_a_part_of_the_name_whatever_its_case(ada, town):
    web_data.person("Øjvind Ærø", town.soby)
    page = text(ada.get(reverse("administration_people", args=[town.soby.pk]), {"q": "ærø"}))
    assert "Øjvind Ærø" in page
    assert "Mette Holm" not in page


def test_citizens_and_employers_are_no_staff(ada, town):
    web_data.person("Bo Borger", town.soby, function="citizen")
    web_data.person("Egon Ejer", town.soby, function="employer")
    page = text(ada.get(reverse("administration_people", args=[town.soby.pk])))
    assert "Mette Holm" in page
    assert not [name for name in ("Bo Borger", "Egon Ejer") if name in page]


def test_people_stand_in_danish_order(ada, town):
    for name in ("Åse Aa", "Ægir Aa", "Zenia Aa", "Øjvind Aa"):
        web_data.person(name, town.soby)
    page = text(ada.get(reverse("administration_people", args=[town.soby.pk]), {"q": "aa"}))
    at = [page.index(name) for name in ("Zenia Aa", "Ægir Aa", "Øjvind Aa", "Åse Aa")]
    assert at == sorted(at)


def invitation(**said):
    values = {"name": "Nye Nielsen", "email": "nye@soeby.example", "function": "caseworker"}
    return {"submission": str(uuid4()), **values, "roles": ["cti_worker"], **said}


def test_an_invitation_sends_a_mail_with_nothing_but_the_greeting_and_a_link(ada, town):
    said = invitation(name="Nye Nielsen Hansen")
    page = ada.post(reverse("administration_invite", args=[town.soby.pk]), said, follow=True)
    assert "Nye Nielsen Hansen" in text(page)
    [letter] = mail.outbox
    assert letter.to == ["nye@soeby.example"]
    assert "Hej Nye\n" in letter.body
    assert "/ny-adgangskode/" in letter.body
    said = f"{letter.subject} {letter.body}"
    assert not [word for word in ("Nielsen", "Hansen", "nye@", "Søby", "CTI") if word in said]


def test_an_invitation_sent_twice_sends_one_mail(ada, town):
    said = invitation()
    for _ in range(2):
        ada.post(reverse("administration_invite", args=[town.soby.pk]), said)
    assert len(mail.outbox) == 1
    assert types(town.soby) == ["user_invited"]


def test_nobody_s_sign_in_is_changed_behind_their_back(ada, town):
    """With another address, a new link and no second factor, somebody else could be them."""
    mette = town.house.mette
    had, path = mette.email, reverse("administration_change", args=[mette.pk])
    as_now = {"name": mette.name, "function": mette.function, "email": had}
    send(ada, path, **as_now)
    assert mail.outbox == []
    send(ada, path, **as_now | {"email": "ny@soeby.example"})
    send(ada, reverse("administration_reset_factors", args=[mette.pk]))
    first, second = mail.outbox
    assert (first.to, second.to) == ([had], ["ny@soeby.example"])
    assert "anden e-mailadresse" in first.body and "ny@" not in first.body
    assert "totrinslogin" in second.body


def test_what_was_typed_stays_where_it_is_refused(ada, town):
    said = invitation(email=town.lis.email)
    page = text(ada.post(reverse("administration_invite", args=[town.soby.pk]), said))
    assert "En anden har allerede den e-mailadresse." in page
    assert 'value="Nye Nielsen"' in page
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_is_told(ada, town, monkeypatch):
    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    said = invitation()
    page = ada.post(reverse("administration_invite", args=[town.soby.pk]), said, follow=True)
    assert "Mailen kunne ikke sendes" in text(page)
    assert User.objects.filter(email="nye@soeby.example").exists()


def test_a_person_is_changed(ada, town):
    mette = town.house.mette
    path = reverse("administration_change", args=[mette.pk])
    page = send(
        ada,
        path,
        name="Mette Holm Ny",
        email=mette.email,
        function="leader",
        roles=["mentor"],
        rights=["protect"],
    )
    assert "Mette Holm Ny" in text(page)
    assert User.objects.get(pk=mette.pk).has_right(Right.PROTECT)
    changes = text(ada.get(reverse("administration_changes", args=[town.soby.pk])))
    for part in ("Medarbejder ændret", "Ada Admin", "Mette Holm Ny", "Mentor", "Team Fjord"):
        assert part.lower() in changes.lower()


def test_buttons_do_their_act_and_say_so(ada, town):
    for name, says in (
        ("administration_send_again", "nyt link"),
        ("administration_sign_out", "logget ud"),
        ("administration_reset_factors", "nulstillet"),
    ):
        assert says in text(send(ada, reverse(name, args=[town.lis.pk])))
    assert types(town.soby) == ["link_sent", "sessions_ended", "factors_reset"]


def test_a_button_without_its_form_does_nothing(ada, town):
    page = ada.post(reverse("administration_sign_out", args=[town.lis.pk]), follow=True)
    assert "Prøv igen" in text(page)
    assert types(town.soby) == []


def test_who_leaves_hands_over_on_the_page(ada, town):
    kim = web_data.person(
        "Kim Kollega", town.soby, roles=["jobcentre_caseworker", "contact_person"]
    )
    web_data.refer(town.house, "Åse Ærø")
    path = reverse("administration_leave", args=[town.house.mette.pk])
    page = text(ada.get(path))
    assert "Åse" not in page, "an administrator sees no citizen"
    assert page.count("Kim Kollega") == 2
    assert "Vælg mindst én" in text(send(ada, path))
    chosen = {f"jobspot:{role}": [kim.pk] for role in ("jobcentre_caseworker", "contact_person")}
    said = {"submission": str(uuid4()), **chosen}
    page = ada.post(path, said, follow=True)
    assert "er stoppet" in text(page)
    assert not User.objects.get(pk=town.house.mette.pk).is_active
    # The same form once more, as by a double click: what it asks for is done.
    assert ada.post(path, said, follow=True).status_code == 200
    assert types(town.soby) == ["cases_handed_over", "user_left"]
    left = text(ada.get(reverse("administration_people", args=[town.soby.pk]), {"vis": "forladt"}))
    assert "Mette Holm" in left


# --- the organisation


def test_a_wrong_cvr_number_is_told_beside_its_field(ada, town):
    path = reverse("administration_organisation", args=[town.soby.pk])
    page = text(send(ada, path, name="Søby Kommune", kind="municipality", cvr="12345678"))
    assert "otte cifre, og det sidste" in page
    assert 'value="12345678"' in page


def test_a_unit_is_added_and_opened(ada, town):
    path = reverse("administration_new_unit", args=[town.soby.pk])
    page = send(ada, path, name="Socialafdelingen", kind="social_department")
    assert "Socialafdelingen" in text(page)
    unit = Organisation.objects.get(name="Socialafdelingen")
    assert "Socialafdelingen" in text(
        ada.get(reverse("administration_organisation", args=[unit.pk]))
    )


def test_a_team_is_made_and_filled(ada, town):
    page = send(ada, reverse("administration_teams", args=[town.soby.pk]), name="Team Å")
    assert "Team Å" in text(page)
    team = Team.objects.get(name="Team Å")
    send(
        ada,
        reverse("administration_team", args=[team.pk]),
        name="Team Å",
        members=[town.lis.pk],
    )
    assert list(team.members.all()) == [town.lis]


def test_norms_stand_beside_what_people_have(ada, town):
    web_data.refer(town.house, "Åse Ærø")
    path = reverse("administration_norms", args=[town.soby.pk])
    page = text(send(ada, path, contact_person="1", cti_worker="12"))
    assert "1 af 1" in page
    assert "CT-16" in page, "what the programme says stands there too"
    assert "Åse" not in page
    page = text(send(ada, path, contact_person="0", cti_worker="mange"))
    assert page.count("form-error-message") == 2
    ada.force_login(town.house.mette)
    assert "1 af 1" in text(ada.get("/")), "and on the morning of whoever has them"


def test_programmes_in_use_decide_what_is_offered(client, town):
    client.force_login(town.ada)
    path = reverse("administration_uses", args=[town.soby.pk])
    assert "coordinates" not in text(client.get(path)), "nobody says that of themselves"
    page = text(send(client, path, jobspot=["refers"], kvik=["funds"]))
    assert "form-error-message" in page
    call_command("give_part", town.soby.name, "kvik", "funds")
    send(client, path, jobspot=["refers"], kvik=["funds"])
    client.force_login(User.objects.get(pk=town.house.mette.pk))
    offered, listed = text(client.get("/henvis/")), text(client.get("/programmer/"))
    assert "/henvis/jobspot/" in offered
    assert "/henvis/kvik/" not in offered
    assert client.get("/henvis/kvik/").status_code == 404
    assert client.get("/henvis/jobspot/").status_code == 200
    assert "/programmer/kvik/" in listed
    assert "/programmer/rampen/" not in listed


# --- the logo


def upload(client, town, content, name="logo.png"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(name, content, "image/png")
    path = reverse("administration_logo", args=[town.soby.pk])
    return client.post(path, {"submission": str(uuid4()), "logo": file}, follow=True)


def test_a_logo_is_shown_at_the_head_of_pages_and_served_as_a_file(ada, town):
    text(upload(ada, town, PNG))
    digest = Organisation.objects.get(pk=town.soby.pk).logo_digest
    where = reverse("logo", args=[town.soby.pk, digest])
    assert f'src="{where}"' in text(ada.get("/"))
    file = ada.get(where)
    assert (file.content, file["Content-Type"]) == (PNG, "image/png")
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert ada.get(reverse("logo", args=[town.soby.pk, "0" * 64])).status_code == 404
    send(ada, reverse("administration_logo", args=[town.soby.pk]), remove="1")
    assert ada.get(where).status_code == 404


@pytest.mark.parametrize("content", [
    b"<svg onload=alert(1)>", b"GIF89a", b"", PNG + b"0" * 200 * 1024, PNG[:60], b"\xff\xd8\xff",
    png(told=60_000, height=60),
])  # fmt: skip
def test_what_is_no_small_whole_picture_is_refused(ada, town, content):
    page = text(upload(ada, town, content))
    assert "form-error-message" in page
    assert Organisation.objects.get(pk=town.soby.pk).logo_digest == ""


# --- sign-in


def test_a_role_at_the_provider_gets_a_meaning_and_loses_it(ada, town):
    path = reverse("administration_ways_in", args=[town.soby.pk])
    page = text(send(ada, path, name="SB-Leder", meaning="function:leader"))
    assert "SB-Leder" in page
    one = OutsideRole.objects.get()
    remove = reverse("administration_remove_meaning", args=[town.soby.pk])
    assert "SB-Leder" not in text(send(ada, remove, meaning=one.pk))


# --- the number of questions


def questions(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


LISTS = [
    "organisation",
    "people",
    "teams",
    "norms",
    "uses",
    "ways_in",
    "changes",
]


@pytest.mark.parametrize("area", LISTS)
def test_three_rows_ask_the_database_no_more_than_one(ada, town, area):
    path = reverse(f"administration_{area}", args=[town.soby.pk])
    more(town, 1)
    one = questions(ada, path)
    more(town, 2, 3)
    assert questions(ada, path) == one
    assert one < 30


def test_three_shares_ask_the_database_no_more_than_one(ada, town):
    path = reverse("administration_leave", args=[town.house.mette.pk])
    web_data.person("Kim Kollega", town.soby, roles=["contact_person"])
    web_data.refer(town.house, "Bo Berg")
    one = questions(ada, path)
    for name in ("Bodil Bang", "Bent Bæk"):
        web_data.refer(town.house, name)
    web_data.person("Tine Tredje", town.soby, roles=["contact_person"])
    assert questions(ada, path) == one


def more(town, *numbers):
    """One more of everything that is listed, for each number."""
    from fodfaeste.accounts.administration import organisations, teams
    from fodfaeste.accounts.administration.organisations import Described, Meaning
    from tests.app.administration.town import writer

    for number in numbers:
        where = {"organisation_id": town.soby.pk}
        person = web_data.person(f"P{number} Person", town.soby, roles=["mentor"])
        described = Described(name=f"Enhed {number}", kind="job_centre")
        organisations.add_unit(**where, told=described, writer=writer(town.ada))
        teams.make_team(**where, name=f"Team {number}", writer=writer(town.ada))
        meaning = Meaning(name=f"R{number}", role="mentor")
        organisations.add_meaning(**where, meaning=meaning, writer=writer(town.ada))
        Team.objects.get(name=f"Team {number}").members.add(person)
