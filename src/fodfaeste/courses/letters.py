"""What participants are written about their course: an invitation with the new time of a session,
or with the one that is called off."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.courses.models import Run, RunStaff, Session
from fodfaeste.courses.patterns import of_run
from fodfaeste.letters.new import CITIZEN, NewLetter

INVITATION, CANCELLATION, LANGUAGE = "invitation", "cancellation", "da"
Data = Mapping[str, Any]


def changed(
    run: Run,
    session: Session,
    case: Case,
    *,
    was: datetime | None,
    by: User,
    now: datetime,
    submission: UUID,
) -> NewLetter:
    """The letter to one who takes part. ``was``: when the session was to begin, if it is moved;
    None where it is called off."""
    kind = CANCELLATION if was is None else INVITATION
    with translation.override(LANGUAGE):
        common = _common(run, session, case, by, now)
        more = _called_off() if was is None else _invited(run, by, was)
    return NewLetter(
        id=uuid5(submission, kind),
        kind=kind,
        case_id=case.pk,
        to=CITIZEN,
        receiver={"name": case.citizen.name},
        data={**common, **more},
        language=LANGUAGE,
    )


def _common(run: Run, session: Session, case: Case, by: User, now: datetime) -> Data:
    kind = of_run(run)
    until = timezone.localtime(session.ends_at)
    return {
        "date": timezone.localdate(now).isoformat(),
        "citizen": case.citizen.name,
        "programme": kind.rules.programme.name[LANGUAGE],
        "what": kind.course.name[LANGUAGE],
        "contact": {"name": by.name},
        "sessions": [{**_moment(session.begins_at), "until": f"{until:%H:%M}"}],
    }


def _invited(run: Run, by: User, was: datetime) -> Data:
    return {
        "place": ", ".join(filter(None, (run.room, run.organisation.name))),
        "with": list(_people(run)) or [{"name": by.name}],
        "decline": _("If you cannot come, tell %(who)s as soon as you can.") % {"who": by.name},
        "instead_of": _moment(was),
    }


def _called_off() -> Data:
    return {
        "reasons": _("We cannot meet at that time."),
        "next_steps": [_("The other sessions are held as agreed.")],
    }


def _people(run: Run) -> Iterator[Data]:
    kind = of_run(run)
    for one in RunStaff.unrestricted.filter(run=run).select_related("user"):
        role = kind.rules.terms.roles[one.role].name[LANGUAGE]
        yield {"name": one.user.name, "role": role}


def _moment(when: datetime) -> Data:
    local = timezone.localtime(when)
    return {"on": local.date().isoformat(), "at": f"{local:%H:%M}"}
