"""What screens show of the register. Every query takes the person who asks, and shows the register
of their organisation."""

from fodfaeste.companies.queries.listing import search
from fodfaeste.companies.queries.page import company
from fodfaeste.companies.queries.results import (
    CompanyPage,
    CompanyRow,
    CompanyView,
    ContactView,
    FigureView,
    OfferView,
    UnitChoice,
    UnitView,
)

__all__ = [
    "CompanyPage",
    "CompanyRow",
    "CompanyView",
    "ContactView",
    "FigureView",
    "OfferView",
    "UnitChoice",
    "UnitView",
    "company",
    "search",
]
