"""Places on a course: enrolled, waiting, offered, withdrawn; moved and cancelled sessions."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from fodfaeste.cases import crypto
from fodfaeste.cases import queries as of_cases
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.queries import NotAllowed, NotVisible
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.appointments import Slot
from fodfaeste.core.faults import Refused
from fodfaeste.courses import services
from fodfaeste.courses.models import Notice, Participant
from fodfaeste.letters.look import look_of
from fodfaeste.letters.models import Letter
from fodfaeste.letters.rendering import render
from tests.app.cases.world import NOW, TODAY
from tests.app.courses.courses import (
    FIRST,
    act,
    acts,
    case,
    enrol,
    log,
    pattern,
    run,
    sessions,
    states,
    view_of,
)


@pytest.fixture
def full(world):
    """A run with two places and three who want one: the third waits."""
    run_id = run(world, capacity=2)
    ids = [case(world, name) for name in ("Anna", "Bo", "Cæcilie")]
    for n, case_id in enumerate(ids):
        enrol(run_id, case_id, world.jens, now=NOW + timedelta(minutes=n))
    return run_id, *ids


def refused(service, *args, **more):
    with pytest.raises(Refused) as found:
        act(service, *args, **more)
    return found.value.faults[0].code


def test_who_comes_when_it_is_full_waits(world, full):
    run_id, anna, bo, caecilie = full
    assert states(run_id) == {anna: "enrolled", bo: "enrolled", caecilie: "waiting"}
    assert (acts(anna), acts(caecilie)) == (["course_enrolled"], ["course_listed"])


def test_a_freed_place_is_offered_to_the_first_in_line(world, full):
    run_id, anna, _, caecilie = full
    act(services.withdraw, run_id, anna, world.jens, reason="Er flyttet")
    assert states(run_id)[caecilie] == "offered"
    assert Participant.unrestricted.get(case=caecilie).answer_by == date(2026, 11, 29)
    assert acts(caecilie) == ["course_listed", "course_offered"]
    assert "Er flyttet" not in str(log(anna, "course_left"))
    late = case(world, "Dorthe")
    enrol(run_id, late, world.jens)
    assert states(run_id)[late] == "waiting"


def test_an_offer_is_accepted(world, full):
    run_id, anna, _, caecilie = full
    act(services.withdraw, run_id, anna, world.jens)
    act(services.answer_offer, run_id, caecilie, world.jens, accepted=True)
    assert states(run_id)[caecilie] == "enrolled"
    assert log(caecilie, "course_answered")[0][2]["accepted"] is True
    code = refused(services.answer_offer, run_id, caecilie, world.jens, accepted=True)
    assert code == "not_on_the_course"


def test_who_declines_gives_the_place_on(world, full):
    run_id, anna, _, caecilie = full
    next_one = case(world, "Dorthe")
    enrol(run_id, next_one, world.jens, now=NOW + timedelta(hours=1))
    act(services.withdraw, run_id, anna, world.jens)
    act(services.answer_offer, run_id, caecilie, world.jens, accepted=False)
    assert states(run_id)[caecilie] == "declined"
    assert states(run_id)[next_one] == "offered"


def test_more_places_are_offered_to_those_who_wait(world, full):
    run_id, _, _, caecilie = full
    services.change_run(
        run_id=run_id,
        details=services.Details(capacity=3),
        by=world.secretary,
        now=NOW,
        submission=uuid4(),
    )
    assert states(run_id)[caecilie] == "offered"


def test_sent_twice_nothing_happens_twice(world, full):
    run_id, anna, _, caecilie = full
    submission = uuid4()
    for _ in range(2):
        act(services.withdraw, run_id, anna, world.jens, submission=submission)
    assert acts(anna) == ["course_enrolled", "course_left"]
    assert acts(caecilie) == ["course_listed", "course_offered"]


def test_who_left_comes_back_as_the_last(world, full):
    run_id, anna, _, caecilie = full
    act(services.withdraw, run_id, anna, world.jens)
    enrol(run_id, anna, world.jens, now=NOW + timedelta(hours=1))
    assert states(run_id)[anna] == "waiting"
    assert states(run_id)[caecilie] == "offered"


def test_who_is_on_it_or_elsewhere_is_not_enrolled(world, full):
    run_id, anna, *_ = full
    assert refused(services.enrol, run_id, anna, world.jens) == "already_on_the_course"
    other = case(world, "Erik", programme="rampen", first=services_first())
    assert refused(services.enrol, run_id, other, world.jens) == "another_programme"


def test_who_came_to_what_is_over_is_enrolled_afterwards(world, full):
    run_id, late = full[0], case(world, "Fie")
    enrol(run_id, late, world.jens, now=NOW + timedelta(days=60))
    assert states(run_id)[late] == "enrolled"


def services_first():
    from fodfaeste.cases.services import NewEvent

    return NewEvent(type="referral_received", on=date(2026, 11, 2))


def test_who_does_not_see_the_case_enrols_nobody(world):
    run_id, case_id = run(world), case(world)
    for who in (world.charlie, world.colleague):
        with pytest.raises(NotVisible):
            enrol(run_id, case_id, who)
    with pytest.raises((NotAllowed, NotVisible)):
        enrol(run_id, case_id, world.guard)
    assert states(run_id) == {}


def test_a_run_shows_only_those_whose_cases_one_sees(world, full):
    run_id = full[0]
    seen = view_of(run_id, world.colleague)
    assert seen.participants == () and seen.hidden == {"enrolled": 2, "waiting": 1}
    assert seen.number("enrolled") == 2
    mine = view_of(run_id, world.jens)
    assert [one.citizen for one in mine.participants] == ["Anna", "Bo", "Cæcilie"]
    assert mine.hidden == {}


def test_relatives_are_encrypted_and_read_by_those_who_read_notes(world, full):
    run_id, anna, *_ = full
    act(services.name_relatives, run_id, anna, world.jens, names="Søster: Pia")
    assert "Pia" not in str(Participant.unrestricted.get(case=anna).relatives)
    [one] = [each for each in view_of(run_id, world.jens).participants if each.case_id == anna]
    assert one.relatives == "Søster: Pia"
    seen = view_of(run_id, world.secretary).participants
    assert [each.relatives for each in seen] == [None, None, None]


class TestMovedAndCancelled:
    def move(self, world, run_id, number=0, on=date(2026, 12, 1), by=None):
        return services.move_session(
            run_id=run_id,
            session_id=sessions(run_id)[number].pk,
            to=Slot(on=on, at=time(9), minutes=150),
            by=by or world.jens,
            now=NOW,
            submission=uuid4(),
        )

    def due(self, world, case_id):
        view = of_cases.case(user=world.jens, case_id=case_id, today=TODAY)
        found = {str(one.rule.id): one.duty.due for one in view.evaluation.requirements}
        return date.fromordinal(found["start-interview"] or 1)

    def letters(self, case_id):
        found = Letter.unrestricted.filter(case=case_id).order_by("put_at")
        return [(one.kind, crypto.decrypt_map(one.data)) for one in found]

    def drawn(self, world, kind, told):
        data = {**told, "receiver": {"name": "Anna", "lines": []}}
        return render(kind, data, language="da", look=look_of(world.centre, language="da"))

    def test_those_with_a_place_get_a_letter(self, world, full):
        run_id, anna, bo, caecilie = full
        self.move(world, run_id, number=2, on=date(2026, 12, 8))
        [(kind, told)] = self.letters(anna)
        assert kind == "invitation"
        assert told["sessions"] == [{"on": "2026-12-08", "at": "09:00", "until": "11:30"}]
        assert told["instead_of"] == {"on": "2026-12-04", "at": "09:00"}
        assert self.drawn(world, kind, told).startswith(b"%PDF")
        assert len(self.letters(bo)) == 1 and self.letters(caecilie) == []
        assert "course_session_moved" in acts(anna) and acts(caecilie) == ["course_listed"]
        assert not Notice.unrestricted.exists()

    def test_where_a_letter_may_come_too_late_somebody_is_to_tell_them(self, world, full):
        run_id, anna, *_ = full
        late = NOW + timedelta(days=4)
        services.cancel_session(
            run_id=run_id,
            session_id=sessions(run_id)[0].pk,
            by=world.jens,
            now=late,
            submission=uuid4(),
        )
        [(kind, told)] = self.letters(anna)
        assert kind == "cancellation"
        assert self.drawn(world, kind, told).startswith(b"%PDF")
        assert Notice.unrestricted.filter(told_at=None).count() == 2
        act(services.say_told, run_id, anna, world.jens, now=late)
        assert Notice.unrestricted.filter(told_at=None).count() == 1
        assert acts(anna)[-1] == "course_session_told"
        code = refused(services.say_told, run_id, anna, world.jens, now=late)
        assert code == "told_already"

    def test_what_counts_from_the_first_day_follows_it(self, world, full):
        run_id, anna, *_ = full
        assert self.due(world, anna) == FIRST - timedelta(days=1)
        self.move(world, run_id)
        assert view_of(run_id, world.jens).first_on == date(2026, 12, 1)
        assert self.due(world, anna) == date(2026, 11, 30)
        view = of_cases.case(user=world.jens, case_id=anna, today=TODAY)
        texts = [one.note for one in view.entries if one.type == "referral_received"]
        assert texts == ["hej", "hej"]

    def test_of_a_case_that_the_mover_does_not_see_somebody_else_is_asked(self, world, full):
        run_id, anna, *_ = full
        self.move(world, run_id, by=world.secretary)
        assert self.due(world, anna) == FIRST - timedelta(days=1)
        [one] = [each for each in view_of(run_id, world.jens).participants if each.case_id == anna]
        assert one.named_day == FIRST and one.may_correct
        act(services.follow_first_day, run_id, anna, world.jens)
        assert self.due(world, anna) == date(2026, 11, 30)
        code = refused(services.follow_first_day, run_id, anna, world.jens)
        assert code == "same_first_day"

    def test_a_cancelled_first_session_lets_the_run_begin_later(self, world, full):
        run_id, anna, *_ = full
        services.cancel_session(
            run_id=run_id,
            session_id=sessions(run_id)[0].pk,
            by=world.jens,
            now=NOW,
            submission=uuid4(),
        )
        assert view_of(run_id, world.jens).first_on == date(2026, 12, 2)
        assert self.due(world, anna) == date(2026, 12, 1)
        with pytest.raises(Refused) as found:
            self.move(world, run_id)
        assert found.value.faults[0].code == "session_cancelled"

    @pytest.mark.parametrize(
        ("on", "code"),
        [(TODAY, "session_past"), (date(2036, 1, 1), "too_far"), (FIRST, "same_time")],
    )
    def test_other_times_are_refused(self, world, full, on, code):
        with pytest.raises(Refused) as found:
            self.move(world, full[0], on=on)
        assert found.value.faults[0].code == code
        assert not LogEntry.unrestricted.filter(type="course_session_moved").exists()


REFERRED = NewEvent(type="referral_received", on=date(2026, 11, 2))


class TestRelatives:
    """Who of them comes (RA-10, RA-11)."""

    @pytest.fixture
    def forum(self, world):
        return run(world, key="rampen:relatives-forum", pattern=pattern(weekdays=()), capacity=None)

    @pytest.fixture
    def anna(self, world, forum):
        case_id = case(world, "Anna", programme="rampen", first=REFERRED)
        enrol(forum, case_id, world.jens)
        return case_id

    def name(self, run_id, case_id, by, names, submission=None):
        return act(services.name_relatives, run_id, case_id, by, names=names, submission=submission)

    def shown(self, run_id, who):
        [one] = view_of(run_id, who).participants
        return one.relatives

    def test_they_are_written_down_once_and_the_log_does_not_say_who(self, world, forum, anna):
        submission = uuid4()
        for _ in range(2):
            self.name(forum, anna, world.jens, " Bo, hendes bror ", submission)
        assert self.shown(forum, world.jens) == "Bo, hendes bror"
        assert acts(anna)[-1:] == ["course_relatives_named"]
        assert acts(anna).count("course_relatives_named") == 1
        assert "Bo" not in str(log(anna, "course_relatives_named"))

    def test_who_does_not_read_notes_neither_sees_nor_writes_over_them(self, world, forum, anna):
        self.name(forum, anna, world.jens, "Bo, hendes bror")
        assert self.shown(forum, world.secretary) is None
        with pytest.raises(Refused, match="not_yours_to_correct"):
            self.name(forum, anna, world.secretary, "")
        assert self.shown(forum, world.jens) == "Bo, hendes bror"

    def test_nobody_is_named_where_the_citizen_is_not_on_the_course(self, world, forum):
        other = case(world, "Bo", programme="rampen", first=REFERRED)
        with pytest.raises(Refused, match="not_on_the_course"):
            self.name(forum, other, world.jens, "Bo")
