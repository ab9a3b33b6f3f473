from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import open_case
from fodfaeste.web.case.page import present
from fodfaeste.web.support.presenters import panel


@staff
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case: what now, and how is it going?"""
    opened = open_case(request, case_id)
    page = present(opened.view, user_id=opened.user.pk, today=opened.today)
    support = panel(opened.view, now=opened.now)
    context = {"page": page, "case_id": case_id, "support": support}
    return render(request, "case/case.html", context)
