"""The pages of sparring groups."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases.models import SparringMeeting
from tests.app.web_forms import typed_day

pytestmark = pytest.mark.django_db
NEW = reverse("sparring_new")


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def form(**given):
    day = typed_day("on", timezone.localdate())
    return {"submission": uuid4(), "questions": "Hvordan siger vi det?", **day, **given}


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


def test_a_meeting_is_written_down_and_found_again(jens, world):
    assert "Kim Kollega" in text(jens.get(NEW))
    given = form(participants=[world.colleague.pk], agreed="Vi øver det sammen")
    assert jens.post(NEW, given).status_code == 302
    assert "Hvordan siger vi det?" in text(jens.get(reverse("sparring")))
    one = SparringMeeting.unrestricted.get()
    page = text(jens.get(reverse("sparring_meeting", args=[one.pk])))
    assert "Vi øver det sammen" in page and "Kim Kollega" in page
    assert "style=" not in page


def test_a_name_is_warned_about_and_not_refused(jens, world):
    world.refer()
    given = form(questions="Amalie vil ikke i praktik")
    page = text(jens.post(NEW, given))
    assert "Amalie. Skriv det, så ingen kan genkendes" in page
    assert ">\nAmalie vil ikke i praktik</textarea>" in page
    assert not SparringMeeting.unrestricted.exists()
    assert jens.post(NEW, {**given, "sure": "on"}).status_code == 302
    assert SparringMeeting.unrestricted.count() == 1


def test_nothing_asked_is_told_and_the_rest_is_kept(jens):
    page = text(jens.post(NEW, form(questions="", agreed="Bare en aftale")))
    assert ">\nBare en aftale</textarea>" in page
    assert 'id="errors"' in page


def test_the_leader_erases_what_can_be_recognised(client, world):
    client.force_login(world.jens)
    client.post(NEW, form())
    one = SparringMeeting.unrestricted.get()
    client.force_login(world.leader)
    assert "Slet det, der står" in text(client.get(reverse("sparring_meeting", args=[one.pk])))
    answer = client.post(reverse("sparring_erase", args=[one.pk]), {"submission": uuid4()})
    assert answer.status_code == 302
    assert "Hvordan siger vi det?" not in text(client.get(reverse("sparring")))
    changes = text(client.get(reverse("sparring_meeting", args=[one.pk])))
    assert "Hvordan siger vi det?" not in changes


@pytest.mark.parametrize("who", ["mette", "secretary", "charlie"])
def test_others_find_nothing(client, world, who):
    client.force_login(world.jens)
    client.post(NEW, form())
    one = SparringMeeting.unrestricted.get()
    client.force_login(getattr(world, who))
    assert "Hvordan siger vi det?" not in text(client.get(reverse("sparring")))
    assert client.get(reverse("sparring_meeting", args=[one.pk])).status_code == 404
    gone = client.post(reverse("sparring_erase", args=[one.pk]), {"submission": uuid4()})
    assert gone.status_code == 404


def test_who_has_no_group_is_told_so(client, world):
    client.force_login(world.mette)
    assert client.get(NEW).status_code == 403
    assert NEW not in text(client.get(reverse("sparring")))


def test_it_is_in_english_too(jens):
    jens.post("/sprog/", {"language": "en"})
    assert "Who took part, beside you" in text(jens.get(NEW))
