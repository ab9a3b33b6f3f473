"""A placement with an agreement, made in the tables: three days a week of five hours, from a Monday
three weeks ago."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import timezone

from fodfaeste.cases import crypto
from fodfaeste.cases.models import LogEntry
from fodfaeste.companies.models import Company, ProductionUnit
from fodfaeste.core.timesheets import Filled
from fodfaeste.placements import filling
from fodfaeste.placements.models import AgreementVersion, Placement
from tests.app.web_data import House

WEEK = {"1": ["09:00", "14:00"], "3": ["09:00", "14:00"], "5": ["09:00", "14:00"]}


def monday_ago(weeks: int) -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday() + 7 * weeks)


def placement(home: House, case_id: UUID, *, weeks_ago: int = 3, until: date | None = None,
              week: dict[str, list[str]] | None = None) -> Placement:  # fmt: skip
    now, entry = timezone.now(), LogEntry.unrestricted.filter(case=case_id).first()
    assert entry is not None
    company = Company.unrestricted.create(
        organisation=home.organisation, cvr="", name="Søby Bageri", sort_key="a", search_key="a",
        added_at=now, added_by=home.mette,
    )  # fmt: skip
    unit = ProductionUnit.unrestricted.create(
        company=company, name="Bageriet på torvet", street="Torvet 1", postcode="8000", town="Søby"
    )
    made = Placement.unrestricted.create(
        case_id=case_id, unit=unit, kind="work_placement", since=monday_ago(weeks_ago),
        until=until or monday_ago(weeks_ago) + timedelta(days=13 * 7 - 1), entry=entry,
        made_at=now, made_by=home.mette,
    )  # fmt: skip
    AgreementVersion.unrestricted.create(
        placement=made, number=1, since=made.since, until=made.until, entry=entry, made_at=now,
        hours=[{"kind": "unpaid", "a_week": "15"}], week=WEEK if week is None else week,
        details=crypto.encrypt_map({}), made_by=home.mette,
    )  # fmt: skip
    return made


def fill(home, made, days, *, by=None, notes=None, submission=None):
    return filling.fill_timesheet(
        case_id=made.case_id,
        placement_id=made.pk,
        days=days,
        notes=notes or {},
        by=by or home.mette,
        now=timezone.now(),
        submission=submission or uuid4(),
    )


def confirm(home, made, weeks, *, name="Bo Bager", on=None, by=None, submission=None):
    return filling.confirm_timesheet(
        case_id=made.case_id,
        placement_id=made.pk,
        weeks=weeks,
        name=name,
        on=on or timezone.localdate(),
        by=by or home.mette,
        now=timezone.now(),
        submission=submission or uuid4(),
    )


def there(hours: str, cause: str | None = None) -> Filled:
    return Filled(Decimal(hours), cause)
