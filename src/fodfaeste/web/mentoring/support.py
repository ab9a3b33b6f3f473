"""Mentor support in a case: its page, and what is done with it (RA-13, KV-11, KV-18)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases.policy import Act
from fodfaeste.core.plan_items import MENTOR
from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.queries import SupportView
from fodfaeste.mentoring.services import Refused
from fodfaeste.web import addresses, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.registering import is_meant
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.companies.acting import sent
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.mentoring.alike import of_same_day
from fodfaeste.web.mentoring.support_forms import (
    ContactForm,
    EndForm,
    SupportForm,
    chosen,
    who_choices,
)
from fodfaeste.web.mentoring.support_page import agreement_missing, name_of, present
from fodfaeste.web.sent_once import SentOnce

Act_ = Callable[..., Any]


@staff
@require_safe
def support(request: HttpRequest, case_id: UUID, support_id: UUID) -> HttpResponseBase:
    """What is arranged, every contact, and hours used against hours granted."""
    return shown(request, case_id, support_id, "mentoring/support.html")


@staff
@require_safe
def print_support(request: HttpRequest, case_id: UUID, support_id: UUID) -> HttpResponseBase:
    """The same, to print."""
    return shown(request, case_id, support_id, "mentoring/support_print.html")


def shown(request: HttpRequest, case_id: UUID, support_id: UUID, template: str) -> HttpResponseBase:
    opened = open_case(request, case_id)
    found = queries.support_of(view=opened.view, support_id=support_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "back_url": reverse("mentor_support", args=[case_id, support_id]),
        "page": present(found, opened.view, today=opened.today),
    }
    return render(request, template, context)


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("Begin mentor support"))
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Begin mentor support."""
    opened = open_case(request, case_id, to=Act.PLAN_SUPPORT)
    who = who_choices(*queries.to_choose(user=opened.user, case_id=case_id))
    form = SupportForm(sent(request), rules=opened.view.rules, who=who, today=opened.today)
    form.initial.update(planned(opened))
    form = filled(request, form)
    if done(
        request,
        opened,
        form,
        lambda **act: services.begin_support(told=form.support(), by_role=role_of(opened), **act),
        _("It is written down that a mentor is at the citizen’s side."),
    ):
        warn_of_agreement(request, form)
        pk = services.id_of_support(form.cleaned_data["submission"])
        return redirect("mentor_support", case_id, pk)
    return asked(request, opened, form, _("Begin mentor support"))


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("Change of mentor support"))
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, case_id: UUID, support_id: UUID) -> HttpResponseBase:
    """Say anew what is arranged with the same mentor."""
    opened, found = of_case(request, case_id, support_id, Act.PLAN_SUPPORT)
    who = [(chosen(found.mentor_id, found.user_id), name_of(found))]
    rules = opened.view.rules
    form = SupportForm(sent(request), rules=rules, who=who, today=opened.today, known=found)
    form = filled(request, form)
    if done(
        request,
        opened,
        form,
        lambda **act: services.change_support(support_id=support_id, told=form.support(), **act),
        _("It is saved. What was arranged before stays in the log."),
    ):
        warn_of_agreement(request, form)
        return redirect("mentor_support", case_id, support_id)
    return asked(request, opened, form, _("Change what is arranged"), found)


@staff
@keeps(Act.REGISTER, what=gettext_lazy("Contact with a mentor"))
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, case_id: UUID, support_id: UUID) -> HttpResponseBase:
    """Register a contact."""
    opened, found = of_case(request, case_id, support_id, Act.REGISTER)
    form = ContactForm(sent(request), rules=opened.view.rules, today=opened.today)
    form = filled(request, form)
    if is_another(opened, found, form) and done(
        request,
        opened,
        form,
        lambda **act: services.register_contact(
            support_id=support_id, told=form.contact(), by_role=role_of(opened), **act
        ),
        _("The contact is registered."),
    ):
        return redirect("mentor_support", case_id, support_id)
    heading = _("Contact with %(name)s") % {"name": name_of(found)}
    return asked(request, opened, form, heading, found)


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("End the mentor support"))
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, case_id: UUID, support_id: UUID) -> HttpResponseBase:
    """The support ends."""
    opened, found = of_case(request, case_id, support_id, Act.PLAN_SUPPORT)
    form = filled(request, EndForm(sent(request), initial={"on": opened.today}))
    if done(
        request,
        opened,
        form,
        lambda **act: services.end_support(
            support_id=support_id,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            **act,
        ),
        _("It is written down that the support ends."),
    ):
        return redirect("mentor_support", case_id, support_id)
    return asked(request, opened, form, _("End the mentor support"), found)


# --- what they share


def planned(opened: Opened) -> dict[str, Any]:
    """What the plan says of the mentor, so that nobody writes it twice."""
    parts = [one for one in opened.view.plan.items.values() if one.kind == MENTOR]
    values = parts[0].values if parts and not parts[0].hidden else {}
    return {f"mentor_{name}": values.get(name, "") for name in ("what", "where", "when", "how")}


def of_case(
    request: HttpRequest, case_id: UUID, support_id: UUID, to: Act
) -> tuple[Opened, SupportView]:
    """Raises ``NotVisible`` or ``NotAllowed``."""
    opened = open_case(request, case_id, to=to)
    return opened, queries.support_of(view=opened.view, support_id=support_id)


def is_another(opened: Opened, found: SupportView, form: ContactForm) -> bool:
    """Whether no contact of the same kind stands on that day, or this is said to be another."""
    is_right = form.is_bound and form.is_valid()
    return is_right and is_meant(opened, form, of_same_day(opened, found, form.contact()))


def role_of(opened: Opened) -> str | None:
    """In which role a person acts: that of the mentor, if they have it."""
    return own_role(opened.view, opened.user.pk, opened.roles, "mentor") or None


def done(request: HttpRequest, opened: Opened, form: SentOnce, act: Act_, said: str) -> bool:
    """Does what the form asks for, once, and says so; or puts beside the fields what is wrong."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        registered = act(
            case_id=opened.view.case_id,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {"way": "how"})
        return False
    say(request, repeated=registered.repeated, done=lambda: said)
    return True


def warn_of_agreement(request: HttpRequest, form: SupportForm) -> None:
    """A volunteer comes by agreement with the citizen; it is said where that is not written
    down, and nothing is refused (RA-13)."""
    said = form.cleaned_data
    if said["pay"] == "voluntary" and said["agreed_on"] is None:
        messages.warning(request, agreement_missing())


def asked(
    request: HttpRequest,
    opened: Opened,
    form: SentOnce,
    heading: str,
    found: SupportView | None = None,
) -> HttpResponseBase:
    case_id = opened.view.case_id
    back = reverse("mentor_support", args=[case_id, found.id]) if found else ""
    context = {
        "form": form,
        "heading": heading,
        "citizen": opened.citizen,
        "case_url": addresses.of_case(case_id),
        "back": back or addresses.of_case(case_id),
        "may_add": isinstance(form, SupportForm) and found is None,
    }
    return render(request, "mentoring/case_form.html", context)
