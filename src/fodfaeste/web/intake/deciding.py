"""Deciding on a referral, and giving out the parts in the same act."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste import words
from fodfaeste.accounts import queries as accounts
from fodfaeste.cases import queries, services
from fodfaeste.cases.intake import ENDS, Decision
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.allocation import Choice, Part
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, names, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.intake.forms import DecisionForm
from fodfaeste.web.intake.referred import referred
from fodfaeste.web.intake.shown import decided, says_of, shown

ASKED = "afgoerelse"


@staff
@keeps(Act.DECIDE, what=gettext_lazy("Decide on the referral"), by=(ASKED,))
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Accept a citizen or not, say why, and give out the parts. ``?afgoerelse=…`` chooses one."""
    opened = open_case(request, case_id, to=Act.DECIDE)
    parts = queries.allocation(user=opened.user, case_id=case_id, today=opened.today)
    form = filled(request, form_of(request, opened, parts))
    if form.is_bound and form.is_valid() and saved(request, opened, form):
        return redirect(afterwards(request, opened, form))
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "referred": referred(opened.view, today=opened.today),
        "intake": shown(opened.view, today=opened.today),
        "full": [says for part in parts for says in over_norm(opened, part)],
        "accepting": Decision.ACCEPTED.value,
        "sending_on": Decision.SENT_ON.value,
    }
    return render(request, "intake/decide.html", context)


def form_of(request: HttpRequest, opened: Opened, parts: Sequence[Part]) -> DecisionForm:
    view = opened.view
    asked = request.GET.get(ASKED, "")
    before = decided(view)
    begins = {
        "decision": asked if asked in set(Decision) else "",
        "after": before[0].id if before else "",
    }
    organisations = [
        (one.id, one.name) for one in accounts.organisations() if one.id != view.organisation_id
    ]
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        parts=[(part.role, role_name(opened, part), choices(part)) for part in parts],
        organisations=organisations,
        initial=begins,
        back=came_from(request, view.case_id),
    )


def role_name(opened: Opened, part: Part) -> str:
    return words.capitalised(names.of_role(opened.view.rules, part.role))


def choices(part: Part) -> list[tuple[int, str]]:
    return [(one.user_id, f"{one.name} – {load_says(one)}") for one in part.choices]


def load_says(one: Choice) -> str:
    """``13 af 15 sager``, or how many where no norm is known."""
    values = {"n": one.cases, "norm": one.norm}
    if one.norm is None:
        return _("%(n)s cases") % values
    text = _("%(n)s of %(norm)s cases") if one.certain else _("%(n)s of about %(norm)s cases")
    return text % values


def over_norm(opened: Opened, part: Part) -> list[str]:
    """Who has as many as they should have already."""
    role = names.of_role(opened.view.rules, part.role)
    return [f"{one.name}, {role}: {load_says(one)}" for one in part.choices if one.is_full]


def saved(request: HttpRequest, opened: Opened, form: DecisionForm) -> bool:
    """Decides, and says so; or puts what was refused into the form, with what was typed."""
    new = form.told()
    try:
        done = services.decide_referral(
            case_id=opened.view.case_id,
            new=new,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        see_anew(opened, form)
        return False
    said, goes_on = f"{says_of(new.decision)}.", new.decision not in ENDS
    away_from = opened.view.case_id if goes_on else None
    say(request, repeated=done.repeated, done=lambda: said, case_id=away_from)
    return True


def afterwards(request: HttpRequest, opened: Opened, form: DecisionForm) -> str:
    """Where one came from, to go on with the next; but to the case where there is more to do with
    it: to close it, or to let the next place in."""
    if form.cleaned_data["decision"] in ENDS:
        return addresses.of_case(opened.view.case_id)
    return safe_return(request, opened.view.case_id)


def see_anew(opened: Opened, form: DecisionForm) -> None:
    """What was decided meanwhile stands on the page now: whoever sends the form again has seen
    it."""
    before = decided(opened.view)
    data = form.data.copy()  # type: ignore[attr-defined]
    data["after"] = before[0].id if before else ""
    form.data = data
