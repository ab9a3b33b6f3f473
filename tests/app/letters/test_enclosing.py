"""Documents of the case that go along with a letter: by every way, frozen, and erased with it."""

import io
from base64 import b64decode
from random import Random
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from fodfaeste.accounts.models import AccessLog, Organisation, User
from fodfaeste.cases import crypto
from fodfaeste.cases import services as case_services
from fodfaeste.cases.files import store
from fodfaeste.cases.models import CaseFile, LogEntry, event_id
from fodfaeste.cases.services import NewCompanion, NewEvent, NewFile, add_companion
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.core.faults import Refused
from fodfaeste.letters import delivering, enclosing, grounds, handling, holding, queries
from fodfaeste.letters.memo import NAMESPACE
from fodfaeste.letters.models import Enclosure, Letter, State
from fodfaeste.letters.verifying import verify_letters
from fodfaeste.protection import rotation
from tests.app.cases.world import NOW, TODAY
from tests.app.files.samples import docx
from tests.app.letters.paper import text_of
from tests.app.letters.post import a_letter, put_with_act, sent_to


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FODFAESTE_FILES = tmp_path / "documents"


def pages(number=1):
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(number):
        writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


@pytest.fixture
def document(world, case_id):
    """Adds a document to an event of the case, and gives it."""
    event = NewEvent(type="programme_started", on=TODAY)
    entry = case_services.register(
        case_id=case_id, event=event, by=world.jens, now=NOW, submission=uuid4()
    ).entry_id

    def add(content=None, name="Erklæring.pdf", about="ordinary"):
        before = set(CaseFile.unrestricted.values_list("pk", flat=True))
        given = NewFile(name, io.BytesIO(content or pages(2)), about)
        case_services.add_file(
            case_id=case_id, entry_id=entry, given=given, by=world.jens, now=NOW, submission=uuid4()
        )
        return CaseFile.unrestricted.exclude(pk__in=before).get()

    return add


def put(case_id, by, *files, **values):
    letter = a_letter(case_id, enclosed=[one.pk for one in files], **values)
    put_with_act([letter], by=by)
    return Letter.unrestricted.get(pk=letter.id)


def deliver(world, letter):
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
    delivering.deliver_due(clock=lambda: NOW)
    letter.refresh_from_db()


class TestPut:
    def test_what_is_enclosed_stands_on_the_letter_and_is_counted_in_the_log(
        self, world, case_id, document
    ):
        letter = put(case_id, world.jens, document(), document(docx(), "Aftale.docx"))
        said = crypto.decrypt_map(letter.data)["enclosed"]
        assert said == ["Erklæring.pdf", "Aftale.docx"]
        paper = queries.paper(user=world.jens, letter_id=letter.pk, today=TODAY)
        assert "Erklæring.pdf" in text_of(PdfReader(io.BytesIO(paper.pdf)))
        line = LogEntry.unrestricted.get(case=case_id, type="letter_put")
        assert line.attributes["enclosed"] == "2" and "Erkl" not in str(line.attributes)

    def test_nobody_encloses_what_they_do_not_read(self, world, case_id, document):
        health = document(about="health")
        with pytest.raises(Refused) as refused:
            put(case_id, world.secretary, health)
        assert refused.value.faults[0].code == "enclosure_unknown"
        assert not Letter.unrestricted.exists()

    def test_nor_what_is_of_another_case(self, world, case_id, document):
        other = world.refer().case_id
        with pytest.raises(Refused) as refused:
            put(other, world.jens, document())
        assert refused.value.faults[0].code == "enclosure_unknown"

    @pytest.mark.parametrize(
        ("name", "value", "code"),
        [("MOST", 1, "enclosures_many"), ("MOST_BYTES", 900, "enclosure_large")],
    )
    def test_what_is_too_much_is_said(
        self, world, case_id, document, monkeypatch, name, value, code
    ):
        files = document(), document(pages(20))
        monkeypatch.setattr(enclosing, name, value)
        with pytest.raises(Refused) as refused:
            put(case_id, world.jens, *files)
        assert code in [fault.code for fault in refused.value.faults]

    def test_a_file_that_is_lost_is_said(self, world, case_id, document):
        lost = document()
        store.remove(lost.pk)
        [found] = enclosing.documents(user=world.jens, case_id=case_id, today=TODAY)
        assert found.fault == "enclosure_lost"
        with pytest.raises(Refused):
            put(case_id, world.jens, lost)

    def test_a_copy_to_somebody_near_has_it_too(self, world, case_id, document):
        near = NewCompanion(kind="guardian", name="Vera Værge", since=TODAY, letters=True)
        add_companion(case_id=case_id, new=near, by=world.jens, now=NOW, submission=uuid4())
        put(case_id, world.jens, document())
        assert [one.enclosures.count() for one in Letter.unrestricted.all()] == [1, 1]


class TestRead:
    def test_only_those_who_read_all_of_it_read_the_letter(self, world, case_id, document):
        plain, with_note = put(case_id, world.jens), put(case_id, world.jens, document())
        secretly = put(case_id, world.jens, document(about="health"))

        def reads(who):
            return set(Letter.objects.readable_by(who, TODAY).values_list("pk", flat=True))

        assert reads(world.jens) == {plain.pk, with_note.pk, secretly.pk}
        assert reads(world.leader) == {plain.pk, with_note.pk}
        assert reads(world.secretary) == {plain.pk}

    def test_what_is_classified_anew_is_read_by_those_who_read_it_now(
        self, world, case_id, document
    ):
        enclosed = document()
        letter = put(case_id, world.jens, enclosed)

        def may_read(who):
            return Letter.objects.readable_by(who, TODAY).filter(pk=letter.pk).exists()

        def classify(kind):
            case_services.classify_text(
                case_id=case_id, entry_id=event_id(enclosed.entry.seq), kind=kind, by=world.jens,
                now=NOW, submission=uuid4(),
            )  # fmt: skip

        assert may_read(world.leader)
        classify("health")
        assert may_read(world.jens) and not may_read(world.leader)
        assert "health" in holding.held_in(letter)
        classify("ordinary")
        assert may_read(world.leader)

    def test_three_letters_ask_no_more_than_one(self, world, case_id, document):
        def asked():
            with CaptureQueriesContext(connection) as found:
                queries.outbox(user=world.jens, today=TODAY)
            return len(found)

        put(case_id, world.jens, document(), channel="print")
        asked()
        one = asked()
        for _ in range(2):
            put(case_id, world.jens, document(), channel="print")
        assert asked() == one

    def test_it_is_taken_out_by_who_reads_the_letter_and_logged(
        self, client, world, case_id, document
    ):
        letter = put(case_id, world.jens, document())
        address = reverse("enclosure", args=[letter.pk, 1])
        assert b"".join(self.get(client, world.jens, address).streaming_content) == pages(2)
        line = AccessLog.objects.filter(user=world.jens, act="export").latest("pk")
        assert line.detail == {"page": "letter"} and "notes" in line.kinds
        for who in (world.secretary, world.charlie):
            assert self.get(client, who, address).status_code == 404
        other = reverse("enclosure", args=[letter.pk, 2])
        assert self.get(client, world.jens, other).status_code == 404

    def get(self, client, who, address):
        client.force_login(User.objects.get(pk=who.pk))
        return client.get(address)

    def test_the_page_of_the_letter_shows_it(self, client, world, case_id, document):
        letter = put(case_id, world.jens, document(docx(), "Aftale.docx"), channel="print")
        page = self.get(client, world.jens, reverse("letter", args=[letter.pk])).content.decode()
        assert "Aftale.docx" in page and "udskrives for sig" in page
        other = self.get(client, world.secretary, reverse("letter", args=[letter.pk]))
        assert "Aftale.docx" not in other.content.decode()


class TestPrint:
    def test_a_pdf_comes_out_behind_the_letter(self, world, case_id, document):
        letter = put(case_id, world.jens, document(pages(3)), channel="print")
        made = handling.print_letters(letter_ids=[letter.pk], by=world.jens, now=NOW)
        assert len(PdfReader(io.BytesIO(made.pdf)).pages) == 1 + 3
        assert (made.letters, made.apart) == ([letter.pk], [])

    @pytest.mark.parametrize(
        ("content", "name"), [(docx(), "Aftale.docx"), (b"%PDF-1.7 broken", "Brudt.pdf")]
    )
    def test_what_cannot_is_to_be_printed_by_itself(self, world, case_id, document, content, name):
        letter = put(case_id, world.jens, document(content, name), channel="print")
        made = handling.print_letters(letter_ids=[letter.pk], by=world.jens, now=NOW)
        assert (made.letters, made.apart) == ([letter.pk], [letter.pk])
        assert len(PdfReader(io.BytesIO(made.pdf)).pages) == 1


def test_a_broken_document_spoils_no_pile():
    """It may be broken in any way: all of its pages come out, or none."""
    chance, whole = Random(1), pages(3)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        pile = PdfWriter()
        pile.add_blank_page(200, 200)
        went = enclosing.printed_behind(pile, bytes(broken))
        assert went or len(pile.pages) == 1
        pile.write(io.BytesIO())


class TestDigitalPost:
    def test_it_goes_along_with_its_kind(self, world, case_id, document, post_office):
        files = document(), document(docx(), "Aftale.docx"), document(b"Hej", "Hej.txt")
        letter = put(case_id, world.jens, *files)
        deliver(world, letter)
        assert letter.state == State.SENT
        text = (post_office / f"{letter.pk}.xml").read_bytes()
        root = ET.fromstring(text)  # noqa: S314 - our own
        named = {"memo": NAMESPACE}
        there = root.findall(".//memo:AdditionalDocument", named)
        kinds = [one.findtext(".//memo:encodingFormat", "", named) for one in there]
        assert kinds[0] == "application/pdf" and kinds[2] == "text/plain"
        names = [one.findtext(".//memo:filename", "", named) for one in there]
        assert names == ["01-Erklæring.pdf", "02-Aftale.docx", "03-Hej.txt"]
        assert b64decode(there[0].findtext(".//memo:content", "", named)) == pages(2)

    def test_another_kind_is_told_before(self, world, case_id, document):
        webp = document(b"RIFF\x00\x00\x00\x00WEBP", "billede.webp")
        letter = put(case_id, world.jens, webp, channel="print")
        view = queries.letter(user=world.jens, letter_id=letter.pk, today=TODAY)
        Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
        view = queries.letter(user=world.jens, letter_id=letter.pk, today=TODAY)
        assert view.blocked["digital_post"] == "enclosed"
        assert "digital_post" not in view.channels


class TestInside:
    def test_the_receiver_takes_it_out_once_the_letter_is_opened(
        self, client, world, case_id, document
    ):
        town = {"name": world.town.name, "organisation": world.town.pk}
        letter = put(case_id, world.jens, document(), to="jobcentre", receiver=town)
        deliver(world, letter)
        boss = world.mette
        User.objects.filter(pk=boss.pk).update(function="leader")
        client.force_login(User.objects.get(pk=boss.pk))
        address = reverse("enclosure_received", args=[letter.pk, 1])
        listed = client.get(reverse("letters_received")).content.decode()
        assert "1 bilag" in listed and "Erklæring" not in listed
        assert client.post(address).status_code == 404
        client.post(reverse("letter_received", args=[letter.pk]))
        assert "Erklæring.pdf" in client.get(reverse("letters_received")).content.decode()
        assert b"".join(client.post(address).streaming_content) == pages(2)
        client.force_login(world.charlie)
        assert client.post(address).status_code == 404

    def test_to_others_it_rests_on_a_consent_for_what_it_holds(self, world, case_id, document):
        letter = put(case_id, world.jens, document(about="health"), to="gp",
                     receiver={"name": "Lars Læge", "cvr": "12345674"})  # fmt: skip
        deliver(world, letter)
        assert (letter.state, letter.fault) == (State.FAILED, "no_basis")


class TestKept:
    @pytest.fixture
    def sent(self, world, case_id, document, post_office):
        file = document()
        letter = put(case_id, world.jens, file)
        deliver(world, letter)
        return letter, file

    def test_what_went_stays_though_the_document_is_erased(self, world, case_id, sent):
        letter, file = sent
        CaseFile.unrestricted.filter(pk=file.pk).update(removed_at=NOW, key="")
        store.remove(file.pk)
        assert enclosing.content_of(Enclosure.unrestricted.get()) == pages(2)
        assert verify_letters(now=NOW).is_sound
        line = LogEntry.unrestricted.get(case=case_id, type="letter_sent")
        assert line.attributes["enclosed"] == enclosing.digest_of(letter.pk)

    def test_what_was_erased_before_does_not_go(self, world, case_id, document, post_office):
        file = document()
        letter = put(case_id, world.jens, file)
        CaseFile.unrestricted.filter(pk=file.pk).update(removed_at=NOW, key="")
        deliver(world, letter)
        assert (letter.state, letter.fault) == (State.FAILED, "enclosure_gone")
        assert not post_office.exists() or not list(post_office.iterdir())

    def test_what_is_exchanged_is_found(self, sent):
        Enclosure.unrestricted.update(content=crypto.encrypt_bytes(b"%PDF-1.7 another"))
        assert [code for _, code in verify_letters(now=NOW).broken] == ["letter_changed"]

    def test_so_is_what_is_taken_away(self, sent):
        Enclosure.unrestricted.all().delete()
        assert [code for _, code in verify_letters(now=NOW).broken] == ["letter_changed"]

    def test_it_is_erased_with_the_case(self, world, case_id, sent):
        erase_case(case_id=case_id, by=world.guard, now=NOW, submission=uuid4())
        assert not Enclosure.unrestricted.exists()
        assert verify_letters(now=NOW).is_sound

    def test_new_keys_open_it(self, sent, settings):
        settings.FODFAESTE_KEYS = [Fernet.generate_key().decode(), *settings.FODFAESTE_KEYS]
        assert not any(each.missed or each.lost for each in rotation.rotate())
        settings.FODFAESTE_KEYS = settings.FODFAESTE_KEYS[:1]
        row = Enclosure.unrestricted.get()
        assert (crypto.decrypt(row.name), enclosing.content_of(row)) == ("Erklæring.pdf", pages(2))

    def test_what_is_taken_back_leaves_no_copy(self, world, case_id, document):
        letter = put(case_id, world.jens, document(), channel="print")
        handling.print_letters(letter_ids=[letter.pk], by=world.jens, now=NOW)
        assert Enclosure.unrestricted.get().content
        handling.take_back(letter_id=letter.pk, by=world.jens, now=NOW, submission=uuid4())
        assert Enclosure.unrestricted.get().content is None

    def test_the_citizen_is_given_it(self, client, world, case_id, sent):
        letter, _ = sent
        address = reverse("enclosure_for_citizen", args=[case_id, letter.pk, 1])
        client.force_login(world.guard)
        assert b"".join(client.get(address).streaming_content) == pages(2)
        for who in (world.jens, world.charlie):
            client.force_login(who)
            assert client.get(address).status_code in (403, 404)


def test_nothing_goes_by_e_mail(world, case_id, document, mailoutbox):
    letter = put(case_id, world.jens, document(), to="gp", channel="email",
                 receiver={"name": "Lars Læge", "email": "lars@example.org"})  # fmt: skip
    assert not grounds.may_go(letter, on=TODAY)
    Letter.unrestricted.filter(pk=letter.pk).update(to_role="guardian")
    deliver(world, letter)
    [mail] = mailoutbox
    assert not mail.attachments and "Erkl" not in mail.body
    assert sent_to(case_id).enclosed == ()
