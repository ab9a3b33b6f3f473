"""The pages of the plan: written from nothing, moved, published, sent, agreed; two who write."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import LogEntry, PlanVersion
from tests.app.cases.plan_data import SAID, Planned
from tests.app.web_data import person, refer
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_id(home):
    return refer(home, "Åse Ærø")


@pytest.fixture
def client(client, home):
    client.force_login(home.mette)
    return client


@pytest.fixture
def plan(home, case_id):
    now = timezone.now()
    plan = Planned(case_id, home.mette)
    today = timezone.localdate()
    days = {name: str(today + timedelta(days=n)) for name, n in (("first", 2), ("last", 9))}
    plan.add("goal", "g1", words="Jeg vil i job", now=now)
    plan.add("activity", "a1", title="CV", now=now, **days)
    later = {name: str(today + timedelta(days=n)) for name, n in (("first", 12), ("last", 40))}
    plan.add("activity", "a2", title="Praktik i køkken", after=["a1"], now=now, **later)
    return plan


def url(name, case_id, *more, **query):
    path = reverse(name, args=[case_id, *more])
    return path + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def form_of(client, path):
    return client.get(path).context["form"]


def post(client, path, **changed):
    return client.post(path, sent(form_of(client, path), **changed), follow=True)


def text(response):
    found = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(found.split())


def types(case_id):
    found = LogEntry.unrestricted.filter(case=case_id).order_by("seq")
    return [line.type for line in found]


class TestWritingFromNothing:
    def test_the_case_and_the_plan_say_kindly_how_to_begin(self, client, case_id):
        assert "Der er ingen plan endnu" in text(client.get(url("case", case_id)))
        page = client.get(url("plan_page", case_id))
        assert "Begynd med det, borgeren siger" in text(page)
        assert url("plan_add", case_id, "formaal") in page.content.decode()

    def test_a_purpose_registers_that_it_is_written_where_the_programme_waits(
        self, client, case_id
    ):
        path = url("plan_add", case_id, "formaal")
        assert form_of(client, path).initial["written"] is True
        page = post(client, path, words="Jeg vil have noget at stå op til", ours="Praktik")
        assert "Planen er gemt." in text(page)
        assert "Jeg vil have noget at stå op til" in text(page)
        assert types(case_id)[-2:] == ["purpose_written", "plan_changed"]
        assert form_of(client, path).initial["written"] is False

    def test_goal_sub_goal_activity_and_the_rest(self, client, case_id, home):
        post(client, url("plan_add", case_id, "maal"), words="Jeg vil i job")
        [goal] = Planned(case_id, home.mette).items
        post(
            client,
            url("plan_add", case_id, "delmaal", maal=goal),
            title="4 timer",
            measured="Timesedler",
            **typed_day("due_on", timezone.localdate()),
        )
        sub = url("plan_add", case_id, "aktivitet", maal=goal)
        post(client, sub, title="Rundvisning", who=["citizen"], outside="Kantinen")
        post(client, url("plan_add", case_id, "overblik", slags="barrier"), text="Ingen cykel")
        post(client, url("plan_add", case_id, "mentor"), **SAID)
        post(client, url("plan_add", case_id, "bygger-paa"), title="Min Plan", authority="Jobc.")
        page = client.get(url("plan_page", case_id))
        said = text(page)
        written = ("Jeg vil i job", "4 timer", "Timesedler", "Rundvisning", "Kantinen")
        for words in (*written, "Ingen cykel", "Følgeskab", "Min Plan, Jobc.", "0 af 1 delmål"):
            assert words in said, words
        assert page.context["page"].goals[0].activities[0].who == "Åse Ærø, Kantinen"
        assert "Jeg vil i job" in text(client.get(url("case", case_id)))

    def test_bad_input_is_told_beside_the_field_and_nothing_typed_is_lost(
        self, client, case_id, plan
    ):
        path = url("plan_add", case_id, "aktivitet")
        data = sent(form_of(client, path), title="Kursus", what="Lang tekst")
        data |= {"first_day": "31", "first_month": "2", "first_year": "2026"}
        page = client.post(path, data)
        assert page.status_code == 200
        assert "Den dag findes ikke" in text(page) or "findes ikke" in text(page)
        assert "Lang tekst" in page.content.decode()
        today = timezone.localdate()
        data |= typed_day("first", today) | typed_day("last", today - timedelta(1))
        page = client.post(path, data)
        assert page.context["form"].errors["last"] and "Lang tekst" in page.content.decode()

    def test_sent_twice_it_is_saved_once(self, client, case_id, home):
        path = url("plan_add", case_id, "maal")
        data = sent(form_of(client, path), words="Jeg vil i job")
        client.post(path, data)
        page = client.post(path, data, follow=True)
        assert "sendt før" in text(page)
        assert len(Planned(case_id, home.mette).items) == 1

    def test_a_part_is_taken_out(self, client, case_id, plan):
        page = client.get(url("plan_part", case_id, "aktivitet", "a1"))
        data = sent(page.context["removing"])
        page = client.post(url("plan_remove", case_id, "a1"), data, follow=True)
        assert "Det er taget ud af planen." in text(page)
        assert list(plan.items) == ["g1", "a2"]

    def test_a_circle_is_said_when_it_is_saved_and_stands_on_the_plan(self, client, case_id, plan):
        path = url("plan_part", case_id, "aktivitet", "a1")
        page = post(client, path, after=["a2"])
        assert "De venter på hinanden i ring:" in text(page)
        assert "CV → Praktik i køkken → CV" in text(page) or "køkken → CV → Praktik" in text(page)
        assert "kan ikke udgives sådan" in text(page)
        page = client.get(url("plan_publish", case_id))
        assert page.context["stops"] and "når det, der står i vejen" in text(page)
        data = sent(page.context["form"])
        page = client.post(url("plan_publish", case_id), data)
        assert "i ring: " in text(page) and "a1" not in page.context["form"].refused[0]
        assert not PlanVersion.unrestricted.exists()


class TestMoving:
    def test_what_waits_is_listed_and_moves_along_if_one_says_so(self, client, case_id, plan):
        path, today = url("plan_move", case_id, "a1"), timezone.localdate()
        data = sent(form_of(client, path))
        data |= typed_day("first", today + timedelta(9)) | typed_day("last", today + timedelta(16))
        page = client.post(path, data)
        assert "Det her venter på den" in text(page) and "Praktik i køkken" in text(page)
        assert plan.items["a1"]["first"] == str(today + timedelta(2))
        client.post(path, data | {"along": "yes"})
        assert plan.items["a1"]["first"] == str(today + timedelta(9))
        assert plan.items["a2"]["first"] == str(today + timedelta(19))

    def test_or_stays(self, client, case_id, plan):
        path, today = url("plan_part", case_id, "aktivitet", "a1"), timezone.localdate()
        data = sent(form_of(client, path)) | typed_day("last", today + timedelta(20))
        page = client.post(path, data)
        assert "along" in page.context["form"].errors
        client.post(path, data | {"along": "no"})
        assert plan.items["a1"]["last"] == str(today + timedelta(20))
        assert plan.items["a2"]["first"] == str(today + timedelta(12))

    def test_where_nothing_waits_nothing_is_asked(self, client, case_id, plan):
        path, today = url("plan_move", case_id, "a2"), timezone.localdate()
        page = post(client, path, **typed_day("last", today + timedelta(60)))
        assert "Planen er gemt." in text(page)


class TestTwoEditors:
    def test_the_second_is_told_both_texts_chooses_and_saves(self, client, case_id, plan, home):
        path = url("plan_part", case_id, "maal", "g1")
        mine = sent(form_of(client, path), words="Jeg vil tjene penge")
        plan.change("goal", "g1", {"words": "Jeg vil i praktik"}, by=home.leader)
        page = client.post(path, mine)
        said = text(page)
        assert "Lis Leder har ændret det, siden du åbnede det." in said
        assert "Min: Jeg vil tjene penge" in said
        assert "Lis Leder: Jeg vil i praktik" in said
        again = sent(page.context["form"], pick_words="mine")
        assert again["words"] == "Jeg vil tjene penge"
        client.post(path, again)
        assert plan.items["g1"]["words"] == "Jeg vil tjene penge"

    def test_or_lets_theirs_stand_and_keeps_what_else_was_typed(self, client, case_id, plan, home):
        path = url("plan_part", case_id, "maal", "g1")
        mine = sent(form_of(client, path), words="Jeg vil tjene penge", ours="Fuld tid")
        plan.change("goal", "g1", {"words": "Jeg vil i praktik"}, by=home.leader)
        page = client.post(path, mine)
        client.post(path, sent(page.context["form"], pick_words="theirs"))
        goal = plan.items["g1"]
        assert (goal["words"], goal["ours"]) == ("Jeg vil i praktik", "Fuld tid")

    def test_nobody_chooses_by_accident(self, client, case_id, plan, home):
        path = url("plan_part", case_id, "maal", "g1")
        mine = sent(form_of(client, path), words="Jeg vil tjene penge")
        plan.change("goal", "g1", {"words": "Jeg vil i praktik"}, by=home.leader)
        page = client.post(path, mine)
        page = client.post(path, sent(page.context["form"]))
        assert "pick_words" in page.context["form"].errors
        assert plan.items["g1"]["words"] == "Jeg vil i praktik"
        assert "Jeg vil tjene penge" in page.content.decode()

    def test_what_another_took_out_can_be_put_back(self, client, case_id, plan, home):
        path = url("plan_part", case_id, "aktivitet", "a2")
        mine = sent(form_of(client, path), title="Praktik i bageri")
        plan.change("activity", "a2", None, by=home.leader)
        client.post(path, mine)
        assert plan.items["a2"]["title"] == "Praktik i bageri"

    def test_what_another_has_changed_is_not_taken_out_unseen(self, client, case_id, plan, home):
        page = client.get(url("plan_part", case_id, "aktivitet", "a2"))
        data = sent(page.context["removing"])
        plan.change("activity", "a2", {"title": "Praktik i bageri"}, by=home.leader)
        page = client.post(url("plan_remove", case_id, "a2"), data, follow=True)
        assert "Se det igennem først" in text(page) and "Praktik i bageri" in page.content.decode()
        assert "a2" in plan.items


class TestPublishing:
    def test_published_sent_and_agreed(self, client, case_id, plan):
        page = client.get(url("plan_publish", case_id))
        assert "Version 1" in text(page)
        page = client.post(url("plan_publish", case_id), sent(page.context["form"]), follow=True)
        assert "Planen er udgivet." in text(page)
        page = post(client, url("plan_send", case_id), how="digital_post")
        assert "borgeren har fået planen" in text(page)
        page = post(client, url("plan_agree", case_id), how="in_person")
        assert "borgeren sagde ja" in text(page)
        assert types(case_id)[-5:] == [
            "plan_published", "plan_version_published", "plan_sent", "plan_version_sent",
            "plan_agreed",
        ]  # fmt: skip
        assert "Send planen" in text(client.get(url("plan_send", case_id)))

    def test_nothing_is_sent_that_is_not_published(self, client, case_id, plan):
        page = client.get(url("plan_send", case_id), follow=True)
        assert "Der sendes ikke noget, som ikke er udgivet." in text(page)
        data = {"submission": uuid4(), "number": 1, "how": "post", "on": timezone.localdate()}
        client.post(url("plan_send", case_id), data)
        assert "plan_sent" not in types(case_id)

    def test_what_was_written_meanwhile_is_looked_at_first(self, client, case_id, plan, home):
        page = client.get(url("plan_publish", case_id))
        data = sent(page.context["form"])
        plan.change("goal", "g1", {"words": "Noget andet"}, by=home.leader)
        page = client.post(url("plan_publish", case_id), data)
        assert "Planen er ændret, siden du så den." in text(page)
        assert not PlanVersion.unrestricted.exists()
        client.post(url("plan_publish", case_id), sent(page.context["form"]))
        assert PlanVersion.unrestricted.count() == 1

    def test_what_changed_since_is_said_and_the_old_version_stays(self, client, case_id, plan):
        plan.publish(now=timezone.now())
        today = timezone.localdate()
        plan.change("activity", "a2", {"last": str(today + timedelta(50))}, now=timezone.now())
        plan.add("goal", "g2", words="Jeg vil bo selv", now=timezone.now())
        page = text(client.get(url("plan_page", case_id)))
        assert "Aktivitet flyttet: Praktik i køkken" in page
        assert "Mål tilføjet: Jeg vil bo selv" in page
        assert "ændret siden" in page
        old = text(client.get(url("plan_version", case_id, 1)))
        assert "Jeg vil i job" in old and "Jeg vil bo selv" not in old
        assert "Mål tilføjet: Jeg vil bo selv" in text(client.get(url("plan_changes", case_id)))
        plan.publish(now=timezone.now())
        new = text(client.get(url("plan_version", case_id, 2)))
        assert "Aktivitet flyttet: Praktik i køkken" in new
        between = client.get(url("plan_changes", case_id, fra=1, til=2))
        assert "Fra version 1 til 2" in text(between)

    def test_the_form_that_registers_leads_to_the_plan(self, client, case_id):
        for type_ in ("plan_published", "plan_sent", "purpose_written"):
            page = client.get(url("register", case_id), {"slags": type_})
            assert page.status_code == 302
            assert page.url.startswith(url("plan_page", case_id))


class TestReading:
    def test_the_drawing_has_its_words_in_a_table(self, client, case_id, plan):
        page = client.get(url("plan_page", case_id)).context["page"]
        drawing = page.timeline.wide
        assert len(drawing.arrows) == 1 and not drawing.arrows[0].late
        assert [row.what for row in page.timeline.rows] == ["CV", "Praktik i køkken"]
        assert page.timeline.rows[1].after == "CV"
        assert "CV · " in drawing.labels[0].text

    def test_a_wait_that_is_not_kept_is_drawn_as_one(self, client, case_id, plan):
        day = str(timezone.localdate() + timedelta(5))
        plan.change("activity", "a2", {"first": day}, now=timezone.now())
        drawing = client.get(url("plan_page", case_id)).context["page"].timeline.narrow
        assert drawing.arrows[0].late

    def test_in_english(self, client, case_id, plan, home):
        home.mette.language = "en"
        home.mette.save()
        page = text(client.get(url("plan_page", case_id)))
        assert "Draft, not published yet" in page and "Other activities" in page

    def test_many_savings_in_a_row_are_one_line_of_the_log(self, client, case_id, plan):
        page = text(client.get(url("case", case_id)))
        assert page.count("Planen ændret") == 1
        assert "gemt 3 gange" in page

    def test_what_is_read_by_fewer(self, client, case_id, plan, home):
        kim = person("Kim Kollega", home.organisation, roles=["employment_specialist"])
        services.join_case(
            case_id=case_id, user_id=kim.pk, role="employment_specialist", by=home.mette,
            now=timezone.now(), submission=uuid4(),
        )  # fmt: skip
        plan.add("activity", "h1", title="Psykolog", about="health", now=timezone.now())
        plan.add("goal", "h2", words="Jeg vil sove", about="health", now=timezone.now())
        client.force_login(kim)
        page = client.get(url("plan_page", case_id))
        assert "Psykolog" not in page.content.decode()
        assert "Jeg vil sove" not in page.content.decode()
        assert "Et mål, som du ikke har adgang til" in text(page)
        assert client.get(url("plan_part", case_id, "aktivitet", "h1")).status_code == 404
        assert client.get(url("plan_move", case_id, "h1")).status_code == 404
        case = client.get(url("case", case_id)).content.decode()
        assert "Psykolog" not in case and "Jeg vil sove" not in case


class TestTwoCases:
    def test_what_is_published_of_the_other_is_drawn_below(self, client, case_id, plan, home):
        citizen = queries.case(
            user=home.mette, case_id=case_id, today=timezone.localdate()
        ).citizen.citizen_id
        referral = services.Referral(
            citizen=citizen,
            programme="kvik",
            organisation_id=home.organisation.pk,
            first=services.NewEvent(type="referral_received", on=timezone.localdate()),
            members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
        )
        other = services.refer_citizen(
            referral=referral, by=home.mette, now=timezone.now(), submission=uuid4()
        ).case_id
        plan.publish(now=timezone.now())
        page = text(client.get(url("plan_page", other)))
        assert "Også i Jobspot" in page and "Praktik i køkken" in page
        client.force_login(home.charlie)
        assert client.get(url("plan_page", other)).status_code == 404


class TestWhoMay:
    ADDRESSES = (
        ("plan_page",), ("plan_publish",), ("plan_send",), ("plan_agree",), ("plan_changes",),
        ("plan_version", 1), ("plan_move", "a1"), ("plan_add", "maal"),
        ("plan_part", "aktivitet", "a1"),
    )  # fmt: skip

    def test_a_stranger_finds_nothing(self, client, case_id, plan, home):
        plan.publish(now=timezone.now())
        client.force_login(home.charlie)
        for name, *more in self.ADDRESSES:
            assert client.get(url(name, case_id, *more)).status_code == 404, name
        assert client.post(url("plan_remove", case_id, "a1"), {}).status_code == 404

    def test_the_secretary_reads_days_and_may_send_and_nothing_else(
        self, client, case_id, plan, home
    ):
        signe = person("Signe Dam", home.organisation, function="secretary", roles=["secretary"])
        plan.publish(now=timezone.now())
        client.force_login(signe)
        page = client.get(url("plan_page", case_id))
        assert "Jeg vil i job" not in page.content.decode() and "Aktivitet" in text(page)
        assert url("plan_add", case_id, "maal") not in page.content.decode()
        for name, *more in (("plan_publish",), ("plan_agree",), ("plan_add", "maal")):
            assert client.get(url(name, case_id, *more)).status_code == 403, name
        page = post(client, url("plan_send", case_id), how="post")
        assert types(case_id)[-2:] == ["plan_sent", "plan_version_sent"]

    @pytest.mark.parametrize("path", ["hemmelig/", "aktivitet/x'y/", "version/0/", "version/9/"])
    def test_odd_addresses_are_not_there(self, client, case_id, plan, path):
        plan.publish(now=timezone.now())
        assert client.get(f"{url('plan_page', case_id)}{path}").status_code == 404
