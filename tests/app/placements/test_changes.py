"""An agreement that is changed, signed, recorded elsewhere, and ended."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.cases.models import CaseFile
from fodfaeste.cases.services import NewFile, NotAllowed, NotVisible
from fodfaeste.cases.services.erasing import erase_case
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.core.faults import Refused
from fodfaeste.placements import agreements, services
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Placement, Signature
from fodfaeste.placements.services import Change, Ending, NewPlacement, Recorded, Signing
from tests.app.cases.world import NOW, TODAY
from tests.app.placements.agreeing import UNTIL, terms
from tests.app.placements.test_start import codes


@pytest.fixture
def agreed(agree):
    agree.start()
    return agree


def change(seen=1, **values):
    given = {"terms": terms(hours="18"), "seen": seen}
    return Change(**given | values)


def test_a_change_is_a_new_version_with_its_day(agreed):
    later = TODAY + timedelta(weeks=3)
    agreed.do(services.change_agreement, change=change(terms=terms(since=later, hours="20")))

    versions = list(agreed.placement.versions.all())
    assert [one.number for one in versions] == [1, 2]
    assert versions[0].hours == [{"kind": "unpaid", "a_week": "15"}]
    found = agreements.over_time(versions, last=UNTIL)
    assert [(one.first, one.a_week) for one in found] == [
        (TODAY, Decimal(15)),
        (later, Decimal(20)),
    ]
    assert agreed.types()[-2:] == ["work_agreement_adjusted", "agreement_changed"]


def test_a_later_last_day_follows_into_what_is_due(agreed):
    longer = UNTIL + timedelta(weeks=4)
    with pytest.raises(Refused) as refused:
        agreed.do(services.change_agreement, change=change(terms=terms(until=longer)))
    assert codes(refused) == [("decided", "needs_a_reason")]

    told = terms(until=longer, decided="Vi har vurderet konkret, at 17 uger skal til")
    agreed.do(services.change_agreement, change=change(terms=told))
    begun = agreed.placement.begun
    assert (agreed.placement.until, begun.attributes["until"]) == (longer, longer.isoformat())
    assert [one.type for one in agreed.lines()][-2:] == ["correction", "placement_started"]
    assert agreed.duties()["placement-agreed"] == "met"


def test_more_hours_than_there_is_room_for_take_a_reason(agreed, keep):
    """The ratio rule counts hours: raising them can be too much, though no day changes."""
    agreed.unit.figures.all().delete()
    keep.staff(agreed.unit.pk, {date(2026, month, 1): "4" for month in (7, 8, 9, 10)})
    other = agreed.world.refer(programme="jobspot").case_id
    agreed.start(case_id=other, said=terms(hours="20"))
    mine = Placement.unrestricted.get(case=agreed.case_id)

    def change_to(hours, **more):
        told = change(terms=terms(hours=hours, since=TODAY + timedelta(weeks=1), **more))
        agreed.do(services.change_agreement, change=told, placement=mine)

    with pytest.raises(Refused) as refused:
        change_to("20")
    assert codes(refused) == [("decided", "needs_a_reason")]
    change_to("20", decided="Den anden stopper om en uge")
    newest = mine.versions.get(number=2)
    assert agreements.opened(newest.details).despite == ("ratio_exceeded",)


def test_what_was_decided_before_takes_no_reason_again(agreed):
    longer = terms(until=UNTIL + timedelta(weeks=4), decided="Konkret vurderet")
    agreed.do(services.change_agreement, change=change(terms=longer))

    fewer = terms(until=UNTIL + timedelta(weeks=4), hours="12")
    agreed.do(services.change_agreement, change=change(seen=2, terms=fewer))
    assert agreed.placement.versions.count() == 3


@pytest.mark.parametrize(
    ("since", "now_", "code"),
    [
        (TODAY + timedelta(days=3), NOW + timedelta(days=4), "change_back_dated"),
        (date(2026, 12, 6), NOW, "change_on_sunday"),
        (date(2026, 12, 25), NOW, "change_on_holiday"),
    ],
)
def test_a_change_that_is_dated_back_or_from_a_day_off_takes_a_reason(agreed, since, now_, code):
    told = change(terms=terms(hours="18", since=since))
    with pytest.raises(Refused) as refused:
        agreed.do(services.change_agreement, change=told, now=now_)
    assert codes(refused) == [("decided", "needs_a_reason")]

    told = change(terms=terms(hours="18", since=since, decided="Aftalt mundtligt den dag"))
    agreed.do(services.change_agreement, change=told, now=now_)
    newest = agreed.placement.versions.get(number=2)
    assert agreements.opened(newest.details).despite == (code,)


def test_an_agreement_has_hours(agreed):
    with pytest.raises(Refused) as refused:
        agreed.do(services.change_agreement, change=change(terms=terms(hours="0")))
    assert codes(refused) == [("hours", "no_hours")]


def test_two_who_change_at_once_do_not_write_over_each_other(agreed):
    agreed.do(services.change_agreement, change=change())
    with pytest.raises(Refused) as refused:
        agreed.do(services.change_agreement, change=change(terms=terms(hours="12")))
    assert codes(refused) == [("seen", "agreement_changed_since")]


def test_what_says_the_same_is_no_change(agreed):
    with pytest.raises(Refused) as refused:
        agreed.do(services.change_agreement, change=change(terms=terms()))
    assert codes(refused) == [("seen", "nothing_changed")]


def sign(party, **values):
    given: dict[str, Any] = {"version": 1, "way": "screen", "on": TODAY, "name": "Amalie Ærø"}
    return Signing(party=party, **given | values)


def test_it_is_signed_once_citizen_and_employer_have(agreed):
    agreed.do(services.sign_agreement, signing=sign("citizen"))
    assert "work_agreement_signed" not in agreed.types()
    agreed.do(services.sign_agreement, signing=sign("employer", name="Bodil Bager"))
    assert agreed.types()[-2:] == ["agreement_signed", "work_agreement_signed"]
    agreed.do(services.sign_agreement, signing=sign("staff_representative", name="Tim"))
    assert agreed.types().count("work_agreement_signed") == 1


def test_a_signature_is_given_once(agreed):
    submission = uuid4()
    for _ in range(2):
        agreed.do(services.sign_agreement, signing=sign("citizen"), submission=submission)
    assert Signature.unrestricted.count() == 1
    with pytest.raises(Refused) as refused:
        agreed.do(services.sign_agreement, signing=sign("citizen"))
    assert codes(refused) == [("party", "signed_already")]


def test_on_behalf_of_somebody_takes_a_reason(agreed):
    with pytest.raises(Refused) as refused:
        agreed.do(services.sign_agreement, signing=sign("citizen", on_behalf=True))
    assert codes(refused) == [("reason", "missing")]
    said = sign("citizen", on_behalf=True, reason="Har aftalt det i telefonen")
    agreed.do(services.sign_agreement, signing=said)
    assert agreed.lines("agreement_signed")[0].attributes["on_behalf"] is True


def test_the_paper_is_kept_as_a_document(agreed):
    paper = NewFile("aftale.pdf", BytesIO(b"%PDF-1.7\n%%EOF\n"))
    agreed.do(services.sign_agreement, signing=sign("citizen", way="paper", paper=paper))
    assert Signature.unrestricted.get().file == CaseFile.unrestricted.get()


def test_only_the_newest_version_is_signed(agreed):
    agreed.do(services.change_agreement, change=change())
    with pytest.raises(Refused) as refused:
        agreed.do(services.sign_agreement, signing=sign("citizen"))
    assert codes(refused) == [("version", "not_the_newest")]


def test_what_is_recorded_elsewhere_meets_the_duty_once(agreed):
    def record(state, reference=""):
        told = Recorded(system="vitas", state=state, reference=reference)
        return agreed.do(services.record_elsewhere, recorded=told)

    record("refused")
    assert agreed.duties()["placement-in-vitas"] == "open"
    record("sent", "V-2026-17")
    assert agreed.duties()["placement-in-vitas"] == "met"
    record("approved", "V-2026-17")
    assert agreed.types().count("external_registration") == 1
    assert ExternalRecord.unrestricted.get().state == "approved"
    assert "V-2026-17" not in str([one.attributes for one in agreed.lines()])


def test_the_secretary_records_it_elsewhere(agreed, world):
    told = Recorded(system="fasit", state="recorded")
    agreed.do(services.record_elsewhere, recorded=told, by=world.secretary)
    with pytest.raises(NotVisible):
        agreed.do(services.record_elsewhere, recorded=told, by=world.charlie)


def test_it_ends_with_what_came_of_it_and_the_job_that_follows(agreed):
    job = NewPlacement(
        unit_id=agreed.unit.pk,
        kind="ordinary",
        terms=terms(until=None, kind="ordinary", hours="8"),
        agreed_on=TODAY,
    )
    ending = Ending(
        on=TODAY, result="reached", hired="ordinary_part", missed_hours=3,
        employers_view="Stabil og glad for arbejdet", then=job,
    )  # fmt: skip
    agreed.do(services.end_placement, ending=ending)

    ended = agreed.lines("placement_ended")[0]
    assert ended.attributes == {
        "result": "reached", "hired": "ordinary_part", "missed_hours": 3, "employers_view": None,
    }  # fmt: skip
    assert agreed.lines("job_started")[0].attributes == {"kind": "ordinary"}
    first, second = Placement.unrestricted.order_by("kind")[::-1]
    assert (first.ended_on, second.ended_on) == (TODAY, None)
    with pytest.raises(Refused) as refused:
        agreed.do(services.end_placement, ending=ending, placement=first)
    assert codes(refused) == [("on", "placement_ended")]


def test_nobody_else_changes_ends_or_signs(agreed, world):
    acts = [
        (services.change_agreement, {"change": change()}),
        (services.end_placement, {"ending": Ending(on=TODAY)}),
        (services.sign_agreement, {"signing": sign("citizen")}),
        (services.drop_placement, {"reason": "…"}),
        (services.begin_placement, {"on": TODAY}),
    ]
    for service, values in acts:
        with pytest.raises(NotVisible):
            agreed.do(service, by=world.charlie, **values)
        with pytest.raises(NotAllowed):
            agreed.do(service, by=world.secretary, **values)


def test_a_placement_of_another_case_is_none(agreed, world):
    other = world.refer(programme="jobspot").case_id
    with pytest.raises(NotVisible):
        services.end_placement(
            case_id=other, placement_id=agreed.placement.pk, ending=Ending(on=TODAY),
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip


def test_what_is_written_goes_when_the_case_is_erased(agreed, world):
    agreed.do(services.sign_agreement, signing=sign("citizen"))
    agreed.do(
        services.record_elsewhere, recorded=Recorded(system="vitas", state="sent", reference="V1")
    )
    erase_case(case_id=agreed.case_id, by=world.guard, now=NOW, submission=uuid4())
    version = AgreementVersion.unrestricted.get()
    assert agreements.opened(version.details) == agreements.Details()
    assert version.hours
    assert ExternalRecord.unrestricted.get().reference is None
    assert verify_chain(agreed.case_id) == ()


def test_hours_over_time_know_steps_and_versions(agreed):
    step = agreements.Step("ordinary", Decimal(4), date(2027, 1, 4))
    told = replace(terms(), steps=(*terms().steps, step))
    agreed.do(services.change_agreement, change=change(terms=told))
    versions = agreed.placement.versions.all()
    found = agreements.over_time(versions, last=UNTIL)
    assert [(one.first, dict(one.by_kind)) for one in found] == [
        (TODAY, {"unpaid": Decimal(15)}),
        (date(2027, 1, 4), {"unpaid": Decimal(15), "ordinary": Decimal(4)}),
    ]  # fmt: skip
