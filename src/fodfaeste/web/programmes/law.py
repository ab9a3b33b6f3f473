"""The rules of the law about placements as a readable page: what each says, where it stands, and
whether it was read there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.core.law import Group, Law, PlacementRules, Rule
from fodfaeste.web import dates


@dataclass(frozen=True, slots=True)
class LawShown:
    """A rule. ``check``: what is to be checked about it, empty where it is certain."""

    id: str
    says: str
    paragraph: str
    applies: str
    source: str
    check: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rules about one matter: those that apply today, and others."""

    id: str
    name: Promise | str
    today: Sequence[LawShown]
    others: Sequence[LawShown]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A target group of the act."""

    number: int
    name: str
    certain: bool


@dataclass(frozen=True, slots=True)
class LawPage:
    """All of them."""

    parts: Sequence[Part]
    groups: Sequence[GroupShown]


PARTS: tuple[tuple[str, Promise], ...] = (
    ("ratio", gettext_lazy("The ratio rule")),
    ("durations", gettext_lazy("How long it may last")),
    ("unemployed", gettext_lazy("Unemployed before")),
    ("net_jobs", gettext_lazy("Net job creation")),
)


def page(rules: PlacementRules, *, language: str, today: date) -> LawPage:
    """Each part with the rules of the day first."""
    return LawPage(
        [part(ident, name, getattr(rules, ident), language, today) for ident, name in PARTS],
        [group(one, language) for one in rules.groups],
    )


def part(ident: str, name: Promise, rules: Iterable[Rule], language: str, today: date) -> Part:
    laws = [rule.law for rule in rules]
    now = [law for law in laws if law.is_in_force(today.toordinal())]
    return Part(
        ident.replace("_", "-"),
        name,
        [shown(law, language, today) for law in now],
        [shown(law, language, today) for law in laws if law not in now],
    )


def shown(law: Law, language: str, today: date) -> LawShown:
    return LawShown(
        str(law.id),
        law.says[language],
        law.paragraph[language],
        applies(law, today),
        law.source,
        law.check[language] if law.check else "",
    )


def applies(law: Law, today: date) -> str:
    """On which days it is used here."""
    since = dates.medium(law.since, today=today)
    if law.until is None:
        return _("used here since %(since)s") % {"since": since}
    until = dates.medium(law.until, today=today)
    return _("used here until %(until)s") % {"until": until}


def group(one: Group, language: str) -> GroupShown:
    return GroupShown(one.number, one.name[language], one.certain)
