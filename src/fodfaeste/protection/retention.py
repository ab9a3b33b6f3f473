"""How long cases are kept: rules by programme or organisation, and what is due by them.

Nothing is deleted until there is a rule. Years are counted from the day the case was closed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fodfaeste.accounts import access, organisation_log
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change
from fodfaeste.cases.models import Case, LogEntry, LogText
from fodfaeste.cases.services.erasing import CASE_ERASED
from fodfaeste.core.dates import add_months
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.programmes.catalogue import UnknownProgramme, versions
from fodfaeste.protection.holds import held
from fodfaeste.protection.models import DeletionCase, RetentionRule
from fodfaeste.protection.reach import check_answers, run_by

MOST_YEARS = 100
MOST_CASES = 200
"""Of one proposal: no more than somebody can look through."""
DAYS_A_YEAR = 365
"""As KL counts: ``P1825D`` is five years."""
_CODE = re.compile(r"P(\d{1,6})D")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """A rule as a form tells it; see ``RetentionRule``."""

    years: int
    programme: str = ""
    kle: str = ""
    code: str = ""
    archive_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in force."""

    id: int
    organisation_id: int
    programme: str
    years: int
    kle: str
    code: str
    archive_first: bool
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCase:
    """A case whose time is up. ``due_on``: since when. ``texts``: how many would be erased.
    ``held``: a hold keeps it."""

    case_id: UUID
    citizen: str
    programme: str
    closed_on: date
    due_on: date
    rule: Rule
    texts: int
    held: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, oldest first. ``more``: there are more than are shown."""

    cases: tuple[DueCase, ...] = ()
    held: tuple[DueCase, ...] = ()
    more: bool = field(default=False)

    @property
    def needs_archive(self) -> bool:
        """Whether something has to be handed over to an archive before."""
        return any(case.rule.archive_first for case in self.cases)


def rules(*, user: User) -> tuple[Rule, ...]:
    """The rules in force in the person's organisation. Raises ``NotYours``."""
    check_answers(user)
    found = RetentionRule.objects.filter(organisation=user.organisation_id, ended_at=None)
    return tuple(map(_rule, found.select_related("made_by")))


def _rule(row: RetentionRule) -> Rule:
    return Rule(
        id=row.pk,
        organisation_id=row.organisation_id,
        programme=row.programme,
        years=row.years,
        kle=row.kle,
        code=row.code,
        archive_first=row.archive_first,
        made_at=row.made_at,
        made_by=row.made_by.name,
    )


def make_rule(*, rule: NewRule, by: User, now: datetime, submission: UUID) -> None:
    """Makes a rule; one for the same programme ends with it. Raises ``Refused`` or ``NotYours``."""
    check_answers(by)
    _check(rule)

    def act() -> Sequence[Change]:
        same = {"organisation": by.organisation, "programme": rule.programme}
        standing = RetentionRule.objects.filter(**same, ended_at=None)
        former = standing.values_list("years", flat=True).first()
        before = {} if former is None else {"years": former}
        standing.update(ended_at=now, ended_by=by)
        values = {name: getattr(rule, name) for name in ("years", "kle", "code", "archive_first")}
        made = RetentionRule.objects.create(
            **same, **values, made_at=now, made_by=by, submission=submission
        )
        about = {"rule": made.pk, "programme": rule.programme}
        return [Change("retention_rule_made", about, before, values)]

    _write(by, now, submission, act)


def end_rule(*, rule_id: int, by: User, now: datetime, submission: UUID) -> None:
    """Ends a rule: what it covered is kept again. Raises ``Refused`` (``no_such_rule``)."""
    check_answers(by)

    def act() -> Sequence[Change]:
        own = RetentionRule.objects.filter(organisation=by.organisation_id, ended_at=None)
        rule = own.filter(pk=rule_id).first()
        if rule is None:
            raise Refused([Fault("rule", "no_such_rule")])
        own.filter(pk=rule_id).update(ended_at=now, ended_by=by)
        about = {"rule": rule.pk, "programme": rule.programme}
        return [Change("retention_rule_ended", about, {"years": rule.years})]

    _write(by, now, submission, act)


def _write(by: User, now: datetime, submission: UUID, act: Callable[[], Sequence[Change]]) -> None:
    writer = organisation_log.Writer(by, now, submission)
    organisation_log.written(organisation_id=by.organisation_id, writer=writer, act=act)


def _check(rule: NewRule) -> None:
    """Raises ``Refused`` with every fault."""
    faults = []
    if not 1 <= rule.years <= MOST_YEARS:
        faults.append(Fault("years", "years_out_of_range", {"most": str(MOST_YEARS)}))
    if rule.code and not _CODE.fullmatch(rule.code):
        faults.append(Fault("code", "retention_code_form"))
    elif rule.code and years_of_code(rule.code) != rule.years:
        said = {"code": rule.code, "years": str(years_of_code(rule.code))}
        faults.append(Fault("code", "retention_code_differs", said))
    if rule.programme and not _is_programme(rule.programme):
        faults.append(Fault("programme", "unknown_programme", {"value": rule.programme}))
    if faults:
        raise Refused(faults)


def years_of_code(code: str) -> int:
    """The years that a retention code of KL means: 5 for ``P1825D``."""
    found = _CODE.fullmatch(code)
    return round(int(found[1]) / DAYS_A_YEAR) if found else 0


def _is_programme(name: str) -> bool:
    try:
        return bool(versions(name))
    except UnknownProgramme:
        return False


# --- what is due


def due(*, user: User, today: date) -> Due:
    """What is due by the rules, with names; that they were shown is logged. Raises ``NotYours``."""
    check_answers(user)
    found = list(_rows(user, today))
    rows, more = found[:MOST_CASES], len(found) > MOST_CASES
    kept = held(case.pk for case, _ in rows)
    shown = [_due_case(case, rule, case.pk in kept) for case, rule in rows]
    access.note_list(user=user, page="due_for_erasing", case_ids=[each.case_id for each in shown])
    return Due(
        tuple(each for each in shown if not each.held),
        tuple(each for each in shown if each.held),
        more,
    )


def _rows(user: User, today: date) -> Iterator[tuple[Case, Rule]]:
    """Cases that are due, with the rule of each, by the day they were closed."""
    known = {rule.programme: rule for rule in rules(user=user)}
    if not known:
        return
    found = _not_erased(run_by(user)).filter(_is_due(known.values(), today))
    found = found.exclude(pk__in=_being_decided()).select_related("citizen")
    texts = Count("log__text", filter=Q(log__text__erased_at=None, log__text__isnull=False))
    found = found.annotate(texts=texts).order_by("closed_on", "pk")
    for case in found[: MOST_CASES + 1]:
        yield case, known.get(case.programme) or known[""]


def _is_due(known: Iterable[Rule], today: date) -> Q:
    """A rule for a programme goes before the one for all others."""
    named = [rule.programme for rule in known if rule.programme]
    found = Q(pk__in=())
    for rule in known:
        whose = Q(programme=rule.programme) if rule.programme else ~Q(programme__in=named)
        found |= whose & Q(closed_on__lte=years_after(today, -rule.years))
    return found


def years_after(day: date, years: int) -> date:
    """The same day so many years later; the last of February where there is no 29th."""
    return date.fromordinal(add_months(day.toordinal(), 12 * years))


def _not_erased(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """Cases that were never emptied, or into which something has been written since."""
    of_case = LogText.unrestricted.filter(entry__case=OuterRef("pk"), erased_at=None)
    emptied = LogEntry.unrestricted.filter(case=OuterRef("pk"), type=CASE_ERASED)
    return cases.filter(Exists(of_case) | ~Exists(emptied))


def _being_decided() -> "QuerySet[DeletionCase, UUID]":
    """The cases of proposals that are not decided, or approved and not carried out."""
    waits = Q(deletion__approved=None) | Q(deletion__approved=True)
    found = DeletionCase.objects.filter(waits, deletion__done_at=None)
    return found.values_list("case", flat=True)


def _due_case(case: Case, rule: Rule, is_held: bool) -> DueCase:
    assert case.closed_on is not None
    return DueCase(
        case_id=case.pk,
        citizen=case.citizen.name,
        programme=case.programme,
        closed_on=case.closed_on,
        due_on=years_after(case.closed_on, rule.years),
        rule=rule,
        texts=case.texts,  # type: ignore[attr-defined]
        held=is_held,
    )
