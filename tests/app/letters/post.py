"""Letters put into the outbox, as the tests need them."""

from typing import Any
from uuid import uuid4, uuid5

from fodfaeste.cases.models import Case
from fodfaeste.cases.services.events import event_line
from fodfaeste.cases.services.writing import Writer, append
from fodfaeste.letters import papers, services
from fodfaeste.letters.services import NewLetter
from tests.app.cases.world import NOW, TODAY

INVITATION: dict[str, Any] = {
    "date": "2026-11-23",
    "citizen": "Amalie Ærø",
    "what": "startsamtale",
    "sessions": [{"on": "2026-12-01", "at": "10:00"}],
    "place": "Nørregade 1",
    "with": [{"name": "Jens Kragh"}],
    "decline": "Ring til Jens Kragh.",
}
CONSENT: dict[str, Any] = {
    "date": "2026-11-23",
    "citizen": "Amalie Ærø",
    "to": "Jobcenter Søby",
    "scope": ["Hvordan praktikken går"],
    "purpose": "At praktikken kan følges op.",
    "statement": "Jeg giver samtykke.",
    "withdraw": "Sig det til os.",
}
NOTE: dict[str, Any] = {
    "date": "2026-11-23",
    "citizen": "Amalie Ærø",
    "text": "Det går godt i bageriet.",
    "written_on": "2026-11-23",
    "author": {"name": "Jens Kragh"},
}
DATA = {"invitation": INVITATION, "consent": CONSENT, "follow_up_note": NOTE}


def frozen(letter):
    """The paper of a letter that has one."""
    paper = papers.frozen(letter)
    assert paper is not None
    return paper


def a_letter(case_id, *, submission=None, **values):
    kind = values.get("kind", "invitation")
    given: dict[str, Any] = {
        "id": uuid5(submission or uuid4(), kind),
        "kind": kind,
        "case_id": case_id,
        "to": "citizen",
        "receiver": {"name": "Amalie Ærø"},
        "data": DATA[kind],
        "language": "da",
    }
    return NewLetter(**given | values)


def put_with_act(letters, *, by, submission=None, now=NOW, event=None):
    """Puts letters into the outbox with an act of the case of the first."""
    from fodfaeste.cases.services import NewEvent

    said = event or NewEvent(type="grant_letter_sent", on=TODAY)
    case = Case.unrestricted.get(pk=letters[0].case_id)
    writer = Writer(by, now, submission or uuid4())

    def decide(known):
        return [event_line(known.story.rules, known.rows, said, writer.today)]

    def also(_):
        services.put(letters, by=by, now=now)

    return append(case, writer, decide, also=also)


def sent_to(case_id, **values):
    """Whom a letter goes to that is not the citizen's."""
    receiver = {"name": "Lars Læge"}
    return a_letter(case_id, **{"to": "gp", "receiver": receiver} | values)
