"""What the rules of the law find, with the register and the placements there (JS-15, KV-12)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from fodfaeste.core.faults import Refused
from fodfaeste.placements import services
from fodfaeste.placements.agreements import Step
from fodfaeste.placements.judging import Asked, judged, warnings
from fodfaeste.placements.services import Ending
from fodfaeste.programmes.catalogue import versions
from fodfaeste.words.findings import finding_text
from tests.app.cases.world import TODAY
from tests.app.placements.agreeing import terms

pytestmark = pytest.mark.django_db


def asked(agree, *, kind="work_placement", said=None, facts=None, **more):
    return Asked(
        case_id=agree.case_id, kind=kind, terms=said or terms(since=TODAY + timedelta(days=7)),
        unit=agree.unit, facts={"lab_target_group": "2.1.5"} if facts is None else facts,
        rules=versions("jobspot")[-1], agreed_on=TODAY, **more,
    )  # fmt: skip


def found(agree, **given):
    return {one.code: one for one in judged(asked(agree, **given))}


def test_the_arithmetic_of_the_ratio_is_that_of_the_unit(agree):
    with override("da"):
        said = finding_text(found(agree)["ratio"], "da")

    assert said.startswith("46 ordinære → 9 pladser; 0 optaget (0 personer); 9 ledige.")


def test_those_who_are_there_already_count_with_their_hours(agree):
    agree.start()
    ratio = found(agree)["ratio"].values

    assert (ratio["taken"], ratio["heads"], ratio["free"]) == ("0.41", 1, "8.59")


def test_too_many_is_a_warning_about_which_somebody_decides(agree, keep):
    agree.unit.figures.all().delete()
    keep.staff(agree.unit.pk, {date(2026, month, 1): "5" for month in (7, 8, 9, 10)})
    agree.start(said=terms(hours="37"))

    one = asked(agree, said=terms(since=TODAY + timedelta(days=7), hours="1"))
    exceeded, overlapping = warnings(judged(one))
    assert (exceeded.code, overlapping.code) == ("ratio_exceeded", "overlapping")
    assert overlapping.values["at"] == agree.unit.company.name


def test_the_length_goes_by_target_group(agree):
    long = terms(since=TODAY + timedelta(days=7), until=TODAY + timedelta(days=7 + 91))

    assert "longer_assessment" in found(agree, said=long)
    assert "longer_than_rule" in found(agree, said=long, facts={"lab_target_group": "2"})


def test_the_target_group_follows_from_benefit_and_the_like(agree):
    """In other programmes than Jobspot nobody writes the number of a target group."""
    long = terms(since=TODAY + timedelta(days=7), until=TODAY + timedelta(days=7 + 28))
    ready = {"benefit": "cash_assistance", "readiness": "job_ready"}
    active = {"benefit": "cash_assistance", "readiness": "activity_ready"}

    assert "longer_than_rule" in found(agree, said=long, facts=ready)
    assert found(agree, said=long, facts=active)["duration"].values["lasts"] == "P13W"
    assert "duration_undecided" in found(agree, said=long, facts={"benefit": "cash_assistance"})


def test_whoever_makes_it_may_say_another_target_group_than_the_facts(agree):
    long = terms(since=TODAY + timedelta(days=7), until=TODAY + timedelta(days=7 + 28))

    assert "longer_than_rule" in found(agree, said=long, group=1)
    with pytest.raises(Refused):
        agree.start(said=long, group=1)
    agree.start(said=replace(long, details=replace(long.details, decided="Aftalt")), group=1)
    assert agree.placement.group == 1


def test_too_long_for_every_target_group_takes_a_reason_where_none_is_known(agree):
    year = terms(since=TODAY + timedelta(days=7), until=TODAY + timedelta(days=372))

    codes = {one.code for one in warnings(judged(asked(agree, said=year, facts={})))}
    assert codes == {"longer_special_need"}


def test_whoever_has_turned_fifty_may_begin_with_wage_subsidy_at_once(agree):
    first = TODAY + timedelta(days=7)
    turned = first.replace(year=first.year - 50)
    facts = {"lab_target_group": "3", "unemployed_since": str(TODAY - timedelta(days=30))}

    def codes(born):
        said = facts | {"birth_date": str(born)}
        return set(found(agree, kind="wage_subsidy", said=subsidised(), facts=said))

    assert "unemployed_too_short" not in codes(turned)
    assert "unemployed_too_short" in codes(turned + timedelta(days=1))


def test_a_public_job_need_not_be_a_new_one_for_whoever_was_granted_a_flex_job(agree):
    agree.unit.company.is_public = True
    facts = {"flex_job_granted": True}

    assert "net_jobs_not_asked" in found(agree, kind="wage_subsidy", said=subsidised(), facts=facts)


def test_a_placement_at_the_last_employer_is_warned_of(agree):
    """As far as the case knows where the citizen worked last; a job there is no placement."""
    job = terms(since=TODAY - timedelta(weeks=8), until=None, kind="ordinary", decided="Før")
    agree.start(kind="ordinary", said=job, letters=frozenset())
    assert "last_employer" not in found(agree)

    ending = Ending(on=TODAY - timedelta(weeks=1))
    agree.do(services.end_placement, ending=ending)
    assert found(agree)["last_employer"].warns
    assert "last_employer" not in found(agree, employed_here=True)
    assert "last_employer" not in found(agree, kind="ordinary")


def subsidised():
    one = terms(since=TODAY + timedelta(days=7), until=date(2027, 3, 31))
    return replace(one, steps=(Step("wage_subsidy", Decimal(37)),))


def test_wage_subsidy_is_asked_whether_it_comes_on_top_of_other_jobs(agree, keep):
    """It begins on 30 November, so the last month is October."""
    assert "net_jobs_met_average" in found(agree, kind="wage_subsidy", said=subsidised())

    agree.unit.figures.filter(month=date(2026, 10, 1)).delete()
    keep.staff(agree.unit.pk, {date(2026, 10, 1): "45"})
    fewer = found(agree, kind="wage_subsidy", said=subsidised())["net_jobs_missing_average"]
    assert fewer.warns
    assert "jobbet ville ikke være merbeskæftigelse" in finding_text(fewer, "da")
    assert "net_jobs_missing_average" not in found(agree)


def test_of_a_public_employer_the_budget_is_asked_and_nobody_has_to_answer_for_it(agree):
    agree.unit.company.is_public = True
    one = asked(agree, kind="wage_subsidy", said=subsidised())

    codes = {each.code for each in judged(one)}
    assert "net_jobs_unknown_budget" in codes
    assert "net_jobs_unknown_budget" not in {each.code for each in warnings(judged(one))}
