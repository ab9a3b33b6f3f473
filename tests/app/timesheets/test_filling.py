"""Time sheets in the log of a case: who may write, what is refused, what stands (JS-16)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from fodfaeste.accounts.models import Function
from fodfaeste.cases import queries, rows
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.services import NotAllowed, NotVisible
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.core.faults import Refused
from fodfaeste.core.timesheets import ILLNESS
from fodfaeste.placements import timesheets
from tests.app.timesheets.sheeted import confirm, fill, monday_ago, placement, there
from tests.app.web_data import person, refer

pytestmark = pytest.mark.django_db


def sheet(home, made, *, by=None):
    today = timezone.localdate()
    view = queries.case(user=by or home.mette, case_id=made.case_id, today=today)
    return timesheets.sheet_of(view=view, placement_id=made.pk, user=by or home.mette, today=today)


def codes(refused):
    return [(fault.place, fault.code) for fault in refused.value.faults]


def test_what_was_filled_in_is_read_again(home, placed):
    days = {placed.since: there("5"), placed.since + timedelta(days=2): there("2", ILLNESS)}
    fill(home, placed, days, notes={placed.since: "Kom til tiden"})

    said = sheet(home, placed).said
    first = placed.since.toordinal()
    assert said.filled == {first: there("5"), first + 2: there("2", ILLNESS)}
    assert said.notes == {first: "Kom til tiden"}
    assert not said.changes
    assert not said.withheld


def test_each_saving_is_an_act_in_the_log_and_says_nothing_personal_in_clear(home, placed):
    fill(home, placed, {placed.since: there("0", ILLNESS)}, notes={placed.since: "Feber"})

    line = LogEntry.unrestricted.get(case=placed.case_id, type=rows.TIMESHEET_FILLED)
    assert line.kind == LogEntry.Kind.ACT
    assert line.attributes == {"placement": str(placed.pk), "weeks": [placed.since.isoformat()]}
    text = LogText.unrestricted.get(entry=line)
    assert "ill" not in text.ciphertext
    assert "Feber" not in text.ciphertext


def test_the_latest_about_a_day_stands_and_what_was_changed_is_seen(home, placed):
    fill(home, placed, {placed.since: there("5")})
    fill(home, placed, {placed.since: there("0", ILLNESS)})
    fill(home, placed, {placed.since: None})

    said = sheet(home, placed).said
    first = placed.since.toordinal()
    assert first not in said.filled
    assert [(one.was, one.now) for one in said.changes] == [
        (there("0", ILLNESS), None), (there("5"), there("0", ILLNESS)),
    ]  # fmt: skip
    assert {one.by for one in said.changes} == {"Mette Holm"}


def test_a_form_that_is_sent_twice_is_written_once(home, placed):
    submission = uuid4()
    first = fill(home, placed, {placed.since: there("5")}, submission=submission)
    again = fill(home, placed, {placed.since: there("5")}, submission=submission)

    assert not first.repeated
    assert again.repeated
    assert LogEntry.unrestricted.filter(type=rows.TIMESHEET_FILLED).count() == 1


def test_every_fault_is_told_with_its_place(home, placed):
    tomorrow = timezone.localdate() + timedelta(days=1)
    before = placed.since - timedelta(days=1)
    days = {before: there("5"), tomorrow: there("5"), placed.since: there("25", "bored")}
    with pytest.raises(Refused) as refused:
        fill(home, placed, days, notes={placed.since: "x" * 501})

    assert codes(refused) == [
        (before.isoformat(), "outside_placement"),
        (tomorrow.isoformat(), "day_not_come"),
        (placed.since.isoformat(), "sheet_bad_hours"),
        (placed.since.isoformat(), "unknown_absence"),
        (f"week {placed.since.isoformat()}", "too_long"),
    ]


def test_nothing_at_all_is_refused(home, placed):
    with pytest.raises(Refused) as refused:
        fill(home, placed, {})

    assert codes(refused) == [("days", "nothing_changed")]


# --- who


def test_a_stranger_learns_nothing(home, placed):
    with pytest.raises(NotVisible):
        fill(home, placed, {placed.since: there("5")}, by=home.charlie)
    with pytest.raises(NotVisible):
        confirm(home, placed, [placed.since], by=home.charlie)


def test_who_sees_no_notes_does_not_fill_in(home, placed):
    ulla = person("Ulla Sekretær", home.organisation, function=Function.SECRETARY)

    with pytest.raises(NotAllowed):
        fill(home, placed, {placed.since: there("5")}, by=ulla)


def test_a_placement_of_another_case_is_not_there(home, placed):
    other = refer(home, "Bo Bech")
    elsewhere = placement(home, other)
    elsewhere.case_id = placed.case_id

    with pytest.raises(NotVisible):
        fill(home, elsewhere, {placed.since: there("5")})


# --- confirmed


def test_the_workplace_confirms_a_week_and_a_change_takes_that_away(home, placed):
    fill(home, placed, {placed.since: there("5")})
    confirm(home, placed, [placed.since])
    first = placed.since.toordinal()

    known = sheet(home, placed).said.confirmed[first]
    assert (known.name, known.on, known.stands) == ("Bo Bager", timezone.localdate(), True)

    fill(home, placed, {placed.since: there("4")})
    assert not sheet(home, placed).said.confirmed[first].stands

    confirm(home, placed, [placed.since])
    assert sheet(home, placed).said.confirmed[first].stands


def test_a_change_of_another_week_leaves_it_confirmed(home, placed):
    fill(home, placed, {placed.since: there("5")})
    confirm(home, placed, [placed.since])
    fill(home, placed, {placed.since + timedelta(days=7): there("5")})

    assert sheet(home, placed).said.confirmed[placed.since.toordinal()].stands


def test_what_cannot_be_confirmed_is_refused(home, placed):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        confirm(home, placed, [placed.since], name=" ", on=tomorrow)

    assert codes(refused) == [
        ("weeks", "week_not_filled"), ("name", "missing"), ("on", "day_not_come"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        confirm(home, placed, [])
    assert codes(refused) == [("weeks", "no_weeks_chosen")]


# --- laid out


def test_the_sheet_has_the_agreed_hours_of_each_day(home, placed):
    found = sheet(home, placed)

    assert len(found.weeks) == 13
    assert [day.agreed for day in found.weeks[0].days] == [5, 0, 5, 0, 5, 0, 0]


def test_hours_without_times_lie_on_the_working_days(home, case):
    found = sheet(home, placement(home, case, week={}))

    assert [day.agreed for day in found.weeks[0].days] == [3, 3, 3, 3, 3, 0, 0]


def test_times_that_do_not_make_up_the_week_say_the_days_only(home, case):
    found = sheet(
        home, placement(home, case, week={"1": ["08:00", "12:00"], "2": ["08:00", "12:00"]})
    )

    assert [day.agreed for day in found.weeks[0].days][:3] == [Decimal("7.5"), Decimal("7.5"), 0]


def test_a_placement_that_ended_has_days_as_long_as_they_came(home, placed):
    placed.ended_on = placed.since + timedelta(days=9)
    placed.save()

    assert sheet(home, placed).last == placed.ended_on


def test_an_open_end_is_laid_out_from_today(home, placed):
    placed.until = None
    placed.save()

    assert sheet(home, placed).last == timezone.localdate() + timedelta(days=26 * 7)


def test_holidays_of_the_period_are_known(home, placed):
    found = sheet(home, placed)
    marked = [day.day for week in found.weeks for day in week.days if day.is_holiday]

    assert set(marked) == set(found.days_off)


# --- erased


def test_erasing_the_case_empties_the_sheet(home, placed):
    fill(home, placed, {placed.since: there("0", ILLNESS)})
    confirm(home, placed, [placed.since])

    erase_case(case_id=placed.case_id, by=home.leader, now=timezone.now(), submission=uuid4())

    assert (
        not LogText.unrestricted.exclude(ciphertext="").filter(entry__case=placed.case_id).exists()
    )


def test_three_weeks_ago_was_a_monday():
    assert monday_ago(3).weekday() == 0
