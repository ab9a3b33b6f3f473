"""Runs of courses, and who takes part. A run is its organisation's; a place in it, and who was
there, belongs to a case."""

from datetime import date
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models import Appointment, Case, LogEntry
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.relations import part_in
from fodfaeste.letters.models import Letter

M = TypeVar("M", bound=models.Model)


class RunDoor(Generic[M]):
    """Stands as ``Model.objects``: a run is seen by those who work in its organisation or in what
    that is a unit of, and by those who have a part in a case that takes part."""

    def __set_name__(self, owner: type[M], name: str) -> None:
        self.model = owner

    def visible_to(self, user: User | AnonymousUser) -> "QuerySet[M]":
        """What of the table ``user`` may see."""
        everything: QuerySet[M] = self.model._meta.default_manager.get_queryset()  # type: ignore[union-attr]
        if not isinstance(user, User) or not user.is_active or not user.works_here:
            return everything.none()
        theirs = Participant.unrestricted.filter(case__in=part_in(user)).values("run")
        return everything.filter(of_organisation(user) | Q(pk__in=theirs))


def of_organisation(user: User) -> Q:
    """The runs of somebody's organisation and its units."""
    return Q(organisation=user.organisation_id) | Q(organisation__parent=user.organisation_id)


class Run(models.Model):
    """One time that a course is held.

    ``programme``, ``version``, ``course``: the pattern in the programme's file. ``first_on``: the
    day of its first session. ``capacity``: None where there is no limit."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    programme = models.CharField(max_length=80)
    version = models.DateField()
    course = models.CharField(max_length=80)
    first_on = models.DateField()
    room = models.TextField(blank=True)
    capacity = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Run"]] = models.Manager()
    objects: ClassVar[RunDoor["Run"]] = RunDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("first_on", "pk")
        indexes = (models.Index(fields=("organisation", "first_on"), name="runs_in_order"),)

    def __str__(self) -> str:
        return f"{self.course} {self.first_on}"


class Session(models.Model):
    """One meeting of a run. ``earlier``: the times from which it was moved, as ISO texts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="sessions", db_index=False)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    earlier = models.JSONField(default=list)
    is_cancelled = models.BooleanField(default=False)

    unrestricted: ClassVar[models.Manager["Session"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("begins_at", "pk")
        indexes = (models.Index(fields=("run", "begins_at"), name="sessions_of_run"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="session_lasts"),
        )

    def __str__(self) -> str:
        return str(self.begins_at)

    @property
    def day(self) -> date:
        """The day on which it is held, where the work is done."""
        return timezone.localdate(self.begins_at)


class RunStaff(models.Model):
    """Somebody who is responsible for a run, in a role."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="staff", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=80)

    unrestricted: ClassVar[models.Manager["RunStaff"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("run", "user", "role"), name="run_staff_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Participant(models.Model):
    """A case's place in a run, or its wish for one.

    ``listed_at``: since when it has waited, which is its place in the line. ``answer_by``: until
    when a freed place is kept for it. ``relatives`` (encrypted): who of the relatives comes.
    ``invitation``: the letter that told of all sessions, since the place was given."""

    class State(models.TextChoices):
        """How it stands."""

        ENROLLED = "enrolled", _("has a place")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("is offered a place")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECLINED = "declined", _("said no to the place")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="participants", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    listed_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    relatives = models.TextField(null=True)
    invitation = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Participant"]] = models.Manager()
    objects: ClassVar[Door["Participant"]] = Door("case", Kind.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("listed_at", "pk")
        constraints = (models.UniqueConstraint(fields=("run", "case"), name="takes_part_once"),)

    def __str__(self) -> str:
        return self.state


TAKEN = (Participant.State.ENROLLED, Participant.State.OFFERED)
"""Those who hold a place: one that is offered is nobody else's."""


class Attendance(models.Model):
    """That it is registered whether somebody was at a session: the event that says so."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance", db_index=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="attendance")
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Attendance"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("session", "participant"), name="attends_once"),
        )

    def __str__(self) -> str:
        return str(self.entry_id)


class Notice(models.Model):
    """That a participant is to be told of a session that was moved or cancelled."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="notices")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="notices")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["Notice"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return str(self.made_at)


class InterviewTime(models.Model):
    """A time before a run at which an interview can be booked, and the appointment that was."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="times", db_index=False)
    begins_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    appointment = models.OneToOneField(Appointment, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["InterviewTime"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("begins_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("run", "begins_at"), name="interview_time_once"),
        )

    def __str__(self) -> str:
        return str(self.begins_at)

    @property
    def is_free(self) -> bool:
        """Whether it can be booked: nothing was, or what was has been moved or cancelled."""
        booked: Any = self.appointment
        gone = (Appointment.State.CANCELLED, Appointment.State.NOT_HELD)
        return booked is None or booked.state in gone or booked.begins_at != self.begins_at
