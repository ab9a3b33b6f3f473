"""What the views of support in phases share: the case, and how its programme gives that."""

from uuid import UUID

from django.http import Http404, HttpRequest

from fodfaeste.cases.policy import Act
from fodfaeste.cases.services import NotVisible
from fodfaeste.core.programme import PhasedSupport
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.dates import language
from fodfaeste.web.progress.presenters import is_receiver


def opened_with_support(
    request: HttpRequest, case_id: UUID, *, to: Act | None = None
) -> tuple[Opened, PhasedSupport]:
    """The case, and how support is given in it; a page that is not there where it is not. Plans
    are no part of what is shared with a receiver."""
    opened = open_case(request, case_id, to=to)
    if is_receiver(opened.view):
        raise NotVisible(case_id)
    found = opened.view.rules.programme.phased_support
    if found is None:
        raise Http404
    return opened, found


def name_of(opened: Opened) -> str:
    """What the support is called: CTI."""
    programme = opened.view.rules.programme
    support = programme.phased_support
    assert support is not None, "the programme gives it"
    return programme.stretches[support.stretch].name[language()]
