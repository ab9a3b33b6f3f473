"""The table of an organisation's own log; ``organisation_log`` writes it."""

from typing import ClassVar

from django.db import models


class OrganisationEvent(models.Model):
    """One line of an organisation's log: an administrative act. The database refuses to change
    or delete it.

    ``about``: what it concerns, by ids. ``before`` and ``after``: what was changed, field by
    field; no password, no home address, no e-mail address. ``by`` None: at the command line.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", db_index=False
    )
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    about = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    submission = models.UUIDField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    SAID: ClassVar[tuple[str, ...]] = (
        "organisation_id", "seq", "type", "about", "before", "after", "at", "by_id", "submission",
        "previous_hash",
    )  # fmt: skip

    class Meta:
        ordering = ("organisation", "seq")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "seq"), name="organisation_log_in_order"
            ),
            models.UniqueConstraint(
                fields=("organisation", "submission"), name="organisation_log_submitted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"
