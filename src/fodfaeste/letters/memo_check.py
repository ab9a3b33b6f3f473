"""Whether a MeMo message is as the format asks, as far as messages of ours go.

The official schema cannot be had here. What stands below is what is publicly known of it: which
elements there are and in which order, which must be there, and what their texts look like. It says
no more of a message than that.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from fodfaeste.letters.memo import LONGEST, NAMESPACE, VERSION


@dataclass(frozen=True, slots=True)
class Part:
    """An element within another. ``pattern``: of its text; empty: it has parts and no text."""

    name: str
    pattern: str = ""
    required: bool = True
    many: bool = False


SHORT = rf"(?s).{{1,{LONGEST}}}"
YES_NO = "true|false"
ID = r"[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-4[a-fA-F0-9]{3}-[abAB89][a-fA-F0-9]{3}-[a-fA-F0-9]{12}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
BASE64 = r"[A-Za-z0-9+/]+=*"
ID_TYPES = "CPR|CVR|MyndighedsID|Andet"
OF_NUMBERS = {"CPR": r"\d{10}", "CVR": r"\d{8}"}

_DOCUMENT = (Part("label", SHORT, required=False), Part("File", many=True))
PARTS: Mapping[str, tuple[Part, ...]] = {
    "Message": (Part("MessageHeader"), Part("MessageBody")),
    "MessageHeader": (
        Part("messageType", "DIGITALPOST|NEMSMS"),
        Part("messageUUID", ID),
        Part("label", SHORT),
        Part("mandatory", YES_NO),
        Part("legalNotification", YES_NO),
        Part("Sender"),
        Part("Recipient"),
        Part("ContentData", required=False),
    ),
    "Sender": (Part("senderID", SHORT), Part("idType", ID_TYPES), Part("label", SHORT)),
    "Recipient": (
        Part("recipientID", SHORT),
        Part("idType", ID_TYPES),
        Part("label", SHORT, required=False),
    ),
    "ContentData": (Part("CaseID", required=False),),
    "CaseID": (Part("caseID", SHORT), Part("caseSystem", SHORT)),
    "MessageBody": (
        Part("createdDateTime", MOMENT),
        Part("MainDocument"),
        Part("AdditionalDocument", required=False, many=True),
    ),
    "MainDocument": _DOCUMENT,
    "AdditionalDocument": _DOCUMENT,
    "File": (
        Part("encodingFormat", r"[a-z]+/[a-z0-9.+-]+"),
        Part("filename", SHORT),
        Part("language", "[a-z]{2}"),
        Part("content", BASE64),
    ),
}


def faults_of(root: Element) -> list[str]:
    """What is not as it should be: places, and never what stands there."""
    if root.tag != f"{{{NAMESPACE}}}Message" or root.get("memoVersion") != VERSION:
        return ["Message"]
    return [*_faults(root, "Message"), *_numbers(root), *_files(root)]


def _faults(element: Element, name: str) -> Iterator[str]:
    found = [_plain(child) for child in element]
    places = {part.name: number for number, part in enumerate(PARTS[name])}
    for unknown in sorted(set(found) - places.keys()):
        yield f"{name}/{unknown}"
    if [places.get(each, -1) for each in found] != sorted(places.get(each, -1) for each in found):
        yield f"{name}: order"
    for part in PARTS[name]:
        yield from _of_part(element, name, part)


def _of_part(element: Element, name: str, part: Part) -> Iterator[str]:
    there = element.findall(f"{{{NAMESPACE}}}{part.name}")
    if (part.required and not there) or (len(there) > 1 and not part.many):
        yield f"{name}/{part.name}"
    for each in there:
        if not part.pattern:
            yield from _faults(each, part.name)
        elif len(each) or not re.fullmatch(part.pattern, each.text or ""):
            yield f"{name}/{part.name}"


def _numbers(root: Element) -> Iterator[str]:
    for name, number in (("Sender", "senderID"), ("Recipient", "recipientID")):
        for party in root.iter(f"{{{NAMESPACE}}}{name}"):
            pattern = OF_NUMBERS.get(_said(party, "idType"), ".+")
            if not re.fullmatch(pattern, _said(party, number)):
                yield f"{name}/{number}"


def _files(root: Element) -> Iterator[str]:
    for file in root.iter(f"{{{NAMESPACE}}}File"):
        try:
            content = b64decode(_said(file, "content"), validate=True)
        except Error:
            yield "File/content"
            continue
        if _said(file, "encodingFormat") == "application/pdf" and content[:5] != b"%PDF-":
            yield "File/content"


def _said(element: Element, name: str) -> str:
    return element.findtext(f"{{{NAMESPACE}}}{name}") or ""


def _plain(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")
