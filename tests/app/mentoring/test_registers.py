"""Partners with what they can give and what is agreed; mentors who do not use the system."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from fodfaeste.companies import services as companies
from fodfaeste.companies.services import CompanyTold, NotInRegister, UnitTold
from fodfaeste.mentoring import lists, queries, services
from fodfaeste.mentoring.models import Mentor, Partner, PartnerAgreement
from fodfaeste.mentoring.services import HelpTold, MentorTold, PartnerTold
from tests.app.cases.world import TODAY
from tests.app.mentoring.helping import MENTOR, refused


def names(user, text="", **more):
    return [row.name for row in queries.partners(user=user, today=TODAY, text=text, **more).rows]


class TestPartners:
    def test_it_is_found_by_what_it_gives_and_by_track(self, world, help_with):
        club = help_with.partner()
        help_with.help(club, track="health", for_whom="Unge", place="Hallen")
        help_with.partner("Gældshjælpen", kind="debt")
        assert names(world.jens, "løber hallen") == ["Søby Løbeklub"]
        assert names(world.jens, "gældsrådgivning") == ["Gældshjælpen"]
        assert names(world.jens, track="health") == ["Søby Løbeklub"]
        assert names(world.jens, track="social") == []
        assert names(world.jens) == ["Gældshjælpen", "Søby Løbeklub"]

    def test_what_is_not_given_any_more_is_not_found(self, world, help_with):
        club = help_with.partner()
        given = help_with.help(club, track="health")
        told = HelpTold(what="Løber sammen om onsdagen", track="health", is_active=False)
        help_with.act(services.change_help, help_id=given, told=told)
        assert names(world.jens, "onsdagen") == []
        assert names(world.jens, track="health") == []
        assert names(world.jens) == ["Søby Løbeklub"]

    def test_it_is_seen_by_everybody_who_works_there_and_by_nobody_else(self, world, help_with):
        club = help_with.partner()
        for user in (world.jens, world.leader, world.secretary):
            assert queries.partner(user=user, partner_id=club) is not None
        assert queries.partner(user=world.charlie, partner_id=club) is None
        assert names(world.charlie) == []
        with pytest.raises(NotInRegister):
            help_with.help(club, by=world.charlie)

    def test_whom_one_turns_to_is_encrypted_and_never_in_the_log(self, world, help_with):
        club = help_with.partner(contact_name="Lone Løb", phone="12345678")
        told = PartnerTold(name="Søby Løbeklub", kind="association", contact_name="Per Puls")
        help_with.act(services.change_partner, partner_id=club, told=told)
        [line] = help_with.told_to_organisation("partner_contact_changed")
        assert line.after == {"fields": ["contact_name", "phone"]}
        row = Partner.unrestricted.get(pk=club)
        assert "Puls" not in str(row.contact)
        assert help_with.partner_seen(club).contact_name == "Per Puls"

    def test_erased_is_who_it_was_and_who_signed(self, world, help_with):
        club = help_with.partner(contact_name="Lone Løb")
        help_with.agree(club, signed_by="Lone Løb")
        help_with.act(services.erase_partner_contact, partner_id=club)
        seen = help_with.partner_seen(club)
        assert (seen.contact_name, seen.agreements[0].signed_by) == ("", "")
        assert seen.agreements[0].about == "To pladser"

    def test_a_partner_with_a_number_is_found_in_the_register_of_companies(self, world, help_with):
        club = help_with.partner(cvr="99990007")
        company = CompanyTold(name="Klubben", cvr="99990007")
        help_with.act(companies.add_company, told=company, unit=UnitTold())
        assert help_with.partner_seen(club).company_id is not None

    def test_sent_twice_it_is_there_once(self, help_with):
        submission = uuid4()
        assert help_with.partner(submission=submission) == help_with.partner(submission=submission)
        assert Partner.unrestricted.count() == 1

    @pytest.mark.parametrize(
        ("told", "fault"),
        [
            ({"name": " "}, ("name", "missing")),
            ({"kind": "circus"}, ("kind", "unknown_partner_kind")),
            ({"cvr": "99990008"}, ("cvr", "cvr_form")),
            ({"email": "nowhere"}, ("email", "email_form")),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, help_with, told, fault):
        assert refused(lambda: help_with.partner(**told)) == [fault]

    def test_an_unknown_track_is_refused(self, help_with):
        club = help_with.partner()
        assert refused(lambda: help_with.help(club, track="moon")) == [("track", "unknown_track")]


class TestAgreements:
    def test_the_next_one_is_a_version_and_the_one_before_stays(self, world, help_with):
        club = help_with.partner()
        help_with.agree(club, until=date(2026, 12, 31), signed_by="Lone Løb")
        help_with.agree(club, about="Tre pladser", since=date(2027, 1, 1))
        seen = help_with.partner_seen(club)
        assert [(one.number, one.about) for one in seen.agreements] == [
            (2, "Tre pladser"),
            (1, "To pladser"),
        ]
        assert seen.agreements[1].signed_by == "Lone Løb"
        assert "Lone" not in str(PartnerAgreement.unrestricted.get(number=1).signed)
        assert len(help_with.told_to_organisation("partner_agreement_made")) == 2

    def test_nobody_changes_what_was_agreed_and_who_signed_can_be_erased(self, help_with):
        help_with.agree(help_with.partner(), signed_by="Lone Løb")
        found = PartnerAgreement.unrestricted.all()
        for change in (
            lambda: found.update(about="En plads"),
            lambda: found.update(signed=None, until=TODAY),
            lambda: found._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()
        assert found.update(signed=None) == 1

    def test_those_that_end_soon_or_have_ended_can_be_listed(self, world, help_with):
        for name, days in (("Snart", 20), ("Forbi", -1), ("Længe", 200)):
            help_with.agree(help_with.partner(name), until=TODAY + timedelta(days=days))
        help_with.partner("Ingen")
        assert names(world.jens, ending=True) == ["Forbi", "Snart"]

    def test_who_sees_to_it_works_here_and_the_days_are_in_order(self, world, help_with):
        club = help_with.partner()
        strange = {"responsible_id": world.charlie.pk, "until": date(2020, 1, 1)}
        assert refused(lambda: help_with.agree(club, **strange)) == [
            ("until", "ends_before_it_begins"),
            ("responsible", "unknown_responsible"),
        ]


@pytest.fixture
def two_a_page(monkeypatch):
    monkeypatch.setattr(lists, "ON_A_PAGE", 2)


class TestPageByPage:
    @pytest.mark.usefixtures("two_a_page")
    def test_partners_one_page_after_the_other(self, world, help_with):
        for name in ("Ånd & Hånd", "Bostøtten", "Søby Løbeklub"):
            help_with.partner(name)
        theirs = help_with.partner("Aktive", by=world.charlie)
        first = queries.partners(user=world.jens, today=TODAY)
        assert (first.count, first.more, first.after) == (3, False, first.rows[-1].id)
        assert names(world.jens) == ["Bostøtten", "Søby Løbeklub"]
        assert names(world.jens, after=first.after) == ["Ånd & Hånd"]
        last = queries.partners(user=world.jens, today=TODAY, after=first.after)
        assert (last.count, last.after) == (3, None)
        # One that is not there, or is somebody else's, is no place to begin.
        assert names(world.jens, after=uuid4()) == names(world.jens, after=theirs)
        assert names(world.jens, after=theirs) == ["Bostøtten", "Søby Løbeklub"]

    @pytest.mark.usefixtures("two_a_page")
    def test_mentors_with_colleagues_among_them(self, world, help_with):
        for name in ("Frida", "Åse", "Bo"):
            help_with.mentor(name=name)
        first = queries.mentors(user=world.jens)
        assert (first.count, [one.name for one in first.rows]) == (4, ["Bo", "Frida"])
        second = queries.mentors(user=world.jens, after=first.after)
        assert [one.name for one in second.rows] == ["Kim Kollega", "Åse"]
        assert second.after == ""
        assert queries.mentors(user=world.jens, after="hest").rows == first.rows
        # Whoever is chosen for a citizen is chosen among all.
        register, _people = queries.to_choose(user=world.jens, case_id=help_with.case_id)
        assert len(register) == 3


class TestMentors:
    def test_who_they_are_is_encrypted_and_searched(self, world, help_with):
        pk = help_with.mentor(likes="Fisketure")
        assert "Frida" not in Mentor.unrestricted.get(pk=pk).details
        found = queries.mentors(user=world.jens, text="tyrkisk fisk").rows
        assert [one.name for one in found] == ["Frida Frivillig"]
        assert queries.mentors(user=world.charlie).rows == ()

    def test_a_colleague_whose_role_it_is_counts_as_well(self, world, help_with):
        help_with.mentor()
        found = queries.mentors(user=world.jens).rows
        assert [one.name for one in found] == ["Frida Frivillig", "Kim Kollega"]

    def test_the_log_says_which_fields_and_not_what(self, help_with):
        pk = help_with.mentor()
        told = MentorTold(name="Frida Ny", phone=MENTOR["phone"], languages=MENTOR["languages"],
                          stopped_on=TODAY)  # fmt: skip
        help_with.act(services.change_mentor, mentor_id=pk, told=told)
        [line] = help_with.told_to_organisation("mentor_changed")
        assert line.after == {"fields": ["name", "stopped_on"]}
        assert "Frida" not in str(line.about)

    def test_who_has_stopped_is_listed_apart(self, world, help_with):
        help_with.mentor(stopped_on=TODAY)
        assert "Frida Frivillig" not in [one.name for one in queries.mentors(user=world.jens).rows]
        [one] = queries.mentors(user=world.jens, stopped=True).rows
        assert one.name == "Frida Frivillig"

    def test_erased_nothing_of_them_is_left(self, world, help_with):
        pk = help_with.mentor()
        support = help_with.begin(mentor_id=pk)
        help_with.act(services.erase_mentor, mentor_id=pk)
        assert queries.mentor(user=world.jens, mentor_id=pk) is None
        seen = help_with.seen(support)
        assert (seen.name, seen.is_erased) == ("", True)

    def test_citizens_and_strangers_keep_nothing(self, world, help_with):
        world.jens.is_active = False
        with pytest.raises(PermissionDenied):
            help_with.mentor()
