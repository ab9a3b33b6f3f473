"""What citizens have agreed to, what is shared, and who opened a case without a part in it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models.cases import Case
from fodfaeste.cases.policy import Kind as Seen


class Receiver(models.Model):
    """Whom something is shared with. ``receiver_role``: a code as in the programmes' vocabulary
    (relatives, own doctor …). An organisation or a person that uses the system, if it is one;
    the name of any other is in ``details``, encrypted, with purpose, wording and the like."""

    receiver_role = models.CharField(max_length=60)
    receiver_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    receiver_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    details = models.TextField()
    since = models.DateField()
    last_on = models.DateField(null=True)

    class Meta:
        abstract = True


class Consent(Receiver):
    """That a citizen has let a receiver know something (CT-06, RA-12 to RA-14).

    ``kinds``: of ``policy.SHAREABLE``. ``last_on`` None: until it is withdrawn. ``details``:
    ``name``, ``purpose``, ``wording``, ``witness``."""

    class Way(models.TextChoices):
        """How it was given."""

        SIGNATURE = "signature", _("by signature")
        IN_PERSON = "in_person", _("in person, with a witness")
        DIGITAL = "digital", _("digitally")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    kinds = models.JSONField(default=list)
    way = models.CharField(max_length=10, choices=Way)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["Consent"]] = models.Manager()
    objects: ClassVar[Door["Consent"]] = Door("case", Seen.CONSENTS)

    class Meta:
        default_manager_name = "unrestricted"
        # The first to be given comes first; of one day, the first to be written down.
        ordering = ("given_on", "recorded_at", "id")

    def __str__(self) -> str:
        return self.receiver_role


class Sharing(Receiver):
    """That something of a case is shared, and on what basis: a consent, or a statute.

    ``ACCESS`` opens the case's page to a receiver who uses the system, for the kinds named in
    ``SharedKind``, as long as the basis stands and ``ended_at`` is empty. ``EXTRACT`` is what a
    receiver is given once: ``content`` (encrypted) is what was shown before it was sent; until
    ``sent_at`` it waits, and ``ended_at`` stops it. ``HANDOVER`` asks an organisation to take the
    whole case over: until it answers, those who answer see the kinds named. ``details``: ``name``,
    ``purpose``, ``statute_note``; of a handover ``why``, ``referrer_stays`` and the answer."""

    class Way(models.TextChoices):
        """How it is shared."""

        ACCESS = "access", _("can open the case")
        EXTRACT = "extract", _("is given an extract")
        HANDOVER = "handover", _("is asked to take the case over")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="sharings")
    way = models.CharField(max_length=10, choices=Way)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="sharings")
    statute = models.CharField(max_length=30, null=True)
    content = models.TextField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["Sharing"]] = models.Manager()
    objects: ClassVar[Door["Sharing"]] = Door("case", Seen.CONSENTS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("opened_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(consent__isnull=False) ^ Q(statute__isnull=False),
                name="sharing_has_one_basis",
            ),
        )

    def __str__(self) -> str:
        return self.way


class SharedKind(models.Model):
    """A kind of information that a sharing covers."""

    sharing = models.ForeignKey(Sharing, models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sharing", "kind"), name="shared_once"),)

    def __str__(self) -> str:
        return self.kind


class EmergencyAccess(models.Model):
    """That somebody opened a case that is not theirs, for a reason (encrypted), on one day; and
    the leader who was told, and when they saw it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    unrestricted: ClassVar[models.Manager["EmergencyAccess"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("opened_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("case", "user", "on"), name="emergency_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.on}"
