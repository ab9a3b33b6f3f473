"""What kinds of information a letter holds: who reads it, what it rests on, and what is logged."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases import crypto, services
from fodfaeste.cases import queries as case_queries
from fodfaeste.cases.models import LogText
from fodfaeste.cases.services import NewEvent, PlanChange
from fodfaeste.letters import delivering, handling, holding, papers, queries
from fodfaeste.letters.builders import Asked, build
from fodfaeste.letters.models import Letter, State
from fodfaeste.letters.sending import send
from fodfaeste.letters.verifying import verify_letters
from tests.app.cases.world import NOW, TODAY
from tests.app.letters.post import a_letter, put_with_act, sent_to


@pytest.fixture
def colleague(world, case_id):
    """A member who reads notes, and nothing about health."""
    services.join_case(
        case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
        by=world.jens, now=NOW, submission=uuid4(),
    )  # fmt: skip
    return world.colleague


@pytest.fixture
def note(world, case_id):
    """A line with an ordinary text."""
    event = NewEvent(type="follow_up_note_written", on=TODAY, note="Han er træt.",
                     attributes={"about": "placement"})  # fmt: skip
    return services.register(
        case_id=case_id, event=event, by=world.jens, now=NOW, submission=uuid4()
    ).entry_id


def put(world, letter):
    put_with_act([letter], by=world.jens)
    return Letter.unrestricted.get(pk=letter.id)


def reads(who, letter):
    return Letter.objects.readable_by(who, TODAY).filter(pk=letter.pk).exists()


def classify(world, case_id, entry_id, kind):
    services.classify_text(
        case_id=case_id, entry_id=entry_id, kind=kind, by=world.jens, now=NOW, submission=uuid4()
    )


class TestWrittenFrom:
    def test_a_note_that_turns_out_to_be_about_health_is_read_by_fewer_also_as_a_letter(
        self, world, case_id, note, colleague
    ):
        letter = put(world, a_letter(case_id, kind="follow_up_note", written_from=note))
        assert reads(colleague, letter) and reads(world.leader, letter)
        classify(world, case_id, note, "health")
        assert reads(world.jens, letter)
        assert not reads(colleague, letter) and not reads(world.leader, letter)
        queries.letter(user=world.jens, letter_id=letter.pk, today=TODAY)
        assert AccessLog.objects.latest("pk").kinds == ["health", "name", "notes"]
        classify(world, case_id, note, "ordinary")
        assert reads(colleague, letter)

    def test_what_was_about_health_when_it_was_sent_stays_so(self, world, case_id, note, colleague):
        classify(world, case_id, note, "health")
        letter = put(
            world, a_letter(case_id, kind="follow_up_note", seen_as="health", written_from=note)
        )
        classify(world, case_id, note, "ordinary")
        assert not reads(colleague, letter)

    def test_to_others_it_rests_on_what_it_is_about_by_now(self, world, case_id, note):
        told = {"kind": "follow_up_note", "seen_as": "registrations", "channel": "digital_post"}
        letter = put(
            world,
            sent_to(case_id, **told, written_from=note, receiver={"name": "L", "cvr": "12345674"}),
        )
        classify(world, case_id, note, "health")
        assert holding.held_in(letter) == {"registrations", "health"}
        delivering.deliver_due(clock=lambda: NOW)
        letter.refresh_from_db()
        assert (letter.state, letter.fault) == (State.FAILED, "no_basis")

    def test_a_letter_from_the_case_knows_what_it_was_written_from(self, world, case_id, note):
        view = case_queries.case(user=world.jens, case_id=case_id, today=TODAY)
        built = build("notat", note, Asked(view=view, user=world.jens, today=TODAY, language="da"))
        send(
            case_id=case_id, built=built, to="citizen", channel="print", language="da",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        letter = Letter.unrestricted.get()
        assert letter.written_from is not None and letter.written_from.event_id == note

    def test_what_is_erased_does_not_go_and_is_not_kept_in_the_outbox(
        self, client, world, case_id, note
    ):
        told = {"kind": "follow_up_note", "written_from": note}
        sent = put(world, a_letter(case_id, **told, channel="digital_post"))
        delivering.deliver_due(clock=lambda: NOW)
        printed = put(world, a_letter(case_id, **told, channel="print"))
        handling.print_letters(letter_ids=[printed.pk], by=world.jens, now=NOW)
        waiting = put(world, a_letter(case_id, **told, channel="digital_post"))
        services.erase_text(
            case_id=case_id, entry_id=note, reason="Forkert sag", by=world.leader, now=NOW,
            submission=uuid4(),
        )  # fmt: skip
        for letter in (printed, waiting):
            letter.refresh_from_db()
            assert crypto.decrypt_map(letter.data) == {} and papers.frozen(letter) is None
        assert papers.frozen(sent) is not None
        delivering.deliver_due(clock=lambda: NOW)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.fault) == (State.FAILED, "text_gone")
        client.force_login(world.jens)
        chosen = {"letters": [str(printed.pk)], "posted": "1"}
        page = client.post(reverse("letters_print"), chosen, follow=True).content.decode()
        assert "er blevet slettet" in page
        assert verify_letters(now=NOW).is_sound

    def test_the_reasons_of_a_decision_are_no_secretarys_where_they_are_about_health(
        self, world, case_id, note
    ):
        LogText.unrestricted.filter(entry__case=case_id).update(kind="health")
        letter = put(world, a_letter(case_id, written_from=note))
        assert letter.seen_as == "registrations"
        assert not reads(world.secretary, letter) and reads(world.jens, letter)


class TestSeveralKinds:
    @pytest.fixture
    def plan(self, world, case_id):
        for seen, about in enumerate(("health", "social")):
            values = {"title": f"Om {about}", "about": about}
            change = PlanChange(item=f"a{seen}", kind="activity", values=values, seen=seen)
            services.change_plan(
                case_id=case_id, change=change, by=world.jens, now=NOW, submission=uuid4()
            )
        services.publish_plan(case_id=case_id, seen=2, by=world.jens, now=NOW, submission=uuid4())

    def test_a_plan_is_read_by_those_who_read_all_of_it(self, world, case_id, plan, colleague):
        view = case_queries.case(user=world.jens, case_id=case_id, today=TODAY)
        built = build("planen", "1", Asked(view=view, user=world.jens, today=TODAY, language="da"))
        assert built.seen_as == "health notes social"
        letter = put(world, a_letter(case_id, kind="follow_up_note", seen_as=built.seen_as))
        services.let_see(
            case_id=case_id, user_id=colleague.pk, kinds=["health"], by=world.jens, now=NOW,
            submission=uuid4(),
        )  # fmt: skip
        assert not reads(colleague, letter)
        services.let_see(
            case_id=case_id, user_id=colleague.pk, kinds=["health", "social"], by=world.jens,
            now=NOW, submission=uuid4(),
        )  # fmt: skip
        assert reads(colleague, letter)

    def test_goals_in_a_closing_report_count(self, world, case_id, colleague):
        change = PlanChange(
            item="g1", kind="goal", values={"words": "Mindre medicin", "about": "health"}, seen=0
        )
        services.change_plan(
            case_id=case_id, change=change, by=world.jens, now=NOW, submission=uuid4()
        )
        closing = NewEvent(type="case_closed", on=TODAY, attributes={"reason": "flyttet"})
        entry_id = services.register(
            case_id=case_id, event=closing, by=world.jens, now=NOW, submission=uuid4()
        ).entry_id
        view = case_queries.case(user=world.jens, case_id=case_id, today=TODAY)
        asked = Asked(view=view, user=world.jens, today=TODAY, language="da")
        built = build("afslutning", entry_id, asked)
        assert built.data["goals"] and "health" in built.seen_as


def test_a_statement_of_consent_is_read_by_those_who_see_consents(world, case_id, colleague):
    letter = put(world, a_letter(case_id, kind="consent", seen_as="consents"))
    assert reads(colleague, letter) and not reads(world.secretary, letter)


def test_what_was_printed_is_logged_by_what_it_held(world, case_id):
    first = put(world, a_letter(case_id, channel="print"))
    other = put(world, a_letter(case_id, kind="follow_up_note", seen_as="health", channel="print"))
    handling.print_letters(letter_ids=[first.pk, other.pk], by=world.jens, now=NOW)
    lines = AccessLog.objects.filter(act="print")
    assert sorted(line.kinds for line in lines) == [["health", "name"], ["name", "registrations"]]
