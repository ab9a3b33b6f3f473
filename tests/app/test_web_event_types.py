"""For each event type of each programme: the screen that registers it, and that it does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.cases import queries, services
from fodfaeste.programmes.catalogue import programme_ids, versions
from fodfaeste.web.case.shapes import screen_of
from fodfaeste.web.fields import DayInput
from tests.app.web_forms import sent, typed_day

pytestmark = pytest.mark.django_db
PROGRAMMES = programme_ids()
SCREENS = {
    "correction": "correct",
    "waiver": "waive",
    "consent_given": "consent",
    "consent_withdrawn": "sharing",
    "case_closed": "close",
    "progress_measured": "measure",
    "purpose_written": "plan_page",
    "plan_published": "plan_page",
    "plan_sent": "plan_send",
}
"""The screens of event types that have one of their own; all others share one form."""


def opened(home, programme):
    """A case of the programme, opened two weeks ago."""
    then = timezone.now() - timedelta(days=14)
    referral = services.Referral(
        citizen=services.NewCitizen(name="Åse Ærø"),
        programme=programme,
        organisation_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=then.date()),
        members=[services.Member(home.mette.pk, "jobcentre_caseworker")],
    )
    done = services.refer_citizen(referral=referral, by=home.mette, now=then, submission=uuid4())
    return done.case_id


def filled(form):
    """The form with everything answered that it offers."""
    answers: dict[str, object] = {}
    for field in form:
        if field.name.startswith("a_"):
            answers |= answer(field)
    # Who has no part in the case cannot be there: that is asked about, and said to be meant.
    return sent(form, note="Et notat", sure_absent="1", **answers)


def answer(field):
    widget, choices = field.field.widget, getattr(field.field, "choices", None)
    if isinstance(widget, DayInput):
        return typed_day(field.name, timezone.localdate() + timedelta(days=30))
    if choices:
        return {field.name: next(value for value, _name in choices if value)}
    known = getattr(widget, "choices", None)
    return {field.name: known[0][0] if known else "1"}


def test_the_screens_are_those_named():
    for programme in PROGRAMMES:
        rules = versions(programme)[-1]
        for type_ in rules.terms.events:
            assert screen_of(type_) == SCREENS.get(type_, "register")
            support = rules.programme.phased_support
            lasting = support.lasting_plan.event if support and support.lasting_plan else ""
            named = "lasting_plan" if type_ == lasting else screen_of(type_)
            assert screen_of(type_, rules) == named


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_event_type_is_registered_by_the_one_form(mette, home, programme):
    case = opened(home, programme)
    rules = versions(programme)[-1]
    events = rules.terms.events
    for type_ in events:
        if screen_of(type_, rules) != "register":
            continue
        address = f"{reverse('register', args=[case])}?slags={type_}"
        page = mette.get(address)
        assert page.status_code == 200, type_
        form = page.context["form"]
        asked = {name.removeprefix("a_") for name in form.fields if name.startswith("a_")}
        assert asked == set(events[type_].attributes), type_
        response = mette.post(address, filled(form))
        assert response.status_code == 302, (type_, response.context["form"].errors)
        entry = latest(home, case)
        assert entry.type == type_
        assert set(entry.attributes) == set(events[type_].attributes), type_
        assert entry.note == "Et notat"
    assert mette.get(reverse("case", args=[case])).status_code == 200


def latest(home, case):
    view = queries.case(user=home.mette, case_id=case, today=timezone.localdate())
    return max(view.entries, key=lambda entry: entry.seq)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_corrections_and_waivers_are_registered_by_their_own_acts(mette, home, programme):
    case = opened(home, programme)
    rule = versions(programme)[-1].programme.requirements[0]
    waive = f"{reverse('waive', args=[case])}?krav={rule.id}&nr=1"
    form = mette.get(waive).context["form"]
    assert mette.post(waive, sent(form, reason="x")).status_code == 302
    assert latest(home, case).type == "waiver"
    correct = reverse("correct", args=[case, latest(home, case).id])
    form = mette.get(correct).context["form"]
    assert mette.post(correct, sent(form, reason="y")).status_code == 302
    assert latest(home, case).type == "correction"


def test_every_event_type_of_that_form_can_be_corrected(mette, home):
    case = opened(home, PROGRAMMES[0])
    events = versions(PROGRAMMES[0])[-1].terms.events
    for type_ in events:
        if screen_of(type_) != "register":
            continue
        address = f"{reverse('register', args=[case])}?slags={type_}"
        mette.post(address, filled(mette.get(address).context["form"]))
        wrong = latest(home, case)
        mend = reverse("correct", args=[case, wrong.id])
        form = mette.get(mend).context["form"]
        response = mette.post(mend, sent(form, how="mend", reason="z", note="Nyt"))
        assert response.status_code == 302, (type_, response.context["form"].errors)
        assert latest(home, case).attributes == wrong.attributes, type_
