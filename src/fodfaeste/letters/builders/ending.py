"""What became of a course, when it is over (JR-14, CT-22)."""

from collections.abc import Iterator
from typing import Any

from fodfaeste import words
from fodfaeste.cases.policy import TEXTS, Kind
from fodfaeste.cases.queries import EntryView, NotVisible
from fodfaeste.core import plan_items
from fodfaeste.core.dates import as_date
from fodfaeste.core.events import CLOSING
from fodfaeste.core.plan_items import Item
from fodfaeste.letters.builders.asked import Asked, Built
from fodfaeste.letters.builders.notes import answers_of
from fodfaeste.letters.builders.plan import held_by
from fodfaeste.letters.builders.receivers import to_citizen, to_offices
from fodfaeste.letters.holding import said_as


def build(asked: Asked, of: str) -> Built:
    """The closing that the line ``of`` holds. Raises ``NotVisible`` or ``Refused``."""
    entry = asked.entry(of)
    if entry.type != CLOSING:
        raise NotVisible(asked.view.case_id)
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "programme": asked.programme,
        "started_on": asked.view.opened_at.date().isoformat(),
        "closed_on": entry.on.isoformat(),
        "reason": _reason(asked, entry),
        "outcomes": list(_outcomes(asked)),
        "goals": list(_goals(asked)),
        "text": _text(asked, entry),
        "author": {"name": entry.author, "role": asked.role(entry.by_role)},
    }
    to = [to_citizen(asked), *to_offices(asked)]
    seen_as = said_as(TEXTS[entry.text_kind], *_held_by_goals(asked))
    return Built(
        kind="closing_report", data=data, receivers=to, seen_as=seen_as, written_from=entry.id
    )


def _reason(asked: Asked, entry: EntryView) -> str:
    known = asked.view.rules.terms.events[CLOSING].attributes
    said = []
    for name in ("cause", "outcome"):
        given = str(entry.attributes.get(name))
        if name in known and given in known[name].values:
            said.append(words.capitalised(known[name].values[given][asked.language]))
    return ". ".join([*said, str(entry.attributes.get("reason", ""))]).strip()


def _text(asked: Asked, entry: EntryView) -> str:
    answers = [f"{one['question']}\n{one['answer']}" for one in answers_of(asked, entry)]
    return "\n\n".join(filter(None, [entry.note, *answers]))


def _outcomes(asked: Asked) -> Iterator[dict[str, Any]]:
    for one in asked.view.evaluation.outcomes:
        day = as_date(one.day)
        name = words.capitalised(one.outcome.name[asked.language])
        yield {"what": name, "on": day.isoformat() if day else None}


def _goals(asked: Asked) -> Iterator[dict[str, Any]]:
    """The goals that the asker reads, with the sub-goals that were reached."""
    below = plan_items.of_kind(asked.view.plan.items, plan_items.SUB_GOAL)
    for one in _read_goals(asked):
        reached = [each["title"] for each in below if each["goal"] == one.id]
        said = one["words"] or one["ours"]
        yield {"words": said, "sub_goals": [each for each in reached if each]}


def _read_goals(asked: Asked) -> list[Item]:
    goals = plan_items.of_kind(asked.view.plan.items, plan_items.GOAL)
    return [one for one in goals if not one.hidden and (one["words"] or one["ours"])]


def _held_by_goals(asked: Asked) -> set[Kind]:
    """What the goals tell, each with its sub-goals."""
    items, goals = asked.view.plan.items, _read_goals(asked)
    known = {one.id for one in goals}
    below = [one for one in plan_items.of_kind(items, plan_items.SUB_GOAL) if one["goal"] in known]
    return held_by(asked, [*goals, *below], items)
