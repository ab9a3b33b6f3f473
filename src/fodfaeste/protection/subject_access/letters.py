"""The letters of a case, as the citizen is given them: to whom, how and when, and what each said.
What went out on paper is taken out one by one."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.letters import enclosing, kinds
from fodfaeste.letters.models import Letter
from fodfaeste.protection.subject_access.files import ToGive
from fodfaeste.protection.subject_access.naming import COMPANIONS, Namer
from fodfaeste.protection.subject_access.tree import (
    Fact,
    Item,
    day_in_words,
    fact,
    in_words,
    known,
)


def letters(case: Case, namer: Namer) -> Iterator[Item]:
    """All that were put into the outbox; those erased without what they said."""
    for row in _rows(case):
        receiver, said = crypto.decrypt_map(row.receiver), crypto.decrypt_map(row.data)
        to = str(COMPANIONS.get(row.to_role, "")) or namer.role(row.to_role)
        yield Item(
            f"{day_in_words(row.put_at.date())}: {_name(row, namer.language)}",
            known(
                fact("to", _("To"), row.to_role, to),
                *(fact(name, _("Receiver"), value) for name, value in receiver.items()),
                fact("channel", _("Sent by"), row.channel, row.get_channel_display()),
                fact("state", _("How it stands"), row.state, row.get_state_display()),
                fact("put_at", _("Put into the outbox"), row.put_at),
                fact("put_by", _("Written by"), row.put_by.name),
                fact("sent_at", _("Sent"), row.sent_at),
                fact("opened_at", _("Opened by the receiver"), row.opened_at),
                _said(said),
                *(fact("enclosed", _("Enclosed"), name) for name in _enclosed(row)),
            ),
        )


def to_give(cases: tuple[Case, ...], language: str) -> tuple[ToGive, ...]:
    """The PDFs of those that went out, each with what was enclosed."""
    return tuple(
        one
        for case in cases
        for row in _rows(case)
        if hasattr(row, "frozen") and row.sent_at is not None
        for one in _whole(row, language)
    )


def _whole(row: Letter, language: str) -> Iterator[ToGive]:
    pdf = f"{_name(row, language)}.pdf"
    yield ToGive(row.case_id, row.pk, pdf, row.frozen.size, is_letter=True)
    for one in enclosing.of_letter(row.pk):
        name = crypto.decrypt(one.name)
        yield ToGive(row.case_id, row.pk, name, one.size, is_letter=True, number=one.number)


def _enclosed(row: Letter) -> list[str]:
    return [crypto.decrypt(one.name) for one in enclosing.of_letter(row.pk)]


def _rows(case: Case) -> Iterator[Letter]:
    found = Letter.unrestricted.filter(case=case).order_by("put_at", "pk")
    yield from found.select_related("put_by", "frozen").defer("frozen__content")


def _name(row: Letter, language: str) -> str:
    if row.kind not in kinds.names():
        return row.kind
    return words.capitalised(kinds.kind_name(row.kind, language=language))


def _said(data: Mapping[str, Any]) -> Fact:
    """What the letter was told, one thing after the other."""
    return Fact("data", _("What it says"), data, "\n".join(_texts(data)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in _texts(part))
    elif value not in (None, ""):
        yield in_words(value)
