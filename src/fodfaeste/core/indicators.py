"""Which set of indicators a programme measures progress by, and whether one makes sense (CT-27)."""

from typing import TYPE_CHECKING

from fodfaeste.core import description as d
from fodfaeste.core import vocabulary as v
from fodfaeste.core.faults import FAULTY, Faults, below, shown

if TYPE_CHECKING:
    from fodfaeste.core.checker import Checker
    from fodfaeste.core.rules import Rules

CITIZEN, WORKER = "citizen", "worker"
ASKED = (CITIZEN, WORKER)
"""Who can be asked; the names of an indicator's questions."""
BELIEF = "belief"
MOST_POINTS = 10


def set_of(rules: "Rules") -> tuple[str, v.IndicatorSet] | None:
    """The set that the programme names, else the vocabulary's first; None if there is none."""
    known = sets_of(rules)
    named = rules.programme.progress
    name = named.set if named else next(iter(rules.vocabulary.indicator_sets), "")
    return (name, known[name]) if name in known else None


def sets_of(rules: "Rules") -> dict[str, v.IndicatorSet]:
    """Every set that the programme may use, by id."""
    return {**rules.vocabulary.indicator_sets, **rules.programme.indicator_sets}


def asked_of(indicators: v.IndicatorSet, who: str) -> tuple[v.Indicator, ...]:
    """What is asked of the citizen or the worker, the worker's belief apart."""
    return tuple(
        each
        for each in indicators.indicators
        if each.about != BELIEF and getattr(each, who) is not None
    )


def beliefs_of(indicators: v.IndicatorSet) -> tuple[v.Indicator, ...]:
    """What the worker alone is asked about their belief in the citizen."""
    return tuple(each for each in indicators.indicators if each.about == BELIEF)


# --- whether it makes sense


def check_shared(vocabulary: v.Vocabulary, faults: Faults) -> None:
    """Adds to ``faults`` what is wrong with the sets that every programme may use."""
    for name, indicators in vocabulary.indicator_sets.items():
        check_set(indicators, below("indicator_sets", name), faults)


def check_set(part: v.IndicatorSet, place: str, faults: Faults) -> None:
    """An answer has two steps at least, and each indicator an id of its own."""
    if part.points is not FAULTY and not 2 <= part.points <= MOST_POINTS:
        known = f"2–{MOST_POINTS}"
        faults.add(below(place, "points"), "not_one_of", value=part.points, known=known)
    seen: set[str] = set()
    for n, each in enumerate(part.indicators):
        inside = below(below(place, "indicators"), n)
        if each.id in seen and each.id is not FAULTY:
            faults.add(below(inside, "id"), "repeated_id", value=shown(each.id))
        seen.add(each.id)
        _check_indicator(each, inside, faults)


def _check_indicator(part: v.Indicator, place: str, faults: Faults) -> None:
    """Somebody is asked; and of the worker's belief never the citizen."""
    if part.citizen is None and part.worker is None:
        faults.add(place, "nobody_asked")
    if part.about == BELIEF and part.citizen is not None:
        faults.add(below(place, "citizen"), "belief_of_worker")


def _own_set(checker: "Checker", part: v.IndicatorSet, place: str) -> None:
    check_set(part, place, checker.faults)


def _progress(checker: "Checker", part: d.Progress, place: str) -> None:
    known = {**checker.vocabulary.indicator_sets, **checker.programme.indicator_sets}
    checker.known(part.set, known, below(place, "set"), "unknown_set")


CHECKS = ((v.IndicatorSet, _own_set), (d.Progress, _progress))
"""What is checked of a programme file."""
