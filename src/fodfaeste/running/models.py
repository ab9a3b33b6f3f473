"""What the site remembers of its own running. Nothing here is about a citizen, and all of it can
be made anew; no backup holds it."""

from django.db import models


class Beat(models.Model):
    """The last time that something which runs by itself gave a sign of life."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Spent(models.Model):
    """How often something was done in a stretch of time, so that there is an end to it.

    ``key``: a digest of what and who. ``period``: the number of the stretch since 1970.
    """

    key = models.CharField(max_length=64)
    period = models.BigIntegerField()
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "period"), name="spent_once"),)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class KeyProof(models.Model):
    """Proof that the keys are the database's: a word that only they can read, and what only the
    index key makes of it. There is one row."""

    canary = models.TextField()
    index_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return "…"
