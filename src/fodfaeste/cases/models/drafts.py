"""What somebody has begun to write in a form and not sent yet."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from fodfaeste.accounts.models import User
from fodfaeste.cases.doors import DraftDoor
from fodfaeste.cases.models.cases import Case


class Draft(models.Model):
    """A form as it was typed so far: its owner's alone, disposable, and in no log until it is sent.

    ``form``: the name of its address; ``key``: what tells it from their other drafts; ``address``:
    where it goes on. ``act``: what sending it would do, empty where it is about no case yet.
    ``fields``: as the browser sends them, encrypted. ``head``: the number of the log's last line
    when it was begun. ``revision`` counts the times it was saved.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="drafts")
    act = models.CharField(max_length=30, blank=True)
    form = models.CharField(max_length=60)
    key = models.CharField(max_length=300)
    address = models.CharField(max_length=400)
    fields = models.TextField()
    submission = models.UUIDField()
    head = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)

    unrestricted: ClassVar[models.Manager["Draft"]] = models.Manager()
    objects: ClassVar[DraftDoor["Draft"]] = DraftDoor("case")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("-updated_at", "id")
        constraints = (models.UniqueConstraint(fields=("owner", "key"), name="draft_of_a_form"),)

    def __str__(self) -> str:
        return self.form
