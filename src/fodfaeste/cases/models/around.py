"""Who stands in for a colleague, and who stands at the citizen's side."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.cases.models.cases import Case, Citizen


class Cover(models.Model):
    """That somebody covers for a colleague who is away: from ``first_on`` to ``last_on``, both
    included, they see the colleague's cases and do what is due there. ``ended_on``: the day from
    which it holds no longer, if it was ended before its time. The organisation's log says each;
    why somebody is away is nobody's business here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    absent = models.ForeignKey(User, models.PROTECT, related_name="+")
    cover = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("first_on", "arranged_at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(absent=F("cover")), name="cover_is_another"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="cover_has_days"),
        )

    def __str__(self) -> str:
        return f"{self.first_on} {self.last_on}"


class Companion(models.Model):
    """Somebody at the citizen's side: a guardian, a party representative, an interpreter.

    It is the citizen's, as an address is; ``case`` is the one in whose log it was written down.
    ``details``, encrypted: ``name``, ``phone``, ``email``, ``language``, ``scope``. ``letters``:
    whether every letter goes to them too. ``last_on`` None: until it is ended."""

    class Kind(models.TextChoices):
        """What they are to the citizen."""

        GUARDIAN = "guardian", _("guardian")
        PARTY_REPRESENTATIVE = "party_representative", _("party representative")
        INTERPRETER = "interpreter", _("interpreter")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="companions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="companions")
    kind = models.CharField(max_length=20, choices=Kind)
    details = models.TextField()
    letters = models.BooleanField(default=False)
    since = models.DateField()
    last_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Companion"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("since", "recorded_at", "id")

    def __str__(self) -> str:
        return self.kind
