"""Rules for how long cases are kept, what stops an erasure, and the record of what was erased.

None of these tables says anything of a citizen but ids, save the reasons of a hold, encrypted.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases.models import Case, Citizen


class RetentionRule(models.Model):
    """How many years after its closing a case of an organisation is kept.

    ``programme`` empty: for all programmes without a rule of their own. ``kle`` and ``code``: the
    subject number and the retention code of the KL scheme, as ``P1825D`` for five years, where the
    organisation files by it. ``archive_first``: must be handed over to an archive before.
    A rule is never changed: it is ended, and another takes its place.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=80, blank=True)
    years = models.PositiveSmallIntegerField()
    kle = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=12, blank=True)
    archive_first = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submission = models.UUIDField(unique=True)

    class Meta:
        ordering = ("programme", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "programme"),
                condition=Q(ended_at=None),
                name="one_rule_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme or '*'} {self.years}"


class LegalHold(models.Model):
    """That nothing of a case, or of all cases of a citizen, is erased until it is lifted.

    ``reason`` and ``lifted_reason`` are encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    citizen = models.ForeignKey(Citizen, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-placed_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(case__isnull=False) ^ Q(citizen__isnull=False),
                name="hold_is_on_one_thing",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Deletion(models.Model):
    """A proposal to erase what is due, and what became of it.

    The proposer's form gives the id, so that it is proposed once. Nobody approves their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    archived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved = models.BooleanField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-proposed_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved=None)
                | Q(approved=False)
                | ~Q(decided_by=models.F("proposed_by")),
                name="approved_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class DeletionCase(models.Model):
    """A case of a deletion. ``texts`` and ``anonymised``: what was erased, once it is.

    ``kept``: why nothing was erased after all (``held``, ``reopened``, ``no_rule``)."""

    deletion = models.ForeignKey(Deletion, models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    closed_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    texts = models.PositiveIntegerField(default=0)
    anonymised = models.BooleanField(default=False)
    kept = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("deletion", "case"), name="case_once_in_a_deletion"),
        )

    def __str__(self) -> str:
        return str(self.case_id)


class ErasureRecord(models.Model):
    """What an approved deletion did: who proposed and approved it, when, and how many. It says
    nothing personal, and the database refuses to change or delete it."""

    deletion = models.OneToOneField(Deletion, models.PROTECT, related_name="record")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    archived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    cases = models.PositiveIntegerField()
    texts = models.PositiveIntegerField()
    citizens = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["ErasureRecord"]] = models.Manager()

    class Meta:
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.cases}"
