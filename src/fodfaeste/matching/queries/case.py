"""The match of one case: what is wished, and how far one has come with each workplace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import event_id
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.matching.models import Prospect, Step, WishVersion
from fodfaeste.matching.pipeline import ProspectView, StepView, in_order
from fodfaeste.matching.wishes import Needs, Wishes, opened_needs, opened_wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesView:
    """What is wished. ``needs`` None: they are not for the asker to read."""

    number: int
    wishes: Wishes
    needs: Needs | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """``prospects``: what has come furthest first. ``may``: the asker finds work for the citizen,
    in a case that is open. ``reads_needs``: they read about health."""

    wishes: WishesView | None
    prospects: tuple[ProspectView, ...]
    may: bool
    reads_needs: bool

    def prospect(self, prospect_id: UUID) -> ProspectView | None:
        return next((one for one in self.prospects if one.id == prospect_id), None)

    def of_unit(self, unit_id: UUID) -> ProspectView | None:
        return next((one for one in self.prospects if one.unit_id == unit_id), None)


def match(*, user: User, view: CaseView) -> MatchView | None:
    """The match of a case that ``user`` has opened; None if it is not for them to read."""
    if not view.sight.sees(Kind.NOTES):
        return None
    reads = view.sight.sees(Kind.HEALTH)
    is_open = view.evaluation.log.closed_on is None
    return MatchView(
        wishes=_wishes(view.case_id, reads=reads),
        prospects=tuple(in_order(_prospects(user, view))),
        may=view.sight.may(Act.MATCH) and is_open,
        reads_needs=reads,
    )


def _wishes(case_id: UUID, *, reads: bool) -> WishesView | None:
    found = WishVersion.unrestricted.filter(case=case_id).select_related("made_by")
    row = found.order_by("-number").first()
    if row is None:
        return None
    return WishesView(
        number=row.number,
        wishes=opened_wishes(row.content),
        needs=opened_needs(row.needs) if reads else None,
        made_at=row.made_at,
        made_by=row.made_by.name,
    )


def _prospects(user: User, view: CaseView) -> Iterable[ProspectView]:
    found = Prospect.unrestricted.filter(case=view.case_id).select_related("unit__company", "offer")
    steps = _steps(view)
    for row in found:
        company = row.unit.company
        yield ProspectView(
            id=row.pk,
            case_id=view.case_id,
            company_id=company.pk,
            unit_id=row.unit_id,
            offer_id=row.offer_id,
            company=company.name,
            unit=row.unit.name if row.unit.name != company.name else "",
            town=row.unit.town,
            is_ours=company.organisation_id == user.organisation_id,
            offer=row.offer.tasks if row.offer else "",
            offer_kinds=tuple(row.offer.kinds) if row.offer else (),
            steps=tuple(steps.get(row.pk, ())),
        )


def _steps(view: CaseView) -> Mapping[UUID, list[StepView]]:
    found = Step.unrestricted.filter(prospect__case=view.case_id)
    people = ("done_by", "entry__registered_by")
    rows = list(found.select_related(*people).order_by("on", "entry__seq"))
    entries = {entry.seq: entry for entry in view.entries}
    why = {
        row.of_id: entries[row.entry.seq].note if row.entry.seq in entries else ""
        for row in rows
        if row.of_id is not None
    }
    steps: dict[UUID, list[StepView]] = {}
    for row in rows:
        if row.of_id is None:
            shown = _step(row, entries.get(row.entry.seq), why.get(row.pk))
            steps.setdefault(row.prospect_id, []).append(shown)
    return steps


def _step(row: Step, entry: EntryView | None, taken_back: str | None) -> StepView:
    return StepView(
        id=row.pk,
        entry=event_id(row.entry.seq),
        kind=row.kind,
        on=row.on,
        channel=row.channel,
        declined_by=row.declined_by,
        done_by=row.done_by.name,
        written_at=row.entry.registered_at,
        author=row.entry.registered_by.name,
        note=entry.note if entry else "",
        withheld=entry.withheld if entry else False,
        taken_back=taken_back,
    )
