"""Working together with a company: who was in touch, and what is agreed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from fodfaeste.companies import services
from fodfaeste.companies.models import Cooperation, Touch
from fodfaeste.companies.services import CooperationTold, NotInRegister, Refused, TouchTold
from tests.app.cases.world import TODAY
from tests.app.companies.keeping import OTHER_CVR
from tests.app.web_forms import typed_day

SAID = "De mangler hænder i julen"


@pytest.fixture
def bakery(keep):
    return keep.company()


def touch(keep, company, **told):
    by, submission = told.pop("by", None), told.pop("submission", None)
    given = {"on": TODAY, "channel": "visit", "outcome": "agreed", "note": SAID, **told}
    return keep._do(
        services.record_touch,
        company_id=company,
        told=TouchTold(**given),
        by=by,
        submission=submission,
    )


def agree(keep, company, **told):
    by = told.pop("by", None)
    begins = {"about": "Tre pladser", "since": TODAY, "responsible_id": keep.world.jens.pk}
    given = CooperationTold(**{**begins, **told})
    return keep._do(services.add_cooperation, company_id=company, told=given, by=by)


def refused(act):
    with pytest.raises(Refused) as found:
        act()
    return [(fault.place, fault.code) for fault in found.value.faults]


class TestBeingInTouch:
    def test_it_is_on_the_page_encrypted_and_in_the_log_without_what_was_said(self, keep, bakery):
        contact = keep.contact(bakery)
        touch(keep, bakery, contact_id=contact)
        [seen] = keep.seen(bakery).touches
        assert (seen.note, seen.with_whom, seen.by) == (SAID, "Bodil Bager", "Jens Kragh")
        assert SAID not in str(Touch.unrestricted.get().note)
        [line] = keep.lines("company_touched")
        assert line.after == {
            "held_on": "2026-11-23", "channel": "visit", "touch_outcome": "agreed",
        }  # fmt: skip

    def test_sent_twice_it_is_there_once(self, keep, bakery):
        submission = uuid4()
        touch(keep, bakery, submission=submission)
        touch(keep, bakery, submission=submission)
        assert Touch.unrestricted.count() == 1

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"on": TODAY + timedelta(days=1)}, [("on", "in_the_future")]),
            ({"on": date(1999, 1, 1)}, [("on", "too_early")]),
            ({"channel": "pigeon"}, [("channel", "unknown_contact_channel")]),
            ({"outcome": "gold"}, [("outcome", "unknown_touch_outcome")]),
            ({"note": "x" * 2001}, [("note", "too_long")]),
            ({"contact_id": uuid4()}, [("contact", "unknown_contact")]),
        ],
    )
    def test_what_is_wrong_is_told(self, keep, bakery, told, expected):
        assert refused(lambda: touch(keep, bakery, **told)) == expected

    def test_others_neither_read_nor_write_it(self, keep, bakery, world):
        pk = touch(keep, bakery)
        for who in (world.charlie, world.mette):
            with pytest.raises(NotInRegister):
                touch(keep, bakery, by=who)
            with pytest.raises(NotInRegister):
                keep._do(services.take_touch_back, touch_id=pk, by=who)
        assert Touch.unrestricted.count() == 1

    def test_it_is_taken_back_by_whoever_wrote_it_or_leads(self, keep, bakery, world):
        touch(keep, bakery, on=TODAY - timedelta(days=300))
        first, second = touch(keep, bakery), touch(keep, bakery)
        with pytest.raises(PermissionDenied):
            keep._do(services.take_touch_back, touch_id=first, by=world.colleague)
        keep._do(services.take_touch_back, touch_id=first)
        keep._do(services.take_touch_back, touch_id=second, by=world.leader)
        assert len(keep.lines("company_touch_removed")) == 2
        assert keep.names(untouched=True) == ["Søby Bageri"]

    def test_with_whom_nobody_has_been_in_touch_for_long(self, keep, bakery):
        other = keep.company("Ærø Tømrer", cvr=OTHER_CVR)
        assert keep.names(untouched=True) == ["Søby Bageri", "Ærø Tømrer"]
        touch(keep, bakery, on=TODAY - timedelta(days=182))
        touch(keep, other, on=TODAY - timedelta(days=183))
        assert keep.names(untouched=True) == ["Ærø Tømrer"]


class TestAgreements:
    def test_one_is_added_and_ended(self, keep, bakery):
        pk = agree(keep, bakery, places=3)
        told = CooperationTold(
            about="Tre pladser", since=TODAY, until=TODAY, responsible_id=keep.world.colleague.pk
        )
        keep._do(services.change_cooperation, cooperation_id=pk, told=told)
        [seen] = keep.seen(bakery).cooperations
        assert (seen.until, seen.places, seen.responsible) == (TODAY, None, "Kim Kollega")
        [line] = keep.lines("cooperation_changed")
        assert line.before["places"] == 3 and line.after["until"] == "2026-11-23"

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ({"about": " "}, [("about", "missing")]),
            ({"until": date(2026, 1, 1)}, [("until", "ends_before_it_begins")]),
            ({"places": 0}, [("places", "places_form")]),
            ({"responsible_id": 0}, [("responsible", "unknown_responsible")]),
        ],
    )
    def test_what_is_wrong_is_told(self, keep, bakery, told, expected):
        assert refused(lambda: agree(keep, bakery, **told)) == expected

    def test_others_neither_read_nor_write_it(self, keep, bakery, world):
        agree(keep, bakery)
        with pytest.raises(NotInRegister):
            agree(keep, bakery, by=world.charlie, responsible_id=world.charlie.pk)
        assert Cooperation.unrestricted.count() == 1
        own = {"responsible_id": world.charlie.pk}
        assert refused(lambda: agree(keep, bakery, **own)) == [
            ("responsible", "unknown_responsible")
        ]


class TestPages:
    @pytest.fixture
    def jens(self, client, world):
        client.force_login(world.jens)
        return client

    def text(self, page):
        assert page.status_code == 200
        return page.content.decode()

    def form(self, **given):
        day = typed_day("on", timezone.localdate())
        said = {"channel": "telephone", "outcome": "later", "note": SAID}
        return {"submission": uuid4(), **said, **day, **given}

    def test_in_touch_and_taken_back(self, jens, bakery):
        page, url = reverse("company", args=[bakery]), reverse("company_touch", args=[bakery])
        assert "Vi har været i kontakt" in self.text(jens.get(page))
        assert jens.post(url, self.form()).url == page
        said = self.text(jens.get(page))
        assert "Telefon: ikke nu, måske senere" in said and SAID in said
        assert "Sidst i kontakt" in self.text(jens.get(reverse("companies")))
        back = reverse("company_touch_back", args=[bakery, Touch.unrestricted.get().pk])
        assert jens.get(back).status_code == 405
        assert jens.post(back, {"submission": uuid4()}).url == page
        assert SAID not in self.text(jens.get(page))

    def test_a_citizen_s_name_is_warned_about_and_not_refused(self, jens, bakery, world):
        world.refer()
        url = reverse("company_touch", args=[bakery])
        given = self.form(note="Amalie kan begynde på mandag")
        said = self.text(jens.post(url, given))
        assert "Det kan vise, hvem en borger er: Amalie." in said
        assert "Amalie kan begynde på mandag</textarea>" in said
        assert not Touch.unrestricted.exists()
        assert jens.post(url, {**given, "sure": "on"}).status_code == 302

    def test_an_agreement(self, jens, bakery, world):
        url, page = (
            reverse(name, args=[bakery]) for name in ("company_cooperation_add", "company")
        )
        given = {
            "submission": uuid4(),
            "about": "Tre pladser",
            "places": "3",
            "responsible": world.jens.pk,
            **typed_day("since", date(2026, 1, 1)),
        }
        assert "Kim Kollega" in self.text(jens.get(url))
        assert jens.post(url, given).url == page
        assert "3 pladser · Jens Kragh" in self.text(jens.get(page))
        change = reverse(
            "company_cooperation_change", args=[bakery, Cooperation.unrestricted.get().pk]
        )
        ending = {**given, "submission": uuid4(), **typed_day("until", date(2026, 2, 1))}
        assert jens.post(change, ending).url == page
        assert "udløbet" in self.text(jens.get(page))

    def test_others_find_nothing(self, client, world, keep, bakery):
        touched, agreed = touch(keep, bakery), agree(keep, bakery)
        client.force_login(world.charlie)
        for name, args in (
            ("company_touch", ()),
            ("company_cooperation_add", ()),
            ("company_cooperation_change", (agreed,)),
        ):
            assert client.get(reverse(name, args=[bakery, *args])).status_code == 404
        back = reverse("company_touch_back", args=[bakery, touched])
        assert client.post(back, {"submission": uuid4()}).status_code == 404

    def test_another_colleague_takes_nothing_back(self, client, world, keep, bakery):
        back = reverse("company_touch_back", args=[bakery, touch(keep, bakery)])
        client.force_login(world.colleague)
        assert "Skrevet ved en fejl?" not in self.text(
            client.get(reverse("company", args=[bakery]))
        )
        assert client.post(back, {"submission": uuid4()}).status_code == 403
        assert Touch.unrestricted.count() == 1
