"""What somebody has begun to write about the citizen and not sent: held, and so given."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, Citizen, Draft
from fodfaeste.protection.subject_access.naming import CONTACT, IDENTITY, Namer, joined
from fodfaeste.protection.subject_access.tree import Fact, Item, fact, in_words, known

NOT_SAID = frozenset({"submission", "suggested"})
"""Parts of a form that nobody wrote."""


def drafts(case: Case, namer: Namer) -> Iterator[Item]:
    """Of a case."""
    for row in Draft.unrestricted.filter(case=case).select_related("owner"):
        yield _item(row, namer)


def referrals(citizen: Citizen, by: User) -> Iterator[Item]:
    """Referrals of the organisation's that were begun with the citizen's number: only the number
    tells whom they are about, and it stands in what is encrypted."""
    if not citizen.cpr:
        return
    number = crypto.decrypt(citizen.cpr)
    begun = Draft.unrestricted.filter(case=None, owner__organisation=by.organisation_id)
    for row in begun.select_related("owner"):
        typed = crypto.decrypt_map(row.fields).get("cpr") or [""]
        if re.sub(r"\D", "", typed[0]) == number:
            yield _item(row, None)


def _item(row: Draft, namer: Namer | None) -> Item:
    typed = crypto.decrypt_map(row.fields)
    told = (
        fact(name, _label(name, namer), joined(values))
        for name, values in typed.items()
        if name not in NOT_SAID
    )
    return Item(in_words(row.updated_at), known(*_about(row), *told))


def _about(row: Draft) -> Iterable[Fact]:
    yield fact("form", _("Form"), row.form)
    yield fact("owner", _("Written by"), row.owner.name)
    yield fact("begun_at", _("Begun"), row.begun_at)


def _label(name: str, namer: Namer | None) -> str:
    """What a field is called where the programme or the citizen's data have a name for it."""
    plain = {"note": _("Note"), "reason": _("Why"), **IDENTITY, **CONTACT}
    start, _sign, code = name.partition("_")
    if namer is not None and start == "f":
        return namer.fact_of(code, "").label
    if namer is not None and start == "q":
        return _question(code, namer)
    if namer is not None and start == "a":
        return _attribute(code, namer)
    return str(plain.get(name, name))


def _question(code: str, namer: Namer) -> str:
    """What is asked in a field, be it of one sub-goal or of the words beside it."""
    name = code.partition("__")[0]
    asked = (each for form in namer.rules.programme.forms for each in form.questions)
    return next((each.asks[namer.language] for each in asked if each.id == name), code)


def _attribute(name: str, namer: Namer) -> str:
    """The name of an attribute, whichever event has it."""
    events = namer.rules.terms.events.values()
    found = (event.attributes[name] for event in events if name in event.attributes)
    return next((one.name[namer.language] for one in found), name)
