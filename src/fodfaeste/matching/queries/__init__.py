"""What screens show of the match. Every query takes the person who asks, or the case as they see
it."""

from fodfaeste.matching.queries.case import MatchView, WishesView, match
from fodfaeste.matching.queries.figures import Figures, figures
from fodfaeste.matching.queries.lists import (
    MOST,
    CaseLine,
    ContactLine,
    ProspectShort,
    contacts,
    pipelines,
)
from fodfaeste.matching.queries.offers import UnitFound, offers_for, unit, units

__all__ = [
    "MOST",
    "CaseLine",
    "ContactLine",
    "Figures",
    "MatchView",
    "ProspectShort",
    "UnitFound",
    "WishesView",
    "contacts",
    "figures",
    "match",
    "offers_for",
    "pipelines",
    "unit",
    "units",
]
