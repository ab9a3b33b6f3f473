"""The lists across cases as they are shown. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.matching.ips import SOON, Facts
from fodfaeste.matching.queries import CaseLine, ContactLine, Figures, ProspectShort
from fodfaeste.matching.queries.figures import WEEKS
from fodfaeste.web import addresses, dates
from fodfaeste.web import names as programmes
from fodfaeste.web.matching import names

STATES = ("idea", "contacted", "visit", "agreed", "declined")


@dataclass(frozen=True, slots=True)
class Short:
    """A workplace in a line."""

    name: str
    state: str
    chip: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """A citizen's pipeline. ``nothing``: said in place of the prospects where there are none."""

    case_id: UUID
    citizen: str
    protected: bool
    programme: str
    wished: str
    nothing: str
    prospects: tuple[Short, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """That somebody was in touch with a company."""

    day: str
    name: str
    how: str
    who: str
    citizen: str
    url: str


def case_line(line: CaseLine, *, today: date) -> CaseShown:
    wished = _("No wishes written yet")
    if line.wished_on:
        day = dates.medium(line.wished_on, today=today)
        wished = _("Wishes of %(date)s") % {"date": day}
    return CaseShown(
        case_id=line.case_id,
        citizen=programmes.of_citizen(line.citizen),
        protected=line.protected,
        programme=programmes.of_programme(line.programme),
        wished=wished,
        nothing=_("%(wished)s, and no workplace is thought of") % {"wished": wished},
        prospects=tuple(short(one, today=today) for one in line.prospects),
    )


def short(one: ProspectShort, *, today: date) -> Short:
    state = names.step(one.state, "", one.declined_by)
    day = dates.medium(one.on, today=today) if one.on else ""
    return Short(one.name, state, names.CHIPS[one.state], day)


def contact(one: ContactLine, *, today: date) -> ContactShown:
    citizen = programmes.of_citizen(one.citizen) if one.case_id else _("for another citizen")
    return ContactShown(
        day=words.capitalised(dates.long(one.on, today=today)),
        name=one.name,
        how=names.step(one.kind, one.channel, ""),
        who=one.done_by,
        citizen=citizen,
        url=addresses.of_case(one.case_id) if one.case_id else "",
    )


def contacts_say(found: Sequence[ContactLine]) -> str:
    """``5 kontakter til 4 virksomheder``"""
    companies = len({one.company_id for one in found})
    contacts = ngettext("%(n)s contact", "%(n)s contacts", len(found)) % {"n": len(found)}
    said = ngettext("%(n)s company", "%(n)s companies", companies) % {"n": companies}
    return _("%(contacts)s with %(companies)s") % {"contacts": contacts, "companies": said}


# --- figures


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """The facts of one worker or team. ``cells``: in the order of the columns."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresShown:
    """``columns``: what each figure is called and what it means."""

    period: str
    columns: tuple[tuple[str, str], ...]
    all: RowShown
    teams: tuple[RowShown, ...]
    workers: tuple[RowShown, ...]


def figures(found: Figures, *, today: date) -> FiguresShown:
    return FiguresShown(
        period=dates.span(found.since, found.until, today=today),
        columns=tuple(columns()),
        all=row(found.all, _("All")),
        teams=tuple(row(one, one.name) for one in found.teams),
        workers=tuple(row(one, one.name) for one in found.workers),
    )


def columns() -> Iterable[tuple[str, str]]:
    yield (
        _("Days to the first contact"),
        _("From the day on which the case was opened to the first contact or visit, by any channel,"
          " for this citizen: the median of the cases opened in the period that have had one. Cases"
          " are those with an employment specialist, and others in which wishes or workplaces are"
          " written; they count for the employment specialist, else for the primary worker."),
    )  # fmt: skip
    yield (
        _("Met within %(n)s days") % {"n": SOON},
        _("Of the cases opened in the period, those in which an employer was met in person within"
          " %(n)s days. Those that still can be are not counted among them.") % {"n": SOON},
    )  # fmt: skip
    yield (
        _("Contacts a week"),
        _("Contacts and visits in the period, divided by its %(n)s weeks; in brackets those in"
          " person. They count for whoever was in touch.") % {"n": WEEKS},
    )  # fmt: skip
    yield (
        _("Different companies"),
        _("Of the placements and jobs agreed in the period, how many different companies they are"
          " at."),
    )  # fmt: skip
    yield (
        _("Different trades"),
        _("The same for the trades of the companies, as they are written in the register."),
    )


def row(one: Facts, name: str) -> RowShown:
    of = _("%(part)s of %(all)s")
    counted = one.begun - one.waiting
    return RowShown(
        name=name,
        cells=(
            "–" if one.days is None else names.number(one.days),
            of % {"part": one.soon, "all": counted} if counted else "–",
            f"{names.number(one.weekly(WEEKS))} ({names.number(one.weekly_in_person(WEEKS))})",
            of % {"part": one.companies, "all": one.agreed} if one.agreed else "–",
            of % {"part": one.trades, "all": one.agreed} if one.agreed else "–",
        ),
    )
