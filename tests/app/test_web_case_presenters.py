"""The page of a case, its drawing and its log, without HTML or database."""

from datetime import date
from itertools import pairwise

import pytest
from django.utils.translation import override

from fodfaeste.core.events import Event
from fodfaeste.web.case import changes, shapes
from fodfaeste.web.case.attending import likely
from fodfaeste.web.case.log import log_lines
from fodfaeste.web.case.page import age, callable_number, present
from fodfaeste.web.case.timeline import timeline
from fodfaeste.web.drawing import Axis, fitted, lanes, room_for, ticks
from tests.app.case_data import KAREN, METTE, TODAY, day, entry, happened, member, view


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


REFERRED = happened("referral_received", -30, course_start=day(-10).isoformat())
PLACED = happened("placement_started", -5, kind="work_placement", until=day(60).isoformat())


def shown(*rows, user_id=METTE, **values):
    return present(view(*rows, **values), user_id=user_id, today=TODAY)


# --- who


def test_the_first_line_says_age_programme_and_the_phase_with_its_end():
    page = shown(happened("cti_started", -10), programme="social-stoette-i-job", variant="sel-85")
    assert page.lead.startswith("43 år · Social støtte")
    assert "9 måneder" in page.lead
    assert page.phase == "1 · Planlægning og start slutter 12. februar 2027"


@pytest.mark.parametrize(("today", "years"), [("2026-11-23", 43), ("2026-11-24", 44)])
def test_one_is_a_year_older_on_the_birthday(today, years):
    assert age(date(1982, 11, 24), date.fromisoformat(today)) == years


def test_a_closed_case_says_so_and_offers_no_closing():
    page = shown(REFERRED, happened("case_closed", -1, reason="flyttet"))
    assert page.closed == "Sagen blev afsluttet 22. november."


def test_a_closed_case_waits_for_nothing_and_names_what_did_not_happen():
    page = shown(REFERRED, happened("case_closed", -1, reason="flyttet"))
    assert page.missed.startswith("Skete ikke: Startsamtale før introforløbet")
    assert shown(REFERRED).missed == ""


# --- what now


def test_duties_stand_by_date_and_those_without_one_last():
    page = shown(REFERRED, PLACED)
    rows = [*page.now, *page.later]
    assert [row.box.tone for row in rows][:2] == ["late", "late"]
    assert rows[-1].box.tone == "undated"
    assert page.now_says.endswith("2 over fristen")


def test_who_has_the_ball_is_said():
    rows = {row.what: row for row in shown(REFERRED).now}
    start, purpose = rows["Startsamtale før introforløbet"], rows["Formålet skrevet"]
    assert start.ball == "Karen Lund, kontaktperson, har bolden"
    assert not start.mine
    assert purpose.ball == "Du har bolden"
    assert purpose.mine
    [karen] = [person for person in shown(REFERRED).people if person.has_ball]
    assert karen.name == "Karen Lund"


def test_a_duty_leads_to_its_act_its_clause_and_leaving_it_out():
    [row] = [row for row in shown(REFERRED, user_id=KAREN).now if row.box.tone == "late"]
    assert row.act_url.endswith("/registrer/?krav=start-interview&nr=1")
    assert row.waive_url.endswith("/fravaelg/?krav=start-interview&nr=1")
    assert row.clause_url == "/programmer/jobspot/#JS-05"
    assert "− 1 dag" in row.why


# --- how it has gone


def test_the_checklist_has_every_state_that_there_is():
    page = shown(
        REFERRED,
        PLACED,
        happened("start_interview", -9, present=["citizen", "contact_person"]),
        happened("waiver", -1, requirement="purpose-written", reason="står i planen"),
    )
    said = {check.what: (check.state, check.says) for check in page.checks}
    assert said["Startsamtale før introforløbet"] == (
        "met_late",
        "udført 14. november, fristen var 12. november",
    )
    assert said["Formålet skrevet"] == ("waived", "fravalgt: står i planen")
    assert said["Aftale med virksomheden"][0] == "overdue"
    assert said["Besøg på virksomheden, nr. 1"][0] == "pending"
    assert said["Plan sendt til borgeren"][0] == "open"
    assert [check.what for check in page.not_asked] == ["Opfølgningsnotat til jobcentret"]


def test_a_missed_duty_is_on_the_checklist_and_not_among_what_is_to_be_done():
    ended = happened("placement_ended", -1)
    page = shown(REFERRED, {**PLACED, "on": day(-20).isoformat()}, ended)
    missed = [check for check in page.checks if check.state == "missed"]
    assert missed[0].says.startswith("skete ikke")
    assert missed[0].act_url == ""
    assert missed[0].what not in {row.what for row in [*page.now, *page.later]}


def test_a_breach_of_what_is_usual_is_mild_and_names_its_entry():
    calls = [happened("follow_up", -4, form="phone") for _ in range(5)]
    [breach] = shown(REFERRED, PLACED, *calls).breaches
    assert breach.usual
    assert breach.entry == "#e7"
    assert breach.says.startswith("Nr. 5, ")
    assert "JS-09" not in breach.says
    assert breach.clause == "JS-09"


def test_eligibility_is_told_criterion_by_criterion():
    page = shown(REFERRED, facts={"lab_target_group": "2.1.5", "psychological_problems": False})
    assert page.eligibility.verdict == "not_eligible"
    verdicts = [line.verdict for line in page.eligibility.criteria]
    assert verdicts == ["met", "not_met", "undetermined"]
    assert page.eligibility.criteria[2].because == (
        "Kan ikke afgøres, før dette er kendt: Vil gerne eller er indstillet på at deltage."
    )


# --- the log


def test_the_log_is_newest_first_with_both_times_and_what_it_says():
    rows = log_lines(view(REFERRED, PLACED), today=TODAY)
    assert [row.what for row in rows] == ["Praktik begyndt", "Henvisning modtaget"]
    assert rows[0].day == "18. nov"
    assert rows[0].details == ("virksomhedspraktik", "Aftalt til og med: 22. januar 2027")
    assert rows[0].registered == "Mette Holm, registreret 23. nov kl. 10:05"


def test_a_corrected_entry_is_struck_with_the_reason_and_both_ways_linked():
    entries = (
        entry(3, PLACED, replaces="e1"),
        entry(2, happened("correction", 0, of="e1", reason="forkert dag")),
        entry(1, PLACED, corrected_by="e2", replaced_by="e3"),
    )
    lines = {line.id: line for line in log_lines(view(entries=entries), today=TODAY)}
    assert lines["e1"].struck
    assert lines["e1"].why_struck == "forkert dag"
    assert [link.href for link in lines["e1"].links] == ["#e2", "#e3"]
    assert [link.href for link in lines["e3"].links] == ["#e1"]
    assert [link.href for link in lines["e2"].links] == ["#e1"]
    assert lines["e1"].correct_url == ""
    assert lines["e2"].correct_url == "", "a correction cannot be corrected"
    assert lines["e3"].correct_url.endswith("/ret/e3/")


def test_notes_answers_and_who_was_there_are_told():
    row = happened("follow_up", -1, form="group", present=["citizen"], by="contact_person")
    made = entry(1, row, note="Gik godt", answers={"tasks": "Ja"})
    [line] = log_lines(view(entries=(made,)), today=TODAY)
    assert line.details == ("gruppe", "til stede: borger")
    assert line.texts == (("", "Gik godt"), ("Hvilke opgaver har borgeren, og passer de?", "Ja"))
    assert "kontaktperson" in line.registered


@pytest.mark.parametrize(
    ("type_", "attributes", "says"),
    [
        ("member_joined", {"user": KAREN, "role": "contact_person"}, "Karen Lund, kontaktperson"),
        ("variant_chosen", {"variant": None}, "ingen"),
        ("facts_recorded", {"willing": True}, "Vil gerne eller er indstillet på at deltage: Ja"),
        ("version_changed", {"version": "2018-02-01"}, "version fra 1. februar 2018"),
        ("case_opened", {"version": "2018-02-01"}, "version fra 1. februar 2018"),
    ],
)
def test_acts_are_told_quietly(type_, attributes, says):
    made = entry(1, {"type": type_, "on": TODAY.isoformat()}, kind="act", attributes=attributes)
    [line] = log_lines(view(entries=(made,)), today=TODAY)
    assert line.details == (says,)
    assert line.quiet
    assert line.correct_url == ""


# --- time drawn


def drawing(case):
    drawn = timeline(case, today=TODAY)
    assert drawn
    return drawn


def test_a_case_is_drawn_with_phases_placements_jobs_contacts_deadlines_and_today():
    drawn = drawing(
        view(
            REFERRED,
            PLACED,
            happened("job_started", -3, kind="ordinary"),
            happened("follow_up", -2, form="phone"),
        ),
    )
    tones = [bar.tone for bar in drawn.wide.bars]
    assert tones == ["past", "past", "now", "placement", "job"]
    assert drawn.wide.bars[3].title == "Virksomhedspraktik: 18. november – 22. januar 2027"
    assert {dot.tone for dot in drawn.wide.dots} == {"contact", "due", "late"}
    assert drawn.wide.today
    assert 0 < drawn.wide.today < drawn.wide.width
    assert [step.state for step in drawn.steps] == ["past", "past", "now"]
    assert ("Kontakt", "Opfølgning · Telefon", "21. november") in [
        (row.kind, row.what, row.days) for row in drawn.rows
    ]


def test_bars_that_overlap_lie_in_lanes_of_their_own():
    assert lanes([(1, 5), (3, None), (6, 9), (10, 12)]) == [0, 1, 0, 0]


def test_a_job_ends_with_the_first_end_that_no_other_has_taken():
    drawn = drawing(
        view(
            happened("job_started", -30, kind="ordinary"),
            happened("job_ended", -20),
            happened("job_started", -10, kind="flex_job"),
        ),
    )
    jobs = [row.days for row in drawn.rows if row.kind == "Job begyndt"]
    assert jobs == ["24. oktober – 3. november", "fra 13. november"]


def test_a_case_without_days_is_not_drawn():
    assert timeline(view(), today=TODAY) is None


def test_a_dot_from_long_ago_is_not_drawn_as_if_it_were_at_the_edge():
    old, late = happened("follow_up", -2000, form="phone"), happened("follow_up", -2, form="phone")
    drawn = drawing(view(REFERRED, old, late))
    contacts = [dot for dot in drawn.wide.dots if dot.tone == "contact"]
    assert [dot.title for dot in contacts] == ["Opfølgning · Telefon: 21. november"]
    assert sum(row.kind == "Kontakt" for row in drawn.rows) == 2


def test_the_drawing_of_a_closed_case_ends_on_its_closing_day():
    closed = happened("case_closed", -3, reason="flyttet")
    drawn = drawing(view(REFERRED, PLACED, closed))
    assert drawn.wide.today is None
    assert [step.days for step in drawn.steps][-1].endswith("20. november")
    assert all(bar.x + bar.width <= drawn.wide.width for bar in drawn.wide.bars)


def test_nothing_is_drawn_where_there_is_nothing_but_days():
    assert timeline(view(happened("purpose_written", -3)), today=TODAY) is None


def test_a_very_long_case_stays_readable():
    drawn = drawing(view(happened("referral_received", -3000)))
    assert len(drawn.wide.ticks) < 25
    assert all(0 <= bar.x <= drawn.wide.width for bar in drawn.wide.bars)


def test_labels_and_months_take_no_more_room_than_there_is():
    assert fitted("Introforløb", 200) == "Introforløb"
    assert fitted("Introforløb", 60) == "Intro…"
    assert fitted("Introforløb", 30) == ""
    narrow = Axis(*room_for(day(-300).toordinal(), day(60).toordinal()), 0, 320)
    gaps = [b.x - a.x for a, b in zip(ticks(narrow), ticks(narrow)[1:], strict=False)]
    assert min(gaps) > 40


def test_a_month_at_the_very_end_is_not_named_for_its_name_would_be_cut_off():
    # From 1 November to 2 March.
    axis = Axis(day(-22).toordinal(), day(99).toordinal(), 0, 600)
    assert [tick.label for tick in ticks(axis)] == ["nov", "dec", "jan", "feb"]


def test_a_telephone_number_is_called_with_one_touch():
    assert callable_number("+45 00 16 55 83") == '<a href="tel:+4500165583">+45 00 16 55 83</a>'
    assert callable_number("<i>00</i>") == '<a href="tel:00">&lt;i&gt;00&lt;/i&gt;</a>'
    assert callable_number("hos søsteren") == "hos søsteren"
    assert callable_number("") == ""


@pytest.mark.parametrize("last", ["2036-01-01", "2526-01-01", "9999-12-31"])
def test_a_time_of_any_length_has_as_many_months_as_there_is_room_for(last):
    first = date(2026, 11, 28).toordinal()
    axis = Axis(*room_for(first, date.fromisoformat(last).toordinal()), 0, 900)
    shown = ticks(axis)
    assert 2 <= len(shown) < 25
    assert all(before.x + 40 <= after.x for before, after in pairwise(shown))


def test_the_first_days_of_the_calendar_can_be_drawn():
    assert ticks(Axis(*room_for(1, 1), 0, 900))


# --- what can be registered, and what is known of it


def duty_of(case, requirement, number):
    found = shapes.duty_of(case, requirement, number)
    assert found
    return found


def test_a_duty_says_what_the_form_is_filled_with():
    case = view(REFERRED, PLACED)
    duty = duty_of(case, "individual-interviews", 1)
    filled = shapes.filled_for(case, duty.rule, "follow_up", "contact_person")
    assert filled.attributes == {"form": "individual"}
    assert filled.present == {"contact_person"}


def test_where_several_values_will_do_none_is_chosen():
    case = view(programme="kvik")
    duty = duty_of(case, "company-offer", 1)
    assert shapes.types_for(duty.rule) == ["placement_started", "job_started", "education_started"]
    assert shapes.filled_for(case, duty.rule, "placement_started", "").attributes == {}
    assert shapes.filled_for(case, duty.rule, "job_started", "").attributes == {"kind": "ordinary"}


def test_a_word_for_several_roles_becomes_the_role_that_the_case_has():
    case = view(happened("case_closed", -1, reason="x"), programme="jobrettet-rehabilitering")
    duty = duty_of(case, "closing-interview", 1)
    filled = shapes.filled_for(case, duty.rule, "closing_interview", "")
    assert filled.present == {"citizen", "jobcentre_caseworker"}


def test_what_is_waited_for_comes_first_and_every_type_can_be_chosen():
    case = view(REFERRED)
    found = shapes.chooser(case)
    assert "start-interview" in {each.rule.id for each, _choice in found.waiting}
    listed = [c.type for group in (*found.groups, *found.others) for c in group.types]
    assert sorted(listed) == sorted(set(case.rules.terms.events) - shapes.OWN_ACTS)
    assert "follow_up" in {c.type for group in found.groups for c in group.types}
    assert "cti_started" in {c.type for group in found.others for c in group.types}


def test_one_acts_in_the_role_that_is_asked_for_if_one_has_it():
    case = view()
    held = ["contact_person", "jobcentre_caseworker"]
    assert shapes.own_role(case, METTE, held, "contact_person") == "contact_person"
    assert shapes.own_role(case, METTE, held, "caseworker") == "jobcentre_caseworker"
    assert shapes.own_role(case, METTE, held) == "jobcentre_caseworker"
    assert shapes.own_role(case, 99, []) == ""


# --- what changed


def test_what_changes_is_said_with_what_comes_next():
    case = view(REFERRED)
    event = Event(
        "start_interview", TODAY.toordinal(), present=frozenset(["citizen", "contact_person"])
    )
    after = changes.with_events(case, [event], today=TODAY)
    said = changes.sentence(case.evaluation, after, first="Registreret.", today=TODAY)
    assert said == "Registreret. Startsamtale før introforløbet er udført."


def test_a_new_phase_and_the_next_deadline_are_said():
    case = view(REFERRED)
    event = Event("placement_started", TODAY.toordinal(), attributes={"kind": "work_placement"})
    after = changes.with_events(case, [event], today=TODAY)
    said = changes.sentence(case.evaluation, after, first="Registreret.", today=TODAY)
    assert "Fase: Praktik." in said
    assert "Næste: Startsamtale før introforløbet, 12. november." in said


def test_what_is_undone_by_a_correction_is_said():
    case = view(REFERRED, happened("purpose_written", -3))
    void = Event("correction", TODAY.toordinal(), attributes={"of": "e2"})
    after = changes.with_events(case, [void], today=TODAY)
    assert "Formålet skrevet venter igen." in changes.sentence(
        case.evaluation, after, first="Rettet.", today=TODAY
    )


def test_whoever_sees_to_meetings_was_likely_there_and_a_secretary_was_not():
    ali, signe = 1, 2
    members = (
        member(ali, "Ali Kaya", "employment_specialist"),
        member(signe, "Signe Dam", "secretary"),
    )
    case = view(REFERRED, members=members)
    assert likely(case, ali) == {"citizen", "employment_specialist"}
    assert likely(case, signe) == {"citizen"}
