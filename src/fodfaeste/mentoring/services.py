"""What a person can do with partners and mentors: one function an act."""

from fodfaeste.companies.services import NotInRegister, may_keep
from fodfaeste.core.faults import Refused
from fodfaeste.mentoring.registers import (
    add_help,
    add_mentor,
    add_partner,
    agree,
    change_help,
    change_mentor,
    change_partner,
    erase_mentor,
    erase_partner_contact,
)
from fodfaeste.mentoring.supporting import (
    begin_support,
    change_support,
    end_support,
    id_of_support,
    register_contact,
)
from fodfaeste.mentoring.told import (
    AgreementTold,
    ContactTold,
    HelpTold,
    MentorTold,
    PartnerTold,
    SupportTold,
)

__all__ = [
    "AgreementTold",
    "ContactTold",
    "HelpTold",
    "MentorTold",
    "NotInRegister",
    "PartnerTold",
    "Refused",
    "SupportTold",
    "add_help",
    "add_mentor",
    "add_partner",
    "agree",
    "begin_support",
    "change_help",
    "change_mentor",
    "change_partner",
    "change_support",
    "end_support",
    "erase_mentor",
    "erase_partner_contact",
    "id_of_support",
    "may_keep",
    "register_contact",
]
