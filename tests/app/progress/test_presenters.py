"""Progress as it is shown, without HTML."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from fodfaeste.cases.queries.measurings import Asked, Measuring
from fodfaeste.core.dates import parse_period
from fodfaeste.web.progress.charts import Point, Series, chart, height_of
from fodfaeste.web.progress.presenters import ago, last_says, panel, present, suggests
from tests.app import case_data
from tests.app.case_data import TODAY, day, happened


def measuring(offset, **scores):
    return Measuring(
        id="e1", on=day(offset), scores={Asked("citizen", n): s for n, s in scores.items()}
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "i dag"),
        (1, "for 1 dag siden"),
        (13, "for 13 dage siden"),
        (14, "for 2 uger siden"),
        (60, "for 8 uger siden"),
        (61, "for 2 måneder siden"),
        (92, "for 3 måneder siden"),
    ],
)
def test_how_long_ago(days, said):
    with translation.override("da"):
        assert ago(TODAY - timedelta(days=days), TODAY) == said


def test_last_measured_and_time_to_ask_again():
    every = parse_period("P3M")
    with translation.override("da"):
        assert last_says([], today=TODAY) == "Ikke målt endnu"
        found = [measuring(-200), measuring(-92)]
        assert last_says(found, today=TODAY) == "Sidst målt 23. august, for 3 måneder siden"
        assert suggests(found, every, today=TODAY) == "Det kan være tid til at spørge igen."
        assert suggests([measuring(-91)], every, today=TODAY) == ""
        assert suggests(found, None, today=TODAY) == ""
        assert suggests([], every, today=TODAY) == ""


def entries(*given):
    """A measuring and lines of answers, as the query gives them."""
    made = [case_data.entry(1, happened("progress_measured", -5))]
    for number, (who, scores, more) in enumerate(given, start=2):
        row = happened("progress_answered", -5, of="e1", who=who, indicators=sorted(scores))
        made.append(case_data.entry(number, row, kind="act", scores=scores, **more))
    return tuple(reversed(made))


def shown(*given):
    view = case_data.view(programme="social-stoette-i-job", entries=entries(*given))
    from fodfaeste.core.indicators import set_of

    known = set_of(view.rules)
    assert known is not None
    with translation.override("da"):
        return present(view, known[1], today=TODAY)


def test_an_indicator_is_a_drawing_with_the_same_as_a_table():
    page = shown(("citizen", {"goal": 2}, {}), ("worker", {"goal": 4}, {}))
    [goal] = [each for each in page.indicators if each.name == "Mål"]
    assert goal.ends == "1 = meget uklart, 5 = helt klart"
    assert [line.answers for line in goal.lines] == [("2", "4")]
    assert {line.who: line.marks[0].shape for line in goal.chart.lines} == {
        "citizen": "circle",
        "worker": "diamond",
    }
    assert len(page.indicators) == 9
    others = [each for each in page.indicators if each.name != "Mål"]
    assert not any(each.chart or each.lines for each in others)


def test_what_is_not_for_the_reader_is_said_and_not_drawn():
    page = shown(("citizen", {"health": None}, {"withheld": True}))
    [health] = [each for each in page.indicators if each.name == "Helbred"]
    assert page.withheld and health.chart is None
    assert [line.answers for line in health.lines] == [("vises ikke", "–")]


def test_a_programme_without_progress_shows_a_panel_only_if_somebody_measured():
    view = case_data.view(happened("referral_received", -9, course_start="2026-12-24"))
    assert panel(view, today=TODAY) is None
    assert panel(case_data.view(programme="social-stoette-i-job"), today=TODAY) is not None


class TestCharts:
    def drawn(self, *days):
        points = [Point(TODAY + timedelta(days=n), 3) for n in days]
        return chart("x", "X", [Series("citizen", "Borger", points)], points=5, today=TODAY)

    def test_nothing_answered_is_not_drawn(self):
        assert self.drawn() is None

    def test_one_answer_is_a_mark_without_a_line(self):
        [line] = self.drawn(0).lines
        assert line.path == "" and len(line.marks) == 1

    def test_days_go_from_left_to_right_within_the_drawing(self):
        made = self.drawn(-300, -200, 0)
        xs = [mark.x for mark in made.lines[0].marks]
        assert xs == sorted(xs) and made.left <= xs[0] and xs[-1] <= made.right

    def test_the_highest_answer_is_on_top(self):
        assert height_of(5, 5) < height_of(4, 5) < height_of(1, 5) < 132

    def test_a_mark_says_who_when_and_what(self):
        with translation.override("da"):
            [mark] = self.drawn(0).lines[0].marks
        assert mark.title == "Borger, 23. november: 3"
        assert date(2026, 11, 23) == TODAY
