"""Who sees what. Charlie works for a municipality that has nothing to do with anything here, and
must get nothing, from any question, in any way."""

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

import fodfaeste
from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import AccessLog, TeamMembership
from fodfaeste.cases import models, queries, services
from fodfaeste.cases.doors import Door
from fodfaeste.cases.services import Member, NewCitizen
from tests.app.cases.random_logs import random_cases
from tests.app.cases.world import NOW, TODAY

CPR = "010190-1235"
DOORS = [
    model.objects
    for model in vars(models).values()
    if isinstance(getattr(model, "objects", None), Door)
]


@pytest.fixture
def case_id(world):
    done = world.refer(
        citizen=NewCitizen(name="Amalie Ærø", cpr=CPR),
        team_id=world.team.pk,
        members=[
            Member(world.jens.pk, "contact_person"),
            Member(world.mette.pk, "jobcentre_caseworker"),
        ],
    )
    world.register(done.case_id, "programme_started", "2026-09-07", note="fortroligt")
    return done.case_id


def acts(case_id, by):
    """Everything that can be done with a case."""
    given = {"case_id": case_id, "by": by, "now": NOW, "submission": uuid4()}
    event = services.NewEvent(type="start_interview", on=date(2026, 9, 3))
    member = {"user_id": by.pk, "role": "contact_person"}
    return {
        "register": lambda: services.register(event=event, **given),
        "correct": lambda: services.correct(entry_id="e3", reason="x", **given),
        "waive": lambda: services.waive(
            requirement="start-interview", instance=None, reason="x", **given
        ),
        "choose_variant": lambda: services.choose_variant(variant="4-months", **given),
        "record_facts": lambda: services.record_facts(facts={"motivated": True}, **given),
        "join_case": lambda: services.join_case(**member, **given),
        "leave_case": lambda: services.leave_case(**member, **given),
        "move_to_version": lambda: services.move_to_version(version=TODAY, **given),
        "erase_text": lambda: services.erase_text(entry_id="e4", reason="x", **given),
    }


def asked(case_id, user):
    """Everything that can be asked about a case."""
    return {
        "case": lambda: queries.case(user=user, case_id=case_id, today=TODAY),
        "preview_version": lambda: queries.preview_version(
            user=user, case_id=case_id, version=TODAY, today=TODAY
        ),
    }


class TestCharlie:
    def test_sees_no_row_of_any_table(self, world, case_id):
        assert len(DOORS) == 14
        # There are none of these in this case.
        shared = {models.Consent, models.Sharing, models.Appointment, models.CaseFile, models.Draft}
        shared |= {models.Companion, models.PlanRevision, models.PlanVersion}
        for door in DOORS:
            assert not door.visible_to(world.charlie, TODAY).exists(), door.model
            assert door.visible_to(world.jens, TODAY).exists() or door.model in shared, door.model

    @pytest.mark.parametrize("scope", ["mine", "team"])
    def test_has_nothing_today(self, world, case_id, scope):
        seen = queries.today(user=world.charlie, today=TODAY, scope=scope)
        assert not any(
            section.rows or section.count or section.more
            for section in (seen.overdue, seen.this_week, seen.later, seen.undated)
        )
        assert (seen.programmes, seen.requirements) == ((), ())

    @pytest.mark.parametrize("text", ["", "Amalie", CPR, CPR.replace("-", "")])
    def test_finds_no_case(self, world, case_id, text):
        page = queries.cases(user=world.charlie, today=TODAY, text=text)
        assert page == queries.CasePage((), 0, more=False, after=None)
        assert queries.cases(user=world.jens, today=TODAY, text=text).count == 1

    def test_cannot_page_past_a_case_of_others(self, world, case_id):
        assert queries.cases(user=world.charlie, today=TODAY, after=case_id).rows == ()

    def test_is_not_told_that_a_citizen_is_known(self, world, case_id):
        assert queries.citizens(user=world.charlie, cpr=CPR, today=TODAY) == ()
        [known] = queries.citizens(user=world.jens, cpr=CPR, today=TODAY)
        assert (known.name, known.birth_date) == ("Amalie Ærø", date(1990, 1, 1))
        assert known.cases == ((case_id, "jobrettet-rehabilitering", None),)

    def test_can_do_nothing_and_each_attempt_is_written_down(self, world, case_id):
        before = models.LogEntry.unrestricted.count()
        calls = acts(case_id, world.charlie) | asked(case_id, world.charlie)
        assert set(services.__all__) >= set(acts(case_id, world.charlie))
        for number, (name, call) in enumerate(calls.items(), start=1):
            with pytest.raises(services.NotVisible):
                call()
            refused = AccessLog.objects.filter(user=world.charlie, act="refused", case_id=case_id)
            assert refused.count() == number, name
        assert models.LogEntry.unrestricted.count() == before

    def test_a_case_that_is_not_there_is_refused_alike(self, world, case_id):
        with pytest.raises(services.NotVisible) as hidden:
            queries.case(user=world.charlie, case_id=case_id, today=TODAY)
        nowhere = uuid4()
        with pytest.raises(services.NotVisible) as missing:
            queries.case(user=world.charlie, case_id=nowhere, today=TODAY)
        assert str(hidden.value).replace(str(case_id), "") == str(missing.value).replace(
            str(nowhere), ""
        )


class TestThoseWhoSee:
    def test_its_members_and_those_who_oversee_the_organisation(self, world, case_id):
        for user in (world.jens, world.secretary, world.leader, world.mette, world.guard):
            assert queries.cases(user=user, today=TODAY).count == 1, user

    def test_a_colleague_who_has_nothing_to_do_with_it_does_not(self, world, case_id):
        assert queries.cases(user=world.colleague, today=TODAY).count == 0
        with pytest.raises(services.NotVisible):
            queries.case(user=world.colleague, case_id=case_id, today=TODAY)

    def test_a_member_of_the_team_from_elsewhere_while_in_it(self, world, case_id):
        TeamMembership.objects.create(team=world.team, user=world.charlie)
        assert queries.cases(user=world.charlie, today=TODAY).count == 1
        queries.case(user=world.charlie, case_id=case_id, today=TODAY)
        TeamMembership.objects.filter(user=world.charlie).delete()
        assert queries.cases(user=world.charlie, today=TODAY).count == 0

    def test_one_with_a_part_in_it_until_they_leave(self, world):
        team = people.add_team(organisation=world.centre, name="Gæster")
        membership = TeamMembership.objects.create(team=team, user=world.charlie)
        members = [Member(world.charlie.pk, "contact_person")]
        case_id = world.refer(team_id=team.pk, members=members).case_id
        membership.delete()
        queries.case(user=world.charlie, case_id=case_id, today=TODAY)
        assert queries.today(user=world.charlie, today=TODAY).undated.count
        services.leave_case(
            case_id=case_id, user_id=world.charlie.pk, role="contact_person",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert not queries.today(user=world.charlie, today=TODAY).undated.count
        with pytest.raises(services.NotVisible):
            queries.case(user=world.charlie, case_id=case_id, today=TODAY)

    def test_nobody_who_has_stopped_and_nobody_unknown(self, world, case_id):
        world.jens.is_active = False
        for door in DOORS:
            assert not door.visible_to(world.jens, TODAY).exists()
            assert not door.visible_to(AnonymousUser(), TODAY).exists()

    def test_a_row_is_seen_once_however_many_reasons_there_are(self, world, case_id):
        everything = models.Case.objects.visible_to(world.jens, TODAY)
        assert [case.pk for case in everything] == [case_id]


class TestWrittenDown:
    def lines(self, **values):
        found = AccessLog.objects.filter(**values).order_by("pk")
        return list(found.values_list("act", "detail"))

    def test_opening_a_case(self, world, case_id):
        queries.case(user=world.mette, case_id=case_id, today=TODAY)
        line = AccessLog.objects.get(user=world.mette)
        assert (line.act, line.case_id, line.detail) == ("view", case_id, {})
        assert line.citizen_id == models.Citizen.unrestricted.get().pk

    def test_searching_without_what_was_searched_for(self, world, case_id):
        queries.cases(user=world.mette, today=TODAY, text="Amalie")
        queries.cases(user=world.mette, today=TODAY, text=CPR)
        queries.citizens(user=world.mette, cpr=CPR, today=TODAY)
        assert self.lines(user=world.mette) == [
            ("search", {"by": "name", "hits": 1}),
            ("search", {"by": "cpr", "hits": 1}),
            ("search", {"by": "cpr", "hits": 1}),
        ]

    def test_a_list_is_one_line_for_all_in_it(self, world, case_id):
        world.refer()
        queries.cases(user=world.jens, today=TODAY)
        assert self.lines(user=world.jens) == [("list", {"page": "cases", "hits": 2})]


WHOLE_DATABASE = ("cases", "protection", "running/backup", "traces")
"""What works on everybody's data at once, with no person looking (keys, retention, chains, backups,
what is unusual among look-ups), or asks ``policy`` for itself (subject access)."""
WITH_TABLES = ("companies", "courses", "letters", "matching", "mentoring", "placements")
"""Rooms that keep tables beside the cases: their services and queries ask who is asking, as the
package of the cases does, and then go on."""


def test_there_is_no_other_way_to_read_cases():
    """Only rooms that keep tables, and ask who is asking, go past the doors; and what people meet
    does not touch the tables at all."""
    source = Path(fodfaeste.__file__).parent
    models_by_name = "|".join(door.model.__name__ for door in DOORS)
    past = re.compile(rf"\bunrestricted\b|\b({models_by_name})\._")
    for path in source.rglob("*.py"):
        text = path.read_text("utf-8")
        if not any(path.is_relative_to(source / name) for name in WHOLE_DATABASE + WITH_TABLES):
            assert not past.search(text), path
        if path.is_relative_to(source / "web"):
            assert "fodfaeste.cases.models" not in text, path


def test_a_door_gives_nothing_but_what_somebody_may_see(world, case_id):
    on_a_day = {"of_covered", "visible_to"}
    ways_in = {"of_organisation", "of_person", "of_teams", *on_a_day}
    people = (world.jens, world.mette, world.secretary, world.charlie)
    for door in DOORS:
        given = {name for name in dir(door) if not name.startswith("_")}
        assert given - ways_in <= {"condition", "kind", "model", "path"}
        for name in given & ways_in:
            for user in people:
                asked = (user, TODAY) if name in on_a_day else (user,)
                found = getattr(door, name)(*asked)
                assert not found.exclude(pk__in=door.visible_to(user, TODAY)).exists()
                user.is_active = False
                assert not getattr(door, name)(*asked).exists()
                user.is_active = True


def test_only_who_has_a_part_in_a_case_is_responsible(world):
    random_cases(world, each=2, events=6)
    for row in models.DutyRow.unrestricted.all():
        parts = models.CaseMember.unrestricted.filter(case=row.case_id, until=None)
        assert parts.filter(user=row.responsible).exists()
