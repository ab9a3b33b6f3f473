"""The demonstration in the database: just what people would have registered one by one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from fodfaeste import serving
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.accounts.queries import personas
from fodfaeste.cases import crypto, projection, queries, services
from fodfaeste.cases.models import (
    Case,
    CaseMember,
    Citizen,
    DutyRow,
    LogEntry,
    LogText,
    PhaseRow,
    PlanRevision,
    PlanVersion,
)
from fodfaeste.cases.services.bulk import Answers, History, Registration, Step, import_histories
from fodfaeste.cases.verifying import verify_logs
from fodfaeste.core.events import CORRECTION, WAIVER
from fodfaeste.demo.desks import staff
from fodfaeste.demo.loading import NotEmpty, Place, load
from fodfaeste.placements.agreements import hours_in, terms_of
from fodfaeste.placements.models import AgreementVersion
from fodfaeste.programmes.catalogue import programme_ids
from tests.app.demo.tellings import mornings, tellings

TODAY = date(2028, 2, 29)
NOW = datetime(2028, 2, 29, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(now=NOW)
        yield
        transaction.set_rollback(True)


def test_all_of_it_is_there(loaded):
    assert Citizen.unrestricted.count() == 300
    assert Case.unrestricted.count() == len(tellings(TODAY)) + 1  # one is referred to another
    assert LogEntry.unrestricted.filter(registered_at__gte=NOW).count() == 0


def test_it_goes_into_an_empty_database_only(loaded, settings):
    settings.FODFAESTE_DEMO = True
    with pytest.raises(NotEmpty):
        load(now=NOW)
    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("load_demo")


@pytest.mark.django_db
def test_made_up_people_do_not_go_into_a_real_database(settings):
    settings.FODFAESTE_DEMO = False
    with pytest.raises(CommandError, match="real database"):
        call_command("load_demo")


@pytest.mark.django_db
def test_a_demonstration_is_refused_where_real_people_are(settings):
    settings.FODFAESTE_DEMO = True
    home = Organisation.objects.create(name="Virkelig Kommune", kind="municipality")
    User.objects.create(email="a@example.org", name="Ada", organisation=home)
    with pytest.raises(serving.RealDatabase):
        serving.fill_demonstration()
    assert User.objects.count() == 1


def test_some_cases_have_plans_and_they_are_at_every_step(loaded):
    written = set(PlanRevision.unrestricted.values_list("case", flat=True))
    versions = PlanVersion.unrestricted.all()
    assert len(written) == 6
    assert versions.count() == 4
    assert versions.exclude(sent_on=None).count() == 3
    assert versions.exclude(agreed_on=None).count() == 1
    newest = PlanRevision.unrestricted.filter(version=None)
    assert newest.filter(case__in=versions.values("case")).exists(), "changed since it was sent"


def test_the_times_of_every_agreement_make_up_its_hours(loaded):
    versions = [terms_of(one) for one in AgreementVersion.unrestricted.all()]
    assert len({tuple(one.week.values()) for one in versions}) > 5
    for one in versions:
        assert hours_in(one.week) == sum(step.a_week for step in one.steps)


def test_every_chain_is_sound(loaded):
    assert not list(verify_logs())


def test_a_rebuild_of_what_is_derived_finds_nothing_to_do(loaded):
    assert projection.refresh_all(today=TODAY) == (305, 0)


@pytest.mark.parametrize("key", staff().colleagues)
def test_today_is_what_was_counted_without_a_database(loaded, key):
    found = queries.today(user=user(key), today=TODAY)
    counted = {
        name: section.count
        for name in ("overdue", "this_week", "later", "undated")
        if (section := getattr(found, name)).count
    }
    # One citizen is referred to a second programme, and Birgit covers for Dorte.
    more = {"mette": {"undated": 2}, "samira": {"undated": 3}, "birgit": mornings(TODAY)["dorte"]}
    assert counted == dict(mornings(TODAY)[key] + Counter(more.get(key, {})))


def user(key: str) -> User:
    one = staff().colleagues[key]
    return User.objects.get(name=one.name)


def test_whoever_can_be_tried_has_a_sentence_in_both_languages(loaded):
    offered = personas()
    assert [one.name for one in offered] == [
        one.name for one in staff().colleagues.values() if one.about
    ]
    assert all(one.text["da"] and one.text["en"] for one in offered)


def test_each_sees_their_own_and_their_teams_and_nobody_sees_all(loaded):
    seen = {
        one.name: set(Case.objects.visible_to(User.objects.get(pk=one.user_id), TODAY))
        for one in personas()
    }
    assert seen.pop("Hanne Storgård") == set()  # coordinates, and sees no case
    assert all(30 < len(cases) < 250 for cases in seen.values())
    assert len({frozenset(cases) for cases in seen.values()}) >= 5
    at_the_centre = [seen[staff().colleagues[key].name] for key in ("birgit", "ali", "signe")]
    assert not any(case.programme == "kvik" for cases in at_the_centre for case in cases)
    own = Case.unrestricted.filter(team__name="Jobcenter Skovåby")
    assert set(own) <= seen["Nadia Rahimi"]
    assert not set(own) & seen["Mette Holm"]


def test_personal_text_is_nowhere_in_clear(loaded):
    names = list(Citizen.unrestricted.values_list("name", flat=True))
    notes = [one.note for told in tellings(TODAY) for one in told.happenings if one.note]
    with connection.cursor() as cursor:
        cursor.execute("SELECT attributes, present FROM cases_logentry")
        said = " ".join(str(row) for row in cursor.fetchall())
    assert not any(name in said for name in names)
    assert not any(note in said for note in notes)


# --- the same as by the services


@pytest.fixture
def place(db):
    return Place(staff())


@pytest.mark.parametrize("programme", programme_ids())
@pytest.mark.parametrize("kind", [CORRECTION, WAIVER])
def test_what_is_brought_in_equals_what_is_registered(place, programme, kind):
    told = next(
        told
        for told in tellings(TODAY)
        if told.story.programme == programme and any(one.type == kind for one in told.happenings)
    )
    history = place.history(told)
    with transaction.atomic():
        [case_id] = import_histories(histories=[history], today=TODAY)
        at_once = everything(case_id)
        transaction.set_rollback(True)
    assert registered(history) == case_id
    # A page does this first: what is listed is laid out some way ahead of the day it is read.
    projection.refresh([case_id], today=TODAY)
    assert everything(case_id) == at_once


def registered(history: History):
    case = services.refer_citizen(
        referral=history.referral, by=history.by, now=history.now, submission=history.submission
    )
    entries: dict[UUID, str] = {}
    for step in history.steps:
        entries[step.submission] = repeat(step, case.case_id, entries).entry_id
    return case.case_id


def repeat(step: Step, case_id: UUID, entries: dict[UUID, str]) -> services.Registered:
    if isinstance(step, Registration):
        return services.register(
            case_id=case_id, event=step.event, by=step.by, now=step.now, submission=step.submission
        )
    if isinstance(step, Answers):
        return services.measure(
            case_id=case_id,
            measuring=step.measuring,
            by=step.by,
            now=step.now,
            submission=step.submission,
        )
    return services.correct(
        case_id=case_id,
        entry_id=entries[step.of],
        reason=step.reason,
        replacement=step.replacement,
        by_role=step.by_role,
        by=step.by,
        now=step.now,
        submission=step.submission,
    )


def everything(case_id) -> dict[str, list[Any]]:
    """All that is stored of a case but what is drawn by lot: salts, and the hashes made of them."""
    by_lot = {"id", "hash", "previous_hash", "text_digest"}
    rows = LogEntry.unrestricted.filter(case=case_id).order_by("seq")
    texts = LogText.unrestricted.filter(entry__case=case_id).order_by("entry__seq")
    case = Case.unrestricted.select_related("citizen").get(pk=case_id)
    return {
        "case": [
            (f.name, getattr(case, f.attname))
            for f in Case._meta.fields
            if f.name not in {"citizen"}
        ],
        "citizen": [
            case.citizen.name,
            case.citizen.sort_key,
            crypto.decrypt(case.citizen.cpr or crypto.encrypt("-")),
        ],
        "log": [{k: v for k, v in row.items() if k not in by_lot} for row in rows.values()],
        "texts": [{**crypto.decrypt_map(text.ciphertext), "salt": ""} for text in texts],
        "members": list(
            CaseMember.unrestricted.filter(case=case_id).values_list("user", "role", "since")
        ),
        "duties": sorted(
            DutyRow.unrestricted.filter(case=case_id).values_list(*projection.DUTY_FIELDS), key=str
        ),
        "phases": list(
            PhaseRow.unrestricted.filter(case=case_id)
            .order_by("first_on")
            .values_list("phase", "first_on", "last_on")
        ),
    }


def test_nobody_writes_where_they_do_not_see(place):
    told = next(one for one in tellings(TODAY) if one.desk.runs == "landgangen")
    history = place.history(told)
    stranger = user("signe")
    step = history.steps[0]
    strange = Registration(
        event=step.event,
        by=stranger,
        now=step.now + timedelta(minutes=1),
        submission=step.submission,
    )
    histories = [
        History(
            referral=history.referral,
            by=history.by,
            now=history.now,
            submission=history.submission,
            steps=[strange],
        )
    ]
    with pytest.raises(services.NotVisible):
        import_histories(histories=histories, today=TODAY)
    assert not Case.unrestricted.exists()
