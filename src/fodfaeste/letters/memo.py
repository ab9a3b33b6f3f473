"""A letter as a MeMo 1.2 message, the format of Digital Post.

The service that takes it insists on the prefix ``memo:``, on times in UTC that end with a Z, and on
ids of version 4. So the id of a message is made of the letter's, always the same one: whoever gets
a message twice can tell that it is one.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSION, SCHEMA_VERSION = "1.2", "1.2.0"
SYSTEM = "Fodfæste"
LONGEST = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who sends or gets it. ``id_type``: ``CPR`` or ``CVR``."""

    number: str
    id_type: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, and what it is called."""

    label: str
    filename: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """``letter_id``, ``case_id``: ids of ours, which tell nobody anything. ``attached``: what goes
    along with the letter itself."""

    letter_id: UUID
    case_id: UUID
    label: str
    language: str
    sender: Party
    receiver: Party
    made_at: datetime
    letter: Document
    attached: Sequence[Document] = ()


def message_id(letter_id: UUID) -> UUID:
    """The id of the message: of version 4, as the format wants it, and the letter's for ever."""
    return UUID(bytes=sha256(letter_id.bytes).digest()[:16], version=4)


def written(message: Message) -> bytes:
    """The file, as it is handed over."""
    ET.register_namespace("memo", NAMESPACE)
    found: bytes = ET.tostring(tree(message), encoding="utf-8", xml_declaration=True)
    return found


def tree(message: Message) -> Element:
    """The message as elements, in the order of the format."""
    root = Element(_name("Message"), {"memoVersion": VERSION, "memoSchVersion": SCHEMA_VERSION})
    _header(root, message)
    _body(root, message)
    return root


def _header(root: Element, message: Message) -> None:
    header = SubElement(root, _name("MessageHeader"))
    _text(header, "messageType", "DIGITALPOST")
    _text(header, "messageUUID", str(message_id(message.letter_id)))
    _text(header, "label", message.label)
    _text(header, "mandatory", "false")
    _text(header, "legalNotification", "false")
    _party(SubElement(header, _name("Sender")), "senderID", message.sender)
    _party(SubElement(header, _name("Recipient")), "recipientID", message.receiver)
    case = SubElement(SubElement(header, _name("ContentData")), _name("CaseID"))
    _text(case, "caseID", str(message.case_id))
    _text(case, "caseSystem", SYSTEM)


def _party(element: Element, number: str, party: Party) -> None:
    _text(element, number, party.number)
    _text(element, "idType", party.id_type)
    if party.label:
        _text(element, "label", party.label)


def _body(root: Element, message: Message) -> None:
    body = SubElement(root, _name("MessageBody"))
    _text(body, "createdDateTime", f"{message.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    _document(SubElement(body, _name("MainDocument")), message.letter, message.language)
    for each in message.attached:
        _document(SubElement(body, _name("AdditionalDocument")), each, message.language)


def _document(element: Element, document: Document, language: str) -> None:
    _text(element, "label", document.label)
    file = SubElement(element, _name("File"))
    _text(file, "encodingFormat", document.kind)
    _text(file, "filename", document.filename)
    _text(file, "language", language)
    _text(file, "content", b64encode(document.content).decode())


def _text(parent: Element, name: str, said: str) -> None:
    told = said if name == "content" else _NOT_IN_XML.sub("", said)[:LONGEST]
    SubElement(parent, _name(name)).text = told


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no file of the format can hold, however it is written: most control characters."""


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
