"""A case full of what could leak, and everybody who might come to it; ``making`` makes them.

Every secret is a word that stands nowhere else, so that finding it in an answer proves something.
"""

from dataclasses import dataclass, field
from uuid import UUID

from fodfaeste.accounts.models import Organisation, Team, User

PROGRAMME = "vandring"
PHASE = "intro"
COURSE = f"{PROGRAMME}:intro-and-plan"
CPR = "050371-1234"  # fails modulus 11
OTHER_CPR = "050372-1234"
FORMER_CPR = "050374-1234"
PROTECTED_CPR = "050373-1234"
NOBODY = UUID(int=0)
REASON = "Noedgrundium: borgeren er faldet om i receptionen"

WORKER = ("contact_person", "employment_specialist")

SECRETS: dict[str, tuple[str, ...]] = {
    "name": ("Zenobia", "Kvistgren"),
    "birth date": ("1971-03-05", "5. marts 1971", "5.3.1971", "05.03.1971", "05-03-1971"),
    "CPR number": (CPR, CPR.replace("-", "")),
    "address": ("Hemmelighedsvej",),
    "telephone": ("99001717",),
    "e-mail": ("zk@borger.example",),
    "ordinary note": ("Pluviusnotat",),
    "health note": ("Cardaminenotat",),
    "social note": ("Sorbarianotat",),
    "belief": ("Fidesianotat",),
    "belief stated": ("Confidentianotat",),
    "phase plan": ("Phaseologia",),
    "crisis plan": ("Crisianotat",),
    "call": ("Vocatianotat",),
    "sparring": ("Sparringium",),
    "relatives": ("Relationium",),
    "ordinary fact": ("Rubelfaktum",),
    "health fact": ("Helsefaktum",),
    "social fact": ("Sociofaktum",),
    "plan": ("Planteriana",),
    "health in the plan": ("Helseplanum",),
    "wishes for work": ("Oenskerium",),
    "considerations": ("Hensynium",),
    "step of a match": ("Skridtanotat",),
    "consent's wording": ("Ordlydium",),
    "consent's purpose": ("Formaalium",),
    "reason of emergency": ("Noedgrundium",),
    "extract": ("Extraktium",),
    "draft": ("Kladdium",),
    "ordinary document": ("Ordinariumark", "Foliantnavn"),
    "letter": ("Brevlaegium",),
    "health document": ("Sanitasmark", "Sanitasnavn"),
    "who has a part": ("Medlemsen",),
    "appointment's place": ("Moedestedium",),
    "appointment's note": ("Aftalenotatium",),
    "protected place": ("Dunkelmoede",),
    "protected name": ("Perpetua", "Skjultholm"),
    "protected address": ("Dunkelvej",),
    "time sheet": ("Timesedlium",),
    "work agreement": ("Aftaletium",),
    "who confirmed hours": ("Bekraeftius",),
    "contact at a company": ("Kontaktoria", "62001717", "Contactusnotat"),
    "contact at a partner": ("Hjaelperia",),
    "mentor": ("Mentoria",),
    "mentor support": ("Mentornotatium",),
    "name, long closed": ("Antiquaria",),
    "name elsewhere": ("Fjernberta",),
}


@dataclass
class World:
    """What the addresses are filled with, and the visitors by name."""

    town: Organisation
    centre: Organisation
    elsewhere: Organisation
    team: Team
    elsewhere_team: Team
    visitors: dict[str, User] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    appointments: dict[str, UUID] = field(default_factory=dict)
    consents: dict[str, UUID] = field(default_factory=dict)
    sharings: dict[str, UUID] = field(default_factory=dict)
    emergency: UUID = NOBODY
    meeting: UUID = NOBODY
    run: UUID = NOBODY
    session: UUID = NOBODY
    sample: UUID = NOBODY
    deletion: UUID = NOBODY
    draft: UUID = NOBODY
    step: int = 0
    files: dict[str, UUID] = field(default_factory=dict)
    placement: UUID = NOBODY
    support: UUID = NOBODY
    letters: dict[str, UUID] = field(default_factory=dict)
    register: dict[str, UUID] = field(default_factory=dict)
