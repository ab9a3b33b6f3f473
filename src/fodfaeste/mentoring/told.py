"""What a form tells of partners and mentors. Nothing is checked yet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from fodfaeste.cases.models import TextKind

REACHED = ("contact_name", "contact_title", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerTold:
    """A partner, and whom one turns to there."""

    name: str
    kind: str
    place: str = ""
    cvr: str = ""
    contact_name: str = ""
    contact_title: str = ""
    phone: str = ""
    email: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTold:
    """Support that a partner can give; see ``models.PartnerHelp``."""

    what: str
    for_whom: str = ""
    track: str = ""
    place: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTold:
    """What was agreed with a partner; see ``models.PartnerAgreement``."""

    about: str
    since: date
    responsible_id: int
    until: date | None = None
    signed_on: date | None = None
    signed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorTold:
    """A mentor. ``comes_from``: the organisation or association; ``time``: how much they have."""

    name: str
    is_volunteer: bool = True
    phone: str = ""
    email: str = ""
    comes_from: str = ""
    languages: str = ""
    likes: str = ""
    time: str = ""
    confidential_on: date | None = None
    stopped_on: date | None = None


DETAILS = ("name", "phone", "email", "comes_from", "languages", "likes", "time")
"""What of a mentor is encrypted."""

WORDS = ("mentor_what", "mentor_where", "mentor_when", "mentor_how", "mentor_agreed")
"""What stands in words in the line of the log: what, where, when and how, and how the citizen
agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportTold:
    """A mentor at a citizen's side; see ``models.MentorSupport``. ``words``: by ``WORDS``."""

    since: date
    is_paid: bool
    mentor_id: UUID | None = None
    user_id: int | None = None
    basis: str = ""
    until: date | None = None
    hours: Decimal | None = None
    hours_per: str = ""
    agreed_on: date | None = None
    words: dict[str, str]
    text_kind: str = TextKind.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTold:
    """A contact, or one that was not held: then ``cause`` says why and ``way`` is not asked."""

    on: date
    way: str = ""
    cause: str = ""
    minutes: int | None = None
    note: str = ""
    text_kind: str = TextKind.ORDINARY
