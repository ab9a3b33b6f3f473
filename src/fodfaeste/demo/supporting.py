"""Plans of phases and crises, calls to the caseworkers and belief in a citizen, in a few of the
demonstration's cases."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.services import CrisisPlan, FocusArea
from fodfaeste.cases.services.sparring import NewSparring, record_sparring
from fodfaeste.core.phased_support import parts

FOCUS = (
    (("job", "Jeg vil kunne klare fire timer uden at gå hjem."),
     ("coping", "Jeg vil stå op, også når jeg har sovet dårligt.")),
    (("job", "Jeg vil selv sige til chefen, når det bliver for meget."),
     ("network", "Jeg vil spise frokost med de andre.")),
    (("network", "Jeg vil have min søster som den, jeg ringer til."),),
)  # fmt: skip
CRISIS = CrisisPlan(
    signs="Jeg tager ikke telefonen, og jeg bliver liggende i sengen.",
    helps="At nogen kommer forbi. Ikke at blive spurgt om, hvornår jeg er rask.",
    called="Min søster ringer til CTI-medarbejderen. Efter kl. 16 egen læge eller lægevagten.",
)
CALL = "Chefen vil gerne op på flere timer nu. Planen siger først om to måneder."
OTHER_CALL = "Jobbet er sagt op til den første. Der skal en ny plan til med det samme."
DECIDED = "Vi mødes i dag kl. 14. Timerne sættes op fra mandag, og bevillingen følger med."
BELIEF = "Møder stabilt og spørger selv. Det skal nok lykkes, hvis nætterne bliver ved at gå godt."
QUESTION = """Hvordan taler vi med en arbejdsgiver om hensyn, når diagnosen ikke må nævnes?

Hvornår er det for tidligt at sætte timerne op?"""
AGREED = "Vi taler om opgaver og pauser, aldrig om sygdom. Timer sættes op efter to gode uger."
TWO_DAYS, CALLED_AT = timedelta(days=2), time(10, 10)
CASES = 3


def plan(*, worker: User, others: Mapping[int, User], now: datetime) -> None:
    """Plans the support in ``worker``'s first cases in it; in the first of them somebody is called
    in, and answers."""
    for number, view in enumerate(_cases(worker, now)):
        if number == CASES:
            break
        if number == 0:
            _called_and_answered(view, worker, others, now)
            _write(services.state_belief, view, worker, now, scores={"belief": 4}, reason=BELIEF)
        if number < CASES - 1:
            _write(services.plan_for_crisis, view, worker, now, plan=CRISIS)
        _plan_phases(view, worker, now)


def _called_and_answered(
    view: CaseView, worker: User, others: Mapping[int, User], now: datetime
) -> None:
    made = _two_days_ago(now)
    called = _write(services.call_in, view, worker, made, what=CALL)
    answerer = others[view.responsible("social_caseworker")[0].user_id]
    later = made + timedelta(hours=3)
    _write(services.answer_call, view, answerer, later, call=called, decided=DECIDED)


def call(*, caseworker: User, others: Mapping[int, User], now: datetime) -> None:
    """Calls ``caseworker`` in, in the first case in which nobody has written since."""
    since = _two_days_ago(now)
    for view in _cases(caseworker, now):
        if view.entries[0].registered_at < since:
            caller = others[view.responsible("cti_worker")[0].user_id]
            _write(services.call_in, view, caller, since, what=OTHER_CALL)
            _plan_phases(view, caller, now)
            return


def spar(*, by: User, with_: User, now: datetime) -> None:
    """A meeting of a sparring group, written down."""
    record_sparring(
        meeting=NewSparring(
            on=timezone.localdate(now) - TWO_DAYS,
            participants=[with_.pk],
            questions=QUESTION,
            agreed=AGREED,
        ),
        by=by,
        now=now,
        submission=uuid5(NAMESPACE_URL, "fodfaeste:demo:sparring"),
    )


def _two_days_ago(now: datetime) -> datetime:
    """In working hours."""
    day = timezone.localdate(now) - TWO_DAYS
    return timezone.make_aware(datetime.combine(day, CALLED_AT))


def _cases(worker: User, now: datetime) -> Iterator[CaseView]:
    """Their open cases whose support has begun."""
    today = timezone.localdate(now)
    for row in queries.cases(user=worker, today=today, state="open", mine=True).rows:
        view = queries.case(user=worker, case_id=row.case_id, today=today)
        if view.rules.programme.phased_support and parts(view.evaluation):
            yield view


def _plan_phases(view: CaseView, worker: User, now: datetime) -> None:
    today = timezone.localdate(now).toordinal()
    begun = [part for part in parts(view.evaluation) if part.span.first <= today]
    for part, focus in zip(begun, FOCUS, strict=False):
        areas = [FocusArea(track=track, words=words) for track, words in focus]
        name = part.span.phase.id
        submission = uuid5(view.case_id, f"demo {name}")
        services.plan_phase(
            case_id=view.case_id, phase=name, focus=areas, by=worker, now=now, submission=submission
        )


def _write(service: Any, view: CaseView, by: User, now: datetime, **given: object) -> str:
    submission: UUID = uuid5(view.case_id, f"demo {service.__name__}")
    done = service(case_id=view.case_id, by=by, now=now, submission=submission, **given)
    return str(done.entry_id)
