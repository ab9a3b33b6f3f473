"""The pages: give, share, withdraw, closed."""

import re
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import Consent, LogEntry, Sharing
from tests.app import web_data
from tests.app.sharing.pages import form_of, give, opens, share, text, url
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def acting(home):
    return {"by": home.mette, "now": timezone.now(), "submission": uuid4()}


def an_appointment():
    return services.NewAppointment(
        type="start_interview",
        slot=services.Slot(on=TODAY + timedelta(days=10), at=time(10)),
        roles=["citizen"],
        place="other",
        where="Storegade 3",
        note="Husk sundhedskortet",
    )


class TestTheGenericForm:
    @pytest.mark.parametrize(
        ("type_", "name"), [("consent_given", "consent"), ("consent_withdrawn", "sharing")]
    )
    def test_leads_to_ours(self, mette, case, type_, name):
        answer = mette.get(url("register", case, slags=type_))
        assert answer.status_code == 302
        assert answer["Location"].split("?")[0] == reverse(name, args=[case])
        form = {"submission": uuid4(), **typed_day("on", timezone.localdate())}
        before = LogEntry.unrestricted.count()
        assert mette.post(url("register", case, slags=type_), form).status_code == 302
        assert LogEntry.unrestricted.count() == before


class TestSharing:
    def test_a_receiver_here_sees_what_was_shown_and_nothing_after_it_is_withdrawn(
        self, mette, home, case, havn
    ):
        consent = give(mette, case, "jobcentre", organisation=str(havn.organisation_id))
        assert not opens(mette, havn, case)
        mette.force_login(home.mette)
        seen, done = share(mette, case, consent)
        assert done.status_code == 302
        assert "Åse Ærø" in text(seen)
        assert "010190" not in text(seen)
        assert opens(mette, havn, case)
        assert "Åse Ærø" in text(mette.get(reverse("shared_with_me")))
        assert "010190" not in text(mette.get(reverse("case", args=[case])))
        mette.force_login(home.mette)
        withdraw(mette, case, consent)
        assert not opens(mette, havn, case)
        assert "Åse Ærø" not in text(mette.get(reverse("shared_with_me")))

    def test_a_consent_to_one_person_is_shared_with_that_person(self, mette, home, case, havn):
        colleague = web_data.person("Villy Vang", havn.organisation)
        consent = give(
            mette, case, "jobcentre",
            organisation=str(havn.organisation_id), email=havn.email,
        )  # fmt: skip
        _seen, done = share(mette, case, consent)
        assert done.status_code == 302
        assert opens(mette, havn, case)
        assert not opens(mette, colleague, case)

    def test_an_extract_tells_nothing_of_the_money(self, mette, case):
        seen, _done = share(mette, case, give(mette, case, "gp"))
        assert "%" not in str(seen.context["content"])

    def test_what_is_shown_before_is_the_receivers_own_page(self, mette, home, case, havn):
        consent = give(mette, case, "jobcentre", organisation=str(havn.organisation_id))
        seen, _done = share(mette, case, consent)
        mette.force_login(havn)
        theirs = mette.get(reverse("case", args=[case]))
        shown, own = seen.context["page"], theirs.context["page"]
        for name in ("citizen", "lead", "phase", "facts", "checks", "people", "breaches"):
            assert getattr(shown, name) == getattr(own, name), name
        theirs_lines = [(line.day, line.what, line.texts) for line in own.lines]
        assert [(line.day, line.what, line.texts) for line in shown.lines] == theirs_lines

    def test_so_are_appointments_and_who_stands_at_the_citizens_side(self, mette, home, case, havn):
        services.book(case_id=case, appointment=an_appointment(), **acting(home))
        guardian = services.NewCompanion(kind="guardian", name="Gerda Lund", since=TODAY)
        services.add_companion(case_id=case, new=guardian, **acting(home))
        consent = give(
            mette, case, "jobcentre",
            organisation=str(havn.organisation_id), kinds=["registrations", "contact"],
        )  # fmt: skip
        seen, _done = share(mette, case, consent)
        mette.force_login(havn)
        theirs = mette.get(reverse("case", args=[case]))
        for shown in (seen, theirs):
            assert "Gerda Lund" in text(shown)
            assert "Storegade 3" in text(shown)
            assert "Husk sundhedskortet" not in text(shown)
        assert seen.context["beside"] == theirs.context["beside"]
        assert seen.context["page"].appointments == theirs.context["page"].appointments

    def test_an_extract_is_made_printed_handed_over_and_shown_as_it_was(self, mette, case):
        consent = give(mette, case, "gp")
        seen, done = share(mette, case, consent)
        sharing = Sharing.unrestricted.get()
        assert "010190-1234" in text(seen)
        assert done["Location"] == reverse("extract", args=[case, sharing.pk])
        printed = text(mette.get(url("print_extract", case, sharing.pk)))
        assert "010190-1234" in printed
        assert "<nav" not in printed
        page = mette.get(url("extract", case, sharing.pk))
        form = sent(page.context["form"], how="handed_over")
        assert mette.post(url("sent", case, sharing.pk), form).status_code == 302
        withdraw(mette, case, consent)
        assert "010190-1234" in text(mette.get(url("extract", case, sharing.pk)))

    @pytest.mark.parametrize("page", ["extract", "print_extract"])
    def test_a_waiting_extract_is_closed_when_its_consent_is_withdrawn(self, mette, case, page):
        consent = give(mette, case, "gp")
        share(mette, case, consent)
        withdraw(mette, case, consent)
        sharing = Sharing.unrestricted.get()
        shown = text(mette.get(url(page, case, sharing.pk)))
        assert "010190" not in shown
        assert "hverken" in shown
        form = {"submission": uuid4(), "how": "post"}
        mette.post(url("sent", case, sharing.pk), form)
        assert Sharing.unrestricted.get().sent_at is None

    def test_what_has_changed_since_is_shown_again(self, mette, home, case):
        consent = give(mette, case, "gp")
        address = url("share", case, samtykke=consent.pk)
        data = sent(form_of(mette, address))
        seen = mette.post(address, data | {"step": "see"})
        services.register(
            case_id=case, event=services.NewEvent(type="purpose_written", on=timezone.localdate()),
            by=home.mette, now=timezone.now(), submission=uuid4(),
        )  # fmt: skip
        again = mette.post(address, data | {"step": "share", "seen": seen.context["seen"]})
        assert "ændret" in text(again)
        assert again.context["seen"] != seen.context["seen"]
        assert not Sharing.unrestricted.exists()
        mette.post(address, data | {"step": "share", "seen": again.context["seen"]})
        assert Sharing.unrestricted.count() == 1

    def test_without_a_basis_it_says_which_and_the_two_ways_forward(self, mette, case):
        consent = give(mette, case, "gp", kinds=["name"], name="Lægehuset")
        address = url("share", case, samtykke=consent.pk)
        data = sent(form_of(mette, address), kinds=["name", "cpr"])
        page = text(mette.post(address, data | {"step": "see"}))
        assert "Der er intet grundlag" in page
        assert "dækker ikke: CPR-nummer" in page
        assert f"{reverse('consent', args=[case])}?modtager=gp&amp;slags=name" in page
        assert 'formaction="?hjemmel=lov"' in page

    def test_by_a_paragraph_with_a_reason(self, mette, case, havn):
        address = url("share", case, hjemmel="lov")
        page = form_of(mette, address)
        data = sent(page, role="jobcentre", organisation=str(havn.organisation_id), way="access",
                    kinds=["name"], statute="rsl-11-c")  # fmt: skip
        refused = mette.post(address, data | {"step": "see"})
        assert "Skriv hvorfor" in text(refused)
        data |= {"reason": "Fordi"}
        seen = text(mette.post(address, data | {"step": "see"}))
        assert "Retssikkerhedsloven § 11 c" in seen
        assert mette.post(address, data | {"step": "share"}).status_code == 302
        assert opens(mette, havn, case)

    def test_closed_by_hand_the_consent_stands(self, mette, home, case, havn):
        consent = give(mette, case, "jobcentre", organisation=str(havn.organisation_id))
        share(mette, case, consent)
        end = url("end_sharing", case, Sharing.unrestricted.get().pk)
        assert mette.post(end, {"submission": uuid4()}).status_code == 302
        assert not opens(mette, havn, case)
        assert Consent.unrestricted.get().withdrawn_at is None


def withdraw(client, case, consent):
    data = {"submission": uuid4(), "consent": consent.pk, "reason": ""}
    answer = client.post(url("withdraw", case), data)
    assert answer.status_code == 302


class TestWhoSees:
    def addresses(self, case, consent, sharing):
        return [
            url("sharing", case),
            url("consent", case),
            url("consent", case, modtager="gp"),
            url("statement", case, consent.pk),
            url("share", case),
            url("share", case, samtykke=consent.pk),
            url("extract", case, sharing.pk),
            url("print_extract", case, sharing.pk),
        ]

    @pytest.fixture
    def made(self, mette, case):
        consent = give(mette, case, "gp", name="Lægehuset Torvet")
        share(mette, case, consent)
        return consent, Sharing.unrestricted.get()

    def test_charlie_finds_nothing(self, mette, home, case, made):
        mette.force_login(home.charlie)
        for address in self.addresses(case, *made):
            assert mette.get(address).status_code == 404, address

    def test_a_receiver_sees_neither_consents_nor_what_others_were_told(
        self, mette, home, case, made, havn
    ):
        consent = give(mette, case, "jobcentre", organisation=str(havn.organisation_id))
        share(mette, case, consent)
        mette.force_login(havn)
        for address in self.addresses(case, *made):
            answer = mette.get(address)
            assert answer.status_code == 403, address
            assert "Torvet" not in answer.content.decode(), address
        page = text(mette.get(reverse("case", args=[case])))
        assert "Samtykke givet" not in page
        assert "egen læge" not in page

    def test_one_of_another_case_is_not_there(self, mette, home, case, made):
        consent, sharing = made
        other = web_data.refer(home, "Bo By")
        for name, pk in (("statement", consent.pk), ("extract", sharing.pk)):
            assert mette.get(url(name, other, pk)).status_code == 404


def test_the_case_leads_to_it(mette, case):
    assert f'href="{reverse("sharing", args=[case])}"' in text(mette.get(url("case", case)))


def test_who_is_shared_with_finds_the_list_beside_the_cases(mette):
    assert f'href="{reverse("shared_with_me")}"' in text(mette.get(reverse("cases")))


def test_the_log_tells_of_it_in_words(mette, home, case, havn):
    consent = give(mette, case, "jobcentre", organisation=str(havn.organisation_id))
    share(mette, case, consent)
    withdraw(mette, case, consent)
    page = text(mette.get(url("case", case)))
    for said in ("Samtykke givet", "Delt", "Deling lukket", "Samtykke trukket tilbage"):
        assert said in page, said
    assert not re.search(r"sharing_ended|rsl-11", page)


def test_three_of_each_ask_no_more_than_one(mette, case):
    counts = []
    for _ in range(3):
        share(mette, case, give(mette, case, "gp"))
        mette.get(url("sharing", case))
        with CaptureQueriesContext(connection) as caught:
            mette.get(url("sharing", case))
        counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2], counts


def test_in_english_every_word_is(mette, home, case):
    home.mette.language = "en"
    home.mette.save()
    mette.force_login(home.mette)
    page = text(mette.get(url("consent", case, modtager="gp")))
    assert "I say yes: Søby Kommune may tell my own doctor" in page


@pytest.mark.parametrize("months", [0, 6])
def test_how_long_is_a_setting(mette, case, settings, months):
    settings.FODFAESTE_CONSENT_MONTHS = months
    form = form_of(mette, url("consent", case, modtager="gp"))
    last_on = form["last_on"].value()
    assert (last_on is None) is (months == 0)
    if months:
        assert timedelta(170) < last_on - timezone.localdate() < timedelta(190)
