"""Today as it is shown. Pure: no request, no database, no clock."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fodfaeste.cases.queries import DutyListed, Section, TodayList
from fodfaeste.cases.queries.around import COUNTED, Around
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.duties import DutyRow, listed_row, what
from fodfaeste.web.names import Option
from fodfaeste.web.today.forms import Filters

NIGHT_ENDS, MORNING_ENDS, AFTERNOON_ENDS = 5, 10, 18
# Reasons of a duty whose day is not known: what it is counted from has not come.
WAITING = frozenset({"waits", "waits_for_variant"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose page it is: the name to greet, and whether all of the organisation is their work."""

    name: str
    oversees: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the line under the greeting, and the section that it leads to."""

    number: str
    says: str
    href: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The duties of one case that have no date, in one row: a list in which each stood for
    itself would not be read to its end. ``waiting``: how many cannot be done yet, in words."""

    who: str
    who_url: str
    protected: bool
    programme: str
    acts: list[Link]
    clauses: list[Link]
    waiting: str


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A card of Today. ``rest``: what to say where not all rows are shown."""

    id: str
    heading: str
    count: str
    rows: list[DutyRow]
    bundles: list[Bundle]
    rest: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading."""

    heading: str
    options: list[Option]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayShown:
    """All of the page but its right column."""

    greeting: str
    counts: list[Count]
    sections: list[SectionShown]
    programmes: list[Option]
    kinds: list[Group]
    filters: Filters
    mine_url: str
    team_url: str
    team_name: str
    unfiltered_url: str


def present(
    listed: TodayList,
    around: Around,
    *,
    filters: Filters,
    now: datetime,
    reader: Reader,
    asked: Collection[UUID] = (),
) -> TodayShown:
    """What is due for a person, or their team, at ``now``. ``asked``: the appointments of which it
    is asked above whether they were held."""
    listed = each_once(listed, asked)
    return TodayShown(
        greeting=greeting(hour=now.hour, name=reader.name),
        counts=counts(listed, around),
        sections=sections(listed, today=now.date()),
        programmes=programme_options(listed.programmes, filters),
        kinds=kind_groups(listed.requirements, filters),
        filters=filters,
        mine_url=replace(filters, scope="mine").address(),
        team_url=replace(filters, scope="team").address(),
        team_name=_("Everybody's") if reader.oversees else _("My team's"),
        unfiltered_url=Filters(scope=filters.scope).address(),
    )


def greeting(*, hour: int, name: str) -> str:
    """What people say at that hour."""
    if NIGHT_ENDS <= hour < MORNING_ENDS:
        return _("Good morning, %(name)s") % {"name": name}
    if MORNING_ENDS <= hour < AFTERNOON_ENDS:
        return _("Good day, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def counts(listed: TodayList, around: Around) -> list[Count]:
    """Over the deadline, due this week, without a date, new; nothing is said of an empty one."""
    late, week, undated = listed.overdue, listed.this_week, listed.undated
    said = [
        (late, Count(number(late), _("over the deadline"), "#overdue", late=True)),
        (week, Count(number(week), pgettext("so many are due", "this week"), "#week")),
        (undated, Count(number(undated), _("without a date"), "#undated")),
    ]
    return [count for section, count in said if section.count] + arrivals(around)


def arrivals(around: Around) -> list[Count]:
    """How many cases are new."""
    new = around.new_count
    says = ngettext("new referral", "new referrals", new)
    number = f"{COUNTED}+" if new > COUNTED else str(new)
    return [Count(number, says, "#new")] if new else []


def number(section: Section) -> str:
    """How many, or at least how many."""
    return f"{section.count}+" if section.more else str(section.count)


def each_once(listed: TodayList, asked: Collection[UUID]) -> TodayList:
    """What somebody reminded of stands first and in no other section, and nothing stands below of
    which it is asked above whether it was held."""
    reminded = {key(duty) for duty in listed.reminded.rows}
    return replace(
        listed,
        overdue=without(listed.overdue, reminded, asked),
        this_week=without(listed.this_week, reminded, asked),
        later=without(listed.later, reminded, asked),
        undated=without(listed.undated, reminded, asked),
        reminded=without(listed.reminded, (), asked),
    )


Key = tuple[UUID, str, int]


def key(duty: DutyListed) -> Key:
    return duty.case_id, duty.requirement, duty.instance


def without(part: Section, duties: Collection[Key], booked: Collection[UUID]) -> Section:
    """A section without what stands in another one."""
    rows = tuple(
        duty for duty in part.rows if key(duty) not in duties and duty.booked not in booked
    )
    return replace(part, rows=rows, count=part.count - len(part.rows) + len(rows))


def sections(listed: TodayList, *, today: date) -> list[SectionShown]:
    """The sections that have something in them."""
    named = [
        ("reminded", _("Somebody asks for this"), listed.reminded),
        ("overdue", _("Over the deadline"), listed.overdue),
        ("week", _("This week"), listed.this_week),
        ("later", _("Later, in the next 30 days"), listed.later),
    ]
    dated = [
        SectionShown(id_, heading, number(part), rows_of(part.rows, today=today), [], rest(part))
        for id_, heading, part in named
        if part.rows
    ]
    return dated + undated(listed.undated, today=today)


def rows_of(duties: Iterable[DutyListed], *, today: date) -> list[DutyRow]:
    return [listed_row(duty, today=today) for duty in duties]


def undated(part: Section, *, today: date) -> list[SectionShown]:
    """What has no date: a row for each case, those last in which everything has to wait."""
    cases: dict[UUID, list[DutyListed]] = {}
    for duty in sorted(part.rows, key=waits):
        cases.setdefault(duty.case_id, []).append(duty)
    alone = [duties[0] for duties in cases.values() if len(duties) == 1 and not waits(duties[0])]
    shown = SectionShown(
        id="undated",
        heading=_("Without a date"),
        count=number(part),
        rows=rows_of(alone, today=today),
        bundles=[bundle(duties) for duties in cases.values() if duties[0] not in alone],
        rest=rest(part),
    )
    return [shown] if part.rows else []


def bundle(duties: Sequence[DutyListed]) -> Bundle:
    """The undated duties of a case; at least one."""
    one, now = duties[0], [duty for duty in duties if not waits(duty)]
    rules = names.rules_of(one.programme, one.version)
    return Bundle(
        who=names.of_citizen(one.citizen),
        who_url=addresses.of_case(one.case_id),
        protected=one.protected,
        programme=names.of_course(rules, one.variant),
        acts=[act(duty, rules) for duty in now],
        clauses=clauses(now, rules),
        waiting=beside(len(duties) - len(now)) if now else waiting(duties, rules),
    )


def act(duty: DutyListed, rules: Rules) -> Link:
    name = what(rules.requirement(duty.requirement), duty.instance)
    if duty.booked and duty.booked_for:
        day = timezone.localdate(duty.booked_for)
        when = dates.short(day, today=day)
        url = addresses.of_appointment(duty.case_id, duty.booked)
        return Link(_("%(what)s: booked %(date)s") % {"what": name, "date": when}, url)
    return Link(name, addresses.of_act(duty.case_id, duty.requirement, duty.instance))


def clauses(duties: Iterable[DutyListed], rules: Rules) -> list[Link]:
    found = dict.fromkeys(rules.requirement(duty.requirement).clause for duty in duties)
    programme = rules.programme.programme
    return [Link(clause, addresses.of_clause(programme, clause)) for clause in found]


def beside(n: int) -> str:
    """How many have to wait beside others that can be done now; empty if none."""
    text = ngettext(
        "%(n)s more waits for something that has not happened yet.",
        "%(n)s more wait for something that has not happened yet.",
        n,
    )
    return text % {"n": n} if n else ""


def waiting(duties: Sequence[DutyListed], rules: Rules) -> str:
    """What a case will ask for later, where nothing of it can be done now."""
    language = dates.language()
    named = dict.fromkeys(rules.requirement(duty.requirement).name[language] for duty in duties)
    text = ngettext(
        "%(n)s requirement waits for something that has not happened yet: %(names)s.",
        "%(n)s requirements wait for something that has not happened yet: %(names)s.",
        len(duties),
    )
    return text % {"n": len(duties), "names": ", ".join(named)}


def waits(duty: DutyListed) -> bool:
    """Whether the day from which it is counted is still to come, so that nothing can meet it."""
    return duty.reason["code"] in WAITING


def rest(section: Section) -> str:
    """Says where the others are if not all are shown."""
    first = len(section.rows)
    if section.count <= first and not section.more:
        return ""
    text = ngettext(
        "This is the first one of %(all)s. Filter to see the others.",
        "These are the first %(first)s of %(all)s. Filter to see the others.",
        first,
    )
    return text % {"first": first, "all": number(section)}


def programme_options(ids: Iterable[str], filters: Filters) -> list[Option]:
    """The programmes that occur."""
    found = [Option(id_, names.of_programme(id_), id_ == filters.programme) for id_ in ids]
    return sorted(found, key=lambda option: option.name)


def kind_groups(pairs: Iterable[tuple[str, str]], filters: Filters) -> list[Group]:
    """The kinds of duty that occur, under their programmes (only the chosen one's, if any)."""
    groups: dict[str, list[Option]] = {}
    for programme, requirement in pairs:
        if filters.programme in {None, programme}:
            value, name = f"{programme}.{requirement}", names.of_requirement(programme, requirement)
            groups.setdefault(programme, []).append(Option(value, name, value == filters.kind))
    return [
        Group(names.of_programme(programme), found)
        for programme, found in sorted(groups.items(), key=lambda one: names.of_programme(one[0]))
    ]
