"""The tables of the register. An organisation sees its own; a case names a company to members."""

from typing import ClassVar, Generic, TypeVar
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import Organisation, User

M = TypeVar("M", bound=models.Model)


class RegisterDoor(Generic[M]):
    """Stands as ``Model.objects``: who works in an organisation sees that organisation's register.
    ``path`` leads from the model to its company (empty for the company itself)."""

    def __init__(self, path: str = "") -> None:
        self.path = path

    def __set_name__(self, owner: type[M], name: str) -> None:
        self.model = owner

    def visible_to(self, user: User | AnonymousUser) -> "models.QuerySet[M]":
        """What of the table ``user`` may see."""
        everything: models.QuerySet[M] = self.model._meta.default_manager.get_queryset()  # type: ignore[union-attr]
        if not isinstance(user, User) or not user.is_active or not user.works_here:
            return everything.none()
        to_company = f"{self.path}__" if self.path else ""
        return everything.filter(**{f"{to_company}organisation": user.organisation_id})


class ImportDoor:
    """Sheets that were sent in are for those who may do so; see ``may_import``."""

    def visible_to(self, user: User | AnonymousUser) -> "models.QuerySet[CompanyImport]":
        """Those of ``user``'s organisation."""
        if not isinstance(user, User) or not may_import(user):
            return CompanyImport.unrestricted.none()
        return CompanyImport.unrestricted.filter(organisation=user.organisation_id)


def may_import(user: User) -> bool:
    """Whether somebody brings whole sheets into the register: those whose work is the whole
    organisation's."""
    return user.is_active and user.oversees


class Company(models.Model):
    """A company in an organisation's register, once for each CVR number.

    ``cvr``: eight digits; empty for what has none (the organisation's own workshop).
    ``trade``: in words. ``sort_key``: of the name (see ``cases.names``). ``search_key``: of all
    that it is found by (see ``finding``). ``last_touch_on``: of its touches."""

    class Kind(models.TextChoices):
        """What it is to those who keep the register."""

        ORDINARY = "ordinary", _("company")
        CENTRE = "centre", _("company centre")
        WORKSHOP = "workshop", _("workshop of our own")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    cvr = models.CharField(max_length=8, blank=True)
    name = models.TextField()
    sort_key = models.TextField()
    search_key = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORDINARY)
    trade = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    last_touch_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Company"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Company"]] = RegisterDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("sort_key", "pk")
        indexes = (models.Index(fields=("organisation", "sort_key", "id"), name="companies_named"),)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "cvr"), condition=~Q(cvr=""), name="company_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProductionUnit(models.Model):
    """A place where a company works: the unit by which the ratio rule counts.

    ``p_number``: ten digits, empty where it is not known. Every company has at least one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="units")
    p_number = models.CharField(max_length=10, blank=True)
    name = models.TextField()
    street = models.TextField(blank=True)
    postcode = models.CharField(max_length=4, blank=True)
    town = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    unrestricted: ClassVar[models.Manager["ProductionUnit"]] = models.Manager()
    objects: ClassVar[RegisterDoor["ProductionUnit"]] = RegisterDoor("company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("company", "p_number"), condition=~Q(p_number=""), name="unit_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class StaffFigure(models.Model):
    """How many ordinary employees a unit had in a month, in full-time equivalents, and who said so.
    ``month``: its first day. The latest figure said of a month counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(ProductionUnit, models.PROTECT, related_name="figures")
    month = models.DateField()
    full_time = models.DecimalField(max_digits=8, decimal_places=2)
    told_by = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["StaffFigure"]] = models.Manager()
    objects: ClassVar[RegisterDoor["StaffFigure"]] = RegisterDoor("unit__company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("unit", "month", "recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.month} {self.full_time}"


class CompanyContact(models.Model):
    """A person to speak to. ``reached``, encrypted: ``phone`` and ``email``."""

    class Role(models.TextChoices):
        """What they are to us; one person may stand twice."""

        RESPONSIBLE = "responsible", _("responsible for the agreement")
        MENTOR = "mentor", _("mentor at the workplace")
        STAFF_REPRESENTATIVE = "staff_representative", _("staff representative")
        OTHER = "other", _("another contact")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(ProductionUnit, models.PROTECT, null=True, related_name="contacts")
    name = models.TextField()
    role = models.CharField(max_length=20, choices=Role, default=Role.RESPONSIBLE)
    title = models.TextField(blank=True)
    reached = models.TextField(null=True)
    is_active = models.BooleanField(default=True)

    unrestricted: ClassVar[models.Manager["CompanyContact"]] = models.Manager()
    objects: ClassVar[RegisterDoor["CompanyContact"]] = RegisterDoor("company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """Work that a unit offers, for as long as it is open.

    ``kinds``: the kinds of placement and job it may be, as the vocabulary names them. ``tasks``:
    in words. ``trade``: in words; empty: the company's. ``hours_least``, ``hours_most``: a week.
    ``considerations``: codes of what can be met, see ``companies.considerations``."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    unit = models.ForeignKey(ProductionUnit, models.PROTECT, related_name="offers")
    kinds = models.JSONField(default=list)
    tasks = models.TextField()
    trade = models.TextField(blank=True)
    hours_least = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    hours_most = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    considerations = models.JSONField(default=list)
    places = models.PositiveIntegerField(default=1)
    open_from = models.DateField()
    open_until = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Offer"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Offer"]] = RegisterDoor("unit__company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("open_from", "pk")

    def __str__(self) -> str:
        return self.tasks[:60]


class Touch(models.Model):
    """That somebody from here was in touch with a company. ``note``: what was said, encrypted;
    nobody's case stands in it."""

    class Channel(models.TextChoices):
        """How."""

        VISIT = "visit", _("visit")
        TELEPHONE = "telephone", _("telephone")
        EMAIL = "email", _("e-mail")
        LETTER = "letter", _("letter")
        DIGITAL = "digital", _("video meeting or the like")

    class Outcome(models.TextChoices):
        """What came of it."""

        AGREED = "agreed", _("something was agreed")
        INTERESTED = "interested", _("would like to hear more")
        LATER = "later", _("not now, perhaps later")
        DECLINED = "declined", _("does not want to")
        NOT_REACHED = "not_reached", _("nobody was reached")
        INFORMED = "informed", _("informed or thanked")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="touches", db_index=False)
    contact = models.ForeignKey(CompanyContact, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)
    outcome = models.CharField(max_length=12, choices=Outcome)
    note = models.TextField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Touch"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Touch"]] = RegisterDoor("company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("-on", "-recorded_at", "pk")
        indexes = (models.Index(fields=("company", "-on"), name="company_touches_newest"),)

    def __str__(self) -> str:
        return f"{self.on} {self.channel}"


class Cooperation(models.Model):
    """An agreement to work together (JS-15, KV-12): from when until when, about what, and who of
    ours sees to it. ``places``: of a company centre, at a time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="cooperations")
    about = models.TextField()
    places = models.PositiveIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    responsible = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    unrestricted: ClassVar[models.Manager["Cooperation"]] = models.Manager()
    objects: ClassVar[RegisterDoor["Cooperation"]] = RegisterDoor("company")

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("-since", "pk")

    def __str__(self) -> str:
        return self.about[:60]


class CompanyImport(models.Model):
    """A sheet that was sent in, to be looked at before it is carried out.

    ``content``: its rows, encrypted; gone once it has been carried out. ``report``: what becomes
    (and, once ``done_at`` is set, became) of each row, encrypted. ``counts``: of how many what."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    content = models.TextField(null=True)
    report = models.TextField()
    counts = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    unrestricted: ClassVar[models.Manager["CompanyImport"]] = models.Manager()
    objects: ClassVar[ImportDoor] = ImportDoor()

    class Meta:
        default_manager_name = "unrestricted"
        ordering = ("-uploaded_at", "pk")
        indexes = (
            models.Index(fields=("organisation", "-uploaded_at"), name="company_imports_newest"),
        )

    def __str__(self) -> str:
        return str(self.uploaded_at)
