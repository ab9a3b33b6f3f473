from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.accounts import queries as accounts
from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.names import search_key
from fodfaeste.cases.queries import KnownCitizen
from fodfaeste.cases.services.referring import id_of_case
from fodfaeste.core.description import WayIn
from fodfaeste.core.faults import Refused
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.web import addresses, dates, names, saying
from fodfaeste.web.access import staff
from fodfaeste.web.attribute_fields import shown_value
from fodfaeste.web.drafts.keeping import filled, keeps, typed_before
from fodfaeste.web.eligibility import EligibilityShown
from fodfaeste.web.fact_fields import facts_given
from fodfaeste.web.programmes.presenters import rows
from fodfaeste.web.refer import advice
from fodfaeste.web.refer.forms import FIRST, Around, ReferralForm
from fodfaeste.web.requests import signed_in_user, whole_number

CHECK, WAY = "check", "way"
# The part of the page that changes with who runs the case.
OTHERS = "others"
Known = tuple[KnownCitizen, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who refers to what, and on which day."""

    user: User
    rules: Rules
    way: WayIn
    today: date


@staff
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the programme."""
    day, known = timezone.localdate().toordinal(), accounts.referable_by(signed_in_user(request))
    found = [
        catalogue.in_force(catalogue.versions(each), day)
        for each in catalogue.programme_ids()
        if known is None or each in known
    ]
    context = {"rows": rows(found, language=dates.language())}
    return render(request, "refer/choose.html", context)


def called(_rules: Rules | None, parts: Mapping[str, Any], _query: Mapping[str, str]) -> str:
    """What a draft is called: a referral to which programme; the bare code of one that is no
    more."""
    programme = parts["programme_id"]
    if programme in catalogue.programme_ids():
        programme = names.of_programme(programme)
    return _("Referral to %(programme)s") % {"programme": programme}


@staff
@keeps(what=called, also=("vej",))
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("cpr")
def refer(request: HttpRequest, programme_id: str) -> HttpResponseBase:
    """Refer a citizen: who, which way in, what is known, and who takes part, on one page."""
    desk = desk_of(request, programme_id)
    known = known_citizens(request, desk)
    form = filled(request, form_of(request, desk, known))
    is_draft = request.method != "POST" and form.is_bound
    is_check = is_draft or CHECK in request.POST or WAY in request.POST
    if form.is_bound and not is_check and form.is_valid():
        opened = referred(request, desk, form)
        if opened is not None:
            return redirect("case", opened)
    if target_of(request) == OTHERS:
        form.propose_anew()
    if is_check:
        form.is_valid()
        form.forgive_silence()
    return answer(request, desk, form, known)


def desk_of(request: HttpRequest, programme_id: str) -> Desk:
    today = timezone.localdate()
    if not accounts.may_refer_to(signed_in_user(request), programme_id):
        raise Http404
    try:
        rules = catalogue.in_force(catalogue.versions(programme_id), today.toordinal())
    except catalogue.UnknownProgramme as unknown:
        raise Http404 from unknown
    ways = {str(way.id): way for way in rules.programme.ways_in}
    asked = request.GET.get("vej", "")
    if asked and asked not in ways:
        raise Http404
    way = ways[asked] if asked else rules.programme.ways_in[0]
    return Desk(signed_in_user(request), rules, way, today)


def form_of(request: HttpRequest, desk: Desk, known: Known) -> ReferralForm:
    """The form, with the people of the organisation that is chosen to run the case."""
    data, user = typed(request, desk), desk.user
    running = accounts.runners(programme=desk.rules.programme.programme)
    runs = who_runs(running, user, data)
    others = () if runs is None else (runs,)
    around = Around(
        user.pk,
        user.organisation_id,
        running,
        accounts.teams(user=user, organisation_ids=others),
        accounts.colleagues(user=user, organisation_ids=others),
        names.of_citizen(known[0].name) if known else "",
        open_case_of(known, desk),
        accounts.own_teams(user=user),
        is_repeated(known, data),
        runs,
    )
    return ReferralForm(data, rules=desk.rules, way=desk.way, around=around, today=desk.today)


def who_runs(
    running: Sequence[accounts.Choice], user: User, data: Mapping[str, Any] | None
) -> int | None:
    """Who runs the case: whoever was chosen, else one's own organisation if it runs the programme,
    else the only one that does."""
    known = [one.id for one in running]
    chosen = None if data is None else whole_number(data.get("organisation", ""))
    if chosen is not None:
        return chosen if chosen in known else None
    if user.organisation_id in known:
        return user.organisation_id
    return known[0] if len(known) == 1 else None


def typed(request: HttpRequest, desk: Desk) -> QueryDict | None:
    """What the form holds, or held when it was left; where the way in has just been chosen, with
    what that way says."""
    if request.method != "POST":
        return typed_before(request)
    data = request.POST.copy()
    if WAY in data:
        known = desk.rules.terms.events[desk.way.begins_with].attributes
        for name, value in desk.way.where.items():
            data[f"{FIRST}{name}"] = str(shown_value(known[name], value))
    return data


def open_case_of(known: Known, desk: Desk) -> str:
    """Where the citizen's open case in the programme is, if the user sees one."""
    programme = desk.rules.programme.programme
    cases = known[0].cases if known else ()
    found = [case for case, of, closed_on in cases if of == programme and closed_on is None]
    return addresses.of_case(found[0]) if found else ""


def is_repeated(known: Known, data: QueryDict | None) -> bool:
    """Whether the form has opened its case already, and so is sent once more."""
    try:
        case_id = id_of_case(UUID(data.get("submission", "") if data else ""))
    except ValueError:
        return False
    return bool(known) and case_id in {case for case, *_rest in known[0].cases}


def referred(request: HttpRequest, desk: Desk, form: ReferralForm) -> UUID | None:
    """Opens the case and says so; or puts what was refused into the form."""
    try:
        done = services.refer_citizen(
            referral=form.referral(),
            by=desk.user,
            now=timezone.now(),
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return None
    if not done.repeated:
        told = _("The citizen is referred.")
        messages.success(request, f"{told} {other_name(desk, form)}".strip())
    if done.odd_cpr:
        messages.warning(request, _("The CPR number is unusual: please look at it once more."))
    return done.case_id


def other_name(desk: Desk, form: ReferralForm) -> str:
    """Says in whose name the case is, where the number was known with another than was typed."""
    said = form.cleaned_data
    found = (
        queries.citizens(user=desk.user, cpr=said["cpr"], today=desk.today) if said["cpr"] else ()
    )
    if not found or found[0].name is None:
        return ""
    known = found[0].name
    if search_key(known) == search_key(said["name"] or known):
        return ""
    return _("The number is known already: the case is in the name of %(name)s.") % {"name": known}


def known_citizens(request: HttpRequest, desk: Desk) -> Known:
    """The citizen with the number typed, as far as the user sees them. It is logged, and so not
    asked for again while the facts are judged."""
    data = request.POST if request.method == "POST" else typed_before(request)
    number = data.get("cpr", "") if data is not None else ""
    if is_advice(request) or advice.number_typed(number, today=desk.today) is None:
        return ()
    return queries.citizens(user=desk.user, cpr=number, today=desk.today)


def is_advice(request: HttpRequest) -> bool:
    return target_of(request) == "advice"


def target_of(request: HttpRequest) -> str | None:
    """The part of the page that is asked for, if not all of it."""
    return request.htmx.target if request.htmx else None  # type: ignore[attr-defined]


# --- as it is shown


def answer(request: HttpRequest, desk: Desk, form: ReferralForm, found: Known) -> HttpResponse:
    """The page; or only what changes while one types."""
    if is_advice(request):
        return render(request, "refer/advised.html", {"advice": advised(desk, form), "apart": True})
    if target_of(request) == OTHERS:
        return render(request, "refer/others.html", {"form": form})
    number = advice.number_typed(form.data.get("cpr", ""), today=desk.today)
    known = advice.known_shown(number, found, today=desk.today)
    if target_of(request) == "known":
        return render(request, "refer/known.html", {"known": known})
    return render(request, "refer/refer.html", {**page_of(desk, form), "known": known})


def page_of(desk: Desk, form: ReferralForm) -> dict[str, object]:
    language, programme = dates.language(), desk.rules.programme
    return {
        "form": form,
        "advice": advised(desk, form),
        "programme": programme.name[language],
        "programme_id": programme.programme,
        "about": desk.way.about[language],
        "ways": [(way.id, way.name[language], way == desk.way) for way in programme.ways_in],
    }


def advised(desk: Desk, form: ReferralForm) -> EligibilityShown:
    """How what has been said so far stands to the target group."""
    said = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    number = advice.number_typed(said.get("cpr", ""), today=desk.today)
    born = number.birth_date if number else said.get("birth_date")
    on = said.get("on") or desk.today
    return advice.judged(desk.rules, facts_given(said, form.asked), born=born, on=on)
