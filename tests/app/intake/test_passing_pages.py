"""The pages on which a case is passed on whole, and taken over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fodfaeste.accounts.models import ProgrammePart, ProgrammeUse
from fodfaeste.cases.models import Case, LogEntry
from tests.app.web_forms import sent

MEMO = "Borgeren er flyttet til Andeby."


@pytest.fixture
def asked(passed):
    now = timezone.now()
    passed.consent(now=now)
    passed.offer(now=now)
    return passed


@pytest.fixture
def signed_in(client, world):
    def signed_in(who):
        client.force_login(getattr(world, who) if isinstance(who, str) else who)
        return client

    return signed_in


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def pass_on(passed):
    return reverse("pass_on", args=[passed.case_id])


def take_over(passed):
    return reverse("take_over", args=[passed.case_id])


def the_case(passed):
    return reverse("case", args=[passed.case_id])


class TestAsking:
    def filled(self, client, passed, **values):
        form = client.get(pass_on(passed)).context["form"]
        return sent(form, organisation=passed.world.elsewhere.pk, why=MEMO, **values)

    def test_it_goes_to_those_alone_who_run_the_programme(self, signed_in, passed):
        def offered():
            form = signed_in("jens").get(pass_on(passed)).context["form"]
            return {str(value) for value, _name in form.fields["organisation"].choices}

        elsewhere = passed.world.elsewhere
        programme = Case.unrestricted.get(pk=passed.case_id).programme
        assert str(elsewhere.pk) in offered()
        use = ProgrammeUse.objects.create(
            organisation=elsewhere, programme="another", part=ProgrammePart.RUNS
        )
        ProgrammeUse.objects.create(
            organisation=passed.world.jens.organisation,
            programme=programme,
            part=ProgrammePart.RUNS,
        )
        assert str(elsewhere.pk) not in offered()
        use.programme = programme
        use.save()
        assert str(elsewhere.pk) in offered()

    def test_the_case_leads_to_it_for_those_who_may(self, signed_in, passed):
        assert pass_on(passed) in text(signed_in("jens").get(the_case(passed)))
        assert pass_on(passed) not in text(signed_in("secretary").get(the_case(passed)))

    def test_a_citizen_who_moved_leads_to_it_too(self, signed_in, passed):
        passed.world.register(
            passed.case_id, "moved_municipality", "2026-11-20", attributes={"to": "Andeby"}
        )
        page = text(signed_in("jens").get(the_case(passed)))
        assert page.count(pass_on(passed)) == 2
        form = signed_in("jens").get(pass_on(passed)).context["form"]
        assert form["referrer_stays"].value() is False

    def test_what_goes_along_is_said_before(self, signed_in, passed):
        page = text(signed_in("jens").get(pass_on(passed)))
        assert "Hele loggen" in page and 'id="along"' in page
        assert "Jens Kragh" not in page.split('id="along"')[1]

    def test_without_a_basis_the_two_ways_on_are_shown_and_nothing_is_lost(self, signed_in, passed):
        client = signed_in("jens")
        data = self.filled(client, passed, step="see")
        page = text(client.post(pass_on(passed), data))
        assert "Der er intet grundlag" in page and MEMO in page
        assert reverse("consent", args=[passed.case_id]) in page and "hjemmel=lov" in page
        assert not LogEntry.unrestricted.filter(type="case_offered").exists()

    def test_seen_then_asked_once(self, signed_in, passed):
        passed.consent(now=timezone.now())
        client = signed_in("jens")
        data = self.filled(client, passed, step="see", referrer_stays="on")
        page = text(client.post(pass_on(passed), data))
        assert "Sagen videre til Andeby Kommune?" in page or "Andeby Kommune" in page
        assert "Jens Kragh" in page and "as-seen" in page
        for _ in range(2):
            done = text(client.post(pass_on(passed), {**data, "step": "share"}, follow=True))
        assert "Denne formular er sendt før" in done
        assert LogEntry.unrestricted.filter(type="case_offered").count() == 1
        assert "Andeby Kommune" in text(client.get(the_case(passed)))

    def test_a_paragraph_takes_a_reason(self, signed_in, passed):
        client = signed_in("jens")
        form = client.get(f"{pass_on(passed)}?hjemmel=lov").context["form"]
        data = sent(form, organisation=passed.world.elsewhere.pk, why=MEMO, step="see")
        page = text(client.post(f"{pass_on(passed)}?hjemmel=lov", data))
        assert 'id="errors"' in page and MEMO in page

    @pytest.mark.parametrize(("who", "status"), [("secretary", 403), ("charlie", 404)])
    def test_others_do_not_get_there(self, signed_in, passed, who, status):
        assert signed_in(who).get(pass_on(passed)).status_code == status

    def test_in_english(self, signed_in, passed):
        client = signed_in("jens")
        passed.world.jens.language = "en"
        passed.world.jens.save()
        client.cookies["django_language"] = "en"
        assert "What goes along" in text(client.get(pass_on(passed)))


class TestAnswering:
    def test_it_stands_in_the_inbox_and_on_the_case(self, signed_in, asked):
        client = signed_in("charlie")
        page = text(client.get(reverse("inbox")))
        assert take_over(asked) in page and MEMO in page and "Amalie Ærø Sørensen" in page
        assert take_over(asked) in text(client.get(the_case(asked)))

    def test_accepting_gives_out_the_parts(self, signed_in, asked):
        client = signed_in("charlie")
        form = client.get(take_over(asked)).context["form"]
        data = sent(form, answer="accepted", p_contact_person=asked.nina.pk)
        done = text(client.post(take_over(asked), data, follow=True))
        assert "Sagen er jeres nu." in done
        case = Case.unrestricted.get(pk=asked.case_id)
        assert (case.organisation, case.primary) == (asked.world.elsewhere, asked.nina)
        again = text(client.post(take_over(asked), data, follow=True))
        assert "Denne formular er sendt før" in again
        assert signed_in("jens").get(the_case(asked)).status_code == 404

    def test_nobody_chosen_is_said_and_nothing_is_lost(self, signed_in, asked):
        client = signed_in("charlie")
        form = client.get(take_over(asked)).context["form"]
        page = text(client.post(take_over(asked), sent(form, answer="accepted", note="Velkommen")))
        assert 'id="errors"' in page and "Velkommen" in page

    def test_refusing_takes_a_reason_and_is_told(self, signed_in, asked):
        client = signed_in("charlie")
        form = client.get(take_over(asked)).context["form"]
        assert 'id="errors"' in text(client.post(take_over(asked), sent(form, answer="refused")))
        data = sent(form, answer="refused", note="Vi har ikke indsatsen.")
        assert "tager sagen" in text(client.post(take_over(asked), data, follow=True))
        assert "Denne formular er sendt før" in text(
            client.post(take_over(asked), data, follow=True)
        )
        assert client.get(the_case(asked)).status_code == 404
        theirs = text(signed_in("leader").get(reverse("inbox")))
        assert "Vi har ikke indsatsen." in theirs
        assert "Vi har ikke indsatsen." in text(signed_in("jens").get(the_case(asked)))

    @pytest.mark.parametrize(("who", "status"), [("jens", 403), ("leader", 403), ("guard", 403)])
    def test_others_do_not_get_there(self, signed_in, asked, who, status):
        assert signed_in(who).get(take_over(asked)).status_code == status

    def test_a_stranger_learns_nothing(self, signed_in, asked):
        assert signed_in(asked.nina).get(take_over(asked)).status_code == 404
        assert "Amalie" not in text(signed_in(asked.nina).get(reverse("inbox")))

    def test_whoever_asked_is_told_without_a_name_once_it_was_taken_over(self, signed_in, asked):
        asked.accept(now=timezone.now())
        page = text(signed_in("leader").get(reverse("inbox")))
        assert "Andeby Kommune" in page and "Amalie" not in page
