from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.letters import listing as letters
from fodfaeste.web.access import staff
from fodfaeste.web.case.beside import BesideShown
from fodfaeste.web.case.beside import beside as present_beside
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.case.page import present
from fodfaeste.web.courses import of_case as courses
from fodfaeste.web.letters.panel import panel as letters_panel
from fodfaeste.web.matching.panel import matched
from fodfaeste.web.mentoring.support_page import panel as panel_of_mentors
from fodfaeste.web.passing import presenters as passing
from fodfaeste.web.placements.panel import panel as panel_of_placements
from fodfaeste.web.support.presenters import panel


@staff
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case: what now, and how is it going?"""
    opened = open_case(request, case_id)
    page = present(opened.view, user_id=opened.user.pk, today=opened.today)
    support = panel(opened.view, now=opened.now)
    offer = queries.offer_on(user=opened.user, view=opened.view, today=opened.today)
    passed = passing.panel(opened.view, offer, today=opened.today)
    beside = beside_of(opened, passed.pass_on_url)
    context = {"page": page, "case_id": case_id, "beside": beside, "support": support}
    sent = letters_panel(
        letters.of_case(user=opened.user, case_id=case_id, today=opened.today),
        today=opened.today,
    )
    placements = panel_of_placements(opened.view, today=opened.today)
    context |= {"passing": passed, "letters": sent, "placements": placements}
    context |= {"matched": matched(opened), "courses": courses.panel(opened)}
    context |= {"mentoring": panel_of_mentors(opened)}
    return render(request, "case/case.html", context)


def beside_of(opened: Opened, pass_on_url: str) -> BesideShown:
    """What the reader is told first, with what is known of the citizen outside this case."""
    user, view, today = opened.user, opened.view, opened.today
    return present_beside(
        view,
        companions=queries.companions(view=view, today=today),
        also=queries.also_in(user=user, view=view, today=today),
        today=today,
        pass_on_url=pass_on_url,
    )
