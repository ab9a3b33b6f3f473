"""Reading the plan: as it stands, as it was published, and what has changed."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.core.plan_items import Item
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.differences import change_lines
from fodfaeste.web.plan.presenters import present
from fodfaeste.web.requests import whole_number


@staff
@require_safe
def plan(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The plan as it stands, with the citizen's other plans beside it in time."""
    opened = open_case(request, case_id)
    user, today = opened.user, opened.today
    others = queries.other_plans(user=user, case_id=case_id, today=today)
    page = present(opened.view, opened.view.plan.items, others=others, today=today)
    lines = change_lines(*since_published(opened)) if opened.view.plan.is_changed else []
    return render(request, "plan/plan.html", {"case_id": case_id, "page": page, "lines": lines})


@staff
@require_safe
def version(request: HttpRequest, case_id: UUID, number: int) -> HttpResponseBase:
    """A version as it was published, and what had changed since the one before."""
    opened = open_case(request, case_id)
    found, items = version_of(opened, number)
    page = present(opened.view, items, version=found, today=opened.today)
    before = version_of(opened, number - 1)[1] if number > 1 else {}
    sayer = terms.sayer(opened.view, {**before, **items}, opened.today)
    lines = change_lines(before, items, sayer) if number > 1 else []
    context = {"case_id": case_id, "page": page, "lines": lines, "number": number}
    return render(request, "plan/version.html", context)


@staff
@require_safe
def changes(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What differs between two versions: ``?fra=…&til=…``; without ``til`` from what stands now."""
    opened = open_case(request, case_id)
    numbers = [whole_number(request.GET.get(name, "")) for name in ("fra", "til")]
    newest = opened.view.plan.newest
    if newest is None:
        raise Http404
    first, last = numbers[0] or newest.number, numbers[1]
    before = version_of(opened, first)[1]
    after = version_of(opened, last)[1] if last else opened.view.plan.items
    sayer = terms.sayer(opened.view, {**before, **after}, opened.today)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "lead": _("From version %(first)s to %(last)s")
        % {"first": first, "last": last or _("the draft")},
        "lines": change_lines(before, after, sayer),
    }
    return render(request, "plan/changes.html", context)


Found = tuple[queries.PlanVersionView, Mapping[str, Item]]


def version_of(opened: Opened, number: int) -> Found:
    """A version as the reader reads it. Raises ``NotVisible`` where there is none."""
    return queries.plan_version(
        user=opened.user, case_id=opened.view.case_id, number=number, today=opened.today
    )


def since_published(
    opened: Opened,
) -> tuple[Mapping[str, Item], Mapping[str, Item], terms.Sayer]:
    """What was published last, what stands now, and who says what differs."""
    newest = opened.view.plan.newest
    before = version_of(opened, newest.number)[1] if newest else {}
    after = opened.view.plan.items
    return before, after, terms.sayer(opened.view, {**before, **after}, opened.today)
