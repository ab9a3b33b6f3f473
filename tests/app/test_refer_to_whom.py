"""Where a referral goes: to those who run the programme, with their people and teams."""

import pytest

from fodfaeste.accounts import queries, services
from fodfaeste.accounts.models import Organisation, ProgrammeUse
from fodfaeste.cases.models import Case
from tests.app.web_forms import sent

pytestmark = pytest.mark.django_db
RAMP = "/henvis/rampen/"


@pytest.fixture
def elsewhere(home):
    return home.charlie.organisation


@pytest.fixture
def only_elsewhere(home, elsewhere):
    add_use(elsewhere, "runs")
    add_use(home.organisation, "refers")


def add_use(organisation, part):
    ProgrammeUse.objects.create(organisation=organisation, programme="rampen", part=part)


def form_of(client):
    return client.get(RAMP).context["form"]


def running():
    return sorted(one.id for one in queries.runners(programme="rampen"))


def test_it_goes_to_the_only_one_that_runs_the_programme(mette, home, elsewhere, only_elsewhere):
    form = form_of(mette)
    assert form.fields["organisation"].choices == [(elsewhere.pk, elsewhere.name)]
    assert mette.post(RAMP, sent(form, name="Bo Berg")).status_code == 302
    case = Case.unrestricted.get()
    assert (case.organisation, case.referred_by, case.team) == (elsewhere, home.organisation, None)


def test_it_lies_with_the_only_team_of_those(mette, elsewhere, only_elsewhere):
    team = services.add_team(organisation=elsewhere, name="Indsatsgruppen")
    mette.post(RAMP, sent(form_of(mette), name="Bo Berg"))
    assert Case.unrestricted.get().team == team


def test_where_several_run_it_one_has_to_be_chosen(mette, only_elsewhere):
    add_use(services.add_organisation(name="Foreningen Havn", kind="ngo"), "runs")
    form = form_of(mette)
    assert form.fields["organisation"].choices[0][0] == ""
    answer = mette.post(RAMP, sent(form, name="Bo Berg"))
    assert list(answer.context["form"].errors) == ["organisation"]
    assert Case.unrestricted.count() == 0


def test_it_is_not_sent_to_one_that_does_not_run_it(mette, home, only_elsewhere):
    data = sent(form_of(mette), name="Bo Berg", organisation=home.organisation.pk)
    assert list(mette.post(RAMP, data).context["form"].errors) == ["organisation"]


def test_a_unit_runs_what_the_organisation_above_it_runs(elsewhere, only_elsewhere):
    unit = Organisation.objects.create(name="Afdeling Vest", kind="ngo", parent=elsewhere)
    assert running() == sorted([elsewhere.pk, unit.pk])


def test_where_nobody_runs_it_all_are_offered(home, elsewhere):
    for one in (home.organisation, elsewhere):
        add_use(one, "refers")
    assert running() == sorted([home.organisation.pk, elsewhere.pk])


def test_nobody_is_proposed_for_two_parts_in_the_house_of_others(mette, home, only_elsewhere):
    home.mette.roles.create(role="project_worker")
    proposed = [name for name in form_of(mette).initial if name.startswith("p_")]
    assert proposed == ["p_jobcentre_caseworker"]


def test_choosing_another_house_proposes_its_people_and_teams(mette, home, elsewhere):
    home.mette.roles.create(role="project_worker")
    team = services.add_team(organisation=elsewhere, name="Indsatsgruppen")
    form = form_of(mette)
    assert form.initial["team"] == home.team.pk
    data = sent(form, organisation=elsewhere.pk) | {"check": "1"}
    page = mette.post(RAMP, data, headers={"HX-Request": "true", "HX-Target": "others"})
    found = page.context["form"].data
    assert (found["team"], found["p_project_worker"]) == (team.pk, "")
    assert found["p_jobcentre_caseworker"] == home.mette.pk
    assert "<html" not in page.content.decode()
    assert Case.unrestricted.count() == 0
