"""Forms that keep what is typed in them, as pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import Case, Draft, LogEntry
from fodfaeste.web.limits import DRAFTS
from tests.app import web_data

pytestmark = pytest.mark.django_db

WORDS = "Åse er begyndt hos bageren på torvet"


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø")


def form_at(name, *args, **query):
    path = reverse(name, args=args)
    return f"{path}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else path


@pytest.fixture
def form(case):
    return form_at("register", case, slags="programme_started")


def typed(home, *, number=0, submission=None, owner=None, **fields):
    fields = fields or {"note": WORDS}
    whose = {"kladde": "gem", "kladde_nr": number, "kladde_ejer": (owner or home.mette).pk}
    return {**fields, **whose, "submission": submission or uuid4()}


def by_script(client, address, **data):
    return client.post(address, data, headers={"X-Draft": "1"})


def text(page):
    assert page.status_code == 200
    return page.content.decode()


# --- saved and found again


def test_what_was_typed_is_there_again_with_the_time_and_the_same_submission(mette, home, form):
    submission = uuid4()
    data = typed(home, submission=submission, note=WORDS, on_day="3", on_month="11", on_year="26")
    told = by_script(mette, form, **data).json()
    assert told["number"] == 1 and told["says"].startswith("Gemt som kladde kl. ")
    page = text(mette.get(form))
    assert WORDS in page and str(submission) in page
    assert "Her er din kladde fra i dag kl. " in page and "Begynd forfra" in page
    assert 'name="on_day" value="3"' in page
    assert 'name="kladde_nr" value="1"' in page
    assert LogEntry.unrestricted.filter(submission=submission).count() == 0


def test_a_form_of_which_there_is_no_draft_says_nothing_of_one(mette, form):
    page = text(mette.get(form))
    assert "Her er din kladde" not in page and 'name="kladde_nr" value="0"' in page
    assert "drafts.js" in page or "drafts." in page
    assert "data-draft" not in text(mette.get(reverse("today")))


FIELDS = {
    "facts": "f_willing", "contact": "street", "rectify": "reason", "share": "name",
    "close": "a_reason", "decide": "reason", "companions": "scope", "book": "where",
    "plan_add": "title",
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_other_forms_keep_it_too(mette, home, case, name):
    value = "yes" if name == "facts" else WORDS
    address = reverse(name, args=[case, "aktivitet"] if name == "plan_add" else [case])
    assert by_script(mette, address, **typed(home, **{FIELDS[name]: value})).json()["number"] == 1
    page = text(mette.get(address))
    assert "Her er din kladde" in page
    assert (WORDS in page) or 'value="yes" id="id_f_willing_0" checked' in page.replace("\n", "")


def test_a_correction_a_waiver_and_a_consent_keep_it(mette, home, case):
    entry = services.register(
        case_id=case,
        event=services.NewEvent(type="programme_started", on=timezone.localdate()),
        by=home.mette,
        now=timezone.now(),
        submission=uuid4(),
    ).entry_id
    for address, field in (
        (form_at("correct", case, entry), "reason"),
        (form_at("waive", case, krav="start-interview", nr=1), "reason"),
        (form_at("consent", case, modtager="gp"), "purpose"),
    ):
        by_script(mette, address, **typed(home, **{field: WORDS}))
        page = text(mette.get(address))
        assert WORDS in page and "Her er din kladde" in page
    assert text(mette.get(reverse("drafts"))).count("Fortsæt") == 3


def test_a_way_of_giving_a_consent_that_was_chosen_is_kept(mette, home, case):
    address = form_at("consent", case, modtager="gp")
    by_script(mette, address, **typed(home, way="signature", purpose="x", witness=""))
    page = text(mette.get(address))
    chosen = page.split('value="signature"')[1].split(">")[0]
    assert "checked" in chosen


def test_a_referral_is_kept_with_its_way_and_the_people_of_whoever_runs_it(mette, home):
    address = form_at("refer_to", "rampen")
    data = typed(home, name="Ida Ibsen", note=WORDS, organisation=home.organisation.pk)
    assert by_script(mette, f"{address}?vej=joint-meeting", **data).json()["number"] == 1
    answer = mette.get(address)
    assert answer["Location"] == f"{address}?vej=joint-meeting"
    page = text(mette.get(answer["Location"]))
    assert "Ida Ibsen" in page and WORDS in page and "Her er din kladde" in page
    assert 'class="errors"' not in page
    listed = text(mette.get(reverse("drafts")))
    assert "Henvisning til Rampen" in listed and "Ida Ibsen" in listed
    assert Case.unrestricted.count() == 0


def test_the_draft_of_a_form_that_is_sent_is_forgotten(mette, home, form):
    submission, today = uuid4(), timezone.localdate()
    by_script(mette, form, **typed(home, submission=submission))
    data = {"submission": submission, "note": WORDS, "kladde_nr": 1, "text_kind": "ordinary"}
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    assert mette.post(form, data | day).status_code == 302
    assert not Draft.unrestricted.exists()
    assert LogEntry.unrestricted.filter(submission=submission).count() == 1


def test_the_draft_of_a_form_that_is_not_taken_stays(mette, home, form):
    submission = uuid4()
    by_script(mette, form, **typed(home, submission=submission))
    page = text(mette.post(form, {"submission": submission, "note": WORDS, "kladde_nr": "1"}))
    assert "data-unsaved" in page and 'name="kladde_nr" value="1"' in page
    assert Draft.unrestricted.count() == 1


def test_a_form_that_is_sent_leaves_another_draft_in_its_place_alone(mette, home, form):
    today = timezone.localdate()
    by_script(mette, form, **typed(home, note="Fra en anden fane"))
    day = {"on_day": today.day, "on_month": today.month, "on_year": today.year}
    mette.post(form, {"submission": uuid4(), "note": WORDS, "text_kind": "ordinary"} | day)
    assert "Fra en anden fane" in text(mette.get(form))


def test_it_is_said_that_the_log_has_new_lines(mette, home, case, form):
    by_script(mette, form, **typed(home))
    event = services.NewEvent(type="programme_started", on=timezone.localdate())
    services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    )
    assert "Siden du begyndte, er der kommet 1 ny linje i loggen." in text(mette.get(form))


def test_forms_that_differ_by_their_address_have_drafts_of_their_own(mette, home, case, form):
    by_script(mette, form, **typed(home))
    other = form_at("register", case, slags="cv_completed")
    assert WORDS not in text(mette.get(other))
    assert WORDS in text(mette.get(f"{form}&tilbage=/sager/"))


def test_a_password_and_the_token_are_never_kept(mette, home, form):
    by_script(mette, form, **typed(home, note=WORDS, password="hemmelig", csrfmiddlewaretoken="x"))
    from fodfaeste.cases import crypto

    kept = crypto.decrypt_map(Draft.unrestricted.get().fields)
    assert kept.keys() == {"note", "submission"}


# --- two tabs, and two people


def test_a_tab_that_does_not_know_the_latest_is_told(mette, home, form):
    by_script(mette, form, **typed(home))
    told = by_script(mette, form, **typed(home, note="Fra den anden fane")).json()
    assert told["why"] == "elsewhere" and told["number"] == 1
    assert "ændret i en anden fane" in told["says"]
    assert WORDS in text(mette.get(form))
    again = by_script(mette, form, **typed(home, number=1, note="Fra den anden fane")).json()
    assert again["number"] == 2


def test_somebody_elses_page_is_not_saved_as_ones_own(mette, home, form):
    told = by_script(mette, form, **typed(home, owner=home.leader)).json()
    assert told["why"] == "another" and not Draft.unrestricted.exists()


def test_charlie_neither_saves_nor_finds_anything(client, mette, home, form):
    by_script(mette, form, **typed(home))
    draft = Draft.unrestricted.get()
    client.force_login(home.charlie)
    assert by_script(client, form, **typed(home, owner=home.charlie)).status_code == 404
    assert "Åse" not in text(client.get(reverse("drafts")))
    assert client.post(reverse("throw_draft_away", args=[draft.pk])).status_code == 404
    assert Draft.unrestricted.count() == 1


# --- without a script


def test_without_a_script_a_button_saves_and_one_is_back_in_the_form(mette, home, form):
    page = text(mette.get(form))
    assert "<noscript><button" in page and 'name="kladde" value="gem"' in page
    answer = mette.post(form, typed(home))
    assert answer.status_code == 302 and answer["Location"] == form
    assert "Gemt som kladde" in str(next(iter(get_messages(answer.wsgi_request))))


def test_without_a_script_nothing_is_lost_either_when_another_tab_was_first(mette, home, form):
    mette.post(form, typed(home))
    page = text(mette.post(form, typed(home, note="Fra den anden fane")))
    assert "Kladden er ikke gemt" in page and "Fra den anden fane" in page
    assert 'name="kladde_nr" value="1"' in page and "Gem denne i stedet" in page
    assert "Her er din kladde" in text(mette.get(form))


# --- thrown away, limited


def test_starting_over_throws_it_away_and_opens_the_form_empty(mette, home, form):
    by_script(mette, form, **typed(home))
    draft = Draft.unrestricted.get()
    away = reverse("throw_draft_away", args=[draft.pk])
    assert mette.get(away).status_code == 405
    answer = mette.post(away, {"begin": "1"})
    assert answer.status_code == 302 and answer["Location"] == form
    assert WORDS not in text(mette.get(form))


def test_today_and_the_menu_say_how_many_there_are(mette, home, form):
    assert "kladde</a>" not in text(mette.get(reverse("today")))
    by_script(mette, form, **typed(home))
    page = text(mette.get(reverse("today")))
    assert "<strong>1</strong> kladde</a>" in page
    assert 'Mine kladder <span class="chip is-plain">1</span>' in page


def test_a_form_without_its_submission_is_no_form_of_ours(mette, home, form):
    assert by_script(mette, form, **typed(home) | {"submission": "x"}).status_code == 400


def test_there_is_an_end_to_saving(mette, home, form, monkeypatch):
    from fodfaeste.running.limits import Limit
    from fodfaeste.web import limits

    monkeypatch.setattr(limits, "DRAFTS", Limit("drafts", 1, DRAFTS.seconds))
    by_script(mette, form, **typed(home))
    answer = by_script(mette, form, **typed(home, number=1))
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert mette.get(form).status_code == 200


def test_the_list_in_english(mette, home, form):
    home.mette.language = "en"
    home.mette.save()
    by_script(mette, form, **typed(home))
    Draft.unrestricted.update(updated_at=timezone.now() - timedelta(days=1))
    page = text(mette.get(reverse("drafts")))
    assert "My drafts" in page and "Yesterday at" in page and "Go on" in page


def test_the_token_is_for_whoever_is_signed_in(client, home):
    assert client.get(reverse("draft_token")).status_code == 302
    client.force_login(home.mette)
    answer = client.get(reverse("draft_token"))
    assert answer.json()["owner"] == str(home.mette.pk) and answer.json()["token"]
    assert answer["Cache-Control"] == "no-store"


def test_what_was_typed_is_shown_where_somebody_else_was_faster(mette, home, case):
    writing = {"case_id": case, "by": home.mette, "now": timezone.now()}
    event = services.NewEvent(type="programme_started", on=timezone.localdate())
    entry = services.register(event=event, submission=uuid4(), **writing).entry_id
    address = form_at("correct", case, entry)
    by_script(mette, address, **typed(home, reason=WORDS))
    services.correct(entry_id=entry, reason="Af en anden", submission=uuid4(), **writing)
    page = text(mette.get(address))
    assert "Allerede rettet" in page and WORDS in page


# --- odd addresses


def test_a_referral_to_a_programme_that_is_no_more_is_listed(mette, home):
    by_script(mette, "/henvis/nedlagt/", **typed(home, name="Åse Ærø"))
    assert "Henvisning til nedlagt" in text(mette.get(reverse("drafts")))


@pytest.mark.parametrize("name", ["ret/%00", "ret/a%00b", "stoette/fase/%00", "stoette/kald/%00"])
def test_no_form_is_kept_of_an_address_that_no_database_takes(mette, home, case, name):
    address = f"/sager/{case}/{name}/"
    assert by_script(mette, address, **typed(home)).status_code == 404
    assert not Draft.unrestricted.exists()
