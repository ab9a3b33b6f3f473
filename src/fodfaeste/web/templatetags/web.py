"""What templates ask for and Django's own tags do not give."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, RadioSelect
from django.forms.widgets import CheckboxInput, Select
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fodfaeste.accounts.models import Function, Right, User
from fodfaeste.cases import queries
from fodfaeste.cases.queries.overview import overseen_programmes
from fodfaeste.web.fields import DayInput

register = template.Library()
SPARRING = frozenset({Function.EMPLOYMENT_SPECIALIST, Function.CTI_WORKER})


@register.simple_tag(takes_context=True)
def current_area(context: Context, *names: str) -> SafeString | str:
    """Marks the entry of the menu under which the page lies, by the names of its addresses."""
    match = getattr(context.get("request"), "resolver_match", None)
    name = match.url_name if match else None
    if name not in names:
        return ""
    return format_html(' aria-current="{}"', "page" if name == names[0] else "true")


@register.simple_tag(takes_context=True)
def current_prefix(context: Context, prefix: str) -> SafeString | str:
    """Marks the entry of the menu whose addresses' names begin so."""
    match = getattr(context.get("request"), "resolver_match", None)
    is_here = bool(match and match.url_name and match.url_name.startswith(prefix))
    return format_html(' aria-current="{}"', "true") if is_here else ""


@register.simple_tag(takes_context=True)
def administers(context: Context) -> bool:
    """Whether the person signed in administers their organisation."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and user.has_right(Right.ADMINISTER)


@register.simple_tag(takes_context=True)
def overviews(context: Context) -> bool:
    """Whether there is a programme whose figures are for the person signed in."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and bool(overseen_programmes(user=user))


@register.simple_tag(takes_context=True)
def oversees_look_ups(context: Context) -> bool:
    """Whether the person signed in controls what is looked up."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and (user.leads or user.has_right(Right.PROTECT))


@register.simple_tag(takes_context=True)
def number_of_drafts(context: Context) -> int:
    """How many drafts the person signed in has; asked for once a page."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, User) or not user.works_here:
        return 0
    if not hasattr(request, "number_of_drafts"):
        today = timezone.localdate()
        request.number_of_drafts = queries.number_of_drafts(user=user, today=today)
    return int(request.number_of_drafts)


@register.simple_tag
def new_submission() -> str:
    """An id for a form that is no form of Django's: sent twice, it does something once."""
    return str(uuid4())


@register.simple_tag(takes_context=True)
def spars(context: Context) -> bool:
    """Whether sparring groups are in the menu of the person signed in: told by what they are
    employed as, which costs no question on every page."""
    user = getattr(context.get("request"), "user", None)
    return isinstance(user, User) and (user.leads or user.function in SPARRING)


@register.simple_tag
def demonstration() -> bool:
    """Whether this is a demonstration with made-up people."""
    return bool(settings.FODFAESTE_DEMO)


@register.filter
def of_key(values: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key that is known only while a list is shown."""
    return values.get(key)


@register.filter
def fault_count(form: BaseForm) -> int:
    """How many faults there are in a form."""
    return sum(len(faults) for faults in form.errors.values())


@register.filter
def before_fault(label: object) -> str:
    """A label before what is wrong there: behind a question stands no colon."""
    said = str(label)
    return said if said.endswith("?") else f"{said}:"


@register.filter
def first_id(field: BoundField) -> str:
    """The id of the control to which a fault leads."""
    if isinstance(field.field.widget, DayInput):
        return f"{field.auto_id}_day"
    grouped = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if grouped else field.auto_id


@register.filter
def kind_of_control(field: BoundField) -> str:
    """Which component shows a field: date, choice, check, or field for all others."""
    widget = field.field.widget
    if isinstance(widget, DayInput):
        return "date"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choice"
    return "check" if isinstance(widget, CheckboxInput) else "field"


@register.filter
def control(field: BoundField) -> SafeString:
    """A field's control, with the design system's class and tied to its hint and fault."""
    attributes: dict[str, Any] = {"class": style_of(field)}
    if ids := description_ids(field):
        attributes["aria-describedby"] = ids
    return field.as_widget(attrs=attributes)


@register.filter
def described_by(field: BoundField) -> SafeString | str:
    """Ties a group of controls to its hint and fault."""
    ids = description_ids(field)
    return format_html(' aria-describedby="{}"', ids) if ids else ""


def style_of(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "form-checkbox"
    return "form-select" if isinstance(widget, Select) else "form-input"


def description_ids(field: BoundField) -> str:
    ids = [f"{field.auto_id}_hint"] if field.help_text else []
    return " ".join(ids + ([f"{field.auto_id}_error"] if field.errors else []))
