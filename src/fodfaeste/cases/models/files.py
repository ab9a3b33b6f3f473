"""Documents that belong to an event."""

from typing import ClassVar

from django.db import models

from fodfaeste.cases.doors import FileDoor
from fodfaeste.cases.models.cases import Case, LogEntry


class CaseFile(models.Model):
    """A document of an event; it lies sealed on disk, named by ``id``.

    ``entry``: the line of the log by which it was added, which says the event, size, kind and
    digest, and whose text is the document's name: who reads that reads the document. ``key``:
    opens the file, encrypted; empty once it is ``removed_at``.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="files")
    entry = models.OneToOneField(LogEntry, models.PROTECT, related_name="file")
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    key = models.TextField()
    removed_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["CaseFile"]] = models.Manager()
    objects: ClassVar[FileDoor["CaseFile"]] = FileDoor("case")

    class Meta:
        default_manager_name = "unrestricted"

    def __str__(self) -> str:
        return self.kind
