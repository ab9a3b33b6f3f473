"""Retention: nothing goes without a rule, a second person, and no hold; and then it goes once."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import AccessLog
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Consent, EmergencyAccess, LogEntry
from fodfaeste.cases.services.erasing import ANONYMOUS, CASE_ERASED
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.protection import deletions, retention
from fodfaeste.protection.models import Deletion, ErasureRecord
from fodfaeste.protection.reach import NotYours
from fodfaeste.protection.retention import NewRule
from tests.app.cases.world import NOW, TODAY
from tests.app.protection.acting import (
    FIVE_YEARS_AGO,
    PROGRAMME,
    codes,
    decide,
    due,
    hold,
    propose,
    rule,
    texts_left,
)
from tests.app.protection.data import a_case, citizen_of, close, opened_again


@pytest.fixture
def old(world, case_id):
    """The case, closed five years ago to the day."""
    close(world, case_id, FIVE_YEARS_AGO)
    return case_id


@pytest.fixture
def approved(world, second, old):
    rule(world.guard)
    deletion = propose(world.guard)
    decide(deletion, second)
    return deletion


# --- rules, and what is due


def test_nothing_is_due_without_a_rule(world, old):
    assert due(world.guard) == []


@pytest.mark.parametrize(
    ("closed", "is_due"),
    [
        (FIVE_YEARS_AGO, True),
        (FIVE_YEARS_AGO - timedelta(days=1), True),
        (FIVE_YEARS_AGO + timedelta(days=1), False),
        (None, False),
    ],
)
def test_years_are_counted_from_the_closing(world, case_id, closed, is_due):
    rule(world.guard)
    if closed:
        close(world, case_id, closed)
    assert due(world.guard) == ([case_id] if is_due else [])


@pytest.mark.parametrize(
    ("rules", "is_due"),
    [
        ([("", 5)], True),
        ([(PROGRAMME, 5)], True),
        ([("kvik", 5)], False),
        ([("", 5), (PROGRAMME, 6)], False),
        ([("", 10), (PROGRAMME, 5)], True),
        ([("", 10), ("kvik", 1)], False),
        ([("", 5), ("", 10)], False),
    ],
    ids=str,
)
def test_the_rule_for_the_programme_goes_before_the_general_one(world, old, rules, is_due):
    """And a newer rule takes the place of the older one."""
    for programme, years in rules:
        rule(world.guard, programme=programme, years=years)
    assert due(world.guard) == ([old] if is_due else [])


def test_a_rule_that_is_ended_makes_nothing_due(world, old):
    rule(world.guard)
    [known] = retention.rules(user=world.guard)
    retention.end_rule(rule_id=known.id, by=world.guard, now=NOW, submission=uuid4())
    assert due(world.guard) == []
    again = lambda: retention.end_rule(  # noqa: E731
        rule_id=known.id, by=world.guard, now=NOW, submission=uuid4()
    )
    assert codes(again) == {("rule", "no_such_rule")}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"years": 0}, [("years", "years_out_of_range")]),
        ({"years": 101}, [("years", "years_out_of_range")]),
        ({"code": "5 år"}, [("code", "retention_code_form")]),
        ({"code": "P3650D"}, [("code", "retention_code_differs")]),
        ({"programme": "findes-ikke"}, [("programme", "unknown_programme")]),
        (
            {"years": 0, "code": "x"},
            [("years", "years_out_of_range"), ("code", "retention_code_form")],
        ),
    ],
    ids=str,
)
def test_a_rule_that_makes_no_sense_is_refused(world, values, expected):
    assert codes(lambda: rule(world.guard, **values)) == set(expected)


@pytest.mark.parametrize(("code", "years"), [("P365D", 1), ("P1825D", 5), ("P2190D", 6)])
def test_retention_codes_are_read_as_years(world, code, years):
    rule(world.guard, years=years, code=code)
    assert retention.rules(user=world.guard)[0].code == code


def test_a_form_sent_twice_makes_one_rule_and_one_line(world):
    form, made = uuid4(), NewRule(years=5)
    for _ in range(2):
        retention.make_rule(rule=made, by=world.guard, now=NOW, submission=form)
    assert len(retention.rules(user=world.guard)) == 1
    assert OrganisationEvent.objects.filter(type="retention_rule_made").count() == 1


def test_a_case_that_others_run_is_not_theirs_to_erase(world, old):
    """The town referred it; the centre runs it, and decides."""
    from fodfaeste.accounts.models import Right, UserRight

    UserRight.objects.create(user=world.mette, right=Right.PROTECT)
    rule(world.mette)
    assert due(world.mette) == []


def test_three_cases_ask_the_database_no_more_than_one(world, old):
    rule(world.guard)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            retention.due(user=world.guard, today=TODAY)
        return len(captured)

    asked()
    one = asked()
    for _ in range(2):
        close(world, a_case(world, citizen=citizen_of(old).pk), FIVE_YEARS_AGO)
    asked()
    assert asked() == one


def test_that_names_were_shown_is_logged(world, old):
    rule(world.guard)
    due(world.guard)
    noted = AccessLog.objects.filter(user=world.guard, act=AccessLog.Act.LIST)
    assert noted.get().detail == {"page": "due_for_erasing", "hits": 1}


@pytest.mark.parametrize("who", ["jens", "secretary", "colleague"])
def test_only_who_answers_for_it_may(world, old, who):
    user = getattr(world, who)
    for act in (
        lambda: retention.rules(user=user),
        lambda: rule(user),
        lambda: due(user),
        lambda: propose(user),
        lambda: deletions.proposals(user=user),
        lambda: deletions.records(user=user),
    ):
        with pytest.raises(NotYours):
            act()


# --- a second person


def test_nobody_approves_their_own_proposal(world, old):
    rule(world.guard)
    deletion = propose(world.guard)
    assert codes(lambda: decide(deletion, world.guard)) == {("deletion", "own_proposal")}
    assert deletions.carry_out(deletion_id=deletion, now=NOW) == 0
    assert texts_left(old) > 0


def test_the_database_refuses_it_as_well(world, old):
    rule(world.guard)
    deletion = propose(world.guard)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deletion.objects.filter(pk=deletion).update(approved=True, decided_by=world.guard)


def test_charlie_neither_sees_nor_approves_it(world, old):
    rule(world.guard)
    deletion = propose(world.guard)
    assert deletions.proposals(user=world.charlie) == ()
    assert deletions.proposal(user=world.charlie, deletion_id=deletion) is None
    assert codes(lambda: decide(deletion, world.charlie)) == {("deletion", "no_such_proposal")}
    assert due(world.charlie) == []


def test_whoever_proposed_can_take_it_back_and_then_it_is_due_again(world, old):
    rule(world.guard)
    deletion = propose(world.guard)
    assert due(world.guard) == [], "it waits for a decision"
    decide(deletion, world.guard, approve=False)
    assert due(world.guard) == [old]
    assert codes(lambda: decide(deletion, world.leader)) == {("deletion", "decided_already")}


def test_what_is_not_handed_over_to_an_archive_is_not_approved(world, second, old):
    rule(world.guard, archive_first=True)
    deletion = propose(world.guard)
    assert codes(lambda: decide(deletion, second)) == {("archived", "archive_first")}
    decide(deletion, second, archived=True)
    deletions.carry_out(deletion_id=deletion, now=NOW)
    assert ErasureRecord.objects.get().archived_by == second


def test_nothing_due_is_nothing_to_propose(world):
    assert codes(lambda: propose(world.guard)) == {("cases", "nothing_due")}


# --- carried out


def test_all_that_is_personal_goes_and_the_chain_stays_whole(world, approved, old):
    days = list(LogEntry.unrestricted.filter(case=old).order_by("seq").values_list("seq", "on"))
    citizen = citizen_of(old)
    assert deletions.carry_out(deletion_id=approved, now=NOW) == 0
    assert texts_left(old) == 0
    assert verify_chain(old) == ()
    assert (
        list(LogEntry.unrestricted.filter(case=old).order_by("seq").values_list("seq", "on"))[
            : len(days)
        ]
        == days
    )
    citizen.refresh_from_db()
    assert citizen.name == ANONYMOUS
    assert (citizen.cpr, citizen.cpr_index, citizen.contact) == (None, None, None)
    assert (citizen.birth_date, citizen.protected) == (None, False)
    assert "rlsen" not in citizen.search_key
    emergency = EmergencyAccess.unrestricted.get(case=old)
    assert crypto.decrypt(emergency.reason) == ""


def test_it_is_recorded_without_personal_data_and_for_good(world, second, approved):
    deletions.carry_out(deletion_id=approved, now=NOW)
    [record] = deletions.records(user=world.guard)
    assert (record.proposed_by, record.approved_by) == (world.guard.name, second.name)
    assert (record.cases, record.citizens, record.kept) == (1, 1, 0)
    assert record.texts >= 3
    for change in (
        "UPDATE protection_erasurerecord SET cases = 0",
        "DELETE FROM protection_erasurerecord",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_carried_out_twice_it_is_done_once(world, approved, old):
    deletions.carry_out(deletion_id=approved, now=NOW)
    lines = LogEntry.unrestricted.filter(case=old).count()
    deletions.carry_out(deletion_id=approved, now=NOW)
    assert LogEntry.unrestricted.filter(case=old).count() == lines
    assert ErasureRecord.objects.count() == 1
    assert due(world.guard) == []


def test_an_interrupted_run_goes_on_where_it_stopped(world, second, old):
    other = a_case(world)
    close(world, other, FIVE_YEARS_AGO)
    rule(world.guard)
    deletion = propose(world.guard)
    decide(deletion, second)
    assert deletions.carry_out(deletion_id=deletion, now=NOW, at_most=1) == 1
    assert not ErasureRecord.objects.exists()
    out = StringIO()
    call_command("carry_out_deletions", stdout=out)
    assert "1 approved" in out.getvalue()
    assert ErasureRecord.objects.get().cases == 2


def test_a_citizen_with_another_case_keeps_their_name(world, approved, old):
    a_case(world, citizen=citizen_of(old).pk)
    deletions.carry_out(deletion_id=approved, now=NOW)
    assert citizen_of(old).name == "Amalie Ærø Sørensen"
    assert texts_left(old) == 0
    assert LogEntry.unrestricted.get(case=old, type=CASE_ERASED).attributes == {"citizen": False}


def test_with_the_last_of_two_cases_the_name_goes(world, second, approved, old):
    other = a_case(world, citizen=citizen_of(old).pk)
    deletions.carry_out(deletion_id=approved, now=NOW)
    close(world, other, FIVE_YEARS_AGO)
    deletion = propose(world.guard)
    decide(deletion, second)
    deletions.carry_out(deletion_id=deletion, now=NOW)
    assert citizen_of(old).name == ANONYMOUS


def test_what_consents_say_goes_too(world, approved, old):
    Consent.unrestricted.create(
        case_id=old,
        receiver_role="gp",
        details=crypto.encrypt_map({"name": "Dr. Ø"}),
        since=TODAY,
        kinds=["health"],
        way="signature",
        given_on=TODAY,
        recorded_at=NOW,
        recorded_by=world.jens,
    )
    deletions.carry_out(deletion_id=approved, now=NOW)
    assert crypto.decrypt_map(Consent.unrestricted.get().details) == {}


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (opened_again, "reopened"),
        (lambda world, case: opened_again(world, case, closed=TODAY), "reopened"),
        (lambda world, case: hold(case, world.leader), "held"),
        (lambda world, case: hold(case, world.leader, whole=True), "held"),
        (lambda world, case: rule(world.guard, years=10), "no_rule"),
    ],
    ids=["opened again", "closed later", "hold on the case", "hold on the citizen", "other rule"],
)
def test_what_changed_after_the_approval_is_kept(world, approved, old, change, kept):
    change(world, old)
    left = texts_left(old)
    deletions.carry_out(deletion_id=approved, now=NOW)
    assert texts_left(old) == left
    assert ErasureRecord.objects.get().kept == 1
    found = deletions.proposal(user=world.guard, deletion_id=approved)
    assert found
    [row] = found[1]
    assert row.kept == kept
