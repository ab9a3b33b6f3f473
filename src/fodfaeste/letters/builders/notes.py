"""Follow-up notes and final notes, for the job centre and the citizen (JS-17, JR-13)."""

from collections.abc import Iterator, Sequence
from typing import Any

from fodfaeste import words
from fodfaeste.cases.policy import TEXTS
from fodfaeste.cases.queries import EntryView, NotVisible
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.answers import questions_for
from fodfaeste.core.events import NOTE_SENT
from fodfaeste.letters.builders.asked import Asked, Built, Receiver
from fodfaeste.letters.builders.receivers import to_citizen, to_offices

FINAL = "final_note_written"
MOST_MEETINGS = 30


def build(asked: Asked, of: str) -> Built:
    """The note that the line ``of`` holds. Raises ``NotVisible`` or ``Refused``."""
    entry = asked.entry(of)
    sends = sent_by(asked, entry)
    if sends is None:
        raise NotVisible(asked.view.case_id)
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "about": _about(asked, entry),
        "met": [_meeting(asked, one) for one in _met(asked, entry)],
        "answers": list(answers_of(asked, entry)),
        "text": entry.note,
        "written_on": entry.on.isoformat(),
        "author": {"name": entry.author, "role": asked.role(entry.by_role)},
    }
    kind = "final_note" if entry.type == FINAL else "follow_up_note"
    receivers = _receivers(asked, entry, sends)
    return Built(
        kind=kind,
        data=data,
        receivers=receivers,
        seen_as=TEXTS[entry.text_kind].value,
        written_from=entry.id,
    )


def sent_by(asked: Asked, entry: EntryView) -> str | None:
    """The event type by which such a note is sent; None for what is no note."""
    kinds = asked.view.rules.terms.events.items()
    return next((name for name, kind in kinds if entry.type in kind.sends), None)


def _receivers(asked: Asked, entry: EntryView, sends: str) -> Sequence[Receiver]:
    def event(to: str) -> NewEvent:
        return NewEvent(type=sends, on=asked.today, attributes={"to": to, NOTE_SENT: entry.id})

    return [*to_offices(asked, event), to_citizen(asked)]


def _about(asked: Asked, entry: EntryView) -> str:
    known = asked.view.rules.terms.events[entry.type].attributes.get("about")
    given = str(entry.attributes.get("about"))
    return known.values[given][asked.language] if known and given in known.values else ""


def _met(asked: Asked, entry: EntryView) -> list[EntryView]:
    """When people met or spoke since the last such note, oldest first."""
    events = asked.view.rules.terms.events
    standing = [one for one in asked.view.entries if one.kind == "event" and not one.corrected_by]
    before = [one for one in standing if one.type == entry.type and one.seq < entry.seq]
    since = max((one.on for one in before), default=None)
    found = [
        one
        for one in standing
        if (kind := events.get(one.type)) is not None
        and kind.contact
        and one.on <= entry.on
        and (since is None or one.on > since)
    ]
    return sorted(found, key=lambda one: (one.on, one.seq))[-MOST_MEETINGS:]


def _meeting(asked: Asked, one: EntryView) -> dict[str, str]:
    events = asked.view.rules.terms.events
    name, form = events[one.type].name[asked.language], events[one.type].attributes.get("form")
    given = str(one.attributes.get("form"))
    if form is not None and given in form.values:
        name = f"{name}: {form.values[given][asked.language]}"
    return {
        "on": one.on.isoformat(),
        "what": name,
        "present": ", ".join(map(asked.role, one.present)),
    }


def answers_of(asked: Asked, entry: EntryView) -> Iterator[dict[str, Any]]:
    """Question and answer, in the order in which they are asked."""
    rules = asked.view.rules
    known = questions_for(rules.programme, rules.terms, entry.type, entry.attributes)
    for name, question in known.items():
        if name in entry.answers:
            said = words.answer_text(question, entry.answers[name], asked.language)
            yield {"question": question.asks[asked.language], "answer": said}
