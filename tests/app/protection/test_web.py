"""Data protection as pages."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.protection import deletions, holds, retention
from fodfaeste.protection.models import ErasureRecord, LegalHold, RetentionRule
from fodfaeste.protection.retention import NewRule
from tests.app.protection.data import CPR, a_case, citizen_of, close

PAGES = ("protection", "protection_register", "protection_rules", "protection_deletions")
FILES = ("protection_register_csv", "protection_register_md")
OF_A_CASE = ("subject_access", "corrections", "rectify", "holds")


@pytest.fixture
def signed_in(client, world):
    def sign_in(who):
        user = getattr(world, who) if isinstance(who, str) else who
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def old(world, case_id):
    """A case closed long ago, by the clock of the pages."""
    close(world, case_id, timezone.localdate().replace(day=1, year=timezone.localdate().year - 7))
    rule = NewRule(years=5)
    retention.make_rule(rule=rule, by=world.guard, now=timezone.now(), submission=uuid4())
    return case_id


def text(page):
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def of_case(name, case_id):
    return reverse(name, args=[case_id])


# --- who


@pytest.mark.parametrize("name", [*PAGES, *FILES])
@pytest.mark.parametrize(
    ("who", "status"),
    [("guard", 200), ("leader", 200), ("jens", 403), ("secretary", 403), ("colleague", 403)],
)
def test_who_answers_for_it_opens_the_pages(signed_in, name, who, status):
    assert signed_in(who).get(reverse(name)).status_code == status


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("subject_access", "guard", 200),
        ("subject_access", "leader", 403),
        ("subject_access", "jens", 403),
        ("subject_access", "charlie", 404),
        ("corrections", "guard", 200),
        ("corrections", "jens", 200),
        ("corrections", "charlie", 404),
        ("rectify", "jens", 200),
        ("rectify", "leader", 200),
        ("rectify", "guard", 403),
        ("rectify", "secretary", 403),
        ("rectify", "charlie", 404),
        ("holds", "guard", 200),
        ("holds", "leader", 200),
        ("holds", "jens", 403),
        ("holds", "charlie", 404),
    ],
)
def test_who_opens_what_of_a_case(signed_in, case_id, name, who, status):
    page = signed_in(who).get(of_case(name, case_id))
    assert page.status_code == status
    assert status == 200 or "Sørensen" not in page.content.decode()


@pytest.mark.parametrize("name", OF_A_CASE)
def test_charlie_sends_forms_in_vain(signed_in, case_id, name):
    given = {"submission": str(uuid4()), "name": "Hacket", "reason": "x", "form": "json"}
    page = signed_in("charlie").post(of_case(name, case_id), given)
    assert page.status_code in {404, 405}
    assert citizen_of(case_id).name == "Amalie Ærø Sørensen"
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize(("who", "sees"), [("guard", True), ("leader", True), ("jens", False)])
def test_the_menu_leads_there_for_those_whose_it_is(signed_in, who, sees):
    assert ('href="/databeskyttelse/"' in text(signed_in(who).get("/"))) is sees


# --- the register


def test_the_register_shows_every_table(signed_in):
    page = text(signed_in("guard").get("/databeskyttelse/register/"))
    assert "cases.Citizen" in page
    assert "sessions.Session" in page


def test_the_register_is_a_file_for_a_spreadsheet(signed_in):
    page = signed_in("guard").get("/databeskyttelse/register.csv")
    assert page["Content-Disposition"] == 'attachment; filename="dataregister.csv"'
    assert "CPR" in page.content.decode("utf-8-sig")


# --- rules


def rule_form(**values):
    return {"submission": str(uuid4()), "programme": "*", "years": "5"} | values


def test_a_rule_is_made_once_and_ended(signed_in):
    client, given = signed_in("guard"), rule_form(archive_first="on", code="P1825D", kle="15.20")
    for _ in range(2):
        assert client.post("/databeskyttelse/slettefrister/", given).status_code == 302
    page = text(client.get("/databeskyttelse/slettefrister/"))
    assert "5 år efter afslutningen" in page
    assert "15.20 · P1825D" in page
    rule = RetentionRule.objects.get()
    ended = {"submission": str(uuid4()), "rule": rule.pk}
    for _ in range(2):
        assert client.post("/databeskyttelse/slettefrister/slut/", ended).status_code == 302
    assert RetentionRule.objects.get().ended_at is not None


def test_what_is_wrong_in_a_rule_is_said_and_what_was_typed_kept(signed_in):
    page = text(
        signed_in("guard").post("/databeskyttelse/slettefrister/", rule_form(code="P3650D"))
    )
    assert "P3650D betyder 10 år" in page
    assert 'value="P3650D"' in page
    assert not RetentionRule.objects.exists()


@pytest.mark.parametrize("rule", ["", "abc", "999999999999999999999"])
def test_an_odd_rule_to_end_is_none(signed_in, rule):
    given = {"submission": str(uuid4()), "rule": rule}
    assert signed_in("guard").post("/databeskyttelse/slettefrister/slut/", given).status_code in {
        302,
        404,
    }


# --- erasing


def test_from_the_proposal_to_the_record(client, world, second, old):
    client.force_login(world.guard)
    assert "Amalie Ærø Sørensen" in text(client.get("/databeskyttelse/sletning/"))
    form = {"submission": str(uuid4())}
    made = client.post("/databeskyttelse/sletning/", form)
    again = client.post("/databeskyttelse/sletning/", form)
    assert made["Location"] == again["Location"], "the form was sent twice"
    own = client.post(made["Location"], {"submission": str(uuid4()), "approve": "1"})
    assert "Du har selv foreslået det" in text(own)
    client.force_login(second)
    assert "1 forslag om at slette venter" in text(client.get("/databeskyttelse/"))
    approve = {"submission": str(uuid4()), "approve": "1"}
    assert client.post(made["Location"], approve).status_code == 302
    assert client.post(made["Location"], approve).status_code == 302, "sent twice"
    assert not ErasureRecord.objects.exists()
    carry_out = {"submission": str(uuid4()), "carry_out": "1"}
    assert client.post(made["Location"], carry_out).status_code == 302
    assert client.post(made["Location"], carry_out).status_code == 302
    page = text(client.get("/databeskyttelse/sletning/"))
    assert "Foreslået af Dorte Vagt, godkendt af Per Projekt" in page
    assert "Amalie" not in page
    assert not LogText.unrestricted.filter(entry__case=old, erased_at=None).exists()


def test_charlie_neither_opens_nor_approves_a_proposal(signed_in, world, old):
    deletion = deletions.propose(by=world.guard, now=timezone.now(), submission=uuid4())
    address = reverse("protection_deletion", args=[deletion])
    client = signed_in("charlie")
    assert client.get(address).status_code == 404
    given = {"submission": str(uuid4()), "approve": "1"}
    assert client.post(address, given).status_code == 404
    assert "Amalie" not in text(client.get("/databeskyttelse/sletning/"))


def test_three_cases_ask_the_database_no_more_than_one(signed_in, world, old):
    client = signed_in("guard")

    def asked():
        client.get("/databeskyttelse/sletning/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/databeskyttelse/sletning/").status_code == 200
        return len(captured)

    one = asked()
    for _ in range(2):
        other = a_case(world, citizen=citizen_of(old).pk)
        close(world, other, timezone.localdate().replace(year=2015, day=1))
    assert asked() == one
    assert one < 30


# --- a case


def take_out(**values):
    given = {"submission": str(uuid4()), "form": "json", "language": "da"}
    return given | {"receiver_checked": "on", "looked_through": "on"} | values


def test_what_is_given_can_be_looked_through_and_is_not_given_by_that(signed_in, case_id):
    page = text(signed_in("guard").get(of_case("subject_access", case_id)))
    assert "Ringer helst om formiddagen." in page
    assert CPR in page
    assert not LogEntry.unrestricted.filter(type="subject_access_given").exists()


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("json", b"{")])
def test_it_is_given_as_a_file_whose_name_tells_nothing(signed_in, case_id, form, begins):
    page = signed_in("guard").post(of_case("subject_access", case_id), take_out(form=form))
    assert page.status_code == 200
    assert page.content.startswith(begins)
    day = timezone.localdate().isoformat()
    assert page["Content-Disposition"] == f'attachment; filename="indsigt-{day}.{form}"'
    assert page["Cache-Control"] == "no-store"
    assert LogEntry.unrestricted.filter(case=case_id, type="subject_access_given").exists()


def test_it_is_given_in_the_language_chosen(signed_in, case_id):
    page = signed_in("guard").post(of_case("subject_access", case_id), take_out(language="en"))
    assert json.loads(page.content)["title"] == "All that is held about you"


@pytest.mark.parametrize("left_out", ["receiver_checked", "looked_through"])
def test_nothing_is_given_before_a_person_has_looked(signed_in, case_id, left_out):
    given = take_out()
    del given[left_out]
    page = text(signed_in("guard").post(of_case("subject_access", case_id), given))
    assert 'id="errors"' in page
    assert not LogEntry.unrestricted.filter(type="subject_access_given").exists()


def rectify_form(**values):
    given = {"submission": str(uuid4()), "name": "Amalie Ørsted", "cpr": CPR, "reason": "Gift"}
    return given | values


def test_the_citizen_is_corrected_and_it_can_be_seen(signed_in, case_id):
    client, given = signed_in("jens"), rectify_form()
    for _ in range(2):
        assert client.post(of_case("rectify", case_id), given).status_code == 302
    page = text(client.get(of_case("corrections", case_id)))
    assert "Amalie Ærø Sørensen → Amalie Ørsted" in page
    assert "Gift" in page
    assert LogEntry.unrestricted.filter(type="citizen_rectified").count() == 1
    assert "Borgerens oplysninger rettet" in text(client.get(of_case("case", case_id)))


def test_what_is_wrong_is_said_without_the_number_in_an_address(signed_in, case_id):
    client = signed_in("jens")
    page = text(client.post(of_case("rectify", case_id), rectify_form(cpr="123")))
    assert "ti cifre" in page
    assert 'value="Amalie Ørsted"' in page
    assert "?" not in page.split('<form method="post" class="card-form"')[1].split(">")[0]


@pytest.mark.parametrize(("cpr", "is_odd"), [("020291-1235", True), ("", False)])
def test_a_check_digit_is_warned_of_and_not_refused(signed_in, case_id, cpr, is_odd):
    form = rectify_form(cpr=cpr)
    page = signed_in("jens").post(of_case("rectify", case_id), form, follow=True)
    assert ("CPR-nummeret er usædvanligt" in text(page)) is is_odd


def test_nothing_changed_is_said_and_not_written(signed_in, case_id):
    client, given = signed_in("jens"), rectify_form(name="Amalie Ærø Sørensen")
    assert client.post(of_case("rectify", case_id), given).status_code == 302
    assert not LogEntry.unrestricted.filter(type="citizen_rectified").exists()


def test_corrections_show_no_text_that_is_not_for_the_reader(signed_in, world, case_id):
    """The corrected line is a health note; its writer reads it, the leader does not."""
    assert "Har sovet dårligt" in text(signed_in("jens").get(of_case("corrections", case_id)))
    assert "Har sovet dårligt" not in text(signed_in("leader").get(of_case("corrections", case_id)))
    assert "Har sovet dårligt" not in text(signed_in("guard").get(of_case("corrections", case_id)))


def test_a_hold_is_placed_and_lifted(signed_in, case_id):
    client, address = signed_in("guard"), of_case("holds", case_id)
    place = {"submission": str(uuid4()), "scope": "citizen", "reason": "Klagesag"}
    for _ in range(2):
        assert client.post(address, place).status_code == 302
    assert "Klagesag" in text(client.get(address))
    hold = LegalHold.objects.get()
    assert hold.citizen_id == citizen_of(case_id).pk
    lift = {"submission": str(uuid4()), "lift": "1", "hold": str(hold.pk), "reason": ""}
    assert "Klagesag" in text(client.post(address, lift)), "a reason is needed"
    lift["reason"] = "Afgjort"
    assert client.post(address, lift).status_code == 302
    assert "Klagesag" not in text(client.get(address))


def test_a_second_hold_of_the_kind_is_refused_with_what_was_typed(signed_in, world, case_id):
    holds.place_hold(
        case_id=case_id,
        whole_citizen=False,
        reason="Klagesag",
        by=world.guard,
        now=timezone.now(),
        submission=uuid4(),
    )
    given = {"submission": str(uuid4()), "scope": "case", "reason": "En gang til"}
    page = text(signed_in("guard").post(of_case("holds", case_id), given))
    assert "En gang til" in page
    assert 'id="errors"' in page
