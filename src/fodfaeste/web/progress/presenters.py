"""Progress as it is shown. Pure: no request, no database, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.queries.measurings import Asked, Measuring, beliefs, measurings
from fodfaeste.core.dates import Period, add, as_date
from fodfaeste.core.indicators import ASKED, BELIEF, CITIZEN, beliefs_of, set_of
from fodfaeste.core.vocabulary import Indicator, IndicatorSet
from fodfaeste.web import addresses, dates
from fodfaeste.web.progress.charts import Chart, Point, Series, chart

NOTHING = "–"
WEEKS_FROM, MONTHS_FROM = 14, 61
A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Line:
    """What was answered on a day: what the drawing shows, as a row of the table."""

    day: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator over time. ``chart`` None: nothing that the reader sees is answered."""

    name: str
    ends: str
    chart: Chart | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MeasuringShown:
    """A measuring in the list of them, with who answered and where it is added to."""

    day: str
    says: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressShown:
    """All of the page. ``columns``: who is asked, in the order of a line's answers."""

    about: str
    last: str
    suggests: str
    columns: tuple[str, ...]
    indicators: tuple[IndicatorShown, ...]
    measurings: tuple[MeasuringShown, ...]
    withheld: bool
    may_measure: bool
    belief: bool
    shows: bool


@dataclass(frozen=True, slots=True)
class PanelShown:
    """Progress on the page of a case."""

    last: str
    suggests: str
    may_measure: bool


def who_says(who: str) -> str:
    """Who answers, as a heading says it."""
    return _("Citizen") if who == CITIZEN else _("Worker")


def ago(day: date, today: date) -> str:
    """How long ago a day is: ``i dag``, ``5 dage siden``, ``3 måneder siden``."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days < WEEKS_FROM:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if days < MONTHS_FROM:
        weeks = days // 7
        return ngettext("%(n)s week ago", "%(n)s weeks ago", weeks) % {"n": weeks}
    months = round(days / A_MONTH)
    return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}


def last_says(found: Sequence[Measuring], *, today: date) -> str:
    """``Sidst målt 4. marts, 3 måneder siden``."""
    if not found:
        return _("Not measured yet")
    day = found[-1].on
    said = {"date": dates.medium(day, today=today), "ago": ago(day, today)}
    return _("Last measured %(date)s, %(ago)s") % said


def suggests(found: Sequence[Measuring], every: Period | None, *, today: date) -> str:
    """A quiet word once it is time again; never a duty."""
    if every is None or not found:
        return ""
    again = as_date(add(found[-1].on.toordinal(), every))
    if again is None or again > today:
        return ""
    return _("It may be time to ask again.")


def panel(view: CaseView, *, today: date) -> PanelShown | None:
    """Progress on the page of a case: where the programme measures it, or somebody has."""
    known, found = set_of(view.rules), measurings(view)
    is_asked = view.rules.programme.progress is not None
    if known is None or not (is_asked or found) or is_receiver(view):
        return None
    return PanelShown(
        last=last_says(found, today=today),
        suggests=suggests(found, known[1].every, today=today),
        may_measure=view.sight.may(Act.REGISTER) and view.evaluation.log.closed_on is None,
    )


def is_receiver(view: CaseView) -> bool:
    """Whether the case is only shared with the reader: how it is kept is nothing to them."""
    return view.sight.relations <= {Relation.RECEIVER}


def present(view: CaseView, indicators: IndicatorSet, *, today: date) -> ProgressShown:
    """How the citizen has got on, as the reader of the case sees it."""
    found = measurings(view)
    shower = Shower(view, indicators, found, today)
    return ProgressShown(
        about=indicators.about[dates.language()],
        last=last_says(found, today=today) if view.sight.sees(Kind.REGISTRATIONS) else "",
        suggests=suggests(found, indicators.every, today=today),
        columns=tuple(who_says(who) for who in ASKED),
        indicators=tuple(shower.indicators()),
        measurings=tuple(shower.measuring(one) for one in reversed(found)),
        withheld=any(one.withheld for one in found),
        may_measure=view.sight.may(Act.REGISTER),
        belief=bool(beliefs_of(indicators))
        and (view.sight.may(Act.STATE_BELIEF) or bool(beliefs(view))),
        shows=view.sight.sees(Kind.REGISTRATIONS),
    )


class Shower:
    """Shows the parts of one case's progress."""

    def __init__(
        self, view: CaseView, indicators: IndicatorSet, found: Sequence[Measuring], today: date
    ) -> None:
        self.view, self.set, self.found, self.today = view, indicators, found, today

    def medium(self, day: date) -> str:
        return dates.medium(day, today=self.today)

    def indicators(self) -> Iterator[IndicatorShown]:
        for each in self.set.indicators:
            if each.about != BELIEF:
                yield self.indicator(each)

    def indicator(self, each: Indicator) -> IndicatorShown:
        name, points = each.name[dates.language()], self.set.points
        drawn = chart(
            f"chart-{each.id}",
            _("%(what)s over time") % {"what": name},
            [Series(who, who_says(who), self.points(who, each.id)) for who in ASKED],
            points=points,
            today=self.today,
        )
        return IndicatorShown(
            name=name,
            ends=f"1 = {each.low[dates.language()]}, {points} = {each.high[dates.language()]}",
            chart=drawn,
            lines=tuple(self.lines(each.id)),
        )

    def points(self, who: str, indicator: str) -> list[Point]:
        asked = Asked(who, indicator)
        return [Point(one.on, one.scores[asked]) for one in self.found if asked in one.scores]

    def lines(self, indicator: str) -> Iterator[Line]:
        """The latest first; days on which nobody answered this are left out."""
        for one in reversed(self.found):
            answers = tuple(self.answer(one, Asked(who, indicator)) for who in ASKED)
            if set(answers) != {NOTHING}:
                yield Line(dates.short(one.on, today=self.today), answers)

    def answer(self, one: Measuring, asked: Asked) -> str:
        if asked in one.withheld:
            return _("not shown")
        return str(one.scores.get(asked, NOTHING))

    def measuring(self, one: Measuring) -> MeasuringShown:
        answered = [who for who in ASKED if one.answered_by(who)]
        says = _("Citizen and worker") if len(answered) > 1 else _("No answers written down")
        says = who_says(answered[0]) if len(answered) == 1 else says
        path = reverse("measure", args=[self.view.case_id])
        url = addresses.with_query(path, maaling=one.id)
        return MeasuringShown(self.medium(one.on), says, url)


# --- the worker's belief


@dataclass(frozen=True, slots=True)
class BeliefLine:
    """What somebody wrote down of their belief."""

    day: str
    author: str
    score: str
    reason: str


@dataclass(frozen=True, slots=True)
class BeliefShown:
    """What is for the reader to see: their own, or as a leader everybody's."""

    chart: Chart | None
    lines: tuple[BeliefLine, ...]


def present_belief(
    view: CaseView, indicators: IndicatorSet, *, user_id: int, today: date
) -> BeliefShown:
    """The worker's belief. The drawing is of one's own alone: two workers are not compared."""
    found, language = beliefs(view), dates.language()
    asked = beliefs_of(indicators)
    own = [one for one in found if one.author_id == user_id]
    drawn = [
        chart(
            f"belief-{each.id}",
            _("%(what)s over time") % {"what": each.name[language]},
            [
                Series(
                    "worker",
                    _("You"),
                    [Point(one.on, one.scores[each.id]) for one in own if each.id in one.scores],
                )
            ],
            points=indicators.points,
            today=today,
        )
        for each in asked[:1]
    ]
    lines = [
        BeliefLine(
            day=dates.medium(one.on, today=today),
            author=one.author,
            score=", ".join(str(score) for score in one.scores.values()),
            reason=one.reason,
        )
        for one in reversed(found)
    ]
    return BeliefShown(chart=next(iter(drawn), None), lines=tuple(lines))
