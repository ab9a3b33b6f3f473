"""Sharing: say what with whom, see exactly what they will see, then share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Gap, Missing
from fodfaeste.cases.policy import SHAREABLE, Act, Kind
from fodfaeste.cases.queries import CaseView, ConsentView
from fodfaeste.cases.services import NewSharing, NoBasis
from fodfaeste.core.faults import Refused
from fodfaeste.web import dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.beside import BesideShown, beside
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.page import present
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.sharing import terms
from fodfaeste.web.sharing.consents import desk_of
from fodfaeste.web.sharing.extract import content_of
from fodfaeste.web.sharing.forms import ShareForm

SEE, SHARE = "see", "share"
CHANGED = "changed_since_seen"


@dataclass(frozen=True, slots=True)
class Refusal:
    """That there is no basis, why, and the two ways forward."""

    says: str
    gaps: Sequence[str]
    consent_url: str


@staff
@keeps(Act.SHARE, what=gettext_lazy("Share something"), by=("samtykke", "hjemmel"))
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Share something. ``?samtykke=…``: on that consent; ``?hjemmel=lov``: by a paragraph."""
    opened = open_case(request, case_id, to=Act.SHARE)
    form = filled(request, form_for(request, opened))
    step, refusal = request.POST.get("step", ""), None
    if step not in (SEE, SHARE):
        form.errors.clear()
    elif form.is_valid():
        try:
            return seen(request, opened, form) if step == SEE else shared(request, opened, form)
        except NoBasis as refused:
            refusal = refusal_of(opened, form, refused.missing)
        except Refused as refused:
            if [fault.code for fault in refused.faults] == [CHANGED]:
                messages.warning(request, saying.fault(refused.faults[0]))
                return seen(request, opened, form)
            saying.add_faults(form, refused.faults, form.places)
    return render(request, "sharing/share.html", context(opened, form, refusal))


def form_for(request: HttpRequest, opened: Opened) -> ShareForm:
    return ShareForm(
        request.POST if request.method == "POST" else None,
        desk=desk_of(opened),
        kinds=visible_kinds(opened),
        consent=named_consent(request, opened),
        by_statute=request.GET.get("hjemmel") == "lov",
    )


def visible_kinds(opened: Opened) -> list[Kind]:
    """What can be shared of what the person sees: nobody shares what they cannot look through."""
    sight, protected = opened.view.sight, opened.view.citizen.protected
    seen = {
        Kind.NAME: sight.sees_name(protected=protected),
        Kind.CONTACT: sight.sees_contact(protected=protected),
    }
    return [kind for kind in SHAREABLE if seen.get(kind, sight.sees(kind))]


def named_consent(request: HttpRequest, opened: Opened) -> ConsentView | None:
    """The consent that the address names."""
    text = request.GET.get("samtykke", "")
    if not text:
        return None
    try:
        consent_id = UUID(text)
    except ValueError as error:
        raise Http404 from error
    return queries.consent(
        user=opened.user, case_id=opened.view.case_id, consent_id=consent_id, today=opened.today
    )


def refusal_of(opened: Opened, form: ShareForm, missing: Missing) -> Refusal:
    """The refusal in words."""
    kinds = terms.of_kinds(missing.kinds)
    says = _("No consent to this receiver covers: %(kinds)s.") % {"kinds": kinds}
    if not missing.kinds:
        says = _("It is covered by several consents, and by none alone. Share it in parts.")
    query = [("modtager", form.cleaned_data["role"])]
    query += [("slags", kind) for kind in form.cleaned_data["kinds"]]
    return Refusal(
        says=says,
        gaps=[gap_says(gap, opened) for gap in missing.gaps],
        consent_url=f"{reverse('consent', args=[opened.view.case_id])}?{urlencode(query)}",
    )


def gap_says(gap: Gap, opened: Opened) -> str:
    """Why one consent is no basis."""
    given = dates.medium(gap.given_on, today=opened.today)
    on = dates.medium(gap.on, today=opened.today) if gap.on else ""
    said = {
        "withdrawn": _("The consent of %(given)s was withdrawn on %(on)s."),
        "expired": _("The consent of %(given)s ran out on %(on)s."),
        "not_begun": _("The consent of %(given)s begins on %(on)s."),
        "stands": _("The consent of %(given)s does not cover: %(kinds)s."),
        "ended": "",
    }[gap.standing]
    return said % {"given": given, "on": on, "kinds": terms.of_kinds(gap.kinds)}


def context(opened: Opened, form: ShareForm, refusal: Refusal | None) -> dict[str, Any]:
    statute = ["statute", "reason"] if form.by_statute else []
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "refusal": refusal,
        "by_statute": form.by_statute,
        "who": form.group("role", "organisation", "email", "name"),
        "agreed_with": terms.of_receiver(form.consent.receiver) if form.consent else "",
        "what": form.group("kinds", "way", "last_on"),
        "why": form.group(*statute) if statute else None,
    }


# --- seen, then shared


def seen(request: HttpRequest, opened: Opened, form: ShareForm) -> HttpResponseBase:
    """Exactly what the receiver will see: the same query and the same page as theirs. Raises
    ``Refused`` if it could not be shared."""
    sharing = form.sharing()
    chosen = services.check_sharing(
        case_id=opened.view.case_id, sharing=sharing, by=opened.user, now=opened.now
    )
    view = queries.receiver_view(
        user=opened.user, case_id=opened.view.case_id, kinds=sharing.kinds, today=opened.today
    )
    basis = terms.of_statute(chosen.statute) if chosen.statute else _("the consent")
    common = {
        "case_id": opened.view.case_id,
        "own_name": opened.citizen,
        "hidden": form.hidden(),
        "kinds": terms.of_kinds([Kind(kind) for kind in sharing.kinds]),
        "receiver": receiver_says(form),
        "basis": basis,
        "until": dates.medium(chosen.last_on, today=opened.today) if chosen.last_on else "",
    }
    if sharing.way == "access":
        page = {
            "page": present(view, user_id=0, today=opened.today),
            "beside": beside_of(view, opened),
        }
        return render(request, "sharing/see_access.html", {**common, **page})
    content = content_of(view, today=opened.today)
    digest = services.digest_of(content)
    return render(
        request, "sharing/see_extract.html", {**common, "content": content, "seen": digest}
    )


def beside_of(view: CaseView, opened: Opened) -> BesideShown:
    """What they will be told first. In what else the citizen takes part they see if they see that
    case."""
    companions = queries.companions(view=view, today=opened.today)
    return beside(view, companions=companions, also=(), today=opened.today)


def receiver_says(form: ShareForm) -> str:
    """Whom, as the form says it."""
    said = form.cleaned_data
    organisations = {str(each.id): each.name for each in form.desk.others}
    named = organisations.get(said["organisation"], said["name"])
    return ", ".join(filter(None, [terms.of_role(said["role"]), named, said["email"]]))


def shared(request: HttpRequest, opened: Opened, form: ShareForm) -> HttpResponseBase:
    """Shares it, and says so. Raises ``Refused``."""

    def content(view: CaseView) -> dict[str, Any]:
        return content_of(view, today=opened.today)

    sharing: NewSharing = form.sharing()
    submission = form.cleaned_data["submission"]
    done = services.share(
        case_id=opened.view.case_id,
        sharing=sharing,
        present=content,
        seen=request.POST.get("seen", ""),
        by=opened.user,
        now=opened.now,
        submission=submission,
    )
    if sharing.way == "extract":
        say(request, repeated=done.repeated, done=lambda: _("The extract is ready."))
        return redirect("extract", opened.view.case_id, services.id_of_sharing(submission))
    say(request, repeated=done.repeated, done=lambda: _("The case is open to the receiver."))
    return redirect("sharing", opened.view.case_id)
