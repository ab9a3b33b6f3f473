"""Support in phases as it is shown. Pure: no request, no database, no clock."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.queries.support import (
    Call,
    CallWaiting,
    Plan,
    calls,
    crisis_plan,
    crisis_plan_beside,
    lasting_plan,
    lasting_plan_beside,
    phase_plans,
)
from fodfaeste.cases.services.support import lasting_questions
from fodfaeste.core.dates import as_date
from fodfaeste.core.phased_support import Part, parts, phase_numbers, rising
from fodfaeste.core.programme import PhasedSupport
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.case.page import Shower
from fodfaeste.web.progress.presenters import is_receiver
from fodfaeste.web.support.shown import (
    BAR_LEFT,
    ROW,
    TOP,
    WIDTH,
    BarShown,
    CallShown,
    GuideShown,
    IntensityShown,
    Link,
    PanelShown,
    PhaseShown,
    PlanShown,
    StepShown,
    SupportShown,
    WaitingShown,
)

HOURS = 48


def number(value: float) -> str:
    """``1,4``"""
    said = f"{value:.1f}"
    return said.replace(".", ",") if dates.language() == "da" else said


def waited(since: datetime, until: datetime) -> str:
    """How long: in hours for two days, then in days."""
    hours = max(int((until - since).total_seconds()) // 3600, 0)
    if hours < 1:
        return _("less than an hour")
    if hours < HOURS:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def panel(view: CaseView, *, now: datetime) -> PanelShown | None:
    """On the page of a case: the phase that runs, and calls that wait."""
    is_told = view.sight.sees(Kind.REGISTRATIONS) and not is_receiver(view)
    if view.rules.programme.phased_support is None or not is_told:
        return None
    shower = SupportShower(view, now)
    phases = shower.phases()
    running = [one for one in phases if one.state == "now"]
    return PanelShown(
        name=shower.name,
        phase=running[0].name if running else "",
        focus=running[0].focus if running else (),
        calls=tuple(one for one in shower.calls() if one.waits),
        may_call=shower.may_call,
    )


def present(view: CaseView, *, now: datetime) -> SupportShown:
    """The support of a case, as its reader sees it."""
    shower = SupportShower(view, now)
    support = shower.support
    return SupportShown(
        name=shower.name,
        phases=tuple(shower.phases()),
        intensity=shower.intensity(),
        crisis=shower.crisis(),
        lasting=shower.lasting(),
        calls=tuple(shower.calls()),
        call_clause=shower.clause(support.call_in.clause) if support.call_in else None,
        may_call=shower.may_call,
        has_steps=bool(support.last_steps),
        shows=view.sight.sees(Kind.REGISTRATIONS),
    )


class SupportShower:
    """Shows the parts of one case's support."""

    def __init__(self, view: CaseView, now: datetime) -> None:
        found = view.rules.programme.phased_support
        assert found is not None, "the programme gives it"
        self.view, self.now, self.support = view, now, found
        self.today = timezone.localdate(now)
        self.programme = view.rules.programme
        self.language = dates.language()

    @property
    def name(self) -> str:
        return self.programme.stretches[self.support.stretch].name[self.language]

    @property
    def may_plan(self) -> bool:
        return self.view.sight.may(Act.PLAN_SUPPORT)

    @property
    def may_call(self) -> bool:
        is_open = self.view.evaluation.log.closed_on is None
        return self.support.call_in is not None and self.may_plan and is_open

    def clause(self, name: str) -> Link:
        return Link(name, addresses.of_clause(self.view.programme, name))

    def url(self, name: str, *more: str) -> str:
        return reverse(name, args=[self.view.case_id, *more]) if self.may_plan else ""

    def written(self, plan: Plan | None) -> str:
        """When it was written and by whom, or that it is not."""
        if plan is None:
            return _("Not written yet")
        said = {"date": dates.medium(plan.on, today=self.today), "who": plan.author}
        return _("Written %(date)s by %(who)s") % said

    # --- phases

    def parts(self) -> list[Part]:
        return parts(self.view.evaluation) if self.view.sight.sees(Kind.REGISTRATIONS) else []

    def phases(self) -> list[PhaseShown]:
        """Every phase of the support, those without a day yet too."""
        begun = {str(part.span.phase.id): part for part in self.parts()}
        plans = phase_plans(self.view)
        return [
            self.phase(one.id, one.name[self.language], begun.get(one.id), plans.get(one.id))
            for one in self.programme.phases
            if one.id in phase_numbers(self.programme)
        ]

    def phase(self, name: str, says: str, part: Part | None, plan: Plan | None) -> PhaseShown:
        return PhaseShown(
            name=says,
            days=self.days(part),
            state=self.state(part),
            focus=tuple(self.focus(plan)) if plan else (),
            withheld=plan.withheld if plan else False,
            planned=self.written(plan),
            url=self.url("phase_plan", name),
            guides=tuple(self.guides(part)) if part else (),
        )

    def days(self, part: Part | None) -> str:
        if part is None:
            return _("no day known yet")
        first, last = as_date(part.span.first), as_date(part.span.last)
        if last is None and first is not None:
            return _("from %(date)s") % {"date": dates.medium(first, today=self.today)}
        return dates.span(first, last, today=self.today)

    def state(self, part: Part | None) -> str:
        if part is None or part.span.first > self.today.toordinal():
            return "coming"
        last = part.span.last
        return "past" if last is not None and last < self.today.toordinal() else "now"

    def focus(self, plan: Plan) -> Iterator[tuple[str, str]]:
        tracks = {str(one.id): one.name[self.language] for one in self.programme.tracks}
        for n, track in enumerate(plan.tracks, start=1):
            yield tracks.get(track, track), plan.texts.get(str(n), "")

    def guides(self, part: Part) -> Iterator[GuideShown]:
        for one in part.guided:
            says = _("%(reached)s so far; about %(count)s to steer by")
            said = {"reached": one.reached, "count": one.guide.count}
            source = one.guide.says[self.language]
            yield GuideShown(one.guide.name[self.language], says % said, source)

    # --- how close

    def intensity(self) -> IntensityShown | None:
        found = [part for part in self.parts() if part.days]
        if not found:
            return None
        return IntensityShown(
            bars=tuple(self.bars(found)),
            rows=tuple(self.row(part) for part in found),
            warns=tuple(self.warnings(found)) if self.support.falls else (),
            clause=self.clause(self.support.clause),
            width=WIDTH,
            height=TOP + ROW * len(found) - 12,
        )

    def bars(self, found: Sequence[Part]) -> Iterator[BarShown]:
        most = max([part.a_week for part in found] + [1.0])
        room = WIDTH - BAR_LEFT - 116
        for k, part in enumerate(found):
            yield BarShown(
                y=TOP + k * ROW,
                width=max(round(room * part.a_week / most), 2),
                label=part.span.phase.name[self.language],
                says=_("%(n)s a week") % {"n": number(part.a_week)},
                state=self.state(part),
            )

    def row(self, part: Part) -> tuple[str, str, str, str]:
        return (
            part.span.phase.name[self.language],
            self.days(part),
            str(part.contacts),
            number(part.a_week),
        )

    def warnings(self, found: Sequence[Part]) -> Iterator[str]:
        for before, after in rising(found):
            said = _(
                "In %(phase)s contact has not fallen: %(now)s a week, against %(before)s before."
            )
            yield said % {
                "phase": after.span.phase.name[self.language],
                "now": number(after.a_week),
                "before": number(before.a_week),
            }

    # --- plans

    def crisis(self) -> PlanShown:
        plan = crisis_plan(self.view)
        asked = {
            "signs": _("Signs that it is going wrong"),
            "helps": _("What helps, and what does not"),
            "called": _("Who is called, and who calls"),
        }
        lasting = self.support.lasting_plan
        clause = self.clause(lasting.clause) if lasting else None
        beside = crisis_plan_beside(self.view)
        return self.plan(plan, asked, self.url("crisis_plan"), clause, beside)

    def lasting(self) -> PlanShown | None:
        known = self.support.lasting_plan
        if known is None:
            return None
        asked = {
            name: question.asks[self.language]
            for name, question in lasting_questions(self.programme).items()
        }
        found = lasting_plan(self.view)
        clause, beside = self.clause(known.clause), lasting_plan_beside(self.view)
        return self.plan(found, asked, self.url("lasting_plan"), clause, beside)

    def plan(
        self,
        plan: Plan | None,
        asked: dict[str, str],
        url: str = "",
        clause: Link | None = None,
        beside: Plan | None = None,
    ) -> PlanShown:
        texts = plan.texts if plan else {}
        return PlanShown(
            says=self.written(plan),
            texts=tuple((asks, texts[name]) for name, asks in asked.items() if name in texts),
            withheld=plan.withheld if plan else False,
            url=url,
            clause=clause,
            beside=self.plan(beside, asked) if beside else None,
        )

    # --- calls

    def calls(self) -> list[CallShown]:
        return [self.call(one) for one in calls(self.view)]

    def call(self, one: Call) -> CallShown:
        ended = one.answered_at or self.now
        return CallShown(
            made=self.moment(one.made_at),
            by=one.by,
            what=one.what,
            withheld=one.withheld,
            waits=one.answered_at is None,
            waited=waited(one.made_at, ended),
            answered=self.answered(one),
            decided=one.decided,
            url=self.url("answer_call", one.id) if one.answered_at is None else "",
        )

    def answered(self, one: Call) -> str:
        if one.answered_at is None:
            return ""
        said = {"when": self.moment(one.answered_at), "who": one.answered_by}
        return _("Answered %(when)s by %(who)s") % said

    def moment(self, at: datetime) -> str:
        return moment(at, self.today)


def moment(at: datetime, today: date) -> str:
    """``26. november kl. 9.05``"""
    local = timezone.localtime(at)
    said = {"date": dates.medium(local.date(), today=today), "time": f"{local:%H:%M}"}
    return _("%(date)s at %(time)s") % said


# --- the way out


def last_steps(
    view: CaseView, support: PhasedSupport, *, user_id: int, today: date
) -> list[StepShown]:
    """Assessed, decided, handed over (CT-23, CT-24): each as it stands."""
    shower = Shower(view, user_id, today)
    found = {str(each.rule.id): each for each in shower.requirements}
    steps = []
    for name in support.last_steps:
        each = found.get(name)
        if each is None:
            continue
        waits = each in shower.waiting
        row = shower.row(each) if waits else None
        says = shower.state_says(each)
        steps.append(StepShown(each.rule.name[dates.language()], each.state, says, row))
    return steps


# --- Today


def waiting(found: Sequence[CallWaiting], *, now: datetime) -> list[WaitingShown]:
    """The calls that wait for the reader, the one that has waited longest first."""
    return [
        WaitingShown(
            citizen=names.of_citizen(one.citizen),
            protected=one.protected,
            programme=names.of_course(names.rules_of(one.programme, one.version), None),
            waited=waited(one.made_at, now),
            url=reverse("answer_call", args=[one.case_id, one.entry]),
            case_url=addresses.of_case(one.case_id),
        )
        for one in found
    ]
