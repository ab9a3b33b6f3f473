"""Letters are put into the outbox with the act that they belong to."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from fodfaeste.cases import crypto, services
from fodfaeste.cases.models import Citizen, LogEntry
from fodfaeste.cases.services import NewCitizen, NewCompanion, NewEvent
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.core.faults import Refused
from fodfaeste.letters import services as letters
from fodfaeste.letters.models import Channel, Letter, State
from tests.app.cases.world import NOW, TODAY
from tests.app.letters.post import a_letter, put_with_act


def lines(case_id, type_):
    return list(LogEntry.unrestricted.filter(case=case_id, type=type_))


class TestPut:
    def test_it_waits_and_the_log_says_so_in_codes_alone(self, world, case_id):
        letter = a_letter(case_id)
        put_with_act([letter], by=world.jens)
        row = Letter.unrestricted.get()
        assert (row.pk, row.state, row.put_by) == (letter.id, State.WAITING, world.jens)
        assert crypto.decrypt_map(row.data) == letter.data
        assert "Amalie" not in row.receiver and "startsamtale" not in row.data
        [line] = lines(case_id, "letter_put")
        assert line.attributes == {
            "letter": str(letter.id), "kind": "invitation", "to": "citizen",
            "channel": "digital_post",
        }  # fmt: skip
        assert not verify_chain(case_id)

    def test_a_form_sent_twice_makes_one(self, world, case_id):
        submission = uuid4()
        for _ in range(2):
            letter = a_letter(case_id, submission=submission)
            put_with_act([letter], by=world.jens, submission=submission)
        assert Letter.unrestricted.count() == 1
        assert len(lines(case_id, "letter_put")) == 1

    def test_the_same_letter_in_another_act_is_passed_over(self, world, case_id):
        letter = a_letter(case_id)
        put_with_act([letter], by=world.jens)
        put_with_act([letter], by=world.jens)
        assert len(lines(case_id, "letter_put")) == 1

    def test_if_the_act_fails_there_is_no_letter(self, world, case_id):
        with suppress(ZeroDivisionError), transaction.atomic():
            letters.put([a_letter(case_id)], by=world.jens, now=NOW)
            raise ZeroDivisionError
        assert not Letter.unrestricted.exists()
        assert not lines(case_id, "letter_put")

    @pytest.mark.django_db(transaction=True)
    def test_it_is_refused_outside_of_an_act(self, world, case_id):
        with pytest.raises(letters.NotInTransaction):
            letters.put([a_letter(case_id)], by=world.jens, now=NOW)

    def test_several_in_one_act(self, world, case_id):
        put_with_act([a_letter(case_id), a_letter(case_id, kind="follow_up_note")], by=world.jens)
        assert {row.seen_as for row in Letter.unrestricted.all()} == {"registrations", "notes"}
        assert len(lines(case_id, "letter_put")) == 2

    def test_what_the_template_cannot_do_without_is_asked_for_at_once(self, world, case_id):
        with pytest.raises(Refused) as refused:
            put_with_act([a_letter(case_id, data={"date": "2026-11-23"})], by=world.jens)
        assert {fault.place for fault in refused.value.faults} >= {"what", "sessions", "with"}
        assert not Letter.unrestricted.exists()

    def test_the_event_to_come_is_kept_sealed(self, world, case_id):
        event = NewEvent(type="grant_letter_sent", on=TODAY, note="Med bilag.")
        put_with_act([a_letter(case_id, when_sent=event)], by=world.jens)
        row = Letter.unrestricted.get()
        assert row.when_sent and "bilag" not in row.when_sent
        assert crypto.decrypt_map(row.when_sent)["note"] == "Med bilag."


class TestChannel:
    def channel(self, world, citizen, **values):
        case_id = world.refer(citizen=citizen).case_id
        put_with_act([a_letter(case_id, **values)], by=world.jens)
        return Letter.unrestricted.get(case=case_id)

    def test_digital_post_to_who_has_a_number(self, world):
        row = self.channel(world, NewCitizen(name="Amalie Ærø", cpr="010190-1235"))
        assert (row.channel, row.next_at) == (Channel.DIGITAL_POST, NOW)

    def test_paper_where_the_sender_has_no_number(self, world):
        type(world.centre).objects.filter(pk=world.centre.pk).update(cvr=None)
        row = self.channel(world, NewCitizen(name="Amalie Ærø", cpr="010190-1235"))
        assert (row.channel, row.next_at) == (Channel.PRINT, None)

    def test_paper_to_who_has_none(self, world):
        row = self.channel(world, NewCitizen(name="Amalie Ærø"))
        assert (row.channel, row.next_at) == (Channel.PRINT, None)

    def test_paper_to_who_is_exempt(self, world):
        citizen = NewCitizen(name="Amalie Ærø", cpr="010190-1235")
        case_id = world.refer(citizen=citizen).case_id
        Citizen.unrestricted.update(contact=crypto.encrypt_map({"digital_exempt": "yes"}))
        put_with_act([a_letter(case_id)], by=world.jens)
        assert Letter.unrestricted.get().channel == Channel.PRINT

    def test_their_own_inbox_to_an_organisation_that_works_here(self, world, case_id):
        receiver = {"name": "Søby Kommune", "organisation": world.town.pk}
        to = "jobcentre_caseworker"
        put_with_act([a_letter(case_id, to=to, receiver=receiver)], by=world.jens)
        row = Letter.unrestricted.get()
        assert (row.channel, row.receiver_organisation) == (Channel.ORGANISATION, world.town)

    def test_digital_post_to_a_company_with_a_number(self, world, case_id):
        receiver = {"name": "Søby Bageri", "cvr": "12345674"}
        put_with_act([a_letter(case_id, to="employer", receiver=receiver)], by=world.jens)
        assert Letter.unrestricted.get().channel == Channel.DIGITAL_POST

    def test_whoever_sends_it_may_have_chosen(self, world, case_id):
        put_with_act([a_letter(case_id, channel="print")], by=world.jens)
        assert Letter.unrestricted.get().channel == Channel.PRINT


class TestThoseAtTheCitizensSide:
    def beside(self, world, case_id, **values):
        new: dict[str, Any] = {
            "kind": "guardian",
            "name": "Torben Værge",
            "since": TODAY,
            "letters": True,
        }
        services.add_companion(
            case_id=case_id, new=NewCompanion(**new | values), by=world.jens, now=NOW,
            submission=uuid4(),
        )  # fmt: skip

    def test_who_gets_every_letter_gets_this_one(self, world, case_id):
        self.beside(world, case_id)
        letter = a_letter(case_id, when_sent=NewEvent(type="grant_letter_sent", on=TODAY))
        put_with_act([letter], by=world.jens)
        copy = Letter.unrestricted.get(copy_of=letter.id)
        assert (copy.to_role, copy.channel, copy.when_sent) == ("guardian", Channel.PRINT, None)
        assert crypto.decrypt_map(copy.receiver) == {"name": "Torben Værge"}
        assert len(lines(case_id, "letter_put")) == 2

    @pytest.mark.parametrize(
        "values", [{"letters": False}, {"since": TODAY + timedelta(days=1)}], ids=["none", "later"]
    )
    def test_who_does_not_get_letters_gets_none(self, world, case_id, values):
        self.beside(world, case_id, **values)
        put_with_act([a_letter(case_id)], by=world.jens)
        assert Letter.unrestricted.count() == 1

    def test_a_letter_to_somebody_else_goes_to_them_alone(self, world, case_id):
        self.beside(world, case_id)
        receiver = {"name": "Søby Bageri"}
        put_with_act([a_letter(case_id, to="employer", receiver=receiver)], by=world.jens)
        assert Letter.unrestricted.count() == 1
