"""That the logs were checked, and that look-ups were: all of it is only added to."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import AccessLog, Organisation, User


class Verification(models.Model):
    """That every log was checked, and what was found.

    ``digest``: of the heads of all logs at that moment; ``logs``: how many they were. ``places``:
    the first faults, each as kind of log, key, line and code. ``compared``: whether heads from
    before were at hand. ``by`` None: a command, or the nightly work.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    logs = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
    places = models.JSONField(default=list)
    compared = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at} {self.faults}"


class Sample(models.Model):
    """Look-ups drawn at random for control. ``found``: out of how many. The period is half-open:
    from ``since`` until ``until``. ``submission``: of the form that drew it, which draws once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    found = models.PositiveIntegerField()
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-drawn_at",)

    def __str__(self) -> str:
        return f"{self.since} {self.until}"


class SampledLine(models.Model):
    """A look-up that was drawn."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="lines")
    line = models.ForeignKey(AccessLog, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("sample", "line"), name="sampled_once"),)

    def __str__(self) -> str:
        return str(self.line_id)


class Control(models.Model):
    """That a leader has judged a drawn look-up. The latest counts; the others stay. ``note``:
    encrypted, empty if there is none."""

    class Outcome(models.TextChoices):
        """What was made of it."""

        IN_ORDER = "in_order", _("in order")
        FOLLOW_UP = "follow_up", _("to be followed up")

    sampled = models.ForeignKey(SampledLine, models.PROTECT, related_name="controls")
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.outcome
