"""What an extract says: made of the case as the receiver sees it, and of nothing else. Pure.

It is plain text under headings, in the language in which it is to be read, so that it can be kept
and shown again as it was, whatever changes here later.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.core.events import CORRECTION
from fodfaeste.web import dates, duties, names, saying
from fodfaeste.web.case.log import log_lines
from fodfaeste.web.case.page import Shower
from fodfaeste.web.fact_fields import FROM_THE_CITIZEN

Rows = Sequence[tuple[str, str]]


def content_of(view: CaseView, *, today: date) -> dict[str, Any]:
    """The extract of a case, as plain data."""
    told = Told(view, today)
    sections = [
        (_("The citizen"), told.citizen()),
        (_("The course"), told.course()),
        (_("What is due"), told.due()),
        (_("What is known"), told.facts()),
        (_("Who has a part in the case"), told.people()),
        (_("What has happened"), told.happened()),
    ]
    return {
        "language": dates.language(),
        "on": today.isoformat(),
        "heading": names.of_citizen(view.citizen.name),
        "lead": _("Extract of the case at %(organisation)s, %(date)s") % {
            "organisation": view.organisation,
            "date": dates.medium(today, today=date.min),
        },
        "sections": [
            {"heading": heading, "rows": [list(row) for row in rows]}
            for heading, rows in sections
            if rows
        ],
    }  # fmt: skip


class Told:
    """The parts of one extract."""

    def __init__(self, view: CaseView, today: date) -> None:
        # Days with their year: it is read on another day than it was made.
        self.view, self.today = view, today
        self.shower = Shower(view, 0, today)

    def day(self, day: date) -> str:
        return dates.medium(day, today=date.min)

    def citizen(self) -> Rows:
        citizen = self.view.citizen
        pairs = [
            (_("Name"), citizen.name or ""),
            (_("CPR number"), citizen.cpr or ""),
            (_("Born"), self.day(citizen.birth_date) if citizen.birth_date else ""),
            *self.shower.contact(),
        ]
        return [(name, said) for name, said in pairs if said]

    def course(self) -> Rows:
        rules = self.view.rules
        pairs = [(_("Programme"), rules.programme.name[dates.language()])]
        if self.sees(Kind.REGISTRATIONS):
            variant = names.of_variant(rules, self.view.evaluation.variant)
            pairs += [
                (_("Form of the programme"), variant),
                (_("Phase"), self.shower.phase()),
                (_("Closed"), self.shower.closed()),
                *self.reached(),
            ]
        return [(name, said) for name, said in pairs if said]

    def reached(self) -> Rows:
        """Without what was earned by it: that is between authorities."""
        return [
            (one.outcome.name[dates.language()], self.day(date.fromordinal(one.day)))
            for one in self.view.evaluation.outcomes
        ]

    def due(self) -> Rows:
        if not self.sees(Kind.REGISTRATIONS):
            return []
        return [
            (self.day(each.due_on), duties.what(each.rule, each.duty.number))
            for each in self.shower.waiting
            if each.due_on
        ]

    def facts(self) -> Rows:
        facts = {name: said for name, said in self.view.facts.items() if name != FROM_THE_CITIZEN}
        return saying.facts(self.view.rules, facts, today=date.min)

    def people(self) -> Rows:
        return [
            (person.name, ", ".join(filter(None, [person.role, person.organisation])))
            for person in self.shower.people()
        ]

    def happened(self) -> Rows:
        """What counts: neither what was corrected, nor that it was, nor how the case is kept."""
        corrections = {one.id for one in self.view.entries if one.type == CORRECTION}
        return [
            (line.day, " · ".join(self.words(line.what, line.details, line.texts)))
            for line in log_lines(self.view, today=date.min)
            if not line.struck and not line.quiet and line.id not in corrections
        ]

    def words(
        self, what: str, details: Iterable[str], texts: Iterable[tuple[str, str]]
    ) -> Iterable[str]:
        yield what
        yield from details
        yield from (" ".join(filter(None, pair)) for pair in texts)

    def sees(self, kind: Kind) -> bool:
        return self.view.sight.sees(kind)
