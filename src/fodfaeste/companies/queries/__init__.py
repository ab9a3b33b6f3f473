"""What screens show of the register. Every query takes the person who asks, and shows the register
of their organisation."""

from fodfaeste.companies.queries.imports import (
    ImportLine,
    ImportView,
    company_import,
    imports,
    may_import,
)
from fodfaeste.companies.queries.listing import search
from fodfaeste.companies.queries.page import company, people_here
from fodfaeste.companies.queries.results import (
    CompanyPage,
    CompanyRow,
    CompanyView,
    ContactView,
    CooperationView,
    FigureView,
    OfferView,
    TouchView,
    UnitChoice,
    UnitView,
)

__all__ = [
    "CompanyPage",
    "CompanyRow",
    "CompanyView",
    "ContactView",
    "CooperationView",
    "FigureView",
    "ImportLine",
    "ImportView",
    "OfferView",
    "TouchView",
    "UnitChoice",
    "UnitView",
    "company",
    "company_import",
    "imports",
    "may_import",
    "people_here",
    "search",
]
