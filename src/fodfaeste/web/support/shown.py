"""What the pages of support in phases show, part by part."""

from dataclasses import dataclass

from fodfaeste.web.duties import DutyRow

WIDTH = 320
BAR_LEFT, ROW, TOP = 8, 52, 22
"""The drawing of contacts, in its own units."""


@dataclass(frozen=True, slots=True)
class Link:
    """A clause of the programme."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class BarShown:
    """How close contact is in a phase, drawn."""

    y: int
    width: int
    label: str
    says: str
    state: str

    @property
    def label_y(self) -> int:
        return self.y - 6

    @property
    def says_x(self) -> int:
        return BAR_LEFT + self.width + 6


@dataclass(frozen=True, slots=True)
class IntensityShown:
    """Contacts a week in each phase, drawn and as a table; ``warns``: it does not fall."""

    bars: tuple[BarShown, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    warns: tuple[str, ...]
    clause: Link
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class GuideShown:
    """A figure to steer by: how far, and who says so."""

    name: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """A phase of the support. ``focus``: track and words of each area."""

    name: str
    days: str
    state: str
    focus: tuple[tuple[str, str], ...]
    withheld: bool
    planned: str
    url: str
    guides: tuple[GuideShown, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan in several texts. ``says``: when it was written, or that it is not. ``beside``: an
    earlier one that fewer read, which this one has not replaced."""

    says: str
    texts: tuple[tuple[str, str], ...]
    withheld: bool
    url: str
    clause: Link | None
    beside: "PlanShown | None" = None


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call to the caseworkers. ``waited``: how long it has waited, or did."""

    made: str
    by: str
    what: str
    withheld: bool
    waits: bool
    waited: str
    answered: str
    decided: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportShown:
    """All of the page."""

    name: str
    phases: tuple[PhaseShown, ...]
    intensity: IntensityShown | None
    crisis: PlanShown
    lasting: PlanShown | None
    calls: tuple[CallShown, ...]
    call_clause: Link | None
    may_call: bool
    has_steps: bool
    shows: bool


@dataclass(frozen=True, slots=True)
class PanelShown:
    """Support in phases on the page of a case."""

    name: str
    phase: str
    focus: tuple[tuple[str, str], ...]
    calls: tuple[CallShown, ...]
    may_call: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of the way out: a duty as it stands."""

    name: str
    state: str
    says: str
    row: DutyRow | None


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """A call on Today."""

    citizen: str
    protected: bool
    programme: str
    waited: str
    url: str
    case_url: str
