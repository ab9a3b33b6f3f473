"""The placements at a company as its page shows them: by name those of cases that the reader sees,
of the others how many they are; and what room the ratio rule leaves. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from fodfaeste.placements.queries import AtCompany, PlacementThere
from fodfaeste.web import dates, names
from fodfaeste.web.placements import saying
from fodfaeste.words import capitalised
from fodfaeste.words.findings import finding_text

HEADINGS = {
    "now": gettext_lazy("There now"),
    "coming": gettext_lazy("Agreed, not begun"),
    "past": gettext_lazy("Been there"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThereShown:
    """A placement or job."""

    citizen: str
    url: str
    protected: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Those who are there, come, or were. ``others``: how many more, in words."""

    code: str
    heading: str
    rows: Sequence[ThereShown]
    others: str


def parts(found: AtCompany, *, today: date, units: int) -> list[Part]:
    """Only what has something in it. ``units``: how many units the company has; the unit is said
    where there are several."""
    made = [
        Part(
            code=code,
            heading=str(heading),
            rows=[
                row(one, today=today, names_unit=units > 1)
                for one in found.rows
                if one.when == code
            ],
            others=others_said(found.others.get(code, 0)),
        )
        for code, heading in HEADINGS.items()
    ]
    return [part for part in made if part.rows or part.others]


def row(one: PlacementThere, *, today: date, names_unit: bool) -> ThereShown:
    kind = saying.kind(one.kind, names.rules_of(one.programme, one.version))
    period = saying.period(one.since, one.last, today=today)
    said = (capitalised(kind), period, one.unit if names_unit else "")
    return ThereShown(
        citizen=names.of_citizen(one.citizen),
        url=reverse("placement", args=[one.case_id, one.placement_id]),
        protected=one.protected,
        about=" · ".join(filter(None, said)),
    )


def others_said(number: int) -> str:
    """Those of cases that the reader does not see."""
    text = ngettext(
        "%(n)s in a case that you do not see", "%(n)s in cases that you do not see", number
    )
    return text % {"n": number} if number else ""


def room(found: AtCompany) -> dict[UUID, Sequence[str]]:
    """What the ratio rule says of each unit today, the arithmetic first; that the number of
    employees is not known stands there already."""
    return {
        unit: [
            finding_text(one, dates.language())
            for one in sorted(findings, key=lambda one: one.code != "ratio")
            if one.code != "staff_unknown"
        ]
        for unit, findings in found.room.items()
    }
