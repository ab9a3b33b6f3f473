"""The page of a placement: what is agreed, how the hours go, who signed, where else it stands, and
how it went. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.core.rules import Rules
from fodfaeste.placements import kinds, queries, wording
from fodfaeste.placements.agreements import SubGoal, Terms
from fodfaeste.placements.models import ExternalRecord, Signature
from fodfaeste.placements.purposes import PURPOSES
from fodfaeste.placements.queries import PlacementView, VersionView
from fodfaeste.web import dates
from fodfaeste.web.placements import saying
from fodfaeste.web.placements.drawing import HoursDrawn, hours_drawn
from fodfaeste.web.saying import value

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Signed:
    """A party, and whether and how it has signed."""

    party: str
    who: str
    says: str
    reason: str
    file_url: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How far it is in another system."""

    system: str
    name: str
    says: str
    reference: str
    missing: Sequence[str]
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A version, and what it changed: field, before, after."""

    number: int
    says: str
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementShown:
    """All of the page. ``is_due``: its first day has come. ``past``: that its last day
    has gone by, and it goes on. ``acts``: what the reader may do now, as
    codes. ``not_asked``: the kinds of help of which the agreement says nothing."""

    id: str
    company: str
    heading: str
    lead: str
    state: str
    chip: str
    facts: Pairs
    written: Pairs
    is_withheld: bool
    despite: Sequence[str]
    decided: str
    not_asked: Sequence[str]
    drawn: HoursDrawn | None
    signed: Sequence[Signed]
    number: int
    elsewhere: Sequence[Elsewhere]
    versions: Sequence[Version]
    ended: Pairs
    is_due: bool
    past: str
    acts: frozenset[str]


def present(placement: PlacementView, view: CaseView, *, staff: str, today: date) -> PlacementShown:
    """The page. ``staff``: the full-time employees of the unit, as far as they are known."""
    shower = Shower(placement, view, staff, today)
    newest = placement.newest
    return PlacementShown(
        id=str(placement.id),
        company=placement.unit.company,
        heading=shower.heading(),
        lead=shower.lead(),
        state=str(saying.STATES[placement.state]),
        chip=saying.CHIPS[placement.state],
        facts=list(shower.facts()),
        written=list(shower.written(newest.terms)),
        is_withheld=newest.is_withheld,
        despite=newest.terms.details.despite,
        decided=newest.terms.details.decided,
        not_asked=not_asked(newest),
        drawn=hours_drawn(placement.hours, today=today),
        signed=[shower.signed(party) for party in Signature.Party.values],
        number=newest.number,
        elsewhere=list(shower.elsewhere()),
        versions=list(shower.versions()),
        ended=list(shower.ended()),
        is_due=placement.since <= today,
        past=shower.past(),
        acts=frozenset(shower.acts()),
    )


class Shower:
    """Says the parts of one placement."""

    def __init__(self, placement: PlacementView, view: CaseView, staff: str, today: date) -> None:
        self.placement, self.view, self.staff, self.today = placement, view, staff, today

    @property
    def rules(self) -> Rules:
        return self.view.rules

    def heading(self) -> str:
        said = {"kind": saying.kind(self.placement.kind, self.rules),
                "company": self.placement.unit.company}  # fmt: skip
        name = _("%(kind)s at %(company)s") % said
        return name[:1].upper() + name[1:]

    def lead(self) -> str:
        period = saying.period(self.placement.since, self.placement.last, today=self.today)
        return f"{period} · {saying.hours_on(self.placement, self.today)}".strip(" ·")

    def facts(self) -> Iterator[tuple[str, str]]:
        unit, terms = self.placement.unit, self.placement.newest.terms
        yield _("Workplace"), ", ".join(filter(None, (unit.name, unit.address)))
        if unit.cvr or unit.p_number:
            said = [_("CVR %(n)s") % {"n": unit.cvr}] if unit.cvr else []
            said += [_("P-number %(n)s") % {"n": unit.p_number}] if unit.p_number else []
            yield _("Numbers"), ", ".join(said)
        yield _("Period"), self.period()
        if terms.since > max(self.today, self.placement.since):
            yield _("It holds from"), dates.medium(terms.since, today=self.today)
        if times := wording.times_said(terms):
            yield _("Days and times"), times

    def period(self) -> str:
        """As it was agreed; and when it ended, where that is another day."""
        one = self.placement
        if one.state != "ended" or one.until is None or one.last in (None, one.until):
            return saying.period(one.since, one.last, today=self.today)
        since, until, last = (
            dates.medium(day, today=self.today) for day in (one.since, one.until, one.last)
        )
        said = {"since": since, "until": until, "last": last}
        return _("from %(since)s, agreed until %(until)s, ended %(last)s") % said

    def past(self) -> str:
        until = self.placement.until
        if self.placement.state != "running" or until is None or until >= self.today:
            return ""
        day = dates.medium(until, today=self.today)
        return _("The last day was %(date)s. Extend it, or say how it ended.") % {"date": day}

    def written(self, terms: Terms) -> Iterator[tuple[str, str]]:
        """What an agreement says in words, field by field; nothing of what it does not say."""
        said = text_of(terms, today=self.today)
        yield from (
            (str(name), said[field]) for field, name in saying.FIELDS.items() if said[field]
        )

    # --- who signed

    def signed(self, party: str) -> Signed:
        found = {one.party: one for one in self.placement.newest.signatures}.get(party)
        if found is None:
            return Signed(party, str(saying.PARTIES[party]), _("has not signed"), "", "", False)
        day = dates.medium(found.on, today=self.today)
        said = _("signed %(date)s %(way)s") % {"date": day, "way": saying.WAYS[found.way]}
        if found.on_behalf:
            said = _("%(name)s on their behalf, %(date)s %(way)s") % {
                "name": found.name or _("somebody"), "date": day, "way": saying.WAYS[found.way],
            }  # fmt: skip
        elif found.name:
            said = f"{found.name}, {said}"
        file = reverse("file", args=[self.view.case_id, found.file_id]) if found.file_id else ""
        return Signed(party, str(saying.PARTIES[party]), said, found.reason, file, True)

    # --- elsewhere

    def elsewhere(self) -> Iterator[Elsewhere]:
        """Jobs are in neither of them."""
        if self.placement.is_job or self.placement.state == "dropped":
            return
        for system, name in saying.SYSTEMS.items():
            yield self._system(system, str(name))

    def _system(self, system: str, name: str) -> Elsewhere:
        record = self.placement.record(system)
        lines = queries.asked(system, placement=self.placement, view=self.view, staff=self.staff,
                              language=dates.language())  # fmt: skip
        args = [self.view.case_id, self.placement.id, system]
        said = _("not recorded yet")
        if record is not None:
            on = dates.medium(timezone.localtime(record.changed_at).date(), today=self.today)
            said = f"{saying.RECORD_STATES[record.state]}, {on}"
        is_done = record is not None and record.state != ExternalRecord.State.REFUSED
        return Elsewhere(
            system, name, said, record.reference if record else "",
            () if is_done else queries.missing(lines),
            reverse("placement_elsewhere", args=args), is_done,
        )  # fmt: skip

    # --- versions

    def versions(self) -> Iterator[Version]:
        """The newest first, each with what it changed."""
        before: VersionView | None = None
        found: list[Version] = []
        for one in self.placement.versions:
            changes = differences(before, one, today=self.today) if before else []
            found.append(Version(one.number, self.version_says(one), changes))
            before = one
        yield from reversed(found)

    def version_says(self, one: VersionView) -> str:
        said = _("Version %(n)s, from %(since)s") % {
            "n": one.number, "since": dates.medium(one.terms.since, today=self.today),
        }  # fmt: skip
        made = dates.medium(timezone.localtime(one.made_at).date(), today=self.today)
        return " · ".join(filter(None, (said, made, one.made_by)))

    # --- how it ended

    def ended(self) -> Iterator[tuple[str, str]]:
        line = next((one for one in self.view.entries if one.id == self.placement.ended_by), None)
        known = self.rules.terms.events[kinds.ENDED].attributes
        for name, given in line.attributes.items() if line else ():
            if name in known and given is not None:
                yield (
                    known[name].name[dates.language()].capitalize(),
                    str(value(known[name], given, today=self.today)),
                )
        if line is not None and line.note:
            yield _("In words"), line.note

    def acts(self) -> Iterator[str]:
        state, sight = self.placement.state, self.view.sight
        if not sight.may(Act.PLACE) or state in ("ended", "dropped"):
            return
        yield "change"
        yield from ("begin", "drop") if state == "agreed" else ("end",)
        if not all(self.signed(party).is_signed for party in Signature.Party.values):
            yield "sign"


def text_of(terms: Terms, *, today: date) -> dict[str, str]:
    """What an agreement says in words, by field."""
    one = terms.details
    purpose = str(PURPOSES.get(one.purpose, ""))
    return {
        "purpose": "\n".join(filter(None, (purpose, one.purpose_text))),
        "tasks": one.tasks,
        "considerations": "\n".join(wording.considered(one)),
        "sub_goals": "\n".join(goal_said(each, today=today) for each in one.sub_goals),
        "contact": ", ".join(filter(None, (one.contact, one.contact_reached))),
        "mentor": ", ".join(filter(None, (one.mentor, one.mentor_reached))),
        "representative": ", ".join(filter(None, (one.representative, one.representative_reached))),
        "aids": one.aids,
        "assistance": one.assistance,
        "follow_up": one.follow_up,
        "reasons": one.reasons,
    }


def not_asked(newest: VersionView) -> list[str]:
    """The kinds of help that should be looked into and of which nothing is said (CT-09)."""
    details = newest.terms.details
    looked_into = [] if newest.is_withheld else ["aids", "assistance", "mentor"]
    return [str(saying.FIELDS[name]) for name in looked_into if not getattr(details, name)]


def goal_said(goal: SubGoal, *, today: date) -> str:
    """A sub-goal, and by which day it should be reached."""
    if goal.by is None:
        return goal.words
    said = {"goal": goal.words, "date": dates.medium(goal.by, today=today)}
    return _("%(goal)s, by %(date)s") % said


def differences(
    before: VersionView, after: VersionView, *, today: date
) -> list[tuple[str, str, str]]:
    """What differs between two versions, as the reader reads them."""
    old, new = _said(before, today), _said(after, today)
    return [(name, old[name], new[name]) for name in new if old[name] != new[name]]


def _said(one: VersionView, today: date) -> dict[str, str]:
    until = one.terms.until
    said = {
        _("Last day"): dates.medium(until, today=today) if until else "",
        _("Hours a week"): _steps(one.terms, today),
        _("Days and times"): wording.times_said(one.terms),
    }
    return said | {
        str(saying.FIELDS[name]): text for name, text in text_of(one.terms, today=today).items()
    }


def _steps(terms: Terms, today: date) -> str:
    later = [
        _("%(n)s hours (%(kind)s) from %(date)s")
        % {
            "n": saying.number(one.a_week),
            "kind": saying.HOURS[one.kind],
            "date": dates.medium(one.since, today=today),
        }
        for one in terms.steps
        if one.since is not None
    ]
    return "; ".join(filter(None, (saying.hours_a_week(terms.steps), *later)))
