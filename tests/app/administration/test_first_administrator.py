"""The first administrator is made at the terminal, and gets a link instead of a password."""

import re

import pytest
from django.core.management import CommandError, call_command

from fodfaeste.accounts import services
from fodfaeste.accounts.models import Organisation, Right, User
from tests.app.administration.town import told, types

pytestmark = pytest.mark.django_db
CVR = "13585628"


def add(capsys, *more, email="Ada@Soeby.example", name="Ada Admin", organisation="Søby Kommune"):
    call_command("add_administrator", email, name, f"--organisation={organisation}", *more)
    return capsys.readouterr().out


def test_organisation_and_administrator_are_made_with_lines_in_the_log(capsys):
    add(capsys, f"--cvr={CVR}")
    ada = User.objects.get(email="ada@soeby.example")
    assert ada.has_right(Right.ADMINISTER)
    assert not ada.has_usable_password()
    assert (ada.organisation.name, ada.organisation.cvr) == ("Søby Kommune", CVR)
    assert types(ada.organisation) == ["organisation_added", "user_invited"]
    assert told(ada.organisation)[0].by is None


def test_the_link_sets_a_password_once(capsys, client):
    out = add(capsys, "--site=https://sager.kommune.example/")
    address = re.search(r"https://sager\.kommune\.example(/\S+)", out)
    assert address, out
    page = client.get(address[1], follow=True)
    form = page.redirect_chain[-1][0]
    typed = "fire forkerte fisk flyver"
    client.post(form, {"password1": typed, "password2": typed})
    assert User.objects.get().check_password(typed)
    again = type(client)().get(address[1], follow=True).content.decode()
    assert "password1" not in again


def test_an_organisation_that_is_there_stays_as_it_is(capsys):
    soby = services.add_organisation(name="Søby Kommune", kind="municipality")
    add(capsys, "--kind=ngo")
    assert Organisation.objects.get().kind == "municipality"
    assert types(soby) == ["user_invited"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"email": "nonsense"}, "not an e-mail"),
        ({"name": "  "}, "name"),
        ({"organisation": " "}, "name"),
        ({"more": "--cvr=12345678"}, "CVR number"),
    ],
)
def test_nonsense_makes_nobody(capsys, changed, says):
    more = [changed.pop("more")] if "more" in changed else []
    with pytest.raises(CommandError, match=says):
        add(capsys, *more, **changed)
    assert not User.objects.exists()
    assert not Organisation.objects.exists()


def test_nobody_is_made_twice(capsys):
    add(capsys)
    with pytest.raises(CommandError, match="already"):
        add(capsys)
