"""What is kept of letters: given to the citizen, erased with the case, sealed by new keys."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.letters import delivering, handling
from fodfaeste.letters.models import Channel, Frozen, Letter, State
from fodfaeste.letters.queries import paper_for_citizen
from fodfaeste.letters.verifying import verify_letters
from fodfaeste.protection import rotation
from fodfaeste.protection.subject_access.paper import as_json
from fodfaeste.protection.subject_access.taking import look_at
from fodfaeste.running import health
from tests.app.cases.world import NOW, TODAY
from tests.app.letters.post import a_letter, frozen, put_with_act

INTRO = NewEvent(type="intro_session", on=TODAY)


@pytest.fixture
def letters(world, case_id):
    """One that was sent, and one that waits to be printed."""
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
    some = [
        a_letter(case_id, kind="consent"),
        a_letter(case_id, kind="follow_up_note", channel=Channel.PRINT),
    ]
    put_with_act(some, by=world.jens, event=INTRO)
    delivering.deliver_due(clock=lambda: NOW)
    return [Letter.unrestricted.get(pk=one.id) for one in some]


class TestTheCitizensCopy:
    def test_all_letters_are_in_it_with_what_they_say(self, world, case_id, letters):
        taken = look_at(case_id=case_id, by=world.guard, language="da", now=NOW)
        told = json.loads(as_json(taken.held))
        [case] = [part for part in told["parts"] if part["code"] == "case"]
        [part] = [each for each in case["parts"] if each["code"] == "letters"]
        said = json.dumps(part, ensure_ascii=False)
        assert "Samtykkeerklæring" in said and "Det går godt i bageriet." in said
        assert [one.file_id for one in taken.files if one.is_letter] == [letters[0].pk]

    def test_what_went_out_is_given_as_it_went(self, world, case_id, letters):
        given = paper_for_citizen(
            user=world.guard, case_id=case_id, letter_id=letters[0].pk, today=TODAY
        )
        assert given.pdf == frozen(letters[0]).pdf


class TestErased:
    def erase(self, world, case_id):
        erase_case(case_id=case_id, by=world.guard, now=NOW, submission=uuid4())

    def test_what_they_said_goes_with_the_case_and_that_they_went_stays(
        self, world, case_id, letters, post_office
    ):
        assert list(post_office.iterdir())
        self.erase(world, case_id)
        for letter in Letter.unrestricted.all():
            said = (letter.receiver, letter.data)
            assert [crypto.decrypt_map(each) for each in said] == [{}, {}]
            assert letter.when_sent is None
        assert not Frozen.unrestricted.exists()
        assert Letter.unrestricted.get(pk=letters[0].pk).state == State.SENT

    @pytest.mark.django_db(transaction=True)
    def test_what_lies_in_the_folder_goes_too(self, world, case_id, letters, post_office):
        self.erase(world, case_id)
        assert not list(post_office.iterdir())

    def test_what_waits_does_not_go_any_more(self, world, case_id, letters):
        self.erase(world, case_id)
        assert Letter.unrestricted.get(pk=letters[1].pk).state == State.WITHDRAWN
        assert delivering.deliver_due(clock=lambda: NOW + timedelta(days=1)) == 0

    def test_an_erased_letter_is_sound(self, world, case_id, letters):
        self.erase(world, case_id)
        assert verify_letters(now=NOW).is_sound


def test_new_keys_read_what_the_old_ones_sealed(world, case_id, letters, settings):
    before = frozen(letters[0]).pdf
    settings.FODFAESTE_KEYS = [Fernet.generate_key().decode(), *settings.FODFAESTE_KEYS]
    assert not any(each.missed or each.lost for each in rotation.rotate())
    settings.FODFAESTE_KEYS = settings.FODFAESTE_KEYS[:1]
    assert frozen(letters[0]).pdf == before
    assert crypto.decrypt_map(Letter.unrestricted.get(pk=letters[1].pk).data)["text"]


class TestVerified:
    def test_what_was_done_here_is_sound(self, world, case_id, letters):
        handling.mark_printed(letter_ids=[letters[1].pk], by=world.jens, now=NOW)
        found = verify_letters(now=NOW)
        assert (found.seen, found.broken) == (2, ())

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"to_role": "employer"}, "letter_unlogged"),
            ({"digest": "0" * 64}, "letter_unlogged"),
            ({"state": State.SENT}, "letter_unlogged"),
        ],
        ids=["to another", "another paper", "never sent"],
    )
    def test_what_was_changed_past_the_system_is_found(self, letters, change, code):
        letter = letters[1] if "state" in change else letters[0]
        Letter.unrestricted.filter(pk=letter.pk).update(**change)
        assert (letter.pk, code) in verify_letters(now=NOW).broken

    def test_so_is_a_paper_that_was_exchanged_or_taken(self, letters):
        Frozen.unrestricted.update(content=crypto.encrypt_bytes(b"%PDF-1.7 another"))
        assert verify_letters(now=NOW).broken == ((letters[0].pk, "letter_changed"),)
        Frozen.unrestricted.all().delete()
        assert verify_letters(now=NOW).broken == ((letters[0].pk, "paper_missing"),)

    def test_a_letter_that_no_line_put_there(self, world, case_id):
        Letter.unrestricted.create(
            id=uuid4(), case=Case.unrestricted.get(pk=case_id), kind="consent", to_role="citizen",
            receiver=crypto.encrypt_map({}), data=crypto.encrypt_map({}), language="da",
            seen_as="notes", channel="print", put_at=NOW, put_by=world.jens,
        )  # fmt: skip
        assert [code for _, code in verify_letters(now=NOW).broken] == ["letter_unlogged"]


class TestHealth:
    def state(self, now):
        return {one.name: one for one in health.examine(now=now)}["letters"]

    def test_a_letter_that_nobody_takes_up_is_told(self, world, case_id):
        put_with_act([a_letter(case_id)], by=world.jens, event=INTRO)
        assert self.state(NOW + timedelta(minutes=20)).state == "ok"
        found = self.state(NOW + timedelta(minutes=40))
        assert (found.state, found.note) == ("attention", "1 stuck")

    def test_a_failed_one_is_counted_and_is_no_fault_of_the_site(self, world, case_id):
        put_with_act([a_letter(case_id)], by=world.jens, event=INTRO)
        type(world.centre).objects.filter(pk=world.centre.pk).update(cvr=None)
        delivering.deliver_due(clock=lambda: NOW)
        found = self.state(NOW + timedelta(hours=2))
        assert (found.state, found.note) == ("ok", "1 failed")
