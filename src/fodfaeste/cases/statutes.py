"""The statutes by which something can be shared without a consent, as dated data.

None of them is chosen by the system: whoever shares names the paragraph and gives a reason. An
entry is never changed; another takes its place from its own day, and what was shared by it before
keeps the name that it had. ``certain`` is False where the text in force has not been read at its
source: such an entry says what is to be checked, on the page where it is chosen as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """A paragraph. ``since`` and ``until`` (None: still) are the days on which it could be chosen
    here, which for old acts is no statement about when they were passed."""

    id: str
    paragraph: Mapping[str, str]
    says: Mapping[str, str]
    since: date
    until: date | None = None
    certain: bool = False
    check: Mapping[str, str]
    source: str

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


START = date(2000, 1, 1)
_NOTHING: Mapping[str, str] = {"da": "", "en": ""}

STATUTES: tuple[Statute, ...] = (
    Statute(
        id="rsl-11-a-2",
        paragraph={
            "da": "Retssikkerhedsloven § 11 a, stk. 2",
            "en": "Act on Legal Protection (social matters), section 11 a(2)",
        },
        says={
            "da": "En myndighed kræver oplysninger om økonomi til en sag om hjælp.",
            "en": "An authority demands economic data for a case about assistance.",
        },
        since=START,
        certain=True,
        check=_NOTHING,
        source="nyborg.dk, Datasikkerhed (the act's text)",
    ),
    Statute(
        id="rsl-11-c",
        paragraph={
            "da": "Retssikkerhedsloven § 11 c",
            "en": "Act on Legal Protection (social matters), section 11 c",
        },
        says={
            "da": "Loven tillader i visse sager at give oplysninger videre uden samtykke.",
            "en": "In certain cases the act allows disclosure without consent.",
        },
        since=START,
        check={
            "da": "Paragraffens tekst er ikke fundet. Læs den, før du vælger den.",
            "en": "The section's text has not been found. Read it before you choose it.",
        },
        source="—",
    ),
    Statute(
        id="fvl-28-2-2",
        paragraph={
            "da": "Forvaltningsloven § 28, stk. 2, nr. 2",
            "en": "Public Administration Act, section 28(2)(2)",
        },
        says={
            "da": "En anden lov siger, at myndigheden skal have oplysningen.",
            "en": "Another act says that the authority is to have the information.",
        },
        since=START,
        check={
            "da": "For oplysninger om personer henviser § 28, stk. 1, nu til "
            "databeskyttelsesreglerne. Skriv i begrundelsen, hvilken lov der kræver det.",
            "en": "For information on persons section 28(1) now points to the data-protection "
            "rules. Say in the reason which act requires it.",
        },
        source="danskelove.dk and elov.dk, forvaltningsloven § 28",
    ),
    Statute(
        id="fvl-28-2-3",
        paragraph={
            "da": "Forvaltningsloven § 28, stk. 2, nr. 3",
            "en": "Public Administration Act, section 28(2)(3)",
        },
        says={
            "da": "Oplysningen må antages at være af væsentlig betydning for myndighedens "
            "virksomhed eller en afgørelse.",
            "en": "The information must be assumed to be of essential importance to the "
            "authority's work or a decision.",
        },
        since=START,
        check={
            "da": "For oplysninger om personer henviser § 28, stk. 1, nu til "
            "databeskyttelsesreglerne. Spørg jeres databeskyttelsesrådgiver.",
            "en": "For information on persons section 28(1) now points to the data-protection "
            "rules. Ask your data-protection officer.",
        },
        source="danskelove.dk and elov.dk, forvaltningsloven § 28",
    ),
    Statute(
        id="sel-153",
        paragraph={
            "da": "Serviceloven § 153 (underretning)",
            "en": "Act on Social Services, section 153 (notification)",
        },
        says={
            "da": "Et barn eller en ung under 18 år kan have behov for særlig støtte.",
            "en": "A child or young person under 18 may need special support.",
        },
        since=START,
        until=date(2023, 12, 31),
        certain=True,
        check=_NOTHING,
        source="danskelove.dk, serviceloven §§ 152-154",
    ),
    Statute(
        id="barnets-lov-133",
        paragraph={
            "da": "Barnets lov § 133 (underretning)",
            "en": "The Child's Act, section 133 (notification)",
        },
        says={
            "da": "Et barn eller en ung under 18 år kan have behov for særlig støtte.",
            "en": "A child or young person under 18 may need special support.",
        },
        since=date(2024, 1, 1),
        check={
            "da": "Pligten stod før i serviceloven § 153. At den nu står her, er ikke læst ved "
            "kilden.",
            "en": "The duty stood in section 153 of the Act on Social Services before. That it "
            "stands here now has not been read at the source.",
        },
        source="—",
    ),
    Statute(
        id="gdpr-vital",
        paragraph={
            "da": "Databeskyttelsesforordningen art. 6(1)(d) og art. 9(2)(c)",
            "en": "General Data Protection Regulation, articles 6(1)(d) and 9(2)(c)",
        },
        says={
            "da": "Det gælder liv eller helbred, og borgeren kan ikke selv sige ja.",
            "en": "It is a matter of life or health, and the citizen cannot consent.",
        },
        since=date(2018, 5, 25),
        check={
            "da": "Om nødssituationen er her, vurderer du selv. Ring altid 112 først.",
            "en": "Whether this is such an emergency is yours to judge. Always ring 112 first.",
        },
        source="—",
    ),
)

BY_ID: Mapping[str, Statute] = {statute.id: statute for statute in STATUTES}


def in_force(on: date) -> tuple[Statute, ...]:
    """Those that can be chosen on that day."""
    return tuple(statute for statute in STATUTES if statute.is_in_force(on))
