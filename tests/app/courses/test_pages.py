"""The pages of courses."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases.models import Citizen
from fodfaeste.courses.models import Attendance, InterviewTime, Participant, Run
from fodfaeste.courses.patterns import has_room_for_relatives, kinds_for
from tests.app.courses.courses import INTRO, case, enrol, pattern, run, sessions, states
from tests.app.letters.paper import text_of
from tests.app.web_forms import typed_day

pytestmark = pytest.mark.django_db
MAKE = reverse("course_make", args=[INTRO])


def text(page):
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def listed(client, run_id):
    response = client.get(reverse("course_list", args=[run_id]))
    assert response["Content-Type"] == "application/pdf"
    return " ".join(text_of(PdfReader(BytesIO(response.content))).split())


def today():
    return timezone.localdate()


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


def running(world, *, back=7, **given):
    """A run that has begun, so many days ago."""
    first = today() - timedelta(days=back)
    values = {"pattern": pattern(first, weekdays=range(7), weeks=2), "capacity": 8, **given}
    return run(world, now=timezone.now(), **values)


def people(world, run_id, *names):
    ids = [case(world, name, starts=None, now=timezone.now()) for name in names]
    for case_id in ids:
        enrol(run_id, case_id, world.jens, now=timezone.now())
    return ids


def form(**given):
    day = typed_day("first_on", today() + timedelta(days=30))
    values = {"begins_at": "9.00", "ends_at": "11.30", "weeks": 2, "every": 1, "off": "skip"}
    return {"submission": uuid4(), "weekdays": [0, 2, 4], "capacity": 8, **values, **day, **given}


def of(case_id, **more):
    return {"submission": uuid4(), "case_id": case_id, **more}


class TestMaking:
    def test_it_begins_with_the_pattern_of_the_programme(self, jens):
        assert MAKE in text(jens.get(reverse("course_new")))
        page = text(jens.get(MAKE))
        assert 'value="9.00"' in page and 'name="capacity" value="8"' in page
        assert "style=" not in page

    def test_the_sessions_are_shown_before_they_are_made(self, jens, world):
        page = text(jens.post(MAKE, {**form(off="at_end"), "look": "1"}))
        assert "6 mødegange" in page and "Mangler" in page and "JS-10" in page
        assert not Run.unrestricted.exists()
        made = jens.post(MAKE, {**form(), "make": "1", "staff_contact_person": [world.jens.pk]})
        one = Run.unrestricted.get()
        assert made.url == reverse("course", args=[one.pk])
        page = text(jens.get(made.url))
        assert "Jens Kragh" in page and "Mangler: 1 × kontaktperson, 1 × jobkonsulent" in page

    def test_what_is_refused_is_told_and_the_rest_is_kept(self, jens):
        page = text(jens.post(MAKE, {**form(ends_at="8.00", room="Salen"), "make": "1"}))
        assert 'id="errors"' in page and 'value="Salen"' in page
        assert not Run.unrestricted.exists()

    def test_who_may_not_gets_no_form(self, client, world):
        client.force_login(world.guard)
        assert client.get(MAKE).status_code == 403
        assert client.get(reverse("course_new")).status_code == 403
        client.force_login(world.jens)
        assert client.get(reverse("course_make", args=["jobspot:nothing"])).status_code == 404

    def test_in_english(self, jens):
        jens.post("/sprog/", {"language": "en", "next": MAKE})
        page = text(jens.get(MAKE))
        assert "Show the sessions" in page


class TestAttendance:
    def test_all_are_present_by_one_click(self, jens, world):
        run_id = running(world)
        people(world, run_id, "Anna", "Bo")
        first = sessions(run_id)[0]
        url = reverse("course_attendance", args=[run_id])
        assert "Alle til stede" in text(jens.get(url))
        sent = {"submission": uuid4(), "all_present": first.pk}
        for _ in range(2):
            assert jens.post(url, sent).status_code == 302
        assert Attendance.unrestricted.filter(session=first).count() == 2
        assert "fremmøde registreret" in text(jens.get(reverse("course", args=[run_id])))

    def test_cells_are_filled_one_by_one_and_corrected(self, jens, world):
        run_id = running(world)
        people(world, run_id, "Anna")
        one, first = Participant.unrestricted.get(), sessions(run_id)[0]
        url, name = reverse("course_attendance", args=[run_id]), f"m_{first.pk}_{one.pk}"
        jens.post(url, {"submission": uuid4(), name: "absent:no_word", f"was_{name}": ""})
        assert "udeblev" in listed(jens, run_id)
        mended = {"submission": uuid4(), name: "present:late", f"was_{name}": "absent:no_word"}
        jens.post(url, mended)
        assert "x, kom for sent" in listed(jens, run_id)

    def test_what_another_has_said_meanwhile_is_told_and_kept(self, jens, world):
        run_id = running(world)
        people(world, run_id, "Anna")
        one, first = Participant.unrestricted.get(), sessions(run_id)[0]
        url, name = reverse("course_attendance", args=[run_id]), f"m_{first.pk}_{one.pk}"
        jens.post(url, {"submission": uuid4(), name: "present", f"was_{name}": ""})
        late = {"submission": uuid4(), name: "absent:agreed", f"was_{name}": ""}
        page = text(jens.post(url, late))
        assert 'id="errors"' in page and '<option value="absent:agreed" selected>' in page


class TestPeople:
    def test_somebody_is_enrolled_from_the_run_and_from_the_case(self, jens, world):
        run_id = running(world, back=-7)
        ones, others = (case(world, name, starts=None) for name in ("Anna", "Bo"))
        url = reverse("course_enrol", args=[run_id])
        assert "Anna" in text(jens.get(url)) and "pladser optaget" in text(jens.get(url))
        assert "Tilmeldt: Anna" in text(jens.post(url, of(ones), follow=True))
        page = reverse("courses_of_case", args=[others])
        assert "Introforløb" in text(jens.get(page))
        assert jens.post(page, of(others, run_id=run_id)).url == reverse("case", args=[others])
        assert set(states(run_id).values()) == {"enrolled"}
        assert "Introforløb" in text(jens.get(reverse("case", args=[others])))

    def test_it_is_said_who_waits(self, jens, world):
        run_id = running(world, back=-7, capacity=1)
        ones, others = (case(world, name, starts=None) for name in ("Anna", "Bo"))
        url = reverse("course_enrol", args=[run_id])
        jens.post(url, of(ones))
        assert "På ventelisten: Bo" in text(jens.post(url, of(others), follow=True))

    def test_where_it_is_full_one_is_put_on_the_waiting_list_and_not_invited(self, jens, world):
        run_id = running(world, back=-7, capacity=1)
        case(world, "Bo", starts=None, now=timezone.now())
        page = text(jens.get(reverse("course_enrol", args=[run_id])))
        assert "Send en indkaldelse" in page and "Sæt på venteliste" not in page
        people(world, run_id, "Anna")
        page = text(jens.get(reverse("course_enrol", args=[run_id])))
        assert "Sæt på venteliste" in page and "Send en indkaldelse" not in page

    def test_nobody_is_asked_of_relatives_where_none_have_a_place(self, jens, world):
        run_id = running(world, back=-7)
        people(world, run_id, "Anna")
        asked = "Hvilke pårørende kommer"
        assert asked not in text(jens.get(reverse("course", args=[run_id])))

        kinds = {one.course.id: has_room_for_relatives(one) for one in kinds_for(world.jens)}
        assert {key for key, has in kinds.items() if has} == {"cafe-meetings", "relatives-forum"}

    def test_which_relatives_come_is_written_on_the_page(self, jens, world):
        run_id = running(world, key="rampen:relatives-forum", capacity=None)
        anna = case(world, "Anna", programme="rampen", now=timezone.now())
        enrol(run_id, anna, world.jens, now=timezone.now())
        page = reverse("course", args=[run_id])
        assert "Hvilke pårørende kommer" in text(jens.get(page))
        named = of(anna, relatives="Bo, hendes bror")
        answer = jens.post(reverse("course_relatives", args=[run_id]), named, follow=True)
        assert "Bo, hendes bror" in text(answer)
        jens.force_login(world.secretary)
        assert "Hvilke pårørende kommer" not in text(jens.get(page))

    def test_an_offer_is_answered_and_a_session_is_moved(self, jens, world):
        run_id = running(world, back=-3, capacity=1)
        ones, others = people(world, run_id, "Anna", "Bo")
        jens.post(reverse("course_withdraw", args=[run_id]), of(ones, reason="Flyttet"))
        page = text(jens.get(reverse("course", args=[run_id])))
        assert "tilbudt en plads" in page and "Svar senest" in page
        jens.post(reverse("course_answer", args=[run_id]), of(others, yes="1"))
        assert states(run_id)[others] == "enrolled"
        session = sessions(run_id)[0]
        url = reverse("course_session", args=[run_id, session.pk])
        assert "Flyt" in text(jens.get(url))
        to = typed_day("on", session.day + timedelta(days=30))
        jens.post(url, {"submission": uuid4(), "at": "10", "ends_at": "12", **to})
        page = text(jens.get(reverse("course", args=[run_id])))
        assert "flyttet fra" in page and "Skal orienteres om" in page
        jens.post(reverse("course_told", args=[run_id]), of(others))
        assert "Skal orienteres om" not in text(jens.get(reverse("course", args=[run_id])))

    def test_a_session_is_cancelled(self, jens, world):
        run_id = running(world, back=-7)
        url = reverse("course_session", args=[run_id, sessions(run_id)[0].pk])
        jens.post(url, {"submission": uuid4(), "cancel": "1"})
        assert "aflyst" in text(jens.get(reverse("course", args=[run_id])))

    def test_times_are_offered_and_booked(self, jens, world):
        run_id = running(world, back=-14)
        [case_id] = people(world, run_id, "Anna")
        first = Run.unrestricted.get(pk=run_id).first_on
        day = first - timedelta(days=3)
        day -= timedelta(days=max(0, day.weekday() - 4))
        given = {"begins_at": "9.00", "minutes": 45, "number": 2, **typed_day("on", day)}
        made = jens.post(reverse("course_times", args=[run_id]), {"submission": uuid4(), **given})
        assert made.status_code == 302
        time_id = InterviewTime.unrestricted.values_list("pk", flat=True)[0]
        jens.post(reverse("course_book", args=[run_id]), of(case_id, time_id=time_id))
        assert InterviewTime.unrestricted.get(pk=time_id).appointment is not None

    def test_the_list_is_printed_with_those_whose_cases_one_sees(self, client, jens, world):
        run_id = running(world, staff=[(world.jens.pk, "contact_person")])
        ones, _ = people(world, run_id, "Anna", "Bo")
        said = listed(jens, run_id)
        assert all(part in said for part in ("Anna", "Bo", "Lokale 2", "Jens Kragh", "Introforløb"))
        assert AccessLog.objects.latest("pk").act == "print"
        Citizen.unrestricted.filter(cases=ones).update(protected=True)
        client.force_login(world.secretary)
        said = listed(client, run_id)
        assert "Bo" in said and "Anna" not in said and "og 1 mere" in said
        client.force_login(world.colleague)
        page = client.get(reverse("course_list", args=[run_id]), follow=True)
        assert "ingen at sætte på en liste" in text(page)


def test_the_list_tells_what_is_to_be_done(jens, world):
    run_id = running(world)
    people(world, run_id, "Anna")
    page = text(jens.get(reverse("courses")))
    assert "Fremmøde er ikke registreret for" in page and "Mangler: 2 × kontaktperson" in page
    page = text(jens.get(reverse("course", args=[run_id])))
    assert "Fremmøde er ikke registreret for" in page and "Registrér det" in page


class TestSecretary:
    def page(self, client, world):
        client.force_login(world.secretary)
        return client.get(reverse("secretary"))

    def test_a_course_stands_there_once_with_those_who_are_not_on_it(self, client, world):
        run_id = running(world, back=-7)
        day = Run.unrestricted.get(pk=run_id).first_on
        now = timezone.now()
        ones, _ = (case(world, name, starts=day, now=now) for name in ("Anna", "Bo"))
        enrol(run_id, ones, world.jens, now=now)
        page = self.page(client, world)
        [course] = page.context["page"].courses
        assert course.url == reverse("course", args=[run_id])
        assert [one.citizen for one in course.places] == ["Bo"]
        assert "Henvist til det, og ikke på det" in text(page)

    def test_a_day_that_nobody_has_made_a_course_for_leads_to_making_one(self, client, world):
        day = today() + timedelta(days=10)
        case(world, "Anna", starts=day, now=timezone.now())
        page = self.page(client, world)
        [course] = page.context["page"].courses
        assert course.row is None and course.url == MAKE
        assert "Der er ikke lavet noget hold til den dag." in text(page)


def test_strangers_get_nothing(client, world):
    run_id = running(world)
    people(world, run_id, "Anna")
    client.force_login(world.charlie)
    assert "Introforløb" not in text(client.get(reverse("courses")))
    for name in ("course", "course_attendance", "course_list"):
        assert client.get(reverse(name, args=[run_id])).status_code == 404
    for name in ("course_withdraw", "course_answer", "course_told", "course_follow"):
        sent = client.post(reverse(name, args=[run_id]), of(uuid4()))
        assert sent.status_code == 404
