"""What is booked: that some people are to meet or speak, at a time and a place."""

from datetime import date, datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import AppointmentDoor
from fodfaeste.cases.models.cases import Case, LogEntry
from fodfaeste.cases.policy import Kind as Seen


class Appointment(models.Model):
    """A contact that is planned, and what became of it.

    ``type``, ``attributes``: of the event that it becomes when it is held (choices only, which
    may stand in clear). ``requirement``, ``instance``: the duty it was booked from, if from one.
    ``roles``: who is invited; in a role, whoever has it in the case on that day. ``earlier``: the
    times from which it was moved, as ISO texts, oldest first. ``details`` (encrypted): ``place``,
    ``where`` and ``others``, the names of people outside the system. ``note``: encrypted.
    ``entry``: the event by which it was held.
    """

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NOT_HELD = "not_held", _("not held")
        CANCELLED = "cancelled", _("cancelled")

    class Cause(models.TextChoices):
        """Who or what it was because of that it was not held."""

        CITIZEN = "citizen", _("the citizen")
        WORKER = "worker", _("one of us")
        COMPANY = "company", _("the company")
        OTHER = "other", _("something else")

    class Place(models.TextChoices):
        """Where people meet; ``details`` hold it."""

        OURS = "ours", _("at our place")
        WORKPLACE = "workplace", _("at the workplace")
        HOME = "home", _("at the citizen’s home")
        PHONE = "phone", _("by telephone")
        VIDEO = "video", _("on video")
        OTHER = "other", _("somewhere else")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="appointments", db_index=False)
    type = models.CharField(max_length=80)
    attributes = models.JSONField(default=dict)
    requirement = models.CharField(max_length=80, null=True)
    instance = models.PositiveIntegerField(null=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    roles = models.JSONField(default=list)
    earlier = models.JSONField(default=list)
    details = models.TextField()
    note = models.TextField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cause = models.CharField(max_length=10, choices=Cause, null=True)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entry = models.OneToOneField(LogEntry, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["Appointment"]] = models.Manager()
    objects: ClassVar[AppointmentDoor["Appointment"]] = AppointmentDoor("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("begins_at", "pk")
        indexes = (models.Index(fields=("case", "begins_at"), name="appointment_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("begins_at")), name="appointment_lasts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.type} {self.begins_at}"

    @property
    def day(self) -> date:
        """The day on which it begins, where the work is done."""
        return timezone.localdate(self.begins_at)

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.begins_at).total_seconds()) // 60

    @property
    def earlier_times(self) -> tuple[datetime, ...]:
        """When it was to be before it was moved, oldest first."""
        return tuple(map(datetime.fromisoformat, self.earlier))
