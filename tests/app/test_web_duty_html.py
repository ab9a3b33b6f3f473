"""A duty's row is written in Python: what it says, and that nothing typed becomes HTML."""

import re
from dataclasses import replace
from typing import Any

from django.utils.translation import override

from fodfaeste.web.duties import DateBox, DutyRow

NASTY = "<script>alert('\"&')</script>"
ROW = DutyRow(
    box=DateBox(day="4", under="jun", tone="late", spoken="Over fristen siden 4. juni"),
    what="Startsamtale",
    why="Holdets første dag − 1 dag.",
    clause="AB-01",
    clause_url="/programmer/x/#AB-01",
    who="Åse Ærø",
    who_url="/sager/1/",
    programme="Prøve",
    act_url="/sager/1/registrer/?krav=a&nr=1",
)
TEXTS = ("what", "why", "clause", "clause_url", "who", "who_url", "programme", "ball", "act_url",
         "waive_url")  # fmt: skip


def test_nothing_that_anybody_typed_becomes_html():
    box = DateBox(day=NASTY, under=NASTY, tone="", spoken=NASTY)
    texts: dict[str, Any] = dict.fromkeys(TEXTS, NASTY)
    row = replace(ROW, box=box, **texts)
    assert "<script" not in row.html
    assert not re.findall(r'="[^"]*[<>][^"]*"', row.html)
    assert row.html.count("&lt;script&gt;") >= len(TEXTS)


def test_the_row_says_what_for_whom_why_and_leads_to_the_act():
    with override("da"):
        page = ROW.html
    assert 'class="date-box is-late"' in page
    assert '<a href="/sager/1/">Åse Ærø</a>' in page
    assert '<a href="/programmer/x/#AB-01">AB-01</a>' in page
    assert 'href="/sager/1/registrer/?krav=a&amp;nr=1">Registrér' in page
    assert '<span class="sr-only">: Startsamtale, Åse Ærø</span>' in page


def test_what_is_not_there_leaves_nothing_behind():
    bare = replace(ROW, who="", programme="", act_url="", clause="")
    for gone in ("who", "chip", "button", "AB-01", "small"):
        assert gone not in bare.html


def test_somebody_elses_act_is_offered_less_loudly():
    assert "button-secondary" in replace(ROW, mine=False, ball="Bo har bolden").html
    assert '<p class="small">Bo har bolden</p>' in replace(ROW, ball="Bo har bolden").html
