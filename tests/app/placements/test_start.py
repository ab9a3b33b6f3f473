"""A placement is registered, agreed on and its letters put into the outbox in one act."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from fodfaeste.cases import crypto, plans
from fodfaeste.cases.services import NotAllowed, NotVisible
from fodfaeste.core.faults import Refused
from fodfaeste.letters import handling
from fodfaeste.letters.kinds import check
from fodfaeste.letters.models import Letter
from fodfaeste.placements import agreements, services
from fodfaeste.placements.models import AgreementVersion, Placement
from tests.app.cases.world import NOW, TODAY
from tests.app.placements.agreeing import DETAILS, UNTIL, terms


def codes(refused):
    return sorted((fault.place, fault.code) for fault in refused.value.faults)


def test_everything_is_written_in_one_act(agree):
    agree.start()

    assert agree.types()[-7:] == [
        "placement_agreed", "placement_started", "agreement_made",
        *["letter_put"] * 4,
    ]  # fmt: skip
    assert agree.letters() == [
        ("grant_letter", "citizen"), ("time_sheets", "citizen"),
        ("work_agreement", "citizen"), ("work_agreement", "employer"),
    ]  # fmt: skip
    placement = agree.placement
    assert (placement.since, placement.until, placement.begun.type) == (
        TODAY, UNTIL, "placement_started",
    )  # fmt: skip
    version = placement.versions.get()
    assert agreements.opened(version.details) == DETAILS
    assert agree.lines("agreement_made")[0].attributes["digest"] == plans.digest_of(version.details)
    assert agree.duties()["placement-agreed"] == "met"


def test_every_letter_says_all_that_its_kind_must(agree):
    agree.start()
    for letter in Letter.unrestricted.all():
        check(letter.kind, crypto.decrypt_map(letter.data))
    sheets = crypto.decrypt_map(Letter.unrestricted.get(kind="time_sheets").data)
    first = sheets["weeks"][0]
    assert (first["number"], [day["on"] for day in first["days"]]) == (
        48, ["2026-11-23", "2026-11-25", "2026-11-27"],
    )  # fmt: skip
    assert first["days"][0]["planned"] == "9.00–14.00"
    christmas = next(week for week in sheets["weeks"] if week["number"] == 52)
    assert christmas["days"][-1]["note"] == "helligdag"


def test_a_form_sent_twice_registers_once(agree):
    submission = uuid4()
    first, second = agree.start(submission=submission), agree.start(submission=submission)
    assert second.repeated and first.entry_id == second.entry_id
    assert (Placement.unrestricted.count(), len(agree.letters())) == (1, 4)


def test_what_begins_later_is_agreed_now_and_begun_on_its_day(agree):
    later = TODAY + timedelta(days=7)
    agree.start(said=terms(since=later))
    assert "placement_started" not in agree.types()
    assert agree.lines("placement_agreed")[0].attributes["starts"] == later.isoformat()

    next_week = NOW + timedelta(days=7)
    agree.do(services.begin_placement, on=later, now=next_week)
    assert agree.lines("placement_started")[0].on == later
    with pytest.raises(Refused) as refused:
        agree.do(services.begin_placement, on=later, now=next_week)
    assert codes(refused) == [("on", "already_begun")]


def test_what_comes_to_nothing_leaves_nothing_due(agree):
    agree.start(said=terms(since=TODAY + timedelta(days=7)))
    assert agree.duties()["placement-in-vitas"] == "open"
    agree.do(services.drop_placement, reason="Virksomheden trak sig")
    assert agree.duties()["placement-in-vitas"] == "not_required"
    assert agree.placement.ended_on < agree.placement.since


def test_a_job_begins_by_its_own_event_and_takes_no_grant(agree):
    agree.start(
        kind="ordinary", said=terms(until=None, kind="ordinary"), letters={"work_agreement"}
    )
    assert agree.types()[-4:-2] == ["job_started", "agreement_made"]
    assert agree.lines("job_started")[0].attributes == {"kind": "ordinary"}


def test_what_the_law_warns_of_takes_a_reason_which_is_kept(agree):
    too_long = replace(terms(), until=TODAY + timedelta(weeks=20))
    with pytest.raises(Refused) as refused:
        agree.start(said=replace(too_long, since=TODAY - timedelta(days=8)))
    assert codes(refused) == [("decided", "needs_a_reason")]
    assert not Placement.unrestricted.exists()

    told = replace(too_long.details, decided="Aftalt mundtligt mandag")
    agree.start(said=replace(too_long, since=TODAY - timedelta(days=8), details=told))
    kept = agreements.opened(AgreementVersion.unrestricted.get().details)
    assert (kept.despite, kept.decided) == (
        ("longer_assessment", "back_dated", "begins_on_sunday"),
        told.decided,
    )


def test_a_beginning_that_was_registered_before_is_taken_in(agree, world, case_id):
    begun = world.register(
        case_id, "placement_started", TODAY, attributes={"kind": "work_placement"}
    )
    agree.start(of=begun.entry_id)
    assert agree.types().count("placement_started") == 1
    assert agree.placement.begun.event_id == begun.entry_id
    with pytest.raises(Refused) as refused:
        agree.start(of=begun.entry_id)
    assert codes(refused) == [("of", "unknown_beginning")]


def begun(world, case_id, on=TODAY):
    said = {"kind": "work_placement"}
    return world.register(case_id, "placement_started", on, attributes=said).entry_id


def test_that_it_was_agreed_is_registered_with_the_agreement_once(agree, world, case_id):
    first, second = begun(world, case_id), begun(world, case_id)
    assert agree.duties()["placement-agreed"] != "met"
    said = replace(terms(), details=replace(terms().details, decided="To samtidig"))
    agree.start(of=first, was_agreed=True, said=said)
    (agreed,) = agree.lines("placement_agreed")
    assert agreed.attributes == {"kind": "work_placement", "starts": TODAY.isoformat()}
    assert agree.placement.begun.event_id == first

    agree.start(of=second, was_agreed=False, said=said)
    assert agree.types().count("placement_agreed") == 1


def test_what_the_log_says_of_it_is_not_said_again(agree, world, case_id):
    said = {"kind": "work_placement"}
    world.register(case_id, "placement_agreed", TODAY, attributes=said)
    agree.start(of=begun(world, case_id), was_agreed=True)
    assert agree.types().count("placement_agreed") == 1


def test_one_that_was_agreed_and_waits_is_another(agree, world, case_id):
    agree.start(said=terms(since=TODAY + timedelta(days=14)), kind="wage_subsidy", letters=set())
    told = replace(terms().details, decided="To samtidig")
    agree.start(of=begun(world, case_id), was_agreed=True, said=replace(terms(), details=told))
    assert agree.types().count("placement_agreed") == 2


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (TODAY, date(9999, 12, 31), [("until", "too_late")]),
        (date(9999, 12, 31), None, [("since", "too_late")]),
        (TODAY, date(2046, 12, 31), [("until", "longest_period")]),
    ],
)
def test_a_mistyped_year_fills_no_book_of_time_sheets(agree, since, until, told):
    with pytest.raises(Refused) as refused:
        agree.start(said=terms(since=since, until=until, decided="ja"), letters=frozenset())
    assert codes(refused) == told


def test_everything_that_is_wrong_is_told_at_once(agree):
    with pytest.raises(Refused) as refused:
        agree.start(
            unit_id=uuid4(),
            kind="nothing",
            agreed_on=TODAY + timedelta(days=1),
            said=terms(until=date(2026, 1, 1), hours="90", purpose="gold"),
        )
    assert codes(refused) == [
        ("agreed_on", "in_the_future"), ("hours", "bad_hours_a_week"),
        ("kind", "unknown_placement_kind"), ("purpose", "unknown_purpose"),
        ("unit", "no_workplace"), ("until", "empty_period"),
    ]  # fmt: skip


def test_letters_that_need_a_last_day_say_so(agree):
    with pytest.raises(Refused) as refused:
        agree.start(said=terms(until=None))
    assert codes(refused) == [("until", "letters_need_last_day")]


def test_nobody_else_places(agree, world):
    with pytest.raises(NotVisible):
        agree.start(by=world.charlie)
    with pytest.raises(NotAllowed):
        agree.start(by=world.secretary)
    assert not Placement.unrestricted.exists()


def test_a_unit_of_another_register_is_none(agree, world, keep, case_id):
    from fodfaeste.companies.models import ProductionUnit

    keep.company("Andeby Bageri", by=world.charlie)
    theirs = ProductionUnit.unrestricted.exclude(pk=agree.unit.pk).get()
    with pytest.raises(Refused) as refused:
        agree.start(unit_id=theirs.pk)
    assert codes(refused) == [("unit", "no_workplace")]


def test_the_event_of_a_letter_is_registered_when_it_is_sent(agree):
    agree.start()
    kept = Letter.unrestricted.get(kind="grant_letter")
    assert kept.when_sent is not None
    assert crypto.decrypt_map(kept.when_sent)["type"] == "grant_letter_sent"
    assert agree.duties()["grant-letter-sent"] == "open"


def test_its_letters_come_out_of_the_printer_receiver_by_receiver(agree, world):
    agree.start()
    Letter.unrestricted.update(channel="print")
    ids = Letter.unrestricted.order_by("pk").values_list("pk", flat=True)
    printed = handling.to_print(ids, by=world.jens, on=TODAY)
    assert [(one.to_role, one.kind) for one in printed] == [
        ("citizen", "grant_letter"),
        ("citizen", "time_sheets"),
        ("citizen", "work_agreement"),
        ("employer", "work_agreement"),
    ]
