"""The truth: citizens, cases, their members, the log and its texts."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, Team, User
from fodfaeste.cases.doors import CitizenDoor, Door, TextDoor
from fodfaeste.cases.names import search_key, sort_key
from fodfaeste.cases.policy import Kind as Seen


class Citizen(models.Model):
    """A citizen, as known to those who see them. The CPR number is kept encrypted, and found by a
    blind index. ``home``: the organisation that registered them; another that knows nothing of
    them and types the same number gets a citizen of its own."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.TextField()
    sort_key = models.TextField(db_index=True, editable=False)
    search_key = models.TextField(editable=False)
    cpr = models.TextField(null=True)
    cpr_index = models.BinaryField(null=True, db_index=True)
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    birth_date = models.DateField(null=True)
    protected = models.BooleanField(default=False)
    # Address, telephone and e-mail, encrypted; the address also as a blind index.
    contact = models.TextField(null=True)
    address_index = models.BinaryField(null=True, db_index=True)

    unrestricted: ClassVar[models.Manager["Citizen"]] = models.Manager()
    objects: ClassVar[CitizenDoor["Citizen"]] = CitizenDoor("")

    class Meta:
        default_manager_name = "unrestricted"
        constraints = (
            models.UniqueConstraint(fields=("home", "cpr_index"), name="citizen_once_at_home"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key, self.search_key = sort_key(self.name), search_key(self.name)
        super().save(*args, **kwargs)


class Case(models.Model):
    """A citizen's course in a programme."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="cases")
    programme = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    # Derived from the log. Written by the projection, and by nothing else.
    version = models.DateField(help_text="derived: the version of the programme it is held to")
    variant = models.CharField(max_length=80, null=True, help_text="derived: the one in force")
    closed_on = models.DateField(null=True, help_text="derived")
    primary = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="derived: the first member"
    )
    reconsider_on = models.DateField(
        null=True, help_text="derived: the day on which it differs with no new event"
    )
    intake = models.CharField(
        max_length=20, default="", help_text="derived: what was decided on the referral"
    )
    taken_over_at = models.DateTimeField(
        null=True, help_text="derived: when another organisation took it over last"
    )

    unrestricted: ClassVar[models.Manager["Case"]] = models.Manager()
    objects: ClassVar[Door["Case"]] = Door("")

    class Meta:
        default_manager_name = "unrestricted"
        indexes = (
            models.Index(
                fields=("reconsider_on",),
                condition=Q(reconsider_on__isnull=False),
                name="case_reconsider",
            ),
            models.Index(
                fields=("organisation", "-opened_at"),
                condition=Q(closed_on__isnull=True),
                name="case_new",
            ),
            models.Index(
                fields=("organisation", "opened_at"),
                condition=Q(closed_on__isnull=True, intake__in=("", "waiting_list")),
                name="case_inbox",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.pk}"


class CaseMember(models.Model):
    """A person's part in a case. ``until`` is the day they left; None: they are still in it.

    ``sees_health`` and ``sees_social``: what the team lets them see beside ordinary notes."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)
    sees_health = models.BooleanField(default=False)
    sees_social = models.BooleanField(default=False)

    unrestricted: ClassVar[models.Manager["CaseMember"]] = models.Manager()
    objects: ClassVar[Door["CaseMember"]] = Door("case", Seen.PEOPLE)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "user", "role"), condition=Q(until=None), name="part_once"
            ),
        )
        indexes = (models.Index(fields=("user", "case"), condition=Q(until=None), name="part_now"),)

    def __str__(self) -> str:
        return self.role


class LogEntry(models.Model):
    """One line of a case's log. The database refuses to change or delete it.

    ``kind``: an ``event`` of the programme's vocabulary, which the rules read, or an ``act``
    of the store (a case opened, facts recorded …). Personal text is in ``LogText``.
    ``replaces``: the ``seq`` of the corrected event in whose place this one stands.
    """

    class Kind(models.TextChoices):
        """Whether the rules read it."""

        EVENT = "event"
        ACT = "act"

    case = models.ForeignKey(Case, models.PROTECT, related_name="log", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    type = models.CharField(max_length=80)
    on = models.DateField()
    by_role = models.CharField(max_length=60, null=True)
    present = models.JSONField(default=list)
    attributes = models.JSONField(default=dict)
    replaces = models.PositiveIntegerField(null=True)
    text_digest = models.CharField(max_length=64, null=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submission = models.UUIDField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    unrestricted: ClassVar[models.Manager["LogEntry"]] = models.Manager()
    objects: ClassVar[Door["LogEntry"]] = Door("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="log_in_order"),
            models.UniqueConstraint(fields=("case", "submission"), name="log_submitted_once"),
        )
        indexes = (
            # Today asks which calls wait, and a call is one line among very many.
            models.Index(
                fields=("case",),
                condition=Q(type__in=("called_in", "call_answered")),
                name="log_calls",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.type}"

    @property
    def event_id(self) -> str:
        """The id by which corrections, addresses and the rules know it."""
        return event_id(self.seq)


def event_id(seq: int) -> str:
    """The id of the entry with that number."""
    return f"e{seq}"


class TextKind(models.TextChoices):
    """What sort of personal text it is; ``policy`` says who reads which."""

    ORDINARY = "ordinary", _("ordinary")
    HEALTH = "health", _("health")
    SOCIAL = "social", _("social matters")
    BELIEF = "belief", _("the worker’s belief in the citizen")
    ANSWER = "answer", _("the answer to a referral")


NOTES = (TextKind.ORDINARY, TextKind.HEALTH, TextKind.SOCIAL, TextKind.BELIEF)
"""What somebody who writes a note may say that it is."""


class LogText(models.Model):
    """The personal text of an entry, encrypted. It can be erased; the entry stays.

    ``kind`` can be made stricter later, by an act of the log."""

    kind = models.CharField(max_length=10, choices=TextKind, default=TextKind.ORDINARY)
    entry = models.OneToOneField(LogEntry, models.PROTECT, primary_key=True, related_name="text")
    ciphertext = models.TextField()
    erased_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["LogText"]] = models.Manager()
    objects: ClassVar[TextDoor["LogText"]] = TextDoor("entry__case")

    class Meta:
        default_manager_name = "unrestricted"

    def __str__(self) -> str:
        return "…"
