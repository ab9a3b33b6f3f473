"""Letters are delivered once, by each way, or somebody is told what to do."""

from base64 import b64decode
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto, services
from fodfaeste.cases.models import Citizen, LogEntry
from fodfaeste.cases.services import NewConsent, NewEvent
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.letters import delivering, papers
from fodfaeste.letters.models import Channel, DeliveryAttempt, Frozen, Letter, State
from tests.app.cases.world import NOW, TODAY
from tests.app.letters.post import a_letter, frozen, put_with_act, sent_to

MEMO = "{https://DigitalPost.dk/MeMo-1}"
EVENT = NewEvent(type="grant_letter_sent", on=TODAY)


@pytest.fixture(autouse=True)
def numbered(world):
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")


def deliver(at=NOW):
    return delivering.deliver_due(clock=lambda: at)


def put(world, case_id, **values):
    letter = a_letter(case_id, **values)
    put_with_act([letter], by=world.jens, event=NewEvent(type="intro_session", on=TODAY))
    return Letter.unrestricted.get(pk=letter.id)


def now_of(letter):
    letter.refresh_from_db()
    return letter


def lines(case_id, type_):
    return list(LogEntry.unrestricted.filter(case=case_id, type=type_).order_by("seq"))


def dies(*_args, **_kwargs):
    raise ConnectionError("the database is gone")


class TestSent:
    def test_it_is_sent_and_the_log_says_so(self, world, case_id):
        letter = put(world, case_id, when_sent=EVENT)
        assert deliver(NOW + timedelta(days=1)) == 1
        letter = now_of(letter)
        assert (letter.state, letter.next_at, letter.claim) == (State.SENT, None, None)
        [line] = lines(case_id, "letter_sent")
        assert line.attributes["digest"] == letter.digest == frozen(letter).digest
        assert not verify_chain(case_id)

    def test_the_duty_is_met_on_the_day_on_which_it_went_by_who_put_it_there(self, world, case_id):
        put(world, case_id, when_sent=EVENT)
        deliver(NOW + timedelta(days=1))
        [event] = lines(case_id, "grant_letter_sent")
        assert (event.kind, event.on) == ("event", TODAY + timedelta(days=1))
        assert event.registered_by == world.jens

    def test_it_is_sent_once(self, world, case_id, post_office):
        put(world, case_id, when_sent=EVENT)
        assert [deliver(), deliver(), deliver(NOW + timedelta(days=9))] == [1, 0, 0]
        assert len(list(post_office.iterdir())) == 1
        assert len(lines(case_id, "letter_sent")) == len(lines(case_id, "grant_letter_sent")) == 1

    def test_what_was_frozen_stays_whatever_is_known_later(self, world, case_id):
        letter = put(world, case_id)
        deliver()
        before = frozen(letter).pdf
        Citizen.unrestricted.update(name="Amalie Ny")
        assert papers.freeze(now_of(letter)).pdf == before
        assert before.startswith(b"%PDF-")
        assert "Amalie" not in Frozen.unrestricted.get().content

    def test_an_event_that_the_programme_does_not_take_stops_no_letter(self, world, case_id):
        letter = put(world, case_id, when_sent=NewEvent(type="no_such_thing", on=TODAY))
        deliver()
        assert now_of(letter).state == State.SENT
        assert lines(case_id, "letter_sent")[0].attributes["unregistered"] == "yes"


class TestDigitalPost:
    def test_a_file_of_the_format_with_the_letter_in_it(self, world, case_id, post_office):
        letter = put(world, case_id)
        deliver()
        [path] = post_office.iterdir()
        assert path.name == f"{letter.pk}.xml"
        assert oct(path.stat().st_mode)[-3:] == "600"
        text = path.read_text()
        assert text.count("<memo:Message ") == 1 and 'memoVersion="1.2"' in text
        root = ET.fromstring(text)  # noqa: S314 - our own
        said = {name: root.findtext(f".//{MEMO}{name}") for name in ("senderID", "recipientID")}
        assert said == {"senderID": "12345674", "recipientID": "0101901235"}
        content = b64decode(root.findtext(f".//{MEMO}content", ""))
        assert content == frozen(letter).pdf
        assert "Amalie" not in text and "startsamtale" not in text

    def test_taken_away_while_a_worker_died_it_does_not_come_back(
        self, world, case_id, post_office, monkeypatch
    ):
        letter = put(world, case_id)
        with monkeypatch.context() as patch:
            patch.setattr(delivering, "record_sent", dies)
            deliver()
        [path] = post_office.iterdir()
        path.unlink()
        assert now_of(letter).state == State.SENDING
        assert deliver(NOW + timedelta(minutes=5)) == 0
        deliver(NOW + delivering.LEASE)
        assert now_of(letter).state == State.SENT
        assert not list(post_office.iterdir())

    def test_left_there_it_is_not_doubled(self, world, case_id, post_office, monkeypatch):
        letter = put(world, case_id)
        with monkeypatch.context() as patch:
            patch.setattr(delivering, "record_sent", dies)
            deliver()
        deliver(NOW + delivering.LEASE)
        assert now_of(letter).state == State.SENT
        assert len(list(post_office.iterdir())) == 1

    def test_without_a_number_somebody_is_told(self, world):
        case_id = world.refer().case_id
        letter = put(world, case_id, channel=Channel.DIGITAL_POST)
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "no_number")
        [line] = lines(case_id, "letter_failed")
        assert line.attributes["fault"] == "no_number"

    def test_a_unit_sends_in_the_name_of_what_it_is_a_unit_of(self, world, case_id):
        Organisation.objects.filter(pk=world.centre.pk).update(cvr=None, parent=world.town)
        Organisation.objects.filter(pk=world.town.pk).update(cvr="87654321")
        letter = put(world, case_id)
        deliver()
        assert now_of(letter).state == State.SENT

    def test_a_folder_that_cannot_be_written_to_is_tried_again(
        self, world, case_id, post_office, settings
    ):
        settings.FODFAESTE_DIGITAL_POST.parent.mkdir(exist_ok=True)
        settings.FODFAESTE_DIGITAL_POST.write_text("no folder")
        letter = put(world, case_id)
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.WAITING, "no_answer")
        assert letter.next_at == NOW + timedelta(minutes=1)
        settings.FODFAESTE_DIGITAL_POST.unlink()
        deliver(NOW + timedelta(minutes=1))
        assert now_of(letter).state == State.SENT


class TestMail:
    @pytest.fixture
    def reached(self, world, case_id):
        contact = crypto.encrypt_map({"email": "amalie@example.dk"})
        Citizen.unrestricted.update(contact=contact)

    def test_it_says_only_that_a_letter_waits(self, world, case_id, reached):
        letter = put(world, case_id, channel=Channel.EMAIL)
        deliver()
        [message] = mail.outbox
        assert message.to == ["amalie@example.dk"] and now_of(letter).state == State.SENT
        for word in ("Amalie", "010190", "startsamtale", "jobrettet"):
            assert word not in f"{message.subject} {message.body}"
        assert str(letter.pk) in message.extra_headers["Message-ID"]

    def test_in_their_language(self, world, case_id, reached):
        put(world, case_id, channel=Channel.EMAIL)
        put(world, case_id, channel=Channel.EMAIL, language="en")
        deliver()
        assert {one.subject for one in mail.outbox} == {
            "Der ligger et brev til dig", "A letter is waiting for you",
        }  # fmt: skip

    def test_without_an_address_somebody_is_told(self, world, case_id):
        letter = put(world, case_id, channel=Channel.EMAIL)
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "no_address")

    def test_a_server_that_falls_silent_makes_nobody_send_it_twice(
        self, world, case_id, reached, monkeypatch
    ):
        def falls_silent(*_args):
            raise SMTPServerDisconnected

        monkeypatch.setattr(EmailBackend, "send_messages", falls_silent)
        letter = put(world, case_id, channel=Channel.EMAIL)
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "unclear")
        assert deliver(NOW + timedelta(days=1)) == 0

    def test_nor_does_a_worker_that_died_over_it(self, world, case_id, reached):
        letter = put(world, case_id, channel=Channel.EMAIL)
        attempt = delivering.claim_next(now=NOW)
        assert attempt is not None
        DeliveryAttempt.unrestricted.filter(pk=attempt.pk).update(handing_at=NOW)
        assert deliver(NOW + timedelta(minutes=5)) == 0
        deliver(NOW + delivering.LEASE)
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "unclear")
        assert not mail.outbox

    def test_one_that_died_before_it_began_is_followed_by_another(self, world, case_id, reached):
        letter = put(world, case_id, channel=Channel.EMAIL)
        delivering.claim_next(now=NOW)
        deliver(NOW + delivering.LEASE)
        assert now_of(letter).state == State.SENT
        assert [one.fault for one in letter.attempts.all()] == ["died", ""]


class TestAnotherOrganisation:
    def test_it_lies_in_their_inbox(self, world, case_id):
        receiver = {"name": "Søby Kommune", "organisation": world.town.pk}
        letter = put(world, case_id, to="jobcentre_caseworker", receiver=receiver)
        assert not Letter.objects.received_by(world.charlie).exists()
        deliver()
        assert now_of(letter).state == State.SENT
        assert not Letter.objects.received_by(world.mette).exists()
        assert not Letter.objects.received_by(world.charlie).exists()

    def test_not_if_it_is_not_here_any_more(self, world, case_id):
        receiver = {"name": "Søby Kommune", "organisation": world.town.pk}
        letter = put(world, case_id, to="jobcentre_caseworker", receiver=receiver)
        Organisation.objects.filter(pk=world.town.pk).update(is_active=False)
        deliver()
        assert now_of(letter).fault == "not_here"


class TestTriedAgain:
    def test_with_growing_pauses_until_somebody_has_to_look(self, world, case_id, monkeypatch):
        def broken(_letter):
            raise ZeroDivisionError

        monkeypatch.setattr(papers, "drawn", broken)
        letter, at, pauses = put(world, case_id), NOW, []
        while now_of(letter).state == State.WAITING:
            at = letter.next_at
            deliver(at)
            pauses += [letter.next_at - at] if now_of(letter).next_at else []
        assert pauses == list(delivering.PAUSES) == sorted(pauses)
        assert (letter.state, letter.fault, letter.tries) == (State.FAILED, "broken", 6)
        assert [one.fault for one in letter.attempts.all()] == ["broken"] * 6
        assert len(lines(case_id, "letter_failed")) == 1

    def test_what_kills_every_worker_does_not_go_on_for_ever(self, world, case_id):
        letter = put(world, case_id)
        at = NOW
        for _ in range(delivering.MOST):
            delivering.claim_next(now=at)
            at += delivering.LEASE
        deliver(at)
        assert now_of(letter).state == State.FAILED

    def test_one_letter_is_taken_by_one(self, world, case_id):
        put(world, case_id)
        assert delivering.claim_next(now=NOW) is not None
        assert delivering.claim_next(now=NOW) is None

    def test_whoever_was_too_slow_writes_nothing(self, world, case_id):
        letter = put(world, case_id)
        slow = delivering.claim_next(now=NOW)
        assert slow is not None
        later = NOW + delivering.LEASE
        deliver(later)
        delivering.deliver(slow, clock=lambda: later)
        assert (now_of(letter).state, letter.tries) == (State.SENT, 2)
        assert len(lines(case_id, "letter_sent")) == 1
        assert not lines(case_id, "letter_failed")


class TestBasis:
    @pytest.fixture
    def agreed(self, world, case_id):
        new = NewConsent(
            receiver=services.Recipient(role="gp", name="Lars Læge"),
            kinds=["notes", "registrations"], purpose="Opfølgning", wording="Ja",
            way="signature", given_on=TODAY, since=TODAY, last_on=None,
        )  # fmt: skip
        done = services.give_consent(
            case_id=case_id, consent=new, by=world.jens, now=NOW, submission=uuid4()
        )
        assert not done.repeated
        from fodfaeste.cases.models import Consent

        return Consent.unrestricted.get().pk

    def put(self, world, case_id):
        letter = sent_to(case_id, kind="follow_up_note", channel=Channel.DIGITAL_POST)
        receiver = {**letter.receiver, "cvr": "12345674"}
        return put(world, case_id, kind="follow_up_note", to=letter.to, receiver=receiver)

    def test_what_was_agreed_to_goes(self, world, case_id, agreed):
        letter = self.put(world, case_id)
        deliver()
        assert now_of(letter).state == State.SENT

    def test_what_nobody_agreed_to_does_not(self, world, case_id):
        letter = self.put(world, case_id)
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "no_basis")

    def test_nor_what_was_withdrawn_while_it_waited(self, world, case_id, agreed, post_office):
        letter = self.put(world, case_id)
        services.withdraw_consent(
            case_id=case_id, consent_id=agreed, by=world.jens, now=NOW, submission=uuid4()
        )
        deliver()
        assert (now_of(letter).state, letter.fault) == (State.FAILED, "no_basis")
        assert not post_office.exists()
        assert not Frozen.unrestricted.exists()
