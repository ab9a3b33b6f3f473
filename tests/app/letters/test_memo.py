"""MeMo files are as is known of the format; what is not is found before anybody gets it."""

from base64 import b64decode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree as ET

import pytest

from fodfaeste.letters import kinds, memo, memo_check
from fodfaeste.letters.new import FORMAL

PDF = b"%PDF-1.7 made up"
LETTER = UUID("12345678-1234-5234-8234-123456789012")


def message(**values):
    given: dict[str, Any] = {
        "letter_id": LETTER,
        "case_id": uuid4(),
        "label": "Indkaldelse",
        "language": "da",
        "sender": memo.Party(number="12345674", id_type="CVR", label="Søby Kommune"),
        "receiver": memo.Party(number="0101901235", id_type="CPR"),
        "made_at": datetime(2026, 11, 28, 9, 30, 12, 345, tzinfo=UTC),
        "letter": memo.Document(label="Indkaldelse", filename="invitation.pdf", content=PDF),
    }
    return memo.Message(**given | values)


def tag(name):
    return f"{{{memo.NAMESPACE}}}{name}"


def test_it_reads_back_as_it_was_written_with_what_is_attached():
    attached = memo.Document(label="Timesedler", filename="time_sheets.pdf", content=PDF + b" 2")
    root = ET.fromstring(memo.written(message(attached=[attached])))  # noqa: S314 - our own
    assert memo_check.faults_of(root) == []
    assert root.findtext(f".//{tag('messageType')}") == "DIGITALPOST"
    assert root.findtext(f".//{tag('createdDateTime')}") == "2026-11-28T09:30:12Z"
    files = [b64decode(each.text or "") for each in root.iter(tag("content"))]
    assert files == [PDF, PDF + b" 2"]
    assert [each.tag for each in root.iterfind(f"{tag('MessageBody')}/*")][-1] == tag(
        "AdditionalDocument"
    )


def test_every_element_has_the_prefix_that_the_service_insists_on():
    text = memo.written(message()).decode()
    assert text.startswith("<?xml version='1.0' encoding='utf-8'?>\n<memo:Message ")
    assert text.count("<memo:") == text.count("</memo:")
    assert "<ns0:" not in text and 'xmlns="' not in text


def test_markup_is_text_and_what_xml_cannot_hold_is_left_out():
    sender = memo.Party(number="12345674", id_type="CVR", label="A\x0b<b>&\x1b\ufffe\ud800B]]>")
    root = ET.fromstring(memo.written(message(sender=sender)))  # noqa: S314 - our own
    assert memo_check.faults_of(root) == []
    assert root.findtext(f".//{tag('Sender')}/{tag('label')}") == "A<b>&B]]>"


def test_the_id_is_of_version_4_and_always_the_same():
    assert memo.message_id(LETTER).version == 4
    assert memo.message_id(LETTER) == memo.message_id(LETTER) != memo.message_id(uuid4())


def broken(change):
    root = memo.tree(message())
    change(root)
    return memo_check.faults_of(root)


def find(root, name):
    return next(root.iter(tag(name)))


def text_of(name, said):
    def change(root):
        find(root, name).text = said

    return change


def without(parent, name):
    def change(root):
        above = find(root, parent)
        above.remove(above.find(tag(name)))

    return change


def more_in(parent, name):
    def change(root):
        ET.SubElement(find(root, parent), tag(name)).text = "x"

    return change


def turned_round(parent):
    def change(root):
        above = find(root, parent)
        above[:] = list(above)[::-1]

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda root: root.set("memoVersion", "1.1"), "Message"),
        (without("Message", "MessageBody"), "Message/MessageBody"),
        (without("MessageHeader", "mandatory"), "MessageHeader/mandatory"),
        (without("Recipient", "recipientID"), "Recipient/recipientID"),
        (without("File", "content"), "File/content"),
        (more_in("MessageHeader", "messageUUID"), "MessageHeader/messageUUID"),
        (more_in("Sender", "colour"), "Sender/colour"),
        (turned_round("MessageHeader"), "MessageHeader: order"),
        (text_of("messageType", "LETTER"), "MessageHeader/messageType"),
        (text_of("messageUUID", str(LETTER)), "MessageHeader/messageUUID"),
        (text_of("mandatory", "no"), "MessageHeader/mandatory"),
        (text_of("idType", "P"), "Sender/idType"),
        (text_of("senderID", "1234567"), "Sender/senderID"),
        (text_of("recipientID", "010190-1235"), "Recipient/recipientID"),
        (text_of("createdDateTime", "2026-11-28T09:30:12+01:00"), "MessageBody/createdDateTime"),
        (text_of("label", "x" * 257), "MessageHeader/label"),
        (text_of("language", "dansk"), "File/language"),
        (text_of("content", "not base64 at all!"), "File/content"),
        (text_of("content", "bm8gcGRm"), "File/content"),
    ],
)
def test_what_is_not_of_the_format_is_found_by_its_place(change, place):
    assert place in broken(change)


def test_what_is_read_by_whoever_sees_registrations_is_a_kind_of_letter():
    assert set(kinds.names()) >= FORMAL
