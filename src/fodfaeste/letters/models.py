"""The outbox: what goes out of cases, what it said, and how it was delivered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases.models import Case, CaseFile, LogEntry
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.letters.doors import LetterDoor


class Channel(models.TextChoices):
    """By which way a letter goes."""

    PRINT = "print", _("by post, printed here")
    EMAIL = "email", _("e-mail that says that a letter waits")
    DIGITAL_POST = "digital_post", _("Digital Post")
    ORGANISATION = "organisation", _("to their inbox in Fodfæste")


class State(models.TextChoices):
    """How a letter stands. ``SENDING``: a worker has it."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    PRINTED = "printed", _("printed and posted")
    FAILED = "failed", _("could not be sent")
    WITHDRAWN = "withdrawn", _("taken back")


OUT = (State.SENT, State.PRINTED)
"""It has left the house, and nothing is changed about it any more."""


class Letter(models.Model):
    """A letter of a case, from the moment at which it is put into the outbox.

    ``id``: given by whoever puts it there, so that a form sent twice makes one letter.
    ``to_role``: a role of the vocabulary, or what a companion is to the citizen. ``receiver``,
    ``data``, ``when_sent``: encrypted; whom it goes to (see ``NewLetter``), all that its template
    says, and the event that is registered once it is delivered. ``seen_as``: the kinds of
    information that it says, parted by blanks: who reads it sees all of them in the case.
    ``written_from``: the line of the log whose text it says, if it says one; what that is about
    by now counts as well. ``copy_of``: the letter that goes to a companion
    too. ``next_at``: when the worker is to try, or, while one has it, when it is taken for dead;
    None: it is not the worker's. ``claim``: which attempt has it. ``tries``: how many there were
    since somebody last had a hand in it. ``fault``: the code of what went wrong last. ``digest``:
    of the PDF as it was frozen; the line in the log that says that it was sent holds it as well.
    ``opened_at``: when the organisation first read it that it went to.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40)
    to_role = models.CharField(max_length=60)
    receiver = models.TextField()
    receiver_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    data = models.TextField()
    when_sent = models.TextField(null=True)
    language = models.CharField(max_length=2)
    seen_as = models.CharField(max_length=40)
    written_from = models.ForeignKey(
        LogEntry, models.PROTECT, null=True, related_name="+", db_index=False
    )
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    channel = models.CharField(max_length=20, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    tries = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=40, default="", blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["Letter"]] = models.Manager()
    objects: ClassVar[LetterDoor["Letter"]] = LetterDoor("case", Seen.REGISTRATIONS)

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("put_at", "id")
        indexes = (
            models.Index(
                fields=("next_at",),
                condition=Q(next_at__isnull=False),
                name="letter_to_try",
            ),
            models.Index(fields=("state", "-put_at"), name="letter_in_state"),
            models.Index(
                fields=("receiver_organisation", "-sent_at"),
                condition=Q(receiver_organisation__isnull=False),
                name="letter_received",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Frozen(models.Model):
    """The PDF of a letter as it went out, encrypted; in a table of its own, so that it is read
    only where it is shown. It never changes; erasing takes the row away."""

    letter = models.OneToOneField(Letter, models.PROTECT, primary_key=True, related_name="frozen")
    content = models.TextField()
    size = models.PositiveIntegerField()

    unrestricted: ClassVar[models.Manager["Frozen"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"

    def __str__(self) -> str:
        return str(self.letter_id)


class Enclosure(models.Model):
    """A document that lies in the same envelope.

    ``number``: its place, from 1. ``name``, ``content``: encrypted; ``content`` is None until the
    letter is set on paper, and from then on what went along. ``seen_as``: who reads the letter
    sees this kind of information as well. ``digest``: of the content."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="enclosures", db_index=False)
    file = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    seen_as = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, default="", blank=True)
    content = models.TextField(null=True)

    unrestricted: ClassVar[models.Manager["Enclosure"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("letter", "number")
        constraints = (models.UniqueConstraint(fields=("letter", "number"), name="enclosed_once"),)

    def __str__(self) -> str:
        return f"{self.letter_id} {self.number}"


class DeliveryAttempt(models.Model):
    """That a worker tried to deliver a letter. ``handing_at``: when it began to hand it over by a
    way that cannot be asked afterwards whether it did. ``ended_at`` None: it is at it, or died over
    it. ``fault``: the code of why it could not; empty if it could."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="attempts")
    claim = models.UUIDField(unique=True)
    channel = models.CharField(max_length=20, choices=Channel)
    begun_at = models.DateTimeField()
    handing_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=40, default="", blank=True)

    unrestricted: ClassVar[models.Manager["DeliveryAttempt"]] = models.Manager()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("begun_at", "pk")

    def __str__(self) -> str:
        return f"{self.letter_id} {self.begun_at:%Y-%m-%d %H:%M}"
