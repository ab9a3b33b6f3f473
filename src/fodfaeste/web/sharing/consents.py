"""Giving a consent, printing it for a signature, and taking it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.accounts import queries as accounts
from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import CONSENT_GIVEN
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.faults import Refused
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.attribute_fields import capital
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.registering import core_event, duty_row, named_duty, what_changed
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.sharing import terms
from fodfaeste.web.sharing.forms import ConsentForm, Desk, WithdrawForm


def called(_rules: Rules | None, _parts: Mapping[str, Any], query: Mapping[str, str]) -> str:
    """What a draft is called: a consent to whom."""
    role = query.get("modtager", "")
    return heading(role) if role in terms.roles() else _("New consent")


@staff
@keeps(Act.CONSENT, what=called, by=("modtager", "krav", "nr"))
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Record a consent. ``?modtager=…``: to whom; ``?krav=…&nr=…``: it meets a duty."""
    opened = open_case(request, case_id, to=Act.CONSENT)
    role = request.GET.get("modtager", "")
    if not role:
        return choose(request, opened)
    if role not in terms.roles():
        raise Http404
    form = filled(request, form_for(request, opened, role))
    step = request.POST.get("step", "")
    if step == "fit":
        return refitted(request, form)
    if form.is_bound and form.is_valid() and is_fitted(form):
        if step == "print":
            return paper(request, opened, form)
        if given(request, opened, form):
            return redirect(after(request, case_id))
    return render(request, "sharing/consent.html", context(request, opened, form))


def desk_of(opened: Opened) -> Desk:
    """Around the forms of a case; its own organisation is no receiver."""
    others = [each for each in accounts.organisations() if each.id != opened.view.organisation_id]
    return Desk(organisation=opened.view.organisation, others=others, today=opened.today)


def form_for(request: HttpRequest, opened: Opened, role: str) -> ConsentForm:
    data = None
    if request.method == "POST":
        # The address says to whom, also of a form that was sent to another one.
        data = request.POST.copy()
        data["role"] = role
    back = came_from(request, opened.view.case_id) if "krav" in request.GET else ""
    kept = request.GET.getlist("slags")
    initial = {"kinds": kept} if kept else {}
    return ConsentForm(data, desk=desk_of(opened), role=role, back=back, initial=initial)


def is_fitted(form: ConsentForm) -> bool:
    if form.fitted():
        return True
    form.add_error(
        "wording",
        _("The text has been made to fit what you chose. Read it aloud, then save once more."),
    )
    return False


def refitted(request: HttpRequest, form: ConsentForm) -> HttpResponseBase:
    """The text alone, while one chooses; what is still missing is not said yet."""
    if not form.is_valid():
        for name in list(form.errors):
            del form.errors[name]
    if form.is_untouched:
        fits = form.suggestion(form.cleaned_data)
        form.put("wording", fits)
        form.put("suggested", fits)
    return render(request, "sharing/wording.html", {"form": form})


def given(request: HttpRequest, opened: Opened, form: ConsentForm) -> bool:
    """Records it and says so; or puts what was refused into the form."""
    consent = form.consent()
    try:
        done = services.give_consent(
            case_id=opened.view.case_id,
            consent=consent,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return False
    event = NewEvent(
        type=CONSENT_GIVEN, on=consent.given_on, attributes={"to": consent.receiver.role}
    )
    said = _("The consent is recorded.")
    changed = what_changed(opened, [core_event(opened, event)], first=said)
    say(request, repeated=done.repeated, done=lambda: changed)
    return True


def after(request: HttpRequest, case_id: UUID) -> str:
    """Back to where the duty stands; else to what has been agreed."""
    if request.POST.get("back"):
        return safe_return(request, case_id)
    return redirect("sharing", case_id).url


# --- as it is shown


def choose(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """To whom. A duty that only one receiver meets goes past this."""
    only = only_receiver(request, opened)
    query = request.GET.copy()
    if only:
        query["modtager"] = only
        return redirect(f"{request.path}?{query.urlencode()}")
    rows = [(capital(name), address_for(query, role)) for role, name in terms.roles().items()]
    context = {"case_id": opened.view.case_id, "citizen": opened.citizen, "rows": rows}
    return render(request, "sharing/choose.html", context)


def address_for(query: QueryDict, role: str) -> str:
    named = query.copy()
    named["modtager"] = role
    return f"?{named.urlencode()}"


def only_receiver(request: HttpRequest, opened: Opened) -> str:
    """The receiver that a duty names, if it names one."""
    requirement = request.GET.get("krav", "")
    if not requirement:
        return ""
    rule = named_duty(request, opened, requirement).rule
    wanted = [
        str(value)
        for match in rule.match
        if CONSENT_GIVEN in match.event and "to" in match.where
        for value in match.where["to"].one_of
    ]
    return wanted[0] if len(wanted) == 1 and wanted[0] in terms.roles() else ""


def context(request: HttpRequest, opened: Opened, form: ConsentForm) -> dict[str, object]:
    requirement = request.GET.get("krav", "")
    duty = named_duty(request, opened, requirement) if requirement else None
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "heading": heading(request.GET["modtager"]),
        "form": form,
        "duty": duty_row(opened, duty) if duty else None,
        "who": form.group("name"),
        "inside": form.group("organisation", "email", heading=_("They use Fodfæste already")),
        "what": form.group("kinds", "purpose"),
        "how": form.group("way", "witness"),
        "when": form.group("given_on", "since", "last_on", heading=when_says(form)),
        "back": form["back"].value(),
    }


def heading(role: str) -> str:
    return _("Consent to tell %(receiver)s") % {"receiver": terms.of_role(role)}


def when_says(form: ConsentForm) -> str:
    """The period, as a line to open where it is to be another."""
    since, last_on = (form.initial.get(name) for name in ("since", "last_on"))
    return terms.period(since or form.desk.today, last_on)


# --- on paper


def paper(request: HttpRequest, opened: Opened, form: ConsentForm) -> HttpResponseBase:
    """What has been typed, to be signed. Nothing is recorded before it is."""
    context = {
        "heading": heading(form.cleaned_data["role"]),
        "citizen": opened.citizen,
        "organisation": opened.view.organisation,
        "wording": form.cleaned_data["wording"],
        "to_sign": True,
        "back_url": request.get_full_path(),
    }
    return render(request, "sharing/statement.html", context)


@staff
@require_safe
def statement(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponseBase:
    """A consent on paper, as it was given."""
    opened = open_case(request, case_id)
    found = queries.consent(
        user=opened.user, case_id=case_id, consent_id=consent_id, today=opened.today
    )
    context = {
        "heading": heading(found.receiver.recipient.role),
        "citizen": opened.citizen,
        "organisation": opened.view.organisation,
        "wording": found.wording,
        "given_on": dates.medium(found.given_on, today=opened.today),
        "way": terms.WAYS[found.way],
        "witness": found.witness,
        "to_sign": found.way == "signature",
        "withdrawn": found.withdrawn_at,
        "back_url": redirect("sharing", case_id).url,
    }
    return render(request, "sharing/statement.html", context)


# --- withdrawing


@staff
@require_POST
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Take a consent back: one act, and all that rests on it is closed."""
    opened = open_case(request, case_id, to=Act.CONSENT)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        done = services.withdraw_consent(
            case_id=case_id,
            consent_id=form.cleaned_data["consent"],
            reason=form.cleaned_data["reason"],
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        messages.warning(request, " ".join(saying.fault(fault) for fault in refused.faults))
        return redirect("sharing", case_id)
    said = _("The consent is withdrawn. All that rested on it is closed from this moment.")
    say(request, repeated=done.repeated, done=lambda: said)
    return redirect("sharing", case_id)
