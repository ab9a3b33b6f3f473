"""The form of a consent."""

import pytest
from django.utils import timezone

from fodfaeste.cases import queries
from fodfaeste.cases.models import Case, Consent
from fodfaeste.web.sharing import terms
from tests.app.sharing.pages import form_of, give, text, url
from tests.app.web_forms import sent

pytestmark = pytest.mark.django_db


class TestGiving:
    def test_the_form_begins_with_all_that_is_usual(self, mette, case):
        form = form_of(mette, url("consent", case, modtager="gp"))
        assert form["kinds"].value() == [k.value for k in terms.USUAL["gp"]]
        wording = form["wording"].value()
        for said in ("Søby Kommune", "min egen læge", "mit CPR-nummer", "mit helbred", "trække"):
            assert said in wording

    def test_in_person_it_takes_a_witness_and_a_click(self, mette, case):
        consent = give(mette, case)
        assert (consent.way, consent.receiver_role) == ("in_person", "gp")
        assert consent.last_on == services_last_day()
        page = text(mette.get(url("sharing", case)))
        assert "Jeg siger ja" in page
        assert "Vita Vidne" in page

    def test_without_a_witness_it_says_so_and_keeps_what_was_typed(self, mette, case):
        address = url("consent", case, modtager="gp")
        data = sent(form_of(mette, address), name="Lægehuset")
        answer = mette.post(address, data | {"wording": "mine egne ord"})
        assert "Skriv, hvem der var vidne" in text(answer)
        assert "mine egne ord" in text(answer)
        assert "Lægehuset" in text(answer)

    def test_a_text_that_nobody_changed_is_made_to_fit_and_read_before_it_is_saved(
        self, mette, case
    ):
        address = url("consent", case, modtager="gp")
        data = sent(form_of(mette, address), kinds=["name"], witness="Vita")
        answer = mette.post(address, data)
        wording = answer.context["form"]["wording"].value()
        assert "mit navn" in wording
        assert "helbred" not in wording
        assert not Consent.unrestricted.exists()
        assert mette.post(address, sent(answer.context["form"])).status_code == 302
        assert (
            "helbred"
            not in queries.sharing(
                user=Case.unrestricted.get().opened_by, case_id=case, today=timezone.localdate()
            )
            .consents[0]
            .wording
        )

    def test_a_text_in_ones_own_words_is_kept_as_it_is(self, mette, case):
        consent = give(mette, case, wording="Jeg er Åse, og I må ringe", kinds=["name"])
        assert "I må ringe" in text(mette.get(url("statement", case, consent.pk)))

    def test_the_text_follows_what_is_chosen(self, mette, case):
        address = url("consent", case, modtager="relatives")
        data = sent(form_of(mette, address), name="min søster Ida", kinds=["name", "people"])
        fragment = text(mette.post(address, data | {"step": "fit"}))
        assert "min søster Ida" in fragment
        assert "<html" not in fragment
        assert not Consent.unrestricted.exists()

    def test_it_can_be_printed_before_it_is_signed(self, mette, case):
        address = url("consent", case, modtager="gp")
        data = sent(form_of(mette, address), way="signature") | {"step": "print"}
        page = text(mette.post(address, data))
        assert "Underskrift" in page
        assert "min egen læge" in page
        assert not Consent.unrestricted.exists()

    def test_sent_twice_it_is_given_once(self, mette, case):
        address = url("consent", case, modtager="gp")
        data = sent(form_of(mette, address), witness="Vita")
        for _ in range(2):
            assert mette.post(address, data).status_code == 302
        assert Consent.unrestricted.count() == 1

    def test_of_a_person_there_by_their_address(self, mette, case, havn):
        consent = give(
            mette, case, "jobcentre",
            organisation=str(havn.organisation_id), email=havn.email.upper(),
        )  # fmt: skip
        assert consent.receiver_user == havn

    def test_an_address_of_nobody_there(self, mette, case, home, havn):
        address = url("consent", case, modtager="jobcentre")
        data = sent(form_of(mette, address), witness="Vita",
                    organisation=str(havn.organisation_id), email=home.charlie.email)  # fmt: skip
        assert "Ingen med den adresse" in text(mette.post(address, data))

    def test_a_receiver_that_nobody_knows_is_not_there(self, mette, case):
        assert mette.get(url("consent", case, modtager="gossip")).status_code == 404


def services_last_day():
    from fodfaeste.web.sharing.forms import last_day

    return last_day(timezone.localdate())
