"""What screens show of partners and mentors. Each is told who asks, or a case that they opened."""

from fodfaeste.companies.queries import people_here
from fodfaeste.mentoring.hours import Account, Month, by_month
from fodfaeste.mentoring.lists import (
    SOON,
    AgreementView,
    HelpView,
    MentorPage,
    MentorView,
    PartnerPage,
    PartnerRow,
    PartnerView,
    help_of,
    mentor,
    mentors,
    partner,
    partners,
    to_choose,
)
from fodfaeste.mentoring.reading import (
    SupportView,
    may_arrange,
    may_register,
    minutes_of,
    support_of,
    supports_of,
)
from fodfaeste.mentoring.tracks import bases, track_names

__all__ = [
    "SOON",
    "Account",
    "AgreementView",
    "HelpView",
    "MentorPage",
    "MentorView",
    "Month",
    "PartnerPage",
    "PartnerRow",
    "PartnerView",
    "SupportView",
    "bases",
    "by_month",
    "help_of",
    "may_arrange",
    "may_register",
    "mentor",
    "mentors",
    "minutes_of",
    "partner",
    "partners",
    "people_here",
    "support_of",
    "supports_of",
    "to_choose",
    "track_names",
]
