"""The policy's tables: the page that people read says the same, and the database does it."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import User
from fodfaeste.cases import models, queries, services
from fodfaeste.cases.policy import BY_MEMBER, MAY, SEES, SHAREABLE, Act, Kind, Relation
from fodfaeste.cases.queries.around import around
from fodfaeste.cases.services import Member, NewCitizen
from fodfaeste.cases.sight import receiver_sight, sight_of
from tests.app.cases.world import NOW, TODAY

PAGE = Path(__file__).parents[3] / "docs" / "access.md"
HIDDEN_NAMES = {Kind.PROTECTED_NAME: Kind.NAME, Kind.PROTECTED_CONTACT: Kind.CONTACT}


def table(heading):
    """The first table below a heading of the page: rows by their first cell, cells by column."""
    lines = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines[: lines.index("")]
    ]
    columns = rows[0][1:]
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows[2:]}


def test_the_page_says_what_each_sees():
    said = table("What they see")
    assert set(said) == set(Relation)
    for relation, row in said.items():
        assert set(row) == set(Kind)
        for kind, cell in row.items():
            assert cell == expected(Relation(relation), Kind(kind)), (relation, kind)


def expected(relation, kind):
    if kind in SEES[relation]:
        return "●"
    if relation in (Relation.MEMBER, Relation.COVER) and kind in BY_MEMBER:
        return "○"
    shared = HIDDEN_NAMES.get(kind, kind) in SHAREABLE
    return "◇" if relation is Relation.RECEIVER and shared else ""


def test_the_page_says_what_each_may_do():
    said = table("What they may do")
    assert set(said) == set(Act)
    for act, row in said.items():
        assert {relation for relation, cell in row.items() if cell} == MAY[Act(act)], act
    assert not {Relation.EMERGENCY, Relation.RECEIVER} & set().union(*MAY.values())


@pytest.fixture
def case_id(world):
    members = [
        Member(world.jens.pk, "contact_person"),
        Member(world.mette.pk, "jobcentre_caseworker"),
    ]
    return world.refer(
        citizen=NewCitizen(name="Amalie Ærø", cpr="010190-1235", protected=True),
        team_id=world.team.pk,
        members=members,
    ).case_id


def give_access(case_id, world, *, user=None, organisation=None, kinds=("name", "registrations")):
    """Straight into the tables: what may be shared is tested with sharing."""
    row = models.Sharing.unrestricted.create(
        case_id=case_id, way="access", statute="test", receiver_role="employer",
        receiver_user=user, receiver_organisation=organisation, details="", since=TODAY,
        opened_at=NOW, opened_by=world.jens,
    )  # fmt: skip
    models.SharedKind.objects.bulk_create(
        models.SharedKind(sharing=row, kind=kind) for kind in kinds
    )
    return row


def test_everybody_stands_where_they_should(world, case_id):
    give_access(case_id, world, user=world.charlie)
    models.EmergencyAccess.unrestricted.create(
        case_id=case_id, user=world.colleague, organisation=world.centre, reason="",
        on=TODAY, opened_at=NOW,
    )  # fmt: skip
    stands = {
        world.jens: {Relation.MEMBER, Relation.TEAM, Relation.OPENER},
        world.mette: {Relation.MEMBER},
        world.leader: {Relation.LEADER},
        world.secretary: {Relation.SECRETARY},
        world.guard: {Relation.GUARD},
        world.colleague: {Relation.EMERGENCY},
        world.charlie: {Relation.RECEIVER},
    }
    for user, relations in stands.items():
        assert sight_of(user=user, case_id=case_id, on=TODAY).relations == relations, user


def test_the_page_access_says_of_everybody_what_their_sight_is(world, case_id):
    give_access(case_id, world, user=world.charlie)
    give_access(case_id, world, organisation=world.elsewhere, kinds=("people", "health"))
    services.let_see(
        case_id=case_id, user_id=world.mette.pk, kinds=["health"],
        by=world.jens, now=NOW, submission=uuid4(),
    )  # fmt: skip
    told = queries.onlookers(user=world.jens, case_id=case_id, today=TODAY)
    people = {one.user_id: one.sight for one in told if one.user_id}
    for user in User.objects.all():
        sight = sight_of(user=user, case_id=case_id, on=TODAY)
        whole = user.organisation_id == world.elsewhere.pk
        if sight.relations and not whole:
            assert people.pop(user.pk) == sight, user
    assert set(people) == {world.charlie.pk}
    assert people[world.charlie.pk] == sight_of(user=world.charlie, case_id=case_id, on=TODAY)
    [everybody] = [one for one in told if one.whole_organisation]
    assert everybody.sight.kinds == receiver_sight(["people", "health"]).kinds


def test_one_onlooker_or_many_cost_the_same(world, case_id):
    give_access(case_id, world, organisation=world.elsewhere)
    queries.onlookers(user=world.jens, case_id=case_id, today=TODAY)

    def count():
        with CaptureQueriesContext(connection) as asked:
            queries.onlookers(user=world.jens, case_id=case_id, today=TODAY)
        return len(asked)

    few = count()
    for number in range(3):
        give_access(case_id, world, organisation=world.elsewhere)
        User.objects.create(
            email=f"{number}@x.example", name="En til", organisation=world.centre, function="leader"
        )
    assert count() == few


class TestHealthAndSocialNotes:
    def note(self, world, case_id, by, kind):
        return world.register(
            case_id, "intro_session", "2026-09-08", by=by, note=f"om {kind}", text_kind=kind
        ).entry_id

    def read(self, user, case_id):
        page = queries.case(user=user, case_id=case_id, today=TODAY)
        return {entry.id: entry for entry in page.entries}

    def test_a_member_reads_them_until_the_team_says_otherwise(self, world, case_id):
        entry_id = self.note(world, case_id, world.jens, "health")
        assert self.read(world.mette, case_id)[entry_id].note == "om health"
        services.let_see(
            case_id=case_id, user_id=world.mette.pk, kinds=["social"],
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        entry = self.read(world.mette, case_id)[entry_id]
        assert (entry.note, entry.has_text, entry.withheld) == ("", False, True)
        assert self.read(world.jens, case_id)[entry_id].note == "om health"

    @pytest.mark.parametrize("kind", ["health", "social"])
    def test_the_leader_and_the_team_do_not_and_the_author_does(self, world, case_id, kind):
        entry_id = self.note(world, case_id, world.secretary, kind)
        assert self.read(world.leader, case_id)[entry_id].withheld
        assert self.read(world.secretary, case_id)[entry_id].note == f"om {kind}"

    def test_who_has_the_case_later_reads_them_once_a_member_says_so(self, world, case_id):
        entry_id = self.note(world, case_id, world.jens, "social")
        services.join_case(
            case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
            by=world.leader, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert self.read(world.colleague, case_id)[entry_id].withheld
        given = {"case_id": case_id, "user_id": world.colleague.pk, "now": NOW}
        with pytest.raises(services.Refused):
            services.let_see(kinds=["social"], by=world.colleague, submission=uuid4(), **given)
        with pytest.raises(services.NotAllowed):
            services.let_see(kinds=["social"], by=world.leader, submission=uuid4(), **given)
        services.let_see(kinds=["social"], by=world.jens, submission=uuid4(), **given)
        assert self.read(world.colleague, case_id)[entry_id].note == "om social"

    def test_facts_are_kept_by_kind(self, world, case_id):
        services.record_facts(
            case_id=case_id, facts={"psychological_problems": True, "benefit": "none"},
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert queries.case(user=world.jens, case_id=case_id, today=TODAY).facts == {
            "birth_date": "1990-01-01", "psychological_problems": True, "benefit": "none",
        }  # fmt: skip
        seen = queries.case(user=world.leader, case_id=case_id, today=TODAY).facts
        assert seen == {"birth_date": "1990-01-01", "benefit": "none"}

    def test_a_text_is_made_stricter_later_by_one_who_reads_it(self, world, case_id):
        entry_id = self.note(world, case_id, world.jens, "ordinary")
        assert self.read(world.leader, case_id)[entry_id].note
        given = {"case_id": case_id, "entry_id": entry_id, "now": NOW}
        services.classify_text(kind="health", by=world.jens, submission=uuid4(), **given)
        assert self.read(world.leader, case_id)[entry_id].withheld
        with pytest.raises(services.Refused):
            services.classify_text(kind="ordinary", by=world.leader, submission=uuid4(), **given)
        with pytest.raises(services.Refused):
            services.correct(
                case_id=case_id, entry_id=entry_id, reason="x",
                by=world.leader, now=NOW, submission=uuid4(),
            )  # fmt: skip


class TestProtectedNames:
    def test_the_secretary_sees_the_case_and_not_the_name(self, world, case_id):
        view = queries.case(user=world.secretary, case_id=case_id, today=TODAY)
        assert (view.citizen.name, view.citizen.cpr, view.citizen.birth_date) == (None, None, None)
        assert "birth_date" not in view.facts
        [row] = queries.cases(user=world.secretary, today=TODAY).rows
        assert (row.citizen, row.birth_date) == (None, None)
        seen = around(user=world.secretary, today=TODAY)
        assert [one.citizen for one in seen.new] == [None]

    @pytest.mark.parametrize("text", ["Amalie", "Ærø", "010190-1235"])
    def test_nobody_is_found_by_what_is_protected(self, world, case_id, text):
        assert queries.cases(user=world.secretary, today=TODAY, text=text).count == 0
        assert queries.cases(user=world.jens, today=TODAY, text=text).count == 1

    def test_the_place_in_the_list_does_not_tell_it(self, world, case_id):
        for name in ("Zenia Vest", "Bo Dam"):
            world.refer(citizen=NewCitizen(name=name))
        names = [row.citizen for row in queries.cases(user=world.secretary, today=TODAY).rows]
        assert names == ["Bo Dam", "Zenia Vest", None]
        names = [row.citizen for row in queries.cases(user=world.leader, today=TODAY).rows]
        assert names == ["Amalie Ærø", "Bo Dam", "Zenia Vest"]

    def test_todays_list_hides_it_as_well(self, world, case_id):
        seen = queries.today(user=world.secretary, today=TODAY, scope="team").undated.rows
        assert seen and {row.citizen for row in seen} == {None}
        assert {
            row.citizen for row in queries.today(user=world.jens, today=TODAY).undated.rows
        } == {"Amalie Ærø"}

    def test_an_address_is_recorded_by_those_who_see_it(self, world, case_id):
        contact = services.Contact(street="Havnegade 1", postcode="8999", city="Søby", phone="00 1")
        given = {"case_id": case_id, "contact": contact, "now": NOW}
        with pytest.raises(services.NotAllowed):
            services.record_contact(by=world.secretary, submission=uuid4(), **given)
        services.record_contact(by=world.jens, submission=uuid4(), **given)
        view = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        assert view.citizen.contact["street"] == "Havnegade 1"
        citizen = models.Citizen.unrestricted.get()
        assert "Havnegade" not in (citizen.contact or "") and citizen.address_index
        assert (
            queries.case(user=world.secretary, case_id=case_id, today=TODAY).citizen.contact == {}
        )
        with pytest.raises(services.Refused):
            services.record_contact(by=world.jens, submission=uuid4(), **given)


def test_a_receiver_sees_what_is_shared_and_nothing_else(world, case_id):
    world.register(case_id, "intro_session", "2026-09-08", note="hemmeligt")
    row = give_access(case_id, world, user=world.charlie)
    view = queries.case(user=world.charlie, case_id=case_id, today=TODAY)
    assert view.citizen.name == "Amalie Ærø"
    assert (view.citizen.cpr, view.members) == (None, ())
    assert any(entry.type == "intro_session" for entry in view.entries)
    assert not any(entry.note or entry.withheld for entry in view.entries)
    row.ended_at = NOW
    row.save()
    with pytest.raises(services.NotVisible):
        queries.case(user=world.charlie, case_id=case_id, today=TODAY)


def test_without_registrations_nothing_follows_from_them(world, case_id):
    give_access(case_id, world, user=world.charlie, kinds=("name",))
    view = queries.case(user=world.charlie, case_id=case_id, today=TODAY)
    assert view.entries == () and not view.evaluation.log.events
    [row] = queries.cases(user=world.charlie, today=TODAY).rows
    assert (row.citizen, row.next_due, row.phase, row.shows_registrations) == (
        "Amalie Ærø", None, None, False,
    )  # fmt: skip
    assert queries.cases(user=world.charlie, today=TODAY, state="overdue").count == 0
