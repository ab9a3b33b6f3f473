"""Giving a consent, and taking it back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import crypto, queries, services
from fodfaeste.cases.models import Consent, LogEntry, Sharing
from fodfaeste.cases.services import NotAllowed, NotVisible, Recipient, Refused
from fodfaeste.cases.verifying import verify_chain
from tests.app.cases.world import NOW, TODAY
from tests.app.sharing.agreed import GP, later

pytestmark = pytest.mark.django_db


def faults(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


def lines(a):
    found = LogEntry.unrestricted.filter(case=a.case_id).order_by("seq")
    return [(line.kind, line.type) for line in found][-2:]


def page(a, user=None, today=TODAY):
    return queries.sharing(user=user or a.jens, case_id=a.case_id, today=today)


class TestGiving:
    def test_what_was_agreed_is_kept_as_it_was(self, a):
        a.give(GP, ("health", "name"), wording="Jeg siger ja til min læge", witness="Vita Vidne")
        [one] = page(a).consents
        assert one.receiver.recipient == GP
        assert [kind.value for kind in one.kinds] == ["name", "health"]
        assert (one.wording, one.witness) == ("Jeg siger ja til min læge", "Vita Vidne")
        assert (one.standing, one.recorded_by) == ("stands", "Jens Kragh")

    def test_it_is_an_event_that_the_programmes_read(self, a):
        a.give(GP)
        assert lines(a)[-1] == ("event", "consent_given")
        entry = queries.case(user=a.jens, case_id=a.case_id, today=TODAY).entries[0]
        assert entry.attributes == {"to": "gp", "scope": "så de kan følge med"}

    def test_none_of_it_is_in_the_database_in_clear(self, a):
        a.give(GP, wording="ordene", purpose="formålet", witness="vidnet")
        a.extract(kinds=("name", "registrations"))
        secrets = ("Torvet", "ordene", "formålet", "vidnet")
        with connection.cursor() as cursor:
            for table in ("cases_consent", "cases_sharing", "cases_logentry", "cases_logtext"):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - its own tables
                told = str(cursor.fetchall())
                assert not any(secret in told for secret in secrets), table

    def test_sent_twice_it_is_given_once(self, a):
        once = uuid4()
        assert a.give(submission=once) == a.give(submission=once)
        assert Consent.unrestricted.count() == 1
        assert [line[1] for line in lines(a)].count("consent_given") == 1

    @pytest.mark.parametrize(
        ("values", "place", "code"),
        [
            ({"kinds": ()}, "kinds", "no_kinds"),
            ({"kinds": ("belief",)}, "kinds", "not_shareable"),
            ({"kinds": ("traces",)}, "kinds", "not_shareable"),
            ({"witness": " "}, "witness", "witness_needed"),
            ({"wording": ""}, "wording", "missing"),
            ({"wording": "x" * 4001}, "wording", "too_long"),
            ({"purpose": " "}, "purpose", "missing"),
            ({"way": "by_telepathy"}, "way", "unknown_way"),
            ({"since": TODAY - timedelta(1)}, "since", "before_given"),
            ({"last_on": TODAY - timedelta(1)}, "last_on", "ends_before_it_begins"),
            ({"given_on": TODAY + timedelta(1)}, "on", "in_the_future"),
            ({"receiver": Recipient(role="")}, "receiver", "missing"),
            (
                {"receiver": Recipient(role="gp", organisation_id=999999)},
                "organisation_id",
                "unknown_organisation",
            ),
            ({"receiver": Recipient(role="gp", user_id=999999)}, "user_id", "unknown_receiver"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_place(self, a, values, place, code):
        with pytest.raises(Refused) as refused:
            a.give(**values)
        assert (place, code) in faults(refused)
        assert not Consent.unrestricted.exists()

    def test_a_person_has_to_work_in_the_organisation_that_is_named(self, a):
        wrong = Recipient(role="jobcentre", organisation_id=a.town.pk, user_id=a.vera.pk)
        with pytest.raises(Refused):
            a.give(wrong)

    def test_a_signature_needs_no_witness_and_keeps_none(self, a):
        a.give(way="signature", witness="Vita")
        assert page(a).consents[0].witness == ""

    def test_without_a_last_day_it_stands_until_it_is_withdrawn(self, a):
        a.give(last_on=None)
        assert page(a, today=TODAY + timedelta(9999)).consents[0].standing == "stands"


class TestStanding:
    @pytest.mark.parametrize(
        ("day", "standing"),
        [(-1, "not_begun"), (0, "stands"), (10, "stands"), (11, "expired")],
    )
    def test_by_the_day(self, a, day, standing):
        a.give(last_on=TODAY + timedelta(10))
        assert page(a, today=TODAY + timedelta(day)).consents[0].standing == standing

    def test_withdrawn_goes_before_all_else(self, a):
        a.withdraw(a.give())
        assert page(a).consents[0].standing == "withdrawn"


class TestWithdrawing:
    def test_one_act_closes_access_and_stops_what_waits(self, a):
        consent = a.give()
        access, waiting = a.share(), a.extract(receiver=a.office)
        queries.case(user=a.vera, case_id=a.case_id, today=TODAY)  # is there
        a.withdraw(consent, reason="Jeg vil ikke mere")
        with pytest.raises(NotVisible):
            queries.case(user=a.vera, case_id=a.case_id, today=TODAY)
        ended = dict(Sharing.unrestricted.values_list("pk", "ended_at"))
        assert ended == {access: NOW, waiting: NOW}
        with pytest.raises(Refused) as refused:
            a.send(waiting)
        assert faults(refused) == {("sharing_id", "already_ended")}

    def test_what_was_sent_stays_listed_and_can_be_shown(self, a):
        consent = a.give(GP)
        sent = a.extract()
        a.send(sent)
        a.withdraw(consent)
        [one] = page(a).sharings
        assert (one.sent_at, one.ended_at, one.sent_how) == (NOW, None, "handed_over")
        shown = queries.extract(user=a.jens, case_id=a.case_id, sharing_id=sent, today=TODAY)
        assert shown.content is not None
        assert shown.content["name"] == "Amalie Ærø Sørensen"

    def test_how_often_the_receiver_has_looked_is_said(self, a):
        consent = a.give()
        a.share()
        for user in (a.vera, a.vera, a.villy, a.jens):
            queries.case(user=user, case_id=a.case_id, today=TODAY)
        a.withdraw(consent)
        # The database's clock stamps look-ups, and NOW is made up: so not by the end.
        Sharing.unrestricted.update(opened_at=later(-9999), ended_at=None)
        assert page(a).sharings[0].looked.count == 3

    def test_each_end_has_its_line_and_the_chain_holds(self, a):
        consent = a.give()
        a.share()
        a.withdraw(consent)
        assert lines(a) == [("event", "consent_withdrawn"), ("act", "sharing_ended")]
        assert verify_chain(a.case_id) == ()

    def test_twice_is_refused_and_the_same_form_is_not(self, a):
        consent, once = a.give(), uuid4()
        a.withdraw(consent, submission=once)
        assert a.withdraw(consent, submission=once).repeated
        with pytest.raises(Refused) as refused:
            a.withdraw(consent)
        assert faults(refused) == {("consent_id", "already_withdrawn")}

    def test_other_consents_stand(self, a):
        first, second = a.give(GP), a.give()
        a.share()
        a.withdraw(first)
        queries.case(user=a.vera, case_id=a.case_id, today=TODAY)  # is there
        assert Consent.unrestricted.get(pk=second).withdrawn_at is None

    def test_one_of_another_case_is_not_there(self, a):
        consent = a.give()
        a.case_id = a.refer(submission=uuid4()).case_id
        with pytest.raises(Refused) as refused:
            a.withdraw(consent)
        assert faults(refused) == {("consent_id", "unknown_consent")}

    def test_the_line_of_a_consent_is_not_corrected(self, a):
        a.give()
        entry = queries.case(user=a.jens, case_id=a.case_id, today=TODAY).entries[0]
        with pytest.raises(Refused) as refused:
            services.correct(
                case_id=a.case_id,
                entry_id=entry.id,
                reason="forkert",
                by=a.jens,
                now=NOW,
                submission=uuid4(),
            )
        assert faults(refused) == {("of", "consent_line")}


class TestWhoMay:
    def test_charlie_gets_nothing(self, a):
        consent = a.give()
        for act in (lambda: a.give(by=a.charlie), lambda: a.withdraw(consent, by=a.charlie)):
            with pytest.raises(NotVisible):
                act()
        with pytest.raises(NotVisible):
            page(a, a.charlie)

    def test_a_receiver_neither_sees_nor_gives_consents(self, a):
        consent = a.give()
        a.share(kinds=("name", "registrations"))
        for act in (lambda: a.give(by=a.vera), lambda: a.withdraw(consent, by=a.vera)):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotAllowed):
            page(a, a.vera)
        assert AccessLog.objects.filter(user=a.vera, act="refused").count() == 3
        types = {e.type for e in queries.case(user=a.vera, case_id=a.case_id, today=TODAY).entries}
        assert types, "registrations are shared"
        assert not types & {"consent_given", "shared"}


def test_a_page_of_three_asks_no_more_than_a_page_of_one(a):
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(3):
        a.give(GP)
        a.give()
        a.share()
        a.extract()
        with CaptureQueriesContext(connection) as caught:
            page(a)
        counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2], counts


def test_details_are_readable_with_the_keys_only(a):
    a.give(GP)
    details = Consent.unrestricted.get().details
    assert "Torvet" not in details
    assert crypto.decrypt_map(details)["name"] == "Lægehuset Torvet"
