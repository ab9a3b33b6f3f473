"""The pages of the match."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases.services import Member
from fodfaeste.matching.models import Prospect, Step
from tests.app.matching.matched import seen, step, wish, workplace

pytestmark = pytest.mark.django_db


def url(name, case_id, *more):
    return reverse(name, args=[case_id, *more])


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def sent(**given):
    return {"submission": uuid4(), **given}


def today():
    return timezone.localdate()


def stepped(kind, **given):
    return sent(kind=kind, on=today().isoformat(), text_kind="ordinary", **given)


def now():
    return timezone.now()


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


class TestMatch:
    def test_every_page_is_there_with_nothing_inline(self, jens, world, case_id, kitchen):
        wish(case_id, world.jens, now=now())
        step(case_id, world.jens, kitchen, on=today(), now=now())
        pages = [("match", ()), ("match_wishes", ()), ("match_find", ()), ("case", ()),
                 ("match_unit", (kitchen.pk,)),
                 ("match_take_back", (kitchen.pk, Step.unrestricted.get().pk))]  # fmt: skip
        for name, more in pages:
            page = text(jens.get(url(name, case_id, *more)))
            assert "style=" not in page and "<script>" not in page, name
        assert jens.get(reverse("pipelines")).status_code == 200

    def test_wishes_are_written_and_shown_with_offers_and_why(self, jens, world, case_id, kitchen):
        page = text(jens.get(url("match", case_id)))
        assert "Forslag kommer, når der er skrevet ønsker." in page
        given = sent(tasks="køkken\nhave\nkøkken", hours_least="7,5", hours_most="15", near="8000",
                     codes=["quiet"], told="no", told_words="")  # fmt: skip
        assert jens.post(url("match_wishes", case_id), given).status_code == 302
        wishes = seen(case_id, world.jens, today()).wishes
        assert wishes.wishes.tasks == ("køkken", "have") and str(wishes.wishes.hours_least) == "7.5"
        page = text(jens.get(url("match", case_id)))
        assert "Arbejdsgiveren må ikke få noget at vide om sygdommen." in page
        for said in ("Solgården", "Ønsket: køkken", "Samme postnummer, 8000", "7,5–15",
                     "Har ikke sagt, at den kan tage: et roligt sted at arbejde"):  # fmt: skip
            assert said in page

    def test_an_offer_becomes_an_idea_with_one_click(self, jens, world, case_id, kitchen):
        offer = kitchen.offers.get()
        given = sent(kind="idea", on=today().isoformat(), offer=offer.pk)
        assert jens.post(url("match_unit", case_id, kitchen.pk), given).status_code == 302
        [one] = seen(case_id, world.jens, today()).prospects
        assert (one.state, one.offer_id, one.offer) == ("idea", offer.pk, offer.tasks)

    def test_what_is_wrong_is_told_and_what_was_typed_is_kept(self, jens, case_id, kitchen):
        page = text(jens.post(url("match_wishes", case_id), sent(tasks="køkken", near="80")))
        assert (
            "Et postnummer har fire cifre, som i 8000." in page and ">\nkøkken</textarea>" in page
        )
        given = stepped("contacted", note="Ringede")
        page = text(jens.post(url("match_unit", case_id, kitchen.pk), given))
        assert "Skal udfyldes." in page and ">\nRingede</textarea>" in page
        assert not Prospect.unrestricted.exists()

    def test_a_form_that_is_sent_twice_is_registered_once(self, jens, case_id, kitchen):
        given = stepped("contacted", channel="phone")
        jens.post(url("match_unit", case_id, kitchen.pk), given)
        page = jens.post(url("match_unit", case_id, kitchen.pk), given, follow=True)
        assert Step.unrestricted.count() == 1
        assert "sendt før" in text(page)

    def test_a_step_is_taken_back_with_a_reason(self, jens, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, on=today(), now=now())
        path = url("match_take_back", case_id, kitchen.pk, Step.unrestricted.get().pk)
        assert jens.post(path, sent(reason=" ")).status_code == 200
        assert jens.post(path, sent(reason="Forkert")).status_code == 302
        page = text(jens.get(url("match_unit", case_id, kitchen.pk)))
        assert "taget tilbage" in page and "Forkert" in page
        assert jens.post(path, sent(reason="Igen")).status_code == 200

    def test_travel_time_goes_before_the_postcode(self, jens, world, case_id, kitchen):
        jens.post(
            url("match_wishes", case_id), sent(tasks="køkken", near="8000", most_minutes="30")
        )
        path = url("match_minutes", case_id, kitchen.pk)
        assert "Skriv minutter som et helt tal over 0." in text(jens.post(path, sent(minutes="0")))
        assert jens.post(path, sent(minutes="45")).status_code == 302
        assert "45 minutter, højst 30 er ønsket" in text(jens.get(url("match", case_id)))

    def test_one_searches_the_register(self, jens, world, case_id, kitchen):
        workplace(world.elsewhere, world.charlie, "Solsikken")
        page = text(jens.get(url("match_find", case_id), {"q": "sol"}))
        assert "Solgården" in page and "Solsikken" not in page
        assert "Ingen arbejdsplads er fundet" in text(
            jens.get(url("match_find", case_id), {"q": "zzz"})
        )

    def test_in_english(self, jens, case_id, world, kitchen):
        wish(case_id, world.jens, now=now())
        jens.post("/sprog/", {"language": "en"})
        page = text(jens.get(url("match", case_id)))
        for said in ("Offers that fit", "Wished: køkken", "Same postcode, 8000",
                     "The employer may not be told of the illness."):  # fmt: skip
            assert said in page


class TestAgreed:
    def test_a_programme_that_waits_for_a_match_offers_to_register_it(self, jens, world, kitchen):
        case_id = world.refer(
            programme="social-stoette-i-job", variant="sel-82b",
            members=[Member(world.jens.pk, "cti_worker")],
        ).case_id  # fmt: skip
        step(case_id, world.jens, kitchen, on=today(), now=now())
        link = f"{url('register', case_id)}?slags=job_match_found"
        assert link not in text(jens.get(url("match_unit", case_id, kitchen.pk)))
        step(case_id, world.jens, kitchen, "agreed", today(), now=now())
        assert link in text(jens.get(url("match_unit", case_id, kitchen.pk)))
        world.register(case_id, "job_match_found", today(), now=now())
        assert link not in text(jens.get(url("match_unit", case_id, kitchen.pk)))

    def test_another_programme_does_not(self, jens, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, "agreed", today(), now=now())
        assert "job_match_found" not in text(jens.get(url("match_unit", case_id, kitchen.pk)))

    @pytest.mark.parametrize(
        ("has_offer", "said"),
        [
            (False, "Arbejdspladsen er udfyldt."),
            (True, "Arbejdsplads, opgaver og timer er udfyldt."),
        ],
    )
    def test_what_is_filled_in_beforehand_is_said(
        self, jens, world, case_id, kitchen, has_offer, said
    ):
        offer_id = kitchen.offers.get().pk if has_offer else None
        step(case_id, world.jens, kitchen, "agreed", today(), now=now(), offer_id=offer_id)
        assert said in text(jens.get(url("match_unit", case_id, kitchen.pk)))


class TestWho:
    def test_charlie_gets_nothing(self, client, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, on=today(), now=now())
        wish(case_id, world.jens, now=now())
        client.force_login(world.charlie)
        pages = [("match", ()), ("match_wishes", ()), ("match_find", ()),
                 ("match_unit", (kitchen.pk,)), ("match_minutes", (kitchen.pk,)),
                 ("match_take_back", (kitchen.pk, Step.unrestricted.get().pk))]  # fmt: skip
        for name, more in pages:
            for send in (client.get, client.post):
                assert send(url(name, case_id, *more)).status_code in (404, 405), name
        lists = text(client.get(reverse("pipelines"), {"hvem": "all"}))
        assert "Solgården" not in lists and "Amalie" not in lists
        assert "Solgården" not in text(client.get(reverse("match_figures")))

    def test_a_secretary_sees_that_there_is_nothing_for_them(self, client, world, case_id, kitchen):
        wish(case_id, world.jens, now=now())
        step(case_id, world.jens, kitchen, on=today(), now=now())
        client.force_login(world.secretary)
        page = text(client.get(url("match", case_id)))
        assert "Du har ikke adgang til, hvilket arbejde borgeren ønsker." in page
        assert "køkken" not in page and "Solgården" not in page
        assert "Solgården" not in text(client.get(url("case", case_id)))
        assert client.get(url("match_unit", case_id, kitchen.pk)).status_code == 404

    def test_considerations_stay_with_those_who_read_about_health(self, client, world, case_id):
        wish(case_id, world.jens, now=now())
        client.force_login(world.leader)
        page = text(client.get(url("match", case_id)))
        assert "Ingen telefon" not in page and "et roligt sted" not in page
        form = text(client.get(url("match_wishes", case_id)))
        assert 'name="codes"' not in form and "Ingen telefon" not in form

    def test_figures_are_for_who_leads(self, client, world):
        for user, status in ((world.jens, 403), (world.secretary, 403), (world.leader, 200)):
            client.force_login(user)
            assert client.get(reverse("match_figures")).status_code == status


class TestLists:
    def test_my_citizens_and_this_weeks_contacts(self, jens, world, case_id, kitchen):
        step(case_id, world.jens, kitchen, "contacted", today(), now=now())
        page = text(jens.get(reverse("pipelines")))
        assert "Amalie Ærø Sørensen" in page and "Solgården" in page
        assert "1 kontakt med 1 virksomhed" in page

    @pytest.mark.usefixtures("case_id")
    def test_where_nothing_is_thought_of_one_line_says_so(self, jens):
        page = text(jens.get(reverse("pipelines")))
        assert "Ingen ønsker skrevet endnu, og der er ikke tænkt på en arbejdsplads" in page
        assert page.count("Ingen ønsker") == 1

    def test_a_colleague_learns_which_company_but_not_for_whom(
        self, client, world, case_id, kitchen
    ):
        step(case_id, world.jens, kitchen, "contacted", today(), now=now())
        client.force_login(world.colleague)
        page = text(client.get(reverse("pipelines")))
        assert "Solgården" in page and "for en anden borger" in page
        assert "Amalie" not in page and str(case_id) not in page

    def test_last_week_and_what_was_taken_back_are_not_this_week(
        self, jens, world, case_id, kitchen
    ):
        step(case_id, world.jens, kitchen, "contacted", today() - timedelta(days=8), now=now())
        assert "Ingen i jeres organisation har registreret en kontakt i denne uge." in text(
            jens.get(reverse("pipelines"))
        )

    def test_it_takes_the_same_questions_for_one_row_and_for_three(self, jens, world, case_id):
        def counted(path):
            jens.get(path)
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert jens.get(path).status_code == 200
            return len(found)

        def fill(case):
            place = workplace(world.centre, world.jens, "Ét sted", tasks="Køkken")
            step(case, world.jens, place, "contacted", today(), now=now())
            wish(case, world.jens, now=now())

        fill(case_id)
        paths = (reverse("pipelines"), url("match", case_id), url("case", case_id))
        before = [counted(path) for path in paths]
        for case in (world.refer().case_id, world.refer().case_id, case_id, case_id):
            fill(case)
        assert [counted(path) for path in paths] == before

    def test_figures_have_their_meaning_beside_them_and_no_method_s_name(
        self, client, world, case_id, kitchen
    ):
        step(case_id, world.jens, kitchen, "visit", today(), now=now())
        step(case_id, world.jens, kitchen, "agreed", today(), now=now())
        client.force_login(world.leader)
        page = text(client.get(reverse("match_figures")))
        assert "Jens Kragh" in page and "1 ud af 1" in page
        assert "IPS" not in page
        assert "Dage til første kontakt" in page
