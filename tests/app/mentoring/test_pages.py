"""The pages of partners, mentors and mentor support."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import AccessLog, UserRole
from fodfaeste.cases import services as cases
from fodfaeste.cases.models import Draft, LogEntry, event_id
from fodfaeste.mentoring import lists, services
from fodfaeste.mentoring.models import Mentor, MentorSupport, Partner, PartnerHelp
from fodfaeste.mentoring.services import (
    AgreementTold,
    ContactTold,
    HelpTold,
    MentorTold,
    PartnerTold,
    SupportTold,
)
from tests.app import web_data


@pytest.fixture
def case_id(home):
    return web_data.refer(home, "Amalie Ærø", cpr="010190-1235", starts_in=-20)


@pytest.fixture
def act(home):
    def did(service, *, by=None, **values):
        submission = uuid4()
        by = by or home.mette
        return service(by=by, now=timezone.now(), submission=submission, **values), submission

    return did


@pytest.fixture
def club(act):
    told = PartnerTold(name="Søby Løbeklub", kind="association", contact_name="Lone Løb")
    pk, _ = act(services.add_partner, told=told)
    act(services.add_help, partner_id=pk, told=HelpTold(what="Løber sammen", track="health"))
    return pk


@pytest.fixture
def frida(act):
    return act(services.add_mentor, told=MentorTold(name="Frida Frivillig"))[0]


@pytest.fixture
def support(act, case_id, frida):
    told = SupportTold(
        since=timezone.localdate() - timedelta(days=30),
        is_paid=False,
        mentor_id=frida,
        hours=Decimal(1),
        hours_per="all",
        words={"mentor_what": "Går ture"},
    )
    _, submission = act(services.begin_support, case_id=case_id, told=told)
    return services.id_of_support(submission)


@pytest.fixture
def queries_of():
    """How many questions something asks the database, once the session is known."""

    def counted(do):
        do()
        with CaptureQueriesContext(connection) as asked:
            do()
        return len(asked)

    return counted


@pytest.fixture
def as_charlie(home):
    client = Client()
    client.force_login(home.charlie)
    return client


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def filled(**values):
    return {"submission": str(uuid4()), **values}


class TestPartners:
    def test_the_overview_tells_what_they_can_give(self, mette, club):
        page = mette.get(reverse("partners"), {"spor": "health"}).content.decode()
        assert "Søby Løbeklub" in page
        assert "Løber sammen" in page
        assert "ingen aftale" in page
        none = mette.get(reverse("partners"), {"spor": "social"}).content.decode()
        assert "Ingen partner passer" in none

    def test_one_is_added_with_what_it_can_give_and_what_is_agreed(self, mette, home):
        sent = filled(name="Bostøtten", kind="housing", phone="12 34 56 78")
        answer = mette.post(reverse("partner_add"), sent)
        pk = Partner.unrestricted.get().pk
        assert answer.url == reverse("partner", args=[pk])
        help_ = filled(what="Støtte hjemme", track="social")
        mette.post(reverse("partner_help_add", args=[pk]), help_)
        agreed = filled(about="Plads inden fire uger", responsible=home.mette.pk,
                        **parts("since", timezone.localdate()))  # fmt: skip
        mette.post(reverse("partner_agree", args=[pk]), agreed)
        page = mette.get(reverse("partner", args=[pk])).content.decode()
        for said in ("Støtte hjemme", "Sociale forhold", "Plads inden fire uger", "12 34 56 78"):
            assert said in page

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, mette, club):
        sent = filled(name="Klubben", kind="association", email="ikke en adresse")
        page = mette.post(reverse("partner_change", args=[club]), sent).content.decode()
        assert "Skriv en e-mail" in page
        assert "ikke en adresse" in page

    def test_an_agreement_that_has_ended_is_said_so(self, mette, act, home, club):
        today = timezone.localdate()
        told = services.AgreementTold(
            about="To pladser",
            since=today - timedelta(days=100),
            until=today - timedelta(days=2),
            responsible_id=home.mette.pk,
        )
        act(services.agree, partner_id=club, told=told)
        assert "Aftalen udløb" in mette.get(reverse("partner", args=[club])).content.decode()

    def test_charlie_gets_nothing(self, as_charlie, club):
        help_ = PartnerHelp.unrestricted.get().pk
        for name, args in (
            ("partner", [club]),
            ("partner_change", [club]),
            ("partner_agree", [club]),
            ("partner_help_change", [club, help_]),
        ):
            assert as_charlie.get(reverse(name, args=args)).status_code == 404
        assert "Søby Løbeklub" not in as_charlie.get(reverse("partners")).content.decode()

    def test_chosen_for_a_plan_it_fills_in_what_and_who(self, mette, as_charlie, case_id, club):
        found = mette.get(reverse("partners"), {"sag": case_id}).content.decode()
        help_ = PartnerHelp.unrestricted.get().pk
        address = f"{reverse('plan_add', args=[case_id, 'aktivitet'])}?partner={help_}"
        assert address in found
        page = mette.get(address).content.decode()
        assert 'value="Løber sammen"' in page
        assert 'value="Søby Løbeklub"' in page

    def test_as_many_questions_for_three_as_for_one(self, mette, act, home, queries_of):
        def add(name):
            pk, _ = act(services.add_partner, told=PartnerTold(name=name, kind="union"))
            act(services.add_help, partner_id=pk, told=HelpTold(what="Hjælp"))
            told = AgreementTold(about="En plads", since=timezone.localdate(),
                                 responsible_id=home.mette.pk)  # fmt: skip
            act(services.agree, partner_id=pk, told=told)

        add("P1")
        one = queries_of(lambda: mette.get(reverse("partners")))
        add("P2"), add("P3")
        assert queries_of(lambda: mette.get(reverse("partners"))) == one <= 11

    def test_a_page_leads_to_the_next_with_what_was_searched_for(
        self, mette, act, case_id, monkeypatch
    ):
        monkeypatch.setattr(lists, "ON_A_PAGE", 1)
        for name in ("Klub A", "Klub B"):
            act(services.add_partner, told=PartnerTold(name=name, kind="union"))
        first = mette.get(reverse("partners"), {"q": "klub", "sag": case_id})
        page = first.content.decode()
        assert "Klub A" in page and "Klub B" not in page and "2 partnere" in page
        assert "Vis de næste" in page
        following = first.context["page"].next_url
        assert "q=klub" in following and str(case_id) in following
        page = mette.get(following).content.decode()
        assert "Klub B" in page and "Klub A" not in page and "Tilbage til de første" in page


class TestMentors:
    def test_as_many_questions_for_three_as_for_one(self, mette, act, queries_of):
        act(services.add_mentor, told=MentorTold(name="A"))
        one = queries_of(lambda: mette.get(reverse("mentors")))
        for name in ("B", "C"):
            act(services.add_mentor, told=MentorTold(name=name))
        assert queries_of(lambda: mette.get(reverse("mentors"))) == one <= 11

    def test_a_page_leads_to_the_next(self, mette, act, monkeypatch):
        monkeypatch.setattr(lists, "ON_A_PAGE", 1)
        for name in ("Anna", "Bo"):
            act(services.add_mentor, told=MentorTold(name=name))
        first = mette.get(reverse("mentors"))
        assert "2 mentorer" in first.content.decode()
        page = mette.get(first.context["page"].next_url).content.decode()
        assert "Bo" in page and "Anna" not in page and "Tilbage til de første" in page

    def test_one_is_added_changed_and_erased(self, mette):
        mette.post(reverse("mentor_add"), filled(name="Frida", languages="tyrkisk"))
        pk = Mentor.unrestricted.get().pk
        page = mette.get(reverse("mentors"), {"q": "tyrk"}).content.decode()
        assert "Frida" in page
        assert "Har ikke skrevet en tavshedserklæring under" in page
        mette.post(reverse("mentor", args=[pk]), filled(name="Frida Ny"))
        assert "Frida Ny" in mette.get(reverse("mentors")).content.decode()
        mette.post(reverse("mentor_erase", args=[pk]), filled())
        assert "Frida" not in mette.get(reverse("mentors")).content.decode()

    def test_charlie_gets_nothing(self, as_charlie, frida):
        assert as_charlie.get(reverse("mentor", args=[frida])).status_code == 404
        assert as_charlie.post(reverse("mentor_erase", args=[frida])).status_code == 404
        assert "Frida" not in as_charlie.get(reverse("mentors")).content.decode()


class TestSupport:
    def begun(self, case_id, who, **values):
        return filled(who=who, pay="voluntary", hours_per="week", text_kind="ordinary",
                      **parts("since", timezone.localdate()), **values)  # fmt: skip

    def test_it_begins_from_the_case_and_warns_where_nobody_agreed(self, mette, case_id, frida):
        assert "Begynd mentorstøtte" in mette.get(reverse("case", args=[case_id])).content.decode()
        sent = self.begun(case_id, f"m:{frida}", mentor_what="Går ture")
        answer = mette.post(reverse("mentor_begin", args=[case_id]), sent, follow=True)
        page = answer.content.decode()
        assert page.count("Det er ikke skrevet ned, at borgeren har sagt ja") >= 1
        assert "Går ture" in page
        assert LogEntry.unrestricted.filter(type="mentor_assigned").count() == 1
        panel = mette.get(reverse("case", args=[case_id])).content.decode()
        assert "Frida Frivillig" in panel
        assert "Registrér en kontakt" in panel

    def test_sent_twice_it_is_one(self, mette, case_id, frida):
        sent = self.begun(case_id, f"m:{frida}")
        for _ in range(2):
            mette.post(reverse("mentor_begin", args=[case_id]), sent)
        assert MentorSupport.unrestricted.count() == 1

    def test_who_is_missing_is_said_at_the_field(self, mette, case_id):
        sent = self.begun(case_id, "", mentor_what="Går ture")
        page = mette.post(reverse("mentor_begin", args=[case_id]), sent).content.decode()
        assert "Går ture" in page
        assert MentorSupport.unrestricted.count() == 0

    def test_a_contact_is_registered_in_few_fields(self, mette, case_id, support):
        sent = filled(how="way:met", minutes="90", note="Gik en tur", text_kind="ordinary",
                      **parts("on", timezone.localdate()))  # fmt: skip
        answer = mette.post(reverse("mentor_contact", args=[case_id, support]), sent, follow=True)
        page = answer.content.decode()
        for said in ("Mødtes", "90 minutter", "Gik en tur", "1,5 af 1 timer brugt",
                     "Timerne, der er bevilget indtil nu, er brugt"):  # fmt: skip
            assert said in page
        log = mette.get(reverse("case", args=[case_id])).content.decode()
        assert "Kontakt med mentor" in log

    def test_one_that_was_not_held_says_why(self, mette, case_id, support):
        sent = filled(
            how="cause:no_word", text_kind="ordinary", **parts("on", timezone.localdate())
        )
        answer = mette.post(reverse("mentor_contact", args=[case_id, support]), sent, follow=True)
        assert "Ikke gennemført: borgeren udeblev" in answer.content.decode()

    def test_without_a_way_it_is_given_back_with_what_was_typed(self, mette, case_id, support):
        sent = filled(minutes="90", note="Gik en tur", **parts("on", timezone.localdate()))
        answer = mette.post(reverse("mentor_contact", args=[case_id, support]), sent)
        assert answer.status_code == 200
        assert "Gik en tur" in answer.content.decode()

    def test_it_is_changed_and_ends(self, mette, case_id, support, frida):
        change = self.begun(case_id, f"m:{frida}", mentor_what="Ringer")
        mette.post(reverse("mentor_change", args=[case_id, support]), change)
        assert (
            "Ringer"
            in mette.get(reverse("mentor_support", args=[case_id, support])).content.decode()
        )
        end = filled(reason="Klarer sig selv", **parts("on", timezone.localdate()))
        page = mette.post(reverse("mentor_end", args=[case_id, support]), end, follow=True)
        assert "Klarer sig selv" in page.content.decode()

    def test_it_can_be_printed_and_is_in_english_too(self, mette, case_id, support, act):
        told = ContactTold(on=timezone.localdate(), way="phone", minutes=20)
        act(services.register_contact, case_id=case_id, support_id=support, told=told)
        printed = mette.get(reverse("mentor_print", args=[case_id, support])).content.decode()
        assert "20 minutter" in printed
        mette.post("/sprog/", {"language": "en"})
        page = mette.get(reverse("mentor_support", args=[case_id, support])).content.decode()
        assert "20 minutes" in page
        assert "The citizen agreed" not in page

    def test_looking_is_logged_and_charlie_gets_nothing(self, mette, as_charlie, case_id, support):
        before = AccessLog.objects.count()
        mette.get(reverse("mentor_support", args=[case_id, support]))
        assert AccessLog.objects.count() > before
        for name in ("mentor_support", "mentor_print", "mentor_change", "mentor_contact"):
            answer = as_charlie.get(reverse(name, args=[case_id, support]))
            assert answer.status_code == 404
        assert as_charlie.get(reverse("mentor_begin", args=[case_id])).status_code == 404

    def test_that_of_another_case_is_not_found(self, mette, home, case_id, support):
        other = web_data.refer(home, "Bo Anden")
        assert mette.get(reverse("mentor_support", args=[other, support])).status_code == 404

    def test_a_mentor_who_is_a_user_and_has_no_part_is_told_of(self, mette, act, home, case_id):
        kim = web_data.person("Kim Mentor", home.organisation)
        UserRole.objects.create(user=kim, role="mentor")
        sent = self.begun(case_id, f"u:{kim.pk}")
        page = mette.post(reverse("mentor_begin", args=[case_id]), sent, follow=True)
        assert "Mentoren har ingen rolle i sagen" in page.content.decode()


class TestTheSameContactTwice:
    """Mentor and caseworker may both write down the same contact."""

    @pytest.fixture
    def send(self, mette, case_id, support):
        def sending(**values):
            sent = filled(how="way:met", minutes="90", text_kind="ordinary",
                          **parts("on", timezone.localdate()))  # fmt: skip
            return mette.post(reverse("mentor_contact", args=[case_id, support]), sent | values)

        return sending

    def test_one_of_the_same_kind_on_that_day_is_asked_about_once(self, send):
        assert send().status_code == 302
        asked = send(minutes="60", note="Gik en tur til")
        page = asked.content.decode()
        assert "En af samme slags er allerede registreret den dag: " in page
        assert "Gik en tur til" in page
        assert len(contacts()) == 1
        assert send(minutes="60", sure_again="on").status_code == 302
        assert len(contacts()) == 2

    def test_another_kind_or_day_is_not(self, send):
        send()
        send(how="way:phone")
        send(how="cause:no_word")
        send(**parts("on", timezone.localdate() - timedelta(days=1)))
        assert len(contacts()) == 4

    def test_the_same_form_sent_twice_is_not_asked_about(self, send):
        submission = str(uuid4())
        for _ in range(2):
            assert send(submission=submission).status_code == 302
        assert len(contacts()) == 1

    def test_one_that_was_corrected_does_not_count(self, act, send, case_id):
        send()
        line = event_id(contacts()[0].seq)
        act(cases.correct, case_id=case_id, entry_id=line, reason="Fejl")
        assert send().status_code == 302

    def test_it_is_asked_in_english_too(self, mette, send):
        send()
        mette.post("/sprog/", {"language": "en"})
        page = send().content.decode()
        assert "One of the same kind is registered on that day already: " in page


def contacts():
    return list(LogEntry.unrestricted.filter(type__startswith="mentor_contact").order_by("seq"))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("mentor_begin", "mentor_what"),
        ("mentor_change", "mentor_what"),
        ("mentor_contact", "note"),
        ("mentor_end", "reason"),
    ],
)
def test_what_is_typed_is_kept_as_a_draft_and_goes_once_it_is_sent(
    mette, home, case_id, support, frida, name, field
):
    address = reverse(name, args=[case_id, *([] if name == "mentor_begin" else [support])])
    day = {
        **parts("since", timezone.localdate()),
        **parts("on", timezone.localdate()),
    }
    sent = filled(who=f"m:{frida}", pay="voluntary", hours_per="week", text_kind="ordinary",
                  how="way:met", **day, **{field: "Skriver om åen"})  # fmt: skip
    draft = {"kladde": "gem", "kladde_nr": 0, "kladde_ejer": home.mette.pk}
    assert mette.post(address, sent | draft, headers={"X-Draft": "1"}).json()["number"] == 1
    page = mette.get(address).content.decode()
    assert "Skriver om åen" in page
    assert "Her er din kladde" in page
    assert mette.post(address, sent).status_code == 302
    assert not Draft.unrestricted.exists()
