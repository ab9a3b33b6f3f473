"""What others share with somebody; and the statutes that can be chosen."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from fodfaeste.cases import queries, statutes
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.services import NewCitizen
from tests.app.cases.world import TODAY

pytestmark = pytest.mark.django_db


class TestSharedWithMe:
    def test_it_lists_what_stands_today(self, a):
        consent = a.give(kinds=("name", "registrations"))
        a.share(last_on=TODAY + timedelta(3))
        [row] = queries.shared_cases(user=a.vera, today=TODAY)
        assert (row.citizen, row.organisation) == ("Amalie Ærø Sørensen", "Center Nord")
        assert (row.kinds, row.last_on) == (
            (Kind.NAME, Kind.REGISTRATIONS),
            TODAY + timedelta(3),
        )
        assert queries.shared_cases(user=a.vera, today=TODAY + timedelta(4)) == ()
        a.withdraw(consent)
        assert queries.shared_cases(user=a.vera, today=TODAY) == ()

    def test_a_name_that_is_not_shared_is_not_there(self, a):
        a.give(kinds=("registrations",))
        a.share(kinds=("registrations",))
        assert queries.shared_cases(user=a.vera, today=TODAY)[0].citizen is None

    def test_nor_does_its_place_tell_of_it(self, a):
        ids = []
        for name in ("Åse", "Amalie", "Bo", "Carl", "Dan", "Eva", "Freja", "Gro"):
            a.case_id = a.refer(citizen=NewCitizen(name=name), submission=uuid4()).case_id
            a.give(kinds=("name", "registrations"))
            a.share(kinds=("name",) if name == "Åse" else ("registrations",))
            ids.append(a.case_id)
        rows = queries.shared_cases(user=a.vera, today=TODAY)
        assert rows[0].citizen == "Åse"
        assert [row.case_id for row in rows[1:]] == sorted(ids[1:])

    def test_three_ask_no_more_than_one(self, a):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for _ in range(3):
            a.give()
            a.share()
            a.case_id = a.refer(submission=uuid4()).case_id
            queries.shared_cases(user=a.vera, today=TODAY)
            with CaptureQueriesContext(connection) as caught:
                queries.shared_cases(user=a.vera, today=TODAY)
            counts.append(len(caught))
        assert counts[0] == counts[1] == counts[2], counts


class TestStatutes:
    def test_each_says_what_it_is_in_both_languages(self):
        for one in statutes.STATUTES:
            assert len(one.id) <= 30
            for words in (one.paragraph, one.says):
                assert words["da"], one.id
                assert words["en"], one.id
            assert one.certain is not bool(one.check["da"]), (
                "what is not certain says what to check"
            )

    def test_one_that_was_replaced_cannot_be_chosen_after(self):
        ids = {one.id for one in statutes.in_force(TODAY)}
        assert "sel-153" not in ids
        assert "barnets-lov-133" in ids
        assert len(statutes.BY_ID) == len(statutes.STATUTES)

    def test_the_page_in_the_documentation_lists_them(self):
        page = (Path(__file__).parents[3] / "docs" / "consent.md").read_text()
        for one in statutes.STATUTES:
            certain = "yes" if one.certain else "to be checked"
            until = f"until {one.until}" if one.until else "still"
            row = f"| `{one.id}` | {one.paragraph['da']} | {certain} | {until} |"
            assert row in page, row
