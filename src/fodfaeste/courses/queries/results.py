"""What the screens of courses are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fodfaeste.core.courses import ReferBy
from fodfaeste.courses.patterns import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class RunListed:
    """A run in a list. ``lacking``: how many of each role it still needs; ``unmarked``: sessions
    held of which attendance is not registered; ``untold``: participants to be told of a change;
    ``uninvited``: those who have had no invitation to a run that has not begun; ``on_it``: the
    cases that are on it, or wait."""

    id: UUID
    kind: Kind
    first_on: date
    last_on: date
    next_at: datetime | None
    sessions: int
    room: str
    capacity: int | None
    enrolled: int
    offered: int
    waiting: int
    lacking: Mapping[str, int]
    unmarked: int
    untold: int
    uninvited: int
    overdue_offers: int
    mine: bool
    on_it: frozenset[UUID] = frozenset()

    @property
    def taken(self) -> int:
        """Places that somebody holds."""
        return self.enrolled + self.offered

    def is_over(self, today: date) -> bool:
        return self.last_on < today

    @property
    def has_to_do(self) -> bool:
        """Whether somebody has to do something about it."""
        return bool(
            self.lacking or self.unmarked or self.untold or self.uninvited or self.overdue_offers
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session. ``marked``: of how many it is registered whether they were there."""

    id: UUID
    begins_at: datetime
    ends_at: datetime
    day: date
    earlier: Sequence[datetime]
    is_cancelled: bool
    marked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """Who is responsible, in which role."""

    user_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """The letter by which somebody was invited, and its state."""

    letter_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantView:
    """Somebody of a run whose case the reader sees. ``citizen`` None: the name is not for them.
    ``named_day``: the first day that the referral names, where that is another than the run's.
    ``relatives`` None: they are not for the reader, empty: nobody was named.
    ``invitation``: the letter and how it stands; None where there is none, or it was taken back.
    ``reached``: whether there is a way to reach them; ``language``: in which they were written
    to last, or the usual. ``may_invite``: by the reader."""

    id: UUID
    case_id: UUID
    citizen: str | None
    state: str
    answer_by: date | None
    untold: int
    named_day: date | None
    relatives: str | None
    may_change: bool
    may_correct: bool
    may_invite: bool
    invitation: Invitation | None
    reached: bool
    language: str
    often: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """A time for an interview. ``case_id``: whose it is, where the reader sees that case."""

    id: UUID
    begins_at: datetime
    minutes: int
    is_free: bool
    case_id: UUID | None
    citizen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run. ``hidden``: how many others there are by their state, whom the reader does not see."""

    run_id: UUID
    kind: Kind
    organisation_id: int
    organisation: str
    first_on: date
    room: str
    capacity: int | None
    sessions: tuple[SessionView, ...]
    staff: tuple[StaffView, ...]
    lacking: Mapping[str, int]
    participants: tuple[ParticipantView, ...]
    hidden: Mapping[str, int]
    times: tuple[TimeView, ...]
    refer_by: ReferBy | None
    may_arrange: bool

    def of_state(self, *states: str) -> tuple[ParticipantView, ...]:
        return tuple(one for one in self.participants if one.state in states)

    def number(self, *states: str) -> int:
        """How many are so, whether the reader sees them or not."""
        return len(self.of_state(*states)) + sum(self.hidden.get(each, 0) for each in states)

    @property
    def held(self) -> tuple[SessionView, ...]:
        return tuple(one for one in self.sessions if not one.is_cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All sessions of a run and all whom the reader sees of it, with what is registered."""

    view: RunView
    people: tuple[ParticipantView, ...]
    marks: Mapping[tuple[UUID, UUID], str]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A case that could be enrolled. ``named_day``: the first day that its referral names;
    ``reached``: whether there is a way to reach the citizen; ``language``: in which they were
    written to last, or the usual."""

    case_id: UUID
    citizen: str | None
    named_day: date | None
    in_intake: str
    reached: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesPart:
    """A run that a case has to do with."""

    run_id: UUID
    kind: Kind
    state: str
    first_on: date
    last_on: date | None
    next_at: datetime | None
    room: str
    answer_by: date | None
    attended: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """A run in which a case could take part. ``free`` None: there is no limit. ``reached``: whether
    there is a way to reach the citizen; ``language``: in which they were written to last."""

    run_id: UUID
    kind: Kind
    first_on: date
    sessions: int
    room: str
    free: int | None
    waiting: int
    reached: bool
    language: str
