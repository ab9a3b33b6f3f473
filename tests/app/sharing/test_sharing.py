"""Sharing: on a basis only, seen before it is sent, frozen, and closed when the basis goes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import queries
from fodfaeste.cases.basis import Basis, Gap, Missing
from fodfaeste.cases.models import Consent, LogEntry, SharedKind, Sharing
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.services import (
    NoBasis,
    NotAllowed,
    NotVisible,
    Recipient,
    Refused,
    may_send,
)
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.world import NOW, TODAY
from tests.app.sharing.agreed import GP, content, later
from tests.app.sharing.test_consents import faults, page

pytestmark = pytest.mark.django_db

STATUTE = {"statute": "rsl-11-a-2", "reason": "Sag om hjælp", "last_on": TODAY + timedelta(30)}


def may(a, receiver, kinds=("name",), on=TODAY):
    return may_send(case_id=a.case_id, receiver=receiver, kinds=kinds, on=on)


def sees(a, user, today=TODAY):
    try:
        return queries.case(user=user, case_id=a.case_id, today=today)
    except NotVisible:
        return None


class TestBasis:
    def test_a_standing_consent_is_one(self, a):
        consent = a.give(GP)
        assert may(a, GP) == Basis(consent_id=consent, last_on=TODAY + timedelta(365))

    def test_of_several_the_one_given_first_is_it_whatever_their_numbers(self, a):
        first, last = UUID(int=9), UUID(int=1)
        for made, minutes in ((first, 0), (last, 5)):
            given = a.give(GP, now=NOW + timedelta(minutes=minutes))
            Consent.unrestricted.filter(pk=given).update(id=made)
        assert may(a, GP).consent_id == first

    def test_what_is_missing_is_said_by_consent_and_day(self, a):
        withdrawn = a.give(GP)
        a.withdraw(withdrawn)
        expired = a.give(GP, now=later(-90), given_on=later(-90).date(), last_on=later(-60).date())
        short = a.give(GP, ("name",))
        missing = may(a, GP, ("name", "health"))
        assert missing.kinds == (Kind.HEALTH,)
        by_id = {gap.consent_id: gap for gap in missing.gaps}
        assert (by_id[withdrawn].standing, by_id[withdrawn].on) == ("withdrawn", TODAY)
        assert (by_id[expired].standing, by_id[expired].on) == ("expired", later(-60).date())
        assert by_id[short] == Gap(
            consent_id=short,
            given_on=TODAY,
            standing="stands",
            on=TODAY + timedelta(365),
            kinds=(Kind.HEALTH,),
        )

    def test_two_consents_do_not_add_up(self, a):
        a.give(GP, ("name",))
        a.give(GP, ("health",))
        assert may(a, GP, ("name", "health")).kinds == ()
        assert isinstance(may(a, GP, ("name", "health")), Missing)

    @pytest.mark.parametrize(
        ("given", "asked", "covered"),
        [
            (GP, GP, True),
            (GP, replace(GP, name="lægehuset  torvet"), True),
            (GP, replace(GP, name="Lægehuset Havnen"), False),
            (GP, replace(GP, role="psychiatry"), False),
            (Recipient(role="gp"), GP, True),
            (GP, Recipient(role="gp"), False),
            (Recipient(role="jobcentre"), "office", False),
            ("office", "office", True),
            ("office", "to_vera", True),
            ("to_vera", "office", False),
            ("to_vera", "to_villy", False),
            ("office", Recipient(role="jobcentre"), False),
            ("office", Recipient(role="jobcentre", name="Jobcenter Havn"), False),
        ],
    )
    def test_whom_a_consent_covers(self, a, given, asked, covered):
        a.to_villy = replace(a.office, user_id=a.villy.pk)
        given, asked = (getattr(a, x) if isinstance(x, str) else x for x in (given, asked))
        a.give(given)
        assert isinstance(may(a, asked), Basis) is covered

    def test_one_of_another_case_is_none(self, a):
        a.give(GP)
        a.case_id = a.refer(submission=uuid4()).case_id
        assert may(a, GP) == Missing(kinds=(Kind.NAME,))

    def test_access_by_a_statute_is_one_while_it_lasts(self, a):
        sharing = a.share(**STATUTE)
        assert may(a, a.office) == Basis(sharing_id=sharing, last_on=TODAY + timedelta(30))
        assert isinstance(may(a, a.office, ("health",)), Missing)
        assert isinstance(may(a, a.office, on=TODAY + timedelta(31)), Missing)
        a.end(sharing)
        assert isinstance(may(a, a.office), Missing)


class TestAccess:
    def test_all_of_the_organisation_see_what_was_agreed_and_no_more(self, a):
        a.give(kinds=("name", "registrations"))
        a.share(kinds=("name",))
        for user in (a.vera, a.villy):
            seen = sees(a, user)
            assert seen.citizen.name == "Amalie Ærø Sørensen"
            assert (seen.entries, seen.members, seen.facts) == ((), (), {})

    def test_one_person_only_if_that_was_agreed(self, a):
        a.give(a.to_vera)
        a.share(a.to_vera)
        assert sees(a, a.vera)
        assert sees(a, a.villy) is None

    def test_from_the_first_day_to_the_last(self, a):
        a.give(last_on=TODAY + timedelta(10))
        a.share(since=TODAY + timedelta(2))
        seen = [bool(sees(a, a.vera, TODAY + timedelta(n))) for n in (1, 2, 10, 11)]
        assert seen == [False, True, True, False]
        assert page(a).sharings[0].last_on == TODAY + timedelta(10)

    def test_ended_it_is_closed_and_the_consent_stands(self, a):
        a.give()
        sharing = a.share()
        a.end(sharing)
        assert sees(a, a.vera) is None
        assert isinstance(may(a, a.office), Basis)
        with pytest.raises(Refused) as refused:
            a.end(sharing)
        assert faults(refused) == {("sharing_id", "already_ended")}

    def test_without_a_basis_it_is_refused_and_nothing_is_written(self, a):
        before = LogEntry.unrestricted.count()
        with pytest.raises(NoBasis) as refused:
            a.share()
        assert refused.value.missing.kinds == (Kind.NAME, Kind.REGISTRATIONS)
        assert (Sharing.unrestricted.count(), LogEntry.unrestricted.count()) == (0, before)

    def test_by_a_statute_that_is_named_with_a_reason_and_logged(self, a):
        a.share(**STATUTE)
        assert sees(a, a.vera)
        line = queries.case(user=a.jens, case_id=a.case_id, today=TODAY).entries[0]
        assert line.type == "shared"
        assert line.attributes["statute"] == "rsl-11-a-2"
        assert line.attributes["kinds"] == ["name", "registrations"]
        assert line.note == "Sag om hjælp"
        assert page(a).sharings[0].reason == "Sag om hjælp"

    @pytest.mark.parametrize(
        ("changed", "place", "code"),
        [
            ({"reason": " "}, "reason", "missing"),
            ({"statute": "made-up"}, "statute", "unknown_statute"),
            ({"statute": "sel-153"}, "statute", "unknown_statute"),
            ({"last_on": None}, "last_on", "end_needed"),
            ({"last_on": TODAY - timedelta(1)}, "last_on", "ends_before_it_begins"),
            ({"since": TODAY - timedelta(1)}, "since", "in_the_past"),
            ({"kinds": ()}, "kinds", "no_kinds"),
            ({"kinds": ("belief",)}, "kinds", "not_shareable"),
            ({"kinds": ("name", "health")}, "kinds", "not_yours_to_show"),
            ({"receiver": GP}, "way", "cannot_sign_in"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_place(self, a, changed, place, code):
        a.jens_sees(health=False)
        with pytest.raises(Refused) as refused:
            a.share(**STATUTE | changed)
        assert (place, code) in faults(refused)
        assert not Sharing.unrestricted.exists()

    def test_ones_own_organisation_is_not_a_receiver_and_a_colleague_can_be(self, a):
        own = Recipient(role="employer", organisation_id=a.centre.pk)
        with pytest.raises(Refused) as refused:
            a.share(own, **STATUTE)
        assert ("organisation_id", "own_organisation") in faults(refused)
        a.share(replace(own, user_id=a.secretary.pk), **STATUTE)

    def test_who_does_not_work_here_cannot_be_given_a_page(self, a):
        shop = people.add_user(
            email="chef@butik.example", name="Cleo Chef", organisation=a.elsewhere,
            function="employer", roles=(), teams=(),
        )  # fmt: skip
        with pytest.raises(Refused) as refused:
            a.share(Recipient(role="employer", user_id=shop.pk), **STATUTE)
        assert ("way", "cannot_sign_in") in faults(refused)

    def test_sent_twice_it_is_shared_once(self, a):
        a.give()
        once = uuid4()
        assert a.share(submission=once) == a.share(submission=once)
        assert Sharing.unrestricted.count() == 1
        assert SharedKind.objects.count() == 2

    def test_withdrawn_while_it_is_being_shared_nothing_is_opened(self, a):
        """Somebody withdraws between what is decided and what is written."""
        consent = a.give()
        moments: list[Any] = []

        def content_and_withdrawal(view):
            if not moments:
                moments.append(a.withdraw(consent))
            return {}

        with pytest.raises(NoBasis):
            a.share(a.office, way="extract", present=content_and_withdrawal, seen=digest({}))
        assert moments
        assert not Sharing.unrestricted.exists()


def digest(of):
    from fodfaeste.cases.services import digest_of

    return digest_of(of)


class TestExtract:
    def test_it_is_what_was_seen_and_stays_so(self, a):
        a.give(GP)
        sharing = a.extract()
        a.register(a.case_id, "intro_session", "2026-09-08", note="nyt")
        shown = queries.extract(user=a.jens, case_id=a.case_id, sharing_id=sharing, today=TODAY)
        assert shown.content is not None
        assert shown.content["name"] == "Amalie Ærø Sørensen"
        assert not any("intro_session" in line for line in shown.content["happened"])
        assert shown.content["cpr"] is None

    def test_what_has_changed_since_it_was_seen_is_seen_again(self, a):
        a.give(GP)
        seen = a.preview(("name", "registrations"), present=content)
        a.register(a.case_id, "intro_session", "2026-09-08")
        with pytest.raises(Refused) as refused:
            a.extract(seen=seen)
        assert faults(refused) == {("seen", "changed_since_seen")}

    def test_it_waits_until_it_is_sent_and_by_whom_is_said(self, a):
        a.give(GP)
        sharing = a.extract()
        assert page(a).sharings[0].is_waiting
        a.send(sharing, how="digital_post")
        [one] = page(a).sharings
        assert not one.is_waiting
        assert (one.sent_at, one.sent_how, one.sent_by) == (NOW, "digital_post", "Jens Kragh")
        with pytest.raises(Refused) as refused:
            a.send(sharing)
        assert faults(refused) == {("sharing_id", "already_sent")}
        with pytest.raises(Refused):
            a.end(sharing)
        assert verify_chain(a.case_id) == ()

    def test_how_it_was_sent_has_to_be_said(self, a):
        a.give(GP)
        with pytest.raises(Refused) as refused:
            a.send(a.extract(), how="by_pigeon")
        assert ("how", "missing") in faults(refused)

    @pytest.mark.parametrize("gone", ["withdrawn", "expired", "ended"])
    def test_once_its_basis_is_gone_it_is_neither_shown_nor_sent(self, a, gone):
        consent = a.give(GP, last_on=TODAY + timedelta(5))
        sharing, now = a.extract(), NOW
        if gone == "withdrawn":
            a.withdraw(consent)
        elif gone == "ended":
            a.end(sharing)
        else:
            now = later(6)
        shown = queries.extract(
            user=a.jens, case_id=a.case_id, sharing_id=sharing, today=now.date(), printed=True
        )
        assert (shown.content, shown.standing != "stands") == (None, True)
        with pytest.raises(Refused):
            a.send(sharing, now=now)

    def test_showing_and_printing_are_logged_apart(self, a):
        a.give(GP)
        sharing = a.extract()
        for printed in (False, True):
            queries.extract(
                user=a.jens, case_id=a.case_id, sharing_id=sharing, today=TODAY, printed=printed
            )
        acts = AccessLog.objects.filter(detail__page="extract").values_list("act", flat=True)
        assert sorted(acts) == ["print", "view"]

    def test_who_does_not_see_such_notes_does_not_see_them_there(self, a):
        a.give(GP, ("name", "health"))
        a.jens_sees(health=True)
        sharing = a.extract(kinds=("name", "health"))
        leader = people.add_user(
            email="lis@nord.example", name="Lis Leder", organisation=a.centre,
            function="leader", roles=(), teams=(),
        )  # fmt: skip
        shown = queries.extract(user=leader, case_id=a.case_id, sharing_id=sharing, today=TODAY)
        assert shown.content is None


class TestWhoMay:
    def test_charlie_gets_nothing(self, a):
        a.give()
        sharing = a.share()
        acts = (
            lambda: a.share(by=a.charlie),
            lambda: a.end(sharing, by=a.charlie),
            lambda: a.send(sharing, by=a.charlie),
            lambda: a.preview(("name",), present=content, by=a.charlie),
            lambda: queries.extract(
                user=a.charlie, case_id=a.case_id, sharing_id=sharing, today=TODAY
            ),
        )
        for act in acts:
            with pytest.raises(NotVisible):
                act()
        assert queries.shared_cases(user=a.charlie, today=TODAY) == ()

    def test_a_receiver_shares_nothing_on(self, a):
        a.give()
        sharing = a.share()
        acts = (
            lambda: a.share(by=a.vera),
            lambda: a.end(sharing, by=a.vera),
            lambda: a.preview(("name",), present=content, by=a.vera),
            lambda: queries.extract(
                user=a.vera, case_id=a.case_id, sharing_id=sharing, today=TODAY
            ),
        )
        for act in acts:
            with pytest.raises(NotAllowed):
                act()

    def test_nobody_looks_through_what_they_do_not_see(self, a):
        a.give(GP, ("health",))
        a.jens_sees(health=False)
        with pytest.raises(NotAllowed):
            a.preview(("health",), present=content)
        with pytest.raises(Refused) as refused:
            a.extract(kinds=("health",), seen="")
        assert ("kinds", "not_yours_to_show") in faults(refused)
