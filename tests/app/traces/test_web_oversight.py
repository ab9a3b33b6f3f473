"""The pages of oversight, and emergency access on screen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.append_only import lifted
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases.models import EmergencyAccess, LogEntry
from fodfaeste.traces.models import Control, Sample, SampledLine, Verification
from tests.app import web_data
from tests.app.traces.looking import at, look

pytestmark = pytest.mark.django_db

CPR = "010190-1234"
REASON = "Borgeren ringer og er i akut krise, og Mette er ikke på arbejde."


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", cpr=CPR)


@pytest.fixture
def kaj(home):
    return web_data.person("Kaj Kollega", home.organisation)


@pytest.fixture
def guard(home):
    gry = web_data.person("Gry Vagt", home.organisation, function="administrative")
    gry.rights.create(right="protect")
    return gry


def emergency(client, user, **values):
    client.force_login(user)
    given = {"number": CPR, "reason": REASON, "submission": str(uuid4())}
    return client.post(reverse("emergency"), given | values)


def text(response):
    return response.content.decode()


class TestEmergencyAccess:
    def test_leads_to_the_case(self, client, kaj, case):
        client.force_login(kaj)
        assert client.get(reverse("case", args=[case])).status_code == 404
        response = emergency(client, kaj)
        assert response["Location"] == reverse("case", args=[case])
        assert "Åse Ærø" in text(client.get(response["Location"]))
        assert REASON in text(client.get(reverse("emergency")))

    def test_sent_twice_opens_once(self, client, kaj, case):
        submission = str(uuid4())
        for _ in range(2):
            assert emergency(client, kaj, submission=submission).status_code == 302
        assert EmergencyAccess.unrestricted.count() == 1

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, client, kaj, case):
        page = text(emergency(client, kaj, reason="Haster"))
        assert "Haster" in page
        assert CPR in page
        assert 'role="alert"' in page
        assert not EmergencyAccess.unrestricted.exists()

    def test_charlie_is_told_what_everybody_is_who_finds_nothing(self, client, home, kaj, case):
        answers = [
            emergency(client, home.charlie),
            emergency(client, kaj, number="020290-1234"),
        ]
        for answer in answers:
            assert answer.status_code == 200
            assert "Åse" not in text(answer)
        faults = [a.context["form"].errors["number"] for a in answers]
        assert faults[0] == faults[1]

    def test_the_number_is_in_no_address(self, client, kaj, case):
        response = emergency(client, kaj)
        assert "0101" not in response["Location"]
        lines = str(list(AccessLog.objects.values_list("detail", flat=True)))
        assert "0101" not in lines


class TestOversight:
    def test_shows_an_emergency_until_it_was_seen(self, client, home, kaj, case):
        emergency(client, kaj)
        client.force_login(home.leader)
        page = client.get(reverse("oversight"))
        assert "Kaj Kollega" in text(page)
        assert REASON in text(page)
        [(one, form)] = page.context["unseen"]
        address = reverse("oversight_seen", args=[one.access_id])
        for _ in range(2):
            response = client.post(address, {"submission": str(form.initial["submission"])})
            assert response["Location"] == reverse("oversight")
        page = client.get(reverse("oversight"))
        assert page.context["unseen"] == []
        assert [one.seen.split()[0] for one in page.context["seen"]] == ["Set"]

    def test_lists_what_is_unusual_with_its_threshold(self, client, home, case):
        day = timezone.localdate() - timedelta(days=3)
        for minute in range(3):
            look(home.mette, at(day, 12, minute), act="refused")
        client.force_login(home.leader)
        page = client.get(reverse("oversight"))
        [refused] = [one for one in page.context["patterns"] if one.id == "refused"]
        assert [line.who for line in refused.lines] == ["Mette Holm"]
        assert refused.threshold in text(page)
        page = client.get(reverse("oversight") + "?dage=vrøvl")
        assert [one.days for one in page.context["periods"] if one.chosen] == [30]

    def test_asks_as_much_for_one_as_for_three(self, client, home, kaj, case):
        def count():
            client.get(reverse("oversight"))
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("oversight"))
            return len(asked)

        emergency(client, kaj)
        client.force_login(home.leader)
        one = count()
        for name in ("Bo Bæk", "Ib Illum"):
            other = web_data.refer(home, name)
            emergency(client, kaj, number=str(other))
        client.force_login(home.leader)
        assert one == count()

    @pytest.mark.parametrize("name", ["oversight", "oversight_samples", "oversight_seal"])
    def test_is_for_leaders_and_those_who_watch(self, client, home, guard, kaj, name):
        allowed = {"oversight_seal": {guard.pk}}.get(name, {home.leader.pk, guard.pk})
        for user in (home.mette, kaj, home.leader, guard):
            client.force_login(user)
            expected = 200 if user.pk in allowed else 403
            assert client.get(reverse(name)).status_code == expected
            stands_in_menu = 'href="/tilsyn/"' in text(client.get("/"))
            assert stands_in_menu == (user in (home.leader, guard))

    def test_charlie_marks_nothing_of_others_as_seen(self, client, home, kaj, case):
        emergency(client, kaj)
        boss = web_data.person("Chris Chef", home.charlie.organisation, function="leader")
        client.force_login(boss)
        kept = EmergencyAccess.unrestricted.get()
        address = reverse("oversight_seen", args=[kept.pk])
        assert client.post(address, {"submission": str(uuid4())}).status_code == 404
        assert "Kaj" not in text(client.get(reverse("oversight")))


class TestSamples:
    @pytest.fixture
    def at_desk(self, client, home, case):
        for minute in range(3):
            look(home.mette, at(timezone.localdate(), 0, minute), case_id=case)
        client.force_login(home.leader)
        return client

    def draw(self, client, **values):
        today = timezone.localdate()
        given = {
            "since_day": today.day, "since_month": today.month, "since_year": today.year,
            "until_day": today.day, "until_month": today.month, "until_year": today.year,
            "size": "10", "submission": str(uuid4()),
        }  # fmt: skip
        return client.post(reverse("oversight_samples"), given | values)

    def test_are_drawn_and_judged(self, at_desk):
        response = self.draw(at_desk)
        assert response.status_code == 302
        page = at_desk.get(response["Location"])
        assert text(page).count("Mette Holm") >= 3
        assert "Åse Ærø" in text(page)
        sampled = SampledLine.objects.order_by("pk")[0]
        form = {"sampled_id": sampled.pk, "submission": str(uuid4())}
        wrong = at_desk.post(response["Location"], form | {"outcome": "follow_up", "note": " "})
        assert wrong.status_code == 200
        assert f'id="id_note_{sampled.pk}"' in text(wrong)
        assert 'role="alert"' in text(wrong)
        assert not Control.objects.exists()
        right = form | {"outcome": "follow_up", "note": "Spørg Mette"}
        for _ in range(2):
            assert at_desk.post(response["Location"], right).status_code == 302
        assert Control.objects.count() == 1
        assert "Spørg Mette" in text(at_desk.get(response["Location"]))
        assert "1 af 3" in text(at_desk.get(reverse("oversight_samples")))

    def test_of_an_empty_period_are_not_drawn(self, at_desk):
        page = self.draw(at_desk, since_year=2020, until_year=2020)
        assert page.status_code == 200
        assert page.context["form"].errors["since"]
        assert not Sample.objects.exists()

    def test_charlie_gets_none_of_others(self, at_desk, home):
        address = self.draw(at_desk)["Location"]
        boss = web_data.person("Chris Chef", home.charlie.organisation, function="leader")
        at_desk.force_login(boss)
        assert at_desk.get(address).status_code == 404
        form = {"sampled_id": SampledLine.objects.order_by("pk")[0].pk, "submission": str(uuid4())}
        assert at_desk.post(address, form | {"outcome": "in_order"}).status_code == 404
        assert not Control.objects.exists()


class TestSeal:
    def test_shows_what_the_last_check_found(self, client, guard, case):
        client.force_login(guard)
        address = reverse("oversight_seal")
        assert client.get(address).context["last"] is None
        assert client.post(address).status_code == 302
        kept = Verification.objects.get()
        assert (kept.by, kept.faults) == (guard, 0)
        page = client.get(address)
        assert kept.digest[:8] in text(page)
        with lifted(connection, "cases_logentry"):
            LogEntry.unrestricted.filter(case=case, seq=1).update(by_role="x")
        client.post(address)
        assert str(case) in text(client.get(address))

    def test_is_not_checked_while_one_waits_where_there_is_much(
        self, client, guard, case, monkeypatch
    ):
        monkeypatch.setattr("fodfaeste.traces.checks.SMALL", 1)
        client.force_login(guard)
        client.post(reverse("oversight_seal"))
        assert not Verification.objects.exists()
