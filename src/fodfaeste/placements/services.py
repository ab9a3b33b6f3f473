"""What a person can do with placements: one function an act, as in ``cases.services``."""

from fodfaeste.placements.changing import (
    Change,
    Ending,
    begin_placement,
    change_agreement,
    drop_placement,
    end_placement,
)
from fodfaeste.placements.new import LETTERS, NewPlacement, id_of_placement
from fodfaeste.placements.recording import Recorded, record_elsewhere
from fodfaeste.placements.signing import Signing, sign_agreement
from fodfaeste.placements.starting import start_placement

__all__ = [
    "LETTERS",
    "Change",
    "Ending",
    "NewPlacement",
    "Recorded",
    "Signing",
    "begin_placement",
    "change_agreement",
    "drop_placement",
    "end_placement",
    "id_of_placement",
    "record_elsewhere",
    "sign_agreement",
    "start_placement",
]
