"""The forms of a measuring: one row an indicator, one scale for each who answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.queries.measurings import Asked, Measuring
from fodfaeste.cases.services import NewMeasuring
from fodfaeste.core.indicators import ASKED, BELIEF, asked_of, beliefs_of
from fodfaeste.core.vocabulary import Indicator, IndicatorSet
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import Group, SentOnce

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Scale:
    """A question to somebody. ``withheld``: it is answered, and not for the reader to see."""

    who: str
    field: BoundField | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator, with what its steps mean and a scale for each who is asked."""

    name: str
    low: str
    high: str
    scales: tuple[Scale, ...]


def scale_field(indicators: IndicatorSet, each: Indicator, asks: str) -> forms.ChoiceField:
    """The steps, and none of them: an answer may be skipped, and taken back."""
    low, high = each.low[language()], each.high[language()]
    said = {1: f"1, {low}", indicators.points: f"{indicators.points}, {high}"}
    steps = [(str(n), said.get(n, str(n))) for n in range(1, indicators.points + 1)]
    return forms.ChoiceField(
        label=asks,
        choices=[*steps, ("", _("Skip"))],
        required=False,
        widget=forms.RadioSelect,
    )


class MeasureForm(SentOnce):
    """Answers of those who are asked here. ``measuring``: what has been answered before, at the
    measuring that is added to; an answer that the reader does not see is left alone."""

    on = DayField(label=_("Measured on"))

    def __init__(
        self,
        data: Any = None,
        *,
        indicators: IndicatorSet,
        asked: Sequence[str],
        measuring: Measuring | None,
        today: date,
    ) -> None:
        begins = {"on": measuring.on if measuring else today}
        super().__init__(data, initial=begins)
        self.indicators, self.asked, self.measuring = indicators, asked, measuring
        if measuring is not None:
            del self.fields["on"]
        for who in asked:
            for each in asked_of(indicators, who):
                self._add(who, each)

    def _add(self, who: str, each: Indicator) -> None:
        one = Asked(who, each.id)
        if self.measuring and one in self.measuring.withheld:
            return
        asks = getattr(each, who)[language()]
        self.fields[name_of(one)] = scale_field(self.indicators, each, asks)
        self.initial[name_of(one)] = self._before(one)

    def _before(self, one: Asked) -> str:
        score = self.measuring.scores.get(one) if self.measuring else None
        return "" if score is None else str(score)

    @property
    def rows(self) -> list[Row]:
        """The indicators that anybody is asked about here."""
        found = [self._row(each) for each in self.indicators.indicators if each.about != BELIEF]
        return [row for row in found if row.scales]

    def _row(self, each: Indicator) -> Row:
        low, high = each.low[language()], each.high[language()]
        return Row(each.name[language()], low, high, tuple(self._scales(each)))

    def _scales(self, each: Indicator) -> Iterator[Scale]:
        for who in self.asked:
            one = Asked(who, each.id)
            if name_of(one) in self.fields:
                yield Scale(who, self[name_of(one)])
            elif self.measuring and one in self.measuring.withheld:
                yield Scale(who, None, withheld=True)

    @property
    def when(self) -> Group | None:
        """The day, in a fold: nearly always it is today."""
        if "on" not in self.fields:
            return None
        return Group([self["on"]], is_open=bool(self.errors.get("on")))

    def measured(self, *, by_role: str) -> NewMeasuring:
        """What was answered, or answered otherwise than before; for a form that is valid."""
        return NewMeasuring(
            on=self.measuring.on if self.measuring else self.cleaned_data["on"],
            answers={who: self._changed(who) for who in ASKED if who in self.asked},
            of=self.measuring.id if self.measuring else None,
            by_role=by_role or None,
        )

    def _changed(self, who: str) -> Mapping[str, int | None]:
        found = {}
        for each in asked_of(self.indicators, who):
            one = Asked(who, each.id)
            said = self.cleaned_data.get(name_of(one))
            if said is not None and said != self._before(one):
                found[str(each.id)] = int(said) if said else None
        return found

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        return {
            f"{who}.{each.id}": name_of(Asked(who, each.id))
            for who in self.asked
            for each in asked_of(self.indicators, who)
        }


def name_of(asked: Asked) -> str:
    """The name of a field."""
    return f"{asked.who}_{asked.indicator}"


class BeliefForm(SentOnce):
    """How much the worker believes in the citizen, and why."""

    reason = forms.CharField(
        label=_("What makes you think so"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, indicators: IndicatorSet) -> None:
        super().__init__(data)
        self.indicators = indicators
        for each in beliefs_of(indicators):
            assert each.worker is not None, "the worker's belief is asked of the worker"
            self.fields[each.id] = scale_field(indicators, each, each.worker[language()])

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                each.name[language()],
                each.low[language()],
                each.high[language()],
                (Scale("worker", self[each.id]),),
            )
            for each in beliefs_of(self.indicators)
        ]

    def scores(self) -> dict[str, int]:
        """What was answered; for a form that is valid."""
        found = {str(each.id): self.cleaned_data[each.id] for each in beliefs_of(self.indicators)}
        return {name: int(said) for name, said in found.items() if said}
