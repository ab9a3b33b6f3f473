"""A case with a long log: it asks the database no more, and stays as calm as a short one."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fodfaeste.cases import queries, services
from fodfaeste.cases.services.bulk import History, Registration, import_histories
from fodfaeste.web.case.page import FIRST_LINES, present
from tests.app.case_data import METTE, TODAY, happened, view
from tests.app.files.samples import PDF
from tests.app.test_web_case import act, number_of_queries, text

pytestmark = pytest.mark.django_db
FEW, MANY = 20, 200


def busy(home, number):
    """A case into which so many events were written, every other one with a note."""
    today, now = timezone.localdate(), timezone.now()
    began = today - timedelta(days=MANY + 10)
    referral = services.Referral(
        citizen=services.NewCitizen(name=f"Åse Ærø {number}"),
        programme="jobspot",
        organisation_id=home.organisation.pk,
        first=services.NewEvent(type="referral_received", on=began),
        members=[services.Member(home.mette.pk, "contact_person")],
    )
    steps = [
        Registration(event=event, by=home.mette, now=now, submission=uuid4())
        for event in events(number, today)
    ]
    history = History(
        referral=referral,
        by=home.mette,
        now=now - timedelta(days=MANY + 10),
        submission=uuid4(),
        steps=steps,
    )
    [case_id] = import_histories(histories=[history], today=today)
    return case_id


def events(number, today: date):
    for count in range(number):
        yield services.NewEvent(
            type="follow_up",
            on=today - timedelta(days=number - count),
            present=("citizen", "contact_person"),
            attributes={"form": ("phone", "individual", "group")[count % 3]},
            note="Mødt til tiden." if count % 2 else "",
        )


def test_a_case_with_200_events_asks_no_more_than_one_with_20(mette, home):
    addresses = [act("case", busy(home, number)) for number in (FEW, MANY)]
    number_of_queries(mette, addresses[0])
    few, many = (number_of_queries(mette, address) for address in addresses)
    assert few == many <= 27


def test_what_is_old_is_folded_by_month(mette, home):
    page = text(mette.get(act("case", busy(home, MANY))))
    shown, older = page.split('id="older"')
    assert shown.count("log-line") == FIRST_LINES
    assert older.count("log-line") > MANY - FIRST_LINES
    assert older.count('<details class="more-rows">') >= MANY // 31


class TestMonths:
    def months(self, number):
        rows = [happened("leaflet_given", -day) for day in range(number, 0, -1)]
        return present(view(*rows), user_id=METTE, today=TODAY).months

    def test_say_which_and_how_many(self):
        told = [(month.name, len(month.lines)) for month in self.months(60)]
        # The first lines, of 22 to 15 November, are shown as they are.
        assert told == [("november 2026", 14), ("oktober 2026", 31), ("september 2026", 7)]

    def test_few_lines_are_not_parted(self):
        assert self.months(FIRST_LINES + 10) == []


class TestDocuments:
    def added(self, home, case, name):
        entry = next(
            each
            for each in queries.case(
                user=home.mette, case_id=case, today=timezone.localdate()
            ).entries
            if each.kind == "event"
        )
        return entry, SimpleUploadedFile(name, PDF), act("add_file", case, entry.id)

    def test_are_listed_with_what_they_belong_to(self, mette, home):
        case = busy(home, 12)
        entry, sent, address = self.added(home, case, "Brev.pdf")
        data = {"file": sent, "text_kind": "ordinary", "submission": uuid4()}
        assert mette.post(address, data).status_code == 302
        page = text(mette.get(act("case", case)))
        panel = page[page.index('id="documents"') : page.index('id="checklist"')]
        assert "Brev.pdf" in panel
        assert f'href="#{entry.id}"' in panel

    def test_without_any_there_is_no_such_place(self, mette, home):
        assert 'id="documents"' not in text(mette.get(act("case", busy(home, 1))))
