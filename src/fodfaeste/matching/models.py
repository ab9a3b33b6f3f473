"""What a citizen wishes, and how far one has come with each workplace that is thought of."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import Door
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.companies.models import Offer, ProductionUnit


class WishVersion(models.Model):
    """What work a citizen wishes, as it was written down one day (CT-08); the one with the highest
    number holds.

    Two parts, both encrypted: ``content`` is ordinary (see ``wishes.Wishes``); ``needs`` is about
    health (see ``wishes.Needs``) and is opened only for those who read that."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="wishes", db_index=False)
    number = models.PositiveIntegerField()
    content = models.TextField()
    needs = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    unrestricted: ClassVar[models.Manager["WishVersion"]] = models.Manager()
    objects: ClassVar[Door["WishVersion"]] = Door("case", Seen.NOTES)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("case", "number")
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="wishes_once"),)

    def __str__(self) -> str:
        return f"{self.number}"


class Prospect(models.Model):
    """A workplace that is thought of for a citizen, once for each unit. ``offer``: the work that it
    began with, if it did. How far it has come follows from its steps. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="prospects", db_index=False)
    unit = models.ForeignKey(ProductionUnit, models.PROTECT, related_name="prospects")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    unrestricted: ClassVar[models.Manager["Prospect"]] = models.Manager()
    objects: ClassVar[Door["Prospect"]] = Door("case", Seen.NOTES)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("case", "made_at", "pk")
        constraints = (models.UniqueConstraint(fields=("case", "unit"), name="prospect_once"),)

    def __str__(self) -> str:
        return str(self.pk)


class Step(models.Model):
    """Something that happened with a prospect on a day; what was written of it is the text of
    ``entry``. ``taken_back``: of the step ``of``, which was a mistake. Append-only."""

    class Kind(models.TextChoices):
        """What happened."""

        IDEA = "idea", _("idea")
        CONTACTED = "contacted", pgettext_lazy("of a company", "contacted")
        VISIT = "visit", pgettext_lazy("of a company", "visit")
        AGREED = "agreed", pgettext_lazy("of a company", "agreed")
        DECLINED = "declined", pgettext_lazy("of a company", "declined")
        TAKEN_BACK = "taken_back", _("taken back")

    class Channel(models.TextChoices):
        """How they were in touch."""

        IN_PERSON = "in_person", pgettext_lazy("how in touch", "in person")
        PHONE = "phone", pgettext_lazy("how in touch", "by telephone")
        VIDEO = "video", pgettext_lazy("how in touch", "by video")
        EMAIL = "email", pgettext_lazy("how in touch", "by e-mail")
        LETTER = "letter", pgettext_lazy("how in touch", "by letter")

    class Side(models.TextChoices):
        """Who said no."""

        COMPANY = "company", _("the company")
        CITIZEN = "citizen", _("the citizen")
        US = "us", pgettext_lazy("who said no", "us")

    prospect = models.ForeignKey(Prospect, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel, default="")
    declined_by = models.CharField(max_length=20, choices=Side, default="")
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    of = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back")
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Step"]] = models.Manager()
    objects: ClassVar[Door["Step"]] = Door("prospect__case", Seen.NOTES)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("prospect", "on", "pk")
        indexes = (models.Index(fields=("done_by", "on"), name="steps_of_somebody"),)

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"
