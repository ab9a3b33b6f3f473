"""Emergency access: a case that is not theirs is opened to somebody of its organisation for the
rest of the day, for a reason, and their leaders are told.

It is the only way to learn that there is such a case. An attempt that finds none says the same
whether or not the citizen is known elsewhere, and is logged like one that does.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NoReturn
from uuid import UUID, uuid4

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fodfaeste.accounts import access
from fodfaeste.accounts.models import LEADING, AccessLog, Organisation, Right, User
from fodfaeste.cases import cpr, crypto, rows
from fodfaeste.cases.models import Case, EmergencyAccess
from fodfaeste.cases.policy import SEES, Relation
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.cases.sight import sight_of
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.core.faults import Fault, Refused

SHORTEST, LONGEST = 20, 2000
"""Characters of a reason: less is no reason, more is a note."""
ATTEMPTS = 5
"""How many numbers a day somebody may try that lead to no case."""

log = logging.getLogger(__name__)


def open_in_emergency(
    *, number: str, reason: str, by: User, now: datetime, submission: UUID
) -> tuple[UUID, ...]:
    """Opens to ``by`` the cases that their organisation runs or has referred of whoever has that
    CPR number, or the one case of that id; open ones if there are any. Gives those that they can
    read now. Raises ``Refused`` at ``number`` (``no_case``, ``too_many_attempts``, ``cpr_form``,
    ``cpr_date``) or ``reason`` (``reason_too_short``, ``too_long``)."""
    writer = Writer(by, now, submission)
    asked = _asked(number, reason, writer.today)
    _check_attempts(by, now)
    found = list(Case.unrestricted.filter(_of_organisation(by), asked).order_by("opened_at"))
    if not found or not by.works_here:
        _refuse(by, "no_case")
    wanted = [case for case in found if case.closed_on is None] or found
    for case in wanted:
        _open(case, reason.strip(), writer)
    return tuple(case.pk for case in wanted)


def _asked(number: str, reason: str, today: date) -> Q:
    """What is looked for, if the form is in order."""
    faults: list[Fault] = []
    asked = Q()
    try:
        asked = _by_number(number.strip(), today)
    except Refused as refused:
        faults.extend(refused.faults)
    if len(reason.strip()) < SHORTEST:
        faults.append(Fault("reason", "reason_too_short", {"value": str(SHORTEST)}))
    elif len(reason) > LONGEST:
        faults.append(Fault("reason", "too_long", {"value": str(LONGEST)}))
    if faults:
        raise Refused(faults)
    return asked


def _by_number(number: str, today: date) -> Q:
    try:
        return Q(pk=UUID(number))
    except ValueError:
        index = cpr.blind_index(cpr.read(number, today=today, place="number"))
        return Q(citizen__cpr_index=index)


def _of_organisation(user: User) -> Q:
    own = Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))
    return Q(organisation__in=own.values("pk")) | Q(referred_by__in=own.values("pk"))


def _check_attempts(by: User, now: datetime) -> None:
    """Numbers are not tried out one after another."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    tried = AccessLog.objects.filter(user=by, act=access.Act.REFUSED, at__gte=midnight)
    if tried.filter(detail__attempt="emergency").count() >= ATTEMPTS:
        _refuse(by, "too_many_attempts")


def _refuse(by: User, code: str) -> NoReturn:
    access.note(user=by, act=access.Act.REFUSED, attempt="emergency", code=code)
    raise Refused([Fault("number", code)])


def _open(case: Case, reason: str, writer: Writer) -> None:
    """Writes it in the case's log and in that of look-ups, and tells the leaders; nothing, if they
    see all of that already, as they do when the form is sent again."""
    by, today = writer.by, writer.today
    if SEES[Relation.EMERGENCY] <= sight_of(user=by, case_id=case.pk, on=today).kinds:
        return
    made = EmergencyAccess(
        id=uuid4(),
        case=case,
        user=by,
        organisation_id=by.organisation_id,
        reason=crypto.encrypt(reason),
        on=today,
        opened_at=writer.now,
    )

    def decide(_: Known) -> list[Line]:
        said = {"access": str(made.pk), "user": by.pk}
        return [Line(type=rows.EMERGENCY_OPENED, on=today, attributes=said)]

    done = append(case, writer, decide, also=lambda _: made.save(force_insert=True))
    if done.repeated:
        return
    access.note(
        user=by,
        act=access.Act.EMERGENCY,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        kinds=SEES[Relation.EMERGENCY],
        relations=[Relation.EMERGENCY],
        emergency=str(made.pk),
    )
    transaction.on_commit(lambda: _tell(leaders_of(by)))


def leaders_of(user: User) -> list[User]:
    """Who is told what ``user`` opens: the leaders of their organisation and of the one it is a
    unit of; where there are none, those who watch over data protection there."""
    own = [pk for pk in (user.organisation_id, user.organisation.parent_id) if pk is not None]
    people = User.objects.filter(organisation__in=own, is_active=True).exclude(pk=user.pk)
    return list(people.filter(function__in=LEADING)) or list(
        people.filter(rights__right=Right.PROTECT)
    )


def _letter() -> str:
    return _(
        "Somebody in your organisation has used emergency access. Sign in to Fodfæste and look"
        " under Oversight: it stands there until a leader has marked it as seen."
    )


def _tell(people: Iterable[User]) -> None:
    """By a letter that says only that there is something to see. The page shows it in any case."""
    for one in people:
        with translation.override(one.language):
            subject, text = _("Emergency access was used"), _letter()
        try:
            send_mail(subject, text, None, [one.email])
        except OSError as error:  # also what mail servers answer
            log.error("A letter about emergency access could not be sent: %s", type(error).__name__)


# --- what leaders do


def mark_emergency_seen(*, access_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Says that a leader has seen an emergency access. Raises ``NotVisible`` for one that is not
    theirs to see: they lead, or watch over, the case's organisation or the colleague's."""
    found = seen_by(by).filter(pk=access_id).select_related("case").first()
    if found is None:
        raise NotVisible(access_id)
    writer = Writer(by, now, submission)

    def decide(_: Known) -> list[Line]:
        said = {"access": str(access_id)}
        return [Line(type=rows.EMERGENCY_SEEN, on=writer.today, attributes=said)]

    def also(_: object) -> None:
        mine = EmergencyAccess.unrestricted.filter(pk=access_id, seen_at=None)
        mine.update(seen_at=now, seen_by=by)

    if found.seen_at is None:
        append(found.case, writer, decide, also=also)


def seen_by(user: User) -> "QuerySet[EmergencyAccess]":
    """The emergency accesses that are ``user``'s to see: of their organisation's people, and to
    its cases."""
    if not user.is_active or not (user.leads or user.has_right(Right.PROTECT)):
        return EmergencyAccess.unrestricted.none()
    own = Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))
    ids = own.values("pk")
    cases = Q(case__organisation__in=ids) | Q(case__referred_by__in=ids)
    return EmergencyAccess.unrestricted.filter(Q(organisation__in=ids) | cases)
