"""The rows of placements follow the log, from whichever page a line comes; ``verify`` finds those
that do not."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fodfaeste.cases import crypto
from fodfaeste.cases import services as cases
from fodfaeste.cases.models import event_id
from fodfaeste.cases.projection import refresh_all
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.closing import close_case, reopen_case
from fodfaeste.cases.verifying import verify_chain, verify_logs
from fodfaeste.core.events import Case, Event
from fodfaeste.placements import services
from fodfaeste.placements.following import Link, Said, standings
from fodfaeste.placements.judging import supported_at
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Placement, Signature
from fodfaeste.placements.services import Ending, NewPlacement, Recorded
from fodfaeste.programmes.catalogue import versions
from tests.app.cases.world import NOW, TODAY
from tests.app.placements.agreeing import UNTIL, terms
from tests.app.placements.test_changes import sign

BEGUN = TODAY - timedelta(days=14)
LATER = TODAY - timedelta(days=3)
RULES = versions("jobspot")[-1]


@pytest.fixture
def going(agree):
    """A placement that began two weeks ago."""
    agree.start(said=terms(since=BEGUN, decided="Aftalt i telefonen"), agreed_on=BEGUN)
    return agree


class General:
    """What is written by the forms that know of no placement."""

    def __init__(self, agree):
        self.agree, self.world, self.case_id = agree, agree.world, agree.case_id

    def register(self, type_, on, **attributes):
        self.world.register(self.case_id, type_, on, attributes=attributes)

    def correct(self, type_, replacement=None):
        cases.correct(
            case_id=self.case_id, entry_id=self.agree.lines(type_)[-1].event_id,
            reason="Var en fejl", replacement=replacement, by=self.world.jens, now=NOW,
            submission=uuid4(),
        )  # fmt: skip

    def close(self, *also):
        close_case(
            case_id=self.case_id,
            closing=NewEvent(type="case_closed", on=TODAY, attributes={"reason": "completed"}),
            also=[("ended", one) for one in also], by=self.world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip

    def reopen(self):
        reopen_case(case_id=self.case_id, reason="Ikke forbi", by=self.world.jens, now=NOW,
                    submission=uuid4())  # fmt: skip


def ended(on=LATER):
    return NewEvent(type="placement_ended", on=on)


def begun(on, **attributes):
    return NewEvent(
        type="placement_started", on=on, attributes={"kind": "work_placement"} | attributes
    )


def by_its_own_page(general):
    agree = general.agree
    agree.do(services.end_placement, ending=Ending(on=LATER))


WAYS: dict[str, tuple[Any, dict[str, Any]]] = {
    "ended by its own page": (by_its_own_page, {"ended_on": LATER}),
    "ended by the general form": (
        lambda g: g.register("placement_ended", LATER), {"ended_on": LATER},
    ),
    "ended when the case was closed": (lambda g: g.close(ended()), {"ended_on": LATER}),
    "the case was opened again": (
        lambda g: (g.close(ended()), g.reopen()), {"ended_on": LATER},
    ),
    "the end was a mistake": (
        lambda g: (by_its_own_page(g), g.correct("placement_ended")), {"ended_on": None},
    ),
    "the end was on another day": (
        lambda g: (by_its_own_page(g), g.correct("placement_ended", ended(TODAY))),
        {"ended_on": TODAY},
    ),
    "it had not ended, and has now": (
        lambda g: (by_its_own_page(g), g.correct("placement_ended"),
                   g.register("placement_ended", TODAY)),
        {"ended_on": TODAY},
    ),
    "it began on another day": (
        lambda g: g.correct("placement_started", begun(LATER, until=UNTIL)), {"since": LATER},
    ),
    "its last day is another": (
        lambda g: g.correct("placement_started", begun(BEGUN, until=TODAY)), {"until": TODAY},
    ),
    "it is of another kind": (
        lambda g: g.correct("placement_started", begun(BEGUN, kind="taster_placement")),
        {"kind": "taster_placement", "until": UNTIL},
    ),
    "it has not begun": (
        lambda g: g.correct("placement_started"), {"begun": None, "since": BEGUN},
    ),
    "what ended was a job": (lambda g: g.register("job_ended", LATER), {"ended_on": None}),
    "another one ended before": (
        lambda g: g.register("placement_ended", BEGUN - timedelta(days=1)), {"ended_on": None},
    ),
    "another one that was only registered ended": (
        lambda g: (g.register("placement_started", LATER, kind="internal_workshop"),
                   g.register("placement_ended", TODAY)),
        {"ended_on": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_row_follows_the_log_from_whichever_page(going, way):
    act, expected = WAYS[way]
    act(General(going))

    row = going.placement
    assert {name: getattr(row, name) for name in expected} == expected
    assert verify_chain(going.case_id) == ()


def test_whoever_is_gone_takes_no_place_any_more(going):
    General(going).register("placement_ended", LATER)

    (there,) = supported_at(going.unit.pk, but=uuid4(), rules=RULES)
    assert there.last == LATER.toordinal()


def test_a_beginning_registered_by_itself_is_that_of_what_was_agreed(agree):
    later = TODAY + timedelta(days=2)
    agree.start(said=terms(since=later))
    agree.world.register(agree.case_id, "placement_started", TODAY,
                         attributes={"kind": "work_placement"})  # fmt: skip

    assert (agree.placement.since, agree.placement.begun.on) == (TODAY, TODAY)
    assert verify_chain(agree.case_id) == ()


def test_what_was_agreed_and_is_corrected_comes_to_nothing(agree):
    later = TODAY + timedelta(days=2)
    agree.start(said=terms(since=later))
    General(agree).correct("placement_agreed")

    assert agree.placement.ended_on == TODAY + timedelta(days=1)
    assert supported_at(agree.unit.pk, but=uuid4(), rules=RULES) == []


def test_what_was_agreed_for_another_day_is(agree):
    agree.start(said=terms(since=TODAY + timedelta(days=2)))
    starts = TODAY + timedelta(days=9)
    said = {"kind": "work_placement", "starts": starts}
    General(agree).correct(
        "placement_agreed", NewEvent(type="placement_agreed", on=TODAY, attributes=said)
    )

    assert (agree.placement.since, agree.placement.begun) == (starts, None)


def test_of_two_that_go_on_the_one_that_began_last_ends(going):
    both = NewPlacement(
        unit_id=going.unit.pk, kind="company_centre", agreed_on=TODAY,
        terms=terms(since=LATER, decided="Begge dele"),
    )  # fmt: skip
    services.start_placement(
        case_id=going.case_id, new=both, by=going.world.jens, now=NOW, submission=uuid4()
    )
    general = General(going)
    general.register("placement_ended", TODAY)
    days = dict(Placement.unrestricted.values_list("kind", "ended_on"))
    assert days == {"work_placement": None, "company_centre": TODAY}

    general.register("placement_ended", TODAY)
    assert set(Placement.unrestricted.values_list("ended_on", flat=True)) == {TODAY}


def test_rebuilding_puts_right_what_somebody_changed_past_the_system(going):
    Placement.unrestricted.update(ended_on=TODAY)
    assert [one.code for one in verify_chain(going.case_id)] == ["placement_changed"]
    refresh_all(today=TODAY)
    assert verify_chain(going.case_id) == ()


# --- as the rules read the log


DAYS = some.integers(0, 60)


@settings(max_examples=200, deadline=None)
@given(
    starts=some.lists(DAYS, unique=True, min_size=1, max_size=4),
    lengths=some.lists(some.integers(0, 40), min_size=4, max_size=4),
    ends=some.lists(DAYS, max_size=4),
    void=some.sets(some.integers(0, 20), max_size=3),
)
def test_rows_and_rules_say_the_same_of_every_log(starts, lengths, ends, void):
    lines, links = _random_log(starts, lengths, ends, void)
    found = standings(links, lines)

    going = sorted((one for one in found.values() if one.begun), key=lambda one: one.since)
    assert [one.since.toordinal() for one in going] == [stay.first for stay in _stays(lines)]
    for number, one in enumerate(going):
        last = min(filter(None, (one.until, one.ended_on)))
        if number + 1 < len(going):
            last = min(last, going[number + 1].since - timedelta(days=1))
        assert last.toordinal() == _stays(lines)[number].last
    anew = [Link(one.id, one.agreed, found[one.id].begun, found[one.id].ended) for one in links]
    assert standings(anew, lines) == found
    claimed = [one.ended for one in found.values() if one.ended]
    assert len(set(claimed)) == len(claimed)


def _random_log(starts, lengths, ends, void):
    lines: list[Said] = []
    links: list[Link] = []

    def say(type_, day, **attributes):
        on = TODAY + timedelta(days=day)
        lines.append(Said(len(lines) + 1, type_, on, attributes))
        return len(lines)

    for number, (start, length) in enumerate(zip(starts, lengths, strict=False)):
        until = (TODAY + timedelta(days=start + length)).isoformat()
        begun = say("placement_started", start, kind="work_placement", until=until)
        days = {"since": (TODAY + timedelta(days=start)).isoformat(), "until": until}
        named = {"placement": str(number), "kind": "work_placement"}
        links.append(Link(str(number), say("agreement_made", start, **named, **days), begun))
    for day in ends:
        say("placement_ended", day)
    events = [one.seq for one in lines if one.type != "agreement_made"]
    for seq in sorted({events[one % len(events)] for one in void}):
        say("correction", 60, of=event_id(seq))
    return lines, links


def _stays(lines):
    """By the core's own reading."""
    events = [
        Event(one.type, one.on.toordinal(), event_id(one.seq), frozenset(), None, {
            name: date.fromisoformat(value).toordinal() if name == "until" else value
            for name, value in one.attributes.items()
        })
        for one in lines if one.type != "agreement_made"
    ]  # fmt: skip
    return RULES.log(Case(None, {}, tuple(events)), TODAY.toordinal() + 100).stays


# --- changed behind the system's back


def other_text(row):
    """The same, with one word more; sealed anew."""
    row.details = crypto.encrypt_map(
        crypto.decrypt_map(row.details) | {"tasks": "Noget andet", "name": "En anden"}
    )
    row.save(update_fields=["details"])


def emptied(row):
    row.details = crypto.encrypt_map({})
    row.save(update_fields=["details"])


def the(model):
    return model.unrestricted.get()


TAMPERED = {
    "another day": (lambda: Placement.unrestricted.update(since=TODAY), "placement_changed"),
    "it has ended": (lambda: Placement.unrestricted.update(ended_on=TODAY), "placement_changed"),
    "another kind": (
        lambda: Placement.unrestricted.update(kind="wage_subsidy"), "placement_changed",
    ),
    "another text": (lambda: other_text(the(AgreementVersion)), "agreement_changed"),
    "no text": (lambda: emptied(the(AgreementVersion)), "agreement_changed"),
    "other hours": (
        lambda: AgreementVersion.unrestricted.update(hours=[{"kind": "unpaid", "a_week": "37"}]),
        "agreement_changed",
    ),
    "another week": (lambda: AgreementVersion.unrestricted.update(week={}), "agreement_changed"),
    "another last day": (
        lambda: AgreementVersion.unrestricted.update(until=TODAY), "agreement_changed",
    ),
    "another signature": (lambda: other_text(the(Signature)), "signature_changed"),
    "signed on another day": (
        lambda: Signature.unrestricted.update(on=TODAY - timedelta(days=1)), "signature_changed",
    ),
    "no signature": (lambda: Signature.unrestricted.all().delete(), "signature_missing"),
    "one more signature": (
        lambda: Signature.unrestricted.create(
            version=the(AgreementVersion), party="employer", way="paper", on=TODAY,
            details=the(Signature).details, recorded_at=NOW, recorded_by=the(Signature).recorded_by,
        ),
        "signature_unlogged",
    ),
    "approved": (lambda: ExternalRecord.unrestricted.update(state="approved"), "record_changed"),
    "not recorded": (lambda: ExternalRecord.unrestricted.all().delete(), "record_missing"),
}  # fmt: skip


@pytest.fixture
def signed(going):
    going.do(services.sign_agreement, signing=sign("citizen"))
    going.do(services.record_elsewhere, recorded=Recorded(system="vitas", state="sent"))
    assert verify_chain(going.case_id) == ()
    return going


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_behind_the_log_is_named(signed, what):
    change, code = TAMPERED[what]
    change()
    assert [one.code for one in verify_chain(signed.case_id)] == [code]
    assert [one.code for _, one in verify_logs()] == [code]


def test_a_placement_that_nobody_agreed_on_is_named(signed):
    row = the(Placement)
    row.pk, row._state.adding = uuid4(), True
    row.save(force_insert=True)
    assert [one.code for one in verify_chain(signed.case_id)] == ["placement_unlogged"]
