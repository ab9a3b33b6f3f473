"""The list of drafts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases.queries import DraftListed
from fodfaeste.web import addresses, names
from fodfaeste.web.drafts.answers import when


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A line of the list. ``citizen_url`` empty: there is no case yet."""

    id: UUID
    what: str
    citizen: str
    citizen_url: str
    protected: bool
    when: str
    address: str


def draft_rows(found: Iterable[DraftListed]) -> list[DraftRow]:
    return [row(each) for each in found]


def row(each: DraftListed) -> DraftRow:
    return DraftRow(
        id=each.id,
        what=what(each),
        citizen=names.of_citizen(each.citizen) if each.case_id else each.citizen or "",
        citizen_url=addresses.of_case(each.case_id) if each.case_id else "",
        protected=each.protected,
        when=words.capitalised(when(each.updated_at)),
        address=each.address,
    )


def what(each: DraftListed) -> str:
    """What the form's view says it is; of a form that is no more, only that it was one."""
    address = urlsplit(each.address)
    try:
        match = resolve(address.path)
    except Resolver404:
        return _("A form that no longer exists")
    said = getattr(match.func, "draft_what", "")
    if not callable(said):
        return str(said)
    rules = names.rules_of(each.programme, each.version) if each.version else None
    return str(said(rules, match.kwargs, dict(parse_qsl(address.query))))
