"""What the pages of oversight show. Pure, but for the language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.accounts.models import AccessLog, Function
from fodfaeste.cases.policy import Kind, Relation
from fodfaeste.cases.queries.emergencies import Emergency
from fodfaeste.traces import patterns
from fodfaeste.traces.models import Control
from fodfaeste.traces.overseeing import Looked
from fodfaeste.traces.patterns import Patterns, Unusual
from fodfaeste.traces.sampling import Controlled, SampleView
from fodfaeste.web import addresses, dates, names, policy_words

PERIODS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class EmergencyShown:
    """Somebody opened a case that was not theirs. ``seen``: who has seen it and when; empty while
    nobody has."""

    access_id: str
    who: str
    works: str
    citizen: str
    url: str
    when: str
    reason: str
    seen: str


@dataclass(frozen=True, slots=True)
class PatternLine:
    """Somebody's look-ups that fit a pattern, and what there is to say of them."""

    who: str
    when: str
    says: str
    citizen: str
    url: str


@dataclass(frozen=True, slots=True)
class PatternShown:
    """A pattern with its threshold in words."""

    id: str
    heading: str
    threshold: str
    lines: Sequence[PatternLine]


@dataclass(frozen=True, slots=True)
class Period:
    """A choice of how far back."""

    days: int
    text: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A sample in the list of them."""

    url: str
    period: str
    drawn: str
    says: str
    follow_up: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class ControlledShown:
    """A drawn look-up. ``now``: how the person stands to the case today."""

    number: int
    sampled_id: int
    who: str
    works: str
    when: str
    what: str
    citizen: str
    url: str
    kinds: str
    then: str
    now: str
    is_nothing_now: bool
    outcome: str
    outcome_kind: str
    judged: str
    note: str


def moment(at: datetime, *, today: date) -> str:
    """``23. nov 09:30``"""
    local = timezone.localtime(at)
    return f"{dates.short(local.date(), today=today)} {local:%H:%M}"


def works(function: str, organisation: str) -> str:
    """``Sekretær, Center Nord``"""
    said = str(Function(function).label) if function in Function.values else ""
    return words.capitalised(", ".join(filter(None, (said, organisation))))


def emergency_shown(one: Emergency, *, today: date) -> EmergencyShown:
    seen = ""
    if one.seen_at:
        seen = _("Seen by %(name)s %(when)s") % {
            "name": one.seen_by,
            "when": moment(one.seen_at, today=today),
        }
    return EmergencyShown(
        access_id=str(one.access_id),
        who=one.user,
        works=works(one.function, one.organisation),
        citizen=f"{names.of_citizen(one.citizen)} · {names.of_programme(one.programme)}",
        url=addresses.of_case(one.case_id),
        when=moment(one.opened_at, today=today),
        reason=one.reason or _("The reason was erased with the case."),
        seen=seen,
    )


def periods(chosen: int) -> list[Period]:
    """How far back the page may look."""
    address = reverse("oversight")
    return [
        Period(
            days,
            ngettext("The last %(n)s day", "The last %(n)s days", days) % {"n": days},
            f"{address}?dage={days}",
            days == chosen,
        )
        for days in PERIODS
    ]


def patterns_shown(found: Patterns, *, today: date) -> list[PatternShown]:
    """Each pattern, also one that found nothing: that it was looked for is worth knowing."""
    told = {
        "many_persons": (
            _("Many persons in a day"),
            _(
                "At least %(many)s people opened or searched for, and %(times)s times the person’s"
                " own usual number (the median of the 90 days before)."
            )
            % {"many": patterns.MANY, "times": patterns.TIMES_USUAL},
        ),
        "own_address": (
            _("Somebody at the person’s own address"),
            _("The citizen lives where the person who looked lives."),
        ),
        "protected": (
            _("Protected name and address"),
            _("Looked up by somebody who has never had a part in the case."),
        ),
        "refused": (
            _("Refused again and again"),
            _("At least %(n)s attempts within an hour that were refused.")
            % {"n": patterns.REFUSED},
        ),
        "odd_hours": (
            _("Outside working hours"),
            _("At least %(n)s look-ups in a day before 6, after 20, or at a weekend.")
            % {"n": patterns.AT_ODD_HOURS},
        ),
    }
    return [
        PatternShown(
            name.replace("_", "-"),
            heading,
            threshold,
            [pattern_line(name, one, today=today) for one in getattr(found, name)],
        )
        for name, (heading, threshold) in told.items()
    ]


def pattern_line(name: str, one: Unusual, *, today: date) -> PatternLine:
    return PatternLine(
        who=one.user,
        when=dates.short(one.day, today=today),
        says=says(name, one),
        citizen=one.citizen or "",
        url=addresses.of_case(one.case_id) if one.case_id and one.citizen else "",
    )


def says(name: str, one: Unusual) -> str:
    """How many, and of what."""
    number = {"n": one.number}
    if name == "many_persons":
        said = ngettext("%(n)s person", "%(n)s people", one.number) % number
        if one.usual is None:
            return said
        return _("%(said)s, usually %(usual)s") % {"said": said, "usual": f"{one.usual:g}"}
    if name == "refused":
        return ngettext("%(n)s attempt", "%(n)s attempts", one.number) % number
    return ngettext("%(n)s look-up", "%(n)s look-ups", one.number) % number


# --- samples


def sample_line(one: SampleView, *, today: date) -> SampleLine:
    judged = _("%(judged)s of %(size)s judged") % {"judged": one.judged, "size": one.size}
    follow_up = ngettext("%(n)s to follow up", "%(n)s to follow up", one.follow_up)
    return SampleLine(
        url=reverse("oversight_sample", args=[one.sample_id]),
        period=period(one, today=today),
        drawn=_("Drawn by %(name)s %(when)s")
        % {"name": one.drawn_by, "when": moment(one.drawn_at, today=today)},
        says=judged,
        follow_up=follow_up % {"n": one.follow_up} if one.follow_up else "",
        is_done=one.judged == one.size,
    )


def period(one: SampleView, *, today: date) -> str:
    """The days of a sample, the last included."""
    last = date.fromordinal(one.until.toordinal() - 1)
    return dates.span(one.since, last, today=today)


def controlled_shown(lines: Iterable[Controlled], *, today: date) -> list[ControlledShown]:
    return [one_controlled(one, today=today) for one in lines]


def one_controlled(one: Controlled, *, today: date) -> ControlledShown:
    look, kind = one.looked, {"in_order": "done", "follow_up": "soon"}
    judged = ""
    if one.at:
        judged = f"{one.by}, {moment(one.at, today=today)}"
    return ControlledShown(
        number=one.number,
        sampled_id=one.sampled_id,
        who=look.user,
        works=works(look.function, look.organisation),
        when=moment(look.at, today=today),
        what=what(look),
        citizen=look.citizen or "",
        url=addresses.of_case(look.case_id) if look.case_id and look.citizen else "",
        kinds=", ".join(policy_words.kinds([k for k in Kind if k in look.kinds])),
        then="; ".join(policy_words.relations(known(look.relations))),
        now="; ".join(policy_words.relations(known(look.relations_now))),
        is_nothing_now=look.case_id is not None and not look.relations_now,
        outcome=str(Control.Outcome(one.outcome).label) if one.outcome else "",
        outcome_kind=kind.get(one.outcome, "plain"),
        judged=judged,
        note=one.note,
    )


def known(relations: Iterable[str]) -> list[Relation]:
    return [Relation(one) for one in relations if one in set(Relation)]


def what(look: Looked) -> str:
    """``Åbnede``, ``Søgte på CPR-nummer: 1 fundet``"""
    act = words.capitalised(str(AccessLog.Act(look.act).label))
    if look.act != AccessLog.Act.SEARCH or look.hits is None:
        return act
    by = _("by CPR number") if look.by == "cpr" else _("by name")
    return _("%(act)s %(by)s: %(hits)s found") % {"act": act, "by": by, "hits": look.hits}
