"""The page of a time sheet (JS-16): the grid, its confirmation, what was changed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import Function
from fodfaeste.cases import rows
from fodfaeste.cases.models import LogEntry
from fodfaeste.core.timesheets import ILLNESS
from tests.app.timesheets.sheeted import confirm, fill, there
from tests.app.web_data import person

pytestmark = pytest.mark.django_db


def address(placed, name="timesheet"):
    return reverse(name, args=[placed.case_id, placed.pk])


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def values_of(page, *, prefix=""):
    """What the form holds when it is opened."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", text(page)):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and name[1].startswith(prefix) and "checkbox" not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def sheet_form(client, placed, **typed):
    return {**values_of(client.get(address(placed))), **typed}


def lines(type_=rows.TIMESHEET_FILLED):
    return LogEntry.unrestricted.filter(type=type_)


def test_the_grid_has_a_box_for_each_day_until_today_and_none_for_tomorrow(mette, placed):
    page = text(mette.get(address(placed)))
    today = timezone.localdate()

    assert f'name="{placed.since.isoformat()}"' in page
    assert f'name="{today.isoformat()}"' in page
    assert f'name="{(today + timedelta(days=1)).isoformat()}"' not in page
    assert "Søby Bageri" in page
    assert "9 uger mere" in page
    assert "style=" not in page


def test_a_week_as_agreed_is_one_tick(mette, placed):
    monday = placed.since.isoformat()
    sent = mette.post(address(placed), sheet_form(mette, placed, **{f"agreed {monday}": "on"}))

    assert sent.status_code == 302
    page = text(mette.get(address(placed)))
    assert "15 af 15 timer" in page
    assert lines().get().attributes["weeks"] == [monday]


def test_what_was_typed_stands_where_a_week_is_otherwise_as_agreed(mette, placed):
    monday, wednesday = placed.since, placed.since + timedelta(days=2)
    typed = {f"agreed {monday.isoformat()}": "on", wednesday.isoformat(): "2s"}
    mette.post(address(placed), sheet_form(mette, placed, **typed))

    page = text(mette.get(address(placed)))
    assert "12 af 15 timer" in page
    assert "3 timer (1 dag)" in page
    assert 'value="2s"' in page


@pytest.mark.parametrize(
    ("language", "typed", "said"), [("da", "7,5", "7,5 timer"), ("en", "7.5", "7.5 hours")]
)
def test_hours_are_typed_and_said_as_the_language_does(mette, placed, language, typed, said):
    mette.post(reverse("language"), {"language": language, "next": "/"})
    mette.post(address(placed), sheet_form(mette, placed, **{placed.since.isoformat(): typed}))

    assert said in text(mette.get(address(placed)))
    assert f'value="{typed}"' in text(mette.get(address(placed)))


def test_what_is_no_hours_is_told_beside_its_box_and_nothing_typed_is_lost(mette, placed):
    friday = placed.since + timedelta(days=4)
    typed = {placed.since.isoformat(): "fem", friday.isoformat(): "5",
             f"week {placed.since.isoformat()}": "Kom <for> sent"}  # fmt: skip
    page = text(mette.post(address(placed), sheet_form(mette, placed, **typed)))

    assert "Skriv timer, et af bogstaverne ovenfor" in page
    assert 'value="fem"' in page
    assert "Kom &lt;for&gt; sent" in page
    assert not lines().exists()


def test_too_many_hours_are_told_beside_their_box(mette, placed):
    page = text(mette.post(
        address(placed), sheet_form(mette, placed, **{placed.since.isoformat(): "25"})
    ))  # fmt: skip

    assert f'id="id_{placed.since.isoformat()}_error"' in page
    assert "Skriv timer fra 0 til 24." in page


def test_a_form_that_changes_nothing_says_so(mette, placed):
    assert "Intet er ændret." in text(mette.post(address(placed), sheet_form(mette, placed)))


def test_the_same_form_twice_is_written_once_and_says_so(mette, placed):
    form = sheet_form(mette, placed, **{placed.since.isoformat(): "5"})
    mette.post(address(placed), form)
    again = mette.post(address(placed), form, follow=True)

    assert "sendt før" in text(again)
    assert lines().count() == 1


def test_an_old_page_takes_back_nothing_that_somebody_wrote_meanwhile(mette, home, placed):
    """What one did not touch is no answer: it was empty when the page was opened."""
    wednesday = placed.since + timedelta(days=2)
    old = sheet_form(mette, placed, **{placed.since.isoformat(): "5"})
    fill(home, placed, {wednesday: there("0", ILLNESS)}, by=home.leader)
    mette.post(address(placed), old)

    page = text(mette.get(address(placed)))
    assert re.search(rf'name="{wednesday.isoformat()}" value="s"', page)
    assert re.search(rf'name="{placed.since.isoformat()}" value="5"', page)


def test_a_correction_is_seen_on_the_page_and_in_the_log(mette, home, placed):
    fill(home, placed, {placed.since: there("5")})
    fill(home, placed, {placed.since: there("0", ILLNESS)})

    assert "5 → syg. Mette Holm" in text(mette.get(address(placed)))
    case = text(mette.get(reverse("case", args=[placed.case_id])))
    assert "Timeseddel udfyldt" in case
    assert f'href="{address(placed)}"' in case
    assert "0 illness" not in case


# --- confirmed


def test_a_confirmation_of_tomorrow_is_told_beside_its_day(mette, home, placed):
    fill(home, placed, {placed.since: there("5")})
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = values_of(mette.get(address(placed)), prefix="confirm-")
    form |= {"confirm-weeks": [placed.since.isoformat()], "confirm-name": "Bo Bager"}
    form |= {
        f"confirm-on_{part}": str(getattr(tomorrow, part)) for part in ("day", "month", "year")
    }
    page = text(mette.post(address(placed, "confirm_timesheet"), form))

    assert "er ikke kommet endnu." in page
    assert not lines(rows.TIMESHEET_CONFIRMED).exists()


def test_the_workplace_confirms_what_is_filled_in(mette, home, placed):
    fill(home, placed, {placed.since: there("5")})
    form = values_of(mette.get(address(placed)), prefix="confirm-")
    form |= {"confirm-weeks": [placed.since.isoformat()], "confirm-name": "Bo Bager"}
    sent = mette.post(address(placed, "confirm_timesheet"), form)
    again = mette.post(address(placed, "confirm_timesheet"), form, follow=True)

    assert sent.status_code == 302
    assert "sendt før" in text(again)
    assert lines(rows.TIMESHEET_CONFIRMED).count() == 1
    assert "bekræftet af Bo Bager" in text(mette.get(address(placed)))


def test_a_confirmation_without_a_name_or_a_week_says_what_to_do(mette, home, placed):
    fill(home, placed, {placed.since: there("5")})
    form = values_of(mette.get(address(placed)), prefix="confirm-") | {"confirm-name": ""}
    page = text(mette.post(address(placed, "confirm_timesheet"), form))

    assert "Vælg de uger, der blev bekræftet." in page
    assert "Skal udfyldes." in page
    assert not lines(rows.TIMESHEET_CONFIRMED).exists()


def test_there_is_nothing_to_confirm_where_nothing_is_filled_in(mette, placed):
    assert "Den er bekræftet" not in text(mette.get(address(placed)))


def test_a_change_after_the_confirmation_is_told(mette, home, placed):
    fill(home, placed, {placed.since: there("5")})
    confirm(home, placed, [placed.since])
    fill(home, placed, {placed.since: there("4")})

    assert "ændret, efter at den blev bekræftet" in text(mette.get(address(placed)))


# --- who


@pytest.mark.parametrize("name", ["timesheet", "confirm_timesheet"])
def test_for_a_stranger_there_is_no_such_page(client, home, placed, name):
    client.force_login(home.charlie)

    assert client.get(address(placed, name)).status_code == 404
    assert client.post(address(placed, name), {}).status_code == 404


@pytest.mark.parametrize("name", ["timesheet", "confirm_timesheet"])
def test_who_reads_no_notes_reads_no_time_sheet(client, home, placed, name):
    client.force_login(person("Ulla Sekretær", home.organisation, function=Function.SECRETARY))

    assert client.get(address(placed, name)).status_code == 403
    assert client.post(address(placed, name), {}).status_code == 403


def test_a_placement_that_is_not_there_is_not_found(mette, placed):
    assert mette.get(reverse("timesheet", args=[placed.case_id, uuid4()])).status_code == 404


def test_the_page_asks_as_much_for_three_weeks_as_for_one(mette, home, placed):
    def asked():
        with CaptureQueriesContext(connection) as found:
            text(mette.get(address(placed)))
        return len(found)

    fill(home, placed, {placed.since: there("5")})
    asked()  # the first time today it is noted that the case was looked at
    one = asked()
    for week in (1, 2):
        fill(home, placed, {placed.since + timedelta(days=7 * week): there("5")})
    assert asked() == one


def test_a_placement_that_has_not_begun_says_so(mette, placed):
    placed.since = timezone.localdate() + timedelta(days=7)
    placed.save()

    assert "Praktikken er ikke begyndt" in text(mette.get(address(placed)))
