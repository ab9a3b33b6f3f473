"""What a form asks depends on what is chosen in it: which follow-up, which track, barriers or not.

With a script the questions are fetched while one chooses; without one there is a button, and who
saves without pressing it is shown the questions first.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from fodfaeste.core.answers import deciding
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web.case.event_form import ATTRIBUTE, SUGGESTED, EventForm
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.case.shapes import Filled

STEP, FIT = "step", "fit"
Fitted = TypeVar("Fitted", bound=EventForm)


def is_choosing(request: HttpRequest) -> bool:
    """Whether the form is sent to be fitted, and not to be saved."""
    return request.POST.get(STEP) == FIT


def decided(
    opened: Opened, type_: str, filled: Filled, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The attributes that decide what is asked: as chosen in the form, else as known before."""
    known = dict(filled.attributes)
    rules = opened.view.rules
    for name in deciding(rules.programme, type_) if data is not None else ():
        known.pop(name, None)
        said = data.get(f"{ATTRIBUTE}{name}", "") if data else ""
        if said:
            known[name] = _value(rules.terms.events[type_].attributes[name], said)
    return known


def _value(known: Attribute, said: str) -> Any:
    return said in ("yes", "on") if known.type == "yes_no" else said


def fitting_data(request: HttpRequest) -> QueryDict:
    """What was sent, to be changed where the form itself had filled it in."""
    return request.POST.copy()


def refitted(form: Fitted) -> Fitted:
    """The form with what fits now; what is still missing is not said yet. Which kind of text it
    is follows the questions, unless somebody chose it."""
    for name in list(form.errors):
        del form.errors[name]
    data = form.data
    assert isinstance(data, QueryDict), "what was sent, made ready to be changed"
    said = data.get("text_kind", "")
    if said == data.get(SUGGESTED, said):
        data["text_kind"] = form.suggested_kind
    return form


def is_ready(form: EventForm) -> bool:
    """Whether what was sent can be saved: all of it right, and all that it asks was shown."""
    if form.showed_what_it_asks:
        return form.is_valid()
    refitted(form)
    form.add_error(None, _("There are questions to what you chose. See to them, then save again."))
    return False
