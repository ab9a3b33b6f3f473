"""What stands, what was shared, and what went out: the page of consent and sharing. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries import ConsentView, SharedCase, SharingPage, SharingView
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.sharing import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """A consent: whom, what the citizen said, and how it stands."""

    id: UUID
    receiver: str
    says: str
    kinds: str
    purpose: str
    until: str
    how: str
    stands: bool
    can_be_withdrawn: bool
    ended: str
    access: bool
    rests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingLine:
    """Something that is or was shared. ``state``: open, waiting, sent, or closed."""

    id: UUID
    receiver: str
    kinds: str
    basis: str
    reason: str
    state: str
    says: str
    looked: str
    is_extract: bool
    can_be_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All of the page."""

    citizen: str
    standing: Sequence[ConsentLine]
    past: Sequence[ConsentLine]
    open: Sequence[SharingLine]
    gone_out: Sequence[SharingLine]
    closed: Sequence[SharingLine]
    may_consent: bool
    may_share: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """A case that others share with the reader."""

    url: str
    citizen: str
    programme: str
    organisation: str
    kinds: str
    until: str


def present(page: SharingPage, *, today: date) -> Overview:
    """The page as whoever asks sees it on ``today``."""
    teller = Teller(page, today)
    consents = [teller.consent(one) for one in page.consents]
    sharings = [teller.sharing(one) for one in page.sharings]
    return Overview(
        citizen=names.of_citizen(page.citizen),
        standing=[one for one in consents if one.can_be_withdrawn],
        past=[one for one in consents if not one.can_be_withdrawn],
        open=[one for one in sharings if one.state in ("open", "waiting")],
        gone_out=[one for one in sharings if one.state == "sent"],
        closed=[one for one in sharings if one.state == "closed"],
        may_consent=page.may_consent,
        may_share=page.may_share,
    )


class Teller:
    """Tells the lines of one page."""

    def __init__(self, page: SharingPage, today: date) -> None:
        self.page, self.today = page, today
        self.by_id = {one.id: one for one in page.consents}

    def day(self, day: date) -> str:
        return dates.medium(day, today=self.today)

    def moment(self, moment: datetime) -> str:
        when = timezone.localtime(moment)
        said = _("%(date)s at %(time)s")
        return said % {"date": self.day(when.date()), "time": f"{when:%H:%M}"}

    def consent(self, one: ConsentView) -> ConsentLine:
        return ConsentLine(
            id=one.id,
            receiver=terms.of_receiver(one.receiver),
            says=one.wording,
            kinds=terms.of_kinds(one.kinds),
            purpose=one.purpose,
            until=self.until(one),
            how=self.how(one),
            stands=one.standing == "stands",
            can_be_withdrawn=one.standing in ("stands", "not_begun"),
            ended=self.ended(one),
            access=one.receiver.recipient.uses_the_system,
            rests=sum(self.rests_on(one, sharing) for sharing in self.page.sharings),
        )

    def rests_on(self, one: ConsentView, sharing: SharingView) -> bool:
        return sharing.consent_id == one.id and not sharing.ended_at and not sharing.sent_at

    def until(self, one: ConsentView | SharingView) -> str:
        if one.standing == "not_begun":
            return _("from %(date)s") % {"date": self.day(one.since)}
        if one.last_on is None:
            return _("until it is withdrawn")
        return _("until %(date)s") % {"date": self.day(one.last_on)}

    def how(self, one: ConsentView) -> str:
        """How and when it was given, and who wrote it down."""
        way = str(terms.WAYS[one.way])
        witness = _("witness: %(name)s") % {"name": one.witness} if one.witness else ""
        said = _("%(date)s, recorded by %(who)s") % {
            "date": self.day(one.given_on),
            "who": one.recorded_by,
        }
        return " · ".join(filter(None, [way, witness, said]))

    def ended(self, one: ConsentView) -> str:
        if one.withdrawn_at is not None:
            said = _("Withdrawn %(moment)s; recorded by %(who)s.")
            return said % {"moment": self.moment(one.withdrawn_at), "who": one.withdrawn_by}
        if one.standing == "expired" and one.last_on:
            return _("Expired: the last day was %(date)s.") % {"date": self.day(one.last_on)}
        return ""

    # --- sharings

    def sharing(self, one: SharingView) -> SharingLine:
        state = self.state(one)
        return SharingLine(
            id=one.id,
            receiver=terms.of_receiver(one.receiver),
            kinds=terms.of_kinds(one.kinds),
            basis=self.basis(one),
            reason=one.reason,
            state=state,
            says=self.says(one, state),
            looked=self.looked(one),
            is_extract=one.way == "extract",
            can_be_ended=one.ended_at is None and one.sent_at is None and state != "closed",
        )

    def state(self, one: SharingView) -> str:
        if one.sent_at is not None:
            return "sent"
        if one.standing not in ("stands", "not_begun"):
            return "closed"
        return "waiting" if one.way == "extract" else "open"

    def basis(self, one: SharingView) -> str:
        if one.statute is not None:
            return terms.of_statute(one.statute)
        consent = self.by_id.get(one.consent_id) if one.consent_id else None
        if consent is None:
            return _("A consent")
        return _("Consent of %(date)s") % {"date": self.day(consent.given_on)}

    def says(self, one: SharingView, state: str) -> str:
        if state == "sent" and one.sent_at:
            how = terms.WAYS_TO_SEND.get(one.sent_how, "")
            said = _("%(how)s %(moment)s by %(who)s")
            return said % {"how": how, "moment": self.moment(one.sent_at), "who": one.sent_by}
        if state == "waiting":
            return _("Ready, not handed over yet; %(until)s") % {"until": self.until(one)}
        if state == "open":
            return _("Open, %(until)s") % {"until": self.until(one)}
        return self.closed(one)

    def closed(self, one: SharingView) -> str:
        if one.ended_at is not None:
            return _("Closed %(moment)s") % {"moment": self.moment(one.ended_at)}
        return _("Closed: the consent or the time has run out")

    def looked(self, one: SharingView) -> str:
        if one.way == "extract":
            return ""
        if not one.looked.count or one.looked.last_at is None:
            return _("Not opened yet")
        said = ngettext("Opened once, %(last)s", "Opened %(n)s times, last %(last)s",
                        one.looked.count)  # fmt: skip
        return said % {"n": one.looked.count, "last": self.moment(one.looked.last_at)}


def shared_rows(found: Iterable[SharedCase], *, today: date) -> list[SharedRow]:
    """The cases that are shared with the reader."""
    return [
        SharedRow(
            url=addresses.of_case(one.case_id),
            citizen=names.of_citizen(one.citizen),
            programme=names.of_programme(one.programme),
            organisation=one.organisation,
            kinds=terms.of_kinds(one.kinds),
            until=_("until %(date)s") % {"date": dates.medium(one.last_on, today=today)}
            if one.last_on
            else _("until it is withdrawn"),
        )
        for one in found
    ]
