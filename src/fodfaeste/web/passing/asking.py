"""Asking another organisation to take a case over: what that means is seen before it is done."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts import queries as accounts
from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Missing
from fodfaeste.cases.passing import SEEN_BEFORE
from fodfaeste.cases.policy import SHAREABLE, Act
from fodfaeste.cases.queries import GoesAlong
from fodfaeste.cases.services import NoBasis
from fodfaeste.cases.services.passing import OTHER
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.beside import MOVED, told
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.page import present
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.passing import presenters
from fodfaeste.web.passing.forms import PassForm
from fodfaeste.web.sharing import terms
from fodfaeste.web.sharing.consents import desk_of
from fodfaeste.web.sharing.forms import Desk
from fodfaeste.web.sharing.sharing import SEE, SHARE, Refusal, gap_says


@staff
@keeps(Act.PASS_ON, what=gettext_lazy("Pass the case on"), by=("hjemmel",))
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Pass the whole case on to another organisation. ``?hjemmel=lov``: by a paragraph."""
    opened = open_case(request, case_id, to=Act.PASS_ON)
    found = queries.goes_along(user=opened.user, case_id=case_id, today=opened.today)
    form = filled(request, form_for(request, opened, found))
    step, refusal = request.POST.get("step", ""), None
    if step not in (SEE, SHARE):
        form.errors.clear()
    elif form.is_valid():
        try:
            return seen(request, opened, form) if step == SEE else asked(request, opened, form)
        except NoBasis as refused:
            refusal = refusal_of(opened, refused.missing)
        except Refused as refused:
            saying.add_faults(form, refused.faults, form.places)
    return render(request, "passing/pass_on.html", context(opened, form, found, refusal))


def form_for(request: HttpRequest, opened: Opened, found: GoesAlong) -> PassForm:
    return PassForm(
        request.POST if request.method == "POST" else None,
        desk=desk_of_takers(opened),
        by_statute=request.GET.get("hjemmel") == "lov",
        referrer=found.referrer,
        moved=any(event.type == MOVED for event in told(opened.view)),
    )


def desk_of_takers(opened: Opened) -> Desk:
    """Those who run the programme of the case as well."""
    running = {one.id for one in accounts.runners(programme=opened.view.programme)}
    desk = desk_of(opened)
    return replace(desk, others=[one for one in desk.others if one.id in running])


def refusal_of(opened: Opened, missing: Missing) -> Refusal:
    """Why there is no basis, and the two ways forward."""
    says = _("No consent to those who take over covers: %(kinds)s.")
    query = [("modtager", OTHER)]
    query += [("slags", kind.value) for kind in SHAREABLE]
    return Refusal(
        says=says % {"kinds": terms.of_kinds(missing.kinds or SHAREABLE)},
        gaps=[gap_says(gap, opened) for gap in missing.gaps],
        consent_url=f"{reverse('consent', args=[opened.view.case_id])}?{urlencode(query)}",
    )


def context(
    opened: Opened, form: PassForm, found: GoesAlong, refusal: Refusal | None
) -> dict[str, Any]:
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "refusal": refusal,
        "by_statute": form.by_statute,
        "along": presenters.along(opened.view, found, today=opened.today),
        "place": opened.view.organisation,
    }


def seen(request: HttpRequest, opened: Opened, form: PassForm) -> HttpResponseBase:
    """Exactly what those who are asked will see until they answer, and what happens then. Raises
    ``Refused`` if it could not be passed on."""
    passing, case_id = form.passing(), opened.view.case_id
    chosen = services.check_passing(
        case_id=case_id, passing=passing, by=opened.user, now=opened.now
    )
    view = queries.as_they_see_it(user=opened.user, case_id=case_id, today=opened.today)
    found = queries.goes_along(
        user=opened.user,
        case_id=case_id,
        today=opened.today,
        organisation_id=passing.receiver.organisation_id,
        referrer_stays=passing.referrer_stays,
    )
    shown = {
        "case_id": case_id,
        "own_name": opened.citizen,
        "hidden": form.hidden(),
        "receiver": receiver_says(form),
        "kinds": terms.of_kinds(SEEN_BEFORE),
        "basis": terms.of_statute(chosen.statute) if chosen.statute else _("the consent"),
        "until": dates.medium(chosen.last_on, today=opened.today) if chosen.last_on else "",
        "along": presenters.along(opened.view, found, today=opened.today),
        "page": present(view, user_id=0, today=opened.today),
    }
    return render(request, "passing/see.html", shown)


def receiver_says(form: PassForm) -> str:
    """Whom, as the form says it."""
    said = form.cleaned_data
    organisations = {str(each.id): each.name for each in form.desk.others}
    return ", ".join(filter(None, [organisations[said["organisation"]], said["email"]]))


def asked(request: HttpRequest, opened: Opened, form: PassForm) -> HttpResponseBase:
    """Asks, and says so. Raises ``Refused``."""
    done = services.offer_case(
        case_id=opened.view.case_id,
        passing=form.passing(),
        by=opened.user,
        now=opened.now,
        submission=form.cleaned_data["submission"],
    )
    to = receiver_says(form)
    said = _("%(to)s has been asked. The case goes on here until they answer.")
    say(request, repeated=done.repeated, done=lambda: said % {"to": to})
    return redirect(addresses.of_case(opened.view.case_id))
