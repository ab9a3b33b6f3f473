"""The match of a case: what is wished, which offers fit and why, and how far one has come
(CT-08, JR-09)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases.policy import Act
from fodfaeste.matching import queries, services
from fodfaeste.matching.criteria import ranked
from fodfaeste.matching.queries import MatchView
from fodfaeste.matching.wishes import Wishes
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.matching import presenters
from fodfaeste.web.matching.acting import done
from fodfaeste.web.matching.forms import WishesForm


@staff
@require_safe
def match(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Wishes, workplaces, and offers with their reasons."""
    opened = open_case(request, case_id)
    found, today = queries.match(user=opened.user, view=opened.view), opened.today
    context = {"case_id": case_id, "citizen": opened.citizen, "match": found}
    if found is not None:
        every = [presenters.prospect_shown(one, today=today) for one in found.prospects]
        shown_all = "alle" in request.GET
        context |= {
            "wishes": presenters.wishes_shown(found.wishes, today=today),
            "prospects": every,
            "counts": presenters.counts_said(one.state for one in found.prospects),
            "shown_all": shown_all,
            "weights": presenters.weights(),
            "today_iso": today.isoformat(),
            **suggested(opened, found, shown_all=shown_all),
        }
    return render(request, "matching/match.html", context)


def suggested(opened: Opened, found: MatchView, *, shown_all: bool) -> dict[str, object]:
    """The offers of the reader's register, the best first; nothing as long as nothing is wished."""
    if found.wishes is None:
        return {"offers": [], "offer_count": 0}
    wished, today = found.wishes, opened.today
    case_id = opened.view.case_id
    offers, places = queries.offers_for(user=opened.user, case_id=case_id, match=found, today=today)
    best = ranked(wished.wishes, wished.needs, offers, on=today)
    first = best if shown_all else best[: presenters.FIRST_OFFERS]
    shown = presenters.suggestions_shown(first, places, found, case_id, today=today)
    return {"offers": shown, "offer_count": len(best)}


@staff
@keeps(Act.MATCH, what=gettext_lazy("Wishes for work"))
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Write down what the citizen wishes."""
    opened = open_case(request, case_id, to=Act.MATCH)
    found = queries.match(user=opened.user, view=opened.view)
    before = found.wishes if found else None
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        wishes=before.wishes if before else Wishes(),
        needs=before.needs if before else None,
        reads_needs=found is not None and found.reads_needs,
    )
    form = filled(request, form)
    if form.is_bound and form.is_valid():
        given = {"wishes": form.wishes(), "needs": form.needs()}
        said = _("The wishes are written down.")
        if done(request, form, services.write_wishes, opened, said, **given):
            return redirect("match", case_id)
    context = {"case_id": case_id, "citizen": opened.citizen, "form": form}
    return render(request, "matching/wishes.html", context)
