"""What is in a case, sent as a letter: looked at on paper first, then put into the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.forms.boundfield import BoundWidget
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.letters import enclosing, sending
from fodfaeste.letters.builders import BUILDERS, Asked, Built, build
from fodfaeste.letters.languages import language_of
from fodfaeste.letters.sending import Ways
from fodfaeste.web import names, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.dates import language
from fodfaeste.web.letters.words import blocked
from fodfaeste.web.letters.words import kind as kind_name
from fodfaeste.web.letters_look.forms import LetterForm
from fodfaeste.web.letters_look.shown import shown_of
from fodfaeste.web.uploads import attachment


@dataclass(frozen=True, slots=True)
class Source:
    """What of a case a letter is made of, as its address says."""

    what: str
    of: str


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, case_id: UUID, what: str, of: str) -> HttpResponseBase:
    """To whom, by which way and in which language; with a look at it first."""
    if what not in BUILDERS:
        raise Http404
    opened, source = open_case(request, case_id, to=Act.SEND_LETTERS), Source(what, of)
    try:
        built = built_in(opened, source, language())
    except Refused as refused:
        return not_yet(request, opened, refused)
    data = request.POST if request.method == "POST" else None
    ways = sending.ways(case_id=case_id, receivers=built.receivers)
    form = LetterForm(
        data,
        receivers=built.receivers,
        ways=ways,
        documents=enclosing.documents(user=opened.user, case_id=case_id, today=opened.today),
        back=came_from(request, case_id),
        language=language_of(case_id),
    )
    if form.is_bound and form.is_valid():
        answer = done(request, opened, source, form)
        if answer is not None:
            return answer
    return render(request, "letters_look/letter.html", context(opened, built, form, ways))


def built_in(opened: Opened, source: Source, code: str) -> Built:
    """The letter in a language. Raises ``Refused`` or ``NotVisible``."""
    with override(code):
        shown = shown_of(source.what, source.of, opened.view, opened.user, opened.today)
    asked = Asked(
        view=opened.view, user=opened.user, today=opened.today, language=code, shown=shown
    )
    return build(source.what, source.of, asked)


def done(
    request: HttpRequest, opened: Opened, source: Source, form: LetterForm
) -> HttpResponseBase | None:
    """Shows it on paper or sends it; None if it was refused, which the form says then."""
    said, told_of, case_id = form.cleaned_data, form.told(), opened.view.case_id
    code = said["language"]
    given = {"to": told_of["to"], "language": code, "by": opened.user, "now": opened.now}
    try:
        built = replace(built_in(opened, source, code), enclosed=told_of["enclosed"])
        if "look" in request.POST:
            made = sending.on_paper(case_id=case_id, built=built, **given)
            return attachment(made, kind="application/pdf", name="brev")
        sent = sending.send(
            case_id=case_id,
            built=built,
            channel=told_of["channel"],
            submission=said["submission"],
            **given,
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return None
    say(request, repeated=sent.repeated, done=lambda: told(built, given["to"]))
    return redirect(safe_return(request, case_id))


def told(built: Built, to: str) -> str:
    """That it is in the outbox, and what that meets."""
    receiver = next(one for one in built.receivers if one.key == to)
    said = _("%(letter)s is in the outbox.") % {"letter": kind_name(built.kind)}
    return f"{said} {_('What it meets is met once it has been sent.')}" if receiver.event else said


def not_yet(request: HttpRequest, opened: Opened, refused: Refused) -> HttpResponseBase:
    """Why there is nothing to send."""
    context = {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "faults": [saying.fault(one) for one in refused.faults],
    }
    return render(request, "letters_look/not_yet.html", context)


def context(
    opened: Opened, built: Built, form: LetterForm, ways: Mapping[str, Ways]
) -> dict[str, object]:
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "heading": kind_name(built.kind),
        "meets": meets(opened, built),
        "form": form,
        "receivers": receivers_shown(form, ways),
    }


def receivers_shown(form: LetterForm, ways: Mapping[str, Ways]) -> list[dict[str, Any]]:
    """The choices of the first field, receiver by receiver, with the ways that cannot be used."""
    options: dict[str, list[BoundWidget]] = {}
    for option in form["to"]:
        options.setdefault(str(option.data["value"]).rpartition("/")[0], []).append(option)
    headings = [heading for heading, _choices in form.fields["to"].choices]  # type: ignore[attr-defined]
    return [
        {"heading": heading, "options": of_one, "blocked": blocked(ways[key].blocked)}
        for heading, (key, of_one) in zip(headings, options.items(), strict=True)
    ]


def meets(opened: Opened, built: Built) -> list[str]:
    """What is registered once it has gone: names of events, each with to whom."""
    events = opened.view.rules.terms.events
    return [
        f"{names.of_citizen(one.name)}: {events[one.event.type].name[language()]}"
        for one in built.receivers
        if one.event is not None
    ]
