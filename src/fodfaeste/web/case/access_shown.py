"""The page *Access* of a case. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.accounts.models import AccessLog, Function
from fodfaeste.cases.policy import Kind, Relation
from fodfaeste.cases.queries import CaseView, Onlooker
from fodfaeste.cases.queries.traces import LookUp
from fodfaeste.web import dates, names, policy_words


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who sees the case. ``works``: function and organisation; ``also``: what they see
    beside what everybody does who takes part."""

    name: str
    works: str
    why: Sequence[str]
    sees: Sequence[str]
    until: str
    is_reader: bool


@dataclass(frozen=True, slots=True)
class AccessShown:
    """``own``: why the reader sees it. ``count``: of people and organisations."""

    own: Sequence[str]
    seers: Sequence[Seer]
    count: int
    protected: bool

    @property
    def alike(self) -> list[list[Seer]]:
        """Those beside each other who see the same for the same reason: told once."""
        return [list(group) for _same, group in groupby(self.seers, sees_alike)]


def sees_alike(one: Seer) -> tuple[object, ...]:
    return one.is_reader, one.until, tuple(one.why), tuple(one.sees)


@dataclass(frozen=True, slots=True)
class LookUpLine:
    """That somebody looked."""

    when: str
    who: str
    works: str
    what: str
    why: str


def access_shown(
    view: CaseView, seen_by: Sequence[Onlooker], *, user_id: int, today: date
) -> AccessShown:
    """In words, those first who have most to do with the case."""
    seers = [seer(view, each, user_id=user_id, today=today) for each in seen_by]
    own = policy_words.relations(view.sight.relations)
    return AccessShown(own, seers, len(seers), view.citizen.protected)


def seer(view: CaseView, one: Onlooker, *, user_id: int, today: date) -> Seer:
    until = (
        _("until %(date)s") % {"date": dates.medium(one.until, today=today)} if one.until else ""
    )
    return Seer(
        name=_("Everybody at %(name)s") % {"name": one.name}
        if one.whole_organisation
        else one.name,
        works=works(one.function, "" if one.whole_organisation else one.organisation),
        why=why(view, one),
        sees=policy_words.kinds(shown(one, protected=view.citizen.protected)),
        until=until,
        is_reader=one.user_id == user_id,
    )


def why(view: CaseView, one: Onlooker) -> list[str]:
    """The relations; of a part in the case, which one."""
    said = policy_words.relations(one.sight.relations - {Relation.MEMBER, Relation.COVER})
    said = [_("covers for %(name)s") % {"name": name} for name in one.covers_for] + said
    if not one.roles:
        return said
    roles = ", ".join(names.of_role(view.rules, role) for role in one.roles)
    return [_("takes part as %(role)s") % {"role": roles}, *said]


def shown(one: Onlooker, *, protected: bool) -> Iterable[Kind]:
    """What they see of this citizen: a protected name only those who may."""
    if not protected:
        return one.sight.kinds
    hidden = {
        kind
        for kind, key in (
            (Kind.NAME, Kind.PROTECTED_NAME),
            (Kind.CPR, Kind.PROTECTED_NAME),
            (Kind.CONTACT, Kind.PROTECTED_CONTACT),
        )
        if key not in one.sight.kinds
    }
    return one.sight.kinds - hidden


def works(function: str, organisation: str) -> str:
    """``sekretær, Center Nord``"""
    said = str(Function(function).label) if function in Function.values else ""
    return words.capitalised(", ".join(filter(None, (said, organisation))))


def look_up_lines(found: Iterable[LookUp], *, today: date) -> list[LookUpLine]:
    """Those who looked, newest first."""
    return [look_up_line(each, today=today) for each in found]


def look_up_line(one: LookUp, *, today: date) -> LookUpLine:
    at = timezone.localtime(one.at)
    acts = dict(AccessLog.Act.choices)
    relations = [Relation(each) for each in one.relations if each in set(Relation)]
    return LookUpLine(
        when=f"{dates.short(at.date(), today=today)} {at:%H:%M}",
        who=one.name,
        works=works(one.function, one.organisation),
        what=times_said(words.capitalised(str(acts.get(one.act, one.act))), one.times),
        why="; ".join(policy_words.relations(relations)),
    )


def times_said(what: str, times: int) -> str:
    """``Åbnede (3 gange)``"""
    return what if times == 1 else _("%(what)s (%(n)s times)") % {"what": what, "n": times}
