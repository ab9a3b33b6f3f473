"""What is said of a draft: above its form, and when it is saved. A script is told in JSON, a
browser without scripts on a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries import DraftView
from fodfaeste.cases.services import DraftElsewhere, Place, Refused, Saved
from fodfaeste.web import addresses, dates, saying
from fodfaeste.web.drafts.names import NUMBER, SAVE


@dataclass(frozen=True, slots=True)
class Banner:
    """That a form begins with a draft. ``news``: what the log has got since; with ``log_url``."""

    id: UUID
    says: str
    news: str
    log_url: str


def banner(found: DraftView, place: Place) -> Banner:
    """Above the form."""
    news = ngettext(
        "Since you began, the log has %(n)s new line.",
        "Since you began, the log has %(n)s new lines.",
        found.new_lines,
    ) % {"n": found.new_lines}
    log = f"{addresses.of_case(place.case_id)}#log" if place.case_id else ""
    says = _("Here is your draft from %(when)s") % {"when": when(found.updated_at)}
    return Banner(found.id, says, news if found.new_lines else "", log)


def when(at: datetime) -> str:
    """``i dag kl. 10.42``, ``i går kl. 14.10``, ``26. november kl. 9.05``"""
    local, today = timezone.localtime(at), timezone.localdate()
    named = {today: _("today"), today - timedelta(days=1): _("yesterday")}
    day = named.get(local.date()) or dates.medium(local.date(), today=today)
    return _("%(date)s at %(time)s") % {"date": day, "time": dates.clock(local)}


def saved_says(at: datetime) -> str:
    """``Gemt som kladde kl. 10.42``"""
    return _("Saved as a draft at %(time)s") % {"time": dates.clock(timezone.localtime(at))}


def elsewhere_says(elsewhere: DraftElsewhere) -> str:
    if elsewhere.at is None:
        return _("Not saved: the draft was sent or thrown away in another tab.")
    said = _("Not saved: the draft was changed in another tab, %(when)s.")
    return said % {"when": when(elsewhere.at)}


def another_says() -> str:
    return _("Not saved: somebody else has signed in in this browser.")


def answer_to(request: HttpRequest) -> "ToScript | ToReader":
    return ToScript() if request.headers.get("X-Draft") else ToReader(request)


class ToScript:
    """Answers ``drafts.js``."""

    def saved(self, done: Saved) -> HttpResponseBase:
        return JsonResponse({"number": done.revision, "says": saved_says(done.at)})

    def elsewhere(self, elsewhere: DraftElsewhere) -> HttpResponseBase:
        told = {"says": elsewhere_says(elsewhere), "number": elsewhere.revision or 0}
        return JsonResponse({**told, "why": "elsewhere"})

    def of_another(self) -> HttpResponseBase:
        return JsonResponse({"says": another_says(), "why": "another"})

    def refused(self, refused: Refused) -> HttpResponseBase:
        says = " ".join(map(saying.fault, refused.faults))
        return JsonResponse({"says": says, "why": "refused"})


@dataclass(frozen=True, slots=True)
class ToReader:
    """Answers somebody who has pressed the button, with all that was typed."""

    request: HttpRequest

    def saved(self, done: Saved) -> HttpResponseBase:
        messages.success(self.request, f"{saved_says(done.at)}.")
        return redirect(self.request.get_full_path())

    def elsewhere(self, elsewhere: DraftElsewhere) -> HttpResponseBase:
        return self._kept(elsewhere_says(elsewhere), elsewhere.revision or 0, can_save=True)

    def of_another(self) -> HttpResponseBase:
        return self._kept(another_says(), 0, can_save=False)

    def refused(self, refused: Refused) -> HttpResponseBase:
        says = " ".join(map(saying.fault, refused.faults))
        return self._kept(says, 0, can_save=False)

    def _kept(self, says: str, number: int, *, can_save: bool) -> HttpResponseBase:
        left_out = {"csrfmiddlewaretoken", NUMBER, SAVE}
        kept = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in left_out and "password" not in name
        ]
        texts = [value for _name, value in kept if " " in value]
        context = {"says": says, "kept": kept, "texts": texts, "number": number}
        return render(self.request, "drafts/not_saved.html", {**context, "can_save": can_save})
