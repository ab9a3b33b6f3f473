"""Today: what should have begun, and what is not signed, for the one who placed somebody."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import services as cases
from fodfaeste.cases.services.covering import NewCover, arrange_cover
from fodfaeste.courses.patterns import Kind
from fodfaeste.courses.queries.waiting import OfferWaiting, Unmarked
from fodfaeste.placements import services
from fodfaeste.placements.queries import placements_waiting
from fodfaeste.placements.services import Ending
from fodfaeste.programmes.catalogue import versions
from fodfaeste.web.today.waits import present_waits
from tests.app.cases.world import NOW, TODAY
from tests.app.placements.agreeing import terms
from tests.app.placements.test_changes import sign

DAY = timedelta(days=1)


def waiting(agree, *, on=TODAY, by=None):
    return placements_waiting(user=by or agree.world.jens, today=on)


def shown(found, language, *, on=TODAY):
    with translation.override(language):
        return present_waits(found, (), (), today=on)


def test_what_begins_today_waits_until_it_has_begun(agree):
    agree.start(said=terms(since=TODAY + DAY))
    assert [one.is_to_begin for one in waiting(agree)] == [False]

    (one,) = waiting(agree, on=TODAY + DAY)
    assert (one.is_to_begin, one.citizen, one.company) == (True, "Amalie Ærø", "Søby Bageri")
    tomorrow = NOW + DAY
    agree.do(services.begin_placement, on=TODAY + DAY, now=tomorrow)
    assert [one.is_to_begin for one in waiting(agree, on=TODAY + DAY)] == [False]


def test_what_comes_to_nothing_waits_no_more(agree):
    agree.start(said=terms(since=TODAY + DAY))
    agree.do(services.drop_placement, reason="Virksomheden sprang fra")
    assert waiting(agree, on=TODAY + DAY) == ()


def test_it_waits_for_those_who_have_not_signed(agree):
    agree.start()
    assert [one.unsigned for one in waiting(agree)] == [("citizen", "employer")]
    agree.do(services.sign_agreement, signing=sign("citizen"))
    assert [one.unsigned for one in waiting(agree)] == [("employer",)]
    agree.do(services.sign_agreement, signing=sign("employer", name="Bodil Bager"))
    assert waiting(agree) == ()


@pytest.mark.parametrize(("days", "waits"), [(3, True), (4, False)])
def test_it_is_asked_three_days_before_it_begins(agree, days, waits):
    agree.start(said=terms(since=TODAY + days * DAY))
    assert bool(waiting(agree)) is waits


def test_what_has_ended_or_whose_last_day_is_past_is_not_asked_about(agree):
    agree.start(said=terms(until=TODAY + 10 * DAY))
    assert len(waiting(agree, on=TODAY + 10 * DAY)) == 1
    assert waiting(agree, on=TODAY + 11 * DAY) == ()
    agree.do(services.end_placement, ending=Ending(on=TODAY))
    assert waiting(agree) == ()


def test_only_whoever_placed_them_is_asked(agree, world):
    agree.start()
    join = {"case_id": agree.case_id, "by": world.leader, "now": NOW}
    cases.join_case(
        user_id=world.colleague.pk, role="jobcentre_caseworker", submission=uuid4(), **join
    )
    for who in (world.colleague, world.charlie, world.secretary, world.leader):
        assert waiting(agree, by=who) == ()

    for role in ("contact_person", "employment_specialist"):
        cases.leave_case(user_id=world.jens.pk, role=role, submission=uuid4(), **join)
    assert waiting(agree) == ()
    assert len(waiting(agree, by=world.colleague)) == 1


def test_whoever_stands_in_is_asked(agree, world):
    agree.start()
    new = NewCover(
        absent_id=world.jens.pk, cover_id=world.colleague.pk, first_on=TODAY, last_on=TODAY
    )
    arrange_cover(new=new, by=world.leader, now=NOW, submission=uuid4())
    assert len(waiting(agree, by=world.colleague)) == 1
    assert waiting(agree, by=world.colleague, on=TODAY + DAY) == ()


def test_it_is_one_question_however_many_there_are(agree, django_assert_num_queries):
    agree.start()
    waiting(agree)
    for _ in range(2):
        agree.start(said=terms(decided="Begge dele"))
    with django_assert_num_queries(1):
        assert len(waiting(agree)) == 3


def test_it_is_said_in_both_languages_with_what_to_do(agree):
    agree.start(said=terms(since=TODAY + DAY))
    (card,) = shown(waiting(agree, on=TODAY + 2 * DAY), "da", on=TODAY + 2 * DAY)
    (row,) = card.rows
    assert (row.what, row.why) == (
        "Virksomhedspraktik hos Søby Bageri",
        "Den skulle være begyndt 24. november. Ingen har sagt, at den er det.",
    )
    page = f"/sager/{agree.case_id}/praktik/{agree.placement.pk}/"
    assert [(act.text, act.url) for act in row.acts] == [
        ("Den er begyndt", f"{page}#begin"), ("Den bliver ikke til noget", f"{page}#drop"),
    ]  # fmt: skip

    (card,) = shown(waiting(agree), "en")
    assert card.rows[0].why == (
        "The agreement from 24 November is not signed by the citizen and the employer."
    )


def test_the_page_shows_it_and_notes_the_name(agree):
    today = timezone.localdate()
    agree.start(
        said=terms(since=today, until=today + 30 * DAY, decided="Aftalt"), now=timezone.now(),
        agreed_on=today,
    )  # fmt: skip
    client = Client()
    client.force_login(agree.world.jens)
    AccessLog.objects.all().delete()
    page = client.get("/").content.decode()
    assert 'id="placements"' in page
    assert f"/sager/{agree.case_id}/praktik/{agree.placement.pk}/underskriv/" in page
    assert AccessLog.objects.filter(user=agree.world.jens).count() == 1
    client.force_login(agree.world.charlie)
    assert 'id="placements"' not in client.get("/").content.decode()


def test_sessions_and_offers_are_said_with_what_to_do():
    rules = versions("jobspot")[-1]
    kind = Kind(rules, next(one for one in rules.programme.courses if one.id == "intro-course"))
    run = uuid4()
    held = Unmarked(session_id=uuid4(), run_id=run, kind=kind, begins_at=NOW - DAY,
                    ends_at=NOW - DAY + timedelta(hours=2), room="", enrolled=2)  # fmt: skip
    kept = OfferWaiting(run_id=run, kind=kind, first_on=date(2026, 12, 7), case_id=uuid4(),
                        citizen=None, protected=True, answer_by=TODAY - DAY)  # fmt: skip
    with translation.override("da"):
        (card,) = present_waits((), [held], [kept], today=TODAY)
        place, session = card.rows
    assert place.why == (
        "En plads fra 7. december var reserveret til 22. november. Borgeren har ikke svaret."
    )
    assert (place.citizen, place.protected) == ("Navn ikke vist", True)
    assert [act.url for act in place.acts] == [f"/hold/{run}/"]
    assert session.why == (
        "Søndag 22. november kl. 9.30–11.30: ingen har sagt, hvem af 2 borgere der var der."
    )
    assert [act.url for act in session.acts] == [f"/hold/{run}/fremmoede/"]
