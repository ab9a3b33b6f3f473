"""The outbox: what waits, failed and was sent; one letter, its PDF, and what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.cases.services import Refused
from fodfaeste.letters import handling, queries
from fodfaeste.letters.faults import CannotDeliver
from fodfaeste.letters.queries import PaperView
from fodfaeste.programmes import catalogue
from fodfaeste.web import names, saying
from fodfaeste.web.access import organisation_wide, staff
from fodfaeste.web.letters import presenters, words
from fodfaeste.web.letters.forms import SendForm
from fodfaeste.web.requests import layout, signed_in_user
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.uploads import attachment


@staff
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The outbox, pile by pile."""
    user, today = signed_in_user(request), timezone.localdate()
    pile = presenters.PILES.get(request.GET.get("vis", ""))
    mine = request.GET.get("hvem") == "mine"
    programme = request.GET.get("program", "")
    programme = programme if programme in catalogue.programme_ids() else ""
    found = queries.outbox(
        user=user, today=today, pile=pile, mine=mine, programme=programme or None
    )
    context = {
        "layout": layout(request),
        "piles": presenters.piles(found, today=today, mine=mine, programme=programme),
        "pile": presenters.IN_ADDRESS.get(pile, "") if pile else "",
        "mine": mine,
        "programmes": names.programme_options(programme),
        "programme": programme,
        "mine_url": presenters.pile_address(pile, mine=True, programme=programme),
        "all_url": presenters.pile_address(pile, mine=False, programme=programme),
        "whole_url": presenters.pile_address(None, mine=mine, programme=programme),
    }
    return render(request, "letters/outbox.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """One letter: how it stands, what was tried, and by which way it is to go."""
    user, today = signed_in_user(request), timezone.localdate()
    view = queries.letter(user=user, letter_id=letter_id, today=today)
    page = presenters.shown(view, today=today)
    data = request.POST if request.method == "POST" else None
    form = SendForm(data, channels=view.channels, initial={"channel": view.listed.channel})
    if form.is_bound and form.is_valid() and _sent_anew(request, letter_id, form):
        return redirect("letter", letter_id)
    context = {"page": page, "form": form, "take_back": SentOnce()}
    return render(request, "letters/letter.html", context)


def _sent_anew(request: HttpRequest, letter_id: UUID, form: SendForm) -> bool:
    said = form.cleaned_data
    try:
        handling.send_anew(
            letter_id=letter_id,
            channel=said["channel"],
            by=signed_in_user(request),
            now=timezone.now(),
            submission=said["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    messages.success(request, _("The letter is in the outbox once more."))
    return True


@staff
@require_POST
def take_back(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """It is not to be sent."""
    form = SentOnce(request.POST)
    if not form.is_valid():
        return redirect("letter", letter_id)
    try:
        handling.take_back(
            letter_id=letter_id,
            by=signed_in_user(request),
            now=timezone.now(),
            submission=form.cleaned_data["submission"],
        )
        messages.success(request, _("The letter has been taken back. It is not sent."))
    except Refused as refused:
        messages.error(request, " ".join(saying.fault(one) for one in refused.faults))
    return redirect("letter", letter_id)


@staff
@require_POST
def print_letters(request: HttpRequest) -> HttpResponseBase:
    """Letters in one PDF; or, once they lie in the letter box, that they do."""
    chosen = presenters.of_ids(request.POST.getlist("letters"))
    if not chosen:
        messages.error(request, _("Choose at least one letter."))
        return redirect(presenters.pile_address(None, mine=False, programme=None))
    return _posted(request, chosen) if "posted" in request.POST else _printed(request, chosen)


def _printed(request: HttpRequest, chosen: list[UUID]) -> HttpResponseBase:
    user, now = signed_in_user(request), timezone.now()
    made = handling.print_letters(letter_ids=chosen, by=user, now=now)
    for letter_id, fault in made.faults:
        view = queries.letter(user=user, letter_id=letter_id, today=timezone.localdate())
        said = {"letter": words.kind(view.listed.kind), "why": words.trouble(fault)}
        messages.error(request, _("%(letter)s was not printed. %(why)s") % said)
    if made.apart:
        text = ngettext(
            "%(n)s letter has something enclosed that you print by itself, from its page.",
            "%(n)s letters have something enclosed that you print by itself, from their pages.",
            len(made.apart),
        )
        messages.warning(request, text % {"n": len(made.apart)})
    if not made.letters:
        if not made.faults:
            messages.error(request, _("None of these letters waits to be printed any more."))
        return redirect("letters")
    return attachment(made.pdf, kind="application/pdf", name="breve")


def _posted(request: HttpRequest, chosen: list[UUID]) -> HttpResponseBase:
    try:
        number = handling.mark_printed(
            letter_ids=chosen, by=signed_in_user(request), now=timezone.now()
        )
    except Refused:
        messages.error(request, words.trouble("no_basis"))
    except CannotDeliver as cannot:
        messages.error(request, words.trouble(cannot.fault))
    else:
        messages.success(request, presenters.posted_says(number))
    return redirect("letters")


@staff
@require_safe
def pdf(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """The letter as it went out, or as it would go now."""
    user, today = signed_in_user(request), timezone.localdate()
    try:
        return saved(queries.paper(user=user, letter_id=letter_id, today=today))
    except CannotDeliver as cannot:
        messages.error(request, words.trouble(cannot.fault))
        return redirect("letter", letter_id)


def saved(paper: PaperView) -> HttpResponse:
    """Saved and not opened, under the name of its kind."""
    return attachment(paper.pdf, kind="application/pdf", name=paper.kind)


@staff
@require_safe
def for_citizen(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponseBase:
    """What went out, by who gives the citizen all that is held."""
    user, today = signed_in_user(request), timezone.localdate()
    return saved(
        queries.paper_for_citizen(user=user, case_id=case_id, letter_id=letter_id, today=today)
    )


@organisation_wide
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Letters that other organisations sent to this one."""
    today = timezone.localdate()
    rows = presenters.received(queries.received(user=signed_in_user(request)), today=today)
    return render(request, "letters/received.html", {"rows": rows})


@organisation_wide
@require_POST
def open_received(request: HttpRequest, letter_id: UUID) -> HttpResponseBase:
    """One of them, to be saved; that it was opened is written down."""
    user = signed_in_user(request)
    return saved(queries.open_received(user=user, letter_id=letter_id, now=timezone.now()))
