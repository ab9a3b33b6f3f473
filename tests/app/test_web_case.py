"""The case and its acts, as pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import OUTSIDE, OVERSEEING, AccessLog, Function
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import LogEntry
from tests.app import web_data
from tests.app.web_forms import typed_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(home):
    return web_data.refer(home, "Åse Ærø", starts_in=20)


def today():
    return timezone.localdate()


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def register(home, case, type_, days_ago=0, **attributes):
    event = services.NewEvent(
        type=type_, on=today() - timedelta(days=days_ago), attributes=attributes
    )
    return services.register(
        case_id=case, event=event, by=home.mette, now=timezone.now(), submission=uuid4()
    )


def entries(home, case):
    return queries.case(user=home.mette, case_id=case, today=today()).entries


def act(name, case, *more, **query):
    path = reverse(name, args=[case, *more])
    return f"{path}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else path


# --- the case


def test_the_case_says_who_what_now_and_how_it_has_gone(mette, case):
    page = text(mette.get(act("case", case)))
    for said in ("Åse Ærø", "Hvad nu", "Tjekliste", "Loggen", "Mennesker", "Målgruppe"):
        assert said in page
    assert f'href="/sager/{case}/registrer/?krav=start-interview&amp;nr=1"' in page
    assert page.count('<svg class="drawing') == 2
    assert "style=" not in page


def test_opening_a_case_is_logged(mette, home, case):
    mette.get(act("case", case))
    [seen] = AccessLog.objects.filter(act="view", case_id=case)
    assert seen.user == home.mette


def opening_it(function):
    """What somebody of the organisation gets who has no part in the case."""
    if function in OUTSIDE:
        return 403
    return 200 if function in OVERSEEING else 404


@pytest.mark.parametrize("function", Function.values)
def test_who_oversees_the_organisation_opens_the_case_and_no_other(client, home, case, function):
    client.force_login(web_data.person("Kim Kollega", home.organisation, function=function))
    page = client.get(act("case", case))
    assert page.status_code == opening_it(function)
    assert ("Åse Ærø" in page.content.decode()) == (page.status_code == 200)


ACTS = ("case", "register", "waive", "variant", "facts", "people", "version")


@pytest.mark.parametrize("name", ACTS)
def test_charlie_sees_nothing_and_that_is_logged(client, home, case, name):
    client.force_login(home.charlie)
    for method in (client.get, client.post):
        response = method(act(name, case))
        assert response.status_code in {404, 405}
        assert "Åse" not in response.content.decode()
    refused = AccessLog.objects.filter(act="refused", case_id=case, user=home.charlie)
    assert refused.exists()
    assert not AccessLog.objects.filter(act="view", user=home.charlie).exists()


def test_charlie_cannot_register_correct_or_leave_out(client, home, case):
    before = LogEntry.unrestricted.filter(case=case).count()
    client.force_login(home.charlie)
    first = entries(home, case)[0].id
    for address in (
        act("register", case, krav="programme-registered"),
        act("correct", case, first),
        act("waive", case, krav="purpose-written", nr=1),
    ):
        data = {"submission": uuid4(), "reason": "x", **typed_day("on", today())}
        assert client.post(address, data).status_code == 404
    assert LogEntry.unrestricted.filter(case=case).count() == before


def number_of_queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        text(client.get(address))
    return len(captured)


@pytest.mark.parametrize("name", ["case", "register", "people", "facts"])
def test_more_of_everything_asks_the_database_no_more(mette, home, case, name):
    address = act(name, case)
    number_of_queries(mette, address)
    one = number_of_queries(mette, address)
    for number in range(3):
        register(home, case, "follow_up", form="phone")
        register(home, case, "placement_agreed")
        other = web_data.person(f"P{number} Ny", home.organisation, roles=["employment_specialist"])
        services.join_case(
            case_id=case,
            user_id=other.pk,
            role="employment_specialist",
            by=home.mette,
            now=timezone.now(),
            submission=uuid4(),
        )
    assert number_of_queries(mette, address) == one
    assert one <= 23
