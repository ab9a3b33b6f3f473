"""What participants are written about their course: an invitation to all its sessions, or to an
interview before it; one with the new time of a session, or with the one that is called off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.services.writing import Writer
from fodfaeste.courses.models import InterviewTime, Run, RunStaff, Session
from fodfaeste.courses.patterns import of_run
from fodfaeste.letters import channels
from fodfaeste.letters.languages import USUAL, language_of
from fodfaeste.letters.models import Channel
from fodfaeste.letters.new import CITIZEN, NewLetter

INVITATION, CANCELLATION = "invitation", "cancellation"
LONGEST_REASON = 500
Data = Mapping[str, Any]


def usual_reason(*, moved: bool, language: str) -> str:
    """Why a session is moved or cancelled, as it stands in a letter where nobody says more."""
    with translation.override(language):
        return _("We have had to move it.") if moved else _("We cannot meet at that time.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of a session. ``was``: when it was to begin, if it is moved; None where it is
    called off. ``reasons``: what stands in the letters of why, by their language."""

    session: Session
    was: datetime | None
    reasons: Mapping[str, str]

    def why(self, language: str) -> str:
        """As somebody said it in that language, or else in the usual one; else as is usual."""
        moved = self.was is not None
        said, other = (self.reasons.get(code, "").strip() for code in (language, USUAL))
        if said or other not in ("", usual_reason(moved=moved, language=USUAL)):
            return said or other
        return usual_reason(moved=moved, language=language)


def changed(run: Run, change: Changed, case: Case, writer: Writer) -> NewLetter:
    """The letter to one who takes part, in the language in which they were written to before."""
    was, language = change.was, language_of(case.pk)
    kind, reason = CANCELLATION if was is None else INVITATION, change.why(language)
    with translation.override(language):
        more = _called_off(reason) if was is None else _moved(run, writer.by, was, reason, language)
        common = _common(run, case, writer, language)
        data = {**common, "sessions": [_session(change.session)], **more}
    return _letter(uuid5(writer.submission, kind), kind, case, data, language)


def invitation(
    run: Run, case: Case, sessions: Sequence[Session], writer: Writer, language: str = ""
) -> NewLetter:
    """To all the sessions of a run that are still to come. ``language`` empty: as they were written
    to before."""
    code = language or language_of(case.pk)
    with translation.override(code):
        data = {
            **_common(run, case, writer, code),
            "sessions": [_session(one) for one in sessions],
            **_invited(run, writer.by, code),
        }
    return _invites(uuid5(writer.submission, f"{INVITATION} {run.pk}"), run, case, data, code)


def to_interview(run: Run, time: InterviewTime, case: Case, writer: Writer) -> NewLetter:
    """To an interview before a run, in the language in which they were written to before."""
    kind, code = of_run(run), language_of(case.pk)
    event = kind.rules.terms.events[str(kind.course.interviews and kind.course.interviews.event)]
    until = time.begins_at + timedelta(minutes=time.minutes)
    with translation.override(code):
        data = {
            **_common(run, case, writer, code),
            "what": event.name[code],
            "sessions": [_moment(time.begins_at, until)],
            **_invited(run, writer.by, code),
        }
    return _invites(uuid5(writer.submission, f"{INVITATION} {time.pk}"), run, case, data, code)


def is_reached(case: Case, run: Run) -> bool:
    """Whether there is a way to reach the citizen, as far as is known."""
    return bool(channels.best(_reached(case, run)))


def _reached(case: Case, run: Run) -> channels.Reached:
    sender = run.organisation
    return channels.Reached(to=CITIZEN, receiver={}, citizen=case.citizen, sender=sender)


def _invites(letter_id: UUID, run: Run, case: Case, data: Data, language: str) -> NewLetter:
    channel = channels.best(_reached(case, run)) or Channel.PRINT
    return _letter(letter_id, INVITATION, case, data, language, channel)


def _letter(
    letter_id: UUID, kind: str, case: Case, data: Data, language: str, channel: str = ""
) -> NewLetter:
    return NewLetter(
        id=letter_id,
        kind=kind,
        case_id=case.pk,
        to=CITIZEN,
        receiver={"name": case.citizen.name},
        data=data,
        language=language,
        channel=channel,
    )


def _common(run: Run, case: Case, writer: Writer, language: str) -> Data:
    kind = of_run(run)
    return {
        "date": writer.today.isoformat(),
        "citizen": case.citizen.name,
        "programme": kind.rules.programme.name[language],
        "what": kind.course.name[language],
        "contact": {"name": writer.by.name},
    }


def _invited(run: Run, by: User, language: str) -> Data:
    return {
        "place": ", ".join(filter(None, (run.room, run.organisation.name))),
        "with": list(_people(run, language)) or [{"name": by.name}],
        "decline": _("If you cannot come, tell %(who)s as soon as you can.") % {"who": by.name},
    }


def _moved(run: Run, by: User, was: datetime, reason: str, language: str) -> Data:
    return {**_invited(run, by, language), "instead_of": _moment(was), "about": reason}


def _called_off(reason: str) -> Data:
    return {"reasons": reason, "next_steps": [_("The other sessions are held as agreed.")]}


def _people(run: Run, language: str) -> Iterator[Data]:
    kind = of_run(run)
    for one in RunStaff.unrestricted.filter(run=run).select_related("user"):
        role = kind.rules.terms.roles[one.role].name[language]
        yield {"name": one.user.name, "role": role}


def _session(one: Session) -> Data:
    return _moment(one.begins_at, one.ends_at)


def _moment(when: datetime, until: datetime | None = None) -> Data:
    local = timezone.localtime(when)
    told = {"on": local.date().isoformat(), "at": f"{local:%H:%M}"}
    return told if until is None else {**told, "until": f"{timezone.localtime(until):%H:%M}"}
