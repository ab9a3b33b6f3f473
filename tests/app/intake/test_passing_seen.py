"""What those who ask and those who are asked see of a case that is passed on."""

from fodfaeste.cases import queries
from tests.app.cases.world import TODAY


class TestSeen:
    def test_the_inbox_of_those_who_are_asked(self, asked):
        [one] = queries.offered(user=asked.world.charlie, today=TODAY)
        assert (one.citizen, one.place) == ("Amalie Ærø Sørensen", "Center Nord")
        assert one.why == "Borgeren er flyttet til Andeby."
        assert queries.offered(user=asked.nina, today=TODAY) == ()
        assert queries.offered(user=asked.world.leader, today=TODAY) == ()

    def test_those_who_asked_read_the_answer_and_no_name_once_it_is_not_theirs(self, asked):
        [waits] = queries.passed_on(user=asked.world.leader, today=TODAY)
        assert (waits.answer, waits.citizen) == ("", "Amalie Ærø Sørensen")
        asked.accept(note="Velkommen.")
        [said] = queries.passed_on(user=asked.world.leader, today=TODAY)
        assert (said.answer, said.citizen, said.answer_note) == ("accepted", None, "Velkommen.")
        assert queries.passed_on(user=asked.world.jens, today=TODAY) == (said,), "who asked"
        for other in (asked.world.charlie, asked.world.colleague):
            assert queries.passed_on(user=other, today=TODAY) == ()

    def test_what_goes_along_is_seen_before(self, asked):
        seen = queries.goes_along(
            user=asked.world.jens, case_id=asked.case_id, today=TODAY,
            organisation_id=asked.world.elsewhere.pk,
        )  # fmt: skip
        assert [one.name for one in seen.leaving] == ["Jens Kragh"]
        assert [one.name for one in seen.staying] == ["Mette Holm"]
        assert seen.consents == 1
        view = queries.as_they_see_it(user=asked.world.jens, case_id=asked.case_id, today=TODAY)
        theirs = queries.case(user=asked.world.charlie, case_id=asked.case_id, today=TODAY)
        assert view.entries == theirs.entries
        assert view.sight.kinds == theirs.sight.kinds

    def test_the_parts_to_give_out_are_for_those_who_are_there(self, asked):
        _along, parts = queries.taken_along(
            user=asked.world.charlie, case_id=asked.case_id, today=TODAY
        )
        names = {choice.name for part in parts for choice in part.choices}
        assert "Nina Ny" in names and "Kim Kollega" not in names
