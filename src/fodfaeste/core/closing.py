"""What closing a case does to its duties: two evaluations of one day, without and with it.

No rule is repeated here: what closing makes of a duty is what ``evaluate`` makes of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from fodfaeste.core.evaluation import ON_A_WORKLIST, Evaluation, Instance


class Closing(NamedTuple):
    """Duties that were waited for, by what becomes of them: ``missed``, ``dropped`` (asked for no
    more), ``met`` by the closing itself; and those that are waited for afterwards
    (``called_for``)."""

    missed: Sequence[Instance]
    dropped: Sequence[Instance]
    met: Sequence[Instance]
    called_for: Sequence[Instance]


def closing(before: Evaluation, after: Evaluation) -> Closing:
    """What becomes of the duties of ``before`` by a closing that ``after`` has in its log.

    Duties are as ``before`` has them, but for those called for, which are as they are after."""
    now = {(one.rule.id, one.duty.number): one.state for one in after.requirements}
    missed, dropped, met = [], [], []
    for one in before.requirements:
        if one.state in ON_A_WORKLIST:
            state = now.get((one.rule.id, one.duty.number), "not_required")
            if state == "missed":
                missed.append(one)
            elif state == "not_required":
                dropped.append(one)
            elif state in ("met", "met_late"):
                met.append(one)
    called_for = [one for one in after.requirements if one.state in ON_A_WORKLIST]
    return Closing(missed, dropped, met, called_for)
