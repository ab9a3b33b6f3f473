"""Follow-up forms, notes, closing and reopening, in a real browser; clicks are counted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_web_case import (
    PHONE,
    case_of,
    cases_seeded,
    count_from_here,
    counted,
    is_wider_than_its_window,
    look_at,
    signe,
    told,
    without_javascript,
)

pytestmark = pytest.mark.browser
__all__ = ["cases_seeded", "signe", "without_javascript"]

VISIT = "registrer/?krav=workplace-visits&nr=1"


def answer(page, question, said):
    page.get_by_role("group", name=question).get_by_label(said, exact=True).click()


def type_into(page, field, *texts):
    """Into one field and those after it, by keys alone: no click."""
    page.get_by_label(field).focus()
    for number, text in enumerate(texts):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(text)


def test_a_follow_up_with_the_whole_form_takes_four_clicks_from_today(signe):
    """JS-17: attendance, tasks, hours, well-being, adjustments, the next follow-up. A sub-goal
    of the plan takes one click more."""
    signe.goto("/")
    count_from_here(signe)
    row = signe.locator(".duty", has_text="Besøg på virksomheden").filter(has_text="Vera Vang")
    row.first.get_by_role("link", name="Registrér").click()
    answer(signe, "Hvordan går det med fremmødet?", "Som aftalt")
    answer(signe, "Hvordan har borgeren det", "4")
    type_into(
        signe, "Hvor mange timer om ugen?", "12,5", "Kassen", "En time mere", "4", "12", "2099"
    )
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(told(signe)).to_contain_text("Besøg på virksomheden")
    clicks, _keys = counted(signe)
    assert clicks == 4
    assert clicks + 2 <= 6, "with two sub-goals as well"
    signe.goto(case_of(signe, "Vera Vang"))
    log = signe.locator("#log")
    for words in (
        "som aftalt",
        "4 på en skala",
        "12,5 timer om ugen",
        "Kassen",
        "4. december 2099",
    ):
        expect(log).to_contain_text(words)


def test_the_questions_follow_what_one_chooses(signe):
    signe.goto(f"{case_of(signe, 'Rolf Rask')}registrer/?slags=follow_up")
    expect(signe.get_by_role("group", name="fremmødet")).to_have_count(0)
    signe.get_by_role("textbox", name="Notat").fill("Talte kort")
    signe.get_by_role("radio", name="Telefon").check()
    expect(signe.get_by_role("group", name="fremmødet")).to_be_visible()
    expect(signe.get_by_role("textbox", name="Notat")).to_have_value("Talte kort")
    signe.get_by_role("radio", name="Gruppe").check()
    expect(signe.get_by_role("group", name="fremmødet")).to_have_count(0)
    expect(signe.get_by_label("Hvordan deltog borgeren?")).to_be_visible()


def test_without_a_script_a_button_shows_the_questions(without_javascript):
    page = without_javascript
    page.goto(f"{case_of(page, 'Rolf Rask')}registrer/?slags=follow_up")
    page.get_by_role("radio", name="Telefon").check()
    page.get_by_role("button", name="Vis det, der hører til").click()
    page.get_by_role("group", name="fremmødet").get_by_label("Som aftalt").check(force=True)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#log")).to_contain_text("som aftalt")


def test_the_keyboard_alone_answers(signe):
    signe.goto(case_of(signe, "Rolf Rask") + VISIT)
    signe.get_by_role("group", name="fremmødet").get_by_label("Ikke oplyst").focus()
    signe.keyboard.press("ArrowRight")
    expect(signe.get_by_label("Som aftalt", exact=True)).to_be_checked()


def test_a_note_is_begun_with_what_was_registered(signe):
    signe.goto(case_of(signe, "Rolf Rask") + VISIT)
    signe.get_by_role("textbox", name="Hvilke opgaver").fill("Kassen")
    signe.get_by_role("button", name="Gem", exact=True).click()
    signe.goto(f"{case_of(signe, 'Rolf Rask')}registrer/?slags=follow_up_note_written")
    note = signe.get_by_role("textbox", name="Notat")
    assert "Kassen" in note.input_value()
    signe.get_by_label("Praktikken").check()
    signe.get_by_text("Hvor hver linje kommer fra").click()
    expect(signe.locator(".draft a", has_text="se linjen").first).to_be_visible()
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(signe.locator("#log")).to_contain_text("Opfølgningsnotat skrevet")


def test_a_case_is_closed_and_opened_again(signe):
    signe.goto(case_of(signe, "Rolf Rask"))
    signe.get_by_role("link", name="Afslut sagen").click()
    expect(signe.locator("#means")).to_contain_text("Opfølgningsnotat til jobcentret")
    hours = signe.get_by_label("Ordinære timer om ugen")
    expect(hours).to_be_hidden()
    signe.get_by_label("Årsag").select_option("purpose_met")
    signe.get_by_label("Arbejde", exact=True).check()
    hours.fill("15")
    signe.get_by_label("Praktikken slutter også den dag").check()
    signe.get_by_role("button", name="Afslut sagen").click()
    expect(told(signe)).to_contain_text("Efter afslutningen mangler")
    expect(signe.locator("#ending")).to_contain_text("Ordinære timer om ugen")
    expect(signe.locator("#now")).to_contain_text("Opfølgningsnotat til jobcentret")
    signe.get_by_role("link", name="Genåbn sagen").click()
    signe.get_by_label("Hvorfor genåbnes sagen?").fill("Praktikken er forlænget")
    signe.get_by_role("button", name="Genåbn sagen").click()
    expect(signe.locator(".alert-info", has_text="Genåbnet")).to_contain_text(
        "af Signe Sag: Praktikken er forlænget"
    )
    expect(signe.locator("#ending")).to_have_count(0)


def another_day(page: Page) -> str:
    """A day that the form does not begin with, on whatever day it is today."""
    return "2" if page.get_by_label("Dag", exact=True).first.input_value() == "1" else "1"


def test_the_day_of_closing_changes_what_it_means(signe):
    signe.goto(f"{case_of(signe, 'Nina Nord')}afslut/")
    day = another_day(signe)
    expect(signe.locator("#means .aside")).not_to_contain_text(f"{day}. januar")
    signe.get_by_label("Dag", exact=True).first.fill(day)
    signe.get_by_label("Måned", exact=True).first.fill("1")
    signe.keyboard.press("Tab")
    expect(signe.locator("#means .aside")).to_contain_text(f"{day}. januar")


def test_whoever_corrects_the_day_is_not_called_away_from_it(signe):
    signe.goto(f"{case_of(signe, 'Nina Nord')}afslut/")
    signe.get_by_role("button", name="Afslut sagen").click()
    expect(signe.locator("#errors")).to_be_focused()
    signe.get_by_label("Dag", exact=True).first.fill(another_day(signe))
    signe.keyboard.press("Tab")
    expect(signe.locator("#told")).to_contain_text("Mangler endnu")
    expect(signe.get_by_label("Måned", exact=True).first).to_be_focused()


@pytest.mark.parametrize("language", ["da", "en"])
def test_they_are_accessible_and_fit_a_phone(signe, assert_accessible, language):
    rolf = case_of(signe, "Rolf Rask")
    pages = [
        f"{rolf}{VISIT}",
        f"{rolf}registrer/?slags=follow_up_note_written",
        f"{rolf}registrer/?slags=follow_up_note_sent",
        f"{rolf}afslut/",
    ]
    look_at(signe, pages, language, assert_accessible)


def test_a_closed_case_is_accessible_and_fits_a_phone(signe, assert_accessible):
    rolf = case_of(signe, "Rolf Rask")
    signe.goto(f"{rolf}afslut/")
    signe.get_by_label("Årsag").select_option("moved")
    signe.get_by_role("button", name="Afslut sagen").click()
    signe.set_viewport_size(PHONE)
    for each in (rolf, f"{rolf}genaabn/"):
        signe.goto(each)
        assert not is_wider_than_its_window(signe)
        assert_accessible(signe)
