"""What leaders are told of look-ups: unusual ones, and samples they judge."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.models import AccessLog, Listed
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.policy import Relation
from fodfaeste.cases.services import NewCitizen, Refused
from fodfaeste.traces.models import Control, Sample, SampledLine
from fodfaeste.traces.overseeing import NotOverseeing, relations_now
from fodfaeste.traces.patterns import MANY, REFUSED, unusual
from fodfaeste.traces.sampling import NoSample, draw, judge, sample, samples
from tests.app.cases.world import NOW, TODAY
from tests.app.traces.looking import at, look

SINCE = TODAY - timedelta(days=30)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def case(world, case_id):
    return Case.unrestricted.get(pk=case_id)


def found(world, name, user=None):
    patterns = unusual(user=user or world.leader, since=SINCE, today=TODAY)
    return [(one.user, one.day, one.number) for one in getattr(patterns, name)]


class TestManyPersons:
    def look_at(self, user, day, number):
        for _ in range(number):
            look(user, at(day), citizen_id=uuid4())

    def test_are_those_far_above_ones_own_usual(self, world):
        for days_ago in range(3, 8):
            self.look_at(world.jens, FRIDAY - timedelta(days=days_ago), 4)
        self.look_at(world.jens, FRIDAY, MANY)
        patterns = unusual(user=world.leader, since=SINCE, today=TODAY)
        [one] = patterns.many_persons
        assert (one.user, one.day, one.number, one.usual) == ("Jens Kragh", FRIDAY, MANY, 4)

    def test_are_counted_once_each(self, world, case):
        for _ in range(MANY + 5):
            look(world.jens, at(FRIDAY), citizen_id=case.citizen_id)
        assert found(world, "many_persons") == []

    def test_one_fewer_is_not_many(self, world):
        self.look_at(world.jens, FRIDAY, MANY - 1)
        assert found(world, "many_persons") == []

    def test_who_always_looks_at_many_does_nothing_unusual(self, world):
        for days_ago in range(3, 8):
            self.look_at(world.jens, FRIDAY - timedelta(days=days_ago), MANY)
        assert [day for _, day, _ in found(world, "many_persons")] == [FRIDAY - timedelta(days=7)]
        self.look_at(world.jens, FRIDAY, 3 * MANY - 1)
        assert len(found(world, "many_persons")) == 1

    def test_lists_do_not_count(self, world):
        for _ in range(MANY):
            look(world.jens, at(FRIDAY), act="list", citizen_id=uuid4())
        assert found(world, "many_persons") == []


class TestOwnAddress:
    @pytest.fixture(autouse=True)
    def at_home(self, world, case):
        Citizen.unrestricted.filter(pk=case.citizen_id).update(address_index=b"home")
        world.jens.address_index = b"home"
        world.jens.save()

    @pytest.mark.parametrize("by", ["case", "citizen"])
    @pytest.mark.parametrize("act", ["view", "refused", "search"])
    def test_is_found_however_they_were_looked_for(self, world, case, by, act):
        about = {"case_id": case.pk} if by == "case" else {"citizen_id": case.citizen_id}
        look(world.jens, at(FRIDAY), act=act, **about)
        assert found(world, "own_address") == [("Jens Kragh", FRIDAY, 1)]

    def test_not_of_others_nor_of_unknown_homes(self, world, case):
        world.mette.address_index = b"elsewhere"
        world.mette.save()
        for user in (world.mette, world.secretary):
            look(user, at(FRIDAY), case_id=case.pk, citizen_id=case.citizen_id)
        Citizen.unrestricted.update(address_index=None)
        look(world.jens, at(FRIDAY), case_id=case.pk, citizen_id=case.citizen_id)
        assert found(world, "own_address") == []


class TestProtected:
    def test_are_told_unless_one_has_had_a_part(self, world):
        case_id = world.refer(citizen=NewCitizen(name="Åse Ærø", protected=True)).case_id
        citizen_id = Case.unrestricted.get(pk=case_id).citizen_id
        for user in (world.jens, world.secretary, world.secretary):
            look(user, at(FRIDAY), case_id=case_id, citizen_id=citizen_id)
        look(world.secretary, at(FRIDAY), case_id=world.refer().case_id)
        [one] = unusual(user=world.leader, since=SINCE, today=TODAY).protected
        assert (one.user, one.number, one.citizen) == ("Signe Dam", 2, "Åse Ærø")


class TestRefused:
    @pytest.mark.parametrize(
        ("minutes", "number"),
        [((0, 20, 40), 3), ((0, 20), 0), ((0, 40, 101), 0), ((0, 30, 60, 61), 3)],
    )
    def test_in_a_row_are_told(self, world, minutes, number):
        for minute in minutes:
            look(world.jens, at(FRIDAY, 10 + minute // 60, minute % 60), act="refused")
        expected = [("Jens Kragh", FRIDAY, number)] if number >= REFUSED else []
        assert found(world, "refused") == expected


class TestOddHours:
    @pytest.mark.parametrize(
        ("day", "hour", "told"),
        [
            (FRIDAY, 20, True),
            (FRIDAY, 19, False),
            (FRIDAY, 5, True),
            (FRIDAY, 6, False),
            (FRIDAY + timedelta(days=1), 12, True),
            (FRIDAY + timedelta(days=2), 12, True),
        ],
    )
    def test_begin_and_end_by_the_clock_here(self, world, day, hour, told):
        for minute in range(5):
            look(world.jens, at(day, hour, minute))
        assert found(world, "odd_hours") == ([("Jens Kragh", day, 5)] if told else [])

    def test_a_few_are_no_pattern(self, world):
        for minute in range(4):
            look(world.jens, at(FRIDAY, 22, minute))
        assert found(world, "odd_hours") == []


class TestWhoIsToldOfWhom:
    def odd(self, user, **values):
        for minute in range(5):
            look(user, at(FRIDAY, 22, minute), **values)

    def test_leaders_of_their_own_people_and_of_others_in_their_cases(self, world, case_id):
        self.odd(world.jens)
        self.odd(world.charlie)
        assert [user for user, *_ in found(world, "odd_hours")] == ["Jens Kragh"]
        assert [u for u, *_ in found(world, "odd_hours", world.guard)] == ["Jens Kragh"]
        assert [u for u, *_ in found(world, "odd_hours", world.charlie)] == []
        self.odd(world.mette, case_id=case_id)
        names = {user for user, *_ in found(world, "odd_hours")}
        assert names == {"Jens Kragh", "Mette Holm"}

    def test_nobody_else(self, world):
        for nobody in (world.jens, world.secretary, world.mette):
            with pytest.raises(NotOverseeing):
                unusual(user=nobody, since=SINCE, today=TODAY)

    def test_what_was_before_is_not_told(self, world):
        for minute in range(5):
            look(world.jens, at(SINCE - timedelta(days=1), 22, minute))
        assert found(world, "odd_hours") == []

    def test_that_names_were_shown_is_logged(self, world):
        case_id = world.refer(citizen=NewCitizen(name="Åse Ærø", protected=True)).case_id
        look(world.secretary, at(FRIDAY), case_id=case_id)
        unusual(user=world.leader, since=SINCE, today=TODAY)
        line = AccessLog.objects.get(user=world.leader)
        assert line.detail == {"page": "unusual", "hits": 1}
        assert Listed.objects.get(people=line.people).case_id == case_id


def test_it_asks_as_much_for_one_as_for_three(world):
    def count():
        unusual(user=world.leader, since=SINCE, today=TODAY)
        with CaptureQueriesContext(connection) as asked:
            unusual(user=world.leader, since=SINCE, today=TODAY)
        return len(asked)

    def one_more(user):
        case_id = world.refer(citizen=NewCitizen(name="Åse Ærø", protected=True)).case_id
        for minute in range(5):
            look(user, at(FRIDAY, 22, minute), case_id=case_id, act="refused")

    one_more(world.secretary)
    one = count()
    one_more(world.mette)
    one_more(world.secretary)
    assert one == count() <= 16


class TestSampling:
    def draw(self, by, **values):
        given: dict[str, Any] = {
            "since": SINCE,
            "until": TODAY,
            "size": 10,
            "now": NOW,
            "submission": uuid4(),
        }
        return draw(by=by, **given | values)

    @pytest.fixture
    def looked_at(self, world, case):
        """Twelve look-ups of Jens's, and what must not be drawn."""
        for number in range(12):
            look(world.jens, at(FRIDAY, 9, number), case_id=case.pk, citizen_id=case.citizen_id)
        look(world.jens, at(FRIDAY), act="list", page="today")
        look(world.leader, at(FRIDAY), case_id=case.pk)
        look(world.charlie, at(FRIDAY))
        look(world.jens, at(TODAY))
        look(world.jens, at(SINCE - timedelta(days=1)))

    def test_draws_of_the_period_and_of_those_one_controls(self, world, looked_at):
        drawn = sample(user=world.leader, sample_id=self.draw(world.leader), today=TODAY)
        assert (drawn.found, drawn.size, drawn.judged) == (12, 10, 0)
        assert {line.looked.user for line in drawn.lines} == {"Jens Kragh"}
        one = drawn.lines[0].looked
        assert (one.citizen, one.relations) == ("Amalie Ærø Sørensen", ("team",))
        assert one.relations_now == (Relation.MEMBER,)
        assert len({line.looked.line_id for line in drawn.lines}) == 10

    def test_the_same_form_draws_once(self, world, looked_at):
        submission = uuid4()
        first, again = (self.draw(world.leader, submission=submission) for _ in range(2))
        assert first == again
        assert Sample.objects.count() == 1

    @pytest.mark.parametrize(
        ("values", "place", "code"),
        [
            ({"since": TODAY, "until": TODAY}, "until", "empty_period"),
            ({"since": date(2020, 1, 1), "until": date(2020, 2, 1)}, "since", "nothing_found"),
            ({"size": 10_000}, "size", "unknown_size"),
        ],
    )
    def test_is_refused_where_nothing_can_be_drawn(self, world, looked_at, values, place, code):
        with pytest.raises(Refused) as refused:
            self.draw(world.leader, **values)
        assert [(f.place, f.code) for f in refused.value.faults] == [(place, code)]
        assert not Sample.objects.exists()

    def judge(self, world, sampled, outcome="in_order", note="", by=None, submission=None):
        judge(
            sampled_id=sampled.pk,
            outcome=outcome,
            note=note,
            by=by or world.leader,
            now=NOW,
            submission=submission or uuid4(),
        )

    def test_each_is_judged_and_the_latest_counts(self, world, looked_at):
        sample_id, submission = self.draw(world.leader), uuid4()
        one, other = SampledLine.objects.all()[:2]
        self.judge(world, one)
        for _ in range(2):
            self.judge(world, one, "follow_up", "Ringer til Jens", submission=submission)
        self.judge(world, other, by=world.guard)
        view = sample(user=world.leader, sample_id=sample_id, today=TODAY)
        assert (view.judged, view.follow_up) == (2, 1)
        told = {line.sampled_id: line for line in view.lines}[one.pk]
        assert (told.outcome, told.note, told.by) == ("follow_up", "Ringer til Jens", "Lis Leder")
        assert Control.objects.count() == 3
        assert "Ringer" not in "".join(Control.objects.values_list("note", flat=True))
        [listed] = samples(user=world.guard)
        assert (listed.size, listed.judged, listed.lines) == (10, 2, ())

    def test_what_is_to_be_followed_up_needs_a_note(self, world, looked_at):
        self.draw(world.leader)
        with pytest.raises(Refused):
            self.judge(world, SampledLine.objects.first(), "follow_up", " ")

    def test_is_for_those_who_control(self, world, looked_at):
        sample_id = self.draw(world.leader)
        for nobody in (world.jens, world.secretary):
            with pytest.raises(NotOverseeing):
                self.draw(nobody)
            with pytest.raises(NotOverseeing):
                sample(user=nobody, sample_id=sample_id, today=TODAY)
        with pytest.raises(NoSample):
            sample(user=world.charlie, sample_id=sample_id, today=TODAY)
        with pytest.raises(NoSample):
            self.judge(world, SampledLine.objects.first(), by=world.charlie)
        assert samples(user=world.charlie) == ()

    @pytest.mark.parametrize("model", [Sample, SampledLine, Control])
    def test_is_only_added_to(self, world, looked_at, model):
        self.draw(world.leader)
        self.judge(world, SampledLine.objects.first())
        for change in (model.objects.all()._raw_delete, lambda _: model.objects.update(id=F("id"))):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change("default")

    def test_costs_the_same_for_few_and_many(self, world, looked_at):
        few = self.draw(world.leader, since=FRIDAY, until=FRIDAY + timedelta(days=1))
        with lifted(connection, "traces_sampledline"):
            SampledLine.objects.filter(sample=few).exclude(
                pk__in=SampledLine.objects.filter(sample=few).values("pk")[:1]
            ).delete()
        many = self.draw(world.leader)
        counts = []
        for sample_id in (few, many):
            sample(user=world.leader, sample_id=sample_id, today=TODAY)
            with CaptureQueriesContext(connection) as asked:
                sample(user=world.leader, sample_id=sample_id, today=TODAY)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize(
    ("who", "relations"),
    [
        ("jens", ("member",)),
        ("leader", ("leader",)),
        ("secretary", ("secretary",)),
        ("guard", ("guard",)),
        ("colleague", ()),
        ("charlie", ()),
    ],
)
def test_how_somebody_stands_to_a_case_now(world, case_id, who, relations):
    pair = (getattr(world, who).pk, case_id)
    assert relations_now([pair], TODAY) == {pair: relations}
