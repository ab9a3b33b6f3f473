"""The organisation's log is only ever added to, and shows whether anybody did otherwise."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.chains import broken_links
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.accounts.organisation_log import (
    Change,
    Writer,
    difference,
    written,
)

pytestmark = pytest.mark.django_db


def write(home, *changes, submission=None, organisation=None):
    writer = Writer(home.leader, timezone.now(), submission or uuid4())
    where = (organisation or home.organisation).pk
    return written(organisation_id=where, writer=writer, act=lambda: changes)


def lines(home):
    return list(OrganisationEvent.objects.filter(organisation=home.organisation).order_by("seq"))


def broken(home):
    found = OrganisationEvent.objects.filter(organisation=home.organisation).order_by("seq")
    rows = found.values(*OrganisationEvent.SAID, "hash")
    return list(broken_links(OrganisationEvent.SAID, rows))


def test_lines_are_numbered_and_follow_each_other(home):
    write(home, Change("one"), Change("two", {"user": 1}, {"name": "Bo"}, {"name": "Åse"}))
    write(home, Change("three"))
    assert [(line.seq, line.type) for line in lines(home)] == [(1, "one"), (2, "two"), (3, "three")]
    assert [line.previous_hash for line in lines(home)[1:]] == [line.hash for line in lines(home)][
        :-1
    ]
    assert broken(home) == []


def test_every_organisation_has_a_log_of_its_own(home):
    elsewhere = home.charlie.organisation
    write(home, Change("one"))
    write(home, Change("two"))
    write(home, Change("theirs"), organisation=elsewhere)
    assert [line.seq for line in lines(home)] == [1, 2]
    assert [event.seq for event in OrganisationEvent.objects.filter(organisation=elsewhere)] == [1]


def test_a_form_is_taken_once(home):
    submission, done = uuid4(), []

    def act():
        done.append(1)
        return [Change("one"), Change("two")]

    writer = Writer(home.leader, timezone.now(), submission)
    first = written(organisation_id=home.organisation.pk, writer=writer, act=act)
    again = written(organisation_id=home.organisation.pk, writer=writer, act=act)
    assert (first.repeated, again.repeated) == (False, True)
    assert done == [1]
    assert len(lines(home)) == 2


def test_where_nothing_differs_nothing_is_written(home):
    same = difference("x", {}, {"name": "Bo", "kind": "ngo"}, {"name": "Bo"})
    assert not write(home, same).changed
    assert lines(home) == []


def test_only_what_differs_is_told():
    told = difference("x", {}, {"name": "Bo", "kind": "ngo"}, {"name": "Ib", "kind": "ngo"})
    assert told == Change("x", {}, {"name": "Bo"}, {"name": "Ib"})


def test_what_fails_leaves_no_line(home):
    def act():
        raise LookupError

    with pytest.raises(LookupError):
        written(
            organisation_id=home.organisation.pk,
            writer=Writer(home.leader, timezone.now(), uuid4()),
            act=act,
        )
    assert lines(home) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(type="nothing"),
        lambda rows: rows.delete(),
        lambda rows: rows.last().save(),
        lambda rows: rows._raw_delete("default"),
    ],
)
def test_a_line_is_neither_changed_nor_deleted(home, change):
    write(home, Change("one"))
    with pytest.raises(DatabaseError), transaction.atomic():
        change(OrganisationEvent.objects.order_by("seq"))
    assert [line.type for line in lines(home)] == ["one"]


@pytest.mark.parametrize("same", ["seq", "submission"])
def test_a_number_and_a_submission_are_given_once(home, same):
    write(home, Change("one"))
    [line] = lines(home)
    line.pk, line._state.adding = None, True
    if same == "seq":
        line.submission = uuid4()
    else:
        line.seq = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_a_line_is_not_replaced(home):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    write(home, Change("one"))
    columns = [str(field.column) for field in OrganisationEvent._meta.fields]
    chosen = ", ".join("'other'" if name == "type" else f'"{name}"' for name in columns)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"REPLACE INTO accounts_organisationevent ({', '.join(columns)})"  # noqa: S608
            f" SELECT {chosen} FROM accounts_organisationevent"
        )
    assert [line.type for line in lines(home)] == ["one"]


@pytest.mark.postgres
def test_the_table_is_not_emptied_either():
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE accounts_organisationevent CASCADE")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "other"),
        ("about", {"user": 2}),
        ("before", {"name": "Eve"}),
        ("after", {"name": "Eve"}),
        ("submission", uuid4()),
        ("by", None),
    ],
)
def test_a_change_behind_the_systems_back_shows(home, field, value):
    write(home, Change("one", {"user": 1}, {"name": "Bo"}, {"name": "Åse"}))
    with lifted(connection, "accounts_organisationevent"):
        OrganisationEvent.objects.update(**{field: value})
    [fault] = broken(home)
    assert (fault.seq, fault.code) == (1, "changed")


def test_a_line_taken_out_shows(home):
    for name in ("one", "two", "three"):
        write(home, Change(name))
    with lifted(connection, "accounts_organisationevent"):
        OrganisationEvent.objects.filter(seq=2).delete()
    [fault] = broken(home)
    assert (fault.seq, fault.code) == (2, "missing")
