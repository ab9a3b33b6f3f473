"""What a person can do in a case: one function an act.

Each takes ``by`` (who does it), ``now``, and ``submission``: an id that the form was given when
it was shown. The same submission again does nothing, and gives what it gave the first time.

They raise ``NotVisible`` or ``NotAllowed`` (see ``policy``), or ``Refused`` with the faults of what
was given (``place`` is the name of the field). ``fodfaeste.cases.faults`` has a sentence for the
codes that are the store's own.
"""

from fodfaeste.cases.basis import NoBasis, Recipient, may_send
from fodfaeste.cases.services.acts import (
    choose_variant,
    classify_text,
    erase_text,
    join_case,
    leave_case,
    let_see,
    move_to_version,
    record_facts,
)
from fodfaeste.cases.services.consents import (
    NewConsent,
    give_consent,
    id_of_consent,
    withdraw_consent,
)
from fodfaeste.cases.services.contacting import Contact, record_contact
from fodfaeste.cases.services.drafts import (
    DraftElsewhere,
    Place,
    Saved,
    forget_sent,
    save_draft,
    throw_away,
)
from fodfaeste.cases.services.events import NewEvent, correct, register, waive
from fodfaeste.cases.services.files import NewFile, add_file, checked
from fodfaeste.cases.services.referring import (
    LONGEST_NAME,
    Member,
    NewCitizen,
    Referral,
    Referred,
    refer_citizen,
)
from fodfaeste.cases.services.sharing import (
    WAYS_TO_SEND,
    NewSharing,
    check_sharing,
    digest_of,
    end_sharing,
    id_of_sharing,
    send_extract,
    share,
)
from fodfaeste.cases.services.writing import Registered, was_sent
from fodfaeste.cases.visibility import NotAllowed, NotVisible, check_may, note_refused
from fodfaeste.core.faults import Refused

__all__ = [
    "LONGEST_NAME",
    "WAYS_TO_SEND",
    "Contact",
    "DraftElsewhere",
    "Member",
    "NewCitizen",
    "NewConsent",
    "NewEvent",
    "NewFile",
    "NewSharing",
    "NoBasis",
    "NotAllowed",
    "NotVisible",
    "Place",
    "Recipient",
    "Referral",
    "Referred",
    "Refused",
    "Registered",
    "Saved",
    "add_file",
    "check_may",
    "check_sharing",
    "checked",
    "choose_variant",
    "classify_text",
    "correct",
    "digest_of",
    "end_sharing",
    "erase_text",
    "forget_sent",
    "give_consent",
    "id_of_consent",
    "id_of_sharing",
    "join_case",
    "leave_case",
    "let_see",
    "may_send",
    "move_to_version",
    "note_refused",
    "record_contact",
    "record_facts",
    "refer_citizen",
    "register",
    "save_draft",
    "send_extract",
    "share",
    "throw_away",
    "waive",
    "was_sent",
    "withdraw_consent",
]
