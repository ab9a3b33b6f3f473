from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases import queries
from fodfaeste.web.access import staff
from fodfaeste.web.cases.forms import Filters, is_like_cpr, is_part_of_cpr, read_filters
from fodfaeste.web.cases.presenters import present
from fodfaeste.web.requests import layout, signed_in_user


@staff
@require_safe
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases that a person sees, by name, searched and filtered."""
    number_in_address = is_like_cpr(request.GET.get("q", ""))
    return listed(request, read_filters(request.GET), number_in_address=number_in_address)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("find")
def find(request: HttpRequest) -> HttpResponseBase:
    """Search from the box of every page. A CPR number is answered here and now: it must not
    come into an address, where histories and logs would keep it. Whoever comes back to this
    address, by history or by changing the language, finds the list."""
    if request.method != "POST":
        return redirect("cases")
    text = request.POST.get("find", "").replace("\x00", "").strip()
    if is_like_cpr(text):
        return listed(request, Filters(status="all"), number=text)
    return redirect(Filters(text=text, status="all" if text else "open").address())


def listed(
    request: HttpRequest, filters: Filters, *, number: str = "", number_in_address: bool = False
) -> HttpResponseBase:
    today = timezone.localdate()
    found = queries.cases(
        user=signed_in_user(request),
        today=today,
        text=number or filters.text,
        programme=filters.programme,
        phase=filters.phase,
        state=None if filters.status == "all" else filters.status,
        mine=filters.mine,
        after=filters.after,
    )
    context = {
        "layout": layout(request),
        "page": present(found, filters=filters, today=today),
        "by_number": bool(number),
        "part_of_number": is_part_of_cpr(number),
        "number_in_address": number_in_address,
    }
    return render(request, "cases/cases.html", context)
