"""What a form asks depends on what is chosen in it: which follow-up, which track, barriers or not;
and so does the draft of a note, on what it is about.

With a script the questions are fetched while one chooses; without one there is a button, and who
saves without pressing it is shown the questions first.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web.case.draft import ASKED_FOR, Draft, draft
from fodfaeste.web.case.event_form import ATTRIBUTE, SUGGESTED, EventForm
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.case.shapes import Filled, deciding_of

STEP, FIT, DRAFTED = "step", "fit", "drafted"
Fitted = TypeVar("Fitted", bound=EventForm)


def begun_with(
    opened: Opened, request: HttpRequest, type_: str, known: Mapping[str, Any]
) -> Draft | None:
    """The draft of the note, with the kind of text that the address asks for."""
    kind = request.GET.get("om", "")
    return draft(opened.view, type_, known, kind=kind, today=opened.today)


def other_drafts(request: HttpRequest, shown: Draft | None) -> list[tuple[str, str]]:
    """The drafts that one could have instead: with what is about health or social matters, or
    without; each with its address."""
    if shown is None:
        return []
    query = request.GET.copy()
    found = []
    for kind, name in shown.others:
        query["om"] = kind
        found.append((_("Also what is about %(what)s") % {"what": name}, f"?{query.urlencode()}"))
    if shown.kind in ASKED_FOR:
        query.pop("om", None)
        found.append((_("Only what everybody on the case reads"), f"?{query.urlencode()}"))
    return found


def renewed(opened: Opened, request: HttpRequest, type_: str, form: EventForm) -> bool:
    """Puts the draft that fits now in the place of one that nobody has changed; whether it did."""
    data = form.data
    if form.draft is None or not isinstance(data, QueryDict):
        return False
    was = {"about": data[DRAFTED]} if data.get(DRAFTED) else {}
    old = begun_with(opened, request, type_, was)
    if old is None or old.text == form.draft.text:
        return False
    is_untouched = plain(data.get("note", "")) == plain(old.text)
    if is_untouched:
        data["note"] = form.draft.text
    return is_untouched


def plain(text: str) -> str:
    """A text as it is typed: a browser ends its lines in its own way."""
    return text.replace("\r\n", "\n").strip()


def is_choosing(request: HttpRequest) -> bool:
    """Whether the form is sent to be fitted, and not to be saved."""
    return request.POST.get(STEP) == FIT


def decided(
    opened: Opened, type_: str, filled: Filled, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The attributes that decide what is asked: as chosen in the form, else as known before."""
    known = dict(filled.attributes)
    rules = opened.view.rules
    for name in deciding_of(rules, type_) if data is not None else ():
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
    """Whether what was sent can be saved: all of it right, and all that it asks was shown. What is
    wrong in what was typed is said at once; what is still missing, when all has been asked."""
    if form.showed_what_it_asks:
        return form.is_valid()
    wrong = {
        name: [fault for fault in faults if fault.code != "required"]
        for name, faults in form.errors.as_data().items()
    }
    refitted(form)
    form.add_error(None, _("What you chose comes with questions. Look at them, then save again."))
    for name, faults in wrong.items():
        if faults:
            form.add_error(name, faults)
    return False
