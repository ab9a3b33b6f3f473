"""Retention rules: how long the organisation keeps its cases."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.core.faults import Refused
from fodfaeste.programmes.catalogue import programme_ids
from fodfaeste.protection import retention
from fodfaeste.protection.retention import NewRule, Rule
from fodfaeste.web import dates, names, saying
from fodfaeste.web.access import overseer
from fodfaeste.web.protection.forms import ALL, EndForm, RuleForm
from fodfaeste.web.requests import signed_in_user


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule in words, with the form that ends it."""

    whose: str
    years: str
    filed: str
    archive_first: bool
    made: str
    form: EndForm


def shown(rule: Rule) -> RuleShown:
    """``Alle andre indsatser``, ``5 år efter afslutningen``."""
    when = dates.medium(timezone.localtime(rule.made_at).date(), today=timezone.localdate())
    return RuleShown(
        whose=whose(rule.programme),
        years=years(rule.years),
        filed=" · ".join(filter(None, [rule.kle, rule.code])),
        archive_first=rule.archive_first,
        made=_("Made by %(who)s, %(day)s") % {"who": rule.made_by, "day": when},
        form=EndForm(initial={"rule": rule.id}),
    )


def whose(programme: str) -> str:
    return names.of_programme(programme) if programme else _("All programmes without their own")


def years(number: int) -> str:
    return ngettext("%(number)s year after closing", "%(number)s years after closing", number) % {
        "number": number
    }


@overseer
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponseBase:
    """The rules in force, and a form for another."""
    user = signed_in_user(request)
    form = RuleForm(request.POST if request.method == "POST" else None)
    form.fields["programme"].choices = [  # type: ignore[attr-defined]
        (ALL, whose("")),
        *((one, names.of_programme(one)) for one in programme_ids()),
    ]
    if form.is_bound and form.is_valid() and made(request, form):
        return redirect("protection_rules")
    found = [shown(rule) for rule in retention.rules(user=user)]
    return render(request, "protection/rules.html", {"rules": found, "form": form})


def made(request: HttpRequest, form: RuleForm) -> bool:
    given = form.cleaned_data
    values = {name: given[name] for name in ("years", "kle", "code", "archive_first")}
    programme = "" if given["programme"] == ALL else given["programme"]
    try:
        retention.make_rule(
            rule=NewRule(programme=programme, **values),
            by=signed_in_user(request),
            now=timezone.localtime(),
            submission=given["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    messages.success(request, _("The rule is in force. Nothing is erased before two have agreed."))
    return True


@overseer
@require_POST
def end(request: HttpRequest) -> HttpResponseBase:
    """End a rule."""
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        retention.end_rule(
            rule_id=form.cleaned_data["rule"],
            by=signed_in_user(request),
            now=timezone.localtime(),
            submission=form.cleaned_data["submission"],
        )
        messages.success(request, _("The rule is ended. What it covered is kept."))
    except Refused as refused:
        messages.warning(request, " ".join(map(saying.fault, refused.faults)))
    return redirect("protection_rules")
