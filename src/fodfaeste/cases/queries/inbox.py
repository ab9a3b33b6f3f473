"""The inbox: referrals on which nothing is decided yet, and what was answered to one's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Value
from django.db.models import Case as When
from django.db.models import When as Then

from fodfaeste.accounts import access
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases import crypto
from fodfaeste.cases.intake import UNDECIDED, WAITS
from fodfaeste.cases.models import Case, LogEntry, LogText
from fodfaeste.cases.policy import MAY, Act, Kind
from fodfaeste.cases.queries.entries import Entries
from fodfaeste.cases.relations import sees, sees_name, shown_name, stands_in_any, team_ids
from fodfaeste.cases.rows import FACTS_RECORDED, INTAKE_DECIDED, Row, Story, read_rows, story
from fodfaeste.core.evaluation import Evaluation, evaluate
from fodfaeste.core.events import Case as CoreCase

ON_A_PAGE = 25
ANSWERS = 50
ANSWERED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A referral that waits for an answer. ``citizen`` None: the name is not for the asker.
    ``shows_facts``: they see every fact that the target group may rest on; ``is_ours``: their
    house answers it, and has not only asked."""

    case_id: UUID
    citizen: str | None
    protected: bool
    opened_at: datetime
    opened_by: str
    organisation: str
    referred_by: str | None
    decision: str
    told: Story
    evaluation: Evaluation
    shows_facts: bool
    may_decide: bool
    is_ours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was decided on a referral that the asker or their organisation made."""

    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    organisation: str
    decision: str
    on: date
    by: str
    reason: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some of the referrals, oldest first. ``count``: how many there are in all; ``after``: the
    last of these, if more come."""

    rows: tuple[Waiting, ...] = ()
    count: int = 0
    after: UUID | None = None


class Pile(StrEnum):
    """What a referral in the inbox is to whoever looks."""

    NEW = "new"
    LISTED = "listed"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """``piles``: those to be decided, those on the waiting list, and one's own that wait for
    others."""

    piles: Mapping[Pile, Section]
    answers: tuple[Answer, ...] = ()

    @property
    def new(self) -> tuple[Waiting, ...]:
        return self.piles[Pile.NEW].rows

    @property
    def listed(self) -> tuple[Waiting, ...]:
        return self.piles[Pile.LISTED].rows

    @property
    def sent(self) -> tuple[Waiting, ...]:
        return self.piles[Pile.SENT].rows


def inbox(
    *,
    user: User,
    today: date,
    programme: str | None = None,
    pile: Pile | None = None,
    after: UUID | None = None,
) -> Inbox:
    """The referrals to ``user``'s organisation and teams on which nothing is decided, and those
    that it made itself. ``pile``: of one only, from the one after ``after`` on. Each pile begins
    with its own, so that a long waiting list hides nothing that is new. It is logged whose names
    were shown."""
    found = _filed(user, today, programme)
    counts = found.order_by().aggregate(**{each: Count("pk", filter=of) for each, of in _PILES})
    begins = _opened_at(after, user, today)
    ids = {
        each: _page(found.filter(of), after, begins) for each, of in _PILES if pile in (None, each)
    }
    shown = [pk for page in ids.values() for pk in page[:ON_A_PAGE]]
    rows = {row.case_id: row for row in _rows(found.filter(pk__in=shown), user, today)}
    answers = tuple(_answers(user, today, programme)) if pile is None else ()
    named = [one.case_id for one in rows.values() if one.citizen is not None]
    named += [one.case_id for one in answers if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page="inbox")
    return Inbox(
        piles={each: _section(ids.get(each, []), rows, counts[each]) for each in Pile},
        answers=answers,
    )


def _section(ids: Sequence[UUID], rows: Mapping[UUID, Waiting], count: int) -> Section:
    shown = ids[:ON_A_PAGE]
    last = shown[-1] if len(ids) > ON_A_PAGE else None
    return Section(rows=tuple(rows[pk] for pk in shown if pk in rows), count=count, after=last)


_PILES = (
    (Pile.NEW, Q(is_ours=True, intake=UNDECIDED)),
    (Pile.LISTED, Q(is_ours=True) & ~Q(intake=UNDECIDED)),
    (Pile.SENT, Q(is_ours=False)),
)


def _filed(user: User, today: date, programme: str | None) -> "QuerySet[Case]":
    """All that waits, each marked whether it is for ``user``'s house to answer."""
    ours, theirs = _ours(user), Q(referred_by__in=_own(user).values("pk"))
    found = _waiting(user, today).filter(ours | theirs).annotate(is_ours=_flag(ours))
    found = found if programme is None else found.filter(programme=programme)
    return found.order_by("opened_at", "pk")


def _opened_at(after: UUID | None, user: User, today: date) -> datetime | None:
    if after is None:
        return None
    seen = Case.objects.visible_to(user, today).filter(pk=after)
    return seen.values_list("opened_at", flat=True).first()


def _page(found: "QuerySet[Case]", after: UUID | None, begins: datetime | None) -> list[UUID]:
    """The first of them after a case, and one more."""
    if begins is not None:
        found = found.filter(Q(opened_at__gt=begins) | Q(opened_at=begins, pk__gt=after))
    return list(found.values_list("pk", flat=True)[: ON_A_PAGE + 1])


def _waiting(user: User, today: date) -> "QuerySet[Case]":
    seen = Case.objects.visible_to(user, today).filter(sees(Kind.REGISTRATIONS, user, today))
    return seen.filter(closed_on=None, intake__in=WAITS)


def _own(user: User) -> "QuerySet[Organisation]":
    return Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))


def _ours(user: User) -> Q:
    return Q(organisation__in=_own(user).values("pk")) | Q(team__in=team_ids(user))


def _flag(condition: Q) -> "ExpressionWrapper[Any]":
    whether = When(Then(condition, then=Value(True)), default=Value(False))
    return ExpressionWrapper(whether, output_field=BooleanField())


def _rows(found: "QuerySet[Case]", user: User, today: date) -> list[Waiting]:
    kinds = (Kind.NOTES, Kind.HEALTH, Kind.SOCIAL)
    marked = found.annotate(
        shown_name=shown_name(user, today),
        is_named=_flag(sees_name(user, today)),
        may_decide=_flag(stands_in_any(MAY[Act.DECIDE], user, today)),
        **{f"sees_{kind}": _flag(sees(kind, user, today)) for kind in kinds},
    )
    around = marked.select_related("citizen", "organisation", "referred_by", "opened_by")
    cases: list[Any] = list(around)
    logs, facts = read_rows(case.pk for case in cases), _facts(cases, user, today)
    return [_row(case, logs.get(case.pk, []), facts.get(case.pk, {}), today) for case in cases]


def _row(case: Any, log: Sequence[Row], facts: Mapping[str, Any], today: date) -> Waiting:
    told = story(case.programme, log)
    born = case.citizen.birth_date if case.is_named else None
    known = {**({"birth_date": str(born)} if born else {}), **facts}
    core = CoreCase(told.variant, Entries((), {}).facts_for(told.rules, known), told.events)
    return Waiting(
        case_id=case.pk,
        citizen=case.shown_name,
        protected=case.citizen.protected,
        opened_at=case.opened_at,
        opened_by=case.opened_by.name,
        organisation=case.organisation.name,
        referred_by=case.referred_by.name if case.referred_by else None,
        decision=case.intake,
        told=told,
        evaluation=evaluate(told.rules, core, today.toordinal()),
        shows_facts=case.sees_notes and case.sees_health and case.sees_social,
        may_decide=case.may_decide and case.is_ours,
        is_ours=case.is_ours,
    )


def _facts(cases: Iterable[Case], user: User, today: date) -> dict[UUID, dict[str, Any]]:
    """What ``user`` reads of what is known of the citizens, case by case."""
    ids = [case.pk for case in cases]
    texts = LogText.objects.visible_to(user, today).filter(
        entry__case__in=ids, entry__type=FACTS_RECORDED, erased_at=None
    )
    found: dict[UUID, dict[str, Any]] = {}
    for case_id, text in texts.order_by("entry__seq").values_list("entry__case", "ciphertext"):
        found.setdefault(case_id, {}).update(crypto.decrypt_map(text).get("facts", {}))
    return {pk: {k: v for k, v in said.items() if v is not None} for pk, said in found.items()}


# --- answers to one's own referrals


def _answers(user: User, today: date, programme: str | None) -> Iterable[Answer]:
    """The latest decision on each referral of the last month, newest first: those to others, and
    those of one's own on which a colleague decided."""
    own = _own(user).values("pk")
    to_others = Q(case__referred_by__in=own) & ~Q(case__organisation__in=own)
    lines = LogEntry.objects.visible_to(user, today).filter(
        to_others | Q(case__opened_by=user), type=INTAKE_DECIDED, on__gte=today - ANSWERED_FOR
    )
    if programme is not None:
        lines = lines.filter(case__programme=programme)
    lines = lines.order_by("-registered_at", "-seq")
    name = shown_name(user, today, "case", "case__citizen")
    around = lines.select_related("case__organisation", "case__citizen", "registered_by")
    found: list[Any] = list(around.annotate(shown_name=name)[:ANSWERS])
    latest = list({line.case_id: line for line in reversed(found)}.values())[::-1]
    latest = [line for line in latest if line.registered_by_id != user.pk]
    texts = _texts([line.pk for line in latest], user, today)
    return [_answer(line, texts.get(line.pk, {})) for line in latest]


def _texts(entries: Sequence[int], user: User, today: date) -> dict[int, Mapping[str, Any]]:
    found = LogText.objects.visible_to(user, today).filter(entry__in=entries, erased_at=None)
    return {pk: crypto.decrypt_map(text) for pk, text in found.values_list("pk", "ciphertext")}


def _answer(line: Any, text: Mapping[str, Any]) -> Answer:
    return Answer(
        case_id=line.case_id,
        citizen=line.shown_name,
        protected=line.case.citizen.protected,
        programme=line.case.programme,
        organisation=line.case.organisation.name,
        decision=line.attributes["decision"],
        on=line.on,
        by=line.registered_by.name,
        reason=text.get("note", ""),
        to=text.get("attributes", {}).get("to", ""),
    )
