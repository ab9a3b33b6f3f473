"""Mentors: the register, and what is changed of one (RA-13)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.queries import MentorView
from fodfaeste.web.access import staff
from fodfaeste.web.companies.acting import Asking, answer, check_may_keep, sent
from fodfaeste.web.mentoring import mentor_list
from fodfaeste.web.mentoring.forms import MentorForm
from fodfaeste.web.requests import layout, signed_in_user
from fodfaeste.web.sent_once import SentOnce


@staff
@require_safe
def mentors(request: HttpRequest) -> HttpResponseBase:
    """The mentors of one's organisation."""
    user, filters = signed_in_user(request), mentor_list.read_filters(request.GET)
    found = queries.mentors(
        user=user, text=filters.text, stopped=filters.stopped, after=filters.after
    )
    context = {
        "layout": layout(request),
        "page": mentor_list.present(found, filters, today=timezone.localdate()),
        "may_keep": services.may_keep(user),
    }
    return render(request, "mentoring/mentors.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Add a mentor who does not use the system."""
    form = MentorForm(sent(request))
    return answer(
        request,
        form,
        lambda **who: services.add_mentor(told=form.mentor(), **who),
        asking(_("Add a mentor"), done=_("The mentor is in the register.")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, mentor_id: UUID) -> HttpResponseBase:
    """Say anew who a mentor is and what they can, or that they have stopped."""
    check_may_keep(request)
    found = mentor_of(request, mentor_id)
    form = MentorForm(sent(request), mentor=found)
    return answer(
        request,
        form,
        lambda **who: services.change_mentor(mentor_id=mentor_id, told=form.mentor(), **who),
        asking(found.name, done=_("It is saved.")),
        erases_url=reverse("mentor_erase", args=[mentor_id]),
    )


@staff
@require_POST
def erase(request: HttpRequest, mentor_id: UUID) -> HttpResponseBase:
    """Erase who a mentor was."""
    mentor_of(request, mentor_id)
    return answer(
        request,
        SentOnce(request.POST),
        lambda **who: services.erase_mentor(mentor_id=mentor_id, **who),
        asking(_("Erase the mentor"), done=_("The mentor is erased.")),
    )


def mentor_of(request: HttpRequest, mentor_id: UUID) -> MentorView:
    found = queries.mentor(user=signed_in_user(request), mentor_id=mentor_id)
    if found is None:
        raise Http404
    return found


def asking(heading: str, *, done: str) -> Asking:
    back, label = reverse("mentors"), _("Mentors")
    return Asking(heading=heading, done=done, save=_("Save"), back=back, back_label=label)
