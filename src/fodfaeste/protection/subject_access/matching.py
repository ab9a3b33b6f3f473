"""What work the citizen wishes, and which workplaces are thought of, as they are given it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases.models import Case
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.companies.offered import kinds
from fodfaeste.matching.models import Step, WishVersion
from fodfaeste.matching.services.stepping import unit_name
from fodfaeste.matching.wishes import Needs, Wishes, opened_needs, opened_wishes
from fodfaeste.protection.subject_access.naming import joined
from fodfaeste.protection.subject_access.tree import Fact, Item, fact, in_words, known


def wishes(case: Case, language: str) -> Iterator[Item]:
    """Every version, with both its parts."""
    rows = WishVersion.unrestricted.filter(case=case).select_related("made_by").order_by("number")
    for row in rows:
        yield Item(
            _("Version %(number)s") % {"number": row.number},
            known(
                *_wishes(opened_wishes(row.content), language),
                *_needs(opened_needs(row.needs)),
                fact("made_at", _("Written down"), row.made_at),
                fact("made_by", _("Written by"), row.made_by.name),
            ),
        )


def _wishes(said: Wishes, language: str) -> Iterator[Fact]:
    told = {"yes": True, "no": False}.get(said.told)
    yield fact("tasks", _("Tasks"), list(said.tasks), joined(said.tasks))
    yield fact("trades", _("Trades"), list(said.trades), joined(said.trades))
    yield fact("kinds", _("Kind"), list(said.kinds), joined(_kind(k, language) for k in said.kinds))
    yield fact("hours_least", _("Hours a week, at least"), said.hours_least)
    yield fact("hours_most", _("Hours a week, at most"), said.hours_most)
    yield fact("near", _("Near this postcode"), said.near)
    yield fact("most_minutes", _("At most so many minutes each way"), said.most_minutes)
    yield fact("where", _("What else about where"), said.where)
    minutes = {str(unit): number for unit, number in said.minutes.items()}
    yield fact("minutes", _("Travel time"), list(minutes.items()), _minutes(said))
    yield fact("told", _("May the employer be told of the illness?"), told)
    yield fact("told_on", _("The citizen decided on"), said.told_on)


def _kind(code: str, language: str) -> str:
    named = kinds().get(code)
    return named[language] if named else code


def _minutes(said: Wishes) -> str:
    units = ProductionUnit.unrestricted.filter(pk__in=said.minutes).select_related("company")
    return joined(f"{unit_name(unit)}: {said.minutes[unit.pk]}" for unit in units)


def _needs(said: Needs) -> Iterator[Fact]:
    codes = joined(str(CONSIDERATIONS.get(code, code)) for code in said.codes)
    yield fact("needs", _("The workplace has to consider"), list(said.codes), codes)
    yield fact("needs_words", _("What else it has to consider"), said.words)
    yield fact("told_words", _("The employer may be told"), said.told_words)


def steps(case: Case) -> Iterator[Item]:
    """Every step, oldest first; what was written of it stands with its line of the log."""
    found = Step.unrestricted.filter(prospect__case=case).order_by("on", "entry__seq")
    near = ("prospect__unit__company", "prospect__offer", "done_by", "entry", "of__entry")
    for step in found.select_related(*near):
        offer = step.prospect.offer
        yield Item(
            f"{in_words(step.on)}: {unit_name(step.prospect.unit)}",
            known(
                fact("kind", _("What happened"), step.kind, str(step.get_kind_display())),
                fact("channel", _("How"), step.channel, str(step.get_channel_display())),
                fact("declined_by", _("Who said no"), step.declined_by, _side(step)),
                fact("offer", _("The work offered"), offer.tasks if offer else None),
                fact("done_by", _("Who was in touch"), step.done_by.name),
                fact("entry", _("About entry"), step.entry.event_id),
                fact("of", _("Takes back entry"), step.of.entry.event_id if step.of else None),
            ),
        )


def _side(step: Step) -> str:
    return str(step.get_declined_by_display()) if step.declined_by else ""
