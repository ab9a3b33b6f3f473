"""Sentences for the faults that are the store's own; ``words.fault`` has those of the core."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "already_booked": _("This is booked already. Move the appointment instead of making another."),
    "already_a_member": _("This person has that part in the case already."),
    "already_closed": _("The case has been closed already."),
    "already_corrected": _("This entry has been corrected already."),
    "already_ended": _("It has been closed already."),
    "already_offered": _(
        "Somebody has been asked to take this case over. Wait for the answer, or take it back"
        " first."
    ),
    "already_sent": _("It has been handed over already, and cannot be called back."),
    "already_withdrawn": _("This consent has been withdrawn already."),
    "appointment_cancelled": _("This appointment has been cancelled."),
    "appointment_held": _("This appointment has been held, and is registered."),
    "appointment_not_held": _("This appointment was not held, which has been registered."),
    "appointment_past": _(
        "This time has passed. If you met, register that it was held; "
        "otherwise choose another time."
    ),
    "bad_minutes": _("Write how many minutes: %(value)s."),
    "basis_gone": _(
        "The consent that this rests on does not stand any more, so it may not be sent."
    ),
    "before_published": _("That day lies before the plan was published."),
    "before_given": _("A consent applies from the day on which it was given, or later."),
    "away_themselves": _("%(value)s is away then. Choose somebody else."),
    "cannot_sign_in": _("This receiver does not use Fodfæste. Prepare an extract instead."),
    "changed_since_seen": _(
        "Something in the case has changed since you looked. Look once more at what is sent."
    ),
    "enclosure_large": _("One of the documents is too large to go along: at most 10 MB."),
    "enclosure_lost": _("One of the documents is not there any more. Choose without it."),
    "enclosure_not_by_post": _(
        "Digital Post does not take one of the documents. Choose another way, or leave it out."
    ),
    "enclosure_unknown": _("One of the documents is not there any more, or not for you to read."),
    "enclosures_many": _("At most 10 documents go along with a letter, 10 MB together."),
    "letter_gone": _("The letter has been sent, or taken back, and is not changed any more."),
    "letter_needs_name": _(
        "The citizen’s name is not for you to see, and the letter needs it."
        " Ask somebody who sees it."
    ),
    "letter_of_corrected": _("This has been corrected. Send what was registered instead of it."),
    "letter_of_withdrawn": _("This consent has been withdrawn, and is not sent any more."),
    "plan_hidden": _(
        "There are parts of the plan that you do not read. The citizen is to have all of it: ask"
        " somebody who reads all of it to send it."
    ),
    "letter_moving": _("The letter is being sent just now. Look again in a moment."),
    "unknown_channel": _("The letter cannot go that way."),
    "consent_line": _(
        "A consent is not corrected. Withdraw it under consent and sharing, and record it anew."
    ),
    "cover_in_the_past": _("Cover begins today or later."),
    "cover_too_long": _(
        "Cover lasts half a year at most. Whoever is away for longer hands their cases over."
    ),
    "covered_already": _("Somebody covers on some of these days already. End that first."),
    "cpr_date": _("The first six digits are not the date of birth of anybody living."),
    "cpr_taken": _("Another citizen is recorded with this number. Look it up first."),
    "cpr_form": _("A CPR number has ten digits, as in 010190-1234."),
    "draft_too_large": _(
        "There is more in the form than a draft can hold. Save it, or shorten it."
    ),
    "decided_meanwhile": _(
        "Somebody has decided in the meantime: see above. Save again to decide anew."
    ),
    "end_needed": _("Say until when. Access by a statute has to end."),
    "ends_before_it_begins": _("The last day lies before the first."),
    "empty_period": _("The last day lies before the first."),
    "file_empty": _("The file is empty. Choose another."),
    "file_kind": _(
        "We do not accept this kind of file. Save it as one of these: PDF, picture (PNG, JPEG, "
        "WebP), document (docx, odt), spreadsheet (xlsx, ods) or plain text."
    ),
    "file_large": _("The file is larger than %(value)s MB. Make it smaller, or divide it."),
    "file_macros": _(
        "The file contains macros, which we do not accept. Save it without them, or as a PDF."
    ),
    "in_the_future": _("This day has not come yet. Register what has happened."),
    "in_the_past": _("What is shared is shared from today or later."),
    "missing": _("This has to be filled in."),
    "nobody_invited": _("Choose who is to come."),
    "nobody_to_remind": _("Nobody has been named who could be reminded."),
    "no_such_time": _("There is no such time on that day: the clocks go forward."),
    "not_a_contact": _("Choose what you are booking."),
    "not_for_booking": _("This is said when it has been held."),
    "not_yet": _("It has not taken place yet. Move it or cancel it instead."),
    "own_ball": _("You have the ball yourself."),
    "reminded_today": _("You have sent that reminder today. Once a day is enough."),
    "no_basis": _("There is no basis for sharing this."),
    "no_open_cases": _("There are no open cases that somebody else can take over."),
    "no_event": _("A document belongs to something that happened, and this entry is none."),
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
    "not_a_colleague": _("Only a colleague of the same organisation or team can cover."),
    "not_a_member": _("This person does not have that part in the case."),
    "not_shareable": _("This kind of information cannot be shared."),
    "not_yours": _("Your organisation has to be the one that runs or the one that refers."),
    "not_yours_to_correct": _("Somebody who reads the text of this entry has to correct it."),
    "not_yours_to_show": _("You can let others see what you see yourself, and no more."),
    "own_cover": _("You cannot give yourself access to a colleague’s cases. Choose somebody else."),
    "own_organisation": _("This organisation runs the case. Give its people a part in it instead."),
    "not_closed": _("The case is not closed."),
    "nothing_changed": _("Nothing has been changed."),
    "no_plan": _("There is no plan yet."),
    "nothing_to_publish": _("Nothing has been changed since the plan was last published."),
    "not_published": _("There is no such published version. Publish the plan first."),
    "on_hold": _("Nothing is erased here: a legal hold stands on it."),
    "plan_circle": _("These wait for each other in a circle: %(circle)s. Take one link away."),
    "plan_changed_since": _("The plan has been changed since you looked. Look once more."),
    "plan_gone": _("It is not in the plan any more."),
    "plan_not_read": _("What is about this is written by those who read it. Ask one of them."),
    "plan_untitled": _("An activity has no title. Write in a few words what it is."),
    "protected_here": _(
        "Name and address of this citizen are protected. Ask your leader, or open the case by"
        " emergency access first."
    ),
    "reason_too_short": _(
        "Write why you need to see the case, with at least %(value)s characters."
    ),
    "role_needed": _("Say in which role it was done."),
    "role_not_held": _("This person does not work in that role."),
    "kept_kind": _("Who reads a text of this kind is not for anybody to change."),
    "same_time": _("It is at that time already."),
    "too_far": _("This is more than two years ahead. Check the year."),
    "unknown_appointment": _("There is no such appointment in this case."),
    "unknown_cause": _("Choose who or what was the cause."),
    "unknown_duty": _("This is not waiting any more."),
    "unknown_place": _("Choose where."),
    "same_kind": _("It is of that kind already."),
    "same_version": _("The case follows that version already."),
    "too_early": _("This day lies before the year 2000. Check the year."),
    "too_late": _("This day lies after the year 2099. Check the year."),
    "nobody_answers": _(
        "Nobody leads there, or does the secretary’s work, so nobody could answer. Name a person."
    ),
    "nobody_has_it": _("Choose at least one who takes part: somebody has to have the case."),
    "offer_gone": _(
        "You are not asked any more: it was answered by a colleague, or taken back. Nothing is"
        " changed."
    ),
    "too_many_drafts": _("You have a hundred drafts. Throw some of them away first."),
    "too_many_attempts": _(
        "You have tried too many numbers today. Ask your leader, who can look up the case."
    ),
    "too_long": _("Write at most %(value)s characters."),
    "unknown_activity": _("It waits for an activity that is not in the plan any more."),
    "unknown_goal": _("The goal is not in the plan any more."),
    "unknown_companion": _("There is nobody like that at the citizen’s side."),
    "unknown_companion_kind": _("Choose what they are to the citizen."),
    "unknown_consent": _("There is no such consent in this case."),
    "unknown_decision": _("Choose what is decided."),
    "unknown_kind": _("Choose what the text is about."),
    "unknown_note": _("There is no such note in this case."),
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
