"""Keys are exchanged: what is encrypted can be read throughout, and in the end by the new key."""

from io import StringIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from fodfaeste.accounts import access
from fodfaeste.accounts.blind import address_index
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import crypto, queries
from fodfaeste.cases.models import Citizen, LogText
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.protection import columns, rotation
from fodfaeste.traces.models import Control, Sample, SampledLine
from tests.app.cases.world import NOW, TODAY
from tests.app.protection.data import CPR, citizen_of

NEW = Fernet.generate_key().decode()


def told(*arguments) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def with_new_key(settings, case_id):
    settings.FODFAESTE_KEYS = [NEW, *settings.FODFAESTE_KEYS]
    return settings


def test_all_is_turned_to_the_first_key_and_the_others_may_go(with_new_key, case_id):
    texts = LogText.unrestricted.filter(entry__case=case_id)
    before = {text.pk: crypto.decrypt_map(text.ciphertext) for text in texts}
    said = told()
    assert "The other keys may go" in said
    assert sum(one.old for one in rotation.count()) == 0
    with_new_key.FODFAESTE_KEYS = [NEW]
    assert {text.pk: crypto.decrypt_map(text.ciphertext) for text in texts.all()} == before
    assert crypto.decrypt(citizen_of(case_id).cpr or "") == CPR.replace("-", "")
    assert verify_chain(case_id) == ()


def test_the_old_key_may_not_go_before(with_new_key):
    with pytest.raises(CommandError, match="keep all keys"):
        told("--check")


def test_checking_changes_nothing(with_new_key, case_id):
    before = citizen_of(case_id).cpr
    with pytest.raises(CommandError):
        told("--check")
    assert citizen_of(case_id).cpr == before


def test_an_interrupted_run_goes_on_where_it_stopped(with_new_key, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    names = [column.name for column in columns.columns()]
    first = next(rotation.rotate())
    assert first.column == names[0]
    done = {one.column: one.done for one in rotation.rotate()}
    assert done[names[0]] == 0, "is not turned twice"
    assert done["cases.LogText.ciphertext"] >= 3
    assert all(one.done == 0 for one in rotation.rotate())


def test_what_somebody_writes_meanwhile_is_not_lost(with_new_key, case_id):
    column = next(one for one in columns.columns() if one.name == "cases.Citizen.cpr")
    citizen = citizen_of(case_id)
    old = citizen.cpr
    newer = crypto.encrypt("0202901234")
    Citizen.unrestricted.filter(pk=citizen.pk).update(cpr=newer)
    assert not rotation.exchange(column, citizen.pk, old, "something else")
    assert citizen_of(case_id).cpr == newer


def test_what_no_key_opens_is_told_and_left_alone(settings, case_id):
    settings.FODFAESTE_KEYS = [NEW]
    lost = {one.column: one.lost for one in rotation.rotate()}
    assert lost["cases.Citizen.cpr"] == 1
    with pytest.raises(CommandError, match="needs the key it was made with"):
        told()


def test_tokens_are_found_within_json_and_turned_there(with_new_key, settings):
    settings.FODFAESTE_KEYS = settings.FODFAESTE_KEYS[1:]
    value = {"secret": crypto.encrypt("s"), "codes": [crypto.encrypt("c"), 7], "used": None}
    settings.FODFAESTE_KEYS = [NEW, *settings.FODFAESTE_KEYS]
    new = columns.turned(value)
    assert [crypto.decrypt(token) for token in columns.tokens(new)] == ["s", "c"]
    assert all(map(columns.is_current, columns.tokens(new)))
    assert new["codes"][1] == 7


def test_indexes_are_made_anew_and_citizens_found_again(world, settings, case_id):
    citizen = citizen_of(case_id)
    contact = {"street": "Ågade 4, 2. tv.", "postcode": "5000", "city": "Odense C"}
    citizen.contact = crypto.encrypt_map(contact)
    citizen.address_index = address_index(street=contact["street"], postcode="5000")
    citizen.save()
    world.jens.address_index = citizen.address_index
    world.jens.save()
    settings.FODFAESTE_INDEX_KEY = "another key, quite as long as the first one was"
    assert queries.citizens(user=world.jens, cpr=CPR, today=TODAY) == ()
    said = told("--index")
    assert "1 of 1 indexes made anew" in said
    assert "1 employees’ own addresses" in said
    assert len(queries.citizens(user=world.jens, cpr=CPR, today=TODAY)) == 1
    found = citizen_of(case_id)
    assert bytes(found.address_index or b"") == address_index(
        street="ågade 4 2 TV", postcode="5000"
    )
    world.jens.refresh_from_db()
    assert world.jens.address_index is None
    assert "0 of 1 indexes made anew" in told("--index")


def test_what_stands_in_a_table_that_only_grows_is_turned_and_guarded_again(world, settings):
    """A leader's note on a look-up is encrypted, and the database refuses to change its line."""
    access.note(user=world.jens, act=access.Act.SEARCH)
    sample = Sample.objects.create(
        organisation=world.centre,
        drawn_at=NOW,
        drawn_by=world.leader,
        since=TODAY,
        until=TODAY,
        found=1,
        submission=uuid4(),
    )
    line = SampledLine.objects.create(sample=sample, line=AccessLog.objects.get())
    control = Control.objects.create(
        sampled=line,
        outcome="in_order",
        note=crypto.encrypt("Talt med Jens"),
        at=NOW,
        by=world.leader,
        submission=uuid4(),
    )
    settings.FODFAESTE_KEYS = [NEW, *settings.FODFAESTE_KEYS]
    done = {one.column: one.done for one in rotation.rotate()}
    assert done["traces.Control.note"] == 1
    settings.FODFAESTE_KEYS = [NEW]
    control.refresh_from_db()
    assert crypto.decrypt(control.note) == "Talt med Jens"
    with pytest.raises(DatabaseError), transaction.atomic():
        Control.objects.update(note="")
