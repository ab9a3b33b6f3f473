"""Placements and jobs at companies, what is agreed about them, who signed it, and where else they
are recorded."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models import Case, CaseFile, LogEntry
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.companies.models import ProductionUnit


class Placement(models.Model):
    """A citizen's placement or job at a unit, from the moment at which it was agreed (CT-09).

    ``kind``: of placement or job, as the vocabulary names them. ``until``: the last day agreed,
    with whatever extensions there were; None: none is. ``ended_on``: the last day on which they
    came; before ``since`` where it came to nothing. ``entry``: the line by which it was agreed;
    ``begun`` and ``ended``: the events by which it began and ended, if they have happened. All
    but ``entry`` follow from the log (``placements.following``).
    ``employed_here``, ``group``: what exempts from the ratio rule; ``group``: the target group's
    number, if it was known."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="placements")
    unit = models.ForeignKey(ProductionUnit, models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    employed_here = models.BooleanField(default=False)
    group = models.PositiveSmallIntegerField(null=True)
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", db_index=False)
    begun = models.ForeignKey(LogEntry, models.PROTECT, null=True, related_name="+", db_index=False)
    ended = models.ForeignKey(LogEntry, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["Placement"]] = models.Manager()
    objects: ClassVar[Door["Placement"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("since", "made_at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AgreementVersion(models.Model):
    """What is agreed from a day on (CT-09, CT-10). It stays as it was; a change is a new version.

    ``until``: the placement's last day as this version has it. ``hours``: what it says of the hours
    a week by kind over time, as ``[{"kind": "unpaid", "a_week": "15", "since": "2026-12-01"}]``;
    from ``since`` where a step says no day. ``week``: the times of day, by the number of the
    weekday (1 is Monday), as ``{"1": ["09:00", "13:00"]}``. ``details``, encrypted: what else it
    says (see ``placements.agreements``); the line in the log has its digest."""

    class Hours(models.TextChoices):
        """What sort of hours they are: who pays, and by what."""

        UNPAID = "unpaid", _("unpaid placement")
        ORDINARY = "ordinary", _("ordinary paid hours")
        WAGE_SUBSIDY = "wage_subsidy", _("with wage subsidy")
        FLEX_JOB = "flex_job", _("flex job")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    placement = models.ForeignKey(
        Placement, models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    hours = models.JSONField(default=list)
    week = models.JSONField(default=dict)
    details = models.TextField()
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["AgreementVersion"]] = models.Manager()
    objects: ClassVar[Door["AgreementVersion"]] = Door("placement__case", Seen.NOTES)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("placement", "number")
        constraints = (
            models.UniqueConstraint(fields=("placement", "number"), name="agreement_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Signature(models.Model):
    """That one of the parties signed a version of the agreement.

    ``on_behalf``: somebody else did it for them. ``details``, encrypted: ``name``, whoever signed,
    and ``reason``, why it was somebody else. ``file``: the paper that was signed."""

    class Party(models.TextChoices):
        """Who is to sign."""

        CITIZEN = "citizen", _("the citizen")
        EMPLOYER = "employer", _("the employer")
        STAFF_REPRESENTATIVE = "staff_representative", _("the staff representative")

    class Way(models.TextChoices):
        """How it was signed."""

        SCREEN = "screen", _("on screen")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(
        AgreementVersion, models.PROTECT, related_name="signatures", db_index=False
    )
    party = models.CharField(max_length=20, choices=Party)
    way = models.CharField(max_length=10, choices=Way)
    on = models.DateField()
    on_behalf = models.BooleanField(default=False)
    details = models.TextField()
    file = models.ForeignKey(CaseFile, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["Signature"]] = models.Manager()
    objects: ClassVar[Door["Signature"]] = Door("version__placement__case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("recorded_at", "pk")
        constraints = (models.UniqueConstraint(fields=("version", "party"), name="signed_once"),)

    def __str__(self) -> str:
        return self.party


class ExternalRecord(models.Model):
    """How far a placement has come in another system, which people carry it to by hand (JS-15,
    JS-16). ``reference``, encrypted: what it is called there. ``entry``: the event by which it was
    registered that it is recorded there."""

    class System(models.TextChoices):
        """The systems of the vocabulary."""

        VITAS = "vitas", "VITAS"
        FASIT = "fasit", "FASIT"

    class State(models.TextChoices):
        """How far it has come there."""

        SENT = "sent", _("sent in, not answered")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        RECORDED = "recorded", _("recorded")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="records", db_index=False)
    system = models.CharField(max_length=10, choices=System)
    state = models.CharField(max_length=10, choices=State)
    reference = models.TextField(null=True)
    entry = models.ForeignKey(LogEntry, models.PROTECT, null=True, related_name="+", db_index=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["ExternalRecord"]] = models.Manager()
    objects: ClassVar[Door["ExternalRecord"]] = Door("placement__case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("system",)
        constraints = (
            models.UniqueConstraint(fields=("placement", "system"), name="external_record_once"),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.state}"
