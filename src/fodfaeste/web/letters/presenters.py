"""The outbox, a letter, and what came in, as they are shown. Pure: no request, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fodfaeste.letters.faults import Cannot
from fodfaeste.letters.listing import LetterListed, Pile, PileView
from fodfaeste.letters.models import OUT, Channel, State
from fodfaeste.letters.queries import Attempt, Enclosed, LetterView, Received
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.letters import words

HEADINGS: Mapping[str, Promise] = {
    Pile.FAILED: gettext_lazy("Could not be sent"),
    Pile.TO_PRINT: gettext_lazy("To print and post"),
    Pile.WAITING: gettext_lazy("On the way"),
    Pile.SENT: gettext_lazy("Sent"),
}
STILL_HERE = (State.WAITING, State.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter in a list. ``tick``: it can be printed together with others."""

    id: str
    url: str
    what: str
    citizen: str
    citizen_url: str
    protected: bool
    programme: str
    to: str
    way: str
    state: str
    tone: str
    when: str
    trouble: str
    pdf_url: str
    tick: bool
    withheld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PileShown:
    """``prints``: some of it can be printed by the reader."""

    id: str
    heading: str
    number: str
    rows: Sequence[LetterRow]
    all_url: str
    prints: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosedShown:
    """A document in the same envelope. ``remark``: what to do with it."""

    name: str
    size: int
    url: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """One letter. ``may_change``: it can be taken back or sent another way; ``may_choose``: there
    is a way to choose. ``kept``: what the PDF is."""

    row: LetterRow
    heading: str
    lead: str
    facts: Sequence[tuple[str, str]]
    attempts: Sequence[str]
    may_change: bool
    may_choose: bool
    is_printed_here: bool
    kept: str
    consent_url: str
    enclosed: Sequence[EnclosedShown]
    blocked: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """A letter that came in."""

    what: str
    sender: str
    when: str
    is_new: bool
    opened: str
    open_url: str
    says: str
    enclosed: Sequence[EnclosedShown]


# --- lists


def pile_address(pile: Pile | None, *, mine: bool, programme: str | None) -> str:
    """Where a pile is listed; the whole outbox without one."""
    return addresses.with_query(
        reverse("letters"),
        vis=IN_ADDRESS[pile] if pile else None,
        hvem="mine" if mine else None,
        program=programme,
    )


PILES = {
    "fejl": Pile.FAILED,
    "print": Pile.TO_PRINT,
    "undervejs": Pile.WAITING,
    "sendt": Pile.SENT,
}
IN_ADDRESS = {pile: text for text, pile in PILES.items()}


def piles(
    found: Iterable[PileView], *, today: date, mine: bool, programme: str | None
) -> list[PileShown]:
    return [
        pile(one, today=today, all_url=pile_address(one.pile, mine=mine, programme=programme))
        for one in found
    ]


def pile(found: PileView, *, today: date, all_url: str = "") -> PileShown:
    rows = [row(one, today=today) for one in found.letters]
    return PileShown(
        id=found.pile.value.replace("_", "-"),
        heading=str(HEADINGS[found.pile]),
        number=f"{len(rows)}+" if found.more else str(len(rows)),
        rows=rows,
        all_url=all_url if found.more else "",
        prints=any(one.tick for one in rows),
    )


def row(one: LetterListed, *, today: date) -> LetterRow:
    is_paper = one.channel == Channel.PRINT and one.state == State.WAITING
    return LetterRow(
        id=str(one.id),
        url=reverse("letter", args=[one.id]),
        what=what(one),
        citizen=names.of_citizen(one.citizen),
        citizen_url=addresses.of_case(one.case_id),
        protected=one.protected,
        programme=names.of_programme(one.programme),
        to=words.to_whom(one.to, one.receiver),
        way=words.channel(one.channel),
        state=_("to be printed") if is_paper else words.state(one.state),
        tone=words.TONES.get(one.state, "plain"),
        when=when(one, today=today),
        trouble=words.trouble(one.fault) if one.state == State.FAILED else "",
        pdf_url=reverse("letter_pdf", args=[one.id]) if one.reads else "",
        tick=is_paper and one.reads and one.sends,
        withheld="" if one.reads else _("You do not read what it says."),
    )


def what(one: LetterListed) -> str:
    name = words.kind(one.kind)
    return _("%(letter)s (copy)") % {"letter": name} if one.is_copy else name


def when(one: LetterListed, *, today: date) -> str:
    """Who put it there and when, and what becomes of it."""
    put = when_put(one, today=today)
    if one.sent_at is not None:
        sent = _("sent %(when)s") % {"when": moment(one.sent_at, today=today)}
        return f"{put} · {sent}"
    if one.state == State.WAITING and one.fault and one.next_at is not None:
        again = _("tried again %(when)s") % {"when": moment(one.next_at, today=today)}
        return f"{put} · {words.says(one.fault)} {again}"
    return put


def moment(at: datetime, *, today: date) -> str:
    return dates.moment(timezone.localtime(at), today=today)


# --- one letter


def shown(view: LetterView, *, today: date) -> LetterShown:
    one = view.listed
    made = row(one, today=today)
    return LetterShown(
        row=made,
        heading=made.what,
        lead=f"{made.to} · {made.way}",
        facts=list(facts(view, today=today)),
        attempts=[attempt(each, today=today) for each in view.attempts],
        may_change=may_change(view),
        may_choose=may_change(view) and (len(view.channels) > 1 or one.state == State.FAILED),
        is_printed_here=made.tick,
        kept=kept(view),
        consent_url=consent_url(one) if one.state == State.FAILED else "",
        enclosed=[enclosed(one, each) for each in view.enclosed],
        blocked=words.blocked(view.blocked),
    )


def may_change(view: LetterView) -> bool:
    return bool(view.channels) and view.listed.state in STILL_HERE


def kept(view: LetterView) -> str:
    """What the PDF shows: what went out, or what would."""
    if view.listed.state == State.WITHDRAWN:
        return _("It was taken back and is not sent. The PDF shows what it would have said.")
    if view.has_paper:
        return _("The PDF is kept as it went out, and does not change.")
    return _("Until it is sent, the PDF shows it as it would go out now.")


def enclosed(one: LetterListed, each: Enclosed) -> EnclosedShown:
    apart = one.channel == Channel.PRINT and not each.printed_along
    return EnclosedShown(
        name=each.name,
        size=each.size,
        url=reverse("enclosure", args=[one.id, each.number]),
        remark=_("print it by itself") if apart else "",
    )


def consent_url(one: LetterListed) -> str:
    """Where a consent to the receiver is recorded, if one is what is missing."""
    if one.fault != Cannot.NO_BASIS:
        return ""
    return addresses.with_query(reverse("consent", args=[one.case_id]), modtager=one.to)


def facts(view: LetterView, *, today: date) -> Iterable[tuple[str, str]]:
    one = view.listed
    yield _("Put into the outbox"), when_put(one, today=today)
    if one.sent_at is not None:
        yield _("Sent"), moment(one.sent_at, today=today)
    if view.opened_at is not None:
        yield _("Opened by the receiver"), moment(view.opened_at, today=today)
    if view.event:
        yield _("Registers when it is sent"), event(one, view.event)
    if view.digest and one.state in OUT:
        yield _("Fingerprint of the PDF"), view.digest[:16]


def when_put(one: LetterListed, *, today: date) -> str:
    """By whom is told to those who see who has a part in the case."""
    put = moment(one.put_at, today=today)
    return _("%(who)s, %(when)s") % {"who": one.put_by, "when": put} if one.put_by else put


def event(one: LetterListed, type_: str) -> str:
    known = names.rules_of(one.programme).terms.events.get(type_)
    return known.name[dates.language()] if known else type_


def attempt(one: Attempt, *, today: date) -> str:
    """``27. november kl. 9.30, via Digital Post: Serveren svarer ikke.``"""
    if one.ended_at is None:
        said = _("goes on")
    else:
        said = words.says(one.fault) if one.fault else _("delivered")
    begun = moment(one.begun_at, today=today)
    return f"{begun}, {words.channel(one.channel)}: {said}"


# --- what has come in


def received(found: Iterable[Received], *, today: date) -> list[ReceivedRow]:
    return [
        ReceivedRow(
            what=words.kind(one.kind),
            sender=one.sender,
            when=moment(one.sent_at, today=today),
            is_new=one.opened_at is None,
            opened=opened(one, today=today),
            open_url=reverse("letter_received", args=[one.id]),
            says=number_enclosed(one.number_enclosed),
            enclosed=[enclosed_received(one, each) for each in one.enclosed],
        )
        for one in found
    ]


def number_enclosed(number: int) -> str:
    """That something lies in it, before it is opened; empty where nothing does."""
    said = ngettext("%(n)s document enclosed", "%(n)s documents enclosed", number)
    return said % {"n": number} if number else ""


def enclosed_received(one: Received, each: Enclosed) -> EnclosedShown:
    url = reverse("enclosure_received", args=[one.id, each.number])
    return EnclosedShown(name=each.name, size=each.size, url=url, remark="")


def opened(one: Received, *, today: date) -> str:
    if one.opened_at is None:
        return ""
    return _("opened %(when)s") % {"when": moment(one.opened_at, today=today)}


def posted_says(number: int) -> str:
    return ngettext("%(n)s letter is marked as posted.", "%(n)s letters are marked as posted.",
                    number) % {"n": number}  # fmt: skip


def of_ids(typed: Iterable[str]) -> list[UUID]:
    """The letters that were ticked; what is no id is none."""
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
