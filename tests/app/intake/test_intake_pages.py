"""The pages of intake and of the team: what a form does, and that nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import Case, CaseMember, Companion, Cover, LogEntry
from tests.app import web_data
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", starts_in=20)


@pytest.fixture
def lis(client, home):
    client.force_login(home.leader)
    return client


def today():
    return timezone.localdate()


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def at(name, *args):
    return reverse(name, args=args)


class TestDeciding:
    def form(self, who, case):
        return who.get(at("decide", case)).context["form"]

    def test_the_case_says_that_nothing_is_decided_and_the_inbox_has_it(self, mette, case):
        assert "Henvisningen er ikke afgjort endnu" in text(mette.get(at("case", case)))
        assert "Åse Ærø" in text(mette.get(at("inbox")))

    def test_accepting_with_parts(self, mette, home, case):
        ali = web_data.person("Ali Kaya", home.organisation, roles=["employment_specialist"])
        page = text(mette.get(at("decide", case)))
        assert "Ali Kaya – 0 sager" in page
        form = self.form(mette, case)
        data = sent(form, decision="accepted", reason="Passer.", p_employment_specialist=ali.pk)
        done = mette.post(at("decide", case), data, follow=True)
        assert "Optaget." in text(done)
        assert CaseMember.unrestricted.filter(case=case, user=ali, until=None).exists()
        again = mette.post(at("decide", case), data, follow=True)
        assert "Denne formular er sendt før" in text(again)
        assert LogEntry.unrestricted.filter(case=case, type="intake_decided").count() == 1

    def test_what_was_referred_stands_above_what_is_decided(self, mette, case):
        page = text(mette.get(at("decide", case)))
        assert "Modtaget" in page and "Søby Kommune" in page
        assert "Holdet begynder" in page and "målgruppe uafklaret" in page

    def test_whoever_does_not_see_all_facts_is_told_nothing_of_the_target_group(self, lis, case):
        assert "målgruppe" not in text(lis.get(at("decide", case)))

    @pytest.mark.parametrize(
        ("decision", "leads_to"),
        [("accepted", "inbox"), ("waiting_list", "inbox"), ("declined", "case")],
    )
    def test_one_goes_on_with_the_next_unless_there_is_more_to_do(
        self, mette, case, decision, leads_to
    ):
        inbox = f"http://testserver{at('inbox')}"
        form = mette.get(at("decide", case), headers={"Referer": inbox}).context["form"]
        data = sent(form, decision=decision, reason="Derfor.")
        answer = mette.post(at("decide", case), data)
        wanted = at("inbox") if leads_to == "inbox" else at("case", case)
        assert answer["Location"] == wanted
        [said] = [str(one) for one in mette.get(wanted).context["messages"]]
        assert "Åse Ærø" not in said, "it lies in the session"
        assert (at("case", case) in said) is (leads_to == "inbox")

    def test_without_a_reason_it_is_asked_for_and_nothing_typed_is_lost(self, mette, case):
        data = sent(self.form(mette, case), decision="sent_on", to="Værestedet")
        page = text(mette.post(at("decide", case), data))
        assert 'id="errors"' in page and "Værestedet" in page
        assert not LogEntry.unrestricted.filter(case=case, type="intake_decided").exists()

    def test_what_was_decided_meanwhile_is_shown_first(self, mette, home, case):
        data = sent(self.form(mette, case), decision="accepted", reason="Passer.")
        services.decide_referral(
            case_id=case,
            new=services.NewDecision(decision="declined", reason="Holdet er fuldt."),
            by=home.leader,
            now=timezone.now(),
            submission=uuid4(),
        )
        page = mette.post(at("decide", case), data)
        assert "En anden har afgjort det imens" in text(page)
        assert "Holdet er fuldt." in text(page) and "Passer." in text(page)
        again = sent(page.context["form"])
        assert mette.post(at("decide", case), again).status_code == 302
        assert Case.unrestricted.get(pk=case).intake == "accepted"

    def test_declined_it_is_closed_with_the_same_reason(self, mette, case):
        data = sent(self.form(mette, case), decision="declined", reason="Holdet er fuldt.")
        page = text(mette.post(at("decide", case), data, follow=True))
        closing = at("close", case)
        assert closing in page and "Holdet er fuldt." in page
        form = mette.get(closing).context["form"]
        assert form["a_reason"].value() == "Afvist: Holdet er fuldt."
        mette.post(closing, sent(form))
        assert Case.unrestricted.get(pk=case).closed_on == today()

    def test_sent_on_to_somebody_in_the_system_says_that_nothing_is_shared(self, mette, home, case):
        form = self.form(mette, case)
        other = home.charlie.organisation_id
        data = sent(form, decision="sent_on", reason="Flyttet.", organisation=other)
        page = text(mette.post(at("decide", case), data, follow=True))
        assert "De ser ikke sagen ved dette" in page and at("sharing", case) in page

    def test_charlie_gets_nothing(self, client, home, case):
        client.force_login(home.charlie)
        assert client.get(at("decide", case)).status_code == 404
        assert client.post(at("decide", case), {"decision": "accepted"}).status_code == 404
        assert "Åse" not in text(client.get(at("inbox")))
        assert client.get(at("secretary")).status_code == 403

    @pytest.mark.parametrize(("language", "said"), [("da", "Indbakke"), ("en", "Inbox")])
    def test_in_both_languages(self, mette, home, case, language, said):
        home.mette.language = language
        home.mette.save()
        mette.cookies["django_language"] = language
        assert f"<h1>{said}</h1>" in text(mette.get(at("inbox")))

    def test_the_inbox_costs_the_same_for_one_and_for_three(self, mette, home, case):
        def cost():
            with CaptureQueriesContext(connection) as asked:
                mette.get(at("inbox"))
            return len(asked)

        cost()
        one = cost()
        for name in ("Bo Dam", "Eva Lund"):
            web_data.refer(home, name, starts_in=20)
        assert cost() - one <= 1


def rampen(home):
    """A case in the programme where somebody takes it over."""
    referral = services.Referral(
        citizen=services.NewCitizen(name="Åse Ærø"),
        programme="rampen",
        organisation_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=today()),
        members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
    )
    return services.refer_citizen(
        referral=referral, by=home.mette, now=timezone.now(), submission=uuid4()
    ).case_id


class TestTakingOver:
    def test_the_form_asks_and_one_act_does_both(self, lis, home):
        home.leader.roles.create(role="intake_worker")
        case = rampen(home)
        asked = f"{at('register', case)}?slags=case_taken_over"
        form = lis.get(asked).context["form"]
        assert "takes_over" in form.fields
        lis.post(asked, sent(form, by_role="intake_worker"))
        assert Case.unrestricted.get(pk=case).primary == home.leader
        kinds = LogEntry.unrestricted.filter(case=case).values_list("type", flat=True)
        assert {"case_taken_over", "primary_changed"} <= set(kinds)

    def test_unticked_it_is_only_registered(self, lis, home):
        case = rampen(home)
        before = Case.unrestricted.get(pk=case).primary
        asked = f"{at('register', case)}?slags=case_taken_over"
        data = sent(lis.get(asked).context["form"])
        del data["takes_over"]
        lis.post(asked, data)
        assert Case.unrestricted.get(pk=case).primary == before
        assert LogEntry.unrestricted.filter(case=case, type="case_taken_over").exists()


class TestCover:
    def test_one_arranges_it_for_oneself_and_ends_it(self, mette, home):
        bo = web_data.person("Bo Dam", home.organisation, roles=["contact_person"])
        form = mette.get(at("covers")).context["form"]
        last = today() + timedelta(days=5)
        data = sent(form, cover=bo.pk, **typed_day("last_on", last))
        page = text(mette.post(at("covers"), data, follow=True))
        assert "Afløsningen er aftalt." in page and "Bo Dam dækker for dig" in page
        [row] = Cover.objects.all()
        data = {"end": row.pk, "submission": uuid4()}
        assert "Afløsningen er slut." in text(mette.post(at("covers"), data, follow=True))
        row.refresh_from_db()
        assert row.ended_on == today()

    def test_a_leader_for_somebody_and_nobody_else(self, lis, home, client):
        web_data.person("Bo Dam", home.organisation, roles=["contact_person"])
        page = text(lis.get(f"{at('covers')}?for={home.mette.pk}"))
        assert "Mette Holm er væk" in page
        client.force_login(home.charlie)
        assert client.get(f"{at('covers')}?for={home.mette.pk}").status_code == 404
        assert client.get(f"{at('covers')}?for=x").status_code == 404

    def test_what_is_wrong_stands_beside_its_field(self, mette, home):
        bo = web_data.person("Bo Dam", home.organisation, roles=["contact_person"])
        form = mette.get(at("covers")).context["form"]
        yesterday = today() - timedelta(days=1)
        data = sent(form, cover=bo.pk, **typed_day("last_on", yesterday))
        page = text(mette.post(at("covers"), data))
        assert "Den sidste dag ligger før den første" in page
        assert not Cover.objects.exists()

    def test_the_cover_finds_the_case_and_its_duties(self, client, home, case):
        bo = web_data.person("Bo Dam", home.organisation, roles=["contact_person"])
        client.force_login(bo)
        assert client.get(at("case", case)).status_code == 404
        services.arrange_cover(
            new=services.NewCover(
                absent_id=home.mette.pk, cover_id=bo.pk, first_on=today(), last_on=today()
            ),
            by=home.mette,
            now=timezone.now(),
            submission=uuid4(),
        )
        assert "Åse Ærø" in text(client.get(at("case", case)))
        assert "For Mette Holm, som du dækker for" in text(client.get(at("today")))
        client.force_login(home.mette)
        assert "dækker for Mette Holm" in text(client.get(at("access", case)))


class TestAroundTheCitizen:
    def test_an_interpreter_stands_at_the_top(self, mette, case):
        form = mette.get(at("companions", case)).context["form"]
        data = sent(form, kind="interpreter", language="arabisk")
        page = text(mette.post(at("companions", case), data, follow=True))
        assert "<strong>Tolk:</strong> arabisk" in page
        [row] = Companion.unrestricted.all()
        data = {"end": "1", "companion_id": row.pk, "submission": uuid4()}
        mette.post(at("companions", case), data)
        assert "<strong>Tolk:</strong>" not in text(mette.get(at("case", case)))

    def test_a_guardian_needs_a_name_and_what_was_typed_stays(self, mette, case):
        form = mette.get(at("companions", case)).context["form"]
        page = text(mette.post(at("companions", case), sent(form, kind="guardian", scope="alt")))
        assert 'id="errors"' in page and 'value="alt"' in page

    def test_in_hospital(self, mette, home, case):
        asked = f"{at('register', case)}?slags=absence_began"
        form = mette.get(asked).context["form"]
        page = text(mette.post(asked, sent(form, a_cause="hospital"), follow=True))
        assert '<span class="chip is-soon">indlagt</span>' in page
        assert "Indlagt siden" in page and "fristerne er de samme" in page

    def test_people_have_days_and_those_who_left_stay_to_be_seen(self, mette, home, case):
        bo = web_data.person("Bo Dam", home.organisation, roles=["employment_specialist"])
        given = {"case_id": case, "user_id": bo.pk, "role": "employment_specialist"}
        given |= {"by": home.mette, "now": timezone.now()}
        services.join_case(submission=uuid4(), **given)
        services.leave_case(submission=uuid4(), **given)
        page = text(mette.get(at("people", case)))
        assert "Tidligere" in page and "siden" in page

    def test_charlie_gets_nothing(self, client, home, case):
        client.force_login(home.charlie)
        assert client.get(at("companions", case)).status_code == 404
        assert client.post(at("companions", case), {"kind": "guardian"}).status_code == 404


def test_a_whole_caseload_is_handed_over_on_its_page(client, home, case):
    from fodfaeste.accounts import services as accounts

    accounts.give_rights(user=home.leader, rights=["administer"])
    client.force_login(home.leader)
    bo = web_data.person(
        "Bo Dam", home.organisation, roles=["jobcentre_caseworker", "contact_person"]
    )
    address = at("administration_pass_on", home.mette.pk)
    form = client.get(address).context["form"]
    data = sent(form, **{one.key: [str(bo.pk)] for one in form.shown})
    assert "er overdraget" in text(client.post(address, data, follow=True))
    assert Case.unrestricted.get(pk=case).primary == bo
    home.mette.refresh_from_db()
    assert home.mette.is_active
