"""What the queries of mentor support give, read from the case that somebody has opened: they see
what they see of its log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fodfaeste.cases.models import event_id
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.mentoring.hours import Account, Arranged, Spent, account
from fodfaeste.mentoring.models import MentorContact, MentorSupport
from fodfaeste.mentoring.registers import details_of
from fodfaeste.mentoring.supporting import CONTACT, MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportView:
    """A mentor at a citizen's side.

    ``name`` empty: it is not for the asker, or erased. ``words``: by ``told.WORDS``;
    ``is_withheld``: there are some that the asker does not read. ``has_part``: whether a mentor
    who uses the system takes part in the case. ``contacts``: newest first."""

    id: UUID
    name: str
    mentor_id: UUID | None
    user_id: int | None
    is_volunteer: bool
    is_erased: bool
    has_signed: bool
    has_part: bool
    is_paid: bool
    basis: str
    since: date
    until: date | None
    ended_on: date | None
    hours: Decimal | None
    hours_per: str
    agreed_on: date | None
    words: Mapping[str, str] = field(default_factory=dict)
    text_kind: str = "ordinary"
    is_withheld: bool = False
    reason: str = ""
    contacts: tuple[EntryView, ...] = ()

    @property
    def spent(self) -> list[Spent]:
        """The time of each contact."""
        return [Spent(one.on, minutes_of(one), held=one.type == CONTACT) for one in self.contacts]

    def account(self, *, today: date) -> Account:
        """Hours used and granted, on a day."""
        arranged = Arranged(
            since=self.since,
            last_on=self.ended_on or self.until,
            is_over=self.is_over(today),
            hours=self.hours,
            hours_per=self.hours_per,
        )
        return account(arranged, self.spent, today=today)

    def is_over(self, today: date) -> bool:
        """Whether it has ended by a day; one that ran out says so, and is ended by a person."""
        return self.ended_on is not None and self.ended_on <= today


def minutes_of(entry: EntryView) -> int:
    found = entry.attributes.get("minutes")
    return found if isinstance(found, int) else 0


def supports_of(*, view: CaseView) -> tuple[SupportView, ...]:
    """The support of a case, the newest first; nothing for those who do not see what happened."""
    if not view.sight.sees(Kind.REGISTRATIONS):
        return ()
    rows = MentorSupport.unrestricted.filter(case=view.case_id)
    found = list(rows.select_related("mentor", "user", "entry", "ended").order_by("-since", "-pk"))
    contacts = _contacts(view, found) if found else {}
    return tuple(_view(row, view, contacts.get(row.pk, ())) for row in found)


def support_of(*, view: CaseView, support_id: UUID) -> SupportView:
    """One of them. Raises ``NotVisible``."""
    found = next((one for one in supports_of(view=view) if one.id == support_id), None)
    if found is None:
        raise NotVisible(view.case_id)
    return found


def may_arrange(view: CaseView) -> bool:
    """Whether the asker begins, changes and ends support."""
    return view.sight.may(Act.PLAN_SUPPORT) and view.evaluation.log.closed_on is None


def may_register(view: CaseView) -> bool:
    return view.sight.may(Act.REGISTER) and view.sight.sees(Kind.REGISTRATIONS)


def _view(row: MentorSupport, view: CaseView, contacts: Sequence[EntryView]) -> SupportView:
    lines = {one.id: one for one in view.entries}
    line = lines.get(event_id(row.entry.seq))
    ended = lines.get(event_id(row.ended.seq)) if row.ended else None
    return SupportView(
        id=row.pk,
        name=_name(row) if view.sight.sees(Kind.PEOPLE) else "",
        mentor_id=row.mentor_id,
        user_id=row.user_id,
        is_volunteer=row.mentor is not None and row.mentor.is_volunteer,
        is_erased=row.mentor is not None and row.mentor.erased_at is not None,
        has_signed=row.mentor is None or row.mentor.confidential_on is not None,
        has_part=any(one.user_id == row.user_id and not one.until for one in view.members),
        is_paid=row.is_paid,
        basis=row.basis,
        since=row.since,
        until=row.until,
        ended_on=row.ended_on,
        hours=row.hours,
        hours_per=row.hours_per,
        agreed_on=row.agreed_on,
        words=line.answers if line else {},
        text_kind=line.text_kind if line else "ordinary",
        is_withheld=bool(line and line.withheld),
        reason=ended.note if ended else "",
        contacts=tuple(sorted(contacts, key=lambda one: (one.on, one.seq), reverse=True)),
    )


def _name(row: MentorSupport) -> str:
    return row.user.name if row.user else details_of(row.mentor)["name"] if row.mentor else ""


def _contacts(view: CaseView, found: Sequence[MentorSupport]) -> Mapping[UUID, list[EntryView]]:
    """The contacts that stand, by the support to which they belong: the one for which they were
    registered, also where one was corrected since; else the one that there was on that day."""
    links = MentorContact.unrestricted.filter(support__in=found).values_list(
        "entry__seq", "support"
    )
    known: dict[str, UUID] = {event_id(seq): support for seq, support in links}
    by_support: dict[UUID, list[EntryView]] = {}
    for entry, first in _standing(view.entries):
        support = known.get(first) or _on_that_day(found, entry.on)
        if support is not None:
            by_support.setdefault(support, []).append(entry)
    return by_support


def _standing(entries: Sequence[EntryView]) -> Iterator[tuple[EntryView, str]]:
    """Contacts that were not corrected, each with the line that it stands in place of first."""
    by_id = {one.id: one for one in entries}
    for entry in entries:
        if entry.type in (CONTACT, MISSED) and not entry.corrected_by:
            first: Any = entry
            while first.replaces in by_id:
                first = by_id[first.replaces]
            yield entry, first.id


def _on_that_day(found: Sequence[MentorSupport], day: date) -> UUID | None:
    there = (one.pk for one in found if one.since <= day and not _is_past(one, day))
    return next(there, None)


def _is_past(one: MentorSupport, day: date) -> bool:
    return one.ended_on is not None and one.ended_on < day
