"""Derived from the logs, and disposable: ``projection`` alone writes them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fodfaeste.accounts.models import Organisation, Team, User
from fodfaeste.cases.doors import Door, DutyDoor
from fodfaeste.cases.models.appointments import Appointment
from fodfaeste.cases.models.cases import Case
from fodfaeste.cases.policy import Kind as Seen

CAN_BE_LATE = Q(listed_until=None) | Q(listed_until__gt=F("due_on"))
"""Of duties with a day: what nothing can meet after that day is missed then, and never late."""


class DutyRow(models.Model):
    """Derived: a duty that is outstanding. How late it is, is read from it, never stored.

    ``listed_from``: a cell of a grid is listed once it begins. ``listed_until``: after that day
    nothing can meet it any more, and it is listed no longer. ``booked``: the appointment that would
    meet it, at ``booked_for``. ``reminded_on``: when somebody last asked to have it done.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="duties", db_index=False)
    requirement = models.CharField(max_length=80)
    instance = models.PositiveIntegerField()
    due_on = models.DateField(null=True)
    listed_from = models.DateField(null=True)
    listed_until = models.DateField(null=True)
    owner_role = models.CharField(max_length=60)
    responsible = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    strength = models.CharField(max_length=10)
    programme = models.CharField(max_length=80)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    referred_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.JSONField(default=dict)
    booked = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="+", db_index=False
    )
    booked_for = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    reminded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )

    unrestricted: ClassVar[models.Manager["DutyRow"]] = models.Manager()
    objects: ClassVar[DutyDoor["DutyRow"]] = DutyDoor("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        constraints = (
            models.UniqueConstraint(fields=("case", "requirement", "instance"), name="duty_once"),
        )
        indexes = (
            models.Index(
                fields=("responsible", "due_on", "id"),
                condition=Q(responsible__isnull=False),
                name="duty_mine",
            ),
            models.Index(
                fields=("team", "due_on", "id"), condition=Q(team__isnull=False), name="duty_team"
            ),
            models.Index(fields=("organisation", "due_on", "id"), name="duty_organisation"),
            # What was missed stays while its case is open; a whole organisation has much of it.
            models.Index(
                fields=("organisation", "due_on", "id"), condition=CAN_BE_LATE, name="duty_late"
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement} {self.instance}"


class PhaseRow(models.Model):
    """Derived: a phase of a case and its days, also one to come, so that a list can be filtered
    by phase on any day. ``last_on`` None: no end is known."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="phases", db_index=False)
    phase = models.CharField(max_length=80)
    first_on = models.DateField()
    last_on = models.DateField(null=True)

    unrestricted: ClassVar[models.Manager["PhaseRow"]] = models.Manager()
    objects: ClassVar[Door["PhaseRow"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        constraints = (models.UniqueConstraint(fields=("case", "phase"), name="phase_once"),)

    def __str__(self) -> str:
        return self.phase
