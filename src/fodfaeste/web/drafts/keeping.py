"""Forms that keep what is typed in them. A view wears ``keeps`` below its policy, and passes its
form through ``filled``; the rest is in the components and in ``drafts.js``.

What is kept is sent to the form's own address, so nobody keeps a draft of a form that they could
not send.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import DraftView
from fodfaeste.cases.services import Place
from fodfaeste.core.rules import Rules
from fodfaeste.web.addresses import with_query
from fodfaeste.web.drafts import answers
from fodfaeste.web.drafts.names import NUMBER, OWNER, SAVE
from fodfaeste.web.requests import signed_in_user, whole_number
from fodfaeste.web.sent_once import SentOnce

View = Callable[..., HttpResponseBase]
Naming = Callable[[Rules | None, Mapping[str, Any], Mapping[str, str]], str]
"""What a draft is called in the list: of the case's rules, the address's parts and its query."""
F = TypeVar("F", bound=SentOnce)

NOT_TYPED = frozenset({"csrfmiddlewaretoken", SAVE, NUMBER, OWNER, "back"})
"""What is sent with a form and is no part of what somebody wrote."""


class Keeper:
    """What a page knows of the draft of its form; stands as ``request.draft``. ``is_on``: the page
    has a form that is kept."""

    def __init__(self, request: HttpRequest, place: Place) -> None:
        self.request, self.place, self.is_on = request, place, False

    @cached_property
    def found(self) -> DraftView | None:
        """The draft with which the form begins; None where it was just sent."""
        if self.request.method == "POST":
            return None
        today = timezone.localdate()
        return queries.draft(user=signed_in_user(self.request), key=self.place.key, today=today)

    @property
    def number(self) -> int:
        """The number of the draft that the page writes on."""
        if self.request.method == "POST":
            return whole_number(self.request.POST.get(NUMBER, "")) or 0
        return self.found.revision if self.found else 0

    @property
    def is_unsaved(self) -> bool:
        """Whether the page shows what was sent and not taken."""
        return self.request.method == "POST"

    @property
    def sign_in_url(self) -> str:
        """Where one signs in anew, in another tab than the form's."""
        return with_query(resolve_url(settings.LOGIN_URL), next=reverse("drafts"))

    @property
    def banner(self) -> answers.Banner | None:
        return answers.banner(self.found, self.place) if self.found else None

    @cached_property
    def typed(self) -> QueryDict | None:
        """What was typed, as the browser would send it, for forms that need it whole."""
        if self.found is None:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.found.fields.items():
            data.setlist(name, list(values))
        return data


def keeps(
    act: Act | None = None,
    *,
    what: Promise | Naming,
    by: Collection[str] = (),
    also: Collection[str] = (),
) -> Callable[[View], View]:
    """Keeps the form of a view. ``act``: what sending it does with the case in the address.
    ``what``: the draft's name in the list. ``by``: what of the address's query makes it another
    form; ``also``: what is only remembered. Both must never say anything personal.

    A form that was sent and answered by going somewhere else has been taken, and its draft is
    forgotten.
    """

    def dressed(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            place = place_of(request, kwargs, act, by, also)
            request.draft = keeper = Keeper(request, place)  # type: ignore[attr-defined]
            if request.method == "POST" and SAVE in request.POST:
                return saved(request, place)
            response = view(request, *args, **kwargs)
            if request.method == "GET" and leads_on(request, keeper, also):
                assert keeper.found is not None
                return redirect(keeper.found.address)
            if request.method == "POST" and response.status_code == 302:
                forget(request)
            return response

        keeping.draft_what = what  # type: ignore[attr-defined]
        return keeping

    return dressed


def filled(request: HttpRequest, form: F) -> F:
    """The form, beginning with what was typed before if there is a draft of it."""
    keeper: Keeper = request.draft  # type: ignore[attr-defined]
    keeper.is_on = True
    form.begin_with(keeper.typed)
    return form


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was typed before, for a form that has to be made from it."""
    keeper: Keeper = request.draft  # type: ignore[attr-defined]
    return keeper.typed


def leads_on(request: HttpRequest, keeper: Keeper, also: Collection[str]) -> bool:
    """Whether the draft was left at another place of the same form, and none was asked for."""
    if not (also and keeper.is_on and keeper.found):
        return False
    named = any(name in request.GET for name in also)
    return not named and keeper.found.address != keeper.place.address


def place_of(
    request: HttpRequest,
    parts: Mapping[str, Any],
    act: Act | None,
    by: Collection[str],
    also: Collection[str],
) -> Place:
    match = request.resolver_match
    return Place(
        form=str(match.url_name if match else ""),
        key=with_those(request, by),
        address=with_those(request, [*by, *also]),
        case_id=parts.get("case_id"),
        act=act,
    )


def with_those(request: HttpRequest, names: Collection[str]) -> str:
    """The address with those parts of its query and no others."""
    pairs = [(name, value) for name in sorted(names) for value in request.GET.getlist(name)]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


LONGEST = 300


def saved(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Keeps what was typed, and says so: to the script that sent it, or on the page."""
    answer, user = answers.answer_to(request), signed_in_user(request)
    if request.POST.get(OWNER) != str(user.pk):
        check(user, place)
        return answer.of_another()
    if max(len(place.key), len(place.address)) > LONGEST:
        raise Http404
    try:
        done = services.save_draft(
            place=place,
            fields=typed(request),
            revision=whole_number(request.POST.get(NUMBER, "")) or 0,
            by=user,
            now=timezone.now(),
            submission=submission_of(request),
        )
    except services.DraftElsewhere as elsewhere:
        return answer.elsewhere(elsewhere)
    except services.Refused as refused:
        return answer.refused(refused)
    return answer.saved(done)


def check(user: User, place: Place) -> None:
    """Whoever may not open the form is told what everybody is who may not."""
    if place.case_id is not None and place.act is not None:
        on = timezone.localdate()
        services.check_may(by=user, case_id=place.case_id, act=place.act, on=on)


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What somebody wrote; a password is never kept."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and "password" not in name
    }


def submission_of(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError as error:
        raise BadRequest("a form without its submission") from error


def forget(request: HttpRequest) -> None:
    """Forgets the draft of the form that was sent, if it was one of ours."""
    try:
        submission = UUID(request.POST.get("submission", ""))
    except ValueError:
        return
    services.forget_sent(by=signed_in_user(request), submission=submission)
