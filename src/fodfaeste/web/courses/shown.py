"""What the pages of courses show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from fodfaeste.web.duties import DateBox


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run in a list. ``todo``: what somebody has to do about it."""

    box: DateBox
    name: str
    programme: str
    url: str
    when: str
    says: str
    taken: int
    capacity: int | None
    todo: Sequence[str]
    mine: bool
    is_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """``now``: running and coming; ``past``: over."""

    lead: str
    now: Sequence[RunRow]
    past: Sequence[RunRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """A session. ``remark``: what became of it."""

    id: UUID
    when: str
    weekday: str
    day: str
    time: str
    remark: str
    is_cancelled: bool
    can_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody on a run. ``may_name``: the reader is asked which relatives come."""

    id: UUID
    case_id: UUID
    citizen: str
    url: str
    says: str
    todo: Sequence[str]
    relatives: str
    may_name: bool
    may_change: bool
    is_offered: bool
    is_untold: bool
    can_follow: bool
    invited: str
    letter_url: str
    reached: bool
    language: str
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """A time for an interview."""

    id: UUID
    when: str
    whose: str
    url: str
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShown:
    """The page of a run."""

    id: UUID
    name: str
    lead: str
    about: str
    facts: Sequence[tuple[str, str]]
    lacking: str
    sessions: Sequence[SessionShown]
    enrolled: Sequence[PersonShown]
    waiting: Sequence[PersonShown]
    gone: Sequence[PersonShown]
    others: str
    waiting_others: str
    places: str
    taken: int
    capacity: int | None
    staff: Sequence[tuple[str, str]]
    times: Sequence[TimeShown]
    bookable: Sequence[tuple[UUID, str]]
    has_times: bool
    days: str
    marks_attendance: bool
    for_relatives: bool
    may_arrange: bool
    is_over: bool
    unmarked: str
    uninvited: int
    can_invite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """A cell of the grid. ``options``: codes, what they say, and whether it stands so."""

    name: str
    label: str
    was: str
    options: Sequence[tuple[str, str, bool]]
    says: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """Somebody in the grid."""

    citizen: str
    url: str
    often: str
    cells: Sequence[CellShown] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class GridShown:
    """``columns``: the sessions; ``open``: those that have been held, whose cells can be filled."""

    columns: Sequence[SessionShown]
    open_ids: frozenset[UUID]
    rows: Sequence[RowShown]
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseOfCase:
    """A run on the page of a case."""

    name: str
    url: str
    says: str
    when: str
    attended: str
    is_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRunShown:
    """A run that a case can be enrolled in."""

    id: UUID
    name: str
    when: str
    says: str
    waits: bool
    reached: bool
    language: str
