"""Several people, or several tabs, at one case; and who takes part in it."""

from uuid import uuid4

import pytest

from tests.app import web_data
from tests.app.test_web_case import act, entries, register, text
from tests.app.web_forms import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", starts_in=20)


def test_the_second_tab_that_corrects_a_line_is_told_who_was_faster(mette, home, case):
    wrong = register(home, case, "purpose_written").entry_id
    address = act("correct", case, wrong)
    first, second = (sent(mette.get(address).context["form"], how="void") for _tab in range(2))
    assert mette.post(address, first | {"reason": "Forkert borger"}).status_code == 302
    page = text(mette.post(address, second | {"reason": "Skete i går"}))
    assert "Linjen er allerede rettet af Mette Holm" in page
    assert "Skete i går" in page
    assert f'href="/sager/{case}/#{entries(home, case)[0].id}"' in page
    assert "allerede rettet" in text(mette.get(address))
    again = mette.post(address, first | {"reason": "Forkert borger"}, follow=True)
    assert "er sendt før" in text(again)


def test_what_is_left_out_already_says_so(mette, home, case):
    address = act("waive", case, krav="purpose-written", nr=1)
    first, second = (sent(mette.get(address).context["form"], reason="Nej") for _tab in range(2))
    assert mette.post(address, first).status_code == 302
    before = len(entries(home, case))
    page = text(mette.post(address, second | {"reason": "Står i planen"}))
    assert "Den er allerede fravalgt af Mette Holm" in page
    assert "Står i planen" in page
    assert len(entries(home, case)) == before
    assert "er sendt før" in text(mette.post(address, first, follow=True))


def test_saving_nothing_says_so(mette, home, case):
    before = len(entries(home, case))
    address = act("facts", case)
    page = mette.post(address, sent(mette.get(address).context["form"]), follow=True)
    assert "Intet er ændret" in text(page)
    assert len(entries(home, case)) == before


def test_messages_name_who_joined_and_left(mette, home, case):
    other = web_data.person("Ali Kaya", home.organisation, roles=["employment_specialist"])
    address, part = act("people", case), f"{other.pk}:employment_specialist"
    form = mette.get(address).context["form"]
    assert "Nu med i sagen: Ali Kaya – " in text(
        mette.post(address, sent(form, part=part), follow=True)
    )
    data = {"submission": uuid4(), "part": part, "leave": "1"}
    assert "Ikke længere med i sagen: Ali Kaya – " in text(mette.post(address, data, follow=True))


def test_leaving_oneself_is_asked_about_once(mette, home, case):
    data = {"submission": uuid4(), "part": f"{home.mette.pk}:contact_person", "leave": "1"}
    before = len(entries(home, case))
    page = text(mette.post(act("people", case), data))
    assert "Vil du selv forlade sagen?" in page
    assert len(entries(home, case)) == before
    assert mette.post(act("people", case), data | {"sure": "1"}).status_code == 302
    assert len(entries(home, case)) == before + 1


def test_somebody_with_two_roles_is_one_row_and_leaves_either(mette, case):
    page = text(mette.get(act("people", case)))
    assert page.count("<p>Mette Holm</p>") == 1
    assert page.count('name="leave"') == 2
    assert "Tag af som kontaktperson" in page
    assert "Tilbage til sagen" in page
    people = text(mette.get(act("case", case))).partition('id="people"')[2]
    assert people.partition("</section>")[0].count("Mette Holm") == 1
