"""What a person can do in a case: one function an act.

Each takes ``by`` (who does it), ``now``, and ``submission``: an id that the form was given when
it was shown. The same submission again does nothing, and gives what it gave the first time.

They raise ``NotVisible`` or ``NotAllowed`` (see ``policy``), or ``Refused`` with the faults of what
was given (``place`` is the name of the field). ``fodfaeste.cases.faults`` has a sentence for the
codes that are the store's own.
"""

from fodfaeste.cases.basis import NoBasis, Recipient, has_basis, may_send
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
from fodfaeste.cases.services.appointments import (
    CAUSES,
    FURTHEST,
    PLACES,
    NewAppointment,
    Slot,
    book,
    cancel,
    hold,
    id_of_appointment,
    move,
    not_held,
)
from fodfaeste.cases.services.closing import close_case, reopen_case
from fodfaeste.cases.services.companions import (
    NewCompanion,
    add_companion,
    end_companion,
)
from fodfaeste.cases.services.consents import (
    NewConsent,
    give_consent,
    id_of_consent,
    withdraw_consent,
)
from fodfaeste.cases.services.contacting import Contact, record_contact
from fodfaeste.cases.services.covering import NewCover, arrange_cover, end_cover
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
from fodfaeste.cases.services.intake import NewDecision, decide_referral
from fodfaeste.cases.services.measuring import NewMeasuring, measure, state_belief
from fodfaeste.cases.services.passing import (
    NewPassing,
    accept_case,
    check_passing,
    offer_case,
    refuse_case,
    was_answered,
)
from fodfaeste.cases.services.planning import (
    ChangedMeanwhile,
    PlanChange,
    change_plan,
    follows,
    id_of_item,
)
from fodfaeste.cases.services.publishing import agree_plan, publish_plan, send_plan
from fodfaeste.cases.services.referring import (
    LONGEST_NAME,
    Member,
    NewCitizen,
    Referral,
    Referred,
    refer_citizen,
)
from fodfaeste.cases.services.reminding import remind
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
from fodfaeste.cases.services.support import (
    CrisisPlan,
    FocusArea,
    answer_call,
    call_in,
    plan_for_crisis,
    plan_phase,
    plan_to_last,
)
from fodfaeste.cases.services.taking_over import take_over
from fodfaeste.cases.services.writing import Registered, was_sent
from fodfaeste.cases.visibility import NotAllowed, NotVisible, check_may, note_refused
from fodfaeste.core.faults import Refused

__all__ = [
    "CAUSES",
    "FURTHEST",
    "LONGEST_NAME",
    "PLACES",
    "WAYS_TO_SEND",
    "ChangedMeanwhile",
    "Contact",
    "CrisisPlan",
    "DraftElsewhere",
    "FocusArea",
    "Member",
    "NewAppointment",
    "NewCitizen",
    "NewCompanion",
    "NewConsent",
    "NewCover",
    "NewDecision",
    "NewEvent",
    "NewFile",
    "NewMeasuring",
    "NewPassing",
    "NewSharing",
    "NoBasis",
    "NotAllowed",
    "NotVisible",
    "Place",
    "PlanChange",
    "Recipient",
    "Referral",
    "Referred",
    "Refused",
    "Registered",
    "Saved",
    "Slot",
    "accept_case",
    "add_companion",
    "add_file",
    "agree_plan",
    "answer_call",
    "arrange_cover",
    "book",
    "call_in",
    "cancel",
    "change_plan",
    "check_may",
    "check_passing",
    "check_sharing",
    "checked",
    "choose_variant",
    "classify_text",
    "close_case",
    "correct",
    "decide_referral",
    "digest_of",
    "end_companion",
    "end_cover",
    "end_sharing",
    "erase_text",
    "follows",
    "forget_sent",
    "give_consent",
    "has_basis",
    "hold",
    "id_of_appointment",
    "id_of_consent",
    "id_of_item",
    "id_of_sharing",
    "join_case",
    "leave_case",
    "let_see",
    "may_send",
    "measure",
    "move",
    "move_to_version",
    "not_held",
    "note_refused",
    "offer_case",
    "plan_for_crisis",
    "plan_phase",
    "plan_to_last",
    "publish_plan",
    "record_contact",
    "record_facts",
    "refer_citizen",
    "refuse_case",
    "register",
    "remind",
    "reopen_case",
    "save_draft",
    "send_extract",
    "send_plan",
    "share",
    "state_belief",
    "take_over",
    "throw_away",
    "waive",
    "was_answered",
    "was_sent",
    "withdraw_consent",
]
