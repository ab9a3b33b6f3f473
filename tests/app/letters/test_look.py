"""An organisation's look: its own words, its picture, and how it is looked at first."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from fodfaeste.accounts.administration.scope import NotYours
from fodfaeste.accounts.models import Logo, Organisation
from fodfaeste.letters import kinds, wording
from fodfaeste.letters.look import look_of
from fodfaeste.letters.sentences import usual
from tests.app.administration.town import told, writer
from tests.app.letters.paper import text_of
from tests.app.pictures import png

OWN = {("lead", "da"): "Kom, som du er, {citizen}.", ("closing", "en"): "See you!"}


def change(town, kind="invitation", own=OWN, by=None, submission=None):
    return wording.change_words(
        organisation_id=town.soby.pk,
        kind=kind,
        told=own,
        writer=writer(by or town.ada, submission),
    )


def address(name, town, kind="invitation"):
    return reverse(name, args=[town.soby.pk, kind])


def send(client, town, **said):
    return client.post(address("letter_words", town), {"submission": str(uuid4()), **said})


def on_paper(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return text_of(PdfReader(io.BytesIO(response.content)))


def test_own_words_stand_in_letters_of_that_kind_and_language(town):
    change(town)
    soby = Organisation.objects.get(pk=town.soby.pk)
    danish, english = (look_of(soby, language=language) for language in ("da", "en"))
    assert danish.says("invitation", "lead", language="da") == "Kom, som du er, {citizen}."
    assert english.says("invitation", "closing", language="en") == "See you!"
    assert danish.says("citizen_plan", "lead", language="da") == usual(
        "citizen_plan", "lead", language="da"
    )


def test_what_was_changed_stands_in_the_log(town):
    change(town)
    [line] = told(town.soby)
    assert line.type == "wording_changed"
    assert line.after["invitation.lead.da"] == "Kom, som du er, {citizen}."


def test_sent_twice_it_is_done_once(town):
    submission = uuid4()
    assert not change(town, submission=submission).repeated
    assert change(town, submission=submission).repeated
    assert len(told(town.soby)) == 1


def test_other_texts_and_kinds_keep_their_words(town, ada):
    change(town)
    change(town, kind="citizen_plan", own={("lead", "da"): "Planen"})
    path = reverse("administration_letters", args=[town.soby.pk])
    ada.post(path, {"submission": str(uuid4()), "greeting": "Hej"})
    kept = Organisation.objects.get(pk=town.soby.pk).wording
    assert kept["greeting"] == "Hej"
    assert kept["citizen_plan.lead.da"] == "Planen" and "invitation.lead.da" in kept
    change(town, own={})
    assert "invitation.lead.da" not in Organisation.objects.get(pk=town.soby.pk).wording


def test_charlie_who_administers_elsewhere_changes_nothing(town, client):
    with pytest.raises(NotYours):
        change(town, by=town.charlie)
    client.force_login(town.charlie)
    for name in ("letter_words", "letter_example"):
        assert client.get(address(name, town)).status_code == 404
    client.force_login(town.lis)
    assert client.get(address("letter_words", town)).status_code == 403


def test_the_page_lists_every_kind_and_says_which_are_worded(town, ada):
    change(town)
    page = ada.get(reverse("administration_letters", args=[town.soby.pk])).content.decode()
    for kind in kinds.names():
        assert address("letter_words", town, kind) in page
        assert address("letter_example", town, kind) in page
    assert page.count("egne ord") == 1


def test_it_is_saved_and_shown_again(town, ada):
    send(ada, town, lead_da="Hej og kom")
    page = ada.get(address("letter_words", town)).content.decode()
    assert "Hej og kom" in page and usual("invitation", "lead", language="en") in page


def test_it_is_looked_at_before_it_is_saved(town, ada):
    said = on_paper(send(ada, town, lead_da="Smag på ordene, {citizen}.", look="da"))
    assert "Smag på ordene, Maja Åkjær Østergaard." in said
    assert Organisation.objects.get(pk=town.soby.pk).wording == {}
    assert told(town.soby) == []


@pytest.mark.parametrize(("asked", "word"), [("da", "Kære"), ("en", "Dear"), ("xx", "Kære")])
def test_an_example_of_each_language(town, ada, asked, word):
    assert word in on_paper(ada.get(address("letter_example", town), {"sprog": asked}))


def test_a_kind_that_is_not_there(town, ada):
    assert ada.get(address("letter_words", town, "love_letter")).status_code == 404


def test_too_long_a_text_is_told_and_kept(town, ada):
    page = send(ada, town, lead_da="x" * 3000).content.decode()
    assert "form-error-message" in page and "x" * 3000 in page


def test_a_picture_stands_at_the_head(town, ada):
    Logo.objects.create(organisation=town.soby, content=png(), content_type="image/png")
    Organisation.objects.filter(pk=town.soby.pk).update(logo_digest="0" * 64)
    response = ada.get(address("letter_example", town))
    assert len(PdfReader(io.BytesIO(response.content)).pages[0].images) == 1
    assert "Søby Kommune" in on_paper(response)


def test_a_unit_looks_like_what_it_is_a_unit_of_under_its_own_name(town):
    Organisation.objects.filter(pk=town.soby.pk).update(signature="Rådhuset")
    unit = Organisation.objects.select_related("parent").get(pk=town.unit.pk)
    look = look_of(unit, language="da")
    assert (look.name, look.signature) == ("Jobcenter Søby", "Rådhuset")
    Organisation.objects.filter(pk=town.unit.pk).update(signature="Havnen")
    unit.refresh_from_db()
    assert look_of(unit, language="da").signature == "Havnen"
