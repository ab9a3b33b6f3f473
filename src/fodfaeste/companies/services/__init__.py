"""What is done with the register: one function an act, each a line of the organisation's log."""

from fodfaeste.companies.services.contacts import add_contact, change_contact, erase_contact
from fodfaeste.companies.services.cooperating import (
    add_cooperation,
    change_cooperation,
    record_touch,
    take_touch_back,
)
from fodfaeste.companies.services.importing import carry_out, discard, upload
from fodfaeste.companies.services.offering import add_offer, change_offer, record_staff
from fodfaeste.companies.services.register import (
    add_company,
    add_unit,
    change_company,
    change_unit,
)
from fodfaeste.companies.services.writing import NotInRegister, may_keep
from fodfaeste.companies.told import (
    CompanyTold,
    ContactTold,
    CooperationTold,
    OfferTold,
    StaffTold,
    TouchTold,
    UnitTold,
)
from fodfaeste.core.faults import Refused

__all__ = [
    "CompanyTold",
    "ContactTold",
    "CooperationTold",
    "NotInRegister",
    "OfferTold",
    "Refused",
    "StaffTold",
    "TouchTold",
    "UnitTold",
    "add_company",
    "add_contact",
    "add_cooperation",
    "add_offer",
    "add_unit",
    "carry_out",
    "change_company",
    "change_contact",
    "change_cooperation",
    "change_offer",
    "change_unit",
    "discard",
    "erase_contact",
    "may_keep",
    "record_staff",
    "record_touch",
    "take_touch_back",
    "upload",
]
