"""Organisations, teams, people, and the log of what people have looked at."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("municipality")
    REHABILITATION_CENTRE = "rehabilitation_centre", _("rehabilitation centre")
    NGO = "ngo", _("voluntary organisation")


class Function(models.TextChoices):
    """What a person is employed as. What they may do in a case follows from their roles."""

    CASEWORKER = "caseworker", _("caseworker")
    CONTACT_PERSON = "contact_person", _("contact person")
    EMPLOYMENT_SPECIALIST = "employment_specialist", _("employment specialist")
    CTI_WORKER = "cti_worker", _("CTI worker")
    INTAKE_WORKER = "intake_worker", _("intake worker")
    PROJECT_WORKER = "project_worker", _("project worker")
    MENTOR = "mentor", _("mentor")
    SECRETARY = "secretary", _("secretary")
    PROJECT_MANAGER = "project_manager", _("project manager")
    LEADER = "leader", _("leader")


OVERSEEING = frozenset({Function.SECRETARY, Function.PROJECT_MANAGER, Function.LEADER})
"""Those whose work is the whole organisation's cases and not a caseload of their own."""


class Organisation(models.Model):
    """A municipality, a rehabilitation centre or a voluntary organisation."""

    name = models.TextField(unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who share cases, perhaps across organisations."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.TextField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="team_once"),)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; see ``accounts.services.add_user`` for one with roles and teams."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. Nobody is deleted: who wrote a line of a log must stay known."""

    email = models.EmailField(unique=True)
    name = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    function = models.CharField(max_length=30, choices=Function)
    language = models.CharField(max_length=2, default="da")
    is_active = models.BooleanField(default=True)
    persona = models.BooleanField(default=False)
    persona_text = models.JSONField(default=dict)
    teams = models.ManyToManyField(Team, through="TeamMembership", related_name="members")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name a greeting uses."""
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        """First and last initial."""
        return initials(self.name)

    @property
    def oversees(self) -> bool:
        """Whether the whole organisation's cases are this person's work."""
        return self.function in OVERSEEING


def initials(name: str) -> str:
    """The initials of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0].upper() for word in [*words[:1], *words[1:][-1:]])


class UserRole(models.Model):
    """A role of the vocabulary that a person can hold in a case."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=60)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("user", "role"), name="role_once"),)

    def __str__(self) -> str:
        return self.role


class TeamMembership(models.Model):
    """That a person belongs to a team."""

    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("team", "user"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class AccessLog(models.Model):
    """Who looked at whom, and when. Append-only; says nothing personal but ids.

    ``at`` is the database's clock: when something was looked at is nobody's to say. ``case_id``
    and ``citizen_id`` are plain values, so that a line outlives what it is about.
    """

    class Act(models.TextChoices):
        """What was done."""

        VIEW = "view", _("opened")
        SEARCH = "search", _("searched")
        LIST = "list", _("listed")
        REFUSED = "refused", _("was refused")
        EXPORT = "export", _("took out")

    at = models.DateTimeField(db_default=Now())
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act)
    case_id = models.UUIDField(null=True)
    citizen_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("citizen_id",), name="access_citizen"),
            models.Index(fields=("case_id",), name="access_case"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.act}"
