"""Invitations to a course: with the place, or to all who have had none; and why a session is moved
or cancelled, in the letter alone."""

import io
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.queries import NotVisible
from fodfaeste.cases.services import NewCitizen
from fodfaeste.cases.services.appointments import Slot
from fodfaeste.core.faults import Refused
from fodfaeste.courses import queries, services
from fodfaeste.courses.letters import usual_reason
from fodfaeste.courses.models import Participant, Session
from fodfaeste.letters import handling
from fodfaeste.letters.languages import language_of
from fodfaeste.letters.models import Letter
from fodfaeste.letters.rendering import render
from tests.app.cases.world import NOW
from tests.app.courses.courses import act, acts, case, enrol, run, sessions, view_of
from tests.app.courses.test_pages import of, running, text
from tests.app.letters.paper import SENDERS, text_of


@pytest.fixture(autouse=True)
def number(world):
    Organisation.objects.filter(pk=world.centre.pk).update(cvr="12345674")


@pytest.fixture
def jens(client, world):
    client.force_login(world.jens)
    return client


def known(world, name="Bo Bæk", **given):
    return case(world, citizen=NewCitizen(name=name, cpr="010190-1235"), **given)


def letters(case_id):
    found = Letter.unrestricted.filter(case=case_id).order_by("put_at", "pk")
    return [(one.kind, one.channel, crypto.decrypt_map(one.data)) for one in found]


def invite(run_id, by, submission=None, now=NOW):
    return services.invite_those_without(
        run_id=run_id, by=by, now=now, submission=submission or uuid4()
    )


def invited(run_id, who):
    return [one.invitation is not None for one in view_of(run_id, who).participants]


class TestWithThePlace:
    def test_all_sessions_stand_in_it(self, world):
        run_id, case_id = run(world), known(world)
        submission = uuid4()
        for _ in range(2):
            enrol(run_id, case_id, world.jens, invites=True, submission=submission)
        [(kind, channel, told)] = letters(case_id)
        assert (kind, channel, len(told["sessions"])) == ("invitation", "digital_post", 6)
        assert told["sessions"][0] == {"on": "2026-11-30", "at": "09:00", "until": "11:30"}
        types = LogEntry.unrestricted.filter(case=case_id).values_list("type", flat=True)
        assert list(types.order_by("seq"))[-2:] == ["course_enrolled", "letter_put"]
        assert invited(run_id, world.jens) == [True]

    def test_only_if_it_is_wanted_and_only_with_a_place(self, world):
        run_id = run(world, capacity=1)
        ones, others = case(world, "Anna"), case(world, "Bo")
        enrol(run_id, ones, world.jens)
        enrol(run_id, others, world.jens, invites=True)
        assert letters(ones) == letters(others) == []
        act(services.withdraw, run_id, ones, world.jens)
        act(services.answer_offer, run_id, others, world.jens, accepted=True, invites=True)
        assert len(letters(others)) == 1

    def test_of_what_is_over_nothing_is_sent(self, world):
        run_id, case_id = run(world), case(world)
        enrol(run_id, case_id, world.jens, invites=True, now=NOW + timedelta(days=60))
        assert letters(case_id) == []

    def test_who_comes_back_is_invited_anew(self, world):
        run_id, case_id = run(world), case(world)
        enrol(run_id, case_id, world.jens, invites=True)
        act(services.withdraw, run_id, case_id, world.jens)
        enrol(run_id, case_id, world.jens)
        assert invited(run_id, world.jens) == [False]

    def test_a_way_is_known_by_number_or_address(self, world):
        run_id = run(world)
        case(world, "Anna"), known(world, "Bo")
        found = queries.candidates(user=world.jens, run_id=run_id, now=NOW)
        assert [(one.citizen, one.reached) for one in found] == [("Anna", False), ("Bo", True)]


class TestThoseWithout:
    @pytest.fixture
    def three(self, world):
        run_id = run(world, capacity=8)
        ids = [case(world, name) for name in ("Anna", "Bo", "Ib")]
        for n, case_id in enumerate(ids):
            enrol(run_id, case_id, world.jens, invites=n == 0)
        return run_id, *ids

    def test_each_gets_one_and_nobody_two(self, world, three):
        run_id, anna, bo, ib = three
        submission = uuid4()
        assert [invite(run_id, world.jens, submission) for _ in range(2)] == [2, 0]
        assert invite(run_id, world.secretary) == 0
        assert [len(letters(one)) for one in (anna, bo, ib)] == [1, 1, 1]
        lines = LogEntry.unrestricted.filter(type="letter_put")
        assert sorted(lines.values_list("case", flat=True)) == sorted([anna, bo, ib])

    def test_one_that_was_taken_back_is_none(self, world, three):
        run_id, anna, *_ = three
        letter = Letter.unrestricted.get(case=anna)
        handling.take_back(letter_id=letter.pk, by=world.jens, now=NOW, submission=uuid4())
        assert invited(run_id, world.jens)[0] is False
        assert invite(run_id, world.jens) == 3

    def test_only_of_cases_in_which_one_may(self, world, three):
        run_id = three[0]
        assert invite(run_id, world.colleague) == 0
        with pytest.raises(NotVisible):
            invite(run_id, world.charlie)
        assert Letter.unrestricted.count() == 1

    def test_the_lists_say_how_many_there_are(self, world, three):
        def uninvited(now=NOW):
            [one] = queries.runs(user=world.secretary, now=now)
            return one.uninvited

        assert uninvited() == 2
        assert uninvited(NOW + timedelta(days=7)) == 0
        invite(three[0], world.jens)
        assert uninvited() == 0


class TestLanguages:
    """Chosen with the invitation; what comes after it follows."""

    TO = Slot(on=date(2026, 12, 8), at=time(9), minutes=150)

    @pytest.fixture
    def two(self, world):
        """Anna reads English, Bo Danish."""
        run_id, anna, bo = run(world), known(world, "Anna"), known(world, "Bo")
        enrol(run_id, anna, world.jens, invites=True, language="en")
        enrol(run_id, bo, world.jens, invites=True)
        return run_id, anna, bo

    def change(self, world, run_id, service, **more):
        return service(
            run_id=run_id, session_id=sessions(run_id)[2].pk, by=world.jens,
            now=NOW + timedelta(minutes=1), submission=uuid4(), **more,
        )  # fmt: skip

    def last(self, case_id):
        row = Letter.unrestricted.filter(case=case_id).latest("put_at", "pk")
        return row.language, crypto.decrypt_map(row.data)

    def test_an_invitation_is_wholly_in_its_language(self, world, two):
        _run, anna, bo = two
        language, told = self.last(anna)
        assert (language, told["what"]) == ("en", "Intro course")
        assert told["decline"].startswith("If you cannot come, tell ")
        assert self.last(bo)[0] == "da"
        on_paper = {**told, "receiver": {"name": "Anna"}}
        made = render("invitation", on_paper, language="en", look=SENDERS["en"])
        said = text_of(PdfReader(io.BytesIO(made)))
        assert "If you cannot come" in said
        assert "Kan du ikke" not in said

    @pytest.mark.parametrize("moved", [True, False])
    def test_what_comes_after_follows_it(self, world, two, moved):
        run_id, anna, bo = two
        service = services.move_session if moved else services.cancel_session
        why = {"da": "Lokalet skal males.", "en": "The room is being painted."}
        self.change(world, run_id, service, reasons=why, **({"to": self.TO} if moved else {}))
        place = "about" if moved else "reasons"
        (code, english), (other, danish) = self.last(anna), self.last(bo)
        assert (code, english[place], english["what"]) == ("en", why["en"], "Intro course")
        assert (other, danish[place]) == ("da", why["da"])

    def test_what_is_said_in_one_language_alone_stands_and_the_usual_is_said_in_each(
        self, world, two
    ):
        run_id, anna, _bo = two
        self.change(world, run_id, services.cancel_session, reasons={"da": "Lokalet males."})
        assert self.last(anna)[1]["reasons"] == "Lokalet males."
        usual = {"da": usual_reason(moved=True, language="da")}
        self.change_another(world, run_id, usual)
        assert self.last(anna)[1]["about"] == "We have had to move it."

    def change_another(self, world, run_id, reasons):
        services.move_session(
            run_id=run_id, session_id=sessions(run_id)[3].pk, to=self.TO, reasons=reasons,
            by=world.jens, now=NOW + timedelta(minutes=2), submission=uuid4(),
        )  # fmt: skip

    def test_one_that_was_taken_back_decides_nothing(self, world, two):
        _run, anna, _bo = two
        letter = Letter.unrestricted.get(case=anna)
        assert language_of(anna) == "en"
        handling.take_back(letter_id=letter.pk, by=world.jens, now=NOW, submission=uuid4())
        assert language_of(anna) == "da"

    def test_the_page_asks_for_the_reason_in_english_where_somebody_reads_it(self, jens, world):
        run_id = running(world, back=-7)
        anna, bo = (known(world, name, starts=None) for name in ("Anna", "Bo"))
        url = reverse("course_session", args=[run_id, sessions(run_id)[0].pk])
        page = text(jens.get(reverse("course_enrol", args=[run_id])))
        assert '<option value="en">på engelsk</option>' in page
        enrol_url = reverse("course_enrol", args=[run_id])
        jens.post(enrol_url, of(bo, invites="1", language="da"))
        assert "reason_en" not in text(jens.get(url))
        jens.post(enrol_url, of(anna, invites="1", language="en"))
        assert "We cannot meet at that time." in text(jens.get(url))
        sent = {"submission": uuid4(), "cancel": "1", "reason_da": "Males", "reason_en": "Paint"}
        jens.post(url, sent)
        assert self.last(anna)[1]["reasons"] == "Paint"
        assert self.last(bo)[1]["reasons"] == "Males"

    def test_a_language_that_is_none_is_not_found(self, jens, world):
        run_id, case_id = running(world, back=-7), known(world, starts=None)
        sent = of(case_id, invites="1", language="xx")
        assert jens.post(reverse("course_enrol", args=[run_id]), sent).status_code == 404
        assert not Letter.unrestricted.exists()


class TestPages:
    def test_enrolling_offers_it_ticked_where_they_can_be_reached(self, jens, world):
        run_id = running(world, back=-7)
        ones, others = (
            known(world, "Anna", starts=None), case(world, "Bo", starts=None),
        )  # fmt: skip
        page = text(jens.get(reverse("course_enrol", args=[run_id])))
        assert f'id="invites-{ones}" checked' in page
        assert f'id="invites-{others}"><label' in page and "hverken Digital Post" in page
        jens.post(reverse("course_enrol", args=[run_id]), of(ones, invites="1"))
        jens.post(reverse("courses_of_case", args=[others]), of(others, run_id=run_id, invites="1"))
        assert Letter.unrestricted.count() == 2

    def test_the_run_says_who_has_had_it_and_sends_to_the_rest(self, jens, world):
        run_id = running(world, back=-7)
        ids = [case(world, name, starts=None, now=timezone.now()) for name in ("Anna", "Bo")]
        for n, case_id in enumerate(ids):
            enrol(run_id, case_id, world.jens, now=timezone.now(), invites=n == 0)
        url = reverse("course", args=[run_id])
        page = text(jens.get(url))
        assert "1 er ikke indkaldt." in page and "Indkaldelse: venter" in page
        assert "1 deltager er ikke indkaldt" in text(jens.get(reverse("courses")))
        sent = {"submission": uuid4()}
        for _ in range(2):
            assert jens.post(reverse("course_invite", args=[run_id]), sent).url == url
        page = text(jens.get(url))
        assert "er ikke indkaldt" not in page and Letter.unrestricted.count() == 2

    def test_a_booked_interview_is_told_of(self, jens, world):
        run_id = running(world, back=-14)
        [case_id] = [case(world, "Anna", starts=None, now=timezone.now())]
        enrol(run_id, case_id, world.jens, now=timezone.now())
        first = Participant.unrestricted.get().run.first_on
        day = first - timedelta(days=3)
        day -= timedelta(days=max(0, day.weekday() - 4))
        services.offer_times(
            run_id=run_id, on=day, begins_at=time(9), minutes=45, number=2, by=world.jens,
            now=timezone.now(), submission=uuid4(),
        )  # fmt: skip
        time_id = view_of(run_id, world.jens, timezone.now()).times[0].id
        sent = of(case_id, time_id=time_id, invites="1")
        for _ in range(2):
            jens.post(reverse("course_book", args=[run_id]), sent)
        [(kind, _channel, told)] = letters(case_id)
        assert (kind, told["sessions"]) == (
            "invitation", [{"on": day.isoformat(), "at": "09:00", "until": "09:45"}],
        )  # fmt: skip
        assert told["what"] != "Introforløb"

    def test_strangers_invite_nobody(self, client, world):
        run_id = running(world, back=-7)
        client.force_login(world.charlie)
        sent = client.post(reverse("course_invite", args=[run_id]), {"submission": uuid4()})
        assert sent.status_code == 404


class TestWhy:
    WHY = "Lokalet skal males."

    def change(self, world, run_id, service, **more):
        return service(
            run_id=run_id, session_id=sessions(run_id)[2].pk, by=world.jens, now=NOW,
            submission=uuid4(), **more,
        )  # fmt: skip

    @pytest.mark.parametrize("moved", [True, False])
    def test_it_stands_in_the_letter_alone(self, world, moved):
        run_id, case_id = run(world), case(world)
        enrol(run_id, case_id, world.jens)
        service = services.move_session if moved else services.cancel_session
        to = {"to": Slot(on=date(2026, 12, 8), at=time(9), minutes=150)} if moved else {}
        self.change(world, run_id, service, reasons={"da": self.WHY}, **to)
        [(_kind, _channel, told)] = letters(case_id)
        assert told["about" if moved else "reasons"] == self.WHY
        lines = LogEntry.unrestricted.filter(case=case_id).values_list("attributes", flat=True)
        assert "males" not in str(list(lines))

    def test_where_nothing_is_written_the_usual_is_said(self, world):
        run_id, case_id = run(world), case(world)
        enrol(run_id, case_id, world.jens)
        self.change(world, run_id, services.cancel_session)
        assert letters(case_id)[0][2]["reasons"] == "Vi kan ikke mødes på det tidspunkt."

    def test_one_without_end_is_refused(self, world):
        run_id = run(world)
        with pytest.raises(Refused):
            self.change(world, run_id, services.cancel_session, reasons={"en": "x" * 501})
        assert not Session.unrestricted.filter(is_cancelled=True).exists()

    def test_the_page_begins_with_the_usual_and_keeps_what_was_typed(self, jens, world):
        run_id = running(world, back=-7)
        [case_id] = [case(world, "Anna", starts=None, now=timezone.now())]
        enrol(run_id, case_id, world.jens, now=timezone.now())
        url = reverse("course_session", args=[run_id, sessions(run_id)[0].pk])
        assert "Vi kan ikke mødes på det tidspunkt." in text(jens.get(url))
        long = {"submission": uuid4(), "cancel": "1", "reason_da": "y" * 600}
        assert "y" * 600 in text(jens.post(url, long))
        jens.post(url, {**long, "reason_da": self.WHY})
        assert letters(case_id)[0][2]["reasons"] == self.WHY
        assert "course_session_cancelled" in acts(case_id)
