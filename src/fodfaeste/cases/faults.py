"""Sentences for the faults that are the store's own; ``words.fault`` has those of the core."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.faults import Fault

SENTENCES: Mapping[str, Promise] = {
    "already_a_member": _("This person has that part in the case already."),
    "already_corrected": _("This entry has been corrected already."),
    "already_ended": _("It has been closed already."),
    "already_sent": _("It has been handed over already, and cannot be called back."),
    "already_withdrawn": _("This consent has been withdrawn already."),
    "basis_gone": _(
        "The consent that this rests on does not stand any more, so it may not be sent."
    ),
    "before_given": _("A consent counts from the day on which it was given, or later."),
    "cannot_sign_in": _("This receiver does not use Fodfæste. Prepare an extract instead."),
    "changed_since_seen": _(
        "Something in the case has changed since you looked. Look once more at what is sent."
    ),
    "consent_line": _(
        "A consent is not corrected. Withdraw it under consent and sharing, and record it anew."
    ),
    "cpr_date": _("The first six digits are not the date of birth of anybody living."),
    "cpr_taken": _("Another citizen is recorded with this number. Look it up first."),
    "cpr_form": _("A CPR number has ten digits, as in 010190-1234."),
    "end_needed": _("Say until when. Access by a statute has to end."),
    "ends_before_it_begins": _("The last day lies before the first."),
    "empty_period": _("The last day lies before the first."),
    "in_the_future": _("This day has not come yet. Register what has happened."),
    "in_the_past": _("What is shared is shared from today or later."),
    "no_basis": _("There is no basis for sharing this."),
    "no_kinds": _("Choose at least one kind of information."),
    "no_case": _("Your organisation has no case with that number."),
    "no_text": _("This entry has no text to erase."),
    "nothing_answered": _("Give at least one answer. The others may be left out."),
    "already_answered": _("The call has been answered already."),
    "no_focus": _("Choose at least one focus area, and write what it is about."),
    "nobody_called": _("This programme calls nobody in."),
    "too_many_focus": _("A phase has at most %(value)s focus areas."),
    "unknown_fellow": _("This person does not have such a group with you."),
    "unknown_call": _("There is no such call in this case."),
    "unknown_phase": _("The programme gives no support in such a phase."),
    "unknown_question": _("This is not asked here."),
    "unknown_track": _("Choose one of the programme’s tracks."),
    "not_an_answer": _("Choose one of the steps from 1 to %(value)s."),
    "unknown_indicator": _("This is not asked about here."),
    "unknown_measuring": _("There is no such measuring in this case. It may have been corrected."),
    "nothing_found": _("Nobody looked anything up in that period."),
    "not_a_member": _("This person does not have that part in the case."),
    "not_shareable": _("This kind of information cannot be shared."),
    "not_yours": _("Your organisation has to be the one that runs or the one that refers."),
    "not_yours_to_correct": _("Somebody who reads the text of this entry has to correct it."),
    "not_yours_to_show": _("You can let others see what you see yourself, and no more."),
    "own_organisation": _("This organisation runs the case. Give its people a part in it instead."),
    "nothing_changed": _("Nothing has been changed."),
    "on_hold": _("Nothing is erased here: a legal hold stands on it."),
    "protected_here": _(
        "Name and address of this citizen are protected. Ask your leader, or open the case by"
        " emergency access first."
    ),
    "reason_too_short": _(
        "Write why you need to see the case, with at least %(value)s characters."
    ),
    "role_not_held": _("This person does not work in that role."),
    "kept_kind": _("Who reads a text of this kind is not for anybody to change."),
    "same_kind": _("It is of that kind already."),
    "same_version": _("The case is held to that version already."),
    "too_early": _("This day lies before the year 2000. Check the year."),
    "too_many_attempts": _(
        "You have tried too many numbers today. Ask your leader, who can look up the case."
    ),
    "too_long": _("Write at most %(value)s characters."),
    "unknown_consent": _("There is no such consent in this case."),
    "unknown_kind": _("Choose what the text is about."),
    "unknown_organisation": _("There is no such organisation."),
    "unknown_outcome": _("Choose whether it is in order."),
    "unknown_person": _("This person does not belong to the organisations of the case."),
    "unknown_receiver": _("Nobody with that address works there."),
    "unknown_receiver_role": _("Choose one of the receivers in the list."),
    "unknown_sharing": _("There is no such sharing in this case."),
    "unknown_statute": _("Choose one of the paragraphs in the list."),
    "unknown_size": _("Choose how many to draw."),
    "unknown_team": _("The team does not belong to the organisations of the case."),
    "unknown_version": _("There is no such version of the programme."),
    "unknown_way": _("Choose one of these."),
    "witness_needed": _("Write who was there as witness."),
}


def sentence(fault: Fault) -> str | None:
    """The fault in the language of the page; None if its code is not one of the store's."""
    found = SENTENCES.get(fault.code)
    return None if found is None else str(found) % fault.values
