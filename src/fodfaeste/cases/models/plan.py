"""The one plan of a case: as it was saved time after time, and the versions that were published."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models.cases import Case
from fodfaeste.cases.policy import Kind as Seen


class PlanRevision(models.Model):
    """A case's whole plan as somebody saved it (CT-05, KV-09). The one with the highest number is
    the draft that is worked on. ``content``: its items, encrypted, with a salt. Those that led to a
    version and are none are thrown away when it is published: the record is the version."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_revisions", db_index=False)
    number = models.PositiveIntegerField()
    content = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["PlanRevision"]] = models.Manager()
    objects: ClassVar[Door["PlanRevision"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="plan_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class PlanVersion(models.Model):
    """A revision that was published (JS-14): it stays as it was. The last time it was sent to the
    citizen, and when and how the citizen agreed to it, if that has been."""

    class Way(models.TextChoices):
        """How the citizen agreed."""

        IN_PERSON = "in_person", _("in person")
        SIGNATURE = "signature", _("by signature")
        DIGITAL = "digital", _("digitally")

    class Sent(models.TextChoices):
        """How it reached the citizen."""

        HANDED_OVER = "handed_over", _("handed over")
        POST = "post", _("by letter")
        DIGITAL_POST = "digital_post", _("by Digital Post")

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_versions", db_index=False)
    number = models.PositiveIntegerField()
    revision = models.OneToOneField(PlanRevision, models.PROTECT, related_name="version")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=20, choices=Sent, default="")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=20, choices=Way, default="")
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["PlanVersion"]] = models.Manager()
    objects: ClassVar[Door["PlanVersion"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="plan_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}"
