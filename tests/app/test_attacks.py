"""What somebody with bad intentions would try; each was tried by hand first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import services
from fodfaeste.cases.models import Case, Citizen, LogEntry
from fodfaeste.core.faults import Refused
from tests.app import web_data

NUMBER = "040684-1234"
HUGE = ["²", "9" * 30, "9" * 5000]


@pytest.fixture
def at_desk(client, home):
    client.raise_request_exception = False
    client.force_login(home.mette)
    return client


@pytest.mark.parametrize("address", ["foo", "case", "%", "http://["])
def test_an_odd_address_to_go_to_is_answered(at_desk, address):
    response = at_desk.post(reverse("language"), {"language": "da", "next": address})
    assert response.status_code < 500


@pytest.mark.parametrize("number", HUGE)
def test_an_odd_number_is_answered(at_desk, home, number):
    case = web_data.refer(home, "Åse Ærø")
    duty = Case.objects.visible_to(home.mette, timezone.localdate()).get(pk=case).duties.first()
    assert duty
    requirement = duty.requirement
    register, people = reverse("register", args=[case]), reverse("people", args=[case])
    leaves = {"leave": "1", "part": f"{number}:contact_person", "submission": str(uuid4())}
    year = {"start_day": "1", "start_month": "1", "start_year": number}
    answers = [
        at_desk.get(register, {"krav": requirement, "nr": number}),
        at_desk.post(people, leaves),
        at_desk.get(reverse("programme", args=["jobspot"]), year),
        at_desk.post(reverse("refer_to", args=["jobspot"]), {"organisation": number}),
    ]
    assert [each.status_code < 500 for each in answers] == [True] * len(answers)


def test_a_case_not_seen_is_no_place_to_begin_the_list(at_desk, home):
    web_data.refer(home, "Åse Ærø")
    hidden = web_data.refer(home, "Anna")
    elsewhere = {"organisation": home.charlie.organisation_id, "opened_by": home.charlie}
    Case.unrestricted.filter(pk=hidden).update(**elsewhere, team=None)
    Case.unrestricted.get(pk=hidden).members.all().delete()
    after = at_desk.get(reverse("cases"), {"efter": str(hidden)}).content
    unknown = at_desk.get(reverse("cases"), {"efter": str(uuid4())}).content
    assert ("Åse Ærø".encode() in after) == ("Åse Ærø".encode() in unknown)


def test_a_line_of_a_log_is_not_replaced(home):
    web_data.refer(home, "Åse Ærø")
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    entry = LogEntry.unrestricted.filter(text=None).first()
    assert entry
    columns = [field.column for field in LogEntry._meta.concrete_fields]
    chosen = ", ".join("'1999-01-01'" if c == "on" else f'"{c}"' for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    sql = f"REPLACE INTO cases_logentry ({names}) SELECT {chosen} FROM cases_logentry WHERE id = %s"  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [entry.pk])


def test_a_number_typed_by_a_stranger_does_not_tell_a_name(home):
    web_data.refer(home, "Hemmelig Navnesen", cpr=NUMBER)
    other = web_data.person("Else Ukendt", home.charlie.organisation, roles=["contact_person"])
    today = timezone.localdate()
    try:
        done = services.refer_citizen(
            referral=services.Referral(
                citizen=services.NewCitizen(name="Gættet Navn", cpr=NUMBER, protected=True),
                programme="jobspot",
                organisation_id=other.organisation_id,
                first=services.NewEvent(
                    type="referral_received",
                    on=today,
                    attributes={"course_start": today + timedelta(days=20)},
                ),
            ),
            by=other,
            now=timezone.now(),
            submission=uuid4(),
        )
    except Refused:
        return
    citizen = Citizen.objects.visible_to(other, timezone.localdate()).get(cases=done.case_id)
    assert citizen.name != "Hemmelig Navnesen"
    assert citizen.protected, "protection that somebody asks for must not be dropped in silence"


@pytest.mark.parametrize(
    "address", ["http://[", "//[", "http://testserver//evil.example/", "/\\evil"]
)
def test_an_odd_address_to_come_back_to_is_answered(at_desk, home, address):
    case = web_data.refer(home, "Åse Ærø")
    page = at_desk.get(reverse("register", args=[case]), {"tilbage": address})
    referred = at_desk.get(reverse("register", args=[case]), headers={"Referer": address})
    sent = at_desk.post(reverse("language"), {"language": "da", "next": address})
    assert (page.status_code, referred.status_code, sent["Location"]) == (200, 200, "/")


def test_an_odd_address_in_the_bar_is_answered(client, home):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://["}
    assert client.get("/", headers=headers).status_code < 400


@pytest.mark.parametrize("text", ["a\x00", "\x00", "010190\x00-1235"])
def test_nul_does_not_reach_the_database(at_desk, text):
    for name in ("q", "program", "fase", "status", "efter"):
        assert at_desk.get(reverse("cases"), {name: text}).status_code == 200
    assert at_desk.get(reverse("today"), {"program": text, "hvem": text}).status_code == 200
    assert at_desk.post(reverse("find"), {"find": text}).status_code < 400


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("", "302"),
        ("application/x-www-form-urlencoded", "302"),
        ("text/html; charset=UTF-8", "302"),
        ("text/html; charset=unicode_escape", "400"),
        ("text/html; charset=rot13", "400"),
        ('text/html; charset="\\"', "400"),
        ("text/html; Charset=utf-16", "400"),
        ("text/html; charset*=utf-7''x", "400"),
        ("text/html; charset*=nonsense''x", "400"),
    ],
)
def test_only_one_encoding_is_read(db, kind, status):
    from fodfaeste.config.wsgi import application

    answered = []
    environ = RequestFactory().get("/?q=a").environ | {"CONTENT_TYPE": kind}
    list(application(environ, lambda said, headers, *_rest: answered.append(said[:3])))
    assert answered == [status]


def test_a_number_with_dots_does_not_come_into_an_address(at_desk, home):
    web_data.refer(home, "Åse Ærø", cpr=NUMBER)
    page = at_desk.post(reverse("find"), {"find": "04.06.84-1234"})
    assert page.status_code == 200
    assert "Åse Ærø" in page.content.decode()


def test_a_line_of_the_log_of_look_ups_is_not_replaced(home):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    access.note(user=home.mette, act=access.Act.SEARCH)
    columns = [field.column for field in AccessLog._meta.concrete_fields]
    chosen = ", ".join("'1999-01-01'" if c == "at" else f'"{c}"' for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    sql = f"REPLACE INTO accounts_accesslog ({names}) SELECT {chosen} FROM accounts_accesslog"  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
