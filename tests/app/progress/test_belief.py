"""The worker's belief in the citizen: its author's and the leader's, and nobody else's."""

import json
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.urls import reverse

from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.services import NotAllowed, NotVisible, Refused
from fodfaeste.protection.subject_access.taking import look_at
from tests.app.cases.world import NOW
from tests.app.progress.asking import believe, believed, measure, seen

SECRET = "troshemmelighed"


@pytest.fixture
def written(world, case_id):
    """Jens wrote what he believes."""
    measure(case_id, world.jens, citizen={"goal": 3}, worker={"goal": 2})
    return believe(case_id, world.jens, 4, reason=SECRET)


def test_its_author_and_the_leader_read_it(world, case_id, written):
    told = [("Jens Kragh", {"belief": 4}, SECRET)]
    assert believed(case_id, world.jens) == told
    assert believed(case_id, world.leader) == told


@pytest.mark.parametrize("who", ["mette", "secretary", "guard"])
def test_others_do_not_learn_that_there_is_any(world, case_id, written, who):
    view = seen(case_id, getattr(world, who))
    assert believed(case_id, getattr(world, who)) == []
    assert not [entry for entry in view.entries if entry.type == "belief_stated"]
    assert SECRET not in repr(view)


def test_of_two_workers_each_reads_their_own(world, case_id, written):
    believe(case_id, world.mette, 1, reason="Mettes")
    assert believed(case_id, world.mette) == [("Mette Holm", {"belief": 1}, "Mettes")]
    assert [reason for *_, reason in believed(case_id, world.jens)] == [SECRET]
    assert [reason for *_, reason in believed(case_id, world.leader)] == [SECRET, "Mettes"]


def test_it_is_encrypted_and_of_its_own_kind(world, case_id, written):
    line = LogEntry.unrestricted.get(type="belief_stated")
    assert line.attributes == {"set": "work"}
    assert line.text.kind == "belief"
    assert SECRET not in line.text.ciphertext


def test_nobody_else_may_write_one(world, case_id):
    for stranger in (world.charlie, world.colleague):
        with pytest.raises(NotVisible):
            believe(case_id, stranger, 3)
    for who in (world.secretary, world.guard):
        with pytest.raises(NotAllowed):
            believe(case_id, who, 3)


@pytest.mark.parametrize("score", [0, 6])
def test_what_is_no_answer_is_refused(world, case_id, score):
    with pytest.raises(Refused):
        believe(case_id, world.jens, score)
    with pytest.raises(Refused):
        believe(case_id, world.jens, 3, reason="x" * 501)
    assert not LogText.unrestricted.filter(kind="belief").exists()


def test_sent_twice_it_is_written_once(world, case_id):
    submission = uuid4()
    for _ in range(2):
        believe(case_id, world.jens, 3, submission=submission)
    assert LogEntry.unrestricted.filter(type="belief_stated").count() == 1


# --- on pages


PAGES = ("case", "progress", "measure", "corrections", "sharing", "access")


@pytest.mark.parametrize("who", ["mette", "secretary", "guard", "colleague", "charlie"])
def test_it_is_on_no_page_of_others(client, world, case_id, written, who):
    client.force_login(getattr(world, who))
    for name in (*PAGES, "belief"):
        page = client.get(reverse(name, args=[case_id]))
        assert SECRET not in page.content.decode(), name
    for path in ("today", "cases", "overviews"):
        assert SECRET not in client.get(reverse(path)).content.decode(), path


def test_who_may_not_write_one_has_no_page_of_it(client, world, case_id, written):
    for who, status in (("secretary", 403), ("guard", 403), ("charlie", 404), ("colleague", 404)):
        client.force_login(getattr(world, who))
        assert client.get(reverse("belief", args=[case_id])).status_code == status


def test_it_is_not_on_the_pages_that_the_citizen_may_be_shown(client, world, case_id, written):
    client.force_login(world.jens)
    for name in ("progress", "measure", "case"):
        page = client.get(reverse(name, args=[case_id])).content.decode()
        assert SECRET not in page
        assert "når i mål" not in page


def test_the_author_sees_it_on_its_own_page(client, world, case_id, written):
    client.force_login(world.jens)
    page = client.get(reverse("belief", args=[case_id])).content.decode()
    assert SECRET in page
    assert "når i mål" in page


def test_the_citizen_is_given_it_who_asks_for_all_that_is_held(world, case_id, written):
    """A worker's belief is a personal datum like any other: the right of access covers it."""
    taken = look_at(case_id=case_id, by=world.guard, language="da", now=NOW)
    held = json.dumps(asdict(taken.held), default=str, ensure_ascii=False)
    assert SECRET in held
    assert "Troen på borgeren" in held
