"""Partners with what they can give, and mentors: the registers of an organisation. And the support
that a mentor gives in a case; each contact is an event of the case's log."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.companies.models import RegisterDoor


class Partner(models.Model):
    """Somebody that the organisation works with and that can support citizens (KV-08).

    ``cvr``: eight digits, if it has a number; by that it is found in the register of companies.
    ``contact``, encrypted: ``name``, ``title``, ``phone`` and ``email`` of a person.
    ``search_key``: of all that it is found by."""

    class Kind(models.TextChoices):
        """What sort of partner it is."""

        ASSOCIATION = "association", _("association or sports club")
        PSYCHIATRY = "psychiatry", _("psychiatry")
        HEALTH = "health", _("doctor or other health service")
        HOUSING = "housing", _("housing support")
        ADDICTION = "addiction", _("treatment of substance use")
        DEBT = "debt", _("debt counselling")
        UNION = "union", _("union or unemployment fund")
        EDUCATION = "education", _("school or course provider")
        MUNICIPAL = "municipal", _("another part of the municipality")
        COMPANY = "company", _("company")
        OTHER = "other", _("another partner")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    sort_key = models.TextField()
    search_key = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.TextField(blank=True)
    cvr = models.CharField(max_length=8, blank=True)
    contact = models.TextField(null=True)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["Partner"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Partner"]] = RegisterDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("sort_key", "pk")
        indexes = (models.Index(fields=("organisation", "sort_key", "id"), name="partners_named"),)

    def __str__(self) -> str:
        return self.name


class PartnerHelp(models.Model):
    """Support that a partner can give: what, for whom, where. ``track``: of the plan, as programmes
    name them; empty: none in particular."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="helps")
    what = models.TextField()
    for_whom = models.TextField(blank=True)
    track = models.CharField(max_length=40, blank=True)
    place = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    unrestricted: ClassVar[models.Manager["PartnerHelp"]] = models.Manager()
    objects: ClassVar[RegisterDoor["PartnerHelp"]] = RegisterDoor("partner")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("what", "pk")

    def __str__(self) -> str:
        return self.what[:60]


class PartnerAgreement(models.Model):
    """What was agreed with a partner, version by version; a version stays as it was (KV-08).

    ``signed``, encrypted: ``them``, who signed for the partner. ``responsible``: who of ours."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", db_index=False)
    number = models.PositiveIntegerField()
    about = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    signed = models.TextField(null=True)
    responsible = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["PartnerAgreement"]] = models.Manager()
    objects: ClassVar[RegisterDoor["PartnerAgreement"]] = RegisterDoor("partner")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("partner", "-number")
        constraints = (
            models.UniqueConstraint(fields=("partner", "number"), name="partner_agreement_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Mentor(models.Model):
    """A mentor who does not use the system: a volunteer (RA-13), or one who is paid (KV-11).

    ``details``, encrypted: see ``mentoring.told.MentorTold``. ``confidential_on``: the day on
    which they signed that they keep things to themselves. ``erased_at``: who it was is gone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_volunteer = models.BooleanField(default=True)
    details = models.TextField()
    confidential_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["Mentor"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Mentor"]] = RegisterDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return str(self.pk)


class MentorSupport(models.Model):
    """That a mentor stands at a citizen's side, from the day on which it was arranged.

    Either ``mentor`` or ``user``, who has a part in the case as everybody else. ``basis``: what
    paid support is granted under, as the vocabulary names it. ``until``: the last day arranged;
    ``ended_on``: the last day there was. ``hours``: granted, by ``hours_per``. ``agreed_on``: the
    day on which the citizen agreed (RA-13). ``entry``: the line that says in words what, where,
    when and how; ``ended``: the one that says why it ended."""

    class Per(models.TextChoices):
        """What a number of hours is for."""

        WEEK = "week", _("a week")
        ALL = "all", _("in all")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="mentor_supports")
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, related_name="supports")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_paid = models.BooleanField()
    basis = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    hours_per = models.CharField(max_length=4, choices=Per, blank=True)
    agreed_on = models.DateField(null=True)
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", db_index=False)
    ended = models.ForeignKey(LogEntry, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["MentorSupport"]] = models.Manager()
    objects: ClassVar[Door["MentorSupport"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("since", "made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(mentor=None, user__isnull=False) | Q(mentor__isnull=False, user=None),
                name="one_mentor",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class MentorContact(models.Model):
    """To which support a contact belongs; what happened, the line of the log says."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    support = models.ForeignKey(MentorSupport, models.PROTECT, related_name="contacts")
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["MentorContact"]] = models.Manager()
    objects: ClassVar[Door["MentorContact"]] = Door("support__case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.pk)
