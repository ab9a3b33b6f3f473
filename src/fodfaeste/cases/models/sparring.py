"""Meetings of a sparring group (CT-26): of an organisation, and in nobody's case."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import Organisation, User


class SparringDoor:
    """The one way in: a meeting is for those who took part, and for those who lead there."""

    def visible_to(self, user: User | AnonymousUser) -> "QuerySet[SparringMeeting]":
        if not isinstance(user, User) or not user.is_active or not user.works_here:
            return SparringMeeting.unrestricted.none()
        mine = SparringParticipant.unrestricted.filter(user=user).values("meeting")
        found = Q(pk__in=mine)
        if user.leads:
            own = Organisation.objects.filter(
                Q(pk=user.organisation_id) | Q(parent=user.organisation_id)
            )
            found |= Q(organisation__in=own.values("pk"))
        return SparringMeeting.unrestricted.filter(found)


class SparringMeeting(models.Model):
    """A meeting. ``content``: the questions that were brought, anonymised, and what was agreed;
    encrypted. It can be erased; that the meeting was held stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    content = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["SparringMeeting"]] = models.Manager()
    objects: ClassVar[Any] = SparringDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("-on", "-recorded_at")

    def __str__(self) -> str:
        return str(self.on)


class SparringParticipant(models.Model):
    """That somebody took part in a meeting."""

    meeting = models.ForeignKey(
        SparringMeeting, models.CASCADE, related_name="participants", db_index=False
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["SparringParticipant"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "user"), name="took_part_once"),)

    def __str__(self) -> str:
        return str(self.user_id)
