"""What pages show of appointments, without HTML and without a database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.utils.translation import override

from fodfaeste.cases.policy import Act
from fodfaeste.cases.proposing import Proposal
from fodfaeste.cases.queries import AppointmentView, Calendar
from fodfaeste.cases.queries.around import Around
from fodfaeste.web.appointments import saying
from fodfaeste.web.appointments.calendar import Week, read_week
from fodfaeste.web.appointments.calendar import present as present_calendar
from fodfaeste.web.appointments.page import page
from fodfaeste.web.appointments.panel import panel
from fodfaeste.web.case.page import present as present_case
from fodfaeste.web.case.timeline import timeline
from fodfaeste.web.today.agenda import present_agenda
from fodfaeste.web.today.forms import Filters
from fodfaeste.web.today.presenters import present as present_today
from tests.app.appointments.booked import ZONE, at
from tests.app.case_data import CASE_ID, METTE, TODAY, WORKER, day, happened, view
from tests.app.test_web_today_presenters import METTE as READER
from tests.app.test_web_today_presenters import duty, todays

OTHER = UUID(int=77)
NOW = datetime.combine(TODAY, time(9, 0), ZONE)  # a Monday


def booked(offset=3, hour=10, *, number=1, **values):
    given = {
        "id": UUID(int=number),
        "case_id": CASE_ID,
        "citizen": "Åse Ærø",
        "protected": False,
        "programme": "jobspot",
        "version": date(2018, 2, 1),
        "variant": None,
        "type": "start_interview",
        "attributes": {},
        "requirement": None,
        "instance": None,
        "begins_at": at(day(offset), hour),
        "ends_at": at(day(offset), hour + 1),
        "roles": ("citizen", "contact_person"),
        "state": "planned",
        "place": "ours",
    }
    return AppointmentView(**(given | values))


def referred(**values):
    return view(happened("referral_received", -20, course_start=day(5).isoformat()), **values)


def case(*appointments, **values):
    return present_case(
        replace(referred(**values), appointments=appointments), user_id=METTE, today=TODAY
    )


def row_of(shown):
    return next(row for row in shown.now if "Startsamtale" in row.what)


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


class TestRow:
    def test_can_be_booked_or_registered(self):
        acts = row_of(case()).acts
        assert [act.text for act in acts] == ["Registrér", "Book"]
        assert acts[1].url == f"/sager/{CASE_ID}/aftaler/ny/?krav=start-interview&nr=1"

    def test_booked_it_says_when_and_is_no_louder_than_it_must_be(self):
        row = row_of(case(booked()))
        assert row.booked == "Booket 26. november kl. 10.00"
        assert [act.text for act in row.acts] == ["Flyt"]
        assert row_of(case()).box.tone == "soon"
        assert row.box.tone == ""

    def test_on_its_day_it_can_be_said_what_became_of_it(self):
        row = row_of(case(booked(0)))
        assert [(act.text, act.loud) for act in row.acts] == [
            ("Holdt", row.mine),
            ("Flyt", False),
            ("Ikke holdt", False),
        ]
        assert row.acts[0].url == (
            f"/sager/{CASE_ID}/registrer/?krav=start-interview&nr=1&aftale={UUID(int=1)}"
        )
        assert row.box.tone == "soon"

    def test_booked_after_the_deadline_has_passed_it_is_late_all_the_same(self):
        late = view(
            happened("referral_received", -20, course_start=day(-2).isoformat()),
            appointments=(booked(),),
        )
        shown = present_case(late, user_id=METTE, today=TODAY)
        assert row_of(shown).box.tone == "late"

    def test_booked_for_a_day_after_the_deadline_it_says_so(self):
        row = row_of(case(booked(5)))
        assert row.booked == "Booket 28. november kl. 10.00, efter fristen"
        assert row.booked_late
        assert row.box.tone == "soon"
        assert '<span class="chip is-soon">Booket' in row.html

    def test_booked_for_the_last_day_it_is_in_time(self):
        row = row_of(case(booked(4)))
        assert row.booked == "Booket 27. november kl. 10.00"
        assert not row.booked_late

    def test_of_another_case_nothing_is_booked(self):
        assert row_of(case(booked(case_id=OTHER))).booked == ""

    def test_who_may_do_nothing_is_offered_nothing(self):
        sight = replace(WORKER, acts=frozenset({Act.REGISTER}))
        assert [act.text for act in row_of(case(sight=sight)).acts] == ["Registrér"]
        assert row_of(case(booked(), sight=replace(WORKER, acts=frozenset()))).acts == ()

    def test_a_colleague_can_be_reminded_and_oneself_cannot(self):
        assert row_of(case()).remind == "start-interview:1"  # Karen has the ball
        mine = present_case(referred(), user_id=2, today=TODAY)
        assert row_of(mine).remind == ""


class TestPanel:
    def shown(self, *appointments, **values):
        told = replace(referred(**values), appointments=appointments)
        return panel(told, tied=(), today=TODAY)

    def test_has_three_and_the_others_one_click_away(self):
        shown = self.shown(*(booked(n, number=n) for n in range(1, 6)))
        assert (len(shown.coming), len(shown.later)) == (3, 2)

    def test_names_the_programme_of_another_case_and_offers_nothing_there(self):
        [here, there] = self.shown(booked(0), booked(0, case_id=OTHER, number=2)).coming
        assert (here.programme, there.programme) == ("", "Jobspot")
        assert (len(here.acts), there.acts) == (3, ())

    def test_what_fell_is_told_with_whose_cause_it_was(self):
        shown = self.shown(booked(-3, state="not_held", cause="citizen"))
        assert shown.coming == []
        assert shown.fallen_says == "1 blev ikke holdt"
        assert shown.fallen[0].remarks == "ikke holdt (borgeren)"

    def test_of_what_has_passed_it_asks(self):
        assert [one.asks for one in self.shown(booked(-1), booked(1, number=2)).coming] == [
            True,
            False,
        ]

    def test_says_from_when_it_was_moved(self):
        earlier = (at(day(1), 9), at(day(2), 9))
        assert self.shown(booked(earlier=earlier)).coming[0].remarks == (
            "flyttet fra 24. november kl. 9.00, 25. november kl. 9.00"
        )

    def test_counts_statutory_contacts_apart(self):
        """CT-19."""
        events = [happened("pre_interview", -3), happened("statutory_contact", -2)]
        shown = panel(view(*events), tied=(), today=TODAY)
        assert shown.counted == [("Kontakter i indsatsen", "1"), ("Lovpligtige kontakter", "1")]


def test_the_timeline_has_a_hollow_dot_for_what_is_booked():
    drawn = timeline(replace(referred(), appointments=(booked(),)), today=TODAY)
    assert drawn
    [dot] = [dot for dot in drawn.wide.dots if dot.tone == "booked"]
    assert dot.title == "Startsamtale, booket kl. 10.00: 26. november"
    assert [row.what for row in drawn.rows if row.kind == "Booket"] == [
        "Startsamtale, booket kl. 10.00"
    ]


class TestToday:
    def test_asks_of_what_has_passed_and_shows_what_is_left(self):
        shown = present_agenda(
            [booked(-1), booked(0, 8, number=2), booked(0, 13, number=3)], now=NOW
        )
        assert [(one.when, one.box.tone) for one in shown.asked] == [
            ("søndag 22. november kl. 10.00–11.00 · hos os", "soon"),
            ("mandag 23. november kl. 8.00–9.00 · hos os", "soon"),
        ]
        assert [act.text for act in shown.asked[0].acts] == ["Holdt", "Flyt", "Ikke holdt"]
        assert [(one.clock, one.citizen) for one in shown.today] == [("13.00", "Åse Ærø")]

    def test_a_name_that_is_not_shown_is_not_shown(self):
        shown = present_agenda([booked(-1, citizen=None)], now=NOW)
        assert shown.asked[0].citizen == "Navn ikke vist"

    def listed(self, listed, asked=()):
        around = Around(new=(), more_new=False, loads=(), cases=0)
        now = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - the wall clock where the work is done
        return present_today(listed, around, filters=Filters(), now=now, reader=READER, asked=asked)

    def test_what_somebody_reminded_of_stands_first_and_once(self):
        one = duty(day(2), reminded_on=TODAY, reminded_by="Jens Kragh")
        other = duty(day(3), instance=3)
        shown = self.listed(todays(this_week=[one, other], reminded=[one]))
        assert [(section.id, section.count) for section in shown.sections] == [
            ("reminded", "1"),
            ("week", "1"),
        ]
        assert shown.sections[0].rows[0].reminded == "Mindet af Jens Kragh i dag"

    def test_a_reminder_of_yesterday_is_over(self):
        one = duty(day(2), reminded_on=day(-1), reminded_by="Jens Kragh")
        assert self.listed(todays(this_week=[one])).sections[0].rows[0].reminded == ""

    def test_what_is_asked_above_does_not_stand_below(self):
        one = duty(day(2), booked=UUID(int=1), booked_for=at(day(-1), 10))
        shown = self.listed(todays(this_week=[one]), asked={UUID(int=1)})
        assert shown.sections == []
        assert shown.counts == []


class TestCalendar:
    def shown(self, *appointments, duties=(), scope="mine", now=NOW):
        found = Calendar(appointments, tuple(duties))
        week = Week(TODAY, scope)
        return present_calendar(found, week, user_id=METTE, oversees=False, now=now)

    def test_a_week_has_five_days_unless_something_is_at_the_weekend(self):
        assert len(self.shown(booked()).days) == 5
        assert len(self.shown(booked(5)).days) == 7

    def test_each_stands_on_its_day_with_what_is_due(self):
        due = duty(day(3), case_id=CASE_ID)
        thursday = self.shown(booked(), duties=[due]).days[3]
        assert [one.time for one in thursday.entries] == ["10.00–11.00"]
        assert [one.citizen for one in thursday.dues] == ["Amalie Ærø"]

    def test_of_ones_own_the_colleagues_of_a_teams_everybody(self):
        one = booked(people={METTE: "Mette Holm", 2: "Karen Lund"})
        assert self.shown(one).days[3].entries[0].people == "Karen Lund"
        both = self.shown(one, scope="team").days[3].entries[0].people
        assert both == "Mette Holm, Karen Lund"

    @pytest.mark.parametrize(
        ("state", "tone"), [("planned", "asks"), ("held", "done"), ("not_held", "off")]
    )
    def test_says_what_became_of_it(self, state, tone):
        later = NOW + timedelta(days=4)
        assert self.shown(booked(state=state), now=later).days[3].entries[0].tone == tone

    def test_leads_to_the_weeks_around_it(self):
        shown = self.shown()
        assert shown.previous_url == "/kalender/?uge=2026-W47&hvem=mine"
        assert shown.next_url == "/kalender/?uge=2026-W49&hvem=mine"
        assert read_week({"uge": "2026-W49", "hvem": "team"}, today=TODAY) == Week(
            date(2026, 11, 30), "team"
        )

    def test_a_week_belongs_to_the_year_of_its_thursday(self):
        assert Week(date(2026, 12, 28)).code == "2026-W53"
        assert read_week({"uge": "2026-W53"}, today=TODAY).first == date(2026, 12, 28)


def test_the_page_has_all_that_is_agreed():
    one = booked(others="Søster Karla", note="Ring først", where="lokale 2", people={2: "Karen"})
    shown = page(one, referred(), today=TODAY)
    assert dict(shown.facts) == {
        "Hvor": "Hos os, lokale 2",
        "Hvem der skal komme": "Borger, kontaktperson, Søster Karla",
        "Med": "Karen",
        "Notat": "Ring først",
    }
    assert shown.cancel_url.endswith("/aflys/")
    over = page(replace(one, state="cancelled"), referred(), today=TODAY)
    assert (over.state, over.acts, over.cancel_url) == ("Aflyst", (), "")


@pytest.mark.parametrize(
    ("why", "free", "said"),
    [
        ("before", True, "Foreslået: sidste hverdag før fristen 26. november. Alle"),
        ("on", True, "Foreslået: selve fristen 26. november"),
        ("soon", True, "Foreslået: første hverdag"),
        ("undated", False, "Ingen tid er ledig for alle."),
    ],
)
def test_says_in_one_line_why_a_day_is_proposed(why, free, said):
    found = Proposal(day(2), time(10), why, free=free)
    assert said in saying.proposed(found, day(3), today=TODAY)
