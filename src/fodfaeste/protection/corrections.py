"""What was corrected in a case, for whoever works with it: article 16, made visible."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, LogText
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.sight import Sight
from fodfaeste.cases.visibility import visible_case
from fodfaeste.protection.subject_access import entries
from fodfaeste.protection.subject_access.gathering import namer_of
from fodfaeste.protection.subject_access.tree import Item


@dataclass(frozen=True, slots=True)
class Corrections:
    """``citizen`` None: the name is not for the asker. ``shows``: whether they see what happens in
    the case at all. ``may_rectify``: whether they may correct who the citizen is."""

    citizen: str | None
    shows: bool
    items: tuple[Item, ...]
    may_rectify: bool


def corrections(*, case_id: UUID, user: User, language: str, on: date) -> Corrections:
    """As it was, as it is, by whom and why, newest first, without what ``user`` does not see. It
    is logged. Raises ``NotVisible``."""
    case, sight = visible_case(user, case_id, on)
    access.note(
        user=user,
        act=access.Act.VIEW,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        kinds=sight.kinds,
        relations=sight.relations,
        page="corrections",
    )
    sees_name = sight.sees_name(protected=case.citizen.protected)
    shows = sight.sees(Kind.REGISTRATIONS)
    items = tuple(entries.changes(_seen(case, user, sight, on), namer_of(case, language)))
    return Corrections(
        citizen=case.citizen.name if sees_name else None,
        shows=shows,
        items=tuple(reversed(items)) if shows else (),
        may_rectify=sees_name and sight.may(Act.CORRECT),
    )


def _seen(case: Case, user: User, sight: Sight, on: date) -> list[entries.Line]:
    """The log with the texts that the asker reads; who the citizen is, only as far as they see."""
    texts = LogText.objects.visible_to(user, on).filter(entry__case=case)
    hidden = set()
    if not sight.sees_name(protected=case.citizen.protected):
        hidden |= {"name", "birth_date", "cpr"}
    if not sight.sees_number(protected=case.citizen.protected):
        hidden.add("cpr")
    lines = entries.read(case, texts)
    untold = _untold(lines, sight)
    told = [line for line in lines if str(line.row.attributes.get("of")) not in untold]
    return [_without(line, hidden) for line in told]


def _untold(lines: list[entries.Line], sight: Sight) -> set[str]:
    """The lines of which the asker does not learn that they are there."""
    if sight.sees(Kind.BELIEF):
        return set()
    beliefs = (line.row for line in lines if line.row.type == rows.BELIEF_STATED)
    return {row.event_id for row in beliefs if row.registered_by_id != sight.author_id}


def _without(line: entries.Line, hidden: set[str]) -> entries.Line:
    parts = {
        name: {field: value for field, value in part.items() if field not in hidden}
        if name in ("before", "after")
        else part
        for name, part in line.text.items()
    }
    return replace(line, text=parts)
