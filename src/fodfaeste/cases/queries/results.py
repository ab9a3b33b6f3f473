"""What the queries give: plain values, with which a screen can do no more than show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone

from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.plan import PlanView
from fodfaeste.cases.sight import Sight
from fodfaeste.core.evaluation import Evaluation, State
from fodfaeste.core.events import Case as CoreCase
from fodfaeste.core.events import Event
from fodfaeste.core.explaining import Reason
from fodfaeste.core.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyListed:
    """An outstanding duty. ``reason`` is for ``words.why``; ``mine``: the asker is to act, be it
    for ``covered_for``, who is away;
    ``citizen`` None: whoever asks does not see the name."""

    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    version: date
    variant: str | None
    requirement: str
    instance: int
    due_on: date | None
    strength: str
    owner_role: str
    responsible_id: int | None
    responsible: str | None
    mine: bool
    reason: Reason
    covered_for: str | None = None
    booked: UUID | None = None
    booked_for: datetime | None = None
    reminded_on: date | None = None
    reminded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentView:
    """An appointment as the asker may see it.

    ``citizen`` None: the name is not for them. ``place``: of ``Appointment.Place``, and with
    ``where`` and ``others`` empty for those who do not see how the citizen is reached. ``note``:
    on its own page, for those who read notes and the one who booked. ``people``: those invited who
    have a part in the case, by id. ``earlier``: from when it was moved, oldest first.
    ``covered_for``: the colleague in whose place the asker comes.
    """

    id: UUID
    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    version: date
    variant: str | None
    type: str
    attributes: Mapping[str, Any]
    requirement: str | None
    instance: int | None
    begins_at: datetime
    ends_at: datetime
    roles: tuple[str, ...]
    state: str
    cause: str | None = None
    earlier: tuple[datetime, ...] = ()
    place: str = ""
    where: str = ""
    others: str = ""
    note: str = ""
    people: Mapping[int, str] = field(default_factory=dict)
    covered_for: str = ""
    booked_by: str = ""
    booked_at: datetime | None = None
    entry_id: str | None = None

    @property
    def day(self) -> date:
        """The day on which it begins, where the work is done."""
        return timezone.localdate(self.begins_at)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of Today: its first rows, and how many there are. ``more``: at least so many."""

    rows: tuple[DutyListed, ...] = ()
    count: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayList:
    """What must be done. ``programmes`` and ``requirements`` (programme and requirement) are
    those that occur, whatever is filtered. ``reminded``: what somebody has asked for today."""

    overdue: Section
    this_week: Section
    later: Section
    undated: Section
    programmes: tuple[str, ...]
    requirements: tuple[tuple[str, str], ...]
    reminded: Section = Section()


@dataclass(frozen=True, slots=True)
class NextDuty:
    """What is due next in a case; late if ``due_on`` has passed."""

    requirement: str
    instance: int
    due_on: date | None
    responsible: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list. ``responsible``: its primary worker. ``citizen`` None: whoever asks does
    not see the name. ``shows_registrations``: whether they see phase and duties."""

    case_id: UUID
    citizen: str | None
    birth_date: date | None
    protected: bool
    programme: str
    version: date
    variant: str | None
    phase: str | None
    next_due: NextDuty | None
    overdue: int
    responsible: str | None
    organisation: str
    opened_at: datetime
    closed_on: date | None
    shows_registrations: bool = True


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases. ``after``: give it as cursor for the next page; None on the last one."""

    rows: tuple[CaseRow, ...]
    count: int
    more: bool
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenView:
    """The citizen of a case, without what whoever asks does not see. ``cpr`` as people write it.
    ``name`` None: it is not for them to see."""

    citizen_id: UUID
    name: str | None
    cpr: str | None
    birth_date: date | None
    protected: bool
    contact: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A person's part in a case. ``until``: the day they left; None if they are in it."""

    user_id: int
    name: str
    initials: str
    organisation: str
    role: str
    since: date
    until: date | None
    primary: bool
    sees: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A line of the log.

    ``attributes``: as the exchange format writes them (dates and periods as text), personal ones
    among them. ``answers``: to the questions of the event's form. ``scores``: by indicator.
    ``corrected_by``: the correction that voids it; ``replaced_by``: what was registered in its
    place. ``withheld``: it has personal text of ``text_kind``, which is not for the asker to read.
    """

    id: str
    seq: int
    kind: Literal["event", "act"]
    type: str
    on: date
    by_role: str | None
    present: tuple[str, ...]
    attributes: Mapping[str, Any]
    note: str
    answers: Mapping[str, Any]
    author: str
    author_id: int
    registered_at: datetime
    corrected_by: str | None
    replaced_by: str | None
    replaces: str | None
    has_text: bool
    erased_at: datetime | None
    text_kind: str = "ordinary"
    withheld: bool = False
    scores: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def can_be_corrected(self) -> bool:
        """Whether a correction may name it."""
        return self.kind == "event" and self.type != "correction" and self.corrected_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """All of a case that ``sight`` shows. ``facts`` as the exchange format writes them;
    ``entries`` newest first; ``appointments``: the citizen's in all cases that the asker sees,
    those planned or not held, in order of time. Without registrations the evaluation is of an
    empty log, and nothing of it is to be shown. ``intake``: as ``intake.standing``;
    ``may_decide``: on it. ``may_pass_on``: the whole case, to another organisation."""

    case_id: UUID
    citizen: CitizenView
    programme: str
    version: date
    newer_version: date | None
    organisation_id: int
    organisation: str
    referred_by: str | None
    team: str | None
    opened_at: datetime
    opened_by: str
    members: tuple[MemberView, ...]
    facts: Mapping[str, Any]
    rules: Rules
    case: CoreCase
    evaluation: Evaluation
    entries: tuple[EntryView, ...]
    sight: Sight
    plan: PlanView = field(default_factory=PlanView)
    intake: str = ""
    appointments: tuple[AppointmentView, ...] = ()
    may_decide: bool = False
    may_pass_on: bool = False

    def entry_of(self, event: Event) -> EntryView:
        """The line of the log that an event of the evaluation came from."""
        return next(entry for entry in self.entries if entry.id == event.id)

    def responsible(self, role: str) -> tuple[MemberView, ...]:
        """Those who fill ``role`` in the case now."""
        from fodfaeste.cases.roles import fills

        terms = self.rules
        return tuple(m for m in self.members if not m.until and fills(m.role, role, terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCitizen:
    """A citizen already known, with the cases that the asker sees. ``name`` None: it is protected,
    and not for them to see."""

    citizen_id: UUID
    name: str | None
    birth_date: date | None
    cases: tuple[tuple[UUID, str, date | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an instance of a requirement stands; ``state`` None: it is not asked for."""

    state: State | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What another version would change for one instance of a requirement."""

    requirement: str
    instance: int
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPreview:
    """A case by its own version and by another one, and where the two differ."""

    before: Evaluation
    after: Evaluation
    changes: tuple[Change, ...] = field(default=())
