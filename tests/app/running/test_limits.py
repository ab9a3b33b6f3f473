"""What can be done over and over comes to an end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from fodfaeste.running.limits import Limit, forget_spent, spend
from fodfaeste.running.models import Spent
from fodfaeste.web import limits
from tests.app import web_data

NOW = datetime(2026, 11, 23, 2, 30, 10, tzinfo=UTC)
THREE = Limit("three", 3, 60)


@pytest.mark.django_db
def test_the_fourth_of_three_is_refused_and_told_when_to_come_back():
    assert [spend(THREE, who="a", now=NOW) for _ in range(4)] == [None, None, None, 50]


@pytest.mark.django_db
def test_each_has_their_own_and_the_next_stretch_begins_anew():
    for _ in range(4):
        spend(THREE, who="a", now=NOW)
    assert spend(THREE, who="b", now=NOW) is None
    assert spend(Limit("other", 3, 60), who="a", now=NOW) is None
    assert spend(THREE, who="a", now=NOW + timedelta(seconds=49)) == 1
    assert spend(THREE, who="a", now=NOW + timedelta(seconds=50)) is None


@pytest.mark.django_db
def test_who_it_was_is_not_written_down_and_old_counts_are_deleted():
    spend(THREE, who="user 7", now=NOW)
    assert "7" not in Spent.objects.get().key or len(Spent.objects.get().key) == 64
    forget_spent(now=NOW + timedelta(seconds=49))
    assert Spent.objects.exists()
    forget_spent(now=NOW + timedelta(seconds=50))
    assert not Spent.objects.exists()


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(
        limits, "LIMITS", {name: Limit(f"few {name}", 2, 600) for name in limits.LIMITS}
    )


@pytest.mark.django_db
def test_numbers_cannot_be_tried_one_by_one(client, few):
    home = web_data.house()
    client.force_login(home.mette)
    answers = [client.post("/sager/find/", {"find": f"01019{n}-1234"}) for n in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert "for mange" in answers[-1].content.decode().lower()
    client.force_login(home.charlie)
    assert client.post("/sager/find/", {"find": "010190-1234"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sager/find/", "/noedadgang/"])
def test_a_number_that_is_tried_is_no_draft(client, few, address):
    client.force_login(web_data.house().mette)
    said = {"find": "010190-1234", "number": "010190-1234", "kladde": "gem"}
    assert [client.post(address, said).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.django_db
def test_a_referral_that_was_begun_looks_its_number_up_as_often_as_it_is_opened(client, few):
    client.force_login(web_data.house().mette)
    assert [client.get("/henvis/jobspot/").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.django_db
def test_looking_at_the_list_is_not_counted_but_searching_in_it_is(client, few):
    client.force_login(web_data.house().mette)
    assert [client.get("/sager/").status_code for _ in range(4)] == [200] * 4
    assert [client.get("/sager/?q=a").status_code for _ in range(3)] == [200, 200, 429]


def test_every_limit_is_of_a_view_that_there_is():
    assert set(limits.LIMITS) <= {name for name in get_resolver().reverse_dict if name}


def test_of_those_who_are_not_signed_in_the_address_counts(db):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    request.user = AnonymousUser()
    assert limits.who_asks(request) == "address 192.0.2.7"
