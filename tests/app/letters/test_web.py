"""The pages of letters: who sees what, and what is done there."""

import io
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pypdf import PdfReader

from fodfaeste.accounts.models import AccessLog, Organisation
from fodfaeste.cases import services
from fodfaeste.cases.models import Citizen, LogEntry
from fodfaeste.cases.services import NewCitizen, NewEvent
from fodfaeste.cases.services.emergency import open_in_emergency
from fodfaeste.letters import delivering, papers
from fodfaeste.letters.models import Channel, Letter, State
from tests.app.letters.post import a_letter, frozen, put_with_act

NOW = timezone.now()
TODAY = timezone.localdate()
EVENT = NewEvent(type="grant_letter_sent", on=TODAY)
INTRO = NewEvent(type="intro_session", on=TODAY)


def text(page):
    said = unescape(strip_tags(page.content.decode()))
    return " ".join(said.split())


@pytest.fixture
def case_id(world):
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")
    citizen = NewCitizen(name="Amalie Ærø", cpr="010190-1235")
    return world.refer(citizen=citizen, now=NOW).case_id


@pytest.fixture
def put(world, case_id):
    def put(**values):
        letter = a_letter(values.pop("case_id", case_id), **values)
        put_with_act([letter], by=world.jens, now=NOW, event=INTRO)
        return Letter.unrestricted.get(pk=letter.id)

    return put


@pytest.fixture
def browser(client):
    def browser(user):
        client.force_login(user)
        return client

    return browser


def deliver():
    delivering.deliver_due(clock=lambda: NOW + timedelta(seconds=1))


def queries_of(client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(60) as asked:
        client.get(address)
    return len(asked)


class TestOutbox:
    def test_each_letter_lies_in_its_pile(self, world, put, browser):
        put(channel=Channel.PRINT)
        put()
        deliver()
        failed = put(to="gp", receiver={"name": "Lægehuset", "cvr": "12345674"})
        deliver()
        put(kind="consent")
        page = browser(world.jens).get("/breve/")
        numbers = {pile.id: pile.number for pile in page.context["piles"]}
        assert numbers == {"failed": "1", "to-print": "1", "waiting": "1", "sent": "1"}
        said = text(page)
        assert "Der er ikke noget samtykke" in said and "Bed borgeren om samtykke" in said
        assert reverse("letter", args=[failed.pk]) in page.content.decode()

    def test_only_one_pile_or_ones_own(self, world, put, browser, case_id):
        put()
        letter = a_letter(case_id)
        put_with_act([letter], by=world.leader, now=NOW, event=INTRO)
        client = browser(world.jens)
        [pile] = client.get("/breve/?vis=undervejs").context["piles"]
        assert len(pile.rows) == 2
        mine = client.get("/breve/?vis=undervejs&hvem=mine").context["piles"][0]
        assert len(mine.rows) == 1
        assert client.get("/breve/?vis=sludder&program=nonsens").status_code == 200

    def test_it_asks_the_database_no_more_for_three_than_for_one(
        self, world, put, browser, django_assert_max_num_queries
    ):
        put(channel=Channel.PRINT)
        client = browser(world.jens)
        client.get("/breve/")
        one = queries_of(client, django_assert_max_num_queries, "/breve/")
        for _ in range(3):
            put(channel=Channel.PRINT)
            put()
        assert queries_of(client, django_assert_max_num_queries, "/breve/") == one

    def test_whose_names_were_shown_is_logged(self, world, put, browser):
        put()
        browser(world.jens).get("/breve/")
        assert AccessLog.objects.filter(user=world.jens, detail__page="letters").exists()

    def test_charlie_gets_nothing(self, world, put, browser):
        letter = put()
        client = browser(world.charlie)
        assert "Amalie" not in text(client.get("/breve/"))
        for address in (f"/breve/{letter.pk}/", f"/filer/brev/{letter.pk}/"):
            assert client.get(address).status_code == 404
        for name in ("letter_take_back",):
            posted = client.post(reverse(name, args=[letter.pk]), {"submission": uuid4()})
            assert posted.status_code == 404
        assert client.post(f"/breve/{letter.pk}/", {"channel": "print"}).status_code == 404
        refused = AccessLog.objects.filter(
            user=world.charlie, act="refused", case_id=letter.case_id
        )
        assert refused.count() >= 3

    def test_nothing_is_there_with_a_word(self, world, case_id, browser):
        assert "Ingen breve." in text(browser(world.jens).get("/breve/"))


class TestWhoReads:
    def test_the_secretary_reads_what_is_formal_and_not_a_note(self, world, put, browser):
        formal, note = put(channel=Channel.PRINT), put(kind="follow_up_note")
        client = browser(world.secretary)
        assert client.get(f"/filer/brev/{formal.pk}/").status_code == 200
        assert client.get(f"/filer/brev/{note.pk}/").status_code == 404
        assert "Du har ikke adgang til at læse det." in text(client.get(f"/breve/{note.pk}/"))

    def test_about_health_only_who_reads_about_health(self, world, put, browser, case_id):
        note = put(kind="follow_up_note", seen_as="health")
        services.join_case(
            case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert browser(world.jens).get(f"/filer/brev/{note.pk}/").status_code == 200
        assert browser(world.colleague).get(f"/filer/brev/{note.pk}/").status_code == 404
        assert "Amalie" in text(browser(world.colleague).get(f"/breve/{note.pk}/"))

    def test_of_a_protected_citizen_only_who_sees_name_and_address(self, world, put, browser):
        letter = put()
        Citizen.unrestricted.update(protected=True)
        assert browser(world.jens).get(f"/filer/brev/{letter.pk}/").status_code == 200
        client = browser(world.secretary)
        assert client.get(f"/filer/brev/{letter.pk}/").status_code == 404
        said = text(client.get("/breve/"))
        assert "Amalie" not in said and "Navn ikke vist" in said

    def test_a_citizen_and_an_employer_have_no_outbox(self, world, put, browser):
        put()
        world.jens.function = "citizen"
        world.jens.save()
        assert browser(world.jens).get("/breve/").status_code == 403


class TestPaper:
    def test_it_is_saved_and_not_opened_and_that_it_was_is_logged(self, world, put, browser):
        letter = put()
        deliver()
        got = browser(world.jens).get(f"/filer/brev/{letter.pk}/")
        assert got["Content-Disposition"] == 'attachment; filename="invitation.pdf"'
        assert "default-src 'none'" in got["Content-Security-Policy"]
        assert got.content == frozen(letter).pdf
        assert "startsamtale" in PdfReader(io.BytesIO(got.content)).pages[0].extract_text()
        [line] = AccessLog.objects.filter(act="export", case_id=letter.case_id)
        assert (line.detail["page"], line.kinds) == ("letter", ["name", "registrations"])

    def test_before_it_goes_it_is_shown_as_it_would_go(self, world, put, browser):
        letter = put()
        assert browser(world.jens).get(f"/filer/brev/{letter.pk}/").content[:5] == b"%PDF-"
        assert papers.frozen(letter) is None


class TestActs:
    def test_taken_back_it_is_not_sent(self, world, put, browser):
        letter = put()
        client, data = browser(world.jens), {"submission": uuid4()}
        for _ in range(2):
            assert client.post(f"/breve/{letter.pk}/tilbage/", data).status_code == 302
        deliver()
        letter.refresh_from_db()
        assert letter.state == State.WITHDRAWN
        assert LogEntry.unrestricted.filter(type="letter_taken_back").count() == 1
        assert "Brev trukket tilbage" in text(client.get(f"/sager/{letter.case_id}/"))

    def test_what_is_sent_is_not_taken_back(self, world, put, browser):
        letter = put()
        deliver()
        client = browser(world.jens)
        client.post(f"/breve/{letter.pk}/tilbage/", {"submission": uuid4()})
        assert "kan ikke ændres længere" in text(client.get(f"/breve/{letter.pk}/"))
        letter.refresh_from_db()
        assert letter.state == State.SENT

    def test_a_failed_one_is_sent_another_way(self, world, put, browser):
        Citizen.unrestricted.update(cpr=None)
        letter = put(channel=Channel.DIGITAL_POST)
        deliver()
        client = browser(world.jens)
        assert "kræver et CPR- eller CVR-nummer" in text(client.get(f"/breve/{letter.pk}/"))
        sent = client.post(f"/breve/{letter.pk}/", {"submission": uuid4(), "channel": "print"})
        assert sent.status_code == 302
        letter.refresh_from_db()
        assert (letter.channel, letter.state, letter.fault) == ("print", State.WAITING, "")

    def test_a_way_that_there_is_not_is_refused_and_said(self, world, put, browser):
        letter = put()
        client = browser(world.jens)
        page = client.post(f"/breve/{letter.pk}/", {"submission": uuid4(), "channel": "email"})
        assert page.status_code == 200 and page.context["form"].errors["channel"]
        letter.refresh_from_db()
        assert letter.channel == Channel.DIGITAL_POST

    def test_who_only_opened_it_in_an_emergency_is_told_who_may(self, world, put, browser, case_id):
        letter = put()
        open_in_emergency(
            number=str(case_id), reason="Borgeren er faldet om i receptionen",
            by=world.colleague, now=NOW, submission=uuid4(),
        )  # fmt: skip
        client = browser(world.colleague)
        assert client.get(f"/breve/{letter.pk}/").status_code == 200
        refused = client.post(f"/breve/{letter.pk}/tilbage/", {"submission": uuid4()})
        assert refused.status_code == 403
        assert "sende breve" in unescape(strip_tags(refused.content.decode()))

    def test_who_may_only_look_does_nothing(self, world, put, browser, case_id):
        letter = put()
        client = browser(world.guard)
        assert client.get(f"/breve/{letter.pk}/").status_code == 404
        assert (
            client.post(f"/breve/{letter.pk}/tilbage/", {"submission": uuid4()}).status_code == 404
        )


class TestPrinting:
    def test_many_in_one_and_then_posted(self, world, put, browser, case_id):
        letters = [put(channel=Channel.PRINT, when_sent=EVENT) for _ in range(2)]
        client = browser(world.secretary)
        ids = [str(one.pk) for one in letters]
        got = client.post("/breve/udskriv/", {"letters": ids, "print": "1"})
        assert got["Content-Type"] == "application/pdf"
        assert len(PdfReader(io.BytesIO(got.content)).pages) == 2
        assert AccessLog.objects.filter(user=world.secretary, act="print").exists()
        assert all(papers.frozen(one) for one in letters)
        assert Letter.unrestricted.filter(state=State.WAITING).count() == 2
        for _ in range(2):
            client.post("/breve/udskriv/", {"letters": ids, "posted": "1"})
        assert Letter.unrestricted.filter(state=State.PRINTED).count() == 2
        for type_ in ("letter_sent", "grant_letter_sent"):
            assert LogEntry.unrestricted.filter(type=type_).count() == 2

    def test_an_address_mended_before_it_is_posted_stands_on_what_is_printed_then(
        self, world, put, browser, case_id
    ):
        letter = put(channel=Channel.PRINT)
        client, data = browser(world.jens), {"letters": [str(letter.pk)], "print": "1"}
        client.post("/breve/udskriv/", data)
        services.record_contact(
            case_id=case_id,
            contact=services.Contact(street="Havnegade 4", postcode="8000", city="Aarhus C"),
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        got = client.post("/breve/udskriv/", data)
        assert "Havnegade 4" in PdfReader(io.BytesIO(got.content)).pages[0].extract_text()

    def test_what_the_reader_does_not_read_is_not_printed(self, world, put, browser):
        note = put(kind="follow_up_note", channel=Channel.PRINT)
        client = browser(world.secretary)
        data = {"letters": [str(note.pk), "nonsense"], "print": "1"}
        assert client.post("/breve/udskriv/", data).status_code == 302
        client.post("/breve/udskriv/", {"letters": [str(note.pk)], "posted": "1"})
        note.refresh_from_db()
        assert note.state == State.WAITING and papers.frozen(note) is None

    def test_what_rests_on_nothing_is_not_printed(self, world, put, browser):
        letter = put(to="gp", receiver={"name": "Lægehuset"}, channel=Channel.PRINT)
        client, ids = browser(world.jens), [str(letter.pk)]
        client.post("/breve/udskriv/", {"letters": ids, "print": "1"})
        assert "blev ikke udskrevet" in text(client.get("/breve/"))
        client.post("/breve/udskriv/", {"letters": ids, "posted": "1"})
        letter.refresh_from_db()
        assert letter.state == State.WAITING and papers.frozen(letter) is None

    def test_nothing_chosen_is_said(self, world, put, browser):
        client = browser(world.jens)
        client.post("/breve/udskriv/", {"print": "1"})
        assert "Vælg mindst ét brev." in text(client.get("/breve/"))

    def test_the_secretary_has_them_on_their_page(self, world, put, browser):
        put(channel=Channel.PRINT)
        said = text(browser(world.secretary).get("/sekretaer/"))
        assert "Udskriv de valgte" in said and "Indkaldelse" in said


class TestReceived:
    @pytest.fixture
    def sent(self, world, put):
        receiver = {"name": "Søby Kommune", "organisation": world.town.pk}
        letter = put(to="jobcentre_caseworker", receiver=receiver)
        deliver()
        world.boss = services_person(world.town)
        return letter

    def test_it_lies_there_and_names_nobody_until_it_is_opened(self, world, sent, browser):
        page = text(browser(world.boss).get("/breve/modtaget/"))
        assert "Indkaldelse" in page and "Center Nord" in page and "nyt" in page
        assert "Amalie" not in page

    def test_opened_is_logged_and_told_the_sender(self, world, sent, browser):
        got = browser(world.boss).post(f"/filer/brev/modtaget/{sent.pk}/")
        assert got.content == frozen(sent).pdf
        [line] = AccessLog.objects.filter(user=world.boss, act="export")
        assert (line.case_id, line.relations) == (sent.case_id, ["receiver"])
        assert "Åbnet af modtageren" in text(browser(world.jens).get(f"/breve/{sent.pk}/"))

    def test_others_get_nothing(self, world, sent, browser):
        client = browser(world.charlie)
        assert "Indkaldelse" not in text(client.get("/breve/modtaget/"))
        assert client.post(f"/filer/brev/modtaget/{sent.pk}/").status_code == 404
        assert browser(world.mette).get("/breve/modtaget/").status_code == 403


def services_person(organisation):
    from tests.app.web_data import person

    return person("Bodil Boss", organisation, function="leader")


class TestToday:
    def test_whoever_put_it_there_is_told_that_it_failed(self, world, put, browser):
        put(to="gp", receiver={"name": "Lægehuset", "cvr": "12345674"})
        deliver()
        assert "1 brev, som du har lagt i udbakken" in text(browser(world.jens).get("/"))
        assert "i udbakken" not in text(browser(world.leader).get("/"))


def test_in_english(world, put, browser):
    put(to="gp", receiver={"name": "The surgery", "cvr": "12345674"})
    deliver()
    client = browser(world.jens)
    client.post("/sprog/", {"language": "en", "next": "/breve/"})
    page = text(client.get("/breve/"))
    assert "Could not be sent" in page and "Ask the citizen for a consent" in page


def test_that_a_citizen_is_exempt_from_digital_post_is_written_down_with_their_address(
    world, put, browser, case_id
):
    client = browser(world.jens)
    address = reverse("contact", args=[case_id])
    data = {"submission": uuid4(), "street": "Havnegade 4", "digital_exempt": "on"}
    assert client.post(address, data).status_code == 302
    assert "fritaget" in text(client.get(f"/sager/{case_id}/"))
    assert client.get(address).context["form"]["digital_exempt"].initial
    assert put().channel == Channel.PRINT
