"""Organisations, teams, people, and the log of what people have looked at."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts import organisation_event  # noqa: F401 - Django looks for tables here


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("municipality")
    JOB_CENTRE = "job_centre", _("job centre")
    SOCIAL_DEPARTMENT = "social_department", _("social department")
    REHABILITATION_CENTRE = "rehabilitation_centre", _("rehabilitation centre")
    NGO = "ngo", _("voluntary organisation")
    COORDINATOR = "coordinator", _("coordinator of a programme")
    FUNDER = "funder", _("funder")


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
    ADMINISTRATIVE = "administrative", _("administrative worker")
    CITIZEN = "citizen", _("citizen")
    EMPLOYER = "employer", _("employer")


LEADING = frozenset({Function.PROJECT_MANAGER, Function.LEADER})
"""Those who answer for how the organisation's cases are handled."""
OVERSEEING = LEADING | {Function.SECRETARY}
"""Those whose work is the whole organisation's cases and not a caseload of their own."""
OUTSIDE = frozenset({Function.CITIZEN, Function.EMPLOYER})
"""Those who do not work here: nothing of the staff's pages is theirs."""


class Right(models.TextChoices):
    """What a person may do for the organisation, whatever their function."""

    ADMINISTER = "administer", _("administer")
    PROTECT = "protect", _("watch over data protection")


class Organisation(models.Model):
    """A municipality, a rehabilitation centre, a voluntary organisation …, or a unit of one.

    ``parent``: what it is a unit of, as a job centre is of a municipality. A unit's cases are its
    own; the ``cvr`` number, by which sign-in from outside finds the organisation, is the parent's.
    """

    name = models.TextField(unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    cvr = models.CharField(max_length=8, null=True, unique=True)
    is_active = models.BooleanField(default=True)

    # How it presents itself; ``logo_digest`` names its picture in ``Logo``, empty if it has none.
    letter_name = models.TextField(default="", blank=True)
    signature = models.TextField(default="", blank=True)
    wording = models.JSONField(default=dict, blank=True)
    logo_digest = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """An organisation's picture, small (see ``pictures``). It lies in the database, so that a
    backup of that is all there is to keep, and in a table of its own, so that it is read only
    where it is shown."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="logo"
    )
    content = models.BinaryField()
    content_type = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.content_type


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
    invited_at = models.DateTimeField(null=True)
    left_on = models.DateField(null=True)
    # Of the person's own home, so that look-ups of people who live there can be found.
    address_index = models.BinaryField(null=True)

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

    @property
    def leads(self) -> bool:
        """Whether they answer for how the organisation's cases are handled."""
        return self.function in LEADING

    @property
    def works_here(self) -> bool:
        """Whether the staff's pages are theirs."""
        return self.function not in OUTSIDE

    def has_right(self, right: Right) -> bool:
        """Whether they may do that for their organisation."""
        return self.is_active and right in self.held_rights

    @cached_property
    def held_rights(self) -> frozenset[str]:
        """The rights given to them, asked for once a request."""
        return frozenset(self.rights.values_list("right", flat=True))


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


class UserRight(models.Model):
    """That a person may do something for the organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="rights")
    right = models.CharField(max_length=20, choices=Right)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "right"), name="right_once"),)

    def __str__(self) -> str:
        return self.right


class CaseloadNorm(models.Model):
    """How many open cases an organisation wants one person to have in a role (CT-16)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="norms")
    role = models.CharField(max_length=60)
    cases = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "role"), name="norm_once"),)

    def __str__(self) -> str:
        return f"{self.role} {self.cases}"


class ProgrammePart(models.TextChoices):
    """What an organisation has to do with a programme."""

    RUNS = "runs", _("runs it")
    REFERS = "refers", _("refers to it")
    COORDINATES = "coordinates", _("coordinates it")
    FUNDS = "funds", _("pays for it")


class ProgrammeUse(models.Model):
    """That an organisation runs, refers to, coordinates (KV-16) or pays for a programme.

    An organisation of which nothing is said may run and refer to all programmes.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programmes")
    programme = models.CharField(max_length=80)
    part = models.CharField(max_length=12, choices=ProgrammePart)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "programme", "part"), name="programme_use_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.part}"


class OutsideRole(models.Model):
    """What a role's name at an identity provider means here: a function, or a role in cases, or
    a right."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="outside_roles")
    name = models.TextField()
    function = models.CharField(max_length=30, choices=Function, default="", blank=True)
    role = models.CharField(max_length=60, default="", blank=True)
    right = models.CharField(max_length=20, choices=Right, default="", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name", "function", "role", "right"),
                name="outside_role_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """That a person belongs to a team."""

    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("team", "user"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class AccessLog(models.Model):
    """Who looked at whom, when, by what right. Append-only; says nothing personal but ids.

    ``at`` is the database's clock: when something was looked at is nobody's to say. ``case_id``
    and ``citizen_id`` are plain values, so that a line outlives what it is about.
    ``organisation`` and ``function`` are the person's on that day. ``kinds`` and ``relations``:
    codes of the policy, what was shown and by what standing. ``people``: of a list, the digest
    under which ``Listed`` says whose names were in it. ``detail``: codes, numbers and ids.

    The lines of one person are a chain (``accounts.chains``), so that nobody's look-up waits for
    another's.
    """

    class Act(models.TextChoices):
        """What was done."""

        VIEW = "view", _("opened")
        SEARCH = "search", _("searched")
        LIST = "list", _("listed")
        REFUSED = "refused", _("was refused")
        EXPORT = "export", _("took out")
        PRINT = "print", _("printed")
        EMERGENCY = "emergency", _("used emergency access")

    at = models.DateTimeField(db_default=Now())
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    function = models.CharField(max_length=30, default="")
    act = models.CharField(max_length=10, choices=Act)
    case_id = models.UUIDField(null=True)
    citizen_id = models.UUIDField(null=True)
    kinds = models.JSONField(default=list)
    relations = models.JSONField(default=list)
    people = models.CharField(max_length=64, default="")
    detail = models.JSONField(default=dict)
    seq = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    SAID: ClassVar[tuple[str, ...]] = (
        "user_id", "seq", "at", "organisation_id", "function", "act", "case_id", "citizen_id",
        "kinds", "relations", "people", "detail", "previous_hash",
    )  # fmt: skip

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("user", "seq"), name="access_in_order"),)
        indexes = (
            models.Index(fields=("citizen_id",), name="access_citizen"),
            models.Index(fields=("case_id",), name="access_case"),
            models.Index(fields=("organisation", "at"), name="access_organisation"),
            models.Index(fields=("people",), condition=~Q(people=""), name="access_people"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.act}"


class Listed(models.Model):
    """That a case's citizen was named in a list of the log of look-ups. Append-only.

    ``people`` is the digest of all its cases, so a list that is shown again and again is written
    once, and the chain of the look-ups holds this table too."""

    people = models.CharField(max_length=64)
    case_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("people", "case_id"), name="listed_once"),)

    def __str__(self) -> str:
        return str(self.case_id)
